"""Importing a GeoNames dump: what is kept, what a damaged or foreign file gets, and that a stopped import goes on."""

import json
import zipfile
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.places import imported
from dateline.places.gazetteer import World
from dateline.places.imported import import_dump, parts, row_of


def line(number: int, name: str, kind: str = "P", code: str = "PPL", population: int = 0) -> str:
    cells = [
        str(number),
        name,
        name,
        "",
        "35.0",
        "38.5",
        kind,
        code,
        "SY",
        "",
        "11",
        "",
        "",
        "",
        str(population),
        "",
        "1",
        "",
        "",
    ]
    return "\t".join(cells)


def dump(folder: Path, *lines: str) -> Path:
    path = folder / "SY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
        archive.writestr("SY.txt", "\n".join(lines) + "\n")
    return path


def quiet(done: int, size: int) -> None:
    assert done <= size


def test_places_are_found_again_with_their_division(tmp_path: Path) -> None:
    path = dump(tmp_path, line(1, "Umm Testah", population=4000), line(2, "Some School", "S", "SCH"))
    assert import_dump(path, tmp_path / "home", quiet) == 1
    (found,) = World(next(parts(tmp_path / "home"))).find("umm-testa")
    assert (found.id, found.country, found.admin1, found.population) == ("gn:1", "SY", "Homs", 4000)


def test_a_stopped_import_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imported, "PART", 2)
    path = dump(tmp_path, *(line(n, f"Place Number {n}") for n in range(1, 6)))
    home, writes = tmp_path / "home", []

    def stop(done: int, size: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(imported, "_write_part", _counting(writes, imported._write_part))
    with pytest.raises(KeyboardInterrupt):
        import_dump(path, home, _after(writes, stop))
    assert not list(parts(home))
    assert import_dump(path, home, quiet) == 5
    assert len(list(parts(home))) == 3


def _counting(writes: list[int], write):  # type: ignore[no-untyped-def]
    def counted(rows, folder, progress, at):  # type: ignore[no-untyped-def]
        write(rows, folder, progress, at)
        writes.append(at)
        if len(writes) == 1:
            raise KeyboardInterrupt

    return counted


def _after(writes: list[int], stop):  # type: ignore[no-untyped-def]
    return lambda done, size: stop(done, size) if writes else None


def test_a_foreign_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="2 columns"):
        import_dump(dump(tmp_path, "a\tb"), tmp_path / "home", quiet)
    (tmp_path / "x.zip").write_bytes(b"not a zip")
    with pytest.raises(DataError, match=r"x\.zip: not a readable"):
        import_dump(tmp_path / "x.zip", tmp_path / "home", quiet)


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        import_dump(tmp_path / "nowhere.zip", tmp_path / "home", quiet)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = dump(tmp_path, *(line(n, f"Place {n}") for n in range(50)))
    data = bytearray(path.read_bytes())
    at = data.find(b"Place 30")
    data[at : at + 5] = b"Plane"
    path.write_bytes(bytes(data))
    with pytest.raises(DataError, match="download it again"):
        import_dump(path, tmp_path / "home", quiet)
    assert not (tmp_path / "home" / "about.json").exists()


def test_buildings_and_ghosts_are_left_out() -> None:
    assert row_of(line(1, "Hotel", "S", "HTL")) is None
    assert row_of(line(1, "Old Town", "P", "PPLH")) is None
    base = row_of(line(1, "Air Base", "S", "AIRB"))
    assert base is not None and base.feature == "BASE"


def test_progress_is_plain_json(tmp_path: Path) -> None:
    import_dump(dump(tmp_path, line(1, "Umm Testah")), tmp_path / "home", quiet)
    assert json.loads((tmp_path / "home" / "progress.json").read_text())["places"] == 1

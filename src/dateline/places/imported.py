"""Turns a full GeoNames dump (allCountries.zip) into gazetteer parts in the user's data directory.

The dump holds some twelve million places, more than fits in memory as records, so it is compiled in parts of ``PART``
places. ``progress.json`` says which parts are done: an import that was stopped goes on where it stopped, provided it is
given the same file. Parts are written beside and then renamed, and the archive's own checksum is verified at its end.
"""

import json
import math
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from dateline.errors import DataError
from dateline.places.compile import Row, write

PART = 600_000
COLUMNS = 19
CREDIT = "GeoNames (https://www.geonames.org), CC BY 4.0, imported by the user"
# Buildings, shops, shafts and spot heights would double the size and never place an event by name alone.
KEPT_SPOTS = frozenset(
    (
        "AIRB AIRF AIRP BDG BRKS CMP CMPRF CSTM DAM FT HSP INSM MKT MNAU MNMT MSQE OILF OILR OILT PRN PS PSN RSTN SCHM "
        "STDM UNIV"
    ).split()
)


@dataclass(slots=True)
class Progress:
    """How far an import of one archive has come: bytes of its text read, parts written, places in them."""

    archive: str
    read: int = 0
    parts: int = 0
    places: int = 0


def import_dump(archive: Path, folder: Path, tell: Callable[[int, int], None]) -> int:
    """Compiles ``archive`` into ``folder`` and returns how many places it gave; ``tell`` is given bytes done and all.

    Raises DataError where the file is no GeoNames dump or is damaged; what was compiled before stays for the next try.
    """
    if not archive.is_file():
        raise DataError(f"{archive}: no such file; give the zip you saved from download.geonames.org")
    try:
        with zipfile.ZipFile(archive) as opened:
            member = _member(opened, archive)
            progress = _resume(folder, f"{member.CRC:08x}-{member.file_size}")
            with opened.open(member) as file:
                _compile(file, member.file_size, folder, progress, tell)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise DataError(f"{archive}: not a readable GeoNames archive ({error}); download it again") from error
    return _finish(folder, progress)


def _member(opened: zipfile.ZipFile, archive: Path) -> zipfile.ZipInfo:
    tables = [m for m in opened.infolist() if m.filename.endswith(".txt") and "readme" not in m.filename.lower()]
    if not tables:
        raise DataError(f"{archive}: no table in it; give allCountries.zip or a country's zip of download.geonames.org")
    return max(tables, key=lambda m: m.file_size)


def _resume(folder: Path, archive: str) -> Progress:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        known = Progress(**json.loads((folder / "progress.json").read_text()))
    except (OSError, ValueError, TypeError):
        known = Progress(archive)
    return known if known.archive == archive else Progress(archive)


def _compile(file: IO[bytes], size: int, folder: Path, progress: Progress, tell: Callable[[int, int], None]) -> None:
    """Reads to the archive's end even when resuming, so that its checksum is verified over every byte."""
    rows: list[Row] = []
    at, seen = 0, progress.read
    for line in file:
        at += len(line)
        if at <= seen:
            continue
        if row := row_of(line.decode("utf-8", "replace"), at):
            rows.append(row)
        if len(rows) >= PART:
            _write_part(rows, folder, progress, at)
            rows = []
        if at % 4096 < len(line):
            tell(at, size)
    if rows or not progress.parts:
        _write_part(rows, folder, progress, at)
    tell(size, size)


def _write_part(rows: list[Row], folder: Path, progress: Progress, at: int) -> None:
    part, beside = folder / f"part-{progress.parts:02}", folder / "writing"
    for old in (part, beside):
        _remove(old)
    progress.places += write(rows, beside, {"credits": [CREDIT]})
    beside.rename(part)
    progress.parts, progress.read = progress.parts + 1, at
    text = json.dumps({name: getattr(progress, name) for name in Progress.__slots__})
    (folder / "progress.new").write_text(text)
    (folder / "progress.new").replace(folder / "progress.json")


def _remove(folder: Path) -> None:
    if folder.exists():
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def _finish(folder: Path, progress: Progress) -> int:
    if not progress.places:
        raise DataError(f"{folder}: the archive held no place we keep; give allCountries.zip or a country's zip")
    number = progress.parts
    while (folder / f"part-{number:02}").exists():  # parts of an older, longer import
        _remove(folder / f"part-{number:02}")
        number += 1
    about = {"archive": progress.archive, "parts": progress.parts, "places": progress.places, "credits": [CREDIT]}
    (folder / "about.json").write_text(json.dumps(about))
    return progress.places


def parts(folder: Path) -> Iterator[Path]:
    """The folders of a finished import, none where there is none."""
    try:
        count = int(json.loads((folder / "about.json").read_text())["parts"])
    except (OSError, ValueError, KeyError):
        count = 0
    for number in range(count):
        yield folder / f"part-{number:02}"


def row_of(line: str, at: int = 0) -> Row | None:
    """One line of the dump as a row, None for kinds we leave out.

    Raises DataError, naming the byte, where the line has not the dump's columns.
    """
    cells = line.rstrip("\n").split("\t")
    if len(cells) != COLUMNS:
        raise DataError(f"byte {at}: a line of {len(cells)} columns, not {COLUMNS}; is this a GeoNames dump?")
    kind, code = cells[6], cells[7]
    if (kind == "S" and code not in KEPT_SPOTS) or kind in ("U", "V") or code.endswith("H"):
        return None
    population = int(cells[14] or 0)
    feature = feature_of(kind, code)
    return Row(
        id=f"gn:{cells[0]}", name=cells[1], lat=float(cells[4]), lon=float(cells[5]), country=cells[8],
        admin1=states().get(f"{cells[8]}.{cells[10]}", ""), feature=feature, population=population,
        radius_km=_radius(feature, population), source="geonames", weight=_weight(feature, population),
        names={n for n in (cells[2], *cells[3].split(",")) if len(n) > 2 and n[0].isupper() and n.isascii()},
    )  # fmt: skip


def feature_of(kind: str, code: str) -> str:
    """Our kind of place for a GeoNames feature code."""
    ours = {
        "PCLI": "PCLI", "PCLD": "PCLI", "PCLS": "PCLI", "PCLF": "PCLI", "PCLIX": "PCLI", "ADM1": "ADM1", "ADM2": "ADM2",
        "PPLC": "PPLC", "PPLX": "PPLX", "AIRP": "AIRP", "AIRF": "AIRP", "AIRB": "BASE", "INSM": "BASE",
        "BRKS": "BASE",
        "CMPRF": "CAMP", "CMP": "CAMP", "CSTM": "CROSSING", "PSN": "PLANT", "PS": "PLANT", "OILF": "OIL",
        "OILR": "PLANT",
        "HSP": "HSP", "PRN": "PRN", "DAM": "DAM", "MSQE": "RLG", "ISL": "ISL", "CONT": "CONT", "RGN": "RGN",
    }  # fmt: skip
    by_kind = {"P": "PPL", "A": "ADM2", "H": "STM", "T": "MT", "L": "AREA", "R": "RD", "S": "BLDG"}
    return ours.get(code) or by_kind.get(kind, "PPL")


def _radius(feature: str, population: int) -> float:
    wide = {
        "PCLI": 300.0,
        "ADM1": 70.0,
        "ADM2": 20.0,
        "STM": 25.0,
        "RD": 25.0,
        "AREA": 15.0,
        "MT": 8.0,
        "CONT": 3000.0,
        "RGN": 100.0,
    }
    return wide.get(feature) or round(min(30.0, max(1.0, 1.5 * (max(population, 1) / 10_000) ** 0.4)), 1)


def _weight(feature: str, population: int) -> float:
    return {"PCLI": 9.0, "CONT": 8.5, "ADM1": 4.7, "ADM2": 2.6}.get(feature, math.log10(max(population, 30)))


@cache
def states() -> dict[str, str]:
    """GeoNames codes of first-level divisions to their names in the shipped gazetteer."""
    path = Path(__file__).parent / "world" / "states.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))

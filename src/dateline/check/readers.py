"""Reads reference data: UCDP GED (every generation of columns), ACLED exports, GDELT, POLECAT, any CSV with a mapping.

A row that can't be read is counted and kept with its reason, never silently dropped.
"""

import codecs
import csv
import gzip
import io
import json
import re
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain, takewhile
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from dateline.amounts import many
from dateline.data import table
from dateline.errors import DataError
from dateline.records import Reference

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ADVICE = "give a CSV, TSV or JSON Lines file"
_DATES = ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y", "%Y/%m/%d")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")
_FIRST = {"day": "%d/%m/%Y", "month": "%m/%d/%Y"}
_DAMAGE = (OSError, EOFError, csv.Error, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError)
Row = Mapping[Any, Any]
Mapped = Mapping[str, Any]
# A row with the line it starts on, or why there is none.
Numbered = tuple[int, Row | str]


@dataclass(frozen=True)
class ReferenceSet:
    """A reference file as read: its rows, the rows that could not be read (line, reason), and what it covers."""

    name: str
    path: str
    rows: tuple[Reference, ...]
    bad: tuple[tuple[int, str], ...]
    inclusion: str
    deadly_only: bool
    countries: frozenset[str] = field(default=frozenset())
    start: date | None = None
    end: date | None = None


def read_references(path: Path, mapping: Path | None = None) -> ReferenceSet:
    """The reference set in ``path`` (CSV, TSV, JSON Lines; each also in gzip or alone in a zip).

    ``mapping`` is a TOML file that names the columns of a CSV of one's own, with the keys of ``data/references.toml``.
    Raises DataError, naming the file and the next step, where the layout is not recognised.
    """
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "no such file"
        raise DataError(f"{path}: {what}; give --against the path of a reference file")
    own = {"name": path.stem, **_mapping(mapping)} if mapping else None
    try:
        with _open(path) as file:
            columns, rows = _rows(path, file)
            if not columns:
                raise DataError(
                    f"{path}: has no columns in its first line; give a CSV, TSV or JSON Lines file with a header"
                )
            mapped = own or recognise(columns, path)
            if not set(mapped["start"]) & set(columns):
                raise DataError(f"{path}: has no column {mapped['start']} that {mapping} names; it has {list(columns)}")
            good, bad = _read(rows, {**mapped, "first": _first(path, mapped)})
    except _DAMAGE as error:
        raise DataError(f"{path}: cannot be read: {error}; {_ADVICE}") from None
    return ReferenceSet(
        name=str(mapped.get("name", path.stem)),
        path=str(path),
        rows=tuple(good),
        bad=tuple(bad),
        inclusion=str(mapped.get("inclusion", "its inclusion rule is not known")),
        deadly_only=bool(mapped.get("deadly_only", False)),
        countries=frozenset(r.country for r in good),
        start=min((r.start for r in good), default=None),
        end=max((r.end for r in good), default=None),
    )


def _open(path: Path) -> TextIO:
    """The text of the file, unpacked, in the encoding it is written in. Raises DataError where it is no text."""
    with _unpacked(path) as file:
        head = file.read(1 << 16)
        if b"\0" in head.partition(b"\n")[0] and not head.startswith(_UTF16):
            raise DataError(f"{path}: is no text; {_ADVICE}")
        encoding = _encoding(chain([head], iter(lambda: file.read(1 << 20), b"")))
    return io.TextIOWrapper(_unpacked(path), encoding=encoding, errors="replace", newline="")


def _unpacked(path: Path) -> BinaryIO:
    """The file's bytes, out of gzip or of a zip of one file, as UCDP and GDELT give theirs out."""
    with path.open("rb") as file:
        magic = file.read(4)
    if magic.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, gzip.open(path))
    if magic != b"PK\x03\x04":
        return path.open("rb")
    archive = zipfile.ZipFile(path)
    names = [name for name in archive.namelist() if not name.endswith("/") and not name.startswith("__MACOSX")]
    if "xl/workbook.xml" in names:
        raise DataError(f"{path}: is an Excel workbook; save it as CSV")
    if len(names) != 1:
        raise DataError(f"{path}: holds {len(names)} files; unpack it and give the one you mean")
    return cast(BinaryIO, archive.open(names[0]))


def _encoding(parts: Iterator[bytes]) -> str:
    """UTF-8 or UTF-16, each with or without its mark; what is neither comes from Windows in the West."""
    first = next(parts, b"")
    if first.startswith(_UTF16):
        return "utf-16"
    reader = codecs.getincrementaldecoder("utf-8")()
    try:
        for part in chain([first], parts):
            reader.decode(part)
        reader.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _mapping(path: Path) -> Mapped:
    """A mapping of the user's own. Raises DataError where it can't be used."""
    advice = 'write it as docs/check.md shows, such as start = ["date"]'
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}; {advice}") from None
    if not found.get("start"):
        raise DataError(f"{path}: names no column for the day an event starts; {advice}")
    wrong = [key for key, value in found.items() if key not in _PLAIN and not isinstance(value, list)]
    if wrong:
        raise DataError(f"{path}: {', '.join(wrong)} must be lists of columns; {advice}")
    if found.get("codes") not in (None, "iso3", "fips"):
        raise DataError(
            f'{path}: codes must be "iso3" or "fips", what the file writes countries by; leave it out for names'
        )
    if found.get("first") not in (None, *_FIRST):
        raise DataError(f'{path}: first must be "day" or "month", what stands first in dates such as 04/03/2021')
    return {key: [_column(c) for c in value] if isinstance(value, list) else value for key, value in found.items()}


# The keys of a mapping that name no columns of theirs.
_PLAIN = frozenset({"name", "inclusion", "deadly_only", "columns", "codes", "classes", "first"})


def _column(name: object) -> object:
    return name.strip().lower() if isinstance(name, str) else name


def _read(rows: Iterator[Numbered], mapped: Mapped) -> tuple[list[Reference], list[tuple[int, str]]]:
    """The rows that can be read, and the line and reason of those that can't."""
    good: list[Reference] = []
    bad: list[tuple[int, str]] = []
    for number, row in rows:
        try:
            if isinstance(row, str):
                raise ValueError(row)
            found = reference(row, mapped)
            good.append(found if found.id else replace(found, id=f"line {number}"))
        except (ValueError, KeyError, IndexError, TypeError, OverflowError) as error:
            bad.append((number, str(error)))
    return good, bad


def _first(path: Path, mapped: Mapped) -> str:
    """What stands first in dates such as 04/03/2021, as the file's own dates show. Raises DataError where none does."""
    if "first" in mapped:
        return str(mapped["first"])
    with _open(path) as file:
        starts = (_picker(row, mapped)("start") for _, row in _rows(path, file)[1] if not isinstance(row, str))
        slashed = [(int(m[1]), int(m[2])) for m in takewhile(bool, map(_SLASHED.match, starts)) if m]
    if not slashed or any(second > 12 for _, second in slashed):
        return "month"
    if any(first > 12 for first, _ in slashed):
        return "day"
    raise DataError(
        f"{path}: its dates, such as {slashed[0][0]}/{slashed[0][1]}, may start with the day or the month; "
        'give --mapping a TOML file with first = "day" or first = "month" (see docs/check.md)'
    )


def _rows(path: Path, file: TextIO) -> tuple[Sequence[Any], Iterator[Numbered]]:
    """The columns (lower case names, or positions where there is no header), and the rows with their lines."""
    csv.field_size_limit(10_000_000)
    first = file.readline()
    file.seek(0)
    if first.lstrip().startswith("{"):
        found = _object(first)
        return ([] if isinstance(found, str) else list(found)), _objects(file)
    delimiter = max("\t,;", key=first.count)
    fields = next(csv.reader([first], delimiter=delimiter), [])
    if fields and fields[0].strip().isdigit():
        return list(range(len(fields))), _positions(csv.reader(file, delimiter="\t"), len(fields))
    return [f.strip().lower() for f in fields], _named(csv.reader(file, delimiter=delimiter))


def _objects(file: TextIO) -> Iterator[Numbered]:
    for number, line in enumerate(file, 1):
        if line.strip():
            yield number, _object(line)


def _object(line: str) -> Row | str:
    try:
        found = json.loads(line)
    except ValueError as error:
        return f"no JSON: {error}"
    return _lowered(found) if isinstance(found, dict) else "no JSON object"


def _positions(rows: Any, columns: int) -> Iterator[Numbered]:
    for row in rows:
        whole = len(row) == columns
        yield rows.line_num, dict(enumerate(row)) if whole else _wrong(row, columns)


def _named(rows: Any) -> Iterator[Numbered]:
    names = [name.strip().lower() for name in next(rows)]
    before = rows.line_num
    for row in rows:
        number, before = before + 1, rows.line_num  # a row starts on the line after the last one's end
        if row:
            yield number, dict(zip(names, row, strict=False)) if len(row) >= len(names) else _wrong(row, len(names))


def _wrong(row: Sequence[str], columns: int) -> str:
    return f"{many(len(row), 'column')} instead of {columns}"


def _lowered(row: Mapping[str, Any]) -> Row:
    return {str(k).strip().lower(): v for k, v in row.items() if k is not None}


def recognise(columns: Sequence[Any], path: Path) -> Mapped:
    """The mapping of a known layout. Raises DataError where none fits."""
    for mapped in table("references").values():
        if not isinstance(mapped, dict):
            continue
        if columns and columns[0] == 0 and len(columns) in mapped.get("columns", ()):
            return mapped
        if columns and columns[0] != 0 and "known_by" in mapped and set(mapped["known_by"]) <= set(columns):
            return mapped
    raise DataError(
        f"{path}: its columns are those of no known set (UCDP GED, ACLED, GDELT, POLECAT): {_listed(columns)}; "
        'give --mapping a TOML file that names them, such as start = ["date"] (see docs/check.md)'
    )


def _listed(columns: Sequence[Any]) -> str:
    """The first columns, as a reader can take them in."""
    if columns[0] == 0:
        return f"{len(columns)} without names"
    shown = ", ".join("".join(c if c.isprintable() else "?" for c in name)[:30] for name in columns[:12])
    return f"{shown} and {len(columns) - 12} more" if len(columns) > 12 else shown


def reference(row: Row, mapped: Mapped) -> Reference:
    """One row. Raises ValueError where its date can't be read or its coordinates lie off the globe."""
    text = _picker(row, mapped)
    layouts = (*_DATES, _FIRST[mapped.get("first", "month")])
    start = _date(text("start"), layouts)
    lat, lon = _number(text("lat")), _number(text("lon"))
    if lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"coordinates off the globe: {lat}, {lon}")
    best = _whole(text("best"))
    if best is None and mapped.get("best_sum"):
        best = sum(_whole(str(row.get(c, ""))) or 0 for c in mapped["best_sum"])
    low, high = _whole(text("low")), _whole(text("high"))
    return Reference(
        source=str(mapped.get("name", "")),
        id=text("id"),
        start=start,
        end=max(start, _date(text("end") or text("start"), layouts)),
        country=_country(text("country"), mapped.get("codes")),
        admin1=text("admin1"),
        place=text("place"),
        lat=lat,
        lon=lon,
        precision=_class(text("precision"), mapped.get("classes")),
        sides=tuple(side for c in mapped.get("sides", ()) if (side := str(row.get(c) or "").strip())),
        kind=text("kind"),
        low=low if low is not None else best,
        best=best,
        high=max(high, best or 0) if high is not None else best,
        civilians=_whole(text("civilians")),
        words=text("words"),
    )


def _picker(row: Row, mapped: Mapped) -> Callable[[str], str]:
    def text(name: str) -> str:
        found = (str(row[c]).strip() for c in mapped.get(name, ()) if row.get(c) not in (None, ""))
        return next((value for value in found if value), "")

    return text


def _country(text: str, codes: str | None) -> str:
    """The country as the set names it; where it uses codes, the ISO 3166 alpha-2 code."""
    return str(table("country_codes")[codes].get(text.upper(), text)) if codes else text


def _class(text: str, classes: Mapping[str, int] | None) -> int | None:
    """The precision of the place as UCDP classes it, 1 to 7; None where the set tells none."""
    return _whole(text) if classes is None else classes.get(text.removesuffix(".0"))


def _date(text: str, layouts: Sequence[str]) -> date:
    for layout in layouts:
        try:
            return datetime.strptime(text[:10] if layout == "%Y-%m-%d" else text, layout).date()
        except ValueError:
            continue
    raise ValueError(f"no date in {text!r}")


def _number(text: str) -> float | None:
    return float(text) if text else None


def _whole(text: str) -> int | None:
    return int(float(text)) if text else None

"""Reads reference data: UCDP GED (every generation of columns), ACLED exports, GDELT, POLECAT, any CSV with a mapping.

A row that can't be read is counted and kept with its reason, never silently dropped.
"""

import csv
import gzip
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from dateline.data import table
from dateline.errors import DataError
from dateline.records import Reference

_DATES = ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y", "%m/%d/%Y", "%d/%m/%Y", "%Y/%m/%d")
Row = Mapping[Any, Any]
Mapped = Mapping[str, Any]


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
    """The reference set in ``path`` (CSV, TSV, JSON Lines; ``.gz`` of each).

    ``mapping`` is a TOML file that names the columns of a CSV of one's own, with the keys of ``data/references.toml``.
    Raises DataError, naming the file and the next step, where the layout is not recognised.
    """
    if not path.exists():
        raise DataError(f"{path}: no such file; give --against the path of a reference file")
    with _open(path) as file:
        columns, rows = _rows(path, file)
        mapped = tomllib.loads(mapping.read_text(encoding="utf-8")) if mapping else recognise(columns, path)
        good: list[Reference] = []
        bad: list[tuple[int, str]] = []
        for number, row in enumerate(rows, 2):
            try:
                good.append(reference(row, mapped))
            except (ValueError, KeyError, IndexError, TypeError) as error:
                bad.append((number, f"{type(error).__name__}: {error}"))
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
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="")
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


def _rows(path: Path, file: TextIO) -> tuple[Sequence[Any], Iterator[Row]]:
    """The columns (lower case names, or positions where there is no header) and the rows."""
    csv.field_size_limit(10_000_000)
    first = file.readline()
    file.seek(0)
    if first.lstrip().startswith("{"):
        return [k.lower() for k in json.loads(first)], (_lowered(json.loads(line)) for line in file if line.strip())
    delimiter = max("\t,;", key=first.count)
    fields = next(csv.reader([first], delimiter=delimiter), [])
    if fields and fields[0].strip().isdigit():
        return list(range(len(fields))), (dict(enumerate(r)) for r in csv.reader(file, delimiter="\t"))
    return [f.strip().lower() for f in fields], map(_lowered, csv.DictReader(file, delimiter=delimiter))


def _lowered(row: Mapping[str, Any]) -> Row:
    return {str(k).strip().lower(): v for k, v in row.items() if k is not None}


def recognise(columns: Sequence[Any], path: Path) -> Mapped:
    """The mapping of a known layout. Raises DataError where none fits."""
    for mapped in table("references").values():
        if not isinstance(mapped, dict):
            continue
        if mapped.get("columns") == len(columns) and columns and columns[0] == 0:
            return mapped
        if "known_by" in mapped and set(mapped["known_by"]) <= set(columns):
            return mapped
    raise DataError(
        f"{path}: its columns are those of no known set (UCDP GED, ACLED, GDELT, POLECAT); "
        "give --mapping a TOML file that names them, as data/references.toml does"
    )


def reference(row: Row, mapped: Mapped) -> Reference:
    """One row. Raises ValueError where its date can't be read or its coordinates lie off the globe."""
    text = _picker(row, mapped)
    start = _date(text("start"))
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
        end=max(start, _date(text("end") or text("start"))),
        country=text("country"),
        admin1=text("admin1"),
        place=text("place"),
        lat=lat,
        lon=lon,
        precision=_whole(text("precision")),
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


def _date(text: str) -> date:
    for layout in _DATES:
        try:
            return datetime.strptime(text[:10] if layout == "%Y-%m-%d" else text, layout).date()
        except ValueError:
            continue
    raise ValueError(f"no date in {text!r}")


def _number(text: str) -> float | None:
    return float(text) if text else None


def _whole(text: str) -> int | None:
    return int(float(text)) if text else None

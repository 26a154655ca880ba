"""Writes a gazetteer: rows in, a folder of memory-mapped columns and two name tries out.

Rows are stored most important first, so a row number is also its rank and postings need no sorting when read.
"""

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.folding import fold, skeleton, without_article

FORMAT = 1
PREFIX = {"geonames": "gn:", "gdelt": "gd:"}  # sources whose ids are numbers

# Scripts other than Latin reach English by many spellings; elsewhere a skeleton would only merge strangers.
SKELETAL = frozenset(
    [
        "SY",
        "IQ",
        "YE",
        "LB",
        "JO",
        "PS",
        "IL",
        "SA",
        "AE",
        "KW",
        "BH",
        "QA",
        "OM",
        "EG",
        "LY",
        "TN",
        "DZ",
        "MA",
        "MR",
        "EH",
        "SD",
        "SO",
        "DJ",
        "IR",
        "AF",
        "PK",
        "TR",
        "TJ",
        "AZ",
    ]
)


@dataclass(slots=True)
class Row:
    """One place on its way into a gazetteer. ``names`` are further spellings; ``weight`` ranks it among namesakes."""

    id: str
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    population: int
    radius_km: float
    source: str
    weight: float
    names: set[str] = field(default_factory=set)


def write(rows: Iterable[Row], folder: Path, about: dict[str, object]) -> int:
    """Writes the gazetteer of ``rows`` into ``folder`` and returns how many places it holds.

    The same rows give the same bytes. ``about`` (sources, hashes, credit lines) goes into ``about.json``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ordered = sorted(rows, key=lambda row: (-row.weight, row.country, row.name, row.id))
    _columns(ordered, folder)
    _names(ordered, folder)
    _trie((_exact(row) for row in ordered), folder, "names")
    _trie((_skeletal(row) for row in ordered), folder, "bones")
    tables = {"countries": _distinct(ordered, "country"), "admin1": _distinct(ordered, "admin1")}
    tables |= {"features": _distinct(ordered, "feature"), "sources": _distinct(ordered, "source")}
    meta = {"format": FORMAT, "places": len(ordered), **tables, **about}
    (folder / "about.json").write_text(json.dumps(meta, ensure_ascii=False, indent=0, sort_keys=True))
    return len(ordered)


def _distinct(rows: Sequence[Row], name: str) -> list[str]:
    return sorted({getattr(row, name) for row in rows})


def _columns(rows: Sequence[Row], folder: Path) -> None:
    import numpy as np

    def coded(name: str, kind: str) -> None:
        index = {value: n for n, value in enumerate(_distinct(rows, name))}
        np.save(folder / f"{name}.npy", np.array([index[getattr(row, name)] for row in rows], dtype=kind))

    np.save(folder / "lat.npy", np.array([row.lat for row in rows], dtype="f4"))
    np.save(folder / "lon.npy", np.array([row.lon for row in rows], dtype="f4"))
    peopled = max((n + 1 for n, row in enumerate(rows) if row.population), default=0)
    people = [min(row.population, 2**32 - 1) for row in rows[:peopled]]
    np.save(folder / "population.npy", np.array(people, dtype="u4"))  # the unpeopled tail is left out
    np.save(folder / "radius.npy", np.array([row.radius_km for row in rows], dtype="f2"))
    for name, kind in (("country", "u2"), ("admin1", "u2"), ("feature", "u1"), ("source", "u1")):
        coded(name, kind)


def _names(rows: Sequence[Row], folder: Path) -> None:
    """Names as one block of UTF-8, each ended by a line feed, and the offset of each.

    An id that is a source's number stands in a column of its own; any other comes before the name, parted by a tab.
    """
    import numpy as np

    block, offsets, numbers = bytearray(), array("I"), array("i")
    for row in rows:
        number = numbered(row.id, row.source)
        offsets.append(len(block))
        numbers.append(number)
        block += (f"{row.name}\n" if number else f"{row.id}\t{row.name}\n").encode()
    (folder / "text.bin").write_bytes(bytes(block))
    np.save(folder / "text.npy", np.array(offsets, dtype="u4"))
    np.save(folder / "number.npy", np.array(numbers, dtype="i4"))


def numbered(tag: str, source: str) -> int:
    """The number in an id such as "gn:170794" of GeoNames or "gd:-2539562" of GDELT; 0 for ids of other forms."""
    number = tag.removeprefix(PREFIX.get(source, "?"))
    return int(number) if number.lstrip("-").isdigit() and abs(int(number)) < 2**31 else 0


def _exact(row: Row) -> set[str]:
    found = set(map(fold, {row.name, *row.names}))
    if row.country in SKELETAL:
        found |= set(map(without_article, found))
    return {key for key in found if 1 < len(key) < 60}


def _skeletal(row: Row) -> set[str]:
    if row.country not in SKELETAL:
        return set()
    return {key for key in map(skeleton, {row.name, *row.names}) if 3 < len(key) < 40}


def _trie(keys_of: Iterable[set[str]], folder: Path, name: str) -> None:
    """A trie of all keys, and for each key the row numbers that bear it, ascending."""
    import marisa_trie
    import numpy as np

    postings: dict[str, array[int]] = {}
    for number, keys in enumerate(keys_of):
        for key in keys:
            postings.setdefault(key, array("I")).append(number)
    trie = marisa_trie.Trie(sorted(postings))
    trie.save(str(folder / f"{name}.marisa"))
    ordered = sorted(postings, key=lambda key: trie[key])
    starts = np.zeros(len(ordered) + 1, dtype="u4")
    np.cumsum([len(postings[key]) for key in ordered], out=starts[1:])
    np.save(folder / f"{name}_starts.npy", starts)
    joined: array[int] = array("I")
    for key in ordered:
        joined.extend(postings[key])
    np.save(folder / f"{name}_rows.npy", np.array(joined, dtype="u4"))

"""The shipped gazetteer: columns and name tries, memory-mapped, so a process pays only for the pages it touches."""

import json
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from dateline.data import table, user_folder
from dateline.errors import DataError
from dateline.folding import fold, skeleton, without_article
from dateline.places.compile import PREFIX
from dateline.places.imported import parts
from dateline.places.reviewed import Reviewed
from dateline.records import Entry, Gazetteer

SHIPPED = Path(__file__).parent / "world"
_PICKED = ("lat", "lon", "radius", "country", "admin1", "feature", "source", "text", "number")
_COLUMNS = (*_PICKED, "population")
MOST = 150  # namesakes given for one name: the most any village name needs before the tail says nothing more


class World:
    """One compiled gazetteer folder."""

    def __init__(self, folder: Path) -> None:
        """Raises DataError where the folder holds no gazetteer of this format."""
        self._folder = folder
        try:
            self.about: dict[str, Any] = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise DataError(f"{folder}: no gazetteer here ({error}); reinstall dateline") from error
        self.find = lru_cache(maxsize=8192)(self._find)

    def __len__(self) -> int:
        return int(self.about["places"])

    @cached_property
    def _column(self) -> dict[str, Any]:
        import numpy as np

        # a plain view of the mapped bytes: numpy.memmap pays for its own class at every look
        return {name: np.asarray(np.load(self._folder / f"{name}.npy", mmap_mode="r")) for name in _COLUMNS}

    @cached_property
    def _text(self) -> Any:
        import numpy as np

        return np.asarray(np.memmap(self._folder / "text.bin", mode="r"))

    @cached_property
    def _index(self) -> dict[str, tuple[Any, Any, Any]]:
        import marisa_trie
        import numpy as np

        found = {}
        for name in ("names", "bones"):
            trie = marisa_trie.Trie()
            trie.mmap(str(self._folder / f"{name}.marisa"))
            starts, rows = (np.load(self._folder / f"{name}_{part}.npy", mmap_mode="r") for part in ("starts", "rows"))
            found[name] = (trie, np.asarray(starts), np.asarray(rows))
        return found

    def _rows(self, index: str, key: str) -> list[int]:
        trie, starts, rows = self._index[index]
        number = trie.get(key)
        return [] if number is None else rows[starts[number] : starts[number + 1]][:MOST].tolist()

    def _find(self, name: str) -> tuple[Entry, ...]:
        """All places of that name; spellings that only share its skeleton come after those that share its letters."""
        folded = fold(name)
        exact = self._rows("names", folded)
        bare = without_article(folded)
        if bare != folded:
            exact = sorted({*exact, *self._rows("names", bare)})
        loose = [row for row in self._rows("bones", skeleton(name)) if row not in exact]
        return tuple(self._entries((exact + loose)[:MOST]))

    def has(self, name: str) -> bool:
        """Whether any place bears the name; cheaper than ``find``."""
        return fold(name) in self._index["names"][0] or skeleton(name) in self._index["bones"][0]

    def _entries(self, rows: list[int]) -> Iterator[Entry]:
        """The places in some rows, row 0 being the most important of all; each column is read once for all of them."""
        if not rows:
            return
        about, sources = self.about, self.about["sources"]
        picked = {name: self._column[name][rows].tolist() for name in _PICKED}
        people, last = self._column["population"], len(self) - 1
        ends = self._column["text"][[min(row + 1, last) for row in rows]].tolist()
        for n, row in enumerate(rows):
            end = ends[n] if row < last else len(self._text)
            before, _, name = self._text[picked["text"][n] : end - 1].tobytes().decode().rpartition("\t")
            source = sources[picked["source"][n]]
            yield Entry(
                before or f"{PREFIX[source]}{picked['number'][n]}",
                name,
                round(picked["lat"][n], 4),
                round(picked["lon"][n], 4),
                about["countries"][picked["country"][n]],
                about["admin1"][picked["admin1"][n]],
                about["features"][picked["feature"][n]],
                int(people[row]) if row < len(people) else 0,
                round(picked["radius"][n], 1),
                source,
            )


class Joined:
    """Several gazetteers as one, the most trusted first: a place of a later one that an earlier one knows is hidden."""

    def __init__(self, *worlds: Gazetteer) -> None:
        self._worlds = worlds
        self.find = lru_cache(maxsize=8192)(self._find)

    def _find(self, name: str) -> tuple[Entry, ...]:
        found: list[Entry] = []
        for world in self._worlds:
            found += [entry for entry in world.find(name) if not any(_same(entry, other) for other in found)]
        return tuple(sorted(found, key=_rank))


def _same(entry: Entry, other: Entry) -> bool:
    """Whether two records of different sources are one place: the same id, or one kind within a few kilometres."""
    if entry.id == other.id:
        return True
    near = abs(entry.lat - other.lat) < 0.12 and abs(entry.lon - other.lon) < 0.15
    return near and (entry.source != other.source or entry.feature == "RGN") and _kind(entry) == _kind(other)


def _kind(entry: Entry) -> str:
    return entry.feature if entry.feature in ("PCLI", "ADM1", "ADM2") else "point"


def _rank(entry: Entry) -> tuple[int, int]:
    order = {"PCLI": 0, "CONT": 0, "ADM1": 1}.get(entry.feature, 2)
    return (order, -max(entry.population, 20_000 if entry.source == "dateline" else 0))


@cache
def load() -> Gazetteer:
    """The reviewed conflict places, the shipped gazetteer, and the user's import where there is one."""
    worlds: list[Gazetteer] = [Reviewed(table("places/conflict")), World(SHIPPED)]
    worlds += [World(part) for part in parts(user_folder("places"))]
    return Joined(*worlds)

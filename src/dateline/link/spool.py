"""What comparing needs of a corpus, on the disk: so many claims may be linked as it holds, and memory holds a window."""

import marshal
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter

from dateline.link.blocks import place_in_order
from dateline.link.disk import BATCH, Kept, rows, temporary
from dateline.link.sighting import Sighting

_FIELDS = attrgetter(*(field.name for field in fields(Sighting)))
_TABLES = """
create table sighting (day integer, lat real, lon real, claim text, body blob);
create table article (id text primary key, day integer, body blob) without rowid;
create table word (word text primary key, many integer) without rowid;
"""
_COUNTED = "insert into word values (?, ?) on conflict (word) do update set many = many + excluded.many"
# An article, the day it came out, the stems of its words, and its sightings.
Compared = tuple[str, int | None, frozenset[str], Sequence[Sighting]]


class Spool:
    """Sightings in the order of time, and articles with their stems and how many articles each stem stands in."""

    def __init__(self, cache_mb: int = 16) -> None:
        self.db = temporary(_TABLES, cache_mb)

    def add(self, articles: Iterable[Compared]) -> None:
        """Keeps articles; one that is there already says nothing new."""
        counted: Counter[str] = Counter()
        for article, day, words, found in articles:
            kept = self.db.execute(
                "insert or ignore into article values (?, ?, ?)", (article, day, marshal.dumps(words))
            )
            if not kept.rowcount:
                continue
            seen = ((*place_in_order(s), marshal.dumps(_FIELDS(s))) for s in found)
            self.db.executemany("insert into sighting values (?, ?, ?, ?, ?)", seen)
            counted.update(words)
            if len(counted) > BATCH * 10:
                self._count(counted)
        self._count(counted)

    def _count(self, counted: "Counter[str]") -> None:
        self.db.executemany(_COUNTED, sorted(counted.items()))
        counted.clear()

    def sightings(self) -> Iterator[Sighting]:
        """All sightings, in the order of time and place."""
        self.db.execute("create index if not exists sweep on sighting (day, lat, lon, claim)")
        for (body,) in rows(self.db, "select body from sighting order by day, lat, lon, claim"):
            yield Sighting(*marshal.loads(body))

    def claims(self) -> list[str]:
        """The ids of all claims seen."""
        return [claim for (claim,) in rows(self.db, "select claim from sighting order by claim")]

    def of(self, claims: Iterable[str]) -> Iterator[Sighting]:
        """The sightings of some claims."""
        self.db.execute("create index if not exists named on sighting (claim)")
        for claim in claims:
            (body,) = self.db.execute("select body from sighting where claim = ?", (claim,)).fetchone()
            yield Sighting(*marshal.loads(body))

    def published(self) -> Iterator[str]:
        """All articles in the order they came out; those without a day come first."""
        yield from (name for (name,) in rows(self.db, "select id from article order by day, id"))

    @property
    def words(self) -> Mapping[str, frozenset[str]]:
        """The stems of each article."""
        return Kept(self.db, "article", marshal.loads, remembered=0)

    @property
    def frequency(self) -> "Mapping[str, int]":
        """How many articles each stem stands in."""
        return _Frequency(self.db)


class _Frequency(Mapping[str, int]):
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __getitem__(self, word: str) -> int:
        found = self._db.execute("select many from word where word = ?", (word,)).fetchone()
        if found is None:
            raise KeyError(word)
        return int(found[0])

    def __iter__(self) -> Iterator[str]:
        return (word for (word,) in rows(self._db, "select word from word order by word"))

    def __len__(self) -> int:
        return int(self._db.execute("select count(*) from word").fetchone()[0])

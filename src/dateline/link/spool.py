"""What linking needs of a corpus, on the disk: so many claims may be linked as it holds, and memory holds a window.

The file is a temporary one that the system takes away with the process; small corpora never leave the cache before it.
"""

import marshal
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter

from dateline.link.blocks import place_in_order
from dateline.link.sighting import Sighting

_FIELDS = attrgetter(*(field.name for field in fields(Sighting)))
# Rows fetched or counted at once.
BATCH = 2000
_TABLES = """
create table sighting (day integer, lat real, lon real, claim text, body blob);
create table article (id text primary key, day integer, words blob) without rowid;
create table word (word text primary key, many integer) without rowid;
"""
_COUNTED = "insert into word values (?, ?) on conflict (word) do update set many = many + excluded.many"


class Spool:
    """Sightings in the order of time, and articles with their stems and how many articles each stem stands in."""

    def __init__(self, cache_mb: int = 16) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        for pragma in ("journal_mode=off", "synchronous=off", "temp_store=file", f"cache_size=-{cache_mb * 1024}"):
            self._db.execute(f"pragma {pragma}")
        self._db.executescript(_TABLES)

    def add(self, articles: Iterable[tuple[str, int | None, frozenset[str], Sequence[Sighting]]]) -> None:
        """Keeps articles: id, the day each came out, the stems of its words, and its sightings."""
        counted: Counter[str] = Counter()
        for article, day, words, found in articles:
            self._db.execute("insert into article values (?, ?, ?)", (article, day, marshal.dumps(words)))
            rows = ((*place_in_order(s), marshal.dumps(_FIELDS(s))) for s in found)
            self._db.executemany("insert into sighting values (?, ?, ?, ?, ?)", rows)
            counted.update(words)
            if len(counted) > BATCH * 10:
                self._count(counted)
        self._count(counted)

    def _count(self, counted: "Counter[str]") -> None:
        self._db.executemany(_COUNTED, sorted(counted.items()))
        counted.clear()

    def sightings(self) -> Iterator[Sighting]:
        """All sightings, in the order of time and place."""
        self._db.execute("create index if not exists sweep on sighting (day, lat, lon, claim)")
        for (body,) in self._rows("select body from sighting order by day, lat, lon, claim"):
            yield Sighting(*marshal.loads(body))

    def published(self) -> Iterator[str]:
        """All articles in the order they came out; those without a day come first."""
        yield from (row[0] for row in self._rows("select id from article order by day, id"))

    def _rows(self, query: str) -> Iterator[tuple]:  # type: ignore[type-arg]
        asked = self._db.execute(query)
        while rows := asked.fetchmany(BATCH):
            yield from rows

    @property
    def words(self) -> "Mapping[str, frozenset[str]]":
        """The stems of each article."""
        return _Words(self._db)

    @property
    def frequency(self) -> "Mapping[str, int]":
        """How many articles each stem stands in."""
        return _Frequency(self._db)


class _Words(Mapping[str, frozenset[str]]):
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __getitem__(self, article: str) -> frozenset[str]:
        found = self._db.execute("select words from article where id = ?", (article,)).fetchone()
        if found is None:
            raise KeyError(article)
        words: frozenset[str] = marshal.loads(found[0])
        return words

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in self._db.execute("select id from article order by id"))

    def __len__(self) -> int:
        return int(self._db.execute("select count(*) from article").fetchone()[0])


class _Frequency(Mapping[str, int]):
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __getitem__(self, word: str) -> int:
        found = self._db.execute("select many from word where word = ?", (word,)).fetchone()
        if found is None:
            raise KeyError(word)
        return int(found[0])

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in self._db.execute("select word from word order by word"))

    def __len__(self) -> int:
        return int(self._db.execute("select count(*) from word").fetchone()[0])

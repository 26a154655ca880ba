"""Records on the disk: a sequence and a mapping that read what is asked for.

The file is a temporary one that the system takes away with the process; a small corpus never leaves the cache before it.
"""

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar, overload

T = TypeVar("T")
# Rows fetched or counted at once.
BATCH = 2000
# Records a mapping keeps for the next question.
HELD = 1 << 12


def temporary(tables: str, cache_mb: int) -> sqlite3.Connection:
    """A database of one's own. Nothing of it outlives the process, so nothing is ever synced or undone."""
    db = sqlite3.connect("", isolation_level=None)
    for pragma in ("journal_mode=off", "synchronous=off", "temp_store=file", f"cache_size=-{cache_mb * 1024}"):
        db.execute(f"pragma {pragma}")
    db.executescript(tables)
    db.execute("begin")
    return db


def rows(db: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """What a query finds, a batch at a time."""
    asked = db.execute(query)
    while found := asked.fetchmany(BATCH):
        yield from found


class Stored(Sequence[T]):
    """The bodies of a table in an order: memory holds their row numbers."""

    def __init__(self, db: sqlite3.Connection, table: str, order: str, load: Callable[[bytes], T]) -> None:
        self._db, self._load = db, load
        self._body = f"select body from {table} where rowid = ?"
        self._rows = array("q", (n for (n,) in rows(db, f"select rowid from {table} order by {order}")))

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, n: int) -> T: ...
    @overload
    def __getitem__(self, n: slice) -> tuple[T, ...]: ...
    def __getitem__(self, n: int | slice) -> T | tuple[T, ...]:
        if isinstance(n, slice):
            return tuple(self[i] for i in range(*n.indices(len(self))))
        return self._load(self._db.execute(self._body, (self._rows[n],)).fetchone()[0])


class Kept(Mapping[str, T]):
    """The bodies of a table by their id; those asked for last are remembered."""

    def __init__(self, db: sqlite3.Connection, table: str, load: Callable[[bytes], T], remembered: int = HELD) -> None:
        self._db, self._table, self._load = db, table, load
        self._found = lru_cache(maxsize=remembered)(self._find)

    def _find(self, name: str) -> T:
        found = self._db.execute(f"select body from {self._table} where id = ?", (name,)).fetchone()
        if found is None:
            raise KeyError(name)
        return self._load(found[0])

    def __getitem__(self, name: str) -> T:
        return self._found(name)

    def __iter__(self) -> Iterator[str]:
        return (name for (name,) in rows(self._db, f"select id from {self._table} order by id"))

    def __len__(self) -> int:
        return int(self._db.execute(f"select count(*) from {self._table}").fetchone()[0])

"""The log of a case: lines that are only ever added, each hashed together with the line before it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, func, insert, select, text

from dateline.amounts import many
from dateline.store.schema import PARTS, log

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
START = "0" * 64  # the chain before the first line


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log."""

    seq: int
    at: str
    kind: str
    digest: str
    chain: str


def canonical(value: Any) -> bytes:
    """JSON that is the same for the same content: sorted keys, no white space."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest_of(value: Any) -> str:
    """The SHA-256 of a value's canonical JSON."""
    return sha256(canonical(value)).hexdigest()


def chained(before: str, seq: int, at: str, kind: str, digest: str) -> str:
    """The hash that ties a line to the one before it."""
    return digest_of([before, seq, at, kind, digest])


def connect(url: str) -> Engine:
    """An engine for the case's database. For SQLite a commit returns only when the disk has it, and a transaction
    takes the write lock when it begins; other databases do the first by themselves."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions are begun by hand, with the lock we want
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=60000"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other writer can come between: the chain needs to know the last line for certain."""
    with engine.connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.begin()
            connection.execute(text("LOCK TABLE log IN EXCLUSIVE MODE"))
        try:
            yield connection
        except BaseException:
            _end(connection, sqlite, "ROLLBACK")
            raise
        _end(connection, sqlite, "COMMIT")


def _end(connection: Connection, sqlite: bool, word: str) -> None:
    if sqlite:
        connection.exec_driver_sql(word)
    connection.commit() if word == "COMMIT" else connection.rollback()


def append(connection: Connection, kind: str, rows: Rows) -> int:
    """Adds a line with its rows, one list for each table of that kind, and returns its number."""
    last = connection.execute(select(log).order_by(log.c.seq.desc()).limit(1)).first()
    seq, before = (last.seq + 1, last.chain) if last else (1, START)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    whole = {
        table.name: [{"seq": seq, "n": n, **row} for n, row in enumerate(rows.get(table.name, ()))]
        for table in PARTS[kind]
    }
    digest = digest_of(whole)
    for table in PARTS[kind]:
        if whole[table.name]:
            connection.execute(insert(table), whole[table.name])
    chain = chained(before, seq, at, kind, digest)
    connection.execute(insert(log).values(seq=seq, at=at, kind=kind, digest=digest, chain=chain))
    return seq


def lines(connection: Connection) -> Iterator[Line]:
    """The log, first line first."""
    for row in connection.execute(select(log).order_by(log.c.seq)):
        yield Line(row.seq, row.at, row.kind, row.digest, row.chain)


def replay(connection: Connection) -> Iterator[tuple[int, str]]:
    """What is wrong with the log: the line's number and a sentence for each line that is not as it was written."""
    before, expected = START, 1
    for line in lines(connection):
        if line.seq != expected:
            yield line.seq, f"lines {expected} to {line.seq - 1} are missing"
        if line.kind not in PARTS:
            yield line.seq, f"a line of unknown kind {line.kind!r}"
        elif digest_of(rows_of(connection, line)) != line.digest:
            yield line.seq, f"the {line.kind} was changed after it was written"
        if chained(before, line.seq, line.at, line.kind, line.digest) != line.chain:
            yield line.seq, "the line does not follow the one before it"
        before, expected = line.chain, line.seq + 1
    yield from _strays(connection, expected - 1)


def rows_of(connection: Connection, line: Line) -> dict[str, list[dict[str, Any]]]:
    """The rows that belong to a line, as they were hashed."""
    return {table.name: _rows(connection, table, line.seq) for table in PARTS[line.kind]}


def _rows(connection: Connection, table: Table, seq: int) -> list[dict[str, Any]]:
    found = connection.execute(select(table).where(table.c.seq == seq).order_by(table.c.n))
    return [dict(row) for row in found.mappings()]


def _strays(connection: Connection, last: int) -> Iterator[tuple[int, str]]:
    """Rows that belong to no line: somebody wrote them past the log."""
    for kind, tables in PARTS.items():
        known = select(log.c.seq).where(log.c.kind == kind)
        for table in tables:
            stray = select(func.count()).select_from(table).where(table.c.seq.not_in(known))
            count = connection.execute(stray).scalar_one()
            if count:
                yield last, f"{many(count, 'row')} of {table.name} belonging to no line of the log"

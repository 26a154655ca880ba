"""How a case of an older dateline becomes one of this: small steps, each done once, in the order they stand here.

A step is never changed after a release. It writes its own tables out, so that it still does what it did then;
a test holds the result of all steps against ``schema``.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
)

from dateline.errors import CaseError

Step = Callable[[Connection], None]
STEPS: list[Step] = []


def step(function: Step) -> Step:
    """Registers a migration; its name is written into the case."""
    STEPS.append(function)
    return function


_own = MetaData()
_migration = Table(
    "migration", _own, Column("name", String(64), primary_key=True), Column("done", Boolean, nullable=False)
)


def migrate(connection: Connection) -> list[str]:
    """Does the steps the case has not seen yet and returns their names.

    Raises CaseError where the case was made by a newer dateline.
    """
    _own.create_all(connection)
    done = set(connection.execute(select(_migration.c.name)).scalars())
    if None in done:
        raise CaseError("the case's database is damaged; put case.db back from a copy")
    unknown = done - {function.__name__ for function in STEPS}
    if unknown:
        raise CaseError(f"the case was made by a newer dateline (it has {', '.join(sorted(unknown))}); update dateline")
    fresh = [function for function in STEPS if function.__name__ not in done]
    for function in fresh:
        function(connection)
        connection.execute(insert(_migration).values(name=function.__name__, done=True))
    return [function.__name__ for function in fresh]


def is_current(connection: Connection) -> bool:
    """Whether nothing is to be done, so that a case can be opened without writing."""
    if not inspect(connection).has_table("migration"):
        return False
    done = set(connection.execute(select(_migration.c.name)).scalars())
    return done == {function.__name__ for function in STEPS}


def _numbered(name: str, tables: MetaData, *columns: Column[Any]) -> Table:
    """A table whose rows belong to a line of the log."""
    seq = Column("seq", Integer, primary_key=True, autoincrement=False)
    return Table(name, tables, seq, Column("n", Integer, primary_key=True, autoincrement=False), *columns)


def _must(name: str, kind: String | Integer | Float[float] | JSON) -> Column[Any]:
    return Column(name, kind, nullable=False)


@step
def first_tables(connection: Connection) -> None:
    """The log and what belongs to its lines."""
    tables = MetaData()
    seq = Column("seq", Integer, primary_key=True, autoincrement=False)
    line = (_must("at", String(32)), _must("kind", String(16)), _must("digest", String(64)), _must("chain", String(64)))
    Table("log", tables, seq, *line)
    _numbered("run", tables, _must("version", String(32)), _must("command", Text()))
    got = (_must("sha256", String(64)), _must("size", Integer()), _must("source", Text()), Column("url", Text))
    retrieval = _numbered("retrieval", tables, *got)
    read = (_must("article", String(32)), _must("run", Integer()), _must("sha256", String(64)), Column("url", Text))
    made = (_must("fingerprint", String(64)), _must("record", JSON()), _must("parse", Text()))
    reading = _numbered("reading", tables, *read, *made)
    claim = _numbered("claim", tables, _must("id", String(32)), _must("record", JSON()))
    pair = (_must("left", String(32)), _must("right", String(32)), _must("verdict", String(12)), _must("by", Text()))
    why = (_must("score", Float()), _must("features", JSON()), _must("model", Text()), _must("note", Text()))
    judgement = _numbered("judgement", tables, *pair, *why)
    Index("ix_retrieval_sha256", retrieval.c.sha256)
    Index("ix_reading_article", reading.c.article)
    Index("ix_claim_id", claim.c.id)
    Index("ix_judgement_left", judgement.c.left)
    Index("ix_judgement_right", judgement.c.right)
    tables.create_all(connection)

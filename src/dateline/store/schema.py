"""The tables of a case as they stand now. How an older case gets there is in ``migrations``.

``log`` is the spine: every row that is ever written belongs to one line of it, and no row is ever changed or deleted.
What a person sees as the case (which reading of an article counts, what was judged last) is worked out from the log.
"""

from sqlalchemy import JSON, Boolean, Column, Float, Integer, MetaData, String, Table, Text

metadata = MetaData()

log = Table(
    "log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),  # UTC, ISO 8601
    Column("kind", String(16), nullable=False),  # a key of PARTS
    Column("digest", String(64), nullable=False),  # SHA-256 of the rows that belong to this line
    Column("chain", String(64), nullable=False),  # SHA-256 of the line before and this one
)

run = Table(
    "run",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("version", String(32), nullable=False),
    Column("command", Text, nullable=False),
)

retrieval = Table(
    "retrieval",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("url", Text),
)

reading = Table(
    "reading",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("article", String(32), nullable=False, index=True),
    Column("run", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("url", Text),
    Column("fingerprint", String(64), nullable=False),  # of article and claims, wherever the file lay
    Column("record", JSON, nullable=False),  # the article, its marks and quotations
    Column("parse", Text, nullable=False),  # packed
)

claim = Table(
    "claim",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # of its reading
    Column("n", Integer, primary_key=True, autoincrement=False),  # in text order
    Column("id", String(32), nullable=False, index=True),
    Column("record", JSON, nullable=False),
)

judgement = Table(
    "judgement",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("left", String(32), nullable=False, index=True),
    Column("right", String(32), nullable=False, index=True),
    Column("verdict", String(12), nullable=False),  # "same", "different", "withdrawn"
    Column("by", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("features", JSON, nullable=False),
    Column("model", Text, nullable=False),
    Column("note", Text, nullable=False),
)

migration = Table(
    "migration",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("done", Boolean, nullable=False),
)

# The tables whose rows belong to a line of the log, by the line's kind, in the order they are hashed.
PARTS: dict[str, tuple[Table, ...]] = {
    "run": (run,),
    "retrieval": (retrieval,),
    "reading": (reading, claim),
    "judgement": (judgement,),
}

"""A case: originals, readings, claims and judgements of one matter, in one folder, never overwritten."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Select, select
from sqlalchemy.exc import SQLAlchemyError

from dateline.errors import CaseError, UsageError
from dateline.records import Article, Claim, Feature, Judgement, Marks, Quotation, Reading, plain
from dateline.store import ledger
from dateline.store.migrations import is_current, migrate
from dateline.store.originals import Originals
from dateline.store.packing import pack, unpack
from dateline.store.revive import revive
from dateline.store.schema import claim, judgement, reading, retrieval

# Proposals written at once, a line of the log.
BATCH = 2000


class Added(StrEnum):
    """What became of a reading that was added."""

    NEW = "new"  # the case did not have this article
    SUPERSEDES = "supersedes"  # it had another reading of it, or another text of its address, which stays there
    KNOWN = "known"  # it had the same reading: nothing was written


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing ``verify`` found: where, what, and whether it harms (an unused original does not)."""

    where: str
    what: str
    harms: bool = True


@dataclass(frozen=True, slots=True)
class Verified:
    """What ``verify`` counted and found. ``chain`` is the hash of the last line: noted down elsewhere, it shows later
    whether lines at the end were cut off, which no log can show by itself."""

    originals: int
    readings: int
    judgements: int
    chain: str
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing that harms was found."""
        return not any(problem.harms for problem in self.problems)


class Case:
    """Several articles with all that was read in them and judged about them.

    ``folder`` is made if it is not there and ``make`` is true. ``database`` is an SQLAlchemy URL where the tables
    shall stand elsewhere than in ``folder/case.db``; the originals always stand in ``folder/originals``. ``command``
    is noted as the run that wrote. Nothing is ever changed or deleted: the state of the case is a function of its log.

    Raises CaseError where the folder is no case or cannot be opened.
    """

    def __init__(
        self, folder: str | Path, *, database: str | None = None, command: str = "python", make: bool = True
    ) -> None:
        self.folder = Path(folder)
        if not make and not (self.folder / "originals").is_dir():
            raise CaseError(f"{self.folder}: no case there; make one with dateline read … --case {self.folder}")
        self.originals = Originals(self.folder / "originals")
        self._command = command
        self._run: int | None = None
        self._make_folder()
        self._engine = ledger.connect(database or f"sqlite:///{self.folder / 'case.db'}")
        try:
            with self._engine.connect() as connection:
                current = is_current(connection)
                connection.rollback()
            if not current:
                with self._first_write() as connection:
                    migrate(connection)
        except SQLAlchemyError as error:
            raise CaseError(f"{self.folder}: the case's database cannot be opened: {error.args[0]}") from error

    def _make_folder(self) -> None:
        foreign = self.folder.is_dir() and any(self.folder.iterdir()) and not self.originals.folder.is_dir()
        if foreign:
            raise CaseError(f"{self.folder}: holds files but no case; give an empty or a new folder")
        try:
            self.originals.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CaseError(f"{self.folder}: the folder cannot be made: {error.strerror}; give another") from error

    def _first_write(self) -> Any:
        if self._engine.dialect.name == "sqlite":
            return ledger.writing(self._engine)
        return self._engine.begin()  # the log is not there yet to be locked; two makers of one case meet in the DDL

    def close(self) -> None:
        """Lets go of the database. Everything acknowledged is on the disk already."""
        self._engine.dispose()

    def __enter__(self) -> "Case":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    # ------------------------------------------------------------ writing

    def add(self, new: Reading) -> Added:
        """Keeps a reading and the original of its article; when this returns, both are on the disk.

        Raises CaseError where the article carries no original, or not the one its hash names.
        """
        article = new.article
        if article.original is None:
            raise CaseError(f"{article.source}: the article does not carry its original bytes; read it with dateline")
        self.originals.put(article.original, article.sha256)
        fingerprint = _fingerprint(new)
        with ledger.writing(self._engine) as connection:
            self._note_retrieval(connection, article)
            before = _last_fingerprint(connection, article.id)
            replaced = before or _stands_for(connection, article)
            if before == fingerprint:
                return Added.KNOWN
            run = self._run or self._new_run(connection)
            ledger.append(connection, "reading", _reading_rows(new, run, fingerprint))
        self._run = run  # only now, after the commit, does the line of this run stand
        return Added.SUPERSEDES if replaced else Added.NEW

    def _note_retrieval(self, connection: Connection, article: Article) -> None:
        """A line for an original the case has not had from that source."""
        here = (retrieval.c.sha256 == article.sha256) & (retrieval.c.source == article.source)
        if connection.execute(select(retrieval.c.seq).where(here).limit(1)).first() is None:
            size = len(article.original or b"")
            row = {"sha256": article.sha256, "size": size, "source": article.source, "url": article.url}
            ledger.append(connection, "retrieval", {"retrieval": [row]})

    def _new_run(self, connection: Connection) -> int:
        from dateline import __version__

        return ledger.append(connection, "run", {"run": [{"version": __version__, "command": self._command}]})

    def judge(self, left: str, right: str, same: bool | None, *, by: str, note: str = "") -> None:
        """Adds a person's word on whether two claims tell of one event; None takes their earlier word back.

        The newest row of a person on a pair holds, and outranks the machine's. Raises UsageError where a claim is
        not in the case, the two are one, or nobody is named.
        """
        if not by.strip() or by == "machine":
            raise UsageError("a judgement needs the name of the person who makes it")
        if left == right:
            raise UsageError(f"{left} was judged against itself; name two claims")
        first, second = sorted((left, right))
        verdict = "withdrawn" if same is None else "same" if same else "different"
        row = {"left": first, "right": second, "verdict": verdict, "by": by, "score": 0.0 if same is False else 1.0}
        with ledger.writing(self._engine) as connection:
            for name in (left, right):
                if connection.execute(select(claim.c.id).where(claim.c.id == name).limit(1)).first() is None:
                    raise UsageError(f"no claim {name} in {self.folder}; dateline link --case {self.folder} shows them")
            if same is None and not _has_spoken(connection, row):
                raise UsageError(f"{by} has said nothing of {left} and {right} that could be taken back")
            rows = [row | {"features": [], "model": "", "note": note}]
            ledger.append(connection, "judgement", {"judgement": rows})

    def propose(self, proposals: Iterable[Judgement]) -> int:
        """Adds the machine's proposals that differ from what the case has of them; returns how many.

        They are written a batch at a time: what a kill leaves out is proposed and added again.
        """
        rows = (_judgement_row(j) for j in proposals if j.by == "machine")
        many = 0
        while batch := list(islice(rows, BATCH)):
            with ledger.writing(self._engine) as connection:
                known = _proposed(connection, {row["left"] for row in batch})
                new = [row for row in batch if known.get((row["left"], row["right"])) != _proposal(row)]
                if new:
                    ledger.append(connection, "judgement", {"judgement": new})
            many += len(new)
        return many

    # ------------------------------------------------------------ reading

    def readings(self) -> Iterator[Reading]:
        """What counts now: of every article its last reading, of every address its last article; in order of adding.

        All of a reading is there but the models' signals and the original's bytes (see ``original``).
        """
        with self._engine.connect() as connection:
            for seq in _current(connection):
                yield _revived(connection, seq)

    def history(self, article: str) -> tuple[Reading, ...]:
        """Every reading of an article, the oldest first."""
        with self._engine.connect() as connection:
            found = connection.execute(
                select(reading.c.seq).where(reading.c.article == article).order_by(reading.c.seq)
            )
            return tuple(_revived(connection, seq) for seq in found.scalars().all())

    def claims(self) -> Iterator[Claim]:
        """The claims of the readings that count now."""
        with self._engine.connect() as connection:
            for seq in _current(connection):
                yield from _claims(connection, seq)

    def judgements(self) -> tuple[Judgement, ...]:
        """The rows that hold: a person's newest on each pair unless taken back, and the machine's newest."""
        return self._that_hold(select(judgement))

    def said(self) -> tuple[Judgement, ...]:
        """People's rows among those that hold."""
        return self._that_hold(select(judgement).where(judgement.c.by != "machine"))

    def _that_hold(self, rows: Select[Any]) -> tuple[Judgement, ...]:
        latest: dict[tuple[str, str, str], Any] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(rows.order_by(judgement.c.seq, judgement.c.n)):
                latest.pop((row.left, row.right, row.by), None)
                latest[row.left, row.right, row.by] = row
        return tuple(_judgement(row) for row in latest.values() if row.verdict != "withdrawn")

    def original(self, sha256: str) -> bytes:
        """The bytes of an original. Raises CaseError where it is missing."""
        return self.originals.get(sha256)

    def verify(self) -> Verified:
        """Hashes every original again, replays the log, and holds every claim's words against its article."""
        from dateline.store.verify import verify

        try:
            with self._engine.connect() as connection:
                return verify(connection, self.originals)
        except (SQLAlchemyError, ValueError) as error:  # a page or a record that cannot be read at all
            what = f"the database is damaged ({_first_line(error)}); put it back from a copy"
            return Verified(0, 0, 0, ledger.START, (Problem(str(self.folder / "case.db"), what),))


def _has_spoken(connection: Connection, row: dict[str, Any]) -> bool:
    """Whether that person's newest word on the pair holds."""
    own = (judgement.c.left == row["left"]) & (judgement.c.right == row["right"]) & (judgement.c.by == row["by"])
    newest = select(judgement.c.verdict).where(own).order_by(judgement.c.seq.desc()).limit(1)
    return connection.execute(newest).scalar() not in (None, "withdrawn")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


# ---------------------------------------------------------------- rows and records


def _fingerprint(new: Reading) -> str:
    """The hash of what was read, wherever the file lay."""
    article = plain(new.article) | {"source": ""}
    return ledger.digest_of([article, [plain(c) for c in new.claims]])


def _reading_rows(new: Reading, run_line: int, fingerprint: str) -> ledger.Rows:
    article = new.article
    record = {
        "article": plain(article),
        "marks": plain(new.marks),
        "quotations": [plain(quotation) for quotation in new.quotations],
    }
    row = {"article": article.id, "run": run_line, "sha256": article.sha256, "url": article.url}
    made = {"fingerprint": fingerprint, "record": record, "parse": pack(new.parse)}
    claims = [{"id": c.id, "record": plain(c)} for c in new.claims]
    return {"reading": [row | made], "claim": claims}


def _last_fingerprint(connection: Connection, article: str) -> str | None:
    found = select(reading.c.fingerprint).where(reading.c.article == article).order_by(reading.c.seq.desc()).limit(1)
    return connection.execute(found).scalar_one_or_none()


def _stands_for(connection: Connection, article: Article) -> bool:
    """Whether the case has what this article takes the place of: another text of its address, and not yet this one, or
    another article that an earlier version read in the very same bytes."""
    one = (reading.c.sha256 == article.sha256) & reading.c.url.is_not_distinct_from(article.url)
    if article.url is not None:
        one |= reading.c.url == article.url
    found = connection.execute(select(reading.c.article).where(one)).scalars().all()
    return bool(found) and article.id not in found


def _current(connection: Connection) -> list[int]:
    """The numbers of the readings that count: each article's last, each address's last article, and of one original's
    bytes from one address what was read last."""
    last: dict[str, Any] = {}
    address: dict[str, str] = {}
    original: dict[tuple[str, str | None], str] = {}
    columns = (reading.c.seq, reading.c.article, reading.c.url, reading.c.sha256)
    for row in connection.execute(select(*columns).order_by(reading.c.seq)):
        if row.article not in last and row.url:
            address[row.url] = row.article
        last[row.article] = row
        original[row.sha256, row.url] = row.article
    shown = set(address.values())
    return sorted(
        row.seq
        for article, row in last.items()
        if original[row.sha256, row.url] == article and (article in shown or not row.url)
    )


def _revived(connection: Connection, seq: int) -> Reading:
    found = connection.execute(select(reading.c.record, reading.c.parse).where(reading.c.seq == seq)).one()
    record = found.record
    return Reading(
        revive(Article, record["article"]),
        tuple(_claims(connection, seq)),
        revive(Marks, record["marks"]),
        tuple(revive(Quotation, item) for item in record["quotations"]),
        unpack(found.parse),
    )


def _claims(connection: Connection, seq: int) -> list[Claim]:
    found = connection.execute(select(claim.c.record).where(claim.c.seq == seq).order_by(claim.c.n))
    return [revive(Claim, record) for record in found.scalars()]


def _judgement_row(new: Judgement) -> dict[str, Any]:
    left, right = sorted((new.left, new.right))
    verdict = "same" if new.same else "different"
    why = {"score": float(new.score), "features": plain(new.features), "model": new.model, "note": ""}
    return {"left": left, "right": right, "verdict": verdict, "by": new.by, **why}


def _judgement(row: Any) -> Judgement:
    features = tuple(revive(Feature, item) for item in row.features)
    return Judgement(row.left, row.right, row.verdict == "same", row.by, row.score, features, row.model)


def _proposal(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes a proposal another one than the last on its pair."""
    return (row["verdict"], row["score"], row["model"])


def _proposed(connection: Connection, lefts: Collection[str]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """The machine's newest proposal on each pair with one of these claims on the left."""
    of = (judgement.c.by == "machine") & judgement.c.left.in_(sorted(lefts))
    columns = (judgement.c[name] for name in ("left", "right", "verdict", "score", "model"))
    rows = connection.execute(select(*columns).where(of).order_by(judgement.c.seq, judgement.c.n))
    return {(row["left"], row["right"]): _proposal(row) for row in map(dict[str, Any], rows.mappings())}

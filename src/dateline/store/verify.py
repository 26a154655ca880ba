"""Whether a case is still what was put into it."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, select

from dateline.errors import CaseError
from dateline.store import ledger
from dateline.store.case import Problem, Verified
from dateline.store.originals import Originals
from dateline.store.schema import claim, judgement, log, reading, retrieval


def verify(connection: Connection, originals: Originals) -> Verified:
    """Re-hashes every original, replays the log, and holds every span against its article's text."""
    kept = list(connection.execute(select(retrieval.c.sha256).distinct()).scalars())
    problems = (
        *(Problem(f"line {seq}", what) for seq, what in ledger.replay(connection)),
        *_originals(originals, kept),
        *_spans(connection),
    )
    return Verified(
        originals=len(kept),
        readings=_count(connection, reading),
        judgements=_count(connection, judgement),
        chain=connection.execute(select(log.c.chain).order_by(log.c.seq.desc()).limit(1)).scalar() or ledger.START,
        problems=problems,
    )


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _originals(originals: Originals, kept: list[str]) -> Iterator[Problem]:
    for digest in sorted(kept):
        try:
            if sha256(originals.get(digest)).hexdigest() != digest:
                yield Problem(
                    str(originals.path(digest)),
                    "the original was changed, its bytes give another hash; put it back from a copy",
                )
        except CaseError:
            yield Problem(str(originals.path(digest)), "the original is missing; put it back from a copy")
    for name in set(originals.names()) - set(kept):
        why = "an original without a reading, left by an interrupted run; adding its article again uses it"
        yield Problem(str(originals.path(name)), why, harms=False)


def _spans(connection: Connection) -> Iterator[Problem]:
    """Claims whose words do not stand in their article at their offsets."""
    for row in connection.execute(select(reading.c.seq, reading.c.record)):
        text = row.record["article"]["text"]
        for item in connection.execute(select(claim.c.id, claim.c.record).where(claim.c.seq == row.seq)):
            if any(text[s["start"] : s["end"]] != s["text"] for s in _found_spans(item.record)):
                yield Problem(f"line {row.seq}", f"claim {item.id} has words that do not stand in its article")


def _found_spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            yield value
        else:
            for item in value.values():
                yield from _found_spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from _found_spans(item)

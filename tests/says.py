"""Reads the cases of ``tests/cases/says*.toml`` and says which are met: ``python -m tests.says`` prints the counts.

A case is ``[text, want, …]``; a want is ``"words | field: value | …"``: the claim whose trigger meets the words (else the
shortest one without an event that holds them), and what it has to say. Fields: ``by`` (the voices' names from the reader
inwards, parted by ">"; "author" alone for the writer, "?" for anybody else), ``voices`` (the innermost kind), ``stance``,
``any`` (one of the stances), ``quote``, ``pol``, ``mod``, ``tense``, ``implies``, ``kind``, ``sup`` (words of the claim it
supports), ``rhet``, ``why``, ``check``. "/" parts alternatives. ``"q | q: stance: source"`` asks for a quotation instead. A
want that opens with "!" is a known miss: it must still fail, so that none is kept as a miss that has been mended.
"""

import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import dateline
from dateline.records import Claim, Reading
from dateline.vocab import Voice

CASES = Path(__file__).parent / "cases"
PUBLISHED = "2019-05-12"


def rounds() -> tuple[Path, ...]:
    """The files of cases, the first round first."""
    return tuple(sorted(CASES.glob("says*.toml")))


def items(path: Path) -> dict[str, dict[str, Any]]:
    """The items of one file with their rows, and how many of them were met at first sight."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def unmet(rows: list[list[str]]) -> Iterator[tuple[str, str, bool]]:
    """For each want the text, the want, and whether it is missed."""
    for text, *wants in rows:
        reading = dateline.code(text, published=PUBLISHED)
        yield from ((text, want, not met(reading, want.removeprefix("!").strip())) for want in wants)


def met(reading: Reading, want: str) -> bool:
    """Whether the reading has what is wanted."""
    words, *fields = [part.strip() for part in want.split(" | ")]
    if words == "q":
        _, stance, source = fields[0].split(": ")
        return any(q.stance == stance and q.source and source in q.source.text for q in reading.quotations)
    claim = claim_at(reading, words)
    pairs = (field.split(": ", 1) for field in fields)
    return claim is not None and all(FIELDS[name](reading, claim, value) for name, value in pairs)


def claim_at(reading: Reading, words: str) -> Claim | None:
    """The claim whose trigger meets the words ("#2" for their second occurrence), else the shortest bare one around."""
    loose, (words, _, nth) = words.endswith("~"), words.rstrip("~").partition("#")
    start = -1
    for _ in range(int(nth or 1)):
        start = reading.article.text.index(words, start + 1)
    end = start + len(words)
    events = [c for c in reading.claims if c.event and c.event.trigger.start < end and start < c.event.trigger.end]
    around = [c for c in reading.claims if c.span.start <= start and end <= c.span.end and (loose or c.event is None)]
    return events[0] if events else min(around, key=lambda c: c.span.end - c.span.start, default=None)


def _by(reading: Reading, claim: Claim, value: str) -> bool:
    names = [a.name.lower() for a in claim.told_by]
    author = claim.told_by[-1].kind is Voice.AUTHOR
    return any(_told_through(names, author, chain.lower()) for chain in value.split("/"))


def _told_through(names: list[str], author: bool, chain: str) -> bool:
    """Whether the voices are those of one alternative."""
    if chain in {"author", "?"}:
        return author is (chain == "author")
    parts = chain.split(">")
    return not author and len(parts) == len(names) and all(w in n for w, n in zip(parts, names, strict=True))


def _stance(reading: Reading, claim: Claim, value: str) -> bool:
    return bool({claim.attribution[-1].stance, claim.told_by[-1].stance} & set(value.split("/")))


def _supports(reading: Reading, claim: Claim, value: str) -> bool:
    other = claim_at(reading, value)
    return other is not None and other.id in claim.supports


def _one(read: Callable[[Claim], str | None]) -> Callable[[Reading, Claim, str], bool]:
    """Whether one value of the claim is among the alternatives."""
    return lambda reading, claim, value: (read(claim) or "none") in value.split("/")


def _within(read: Callable[[Claim], str]) -> Callable[[Reading, Claim, str], bool]:
    """Whether one of the alternatives is part of the text that ``read`` gives."""
    return lambda reading, claim, value: any(part in read(claim) for part in value.split("/"))


FIELDS: Mapping[str, Callable[[Reading, Claim, str], bool]] = {
    "by": _by,
    "voices": _one(lambda c: c.told_by[-1].kind),
    "stance": _stance,
    "any": _within(lambda c: ",".join(a.stance for a in c.attribution)),
    "quote": _one(lambda c: c.told_by[-1].quote),
    "pol": _one(lambda c: c.certainty.polarity),
    "mod": _one(lambda c: c.certainty.modality),
    "tense": _one(lambda c: c.certainty.tense),
    "implies": _one(lambda c: c.certainty.implies),
    "kind": _one(lambda c: c.kind),
    "sup": _supports,
    "rhet": _within(lambda c: ",".join(r.technique for r in c.rhetoric)),
    "why": _within(lambda c: ",".join(r.why for r in c.rhetoric)),
    "check": _within(lambda c: ",".join(c.checkable.reasons)),
}


def main() -> None:
    """For each file and item: right at first sight, right now, of how many."""
    for path in rounds():
        totals = [0, 0, 0]
        for item, case in items(path).items():
            found = [missed for _, _, missed in unmet(case["rows"])]
            counts = case["first"], found.count(False), len(found)
            totals = [a + b for a, b in zip(totals, counts, strict=True)]
            print(f"{path.stem:8} {item:20} {counts[0]:3} {counts[1]:3} of {counts[2]}")
        print(f"{path.stem:8} {'all':20} {totals[0]:3} {totals[1]:3} of {totals[2]}")


if __name__ == "__main__":
    sys.exit(main())

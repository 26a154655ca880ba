"""What a careful reader expects of the examples, and whether a reading holds it.

One TOML file for each example: ``[[article]]`` with what is expected of the article itself, and ``[[article.expect]]``
for each reading. ``at`` are words of the article; those in square brackets are where the trigger stands. The claim that
is meant is the one there that meets most fields. Fields and how they are written:

- ``kind type mode acled``: the value, or a list of values that would do
- ``actor recipient victim instrument moved``: words of the role's name, ``|`` between names that would do, and
  ``= id`` where the id is settled; ``parties`` the same for several, in any role; ``without`` what must not be there
- ``place origin destination via``: a name, then country and precision where they are settled ("Mali ML 6", "Cauca CO
  4-5"); country and wider must have no point; ``near`` = [latitude, longitude, km]
- ``when``: "2019-03-14" or "2019-03-14..2019-03-15", the start left out where only the end is settled
- ``killed injured displaced …``: the best number, or [low, high]
- ``certainty``: polarity, modality and tense in any order, as many as matter, ``/`` between those that would do
- ``voice``: "kind: name: stance: quote" of the innermost voice, as many parts as matter, ``|`` between those that would
  do; a list is a chain; "author" means that nobody else is quoted
- ``loaded``: words marked as loaded; ``never``: nothing here comes out as an event that happened
- ``xfail``: for each field not met yet (or several, "type acled"), why; "claim" where there is no claim here at all.
  The test tells when it is met, and ``update.py`` takes the mark away.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.geodesy import km
from dateline.records import Article, Attribution, Claim, Reading, Role, Where
from dateline.vocab import CountOf, Kind, Modality, Polarity, RoleName, Tense, Voice

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
ROLES = tuple(RoleName)
PLACES = ("place", "origin", "destination", "via")
COUNTS = tuple(CountOf)
OVER = (Tense.PAST, Tense.ONGOING, Tense.HABITUAL)
NOTES = ("at", "xfail")


@dataclass(frozen=True)
class Expectation:
    """One expected reading of the article ``number`` (from 0) of an example."""

    file: str
    number: int
    row: dict[str, Any]

    @property
    def fields(self) -> dict[str, Any]:
        return {name: want for name, want in self.row.items() if name not in NOTES}

    @property
    def xfail(self) -> dict[str, str]:
        return {field: why for fields, why in self.row.get("xfail", {}).items() for field in fields.split()}

    @property
    def name(self) -> str:
        return f"{self.file}:{self.number}:{re.sub(r'[^0-9A-Za-z]+', '-', self.row['at'])[:48].strip('-')}"


def tables() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each golden file: the stem of its example and its table."""
    for path in sorted(HERE.glob("*.toml")):
        yield path.stem, tomllib.loads(path.read_text(encoding="utf-8"))


def expectations() -> list[Expectation]:
    """Every expected reading, in file order."""
    return [
        Expectation(stem, number, row)
        for stem, table in tables()
        for number, article in enumerate(table["article"])
        for row in article["expect"]
    ]


def example(stem: str) -> Path:
    """The example a golden file is about."""
    return next(path for path in EXAMPLES.iterdir() if path.name.split(".")[0] == stem)


def fold(words: str | None) -> str:
    """Words without accents, case and the kind of quotation mark; white space as one blank."""
    plain = unicodedata.normalize("NFKD", words or "").translate({0x2019: "'", 0x201C: '"', 0x201D: '"'})
    return re.sub(r"\s+", " ", "".join(c for c in plain if not unicodedata.combining(c))).casefold()


def anchor(article: Article, at: str) -> tuple[int, int, bool]:
    """Start and end of the bracketed words of ``at`` (of all of it without brackets), and whether it has brackets.

    Raises AssertionError where the words don't stand in the article exactly once.
    """
    before, mark, rest = at.partition("[")
    inner, _, after = rest.partition("]") if mark else (before, "", "")
    parts = [r"\s+".join(map(re.escape, re.split(r"\s+", p))) for p in ((before if mark else ""), inner, after)]
    found = list(re.finditer(f"{parts[0]}({parts[1]}){parts[2]}", article.text))
    assert len(found) == 1, f"{at!r} stands {len(found)} times in {article.source}"
    return found[0].start(1), found[0].end(1), bool(mark)


def candidates(reading: Reading, at: str) -> list[Claim]:
    """The claims that may be meant: those with their trigger in the brackets, else those whose clause is there."""
    start, end, exact = anchor(reading.article, at)
    there = [c for c in reading.claims if c.span.start < end and start < c.span.end]
    events = [c for c in there if c.event and c.event.trigger.start < end and start < c.event.trigger.end]
    return events if exact and events else there


def judged(reading: Reading, row: dict[str, Any], fields: dict[str, Any]) -> dict[str, bool]:
    """Whether each field holds in the claim that meets most of them; all false where there is none."""
    there = candidates(reading, row["at"])
    scored = [{name: holds(claim, name, want) for name, want in fields.items() if name != "never"} for claim in there]
    best = max(scored, key=lambda found: sum(found.values()), default=dict.fromkeys(fields, False))
    never = {"never": not any(map(happened, there))} if "never" in fields else {}
    return {**best, **never, "claim": bool(there)}


def happened(claim: Claim) -> bool:
    """Whether the claim comes out as an event that happened."""
    sure = claim.certainty
    over = sure.polarity is Polarity.POSITIVE and sure.tense in OVER
    return claim.kind is Kind.EVENT and over and sure.modality in (Modality.ASSERTED, Modality.PROBABLE)


def holds(claim: Claim, field: str, want: Any) -> bool:
    """Whether the claim holds what the field wants."""
    tests: dict[str, Callable[[Claim, Any], bool]] = {
        "when": _when,
        "near": lambda c, w: any(p.lat is not None and km(p.lat, p.lon or 0.0, w[0], w[1]) <= w[2] for p in _where(c)),
        "certainty": _certainty,
        "voice": _voice,
        "loaded": lambda c, w: all(any(fold(x) in fold(r.span.text) for r in c.rhetoric) for x in w),
        "parties": lambda c, w: all(any(_role(r, x) for r in _roles(c)) for x in w),
        "without": lambda c, w: not any(holds(c, name, x) for name, x in w.items()),
    }
    if field in tests:
        return tests[field](claim, want)
    if field in ROLES:
        return any(_role(r, want) for r in _roles(claim) if r.role == field)
    if field in PLACES:
        return any(_place(w, want) for w in _where(claim) if w.role == field)
    if field in COUNTS:
        return any(_count(c.low, c.best, c.high, want) for c in _counts(claim) if c.what == field)
    value = claim.kind if field == "kind" else getattr(claim.event, field, None)
    return value in (want if isinstance(want, list) else [want])


def _roles(claim: Claim) -> tuple[Role, ...]:
    return claim.event.roles if claim.event else ()


def _where(claim: Claim) -> tuple[Where, ...]:
    return claim.event.where if claim.event else ()


def _counts(claim: Claim) -> tuple[Any, ...]:
    return claim.event.counts if claim.event else ()


def _named(want: str, *names: str | None) -> bool:
    return any(fold(option) in fold(name) for option in want.split("|") for name in names)


def _role(role: Role, want: str) -> bool:
    words, _, identity = want.partition(" = ")
    return _named(words, role.name, role.span.text) and identity in ("", role.id)


def _place(where: Where, want: str) -> bool:
    name, country, low, high = re.fullmatch(r"(.+?)(?: ([A-Z]{2}))?(?: ([1-7])(?:-([1-7]))?)?", want).groups()  # type: ignore[union-attr]
    precise = low is None or int(low) <= where.precision <= int(high or low)
    pinned = where.precision < 6 or where.lat is None
    return _named(name, where.name, where.span.text) and country in (None, where.country) and precise and pinned


def _count(low: int, best: int, high: int, want: int | list[int]) -> bool:
    return [low, high] == want if isinstance(want, list) else best == want


def _when(claim: Claim, want: str) -> bool:
    when = claim.event.when if claim.event else None
    start, dots, end = want.partition("..")
    end = end if dots else start
    return when is not None and start in ("", when.start.isoformat()) and end == when.end.isoformat()


def _certainty(claim: Claim, want: str) -> bool:
    sure = {claim.certainty.polarity, claim.certainty.modality, claim.certainty.tense}
    return all(sure & set(word.split("/")) for word in want.split())


def _voice(claim: Claim, want: str | list[str]) -> bool:
    if want == "author":
        return all(v.kind in (Voice.AUTHOR, Voice.OUTLET, Voice.WIRE) for v in claim.attribution)
    chain = [want] if isinstance(want, str) else want
    inner = claim.attribution[-len(chain) :]
    return len(inner) == len(chain) and all(_speaks(v, w) for v, w in zip(inner, chain, strict=True))


def _speaks(voice: Attribution, want: str) -> bool:
    kinds, names, stances, quotes = [*want.split(": "), "", "", ""][:4]
    words, _, identity = names.partition(" = ")
    exact = ((kinds, voice.kind), (stances, voice.stance), (quotes, voice.quote))
    return (
        all(not w or v in w.split("|") for w, v in exact) and _named(words, voice.name) and identity in ("", voice.id)
    )

"""What may leave: rules that keep people from harm, as pure functions over readings.

Two rules, the same for every party to a conflict:

- **Recent positions.** A movement or position of forces, a withdrawal or a new base younger than ``Rules.days`` is
  written as its first-level division. The place's words are masked in the whole article, and every claim of the
  article that names the same place, or a point beside it, is coarsened with it. An article without a date is recent.
- **Private persons.** The names of people hurt, of bystanders and kin, of minors, and of speakers whom no office or
  trade presents are withheld. People in the reviewed actor files hold an office or lead a force; they are public.

``persons`` tells who is private, ``masking`` takes the words out: they keep their length, so offsets still hold.

Limits: a name the parser does not see as a person's may stay; so does a place told in other words ("the dam"), and
whatever the original article, still public, says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from dateline.records import Claim, Parse, PlaceMark, Reading, Where
from dateline.report.masking import Words, masked
from dateline.report.positions import Hidden, coarse_claim, coarse_mark, hidden, is_wide, wide_spans, words
from dateline.report.private import private_names, public_names, whole_names

__all__ = ["Released", "Rules", "release", "release_all"]

P = TypeVar("P", Where, PlaceMark)


@dataclass(frozen=True, slots=True)
class Rules:
    """What may leave on ``today``. ``names`` and ``exact_recent`` lift the two rules."""

    today: date
    names: bool = False
    exact_recent: bool = False
    days: int = 14


@dataclass(frozen=True, slots=True)
class Released:
    """A reading fit to leave, and a line for each thing that was withheld from it."""

    reading: Reading
    notes: tuple[str, ...] = ()


def release_all(readings: Sequence[Reading], rules: Rules) -> list[Released]:
    """Readings that leave together: a name that one withholds, none tells, save where it shows the person's office."""
    elsewhere = frozenset() if rules.names else whole_names(readings)
    return [release(reading, rules, elsewhere) for reading in readings]


def release(reading: Reading, rules: Rules, elsewhere: frozenset[str] = frozenset()) -> Released:
    """``reading`` under ``rules``: the very same where nothing needs withholding. Parse and signals stay behind.

    ``elsewhere`` are names withheld from the articles it leaves with.
    """
    people = frozenset() if rules.names else private_names(reading, elsewhere)
    places = Hidden() if rules.exact_recent else hidden(reading, rules.today, rules.days)
    if not people and not places:
        return Released(_bare(reading))
    spots = words(reading, places)
    coarse = replace(
        _bare(reading),
        claims=tuple(coarse_claim(claim, places) for claim in reading.claims),
        marks=replace(reading.marks, places=tuple(coarse_mark(mark, places) for mark in reading.marks.places)),
    )
    out = masked(coarse, Words(people, spots, public_names(reading, people), wide_spans(reading)))
    return Released(_divided(out, coarse), tuple(_notes(reading, people, len(spots))))


def _divided(out: Reading, coarse: Reading) -> Reading:
    """``out`` with the names of divisions again, which may be those of a masked town."""
    claims = tuple(_claim_divided(new, old) for new, old in zip(out.claims, coarse.claims, strict=True))
    places = tuple(_place_divided(new, old) for new, old in zip(out.marks.places, coarse.marks.places, strict=True))
    return replace(out, claims=claims, marks=replace(out.marks, places=places))


def _claim_divided(new: Claim, old: Claim) -> Claim:
    if new.event is None or old.event is None:
        return new
    where = tuple(_place_divided(a, b) for a, b in zip(new.event.where, old.event.where, strict=True))
    return replace(new, event=replace(new.event, where=where))


def _place_divided(new: P, old: P) -> P:
    named = old.name in (old.admin1, "place withheld") or (is_wide(old) and old.id is not None)
    return replace(new, admin1=old.admin1, country=old.country, name=old.name if named else new.name)


def _bare(reading: Reading) -> Reading:
    """Without the parse and the model's signals, which repeat every word of the text and leave with nobody."""
    return replace(reading, article=replace(reading.article, original=None), parse=Parse((), (), ()), signals=())


def _notes(reading: Reading, people: frozenset[str], places: int) -> Iterator[str]:
    if people:
        yield f"{_many(len(people), 'name')} of private persons withheld (--names keeps them)"
    if places:
        undated = "" if reading.article.published else "; the article has no date, so it counts as recent (--published)"
        yield f"{_many(places, 'place')} of recent movements masked or made coarse (--exact-recent keeps them){undated}"


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"

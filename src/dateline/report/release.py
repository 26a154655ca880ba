"""What may leave: rules that keep people from harm, as pure functions over readings.

Two rules, the same for every party to a conflict:

- **Recent positions.** A movement of forces, a withdrawal or a new base younger than ``Rules.days`` is written as its
  first-level division. The place's words are masked in the whole article, and every claim of the article that names
  the same place is coarsened with it. An article without a date counts as recent.
- **Private persons.** The names of people hurt, of bystanders and kin, of minors, and of speakers whom no office or
  trade presents are withheld. People in the reviewed actor files hold an office or lead a force; they are public.

``persons`` tells who is private, ``masking`` takes the words out: they keep their length, so offsets still hold.

Limits: a name the parser does not see as a person's may stay; so does a place told in other words ("the dam"), and
whatever the original article, still public, says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from dateline.records import Claim, Parse, PlaceMark, Reading, Where
from dateline.report.masking import Words, masked
from dateline.report.phrases import country
from dateline.report.private import private_names, public_names
from dateline.vocab import Acled, EventType, Tense

__all__ = ["Released", "Rules", "recent", "release"]

COARSE = (4, 5, 6, 7)  # place precisions that are a first-level division ("northern Syria" is 5) or wider already
LASTING = (Tense.ONGOING, Tense.HABITUAL, Tense.FUTURE, Tense.HYPOTHETICAL)


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


def release(reading: Reading, rules: Rules) -> Released:
    """``reading`` under ``rules``: the very same where nothing needs withholding. Parse and signals stay behind."""
    people = frozenset() if rules.names else private_names(reading)
    hidden = frozenset() if rules.exact_recent else _hidden(reading, rules)
    if not people and not hidden:
        return Released(_bare(reading))
    shown = {w.admin1.casefold() for w in _wheres(reading.claims) if w.admin1 and _key(w) & hidden}
    words = {w for w in _place_words(reading, hidden) if w.casefold() not in shown}
    coarse = replace(
        _bare(reading),
        claims=tuple(_coarse_claim(claim, hidden) for claim in reading.claims),
        marks=replace(reading.marks, places=tuple(_coarse_mark(mark, hidden) for mark in reading.marks.places)),
    )
    out = Words(people, frozenset(words), public_names(reading, people))
    return Released(masked(coarse, out), tuple(_notes(reading, people, len(words))))


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


# ---------------------------------------------------------------- recent positions


def recent(claim: Claim, reading: Reading, rules: Rules) -> bool:
    """Whether the claim tells of a movement or base that may still be where it is said to be."""
    event = claim.event
    if event is None or not _moves(event.type, event.acled):
        return False
    out = reading.article.published.date if reading.article.published else None
    if event.when is None:
        last = out
    elif claim.certainty.tense in LASTING:
        last = max(event.when.end, out or event.when.end)
    else:
        last = event.when.end
    return last is None or (rules.today - last).days < rules.days


def _moves(kind: EventType | None, acled: Acled | None) -> bool:
    return kind in (EventType.MOBILIZE, EventType.RETREAT) or acled == Acled.BASE_ESTABLISHED


def _wheres(claims: Iterable[Claim]) -> Iterator[Where]:
    return (where for claim in claims if claim.event for where in claim.event.where)


def _hidden(reading: Reading, rules: Rules) -> frozenset[str]:
    """The ids and folded names of the places that must not be told exactly: those of a recent movement, and those
    its clause names beside them."""
    claims = tuple(claim for claim in reading.claims if recent(claim, reading, rules))
    beside = (m for m in reading.marks.places if any(claim.span.holds(m.span) for claim in claims))
    places: tuple[Where | PlaceMark, ...] = (*_wheres(claims), *beside)
    return frozenset(key for place in places if place.precision not in COARSE for key in _key(place))


def _key(place: Where | PlaceMark) -> frozenset[str]:
    keys = {place.name.casefold(), place.span.text.casefold(), place.id or ""}
    return frozenset(keys - {""})


def _place_words(reading: Reading, hidden: frozenset[str]) -> set[str]:
    places: list[Where | PlaceMark] = [*_wheres(reading.claims), *reading.marks.places]
    wide = {word.casefold() for p in places if p.precision in COARSE for word in (p.name, p.span.text)}
    found = (place for place in places if _key(place) & hidden and place.precision not in COARSE)
    return {word for place in found for word in (place.name, place.span.text) if word and word.casefold() not in wide}


def _coarse_claim(claim: Claim, hidden: frozenset[str]) -> Claim:
    if claim.event is None:
        return claim
    where = tuple(_coarse_where(w, hidden) for w in claim.event.where)
    return replace(claim, event=replace(claim.event, where=where))


def _coarse_where(where: Where, hidden: frozenset[str]) -> Where:
    if where.precision in COARSE or not _key(where) & hidden:
        return where
    name = where.admin1 or country(where.country) or "place withheld"
    precision = 4 if where.admin1 else 6
    bare = replace(where, name=name, precision=precision, rule=f"{where.rule}, recent: written as its province")
    return replace(bare, lat=None, lon=None, id=None, radius_km=None, rivals=())


def _coarse_mark(mark: PlaceMark, hidden: frozenset[str]) -> PlaceMark:
    if mark.precision in COARSE or not _key(mark) & hidden:
        return mark
    bare = replace(
        mark, name=mark.admin1 or country(mark.country) or "place withheld", precision=4 if mark.admin1 else 6
    )
    return replace(bare, lat=None, lon=None, id=None, radius_km=None, rivals=())

"""What may leave: rules that keep people from harm, as pure functions over readings.

Two rules, the same for every party to a conflict:

- **Recent positions.** A movement of forces, a withdrawal or a new base younger than ``Rules.days`` is written as its
  first-level division. The place's words are masked in the whole article, and every claim of the article that names
  the same place is coarsened with it. An article without a date counts as recent.
- **Private persons.** The names of people hurt, of bystanders and kin who speak, and of minors are withheld. People
  in the reviewed actor files hold an office or lead a force; they are public.

Masked words keep their length, so offsets still hold: ``reading.article.text[s.start:s.end] == s.text``.

Limits: a name the parser does not see as a person's stays; so does a place told in other words ("the dam"), a name
hidden in a URL or file name, and whatever the original article, still public, says.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from dateline.data import table
from dateline.records import Claim, Parse, PlaceMark, Reading, Role, Span, Token, Where
from dateline.report.phrases import country
from dateline.vocab import Acled, EventType, RoleName, Tense, Voice

__all__ = ["Released", "Rules", "private_names", "recent", "release"]

MASK = "█"
NEARBY = (
    60  # characters around a speaker's name in which "a resident of", in the same sentence, makes it a private person's
)
SENTENCE_END = re.compile(r"[.!?\"“”\n]")
COARSE = (4, 5, 6, 7)  # place precisions that are a first-level division ("northern Syria" is 5) or wider already
PERSONS = ("person", "civilians")  # actor types under which one person is named
LASTING = (Tense.ONGOING, Tense.HABITUAL, Tense.FUTURE, Tense.HYPOTHETICAL)
AGE_BEFORE = re.compile(r"\b(\d{1,2})[- ]year[- ]old,?\s+(?:\w+,?\s+){0,2}$")
AGE_AFTER = re.compile(r"^,? (?:aged? )?(\d{1,2})(?=[,.;)]|$| and\b)")


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
    return Released(_masked(coarse, people, words), tuple(_notes(reading, people, len(words))))


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


# ---------------------------------------------------------------- private persons


def private_names(reading: Reading) -> frozenset[str]:
    """The names, as the article writes them, of victims, private speakers and minors."""
    public = {m.span.text for m in reading.marks.actors if m.id} | {m.span.text for m in reading.marks.places if m.id}
    people = _people(reading.parse)
    found = {span.text for span in people if _is_private(span, reading)}
    found |= {role.span.text for role in _victims(reading.claims) if role.type in PERSONS and _is_name(role.span.text)}
    return frozenset(name for name in found if name not in public and len(name) > 2)


def _people(parse: Parse) -> list[Span]:
    """Runs of tokens the parser takes for a person's name."""
    runs: list[list[Token]] = []
    for token in parse.tokens:
        if token.entity == "B-PERSON" or (token.entity == "I-PERSON" and not runs):
            runs.append([token])
        elif token.entity == "I-PERSON":
            runs[-1].append(token)
    return [_joined(run) for run in runs]


def _joined(run: list[Token]) -> Span:
    text = run[0].text
    for before, token in pairwise(run):
        text += " " * (token.start - before.end) + token.text
    return Span(run[0].start, run[-1].end, text.removesuffix("'s").removesuffix("’s"))


def _is_private(name: Span, reading: Reading) -> bool:
    return (
        any(role.span.meets(name) and role.id is None for role in _victims(reading.claims))
        or _speaks_privately(name, reading)
        or _is_minor(name, reading.article.text)
    )


def _victims(claims: Iterable[Claim]) -> list[Role]:
    return [r for c in claims if c.event for r in c.event.roles if r.role == RoleName.VICTIM and r.id is None]


def _speaks_privately(name: Span, reading: Reading) -> bool:
    """Whether the name is a source's, with "a resident of", "his mother" or the like beside it."""
    voices = (a for claim in reading.claims for a in claim.attribution if a.span and a.kind == Voice.NAMED)
    if not any(a.span and a.span.meets(name) and a.id is None for a in voices):
        return False
    text = reading.article.text
    before = SENTENCE_END.split(text[max(0, name.start - NEARBY) : name.start])[-1]
    after = SENTENCE_END.split(text[name.end : name.end + NEARBY])[0]
    return bool(_private_words().search(f"{before} | {after}"))


@cache
def _private_words() -> re.Pattern[str]:
    words = [word for group in table("private").values() if isinstance(group, list) for word in group]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE)


def _is_minor(name: Span, text: str) -> bool:
    """Whether an age under eighteen stands before ("12-year-old") or after (", 12,") the name."""
    before = AGE_BEFORE.search(text[max(0, name.start - 40) : name.start])
    after = AGE_AFTER.match(text[name.end : name.end + 12])
    ages = [found.group(1) for found in (before, after) if found]
    return any(int(age) < 18 for age in ages)


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and all(w[:1].isupper() or w in ("al", "bin", "ibn", "de", "van", "el") for w in words)


# ---------------------------------------------------------------- masking


def _masked(reading: Reading, people: frozenset[str], places: set[str]) -> Reading:
    """The reading with those words out of its text, spans and names."""
    persons, spots = _pattern(people | _surnames(people)), _pattern(places)

    def blocks(text: str) -> str:
        return spots.sub(_block, persons.sub(_block, text))

    def label(text: str) -> str:
        return spots.sub("[place withheld]", persons.sub("[name withheld]", text))

    article = reading.article
    text = blocks(article.text)
    title = label(article.title) if article.title else None
    filed = article.dateline and Span(
        article.dateline.start, article.dateline.end, text[article.dateline.start : article.dateline.end]
    )
    return replace(
        reading,
        article=replace(article, text=text, title=title, dateline=filed),
        claims=_rewritten(reading.claims, text, label),
        marks=_rewritten(reading.marks, text, label),
        quotations=_rewritten(reading.quotations, text, label),
    )


def _block(match: re.Match[str]) -> str:
    return MASK * len(match.group())


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of ``words`` as a whole word, the longest first; matches nothing where there are none."""
    found = sorted((re.escape(word) for word in words), key=lambda w: (-len(w), w))
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)" if found else r"(?!)", re.IGNORECASE)


def _surnames(people: frozenset[str]) -> frozenset[str]:
    """The last words of longer names, by which later sentences call the same people."""
    return frozenset(name.split()[-1] for name in people if " " in name and len(name.split()[-1]) > 3)


def _rewritten(value: Any, text: str, label: Callable[[str], str]) -> Any:
    """Any record with its spans cut from ``text`` and its other words passed through ``label``."""
    if isinstance(value, Span):
        return Span(value.start, value.end, text[value.start : value.end])
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _rewritten(getattr(value, f.name), text, label) for f in fields(value)})
    if isinstance(value, tuple):
        return tuple(_rewritten(item, text, label) for item in value)
    return label(value) if type(value) is str else value

"""One claim in words: a line a reader can take in, made only of what the claim's fields hold."""

import json
import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from dateline.amounts import one_of
from dateline.records import Attribution, Claim, Count, Event, Published, When, Where
from dateline.report.labels import RELEASE, label
from dateline.vocab import CountOf, EventType, Kind, Modality, PlaceRole, Polarity, RoleName, Stance, Tense, Voice

__all__ = [
    "Standing",
    "according",
    "around",
    "clause",
    "country",
    "day",
    "interval",
    "located",
    "manner",
    "numbers",
    "phrase",
    "published",
    "sentence",
    "short",
    "standing",
    "told",
]

REACH = 400  # characters looked through for the ends of a sentence
STOPS = re.compile(r"[.!?][”\"]?\s+(?=[A-Z“\"])|\n|[.!?][”\"]?$")
LONGEST = 72  # characters of a name or clause in a phrase, before it is cut


class Standing(StrEnum):
    """How a claim stands in the article: what the summary and the dossier sort claims by."""

    REPORTED = "reported"  # put as having happened
    HOLDS = "holds"  # a situation put as holding
    DENIED = "denied"  # denied, or said not to have happened
    EXPECTED = "expected"  # threatened, planned, demanded or expected
    POSSIBLE = "possible"  # held possible
    ARGUED = "argued"  # a cause, a judgement, a call for action


BULLET = re.compile(r"^[•▪●◦‣*–-]\s+")
TIES = re.compile(r"^(?:(?:that|because|so|therefore|however|but|and|while|in addition),?\s+)+", re.IGNORECASE)
LOOSE_ENDS = re.compile(r"[\s,;:]+(?:and|but|or|which|that)?$", re.IGNORECASE)
QUOTES = (('"', '"'), ("“", "”"))
PRONOUNS = {"I": "me", "he": "him", "she": "her", "it": "it", "they": "them", "we": "us"}  # behind "of", "by" or "to"
OPENERS = {"The", "A", "An", "Some", "Several", "Many", "Most", "Few", "Its", "Their", "His", "Her", "This", "These"}
OPENERS |= {"Both", "Each", "All", "No", "Other", "Another", "More", "About", "Around", "Nearly", "Over"}
OPENERS |= {"Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Dozens", "Scores", "Hundreds"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def standing(claim: Claim) -> Standing:
    """How the claim stands: the words that deny, foresee or hedge it decide, never what it is about."""
    sure = claim.certainty
    if claim.kind in (Kind.CAUSE, Kind.VALUE, Kind.POLICY):
        return Standing.ARGUED
    if sure.polarity == Polarity.NEGATIVE or _stance(claim) == Stance.DENIES:
        return Standing.DENIED
    if claim.kind == Kind.FORECAST or sure.tense in (Tense.FUTURE, Tense.HYPOTHETICAL):
        return Standing.EXPECTED
    if sure.modality == Modality.REQUIRED:
        return Standing.EXPECTED
    if sure.modality == Modality.POSSIBLE:
        return Standing.POSSIBLE
    return Standing.HOLDS if claim.kind == Kind.STATE else Standing.REPORTED


def _stance(claim: Claim) -> Stance | None:
    return claim.attribution[-1].stance if claim.attribution else None


def phrase(claims: tuple[Claim, ...]) -> str:
    """What the first of ``claims`` says, with the places of all: they are one clause told of several places."""
    event = claims[0].event
    if event is None or not told(event):
        return short(clause(claims[0].span.text), 2 * LONGEST)
    wheres = [where for claim in claims if claim.event for where in claim.event.where]
    return " ".join(part for part in (_deed(event), _means(event), _path(wheres), _there(wheres)) if part)


def told(event: Event) -> bool:
    """Whether the event's fields make a line of their own; otherwise its clause has to speak for it."""
    return label(event) is not None


def _deed(event: Event) -> str:
    name, before = label(event) or ("", "")
    actors = _named(event, RoleName.ACTOR)
    moved = _named(event, RoleName.MOVED)
    aimed = _named(event, RoleName.RECIPIENT) or _named(event, RoleName.VICTIM)
    if event.type in (EventType.MOBILIZE, EventType.RETREAT) and not (name == RELEASE and aimed):
        return _movement(name, before, (moved, actors, aimed))
    if before == "with" and actors and aimed:
        return f"{name} between {actors} and {aimed}"
    deed = f"{name} {before} {aimed}" if aimed else name
    deed = f"{deed} ({moved})" if moved else deed
    return f"{deed} by {actors}" if actors else deed


def _movement(name: str, before: str, who: tuple[str, str, str]) -> str:
    moved, actors, aimed = who
    if before != "of":  # a base that is set up, a corridor that is opened has an owner, nothing that moves
        return f"{name} by {actors or moved or aimed}" if actors or moved or aimed else name
    mover = moved or actors or aimed
    deed = f"{name} of {mover}" if mover else f"{name} of forces"
    return f"{deed} by {actors}" if moved and actors and actors != moved else deed


def _named(event: Event, role: RoleName) -> str:
    return listed(_inside(r.name) for r in event.roles if r.role == role)


def _inside(name: str) -> str:
    """A name as it stands inside a sentence: an article or number that opened one loses its capital, a pronoun is an
    object."""
    first, _, rest = name.partition(" ")
    if not rest:
        return PRONOUNS.get(first) or PRONOUNS.get(first.lower(), first)
    return f"{first.lower()} {rest}" if first in OPENERS else name


def _means(event: Event) -> str:
    means = _named(event, RoleName.INSTRUMENT)
    told = f"{event.trigger.text} {(label(event) or ('',))[0]}".lower()
    return f"with {means}" if means and means.lower().rstrip("es") not in told else ""


def _path(wheres: list[Where]) -> str:
    steps = (("from", PlaceRole.ORIGIN), ("through", PlaceRole.VIA), ("to", PlaceRole.DESTINATION))
    found = ((word, located([w for w in wheres if w.role == role])) for word, role in steps)
    return " ".join(f"{word} {names}" for word, names in found if names)


def _there(wheres: list[Where]) -> str:
    names = located([w for w in wheres if w.role == PlaceRole.PLACE])
    return f"in {names}" if names else ""


def located(wheres: Iterable[Where]) -> str:
    """Places by country: ``Hillah (Babil) and Samawah, Iraq; Ain Dib (not placed)``."""
    groups: dict[str, list[str]] = {}
    for where in wheres:
        groups.setdefault(where.country or "", []).append(_with_division(where))
    return "; ".join(_in_country(code, names) for code, names in groups.items())


def _with_division(where: Where) -> str:
    division = where.admin1 or ""
    known = division.casefold() in where.name.casefold() or where.name.casefold() in division.casefold()
    return _calm(where) if known else f"{_calm(where)} ({division})"


def _calm(where: Where) -> str:
    """The name of a known place in ordinary letters: "Stepanakert" where the report's opening has it in capitals."""
    shouted = where.id and where.name.isupper() and len(where.name) > 3
    return where.name.title() if shouted else where.name


def _in_country(code: str, names: list[str]) -> str:
    name = country(code)
    if not code:
        return f"{listed(names)} (not placed)"
    return listed(names) if any(name.casefold() in n.casefold() for n in names) else f"{listed(names)}, {name}"


def country(code: str | None) -> str:
    """The English name of an ISO 3166 code; the code itself where it is none, empty for None."""
    return _countries().get(code, code) if code else ""


@cache
def _countries() -> dict[str, str]:
    text = files("dateline.report").joinpath("assets", "names.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def listed(names: Iterable[str]) -> str:
    """Names without doubles: ``A``, ``A and B``, ``A, B and C`` (semicolons where a name holds a comma)."""
    found = list(dict.fromkeys(short(name) for name in names if name))
    comma = "; " if any("," in name for name in found) else ", "
    if len(found) < 2:
        return "".join(found)
    return comma.join(found[:-1]) + (comma if comma == "; " else " ") + "and " + found[-1]


def short(text: str, longest: int = LONGEST) -> str:
    """``text`` on one line, cut between words after at most ``longest`` characters."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0] + "…"


def clause(text: str) -> str:
    """A clause as it stands alone: without the "that", "because" or "and" that tied it to its sentence, and without a
    quotation mark whose fellow stands outside it."""
    return _paired(LOOSE_ENDS.sub("", TIES.sub("", BULLET.sub("", " ".join(text.split()))))) or text


def _paired(text: str) -> str:
    """``text`` without a quotation mark at either end that has no fellow in it."""
    for opening, closing in QUOTES:
        alone = text.count(opening) % 2 if opening == closing else text.count(opening) != text.count(closing)
        if alone and text.startswith(opening):
            text = text[1:]
        elif alone and text.endswith(closing):
            text = text[:-1]
    return LOOSE_ENDS.sub("", text)


def around(text: str, at: int, longest: int) -> str:
    """At most ``longest`` characters of ``text``, cut between words, with the words at offset ``at`` in sight."""
    if len(text) <= longest:
        return BULLET.sub("", " ".join(text.split()))
    start = min(max(0, at - longest // 3), len(text) - longest)
    inside = text[start : start + longest]
    if start:
        inside = "… " + inside.split(maxsplit=1)[-1]
    if start + longest < len(text):
        inside = inside.rsplit(maxsplit=1)[0] + " …"
    return BULLET.sub("", " ".join(inside.split()))


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence that holds ``start`` to ``end`` begins and ends, told by stops and line ends alone."""
    first = max((m.end() for m in STOPS.finditer(text, max(0, start - REACH), start)), default=max(0, start - REACH))
    last = STOPS.search(text, end, min(len(text), end + REACH))
    return first, last.start() + 1 if last else min(len(text), end + REACH)


def numbers(counts: Iterable[Count]) -> str:
    """How many: ``9 civilians killed, 4 to 6 injured``."""
    return ", ".join(f"of them {_number(c)}" if c.part_of else _number(c) for c in counts)


def _number(count: Count) -> str:
    many = f"{count.low:,}" if count.low == count.high else f"{count.low:,} to {count.high:,}"
    if count.best not in (count.low, count.high):
        many += f" (about {count.best:,})"
    whom = _whom(count)
    if count.rule == "untold":
        return f"{count.span.text} (no number told)"
    if count.what == CountOf.CROWD:
        return f"{many} {whom or 'people'} gathered"
    if count.what == CountOf.TROOPS:
        return f"{many} {whom or 'taking part'}"
    if count.what == CountOf.VEHICLES:
        return f"{many} {whom or (count.what if count.high != 1 else 'vehicle')}"
    what = "killed or hurt" if count.what == CountOf.CASUALTIES else str(count.what)
    return f"{many} {whom} {what}" if whom and whom != count.what else f"{many} {what}"


def _whom(count: Count) -> str:
    whom = count.whom or ""
    return whom if count.high != 1 else one_of(whom)


def according(claim: Claim) -> str:
    """Who says so, innermost first: ``according to a hospital (claims), via Reuters``, or ``the author``."""
    told = claim.told_by
    inner = [step for step in told if step.kind != Voice.AUTHOR]
    doubts = ", ".join(_doubt(step) for step in claim.attribution if step not in told)
    return ", ".join(part for part in (_told_by(inner), doubts) if part)


def _doubt(step: Attribution) -> str:
    """ "not verified by Reuters"; where nobody says who tried, that it was not"""
    return "not independently verified" if step.span and step.span == step.cue else f"not verified by {_voice(step)}"


def _told_by(inner: list[Attribution]) -> str:
    if not inner:
        return "the author"
    stance = f" ({inner[-1].stance})" if inner[-1].stance != Stance.SAYS else ""
    outer = ", ".join(_voice(step) for step in reversed(inner[:-1]))
    return f"according to {_voice(inner[-1])}{stance}" + (f", via {outer}" if outer else "")


def _voice(step: Attribution) -> str:
    name = short(step.name)
    if step.kind == Voice.VAGUE and step.span is not None and step.span == step.cue:
        return f"a source not named (“{_inside(name)}”)"
    if not name or name == step.kind:
        return "a source not named" if step.kind in (Voice.UNNAMED, Voice.VAGUE) else f"the {step.kind}"
    return _inside(name)


def manner(claim: Claim) -> str:
    """What qualifies the claim: ``probable, again and again``; empty where it is put plainly as past."""
    sure = claim.certainty
    said = {Tense.HABITUAL: "again and again", Tense.ONGOING: "still going on", Tense.HYPOTHETICAL: "hypothetical"}
    hedge = "" if sure.modality == Modality.ASSERTED else str(sure.modality)
    return ", ".join(part for part in (hedge, said.get(sure.tense, "")) if part)


def interval(when: When | None) -> str:
    """Days as people write them: ``4 Mar 2021``, ``1 Feb – 4 Mar 2021``; empty for no time.

    ``by 4 Mar 2021`` where only the day is told on which it was said.
    """
    if when is None:
        return ""
    return f"by {_days(when.start, when.end)}" if when.rule == "reporting" else _days(when.start, when.end)


def _days(first: date, last: date) -> str:
    if first == last:
        return day(first)
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12):
        return str(first.year) if first.year == last.year else f"{first.year} – {last.year}"
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{first.day} – {day(last)}"


def day(value: date) -> str:
    """``4 Mar 2021``."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def published(value: Published | None) -> str:
    """The date of publication with its evidence, or that there is none."""
    if value is None:
        return "date of publication not found (--published gives it)"
    if value.evidence == "user":
        return f"{day(value.date)} (date given by you)"
    return f"{day(value.date)} (from {value.evidence}: “{short(value.words, 40)}”)"

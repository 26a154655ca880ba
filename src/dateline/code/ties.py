"""Repeated mentions of one event inside an article, and what one of them leaves to another to tell."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateline.records import Claim, Count, Event, Parse, Sentence, When, Where
from dateline.syntax import sentence_at
from dateline.vocab import Acled, CountOf, EventType, RoleName, ZoneKind

_TIED = {EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.RETREAT, EventType.MOBILIZE}


_TELLING = 4  # a number of dead from which it alone says that two mentions are one event: by judgement


def _places(event: Event) -> set[str]:
    """The places told for it; one taken over from the sentence before sets no event apart."""
    return {w.id or w.name.lower() for w in event.where if w.rule != "previous"}


_HARMS = {CountOf.KILLED, CountOf.INJURED, CountOf.DETAINED, CountOf.ABDUCTED}


def _tolls(event: Event, other: Event) -> list[tuple[Count, Count]]:
    """The numbers of both that count the same harm."""
    return [(a, b) for a in event.counts for b in other.counts if a.what in _HARMS and a.what is b.what]


def _same_toll(a: Event, b: Event, least: int) -> bool:
    """Whether both tell one number of ``least`` or more of the same people hurt; five children are not five drivers."""
    return any(
        x.best == y.best >= least
        and x.part_of is None
        and y.part_of is None
        and (x.whom == y.whom or not (x.whom and y.whom))
        for x, y in _tolls(a, b)
    )


def _fits(a: Count, b: Count) -> bool:
    """Whether two numbers may be one: "dozens" and 45, "at least 17" and 17."""
    return a.low <= b.high and b.low <= a.high


def _parties(event: Event) -> set[str]:
    wanted = {RoleName.ACTOR, RoleName.RECIPIENT, RoleName.VICTIM, RoleName.MOVED}
    return {(r.id or r.name).lower() for r in event.roles if r.role in wanted}


def apart(a: Event, b: Event) -> bool:
    """Whether anything rules out that two mentions are one event."""
    return _differ(a, b) or (bool(_places(a) and _places(b)) and not _places(a) & _places(b) and not _nested(a, b))


def _turned(a: Event, b: Event) -> bool:
    """Whether who only attacks in the one is only attacked in the other: a raid, and the offensive that answered it."""
    sides = [({r.id for r in e.roles if r.role is RoleName.ACTOR and r.id},
              {r.id for r in e.roles if r.role in {RoleName.RECIPIENT, RoleName.VICTIM} and r.id}) for e in (a, b)]  # fmt: skip
    (doers, hit), (others, struck) = sides
    clash = Acled.ARMED_CLASH in {a.acled, b.acled}
    return not clash and bool((doers & struck) - hit - others or (others & hit) - struck - doers)


def _differ(a: Event, b: Event) -> bool:
    """Whether their kinds, sides, times or tolls rule it out."""
    if a.type is not b.type or _turned(a, b):
        return True
    vague = {Acled.ATTACK, Acled.ARMED_CLASH, Acled.EXPLOSIVE, None}
    if Acled.ABDUCTION in {a.acled, b.acled} and a.acled is not b.acled and not _same_toll(a, b, 1):
        return True  # who was taken in an attack is told beside who was killed in it
    if a.acled is not b.acled and not {a.acled, b.acled} & vague:
        return True
    if a.when and b.when and (a.when.end < b.when.start or b.when.end < a.when.start):
        return True
    tolls = _tolls(a, b)
    return bool(tolls) and not any(_fits(x, y) for x, y in tolls)


def _nested(a: Event, b: Event) -> bool:
    """Whether a place of one lies in a wider place of the other: Depayin, and Sagaing, its region."""
    pairs = [(x, y) for x in a.where for y in b.where if x.country and x.country == y.country]
    return any(_holds(x, y) or _holds(y, x) for x, y in pairs)


def _holds(outer: Where, inner: Where) -> bool:
    division = outer.precision in {3, 4} or outer.name == inner.admin1
    return outer.precision == 6 or (division and outer.admin1 is not None and outer.admin1 == inner.admin1)


def _together(a: Event, b: Event) -> bool:
    """Whether enough speaks for it: the same toll, or the same place with the same parties or the same day."""
    if _same_toll(a, b, _TELLING):
        return True
    same_place = bool(_places(a) & _places(b))
    same_day, parties = _same_day(a, b), bool(_parties(a) & _parties(b))
    beside = same_place or same_day or parties
    if beside and _same_toll(a, b, 1):
        return True
    return (same_place and (parties or same_day)) or (parties and same_day and a.acled is b.acled)


def _same_day(a: Event, b: Event) -> bool:
    return a.when is not None and b.when is not None and a.when.precision == 1 and a.when.start == b.when.start


def shared(a: Event, b: Event) -> bool:
    """Whether a place, a party or the day is told of both."""
    return _same_day(a, b) or bool(_places(a) & _places(b)) or bool(_parties(a) & _parties(b))


_NEWS = timedelta(days=30)


def _recalled(headline: Claim, event: Event, parse: Parse, published: date | None) -> bool:
    """Whether a headline has only a number in common with what the text recalls: "… the deadliest since 26 died in May"."""
    old = published is not None and event.when is not None and event.when.end < published - _NEWS
    first = headline.event
    return old and first is not None and first.when is None and _in_headline(parse, headline)


def tied(claims: Sequence[Claim], parse: Parse, published: date | None = None) -> tuple[Claim, ...]:
    """The claims, each repeated event with ``same_as`` set to the first claim that tells it."""
    firsts: list[tuple[Claim, Event]] = []
    filed: dict[tuple[object, ...], list[int]] = defaultdict(list)
    told: dict[str, list[Event]] = {}
    found = []
    for claim in claims:
        event = claim.event
        if event is not None and event.type in _TIED:
            keys = _keys(event)
            near = (firsts[n] for n in sorted({n for key in keys for n in filed[key]}))
            fits = (f for f, first in near if _tie(first, event))
            match = next((f for f in fits if not _recalled(f, event, parse, published)), None)
            if match is None and _in_lead(parse, claim):
                match = next((f for f, _ in firsts if _retold(f, claim, told[f.id], parse)), None)
            told.setdefault(match.id if match else claim.id, []).append(event)
            if match is not None:
                found.append(replace(claim, event=replace(event, same_as=match.id)))
                continue
            for key in keys:
                filed[key].append(len(firsts))
            firsts.append((claim, event))
        found.append(claim)
    return tuple(found)


def _keys(event: Event) -> set[tuple[object, ...]]:
    """What two mentions have to share one of for ``_together`` to hold: a place, a party, a day, a toll."""
    told: list[tuple[str, object]] = [("place", place) for place in _places(event)]
    told += [("party", party) for party in _parties(event)]
    told += [("day", event.when.start)] if event.when else []
    told += [("toll", (c.what, c.best)) for c in event.counts]
    return {(event.type, *key) for key in told}


def _tie(first: Event, later: Event) -> bool:
    return not apart(first, later) and _together(first, later)


def _retold(headline: Claim, lead: Claim, told: Sequence[Event], parse: Parse) -> bool:
    """A headline and the first sentence below it (``lead`` stands there) tell one event, where a place or a number speaks
    for it, and what was already found to tell it (``told``) speaks not against it."""
    a, b = headline.event, lead.event
    if a is None or b is None or not _in_headline(parse, headline):
        return False
    if any(_differ(other, b) for other in told):
        return False
    near = bool(_places(a) & _places(b)) or _nested(a, b)
    return near or (bool(_tolls(a, b)) and (not apart(a, b) or _same_division(a, b)))


def _same_division(a: Event, b: Event) -> bool:
    """A headline names the next known town: "in Batticaloa", where the lead says 32 km north of it."""
    return any(x.admin1 and (x.country, x.admin1) == (y.country, y.admin1) for x in a.where for y in b.where)


def _in_headline(parse: Parse, claim: Claim) -> bool:
    return _sentence(parse, claim).zone is ZoneKind.HEADLINE


def _in_lead(parse: Parse, claim: Claim) -> bool:
    return _sentence(parse, claim).i == next((s.i for s in parse.sentences if _tells(parse, s)), None)


def _tells(parse: Parse, sentence: Sentence) -> bool:
    verbs = (t.pos == "VERB" for t in parse.tokens[sentence.first : sentence.last])
    return sentence.zone is ZoneKind.BODY and any(verbs)


def _sentence(parse: Parse, claim: Claim) -> Sentence:
    """The sentence of a claim's trigger."""
    start = claim.event.trigger.start if claim.event else claim.span.start
    return sentence_at(parse, start)


# ---------------------------------------------------------------- what a headline leaves to its text


_READ = {"modifier", "clause", "shared", "main", "initial", "sentence"}  # rules by which a mention names its own time


def completed(claims: Sequence[Claim], parse: Parse) -> tuple[Claim, ...]:
    """The claims, those of the headline with the time and the places that another mention of the event tells of it."""
    groups: dict[str, list[Event]] = {}
    for claim in claims:
        if claim.event is not None:
            groups.setdefault(claim.event.same_as or claim.id, []).append(claim.event)
    return tuple(
        _completed(c, groups[c.event.same_as or c.id]) if c.event and _in_headline(parse, c) else c for c in claims
    )


def _completed(claim: Claim, mentions: Sequence[Event]) -> Claim:
    event = claim.event
    assert event is not None
    when, where = event.when or _told_when(mentions), event.where or _told_where(mentions)
    if (when, where) == (event.when, event.where):
        return claim
    return replace(claim, event=replace(event, when=when, where=where))


def _told_when(mentions: Sequence[Event]) -> When | None:
    """The narrowest time told, of several the first."""
    told = [e.when for e in mentions if e.when is not None and e.when.rule in _READ]
    return replace(min(told, key=lambda w: w.precision), rule="same event") if told else None


def _told_where(mentions: Sequence[Event]) -> tuple[Where, ...]:
    """The places of the mention that tells them best."""
    told = [e.where for e in mentions if e.where and min(w.precision for w in e.where) < 6]
    best = min(told, key=lambda places: min(w.precision for w in places), default=())
    return tuple(replace(w, rule="same event") for w in best)

"""Repeated mentions of one event inside an article."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Claim, Event
from dateline.vocab import Acled, CountOf, EventType, RoleName

_TIED = {EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.RETREAT, EventType.MOBILIZE}


def _places(event: Event) -> set[str]:
    """The places told for it; one taken over from the sentence before sets no event apart."""
    return {w.id or w.name.lower() for w in event.where if w.rule != "previous"}


def _killed(event: Event) -> set[tuple[str, int]]:
    wanted = {CountOf.KILLED, CountOf.INJURED, CountOf.DETAINED, CountOf.ABDUCTED}
    return {(c.what, c.best) for c in event.counts if c.what in wanted}


def _parties(event: Event) -> set[str]:
    wanted = {RoleName.ACTOR, RoleName.RECIPIENT, RoleName.VICTIM, RoleName.MOVED}
    return {(r.id or r.name).lower() for r in event.roles if r.role in wanted}


def apart(a: Event, b: Event) -> bool:
    """Whether anything rules out that two mentions are one event."""
    if a.type is not b.type:
        return True
    vague = {Acled.ATTACK, Acled.ARMED_CLASH, Acled.EXPLOSIVE, None}
    if a.acled is not b.acled and not {a.acled, b.acled} & vague:
        return True
    if _places(a) and _places(b) and not _places(a) & _places(b):
        return True
    if a.when and b.when and (a.when.end < b.when.start or b.when.end < a.when.start):
        return True
    kinds = {k for k, _ in _killed(a)} & {k for k, _ in _killed(b)}
    return bool(kinds) and not _killed(a) & _killed(b)


def _together(a: Event, b: Event) -> bool:
    """Whether enough speaks for it: the same toll, or the same place with the same parties or the same day."""
    if _killed(a) & _killed(b):
        return True
    same_place = bool(_places(a) & _places(b))
    same_day = a.when is not None and b.when is not None and a.when.precision == 1 and a.when.start == b.when.start
    shared = bool(_parties(a) & _parties(b))
    return (same_place and (shared or same_day)) or (shared and same_day and a.acled is b.acled)


def tied(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, each repeated event with ``same_as`` set to the first claim that tells it."""
    firsts: list[Claim] = []
    found = []
    for claim in claims:
        event = claim.event
        if event is not None and event.type in _TIED:
            match = next((f for f in firsts if f.event and _tie(f.event, event)), None)
            if match is not None:
                found.append(replace(claim, event=replace(event, same_as=match.id)))
                continue
            firsts.append(claim)
        found.append(claim)
    return tuple(found)


def _tie(first: Event, later: Event) -> bool:
    return not apart(first, later) and _together(first, later)

"""What a note is of which no rule reads an event: by the type that the encoder gives its words.

The tool itself leaves such clauses without an event, as the encoder's type is a share among sixteen and no detection.
Here every note is known to tell one event, so that the likeliest is better than none.
"""

import re
from collections import Counter

from dateline.mark.weapons import sub_event
from dateline.records import Reading
from dateline.vocab import Acled, EventType, RoleName

# The share of the encoder's votes below which nothing is said. Of 36 notes of our own in which no rule read an event,
# looked at while this was written, 19 were named right; of 60 euphemistic ones, not looked at, right ones rose from a
# quarter to a half.
_SURE = 0.45
ARMED = frozenset({"state forces", "external forces", "rebel group", "political militia", "identity militia"})
_GROUPS = ARMED - {"state forces", "external forces"}
_RIOT = re.compile(r"\b(?:stone|tyre|tire|ablaze|alight|torch|burn|barricade|ransack|smash|petrol bomb|molotov)", re.I)
_PARTED = re.compile(r"\b(?:tear ?gas|water cannon|baton|dispers|broke up|broken up|arrest|detain|haul)", re.I)
_TALK = frozenset({EventType.AGREE, EventType.COOPERATE, EventType.CONSULT, EventType.CONCEDE})
_MOVES = frozenset({EventType.RETREAT, EventType.MOBILIZE})


def untold(reading: Reading) -> Acled | None:
    """The likeliest sub-event, or None where the encoder is of no clear mind."""
    votes: Counter[str] = Counter()
    for signal in reading.signals:
        if signal.layer == "type":
            votes[signal.label] += signal.score  # type: ignore[assignment]
    if not votes or max(votes.values()) < _SURE * sum(votes.values()):
        return None
    kind = EventType(votes.most_common(1)[0][0])
    if kind is EventType.PROTEST:
        return _protest(reading.article.text)
    if kind is EventType.ASSAULT:
        return _assault(reading)
    if kind is EventType.COERCE:
        return _coercion(reading)
    return _lesser(kind, _types(reading))


def _types(reading: Reading) -> set[str]:
    return {m.type for m in reading.marks.actors if m.type}


def _protest(text: str) -> Acled:
    if _RIOT.search(text):
        return Acled.VIOLENT_DEMONSTRATION
    return Acled.PROTEST_INTERVENTION if _PARTED.search(text) else Acled.PEACEFUL_PROTEST


def _assault(reading: Reading) -> Acled:
    """By the weapon, if one is told that tells; else by whether both sides bear arms."""
    by_means = (sub_event(w.mode) for w in reading.marks.weapons)
    told = next((Acled(kind) for kind in by_means if kind), None)
    sides = {m.id or m.span.text for m in reading.marks.actors if m.type in ARMED}
    return told or (Acled.ARMED_CLASH if len(sides) > 1 else Acled.ATTACK)


def _coercion(reading: Reading) -> Acled:
    """Ground taken, where two armed sides are told; else people taken, by a group or by a state."""
    sides = [m.type for m in reading.marks.actors if m.type in ARMED]
    if len(set(sides)) > 1 and reading.marks.places:
        return Acled.NON_STATE_OVERTAKES if sides[0] in _GROUPS else Acled.GOVERNMENT_REGAINS
    acting = {r.type for c in reading.claims if c.event for r in c.event.roles if r.role is RoleName.ACTOR}
    return Acled.ABDUCTION if acting & _GROUPS else Acled.ARRESTS


def _lesser(kind: EventType, types: set[str]) -> Acled:
    """What is no violence: people who talk agree or protest, forces that move change what they do."""
    if kind in _TALK and types & ARMED:
        return Acled.AGREEMENT
    if kind in _MOVES and types & ARMED:
        return Acled.CHANGE_TO_GROUP
    civil = not types & ARMED
    return Acled.PEACEFUL_PROTEST if civil and kind not in _TALK | _MOVES else Acled.OTHER

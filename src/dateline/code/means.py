"""Means told elsewhere: "the attack", "were killed" take their sub-event from the mention that says how.

A report often says how people died in one sentence and how many in the next. Only the sub-event and the mode are
taken over, never a party, a place or a number, and ``made_by`` names the mention they were taken from.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from dateline.code.ties import apart, shared
from dateline.records import Claim, Event, Parse
from dateline.syntax import sentence_at
from dateline.vocab import Acled, EventType, Polarity, RoleName

_SPECIFIC = {
    Acled.AIR_STRIKE,
    Acled.SHELLING,
    Acled.CHEMICAL_WEAPON,
    Acled.SUICIDE_BOMB,
    Acled.EXPLOSIVE,
    Acled.GRENADE,
}
# How far back, in sentences, a mention that says how may stand; a tied mention may stand anywhere.
_REACH = 3
_PARAGRAPH = 2  # characters between two sentences from which a new paragraph begins
_LONGEST = timedelta(31)  # what is told of more than a month are many attacks, not the one told beside it


def _vague(event: Event) -> bool:
    """An attack or death of which nothing says how, and that is no running total of a war."""
    means = [r.name for r in event.roles if r.role is RoleName.INSTRUMENT]
    plain = event.type is EventType.ASSAULT and event.acled is Acled.ATTACK and event.mode is None
    total = any(c.cumulative for c in event.counts) or (event.when and event.when.end - event.when.start > _LONGEST)
    return plain and all(map(_generic, means)) and not total


def _generic(words: str) -> bool:
    """Whether a means says nothing of itself: "the raids", "regime strikes", "the rebel fire"."""
    last = words.lower().split()[-1].rstrip("s")
    return last in {"attack", "strike", "raid", "assault", "bombing", "fire", "offensive", "operation", "campaign"}


def _says_how(claim: Claim) -> bool:
    event = claim.event
    return event is not None and event.acled in _SPECIFIC and claim.certainty.polarity is Polarity.POSITIVE


def _donor(claim: Claim, event: Event, telling: Sequence[tuple[Claim, Event, int]], parse: Parse) -> Claim | None:
    """The mention that says how: one tied to this, else the nearest of the sentences before and of this one."""
    here = _sentence(parse, event)
    found = []
    for other, told, sentence in telling:
        tied = {claim.id, event.same_as} & {other.id, told.same_as} - {None}
        distance = here - sentence
        ahead = here == 0 and -_REACH - 1 <= distance < 0  # a headline is explained by the lead
        near = 0 <= distance <= _REACH and not _elsewhere(claim, other, parse)
        if (tied or near or ahead) and not apart(event, told):
            found.append((not tied, abs(distance), other.id, other))
    return min(found)[3] if found else None


def _elsewhere(claim: Claim, other: Claim, parse: Parse) -> bool:
    """Whether a new paragraph names a place of its own, and nothing that the one before told of: another front."""
    assert claim.event is not None and other.event is not None
    first, last = (sentence_at(parse, e.trigger.start).i for e in (other.event, claim.event))
    apart = any(b.start - a.end >= _PARAGRAPH for a, b in pairwise(parse.sentences[first : last + 1]))
    own = any(w.rule in {"clause", "list", "container"} and w.precision != 6 for w in claim.event.where)
    return apart and own and not other.event.where and not shared(claim.event, other.event)


def _sentence(parse: Parse, event: Event) -> int:
    return sentence_at(parse, event.trigger.start).i


def explained(claims: Sequence[Claim], parse: Parse) -> tuple[Claim, ...]:
    """The claims, with the sub-event of vague attacks and deaths taken from the mention that says how."""
    telling = [(c, c.event, _sentence(parse, c.event)) for c in claims if c.event and _says_how(c)]
    found = []
    for claim in claims:
        event = claim.event
        donor = _donor(claim, event, telling, parse) if event is not None and _vague(event) else None
        if donor is None or donor.event is None or event is None:
            found.append(claim)
            continue
        made = f"{event.made_by}; means from {donor.id}"
        found.append(replace(claim, event=replace(event, acled=donor.event.acled, mode=donor.event.mode, made_by=made)))
    return tuple(found)

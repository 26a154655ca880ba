"""Claims brought into the order a reader wants: by standing, by time, each occurrence once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from dateline.records import Claim, Span
from dateline.report.phrases import Standing, standing

__all__ = ["Argument", "Entry", "arguments", "by_standing"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a summary: ``claims`` share a trigger and differ in place; ``again`` are the other mentions."""

    claims: tuple[Claim, ...]
    again: tuple[Claim, ...]

    @property
    def first(self) -> Claim:
        """The claim that stands for all."""
        return self.claims[0]


@dataclass(frozen=True, slots=True)
class Argument:
    """Conclusions and the grounds offered for all of them."""

    conclusions: tuple[Claim, ...]
    grounds: tuple[Claim, ...]


def by_standing(claims: tuple[Claim, ...]) -> dict[Standing, list[Entry]]:
    """Entries for each standing that occurs; what is reported sorted by time, the rest in text order."""
    known = {claim.id: claim for claim in claims}
    repeats: dict[str, list[Claim]] = defaultdict(list)
    heads: dict[tuple[Standing, object], list[Claim]] = defaultdict(list)
    for claim in claims:
        head = _head(claim, known)
        if head is not claim and standing(head) == standing(claim):
            repeats[head.id].append(claim)
        else:
            heads[standing(claim), _told(claim)].append(claim)
    found: dict[Standing, list[Entry]] = defaultdict(list)
    for (stands, _), group in heads.items():
        found[stands].append(_entry(group, [c for g in group for c in repeats[g.id]]))
    found[Standing.REPORTED].sort(key=_time)
    return {stands: found[stands] for stands in Standing if found[stands]}


def _entry(group: list[Claim], again: list[Claim]) -> Entry:
    """The first mention, or the one that tells most: a headline's "17 dead" is the lead's pupils, teachers and wounded."""
    fullest = max((*group, *again), key=_told_in)
    if fullest in group or len(group) > 1:
        return Entry(tuple(group), tuple(again))
    return Entry((fullest,), tuple(c for c in (*group, *again) if c is not fullest))


def _told_in(claim: Claim) -> int:
    """How many fields a claim fills; ``max`` keeps the first of equals."""
    event = claim.event
    return len(event.roles) + len(event.counts) + len(event.where) + bool(event.when) if event else 0


def _head(claim: Claim, known: dict[str, Claim]) -> Claim:
    """The first mention of what the claim mentions again, itself where it is the first."""
    seen = {claim.id}
    while claim.event and claim.event.same_as in known and claim.event.same_as not in seen:
        claim = known[claim.event.same_as]
        seen.add(claim.id)
    return claim


def _told(claim: Claim) -> object:
    """What makes claims one line: one trigger, one time, the same parties."""
    event = claim.event
    if event is None or event.type is None:
        return claim.id
    parties = tuple((role.role, role.name) for role in event.roles)
    return (event.trigger, event.when, parties, claim.attribution, event.type)


def _time(entry: Entry) -> tuple[date, date, Span]:
    """Dated entries in their order, then undated ones in text order."""
    when = entry.first.event.when if entry.first.event else None
    return (when.start, when.end, entry.first.span) if when else (date.max, date.max, entry.first.span)


def arguments(claims: tuple[Claim, ...]) -> list[Argument]:
    """Conclusions with the claims offered as grounds for them, in text order; those that share all grounds together."""
    first = {claim.span: claim for claim in reversed(claims)}  # claims of one clause are one step of an argument
    offered: dict[Span, list[Claim]] = defaultdict(list)
    known = {claim.id: claim for claim in claims}
    for claim in claims:
        for target in claim.supports:
            if target in known and known[target].span != claim.span:
                offered[known[target].span].append(first[claim.span])
    shared: dict[tuple[Claim, ...], list[Claim]] = defaultdict(list)
    for span in sorted(offered):
        shared[_widest(offered[span])].append(first[span])
    return [Argument(_widest(conclusions), grounds) for grounds, conclusions in shared.items()]


def _widest(claims: list[Claim]) -> tuple[Claim, ...]:
    """Without doubles and without claims whose words lie inside those of another."""
    found = list(dict.fromkeys(claims))
    return tuple(c for c in found if not any(o.span.holds(c.span) and o.span != c.span for o in found))

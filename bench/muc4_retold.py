"""MUC-4's incidents that a report tells twice: all whom the later telling names were harmed in an earlier one."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance.Levenshtein import distance

from bench.muc4_fill import Incident, key_of
from bench.muc4_people import humans
from dateline.records import Reading, Role

Harmed = tuple[frozenset[str], frozenset[str], frozenset[str]]  # names, descriptions of those without one, all of them


def told_once(reading: Reading, found: Sequence[Incident]) -> list[Incident]:
    """Incidents with each retelling merged into the first telling."""
    kept: list[tuple[Incident, Harmed]] = []
    for incident in found:
        harmed = _harmed(reading, incident)
        first = next((n for n, (i, h) in enumerate(kept) if _kinds_agree(i, incident) and _holds(h, harmed)), None)
        if first is None:
            kept.append((incident, harmed))
        else:
            whole = merged(kept[first][0], incident)
            kept[first] = whole, _harmed(reading, whole)
    return [incident for incident, _ in kept]


def _harmed(reading: Reading, incident: Incident) -> Harmed:
    people = humans(reading, incident.victims)
    told = frozenset(d for _, d, _ in people if d)
    return frozenset(n for _, _, n in people if n), frozenset(d for _, d, n in people if d and not n), told


def _kinds_agree(one: Incident, other: Incident) -> bool:
    return one.type == other.type or "ATTACK" in (one.type, other.type)


def _holds(first: Harmed, later: Harmed) -> bool:
    """Whether the later telling harms somebody, none of them anew; one name of several may be a short form."""
    names, described, _ = later
    if not names and not described:
        return False
    known = not names or any(_same_name(a, b) for a in names for b in first[0])
    return known and all(any(_same_sort(d, e) for e in first[2]) for d in described)


def _same_sort(one: str, other: str) -> bool:
    """Whether two descriptions may be of the same people: Jesuits, priests and Jesuit priests."""
    a, b = ({w.removesuffix("S") for w in words.split()} for words in (one, other))
    return a <= b or b <= a


def _same_name(one: str, other: str) -> bool:
    fewer, more = sorted((one.split(), other.split()), key=len)
    return all(any(w == v or _misprint(w, v) for v in more) for w in fewer)


def _misprint(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 4 and distance(one, other) <= 1


def merged(first: Incident, later: Incident) -> Incident:
    """Both tellings as one incident, of the more exact kind."""
    return replace(
        first,
        type=later.type if first.type == "ATTACK" else first.type,
        claims=[*first.claims, *later.claims],
        perpetrators=_together(first.perpetrators, later.perpetrators),
        targets=_together(first.targets, later.targets),
        victims=_together(first.victims, later.victims),
        weapons=_together(first.weapons, later.weapons),
        places=[*first.places, *later.places],
    )


def _together(ours: Sequence[Role], theirs: Sequence[Role]) -> list[Role]:
    out = list(ours)
    for role in theirs:
        if all(key_of(role) != key_of(other) for other in out):
            out.append(role)
    return out

"""How far a claim can be checked: a declared table of features, each a number and a sentence."""

from collections.abc import Callable

from dateline.records import Checkable, Claim
from dateline.vocab import Kind, RoleName, Stance, Tense, Voice

Feature = Callable[[Claim], tuple[float, str]]


def happened(claim: Claim) -> tuple[float, str]:
    """Whether it is about something that could already have been seen."""
    if claim.kind in {Kind.VALUE, Kind.POLICY}:
        return 0.0, f"a {claim.kind} claim: no record can settle it"
    if claim.certainty.tense in {Tense.FUTURE, Tense.HYPOTHETICAL} or claim.kind is Kind.FORECAST:
        return 0.2, "not yet happened, or only supposed"
    return (1.0, "said to have happened") if claim.kind is Kind.EVENT else (0.5, f"a {claim.kind}, not a single event")


def actor(claim: Claim) -> tuple[float, str]:
    """Whether somebody is said to have done it."""
    acting = [r for r in claim.event.roles if r.role is RoleName.ACTOR] if claim.event else []
    if any(r.id for r in acting):
        return 1.0, f"names who did it: {acting[0].name}"
    return (0.6, f"says who did it, in its own words: {acting[0].name}") if acting else (0.0, "does not say who did it")


def place(claim: Claim) -> tuple[float, str]:
    """Whether a place is given closely enough to look for it."""
    best = min(claim.event.where, key=lambda w: w.precision, default=None) if claim.event else None
    if best is None:
        return 0.0, "gives no place"
    if best.precision <= 4 and best.lat is not None:
        return 1.0 if best.precision <= 2 else 0.7, f"gives a place that can be found: {best.name}"
    return 0.2, f"gives only a wide or unresolved place: {best.name}"


def time(claim: Claim) -> tuple[float, str]:
    """Whether an interval is given, and how short it is."""
    when = claim.event.when if claim.event else None
    if when is None:
        return 0.0, "gives no time"
    days = (when.end - when.start).days + 1
    return (
        1.0 if days <= 1 else 0.7 if days <= 31 else 0.3
    ), f"gives a time within {days} day{'s' if days > 1 else ''}"


def count(claim: Claim) -> tuple[float, str]:
    """Whether a number can be compared."""
    counts = claim.event.counts if claim.event else ()
    if not counts:
        return 0.0, "gives no number"
    exact = any(c.low == c.high for c in counts)
    return (1.0, "gives a number") if exact else (0.5, "gives a vague number")


def source(claim: Claim) -> tuple[float, str]:
    """Whether somebody can be asked."""
    last = claim.told_by[-1] if claim.told_by else None
    if last is None or last.kind is Voice.AUTHOR:
        return 0.3, "said by the writer, without a source"
    if last.kind in {Voice.NAMED, Voice.OUTLET, Voice.WIRE, Voice.DOCUMENT}:
        return 1.0, f"has a source that can be asked: {last.name}"
    return 0.2, f"its source is not named: {last.name}"


# How far a stance puts a claim as known: a judgement, not a measurement.
_KNOWN = {Stance.CONFIRMS: 1.0, Stance.SAYS: 0.8, Stance.ANNOUNCES: 0.8, Stance.CLAIMS: 0.5, Stance.ACCUSES: 0.5}


def stance(claim: Claim) -> tuple[float, str]:
    """How the innermost source puts it, and whether somebody tried in vain to verify it."""
    silent = next((a for a in claim.attribution if a.stance is Stance.UNVERIFIED), None)
    if silent is not None:
        return 0.2, "could not be verified by those who tried"
    last = claim.told_by[-1] if claim.told_by else None
    if last is None or last.kind is Voice.AUTHOR:
        return 0.8, "told by the writer as it is"
    return _KNOWN.get(last.stance, 0.3), f"its source {last.stance} it"


def plain(claim: Claim) -> tuple[float, str]:
    """Whether it is put in words that do not judge."""
    found = [r.span.text for r in claim.rhetoric]
    return (0.3, f"put in loaded words: {', '.join(dict.fromkeys(found))}") if found else (1.0, "put in plain words")


# Weights say how much each helps somebody who has to look the claim up; they are a judgement, not a measurement.
FEATURES: tuple[tuple[str, float, Feature], ...] = (
    ("happened", 3.0, happened),
    ("actor", 1.5, actor),
    ("place", 2.0, place),
    ("time", 2.0, time),
    ("count", 1.0, count),
    ("source", 1.0, source),
    ("stance", 0.5, stance),
    ("plain", 0.5, plain),
)


def checkable(claim: Claim) -> Checkable:
    """The weighted mean of the features, with a sentence for each: "place 1.0: gives a place …"."""
    rows = [(name, weight, *feature(claim)) for name, weight, feature in FEATURES]
    score = sum(w * n for _, w, n, _ in rows) / sum(w for _, w, _, _ in rows)
    if claim.kind in {Kind.VALUE, Kind.POLICY}:
        score *= 0.25
    return Checkable(round(score, 3), tuple(f"{name} {n:.1f}: {why}" for name, _, n, why in rows))

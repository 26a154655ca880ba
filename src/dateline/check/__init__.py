"""Check: findings against reference records, with the reason for each match and each "no match because…".

Many-to-one and one-to-many are allowed: one reference row may sum up several reports. Nothing here says that an event
did or did not happen.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.amounts import many
from dateline.check.compare import differences, features, interval, probability, where
from dateline.check.readers import ReferenceSet, read_references
from dateline.check.tellings import Places, report_places, tellings
from dateline.data import table
from dateline.folding import fold
from dateline.records import Checked, EventView, Match, Reference

__all__ = ["ReferenceSet", "check", "read_references"]

DAYS = 5
# A wider interval meets so many rows by chance that a match would mean nothing.
WIDEST = 31
MATCH = 0.5
SHOWN = 5
# A place class from here on (UCDP where_prec) is a region or country: such a row can hold an event, not name it.
COARSE = 4


def check(events: Iterable[EventView], references: ReferenceSet) -> tuple[Checked, ...]:
    """One verdict for every event, in the order given: what the best supported of its accounts has."""
    every = events if isinstance(events, Sequence) else tuple(events)
    ordered = sorted(references.rows, key=lambda r: (r.start, r.id))
    widest = max((r.end - r.start for r in ordered), default=timedelta())
    held = _Held(references, ordered, [r.start for r in ordered], widest, report_places(every))
    return tuple(
        _best(event, [_check(telling, held) for telling in tellings(event)], references.name) for event in every
    )


@dataclass(frozen=True)
class _Held:
    """The rows by their first day, the longest of them, and the places each article names."""

    references: ReferenceSet
    ordered: Sequence[Reference]
    days: Sequence[date]
    widest: timedelta
    places: Places


# The most telling verdict first.
RANKED = ("match", "coarser", "no match", "outside coverage")


def _may_tell(many: int, name: str) -> str:
    return f"{many} row{'s' * (many != 1)} of {name} may tell of it"


def _best(event: EventView, found: Sequence[Checked], name: str) -> Checked:
    """The verdict of the event: the first of the most telling, with the rows of all its accounts."""
    best = min(found, key=lambda c: RANKED.index(c.verdict))
    likeliest: dict[str, Match] = {}
    for match in sorted((m for c in found for m in c.matches), key=lambda m: -m.probability):
        likeliest.setdefault(match.reference, match)
    rows = sorted(likeliest.values(), key=lambda m: (-m.probability, m.reference))[:SHOWN]
    matches = tuple(replace(m, claims=_fitting(event, m.reference, found)) for m in rows)
    return replace(best, why=_may_tell(len(rows), name) if rows else best.why, matches=matches)


def _fitting(event: EventView, row: str, found: Sequence[Checked]) -> tuple[str, ...]:
    """The claims that match the row by themselves, all where none does."""
    alone = {c for checked in found for m in checked.matches if m.reference == row for c in m.claims}
    return tuple(c for c in event.claims if c in alone) or event.claims


def _check(event: EventView, held: _Held) -> Checked:
    references = held.references
    outside = coverage(event, references)
    if outside:
        return Checked(event.id, "outside coverage", outside)
    near = [r for r in _near(event, held) if same_country(event, r)]
    named = frozenset(word for a in event.accounts for word in held.places.get(a.article, ()))
    scored = [(probability(found), found, r) for r in near if (found := features(event, r, named))]
    matches = sorted((s for s in scored if s[0] >= MATCH), key=lambda s: (-s[0], s[2].id))[:SHOWN]
    if matches:
        alone = tuple(a.claim for a in event.accounts) if len(event.accounts) == 1 else ()
        rows = tuple(Match(r.id, p, found, differences(event, r), alone) for p, found, r in matches)
        verdict = "coarser" if all(coarse(r) for _, _, r in matches) else "match"
        return Checked(event.id, verdict, _may_tell(len(rows), references.name), rows)
    return Checked(event.id, "no match", _refusal(event, references, near))


def coverage(event: EventView, references: ReferenceSet) -> str | None:
    """Why the file can't be expected to hold the event; None where it can."""
    if not references.rows:
        return "the file has no row that could be read"
    days = interval(event)
    if days is None:
        return "the accounts give no date that could be looked up"
    start, end = days
    if (end - start).days > WIDEST:
        return f"the accounts date it no closer than {start} to {end}"
    if references.start and references.end and not (references.start <= end and start <= references.end):
        return f"its day lies outside the file's period, {references.start} to {references.end}"
    if event.country and not any(_names(event.country) & {fold(p) for p in _parts(c)} for c in references.countries):
        return f"the file has no row in {_country(event.country)}"
    killed = next((high for what, _, high in event.counts if what == "killed"), None)
    if references.deadly_only and not killed:
        return f"no death is told, and {references.inclusion}"
    return None


def _near(event: EventView, held: _Held) -> Iterator[Reference]:
    """Rows whose interval comes within DAYS of the event's."""
    start, end = interval(event) or (date.max, date.min)
    first = bisect_left(held.days, start - timedelta(DAYS) - held.widest)
    for row in held.ordered[first:]:
        if row.start > end + timedelta(DAYS):
            return
        if row.end >= start - timedelta(DAYS):
            yield row


def same_country(event: EventView, row: Reference) -> bool:
    """Whether the row may lie in the event's country; a row or event without one is not left out."""
    if not event.country or not row.country:
        return True
    return bool(_names(event.country) & {fold(part) for part in _parts(row.country)})


def _parts(country: str) -> list[str]:
    """The names in "DR Congo (Zaire)"."""
    return [country, *country.replace(")", "").split(" (")]


def _names(code: str) -> frozenset[str]:
    """The folded names of a country by its ISO code, and the code."""
    entry = table("places/countries")["states"].get(code, {})
    return frozenset(fold(n) for n in (code, entry.get("name", ""), *entry.get("also", ())) if n)


def coarse(row: Reference) -> bool:
    """Whether the row's place is a region or wider, or its interval longer than a week."""
    return (row.precision or 0) >= COARSE or (row.end - row.start).days > 7


def _refusal(event: EventView, references: ReferenceSet, near: Sequence[Reference]) -> str:
    if not near:
        return f"{references.name} has nothing in {_country(event.country) or 'reach'} within {DAYS} days of it"
    closest = max(near, key=lambda r: ((where(event, r) or (0.0, ""))[0], probability(features(event, r)), r.id))
    found = features(event, closest)
    reasons = [f.why for f in found] if any(f.name == "where" for f in found) else ["its place can't be compared"]
    return (
        f"{many(len(near), 'row')} within {DAYS} days, but {'it does not fit' if len(near) == 1 else 'none fits'}: "
        f"nearest {closest.id}, {'; '.join(reasons)}"
    )


def _country(code: str | None) -> str:
    """The country's name by its ISO code."""
    return str(table("places/countries")["states"].get(code, {}).get("name", code or ""))

"""Event views: all accounts of one event side by side, with ranges, and the fields on which they can't all hold."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations, product

from dateline.amounts import one_of
from dateline.geodesy import km
from dateline.link.independence import groups
from dateline.records import Account, Article, Claim, Contest, Count, Event, EventView, Tie, Where, identify
from dateline.vocab import CountOf, Polarity, RoleName, Voice

Cell = tuple[str, str]
# Two points further apart than their radii allow, plus this, are two places.
PLACE_SLACK_KM = 25.0


def view(members: Sequence[Claim], articles: Mapping[str, Article], found: Sequence[Tie]) -> EventView:
    """The view of one cluster of claims; ``found`` are the ties between their articles."""
    ordered = sorted(members, key=lambda c: (_published(c, articles), c.article, c.span.start, c.id))
    events = [c.event for c in ordered if c.event]
    start, end = interval(events)
    spot = best_place(events)
    types = Counter(str(e.type) for e in events if e.type)
    finer = Counter(str(e.acled) for e in events if e.acled)
    return EventView(
        id=identify("e", *sorted(c.id for c in ordered)),
        claims=tuple(c.id for c in ordered),
        type=_commonest(types),
        acled=_commonest(finer),
        start=start,
        end=end,
        reported=min((day for c in ordered if (day := _day(c, articles))), default=None),
        place=spot.name if spot else None,
        lat=spot.lat if spot else None,
        lon=spot.lon if spot else None,
        radius_km=spot.radius_km if spot else None,
        country=next((w.country for e in events for w in e.where if w.country), None),
        divisions=tuple(sorted({w.admin1 for e in events for w in e.where if w.admin1})),
        counts=ranges(events),
        accounts=tuple(account(c, articles[c.article]) for c in ordered if c.article in articles),
        contested=contests(ordered),
        groups=groups({c.article for c in ordered}, found),
        ties=tuple(found),
    )


def _day(claim: Claim, articles: Mapping[str, Article]) -> date | None:
    article = articles.get(claim.article)
    return article.published.date if article and article.published else None


def _published(claim: Claim, articles: Mapping[str, Article]) -> str:
    day = _day(claim, articles)
    return day.isoformat() if day else ""


def _commonest(names: Counter[str]) -> str | None:
    return min(names, key=lambda n: (-names[n], n)) if names else None


def interval(events: Sequence[Event]) -> tuple[date | None, date | None]:
    """The days all dated accounts allow; where they exclude each other, from the first to the last."""
    whens = [e.when for e in events if e.when]
    if not whens:
        return None, None
    latest_start, earliest_end = max(w.start for w in whens), min(w.end for w in whens)
    if latest_start <= earliest_end:
        return latest_start, earliest_end
    return min(w.start for w in whens), max(w.end for w in whens)


def best_place(events: Sequence[Event]) -> Where | None:
    """The most precise place told, the commonest of those."""
    told = [w for e in events for w in e.where]
    if not told:
        return None
    times = Counter(w.name for w in told)
    return min(told, key=lambda w: (w.lat is None, w.precision, -times[w.name], w.radius_km or 0.0, w.name))


def ranges(events: Sequence[Event]) -> tuple[tuple[str, int, int], ...]:
    """(what, lowest, highest) over all accounts, parts of a whole left out."""
    out: dict[str, list[int]] = {}
    for event in events:
        for count in event.counts:
            if count.part_of is None:
                out.setdefault(str(count.what), []).extend((count.low, count.high))
    return tuple((what, min(found), max(found)) for what, found in sorted(out.items()))


def account(claim: Claim, article: Article) -> Account:
    """One claim as a row: who, whom, where, when, how many, with what, how surely."""
    event = claim.event
    assert event is not None
    cells: list[Cell] = [("what", event.trigger.text), ("type", str(event.acled or event.type or ""))]
    for role in RoleName:
        names = [r.name for r in event.roles if r.role is role]
        if names:
            cells.append((str(role), "; ".join(dict.fromkeys(names))))
    if event.where:
        cells.append(("where", "; ".join(dict.fromkeys(w.name for w in event.where))))
    if event.when:
        cells.append(
            (
                "when",
                f"{event.when.start}"
                if event.when.start == event.when.end
                else f"{event.when.start} – {event.when.end}",
            )
        )
    cells += _counted(event.counts)
    said = "affirmed" if claim.certainty.polarity is Polarity.POSITIVE else "denied"
    cells.append(("how surely", f"{said}, {claim.certainty.modality}, {claim.certainty.tense}"))
    return Account(claim.id, claim.article, article.name, _voice(claim), tuple(cells), event)


def _voice(claim: Claim) -> str:
    """Who says so in the end; of "have been accused of" nobody, though its words are kept."""
    voice = claim.told_by[-1] if claim.told_by else None
    if voice is None or voice.kind is Voice.AUTHOR:
        return "author" if voice else ""
    unnamed = voice.kind is Voice.VAGUE and voice.span is not None and voice.span == voice.cue
    return f"a source not named (“{voice.name}”)" if unnamed else voice.name


def _counted(counts: Sequence[Count]) -> list[Cell]:
    """One cell for each thing counted: "11, of them 2 children"; a number that is no part of another comes first."""
    out: dict[str, list[str]] = {}
    for count in sorted(counts, key=lambda c: c.part_of is not None):
        number = str(count.best) if count.low == count.high else f"{count.low}–{count.high}"
        told = out.setdefault(str(count.what), [])
        whom = one_of(count.whom or "") if count.high == 1 else count.whom or ""
        told.append(f"{'of them ' * (count.part_of is not None and bool(told))}{number} {whom}".strip())
    return [(what, ", ".join(dict.fromkeys(told))) for what, told in out.items()]


def contests(members: Sequence[Claim]) -> tuple[Contest, ...]:
    """The fields on which the accounts can't all hold, in a stable order."""
    affirmed = [c for c in members if c.certainty.polarity is Polarity.POSITIVE]
    found = [_contested_actor(affirmed), _contested_method(affirmed), _contested_time(affirmed)]
    found += [_contested_place(affirmed), *_contested_counts(affirmed), _contested_at_all(members)]
    return tuple(c for c in found if c)


def _values(pairs: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(pairs)))


def _contested_actor(members: Sequence[Claim]) -> Contest | None:
    """Different identified sides are said to have acted, in accounts that share none."""
    sides = [{r.id: r.name for r in c.event.roles if r.role is RoleName.ACTOR and r.id} for c in members if c.event]
    told = [s for s in sides if s]
    apart = [(a, b) for i, a in enumerate(told) for b in told[i + 1 :] if not a.keys() & b.keys()]
    if not apart:
        return None
    names = _values(name for pair in apart for side in pair for name in side.values())
    return Contest("actor", names, f"different sides are said to have acted: {', '.join(names)}")


def _contested_method(members: Sequence[Claim]) -> Contest | None:
    kinds = {str(c.event.acled) for c in members if c.event and c.event.acled and str(c.event.acled) in METHODS}
    if len(kinds) < 2:
        return None
    names = _values(kinds)
    return Contest("method", names, f"one event has one main method, and {len(names)} are told: {', '.join(names)}")


# Sub-event types that name a method; "Attack" and "Armed clash" are compatible with each.
METHODS = frozenset(
    {
        "Air/drone strike",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Suicide bomb",
        "Grenade",
        "Chemical weapon",
    }
)


def _contested_time(members: Sequence[Claim]) -> Contest | None:
    """Days told that exclude each other; the day on which somebody spoke only bounds the event's, and contests nothing."""
    told = [c.event.when for c in members if c.event and c.event.when]
    whens = [w for w in told if w.precision <= 2 and w.rule != "reporting"]
    if not whens or max(w.start for w in whens) <= min(w.end for w in whens):
        return None
    days = _values(str(w.start) for w in whens)
    return Contest("when", days, f"the dates told exclude each other: {', '.join(days)}")


def _contested_place(members: Sequence[Claim]) -> Contest | None:
    """Two claims of which no place of one may be a place of the other; one claim's own places are no contest."""
    told = [[w for w in c.event.where if w.lat is not None and w.precision <= 4] for c in members if c.event]
    for ours, theirs in combinations(filter(None, told), 2):
        a, b = min(product(ours, theirs), key=lambda pair: (_apart(*pair), pair[0].name, pair[1].name))
        if _apart(a, b) > PLACE_SLACK_KM:
            distance = km(a.lat or 0, a.lon or 0, b.lat or 0, b.lon or 0)
            return Contest("where", _values((a.name, b.name)), f"{a.name} and {b.name} lie {distance:.0f} km apart")
    return None


def _apart(a: Where, b: Where) -> float:
    """Kilometres between two places beyond their radii."""
    return km(a.lat or 0, a.lon or 0, b.lat or 0, b.lon or 0) - (a.radius_km or 0) - (b.radius_km or 0)


def _contested_counts(members: Sequence[Claim]) -> list[Contest]:
    out = []
    for what in (CountOf.KILLED, CountOf.INJURED):
        told = [n for c in members if c.event for n in c.event.counts if n.what is what and n.part_of is None]
        if told and max(n.low for n in told) > min(n.high for n in told):
            values = tuple(str(v) for v in sorted({n.best for n in told}))
            out.append(Contest(str(what), values, f"the numbers {what} can't all hold: {', '.join(values)}"))
    return out


def _contested_at_all(members: Sequence[Claim]) -> Contest | None:
    """Some affirm that it happened and some deny it."""
    polarities = {c.certainty.polarity for c in members}
    if len(polarities) < 2:
        return None
    return Contest("whether", ("affirmed", "denied"), "some accounts affirm it and some deny it")

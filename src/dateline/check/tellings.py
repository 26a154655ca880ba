"""What an event is compared by: each of its accounts alone, since a row may be what only one of them tells.

What an account leaves out it has from its article or its event. Where the event has no place, its reports' other events say near what.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dateline.check.compare import place_words
from dateline.records import Account, Event, EventView, Where

# Places as wide as a country (UCDP where_prec) say nothing about which row is meant.
COUNTRY = 6

Places = Mapping[str, frozenset[str]]


def tellings(event: EventView) -> tuple[EventView, ...]:
    """The event by each account that tells a day or a place of its own; as a whole only where none does, since days,
    places and numbers of several happenings may stand in one event."""
    if len(event.accounts) < 2:
        return (event,)
    known = [(a, a.event) for a in event.accounts if a.event and (a.event.when or _fine(a.event))]
    return tuple(_alone(event, account, told) for account, told in known) or (event,)


def _alone(event: EventView, account: Account, told: Event) -> EventView:
    """The event by one account."""
    return replace(_placed(_dated(event, told), told), counts=_counts(event, account, told), accounts=(account,))


def _dated(event: EventView, told: Event) -> EventView:
    """With the account's own days. Who tells none has the event's, unless a report is older than these: no report tells
    of a day to come, so then each goes by when the event was first reported."""
    if told.when:
        return replace(event, start=told.when.start, end=told.when.end)
    early = event.start is not None and event.reported is not None and event.reported < event.start
    return replace(event, start=None, end=None) if early else event


def _placed(event: EventView, told: Event) -> EventView:
    """With the account's finest place, where it has one finer than a country."""
    spot = min(_fine(told), key=lambda w: (w.lat is None, w.precision, w.name), default=None)
    if spot is None:
        return event
    return replace(
        event,
        place=spot.name,
        lat=spot.lat,
        lon=spot.lon,
        radius_km=spot.radius_km,
        country=spot.country or event.country,
        divisions=tuple(sorted({w.admin1 for w in _fine(told) if w.admin1})),
    )


def _fine(told: Event) -> list[Where]:
    return [w for w in told.where if w.precision < COUNTRY]


def _counts(event: EventView, account: Account, told: Event) -> tuple[tuple[str, int, int], ...]:
    """The account's own numbers; for what it does not count those of its article, else one that all others agree on."""
    beside = [a.event for a in event.accounts if a.article == account.article and a.event]
    agreed = {what: (what, low, high) for what, low, high in event.counts if low == high}
    return tuple({**agreed, **_ranges(beside), **_ranges([told])}.values())


def _ranges(told: Iterable[Event]) -> dict[str, tuple[str, int, int]]:
    """The least and the most of each thing counted, parts of a whole left out."""
    found: dict[str, tuple[str, int, int]] = {}
    for c in (c for event in told for c in event.counts if c.part_of is None):
        _, low, high = found.get(what := str(c.what), ("", c.low, c.high))
        found[what] = (what, min(low, c.low), max(high, c.high))
    return found


def report_places(events: Iterable[EventView]) -> Places:
    """The telling words of all places finer than a country that each article's events name."""
    found: dict[str, set[str]] = {}
    for article, name in _names(events):
        found.setdefault(article, set()).update(place_words(name))
    return {article: frozenset(words) for article, words in found.items()}


def _names(events: Iterable[EventView]) -> Iterator[tuple[str, str]]:
    for event in events:
        for account in event.accounts:
            for place in _fine(account.event) if account.event else ():
                yield account.article, place.name

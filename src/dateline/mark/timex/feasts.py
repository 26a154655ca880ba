"""Readers of feasts and of the months of the Islamic calendar."""

from datetime import date, timedelta

from dateline.mark import calendars
from dateline.mark.timex import numbers
from dateline.mark.timex.context import Context, Found, dated
from dateline.mark.timex.dates import near, reference, year_of
from dateline.mark.timex.grammar import Caught
from dateline.mark.timex.values import at
from dateline.vocab import TimeKind

_SOON = 14  # days before a feast from which a text that only names it speaks of the coming one
_MONTH = 20  # a feast longer than this many days is a month


def feast(caught: Caught, context: Context) -> Found | None:
    """ "Christmas 1963", "last Thanksgiving", "Ramadan", "Eid al-Fitr", "Muharram 1445" """
    name = caught.parts["feast"][0].text
    year, anchor = _year(caught, context, name)
    found = _found(name, year, anchor) if year else Found(TimeKind.DATE, "XXXX-XX-XX")
    if caught.has("eve"):
        return _eve(found)
    return _week(found) if caught.has("unit") else near(caught, found)


def _eve(feast: Found) -> Found:
    """ "Lunar New Year's Eve", "the eve of Eid al-Fitr": the day before it"""
    return dated((feast.start - timedelta(1)).isoformat(), feast.anchor) if feast.start else feast


def _week(feast: Found) -> Found:
    """ "Easter week", "Christmas week": the week of the feast"""
    return dated(at(feast.start, "W"), feast.anchor) if feast.start else Found(TimeKind.DATE, "XXXX-WXX")


def day_of_feast(caught: Caught, context: Context) -> Found | None:
    """ "the first day of Eid al-Fitr", "the tenth of Muharram", "27 Ramadan" """
    name = caught.parts["feast"][0].text
    year, anchor = _year(caught, context, name)
    if not year:
        return Found(TimeKind.DATE, "XXXX-XX-XX")
    days = calendars.days(name, year)
    if days is None or (len(caught.parts["nth"][0].text) <= 2 and (days[1] - days[0]).days <= _MONTH):
        return None  # "3 Eid": a number before a feast tells a day only where the feast is a month
    nth = numbers.ordinal(caught.parts["nth"])
    day = days[1] if nth is None else days[0] + timedelta(nth - 1)
    return dated(day.isoformat(), anchor) if day <= days[1] else None


def _year(caught: Caught, context: Context, name: str) -> tuple[int | None, str]:
    """The year the feast begins in, by the Gregorian or the Islamic calendar, and the anchor's name."""
    year = year_of(caught, context)
    if year:
        return year, "calendar"
    giver, here = context.year_giver(), context.here()
    base = (giver.start, "previous") if giver and giver.start else here
    return (_nearest(name, base[0], reference(caught), context.tense()), base[1]) if base else (None, "none")


def _nearest(name: str, here: date, ref: int, tense: str) -> int:
    """The year of the feast meant: "last" is over, a future one not, a past one has begun, else the nearest."""
    spans = {y: calendars.days(name, y) for y in (here.year - 1, here.year, here.year + 1)}
    known = {y: s for y, s in spans.items() if s}
    soon = any(0 <= (s[0] - here).days <= _SOON for s in known.values())
    if ref > 0 or (ref == 0 and (tense == "future" or soon)):
        return min((y for y, s in known.items() if s[1] >= here), default=here.year)
    if ref < 0 or tense in {"past", "open"}:
        return max((y for y, s in known.items() if (s[1] < here if ref else s[0] <= here)), default=here.year)
    return min(known, key=lambda y: abs((known[y][0] - here).days), default=here.year)


def _found(name: str, year: int, anchor: str) -> Found:
    days = calendars.days(name, year)
    if days is None:
        return Found(TimeKind.DATE, f"{year:04}-XX-XX", None, None, anchor)
    start, end = days
    value = at(start, "M") if (end - start).days > _MONTH else start.isoformat()
    return Found(TimeKind.DATE, value, start, end, anchor)

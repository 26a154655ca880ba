"""Readers of a part that is counted or named inside something longer: "the first week of March", "the third day of"."""

from datetime import date, timedelta

from dateline.mark.timex import numbers
from dateline.mark.timex.context import Context, Found, dated
from dateline.mark.timex.dates import calendar
from dateline.mark.timex.grammar import Caught
from dateline.mark.timex.relative import unknown
from dateline.mark.timex.values import at, length, narrow
from dateline.vocab import TimeKind


def week_of_date(caught: Caught, context: Context) -> Found | None:
    """ "the week of March 6": the week that holds the day"""
    day = calendar(caught, context)
    return dated(at(day.start, "W"), day.anchor) if day and day.start else None


def part_of_month(caught: Caught, context: Context) -> Found | None:
    """ "the first week of March", "the second half of May 2015", "the last days of June" """
    month = calendar(caught, context)
    if month is None or month.start is None or month.end is None:
        return month
    nth = None if caught.words("n") in {"last", "final", "latter"} else numbers.ordinal(caught.parts["n"])
    days = _portion(month.start, month.end, caught.words("unit"), nth)
    return Found(TimeKind.DATE, month.value, *days, month.anchor) if days else None


def _portion(start: date, end: date, unit: str, nth: int | None) -> tuple[date, date] | None:
    if unit == "week":
        if nth is None:
            return end - timedelta(6), end
        first = start + timedelta(7 * (nth - 1))
        return (first, min(first + timedelta(6), end)) if first <= end else None
    if unit == "half":
        middle = start + timedelta(14)
        return (start, middle) if nth == 1 else (middle + timedelta(1), end) if nth in {2, None} else None
    return narrow(start, end, "late" if nth is None else "early") if nth in {1, None} else None


def numbered_day(caught: Caught, context: Context) -> Found | None:
    """ "the eighth day of the operation": the day of writing where it is said to be now, else a day nobody can tell

    A numbered week, month or year is that long, whenever it was.
    """
    unit, here = str(caught.value("unit", "UNIT") or "D"), context.here()
    if unit == "D" and here and context.tense() == "present" and not context.narrative:
        return dated(here[0].isoformat(), here[1])
    return Found(TimeKind.DATE, unknown(unit)) if unit == "D" else Found(TimeKind.DURATION, length(1.0, unit))

"""Readers of times of the day."""

import re

from dateline.mark.timex import numbers
from dateline.mark.timex.context import Context, Found, dated
from dateline.mark.timex.dates import calendar
from dateline.mark.timex.grammar import Caught
from dateline.mark.timex.relative import relative_day, weekday
from dateline.mark.timex.values import grain_of
from dateline.vocab import TimeKind


def hour(caught: Caught) -> str | None:
    """The "T17:00" of a match, None where it is no time of day."""
    named = caught.value("clock", "HOUR")
    if named is not None:
        return f"T{named}"
    digits = [int(d) for d in re.findall(r"\d+", caught.words("clock"))]
    if not digits:
        spoken = numbers.number(caught.parts["clock"])
        digits = [int(float(spoken))] if spoken else []
    if len(digits) == 1 and digits[0] > 24:
        digits = list(divmod(digits[0], 100))
    hours, minutes = digits[0] if digits else 99, digits[1] if len(digits) > 1 else 0
    hours = _half(caught, hours)
    if hours > 24 or minutes > 59:
        return None
    return f"T{hours:02}:{minutes:02}"


def _half(caught: Caught, hours: int) -> int:
    half, part = caught.value("ampm", "AMPM"), caught.value("part", "PART")
    if (half == "pm" or part in {"AF", "EV"}) and hours < 12:
        return hours + 12
    return 0 if half == "am" and hours == 12 else hours


def clock(caught: Caught, context: Context) -> Found | None:
    """ "10:35 a.m.", "1600 GMT", "3 o'clock": of the day told just before, else of the day of writing"""
    sign = hour(caught)
    if sign is None:
        return None
    last = context.last_event(1) or (None if context.heads else context.story_day())  # "07:20 Shelling near the plant"
    if last and last.start and grain_of(last.value) == "D":
        return Found(TimeKind.TIME, last.start.isoformat() + sign, last.start, last.start, "previous")
    here = context.here()
    if here is None or context.narrative or context.looks_back:
        return Found(TimeKind.TIME, f"XXXX-XX-XX{sign}")
    return Found(TimeKind.TIME, here[0].isoformat() + sign, here[0], here[0], here[1])


def clock_on_day(caught: Caught, context: Context) -> Found | None:
    """ "5 p.m. EST Nov. 9", "noon Thursday", "midnight tonight" """
    sign = hour(caught)
    if caught.has("weekday"):
        day = weekday(caught, context)
    elif caught.has("shift"):
        day = relative_day(caught, context)
    else:
        day = calendar(caught, context)
    if sign is None or day is None:
        return None
    found = dated(day.value[:10], day.anchor)
    return Found(TimeKind.TIME, day.value[:10] + sign, found.start, found.end, day.anchor)


def zone_of(caught: Caught) -> str | None:
    """The zone told with a time of day: an offset ("Z", "-05"), else its word ("local", "Moscow"); None where none is."""
    told = caught.parts.get("zone")
    return str(caught.value("zone", "ZONE") or told[0].text) if told else None

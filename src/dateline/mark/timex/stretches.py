"""Readers of durations, sets, and words without a date of their own."""

from dataclasses import replace
from datetime import date, timedelta

from dateline.data import table
from dateline.mark.timex import numbers
from dateline.mark.timex.context import Context, Found
from dateline.mark.timex.dates import reference
from dateline.mark.timex.grammar import Caught
from dateline.mark.timex.relative import VAGUE, unit_of_writing
from dateline.mark.timex.values import length, shift
from dateline.vocab import TimeKind


def _unit(caught: Caught) -> str:
    for part in ("unit", "n"):
        for name in ("UNITS", "UNIT"):
            value = caught.value(part, name)
            if value is not None:
                return str(value)
    return "D"


def _days(context: Context, step: int, count: float | str, unit: str) -> tuple[date, date, str] | None:
    """The days of the last or next ``count`` units, up to or from the day of writing."""
    here = context.here()
    if unit == "TH" and count != "X":  # "the past 24 hours" touch two days
        unit, count = "D", -(-float(count) // 24)
    if here is None or step == 0 or unit in {"S", "TM", "TH", "WE", "ML"}:
        return None
    most = VAGUE[1] if count == "X" else int(float(count)) or 1
    ends = sorted((here[0], shift(here[0], step * most, unit)))
    return ends[0], ends[1], here[1]


def stretch(caught: Caught, context: Context) -> Found | None:
    """ "the past three months", "the next few days", "over the past year" """
    unit = _unit(caught)
    if unit == "Y" and not caught.has("n") and not context.narrative:
        return _year_so_far(caught, context)
    count = numbers.number(caught.parts["n"]) if caught.has("n") else 1.0
    value = length("X" if count is None else count, unit)
    days = _days(context, reference(caught), "X" if count is None else count, unit)
    return Found(TimeKind.DURATION, value, *days) if days else Found(TimeKind.DURATION, value)


def _year_so_far(caught: Caught, context: Context) -> Found:
    """ "The past year", "the next year": TimeML's value is the year before or after; the days are those from here."""
    step, days = reference(caught), _days(context, reference(caught), 1.0, "Y")
    found = unit_of_writing("Y", step, context)
    return replace(found, start=days[0], end=days[1]) if days else Found(TimeKind.DURATION, "P1Y")


def vague_stretch(caught: Caught, context: Context) -> Found | None:
    """ "recent weeks", "the coming months", "the early years" """
    unit, word = _unit(caught), caught.words("ref").split(" ")[0]
    value = length("X", unit)
    here = context.here()
    if word == "recent":
        return _recent(here, unit, value)
    if word not in {"past", "last", "coming", "next", "ahead", "upcoming"} or here is None:
        return Found(TimeKind.DURATION, value)
    step = 1 if word == "ahead" else reference(caught)
    days = _days(context, step, "X", unit)
    return Found(TimeKind.DURATION, value, *days) if days else Found(TimeKind.DURATION, value)


def _recent(here: tuple[date, str] | None, unit: str, value: str) -> Found:
    """ "In recent weeks" reaches back as far as ``[recent]`` of the table says, to the day of writing."""
    reach = table("times")["recent"].get(unit)
    kind, value = (TimeKind.DATE, "PAST_REF") if unit == "Y" else (TimeKind.DURATION, value)
    if here is None or reach is None:
        return Found(kind, value)
    return Found(kind, value, here[0] - timedelta(int(reach)), here[0], here[1])


def measure(caught: Caught, context: Context) -> Found | None:
    """ "three days", "half a century", "two and a half years", "a 60-day" """
    after = caught.row[caught.last].text.lower() if caught.last < len(caught.row) else ""
    if after in {"old", "of"} and _no_length(caught, after):
        return None
    if caught.value("n", "A") and len(caught.parts["n"]) == 1 and _unit(caught) in {"S", "Q"}:
        return None
    count = numbers.number(caught.parts["n"]) if caught.has("n") else 1.0
    if isinstance(count, float) and caught.has("half"):
        count += 0.5
    return Found(TimeKind.DURATION, length("X" if count is None else count, _unit(caught)))


def vague_length(caught: Caught, context: Context) -> Found | None:
    """ "a day or two", "a year or two" """
    return Found(TimeKind.DURATION, length("X", _unit(caught)))


def _no_length(caught: Caught, after: str) -> bool:
    """ages ("six years old", "30 years of age") and fractions ("a quarter of") are no stretches of time"""
    if after == "of" and _unit(caught) != "Q":
        beyond = caught.row[caught.last + 1].text.lower() if caught.last + 1 < len(caught.row) else ""
        return beyond == "age"
    return after == "old" or not caught.value("n", "VAGUE")


def untold(caught: Caught, context: Context) -> Found | None:
    """ "for weeks", "decades", "a while", "years-long" """
    named = caught.has("unit") or caught.has("n")
    plural = caught.value("n", "UNITS") or caught.value("unit", "UNITS")
    unit = _unit(caught)
    if not named:
        return Found(TimeKind.DURATION, "PXX")
    return Found(TimeKind.DURATION, length("X" if plural else 1.0, unit))


def every_unit(caught: Caught, context: Context) -> Found | None:
    """ "every day", "each month", "twice a year", "every two weeks" """
    part, season = caught.value("unit", "PART"), caught.value("unit", "SEASON")
    if part:
        return Found(TimeKind.SET, f"XXXX-XX-XXT{part}")
    if season:
        return Found(TimeKind.SET, f"XXXX-{season}")
    count = numbers.number(caught.parts["n"]) if caught.has("n") else 1.0
    return Found(TimeKind.SET, length(count or 1.0, _unit(caught)))


def every_weekday(caught: Caught, context: Context) -> Found | None:
    """ "every Friday", "Tuesday nights" """
    number = caught.value("weekday", "WEEKDAY") or caught.value("weekday", "WEEKDAYS")
    part = caught.value("part", "PART") or caught.value("part", "PARTS")
    return Found(TimeKind.SET, f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))


def every_month(caught: Caught, context: Context) -> Found | None:
    """ "each July" """
    return Found(TimeKind.SET, f"XXXX-{int(caught.value('month', 'MONTH') or 1):02}")


def regular(caught: Caught, context: Context) -> Found | None:
    """daily, annually, quarterly"""
    return Found(TimeKind.SET, str(caught.value("n", "REGULAR")))


def now(caught: Caught, context: Context) -> Found | None:
    """now, currently, recently, previously: a reference, no days"""
    words = caught.all_words().split(" ")
    value = next(v for w in words if (v := table("times")["words"]["NOW"].get(w)))
    return Found(TimeKind.DATE, value)


def present(caught: Caught, context: Context) -> Found | None:
    """ "the present", "these days", "at this time" """
    return Found(TimeKind.DATE, "PRESENT_REF")


def now_of_story(caught: Caught, context: Context) -> Found | None:
    """ "at the moment", "for the time being": in history a reference to the story; elsewhere they name no time"""
    return present(caught, context) if context.narrative else None


def vague_reference(caught: Caught, context: Context) -> Found | None:
    """ "in past years", "over coming months", "future quarters": without an article a reference, no length"""
    step = reference(caught) or 1
    days = _days(context, step, "X", _unit(caught))
    return Found(TimeKind.DATE, "PAST_REF" if step < 0 else "FUTURE_REF", *(days or ()))


def epithet_of_story(caught: Caught, context: Context) -> Found | None:
    """ "the former emperor", "future elections": in history references to before and after it; elsewhere titles"""
    if not context.narrative:
        return None
    return Found(TimeKind.DATE, "PAST_REF" if "former" in caught.all_words() else "FUTURE_REF")


def past(caught: Caught, context: Context) -> Found | None:
    """ "the past", "recent" """
    return Found(TimeKind.DATE, "PAST_REF")


def future(caught: Caught, context: Context) -> Found | None:
    """ "the near future", "soon" """
    return Found(TimeKind.DATE, "FUTURE_REF")


def open_season(caught: Caught, context: Context) -> Found | None:
    """ "the dry season": its months depend on the place"""
    return Found(TimeKind.DATE, "XXXX")


def time_of_story(caught: Caught, context: Context) -> Found | None:
    """ "at the same time": in history the time just told; elsewhere it only joins two sentences"""
    return same_time(caught, context) if context.narrative else None


def same_time(caught: Caught, context: Context) -> Found | None:
    """ "at the same time": the date just told, if there is one"""
    last, length_told = context.last(2), context.length
    if length_told and context.sentence - length_told.sentence <= 1 and (last is None or context.length_last):
        return Found(TimeKind.DURATION, length_told.value)
    if last is None:
        return Found(TimeKind.DATE, "PAST_REF")
    return Found(TimeKind.DATE, last.value, last.start, last.start, "previous")

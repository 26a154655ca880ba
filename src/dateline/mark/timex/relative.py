"""Readers of what is counted from the day of writing or from a date just told."""

from dataclasses import replace
from datetime import date, timedelta

from dateline.mark.timex import numbers
from dateline.mark.timex.context import Context, Found, dated
from dateline.mark.timex.dates import near, part_sign, reference, year_for
from dateline.mark.timex.grammar import Caught
from dateline.mark.timex.lexing import value
from dateline.mark.timex.values import at, grain_of, interval, length, shift
from dateline.vocab import TimeKind

VAGUE = (2, 9)  # how many "several" or "a few" may be: the interval of "a few days ago" is this wide
_ACCOUNTED = {"ended", "ending"}  # "the year ended June 30" is a year's length, not a year of the calendar
_HALF_QUARTER = 45  # days
_TOLD = {"that", "same", "following", "previous", "preceding", "subsequent", "succeeding", "ensuing"}


def relative_day(caught: Caught, context: Context) -> Found | None:
    """yesterday, today, tomorrow, tonight, "late yesterday", "tomorrow morning" """
    word, base = caught.words("shift"), context.here()
    sign = "TNI" if word == "tonight" else part_sign(caught)
    kind = TimeKind.TIME if sign else TimeKind.DATE
    if word == "today" and context.narrative:
        return Found(kind, "PRESENT_REF")
    if base is None:
        return Found(kind, f"XXXX-XX-XX{sign}")
    day = base[0] + timedelta(int(caught.value("shift", "RELATIVE") or 0))
    return Found(kind, day.isoformat() + sign, day, day, base[1])


def day_beyond(caught: Caught, context: Context) -> Found | None:
    """the day before yesterday, the day after tomorrow"""
    base = context.here()
    if base is None:
        return Found(TimeKind.DATE, "XXXX-XX-XX")
    return dated((base[0] + timedelta(-2 if "before" in caught.all_words() else 2)).isoformat(), base[1])


def weekday(caught: Caught, context: Context) -> Found | None:
    """ "Friday", "last Tuesday", "Monday night", "Thursday next week", "the day before last Tuesday" """
    number, sign = int(caught.value("weekday", "WEEKDAY") or 1), part_sign(caught)
    kind = TimeKind.TIME if sign else TimeKind.DATE
    words = caught.words("ref")
    told = context.narrative or words.split(" ")[0] in _TOLD
    same = context.same_weekday(number) if words in {"previous", "preceding"} else None
    base = same or (context.just_told() if told else context.here())
    if base is None:
        return Found(kind, f"XXXX-WXX-{number}{sign}")
    day = _weekday(caught, context, base[0], number)
    if caught.has("shift"):
        day += timedelta(-1 if caught.words("shift") == "before" else 1)
    return Found(kind, day.isoformat() + sign, day, day, base[1])


def _weekday(caught: Caught, context: Context, here: date, number: int) -> date:
    words, ref = caught.words("ref"), reference(caught)
    if "week" in words:
        return date.fromisocalendar(*shift(here, ref, "W").isocalendar()[:2], number)
    back, ahead = (here.isoweekday() - number) % 7, (number - here.isoweekday()) % 7
    if ref < 0:
        return here - timedelta(back or 7)
    if ref > 0 or (context.narrative and not words):
        return here + timedelta(ahead or (0 if context.narrative else 7))
    tense = "past" if words or _owned(caught) else context.tense()
    if words in {"this", "this coming"} or tense == "future" or (tense == "undone" and ahead * 2 < back):
        return here + timedelta(ahead)
    return here - timedelta(back)


def _owned(caught: Caught) -> bool:
    """ "Wednesday's ruling" has been made, whatever will be done about it"""
    return _next_word(caught) in {"'s", "’s"}


def _next_word(caught: Caught) -> str:
    return caught.row[caught.last].text.lower() if caught.last < len(caught.row) else ""


def part_of_day(caught: Caught, context: Context) -> Found | None:
    """ "this morning", "last night", "that evening", "the next morning" """
    word, sign = caught.words("ref").split(" ")[0], part_sign(caught)
    base = context.here() if word in {"this", "last"} and not context.narrative else context.just_told()
    if base is None:
        return Found(TimeKind.TIME, f"XXXX-XX-XX{sign}")
    step = {"last": -1, "next": 1, "following": 1, "previous": -1}.get(word, 0)
    day = base[0] + timedelta(step)
    return Found(TimeKind.TIME, day.isoformat() + sign, day, day, base[1])


def overnight(caught: Caught, context: Context) -> Found | None:
    """The night before the day of writing."""
    base = context.just_told() if context.narrative else context.here()
    if base is None:
        return Found(TimeKind.TIME, "XXXX-XX-XXTNI")
    day = base[0] - timedelta(0 if context.narrative else 1)
    return Found(TimeKind.TIME, f"{day.isoformat()}TNI", day, day + timedelta(1), base[1])


def bare_part(caught: Caught, context: Context) -> Found | None:
    """ "at dawn", "by nightfall": of the day just told in the same sentence

    "By mid-afternoon" is news of the day of writing where no day was told.
    """
    last, sign, here = context.last(0), part_sign(caught), context.here()
    if last and last.start and grain_of(last.value) == "D":
        return Found(TimeKind.TIME, last.start.isoformat() + sign, last.start, last.start, "previous")
    if caught.has("near") and here and not context.narrative:
        return Found(TimeKind.TIME, here[0].isoformat() + sign, here[0], here[0], here[1])
    return Found(TimeKind.TIME, f"XXXX-XX-XX{sign}")


def day_of_story(caught: Caught, context: Context) -> Found | None:
    """ "later in the day": the day told in the same or the last sentence, else the day of writing"""
    last = context.last(1)
    told = last and last.start and grain_of(last.value) == "D"
    base = (last.start, "previous") if told and last and last.start else None if context.narrative else context.here()
    return dated(base[0].isoformat(), base[1]) if base else Found(TimeKind.DATE, "XXXX-XX-XX")


def unit_by_ref(caught: Caught, context: Context) -> Found | None:
    """ "last week", "this month", "early next year", "the end of the month", "that decade" """
    unit = str(caught.value("unit", "UNIT"))
    if unit in {"S", "TM", "TH", "ML"}:
        return Found(TimeKind.DATE, "PRESENT_REF") if caught.words("ref") == "this" else None
    word = caught.words("ref").split(" ")[0]
    bc = context.before_christ()
    if bc is not None:
        return _bc_unit(bc + reference(caught), unit)
    told = word in _TOLD or (context.narrative and word in {"next", "", "last"}) or (word == "next" and unit == "D")
    if unit == "D" and told:
        return told_unit(caught, context)
    base = context.just_told() if told else context.here()
    if base is None:
        return Found(TimeKind.DATE, unknown(unit))
    if unit == "Q" and word == "that" and context.any_quarter:
        return dated(context.any_quarter.value, "previous")
    if unit == "Q" and word == "this" and _owned(caught) and context.quarter() and context.tense() != "future":
        return latest_unit(caught, context)  # "this quarter's loss" is the one reported
    if unit == "Y" and word == "last" and context.against and context.quarter():
        return _year_back(context)
    grain = "W" if unit == "2W" else unit
    found = dated(at(shift(base[0], reference(caught), grain), grain), base[1])
    return _so_far(caught, context, found) or near(caught, found)


def _bc_unit(year: int, unit: str) -> Found:
    """Years, decades and centuries before Christ; finer units stay open, a ``date`` cannot hold them."""
    if year >= 0 or unit not in {"Y", "DE", "CE"}:
        return Found(TimeKind.DATE, "BC" + unknown(unit))
    digits = {"Y": 4, "DE": 3, "CE": 2}[unit]
    return Found(TimeKind.DATE, f"BC{-year // 10 ** (4 - digits):0{digits}}")


def unknown(unit: str) -> str:
    """The value of a day, week, month… nobody can tell."""
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(unit, "XXXX")


def _so_far(caught: Caught, context: Context, found: Found) -> Found | None:
    """ "earlier this year" ends with the day of writing, "later this year" begins with it."""
    here, words = context.published, caught.words("near").split(" ")
    if not here or not found.start or not found.end or not found.start <= here <= found.end:
        return None
    if "earlier" in words:
        return Found(found.kind, found.value, found.start, here, found.anchor)
    return Found(found.kind, found.value, here, found.end, found.anchor) if "later" in words else None


def unit_alone(caught: Caught, context: Context) -> Found | None:
    """ "the weekend", "the quarter", "the year", "the week" without a word that says which"""
    unit = str(caught.value("unit", "UNIT"))
    base, bc = context.just_told() if context.narrative else context.here(), context.before_christ()
    if bc is not None:
        return _bc_unit(bc, unit)
    if unit == "Y" and _next_word(caught) in _ACCOUNTED:
        return Found(TimeKind.DURATION, "P1Y")
    if unit == "Q":
        return latest_unit(caught, context)
    if unit == "W" and (reported := context.week_reported()):
        return Found(TimeKind.DATE, at(reported[0], "W"), *reported, "previous")
    if base is None:
        return Found(TimeKind.DATE, unknown(unit))
    day = base[0] - timedelta(base[0].isoweekday() if unit == "WE" and base[0].isoweekday() < 6 else 0)
    return dated(at(day, unit), base[1])


def latest_unit(caught: Caught, context: Context) -> Found | None:
    """ "the quarter", "the latest period": the quarter told last, else the last one that is over"""
    words = caught.all_words()
    told, here = context.quarter("quarter" in words), context.here()
    if "period" in words and not told and "latest" not in words:
        return None
    if "year" in words:
        accounted = _next_word(caught) in _ACCOUNTED
        over = -1 if {"latest", "recent"} & set(words.split()) else 0
        return Found(TimeKind.DURATION, "P1Y") if accounted else unit_of_writing("Y", over, context)
    ended = None if told else _accounted_quarter(caught, context)
    if ended:
        return dated(ended, "calendar")
    if told and "current" not in words.split():
        return dated(told, "previous")
    if here is None:
        return Found(TimeKind.DATE, "XXXX-QX")
    return dated(at(shift(here[0], 0 if "current" in words else -1, "Q"), "Q"), here[1])


def _accounted_quarter(caught: Caught, context: Context) -> str | None:
    """ "the quarter ended July 31": the quarter of the calendar that holds most of its days"""
    row, i = caught.row, caught.last
    if _next_word(caught) not in _ACCOUNTED or i + 2 >= len(row):
        return None
    month, day = value("MONTH", row[i + 1]), row[i + 2].text
    year = year_for(context, int(month), int(day))[0] if month and day.isdigit() and int(day) <= 31 else None
    return at(date(year, int(month), min(int(day), 28)) - timedelta(_HALF_QUARTER), "Q") if month and year else None


def unit_of_writing(unit: str, step: int, context: Context) -> Found:
    """The week, month, year… of the day of writing, moved by ``step``."""
    here = context.here()
    return dated(at(shift(here[0], step, unit), unit), here[1]) if here else Found(TimeKind.DATE, unknown(unit))


def year_before(caught: Caught, context: Context) -> Found | None:
    """ "the year-ago quarter", "year-earlier" """
    words = caught.all_words()
    if context.part_year and "period" in words:
        return replace(_year_back(context), kind=TimeKind.DURATION, value=context.part_year)
    return _year_back(context, "quarter" in words)


def _year_back(context: Context, named: bool = False) -> Found:
    told = context.quarter(named)
    if told:
        return dated(f"{int(told[:4]) - 1:04}{told[4:]}", "previous")
    return unit_of_writing("Y", -1, context)


def year_period(caught: Caught, context: Context) -> Found | None:
    """ "the 1988 quarter": the quarter told last, in that year"""
    told, year = context.quarter("quarter" in caught.all_words()), caught.words("year")
    found = dated(year + told[4:] if told else year, "calendar")
    return Found(found.kind, found.value, found.start, found.end, "previous" if told else "calendar")


def ago(caught: Caught, context: Context) -> Found | None:
    """ "two years ago", "a few days ago", "months ago" """
    return _away(caught, context, context.here(), -1)


def from_now(caught: Caught, context: Context) -> Found | None:
    """ "ten days from now" """
    return _away(caught, context, context.here(), 1)


def ahead(caught: Caught, context: Context) -> Found | None:
    """ "will be released in two months": so far from the day of writing; else "in two months" is how long it took"""
    fine = _unit(caught)[0] in "ST" or _count(caught) == "X"
    return None if fine or context.narrative or context.tense() != "future" else from_now(caught, context)


def from_told(caught: Caught, context: Context) -> Found | None:
    """ "three days later", "a year earlier" """
    step = 1 if caught.words("dir") in {"later", "afterwards", "afterward", "after", "hence"} else -1
    base = context.just_told()
    found = _away(caught, context, base, step)
    if (
        step > 0 and base == context.here() and context.tense() != "future"
    ):  # later than what, nobody told: no day to come
        return replace(found, start=None, end=None)
    return found


def _away(caught: Caught, context: Context, base: tuple[date, str] | None, step: int) -> Found:
    unit, count = _unit(caught), _count(caught)
    bc = context.before_christ()
    if bc is not None and unit in {"Y", "DE"} and count != "X" and base and base[1] != context.anchor:
        return _bc_unit(bc + step * int(float(count)) * (10 if unit == "DE" else 1), "Y")
    if step < 0 and unit == "Y" and count == 1.0 and context.quarter():
        return _year_back(context)
    if count == "X":
        return _vague_away(base, unit, step)
    if base is None:
        return Found(TimeKind.DATE, "PAST_REF" if step < 0 else "FUTURE_REF")
    if unit[0] in "ST":  # the hour it is counted from is not told: how far it lies, and the day
        return Found(TimeKind.DURATION, length(count, unit), base[0], base[0], base[1])
    whole, grain = int(float(count)), _grain(unit)
    day = shift(base[0], step * whole, unit)
    if float(count) % 1 and unit == "Y":
        day = shift(day, 6 * step, "M")
    return near(caught, dated(at(day, grain), base[1]))


def _vague_away(base: tuple[date, str] | None, unit: str, step: int) -> Found:
    value = "PAST_REF" if step < 0 else "FUTURE_REF"
    if base is None or unit[0] in "ST" or unit in {"CE", "ML"}:
        return Found(TimeKind.DATE, value)
    ends = sorted(shift(base[0], step * n, unit) for n in VAGUE)
    return Found(TimeKind.DATE, value, ends[0], ends[1], base[1])


def _unit(caught: Caught) -> str:
    for part in ("unit", "n"):
        for name in ("UNIT", "UNITS"):
            value = caught.value(part, name)
            if value is not None:
                return str(value)
    return "D"


def _count(caught: Caught) -> float | str:
    found = numbers.number(caught.parts.get("n", ()))
    return "X" if found is None or not caught.has("unit") else found


def _grain(unit: str) -> str:
    return {"2W": "W", "WE": "W", "DE": "Y", "CE": "CE", "ML": "CE"}.get(unit, unit)


def from_event(caught: Caught, context: Context) -> Found | None:
    """ "three days after the attack": a length in the text, and a day where the date just told is the event's"""
    unit, count = _unit(caught), _count(caught)
    value = length(count, unit)
    step = 0 if _apposed(caught, context) else 1 if caught.words("dir") in {"after", "following", "since"} else -1
    last = context.last(1)
    if last is None or last.start is None or count == "X" or unit[0] in "ST":
        return Found(TimeKind.DURATION, value)
    days = interval(at(shift(last.start, step * int(float(count)), unit), _grain(unit)))
    ahead = days and context.published and days[0] > context.published and context.tense() != "future"
    if days is None or ahead:  # the date just told was not the event's: what is reported has happened
        return Found(TimeKind.DURATION, value)
    return Found(TimeKind.DURATION, value, days[0], days[1], "event")


def beside_event(caught: Caught, context: Context) -> Found | None:
    """ "the day before the vote": beside the date just told, or that date itself where it stands in apposition"""
    unit, last = str(caught.value("unit", "UNIT") or "D"), context.last(3)
    if last is None or last.start is None or grain_of(last.value) != unit:
        return Found(TimeKind.DATE, unknown(unit))
    step = 0 if _apposed(caught, context) else -1 if caught.words("dir") == "before" else 1
    return dated(at(shift(last.start, step, unit), unit), "event")


def _apposed(caught: Caught, context: Context) -> bool:
    """ "On 3 May, two days after the raid": the date just told is not the raid's, but the day that is counted to"""
    return caught.first > 1 and caught.row[caught.first - 1].text == "," and context.told_at == caught.first - 1


def told_unit(caught: Caught, context: Context) -> Found | None:
    """ "the next day", "that year", "the day before", "the previous month", "a day earlier" """
    unit = str(caught.value("unit", "UNIT") or "D")
    base, bc = context.just_told(), context.before_christ()
    if unit[0] in "ST":
        return None
    if bc is not None:
        return _bc_unit(bc + reference(caught), unit)
    if base is None:
        return Found(TimeKind.DATE, unknown(unit))
    words = caught.words("ref").split(" ")[0]
    step = {"before": -1, "after": 1, "earlier": -1, "later": 1}.get(words, reference(caught))
    sign = "TNI" if caught.words("unit") == "night" else ""
    last = context.last()
    if unit == "D" and last and base[1] == "previous" and grain_of(last.value) != "D":
        day = context.story_day() if words == "that" and not context.narrative else None
        if day and day.start:
            return near(caught, dated(day.value, "previous"))
        return Found(TimeKind.DATE, f"{last.value}-XX" if grain_of(last.value) == "M" else "XXXX-XX-XX")
    found = near(caught, dated(at(shift(base[0], step, unit), unit), base[1]))
    return Found(TimeKind.TIME if sign else found.kind, found.value + sign, found.start, found.end, found.anchor)

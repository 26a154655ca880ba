"""Readers of calendar dates: full, partial, seasons, quarters, decades, centuries, feasts."""

import calendar as months
from dataclasses import replace
from datetime import date

from dateline.mark.timex import numbers
from dateline.mark.timex.context import Context, Found, Told, dated
from dateline.mark.timex.grammar import Caught
from dateline.mark.timex.lexing import value
from dateline.mark.timex.values import SEASONS, grain_of, narrow, shift
from dateline.vocab import TimeKind

_REACH = 100  # days a date without a year may lie ahead of the day of writing where the tense does not say so
_SOON, _LONG_AGO = 45, 300  # "Nov. 1" in a report of 30 October is two days ahead: of last year's it would say so
_CERTAIN = 14  # so near, a day is the coming one even where the verb is past: "set Nov. 10 as the deadline"
_FLASHBACK = 1.3  # a story goes on more often than back: a date behind the last one must be this much nearer
_PATIENCE = 3  # with a future tense, it lies ahead unless its last turn is this many times nearer


def near(caught: Caught, found: Found) -> Found:
    """``found`` narrowed by "early", "mid", "late", "the end of" where the match holds such words."""
    part = caught.value("near", "MIDDLE")
    if part is None or not found.start or not found.end:
        return found
    start, end = narrow(found.start, found.end, str(part))
    return Found(found.kind, found.value, start, end, found.anchor)


def iso(caught: Caught, context: Context) -> Found | None:
    """2014-05-03, 2014-05-03T10:00"""
    words = caught.row[caught.first].text
    found = dated(words[:10], "calendar", TimeKind.TIME if "T" in words else TimeKind.DATE)
    return Found(found.kind, words[:16], found.start, found.end, "calendar") if found.start else None


def figures(caught: Caught, context: Context) -> Found | None:
    """3/5/2017, 03.05.2017, 2017/05/03: day or month first by what is possible, then by nearness to publication."""
    parts = [int(p) for p in caught.words("figures").replace("/", "-").replace(".", "-").split("-")]
    if parts[0] > 31:
        parts.reverse()
        choices = [(parts[1], parts[0])]
    else:
        choices = [(parts[0], parts[1]), (parts[1], parts[0])] if parts[0] <= 12 else [(parts[1], parts[0])]
    year = _full_year(parts[2], context)
    days = [day for m, d in choices if (day := _day(year, m, d))]
    if not days:
        return None
    here = context.published
    best = min(days, key=lambda day: abs((day - here).days)) if here else days[0]
    return dated(best.isoformat(), "calendar")


def _full_year(year: int, context: Context) -> int:
    if year >= 100:
        return year
    now = context.published.year if context.published else 2000
    return min((1900 + year, 2000 + year), key=lambda y: abs(y - now))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def calendar(caught: Caught, context: Context) -> Found | None:
    """Year, month and day in any order, the year given, told or near; "480 BC"."""
    year, month, day = year_of(caught, context), _month(caught), _day_number(caught)
    if year is None and caught.has("year"):
        return None
    if year is not None and caught.has("bc"):
        return Found(TimeKind.DATE, _value(-year, month, day))
    if year is not None or month is None:
        return near(caught, dated(_value(year or 0, month, day), "calendar")) if _valid(month, day) else None
    return near(caught, _without_year(caught, context, month, day)) if _valid(month, day) else None


def year_of(caught: Caught, context: Context) -> int | None:
    """The year a match names itself, in figures or words."""
    words = caught.words("year").replace(",", "")
    if words:
        return int(words) if words.isdigit() else numbers.spoken_year(caught.parts["year"])
    short = caught.words("yy").strip("'")
    return _full_year(int(short), context) if short.isdigit() else None


def _month(caught: Caught) -> int | None:
    value = caught.value("month", "MONTH")
    return int(value) if value is not None else None


def _day_number(caught: Caught, part: str = "day") -> int | None:
    return numbers.ordinal(caught.parts[part]) if caught.has(part) else None


def _valid(month: int | None, day: int | None) -> bool:
    return day is None or (month is not None and 1 <= day <= (31 if month != 2 else 29))


def _value(year: int, month: int | None, day: int | None, season: str | None = None) -> str:
    head = f"BC{-year:04}" if year < 0 else f"{year:04}" if year else "XXXX"
    if season:
        return f"{head}-{season}"
    return head + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _without_year(caught: Caught, context: Context, month: int, day: int | None) -> Found:
    ended = _quarter_behind(caught, context, {"ended", "ending"})
    year, anchor = (
        (ended, "previous")
        if ended
        else _year_of_weekday(caught, context, month, day) or year_for(context, month, day, caught.has("that"))
    )
    return dated(_value(year or 0, month, day), anchor)


def _year_of_weekday(caught: Caught, context: Context, month: int, day: int | None) -> tuple[int, str] | None:
    """The nearest year in which the day falls on the weekday named beside it: "Monday, Oct. 26"."""
    weekday = next((v for x in caught.row[caught.first : caught.last] if (v := value("WEEKDAY", x))), None)
    giver, here = context.year_giver(), context.here()
    base = (giver.start, "previous") if giver and giver.start else here
    if weekday is None or day is None or base is None:
        return None
    years = (base[0].year + step for step in (0, -1, 1, -2, 2, -3, 3))
    days = [d for y in years if (d := _day(y, month, day)) and d.isoweekday() == weekday]
    return (min(days, key=lambda d: abs((d - base[0]).days)).year, base[1]) if days else None


def year_for(context: Context, month: int, day: int | None, that: bool = False) -> tuple[int | None, str]:
    """The year a month (and day) without one belongs to, and the anchor's name; None where nothing tells."""
    giver = context.last() if that else context.year_giver()
    if giver is not None and giver.year is not None:
        return (giver.year if that else _nearest_year(giver, month, day)), "previous"
    again = context.same_day(month, day)
    if again is not None:
        return again, "previous"
    if context.published is None:
        return None, "none"
    return _news_year(context.published, context.tense(), month, day), context.anchor


def _nearest_year(giver: Told, month: int, day: int | None) -> int:
    year = giver.year or 0
    if giver.start is None or (len(giver.value) == 4 and giver.start.month == 1):
        return year
    told = giver.start if day else giver.start.replace(day=15)
    choices = [d for y in (year - 1, year, year + 1) if (d := _day(y, month, min(day or 15, 28)))]
    return min(choices, key=lambda d: (told - d).days * _FLASHBACK if d < told else (d - told).days).year


def _news_year(here: date, tense: str, month: int, day: int | None) -> int:
    days = {y: _last_or_first(y, month, day) for y in (here.year - 1, here.year, here.year + 1)}
    past = max(y for y, (first, _) in days.items() if first <= here)
    ahead = min(y for y, (_, last) in days.items() if last >= here)
    wait, since = (days[ahead][0] - here).days, (here - days[past][1]).days
    soon = wait <= (_SOON if tense != "past" else _CERTAIN if day else 0)
    if past == ahead or (soon and since >= _LONG_AGO):
        return ahead
    if tense == "future" and wait < max(_PATIENCE * since, 31):
        return ahead
    return ahead if tense == "present" and wait * 1.5 < since and wait <= _REACH else past


def _last_or_first(year: int, month: int, day: int | None) -> tuple[date, date]:
    last = months.monthrange(year, month)[1]
    return (date(year, month, min(day or 1, last)), date(year, month, min(day or last, last)))


def capital_date(caught: Caught, context: Context) -> Found | None:
    """19 MAY 89: a two-figure year is only read where the month is in capitals or an apostrophe stands before it."""
    return calendar(caught, context) if caught.parts["month"][0].text.isupper() else None


def day_of_told(caught: Caught, context: Context) -> Found | None:
    """The "9" of "May 5-9" or "July 4 and 9": the month just told."""
    last, day = context.last(0), _day_number(caught)
    if last is None or last.start is None or day is None or len(last.value) < 10:
        return None
    year = year_of(caught, context) or last.start.year
    found = _day(year, last.start.month, day)
    return dated(found.isoformat(), "previous") if found and found > last.start else None


def short_year(caught: Caught, context: Context) -> Found | None:
    """The "65" of "1861-65"."""
    last, short = context.last(0), caught.words("yy")
    if last is None or last.start is None:
        return None
    year = last.start.year // 100 * 100 + int(short)
    return dated(f"{year:04}", "calendar") if len(short) == 2 and year > last.start.year else None


def spoken_year(caught: Caught, context: Context) -> Found | None:
    """ "nineteen ninety-six", "the year two thousand" """
    if caught.has("thousand"):
        return dated("2000", "calendar") if "year" in caught.all_words() else None
    year = numbers.spoken_year(caught.parts["year"])
    return dated(f"{year:04}", "calendar") if year else None


def month_of_ref(caught: Caught, context: Context) -> Found | None:
    """ "June last year", "30 April this year", "November of the same year" """
    year, anchor = ref_year(caught, context)
    month, day = _month(caught), _day_number(caught)
    return near(caught, dated(_value(year, month, day), anchor)) if year and month and _valid(month, day) else None


def ref_year(caught: Caught, context: Context) -> tuple[int | None, str]:
    """The year "last", "this", "next", "that" or "the same" year is, and its anchor."""
    word = caught.words("ref").split()[0]
    base = context.just_told() if word in {"that", "same", "previous", "following", "preceding"} else context.here()
    if base is None:
        return None, "none"
    return base[0].year + reference(caught), base[1]


def reference(caught: Caught) -> int:
    """−1, 0 or 1 for the "ref" part of a match."""
    for name in ("BACK", "AHEAD", "SAME"):
        value = caught.value("ref", name)
        if value is not None:
            return int(value)
    return 0


def named_month(caught: Caught, context: Context) -> Found | None:
    """ "last June", "this September", "next May" """
    month, base = _month(caught), context.here()
    if caught.words("ref") in {"that", "same", "following", "previous"}:
        base = context.just_told()
    if month is None or base is None:
        return near(caught, dated(_value(0, month, None), "none")) if month else None
    here, ref = base[0].replace(day=1), reference(caught)
    year = {-1: here.year - (month >= here.month), 0: here.year, 1: here.year + (month <= here.month)}[ref]
    return near(caught, dated(_value(year, month, _day_number(caught)), base[1]))


def season(caught: Caught, context: Context) -> Found | None:
    """ "the summer of 2014", "spring" """
    code = str(caught.value("season", "SEASON"))
    year = year_of(caught, context)
    if year is None and caught.has("year"):
        return None
    if code == "FA" and year is None and caught.words("season") == "fall" and not _fall(caught):
        return None
    if year is not None:
        return near(caught, dated(_value(-year if caught.has("bc") else year, None, None, code), "calendar"))
    found, anchor = year_for(context, SEASONS[code][0], None)
    return near(caught, dated(_value(found or 0, None, None, code), anchor))


def _fall(caught: Caught) -> bool:
    """Whether "fall" is the season: it has "the", "in the", "last" before it and no "of" behind it."""
    before = caught.row[caught.first - 1].text.lower() if caught.first else ""
    first = caught.row[caught.first].text.lower()
    return (first == "the" and before in {"in", "by", "since", "until", "during"}) or caught.has("near")


def season_of_ref(caught: Caught, context: Context) -> Found | None:
    """ "the spring of next year" """
    year, anchor = ref_year(caught, context)
    code = str(caught.value("season", "SEASON"))
    return near(caught, dated(_value(year, None, None, code), anchor)) if year else None


def season_by_ref(caught: Caught, context: Context) -> Found | None:
    """ "last fall", "this past spring", "next summer" """
    code = str(caught.value("season", "SEASON"))
    base = context.just_told() if caught.words("ref") in {"that", "same", "following", "previous"} else context.here()
    if base is None:
        return dated(_value(0, None, None, code), "none")
    here, ref = base[0], -1 if "past" in caught.all_words() else reference(caught)
    first, last = SEASONS[code]
    begun = date(here.year, first, 1) <= here
    over = last > first and here.month > last
    year = {-1: here.year - (not over), 0: here.year, 1: here.year + begun}[ref]
    return near(caught, dated(_value(year, None, None, code), base[1]))


def decade(caught: Caught, context: Context) -> Found | None:
    """ "the 1980s", "the '80s", "the nineties" """
    digits = "".join(c for c in caught.words("decade") if c.isdigit())
    tens = caught.value("tens", "TENS")
    if tens is not None:
        digits = f"{tens}0"
    if len(digits) == 2:
        digits = f"{(19 if int(digits) > 20 else 20)}{digits}"
    if caught.has("bc"):
        return Found(TimeKind.DATE, f"BC{int(digits) // 10:03}")
    return near(caught, dated(digits[:3], "calendar"))


def century(caught: Caught, context: Context) -> Found | None:
    """ "the 20th century", "the fourth century BC" """
    n = numbers.ordinal(caught.parts["n"])
    if n is None:
        return None
    if caught.has("bc"):
        return Found(TimeKind.DATE, f"BC{n - 1:02}")
    return near(caught, dated(f"{n - 1:02}", "calendar"))


def quarter(caught: Caught, context: Context) -> Found | None:
    """ "the third quarter of 1989", "this year's first half"; without a year the one last begun, or the next ahead."""
    words = caught.words("n")
    if caught.words("unit") == "quarters":
        return _first_half(caught, context)
    n = 2 if words in {"last", "latter"} else numbers.ordinal(caught.parts["n"]) or 0
    sign, most = ("Q", 4) if caught.words("unit") == "quarter" else ("H", 2)
    if not 1 <= n <= most:
        return None
    year, anchor = _quarter_year(caught, context, n, 12 // most)
    return dated(f"{year:04}-{sign}{n}", anchor) if year else Found(TimeKind.DATE, f"XXXX-{sign}{n}")


def _first_half(caught: Caught, context: Context) -> Found:
    """ "the first two quarters of 1990" """
    year, anchor = _quarter_year(caught, context, 1, 6)
    return dated(f"{year:04}-H1", anchor) if year else Found(TimeKind.DATE, "XXXX-H1")


def _quarter_year(caught: Caught, context: Context, n: int, width: int) -> tuple[int | None, str]:
    given = year_of(caught, context)
    if given:
        return given, "calendar"
    same = _quarter_behind(caught, context, {","})
    if same:
        return same, "previous"
    here = context.here()
    if here is None:
        last = context.last()
        return (last.year, "previous") if last else (None, "none")
    if caught.has("ref"):
        return here[0].year + (-1 if "year" in caught.words("ref") else reference(caught)), here[1]
    begins = date(here[0].year, (n - 1) * width + 1, 1)
    ahead = begins > here[0] and (context.tense() == "future" or (begins - here[0]).days <= 92)
    return here[0].year - (begins > here[0] and not ahead), here[1]


def _quarter_behind(caught: Caught, context: Context, joints: set[str]) -> int | None:
    """The year of a quarter compared that ends one word before: "the year-ago quarter, the second quarter ended…" """
    told, joined = context.beside, context.told_at == caught.first - 1 and caught.first > 1
    if not joined or caught.row[caught.first - 1].text.lower() not in joints or told is None or not told.start:
        return None
    return told.start.year if told.anchor == "previous" and grain_of(told.value) == "Q" else None


def year_end(caught: Caught, context: Context) -> Found | None:
    """ "year-end", a day of the accounts; "the year's end", the end of the year; "since year-end": the one behind"""
    base, is_day = context.just_told() if context.narrative else context.here(), "-" in caught.all_words()
    if base is None:
        return Found(TimeKind.DATE, "XXXX-12-31" if is_day else "XXXX")
    since = caught.first > 0 and caught.row[caught.first - 1].text.lower() == "since"
    year = f"{base[0].year - since:04}"
    if is_day:
        return dated(f"{year}-12-31", base[1])
    found = dated(year, base[1])
    return replace(found, start=narrow(found.start, found.end, "late")[0]) if found.start and found.end else found


def part_of_date(caught: Caught, context: Context) -> Found | None:
    """ "the morning of 31 January 1965", "the night of 3-4 July" """
    found = calendar(caught, context)
    if found is None or found.start is None or found.end is None:
        return found
    end, second = found.end, _day_number(caught, "day2")
    if second:
        end = _day(found.start.year, found.start.month, second) or end
        end = end if end >= found.start else shift(end, 1, "M")
    return Found(TimeKind.TIME, found.value + part_sign(caught), found.start, end, found.anchor)


def part_sign(caught: Caught) -> str:
    """ "TMO", "TEV", "T12:00" for the part of the day a match names, "" where it names none."""
    part = caught.value("part", "PART")
    if part is not None:
        return f"T{part}"
    hour = caught.value("part", "HOUR")
    return f"T{hour}" if hour is not None else "TMO" if caught.has("early") else ""

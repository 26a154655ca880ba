"""Feasts and named days: which days of a year they fall on, by the Gregorian, Easter, Islamic and national calendars."""

import re
import warnings
from datetime import date, timedelta
from functools import cache

from dateline.data import table

_GREGORIAN = 1600  # no year before is one of the Gregorian calendar that news counts Ramadans in
_CALENDARS = ("fixed", "easter", "orthodox", "weekday", "hijri", "national")


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted((n for c in _CALENDARS for n in table("feasts")[c]), key=len, reverse=True)
    firsts = "".join(sorted({n[0] for n in names} | {n[0].upper() for n in names}))
    words = "|".join(re.escape(n).replace("'", "['’]") for n in names)
    names_of = "|".join(table("feasts")["names_of"])
    return re.compile(rf"(?<![\w-])(?=[{firsts}])(?i:{words})(?![\w-])(?P<other> (?:{names_of})\b)?")


def spans(text: str) -> list[tuple[int, int, str, bool]]:
    """Start, end and words of every feast named in the text, and whether it is one: "Good Friday Agreement" is not.

    Only capitalised words name a feast.
    """
    found = (m for m in _pattern().finditer(text) if m.group() != m.group().lower())
    return [(*m.span(), m.group(), m["other"] is None) for m in found]


def days(name: str, year: int) -> tuple[date, date] | None:
    """First and last day of the feast that begins in ``year``, None where it cannot be reckoned.

    ``year`` is a Gregorian one; for feasts of the Islamic calendar one before 1600 is a year of that calendar.
    """
    name = name.lower().replace("’", "'")
    data = table("feasts")
    if name in data["fixed"]:
        day = date.fromisoformat(f"{year:04}-{data['fixed'][name]}")
        return day, day
    if name in data["easter"] or name in data["orthodox"]:
        return _paschal(name, year)
    if name in data["weekday"]:
        day = _nth_weekday(year, *data["weekday"][name])
        return day, day
    if name in data["national"]:
        return national(year, *data["national"][name])
    return hijri(year, *data["hijri"][name]) if name in data["hijri"] else None


def _paschal(name: str, year: int) -> tuple[date, date]:
    western = name in table("feasts")["easter"]
    offset = table("feasts")["easter" if western else "orthodox"][name]
    day = (easter(year) if western else orthodox_easter(year)) + timedelta(offset)
    return (day, day + timedelta(6)) if name == "holy week" else (day, day)


def easter(year: int) -> date:
    """Western Easter Sunday by the Gregorian computus (the anonymous algorithm of 1876)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday: the Julian computus, moved to the Gregorian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        last = (date(year + month // 12, month % 12 + 1, 1)) - timedelta(1)
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 2 if (month, weekday) == (11, 2) else 1)  # election day follows the first Monday
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (which - 1))


@cache
def hijri(year: int, month: int, first: int, last: int) -> tuple[date, date] | None:
    """Days ``first`` to ``last`` (0: the month's last) of an Islamic month that begins in the Gregorian ``year``."""
    from hijridate import Hijri

    for lunar in (year,) if year < _GREGORIAN else range(year - 582, year - 577):
        try:
            start = Hijri(lunar, month, first)
            end = Hijri(lunar, month, last or start.month_length())
        except (OverflowError, ValueError):
            continue
        if year < _GREGORIAN or start.to_gregorian().year == year:
            return date(*start.to_gregorian().datetuple()), date(*end.to_gregorian().datetuple())
    return None


@cache
def national(year: int, country: str, name: str) -> tuple[date, date] | None:
    """First and last day of the feast ``name`` of a country's calendar that begins in ``year``; None where it has none.

    Days off in lieu of a feast that fell on a weekend are not its days, but a fast moved for a Sabbath is kept then.
    """
    called = re.compile(rf"(?<!\d of )\b{re.escape(name)}(?!\w|'s Eve)")  # nor Vietnam's "29 of Lunar New Year"
    named = [(d, "(observed" in names) for d, names in _holidays(country, year) if called.search(names)]
    feast = [d for d, in_lieu in named if not in_lieu or all(late for day, late in named if day.year == d.year)]
    first = next((d for d in feast if d.year == year and d - timedelta(1) not in feast), None)
    if first is None:
        return None
    length = next(n for n in range(1, len(feast) + 1) if first + timedelta(n) not in feast)
    return first, first + timedelta(length - 1)


@cache
def _holidays(country: str, year: int) -> list[tuple[date, str]]:
    """The named days of a country from the end of the year before to the year after, in order."""
    import holidays

    calendar = getattr(holidays, country)
    english = max(lang for lang in calendar.supported_languages if lang.startswith("en"))  # en_US where it is there
    with warnings.catch_warnings():  # years some rows of a calendar do not reach
        warnings.simplefilter("ignore")
        days = calendar(years=(year - 1, year, year + 1), language=english, categories=calendar.supported_categories)
    return sorted(days.items())

"""TimeML values and the days they cover: pure functions between the two."""

import calendar
import re
from datetime import date, timedelta

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
GRAINS = ("D", "W", "M", "Q", "H", "Y", "DE", "CE")
_VALUE = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?|-W(?P<w>\d{2})(?P<we>-WE)?|-Q(?P<q>[1-4])"
                    r"|-H(?P<h>[12])|-(?P<s>SP|SU|FA|WI))?(?:T.*)?")  # fmt: skip


def interval(value: str) -> tuple[date, date] | None:
    """The first and last day a TimeML date covers, None where it names no days (or days before the year 1)."""
    if re.fullmatch(r"\d{3}X?", value):
        return _years(int(value[:3]) * 10, 10)
    if re.fullmatch(r"\d{2}", value):
        return _years(int(value) * 100, 100)
    match = _VALUE.fullmatch(value)
    if not match or match["y"] == "0000":
        return None
    try:
        return _days(match)
    except ValueError:
        return None


def _years(first: int, count: int) -> tuple[date, date] | None:
    return (date(first, 1, 1), date(first + count - 1, 12, 31)) if first > 0 else None


def _days(match: re.Match[str]) -> tuple[date, date]:
    year = int(match["y"])
    if match["d"]:
        day = date(year, int(match["m"]), int(match["d"]))
        return day, day
    if match["w"]:
        monday = date.fromisocalendar(year, int(match["w"]), 1)
        return (monday + timedelta(5 if match["we"] else 0), monday + timedelta(6))
    first, last = _months(match)
    end_year = year + (last < first)
    return date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1])


def _months(match: re.Match[str]) -> tuple[int, int]:
    if match["m"]:
        return int(match["m"]), int(match["m"])
    if match["q"]:
        return int(match["q"]) * 3 - 2, int(match["q"]) * 3
    if match["h"]:
        return int(match["h"]) * 6 - 5, int(match["h"]) * 6
    return SEASONS[match["s"]] if match["s"] else (1, 12)


def at(day: date, grain: str) -> str:
    """The value of the day, week, month… (``grain`` as in TimeML durations) that holds ``day``."""
    iso = day.isocalendar()
    return {
        "D": day.isoformat(),
        "W": f"{iso.year:04}-W{iso.week:02}",
        "WE": f"{iso.year:04}-W{iso.week:02}-WE",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "H": f"{day.year:04}-H{(day.month + 5) // 6}",
        "Y": f"{day.year:04}",
        "DE": f"{day.year // 10:03}",
        "CE": f"{day.year // 100:02}",
    }[grain]


def grain_of(value: str) -> str:
    """How fine a value is: one of ``GRAINS``."""
    if "T" in value or re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return "D"
    for sign, grain in (("-W", "W"), ("-Q", "Q"), ("-H", "H")):
        if sign in value and not value.endswith("-WI"):
            return grain
    if re.fullmatch(r"\d{4}-(\d{2}|S[PU]|FA|WI)", value):
        return "M"
    return "Y" if re.fullmatch(r"\d{4}", value) else "DE" if re.fullmatch(r"\d{3}X?", value) else "CE"


def shift(day: date, count: int, grain: str) -> date:
    """``day`` moved by ``count`` days, weeks, months…; a month's last day stays inside the month.

    Stops at the first and last day a ``date`` can hold.
    """
    try:
        if grain in {"D", "W", "WE", "2W"}:
            return day + timedelta(count * {"D": 1, "W": 7, "WE": 7, "2W": 14}[grain])
        months = count * {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}[grain]
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return date.min if count < 0 else date.max


def narrow(start: date, end: date, part: str) -> tuple[date, date]:
    """The early, middle or late third of an interval: what "early January" leaves of January."""
    third = ((end - start).days + 1) // 3
    if third < 1:
        return start, end
    if part == "early":
        return start, start + timedelta(third - 1)
    if part == "mid":
        return start + timedelta(third), end - timedelta(third)
    return end - timedelta(third - 1), end


def length(count: float | str, unit: str) -> str:
    """A TimeML duration: ``length(3, "D")`` is "P3D", ``length("X", "TH")`` is "PTXH"."""
    smaller = {"TH": "TM", "Y": "M", "TM": "TS"}.get(unit)
    if isinstance(count, float) and count > 1 and count % 1 == 0.5 and smaller:
        return length(count - 0.5, unit) + f"{6 if unit == 'Y' else 30}{smaller[-1]}"
    number = f"{count:g}" if isinstance(count, float | int) else count
    if unit == "DE" and number != "X":
        return f"P{float(number) * 10:g}Y"  # ISO 8601 knows no decades
    if unit == "2W":
        unit, number = "W", f"{float(number) * 2:g}" if number != "X" else "X"
    if unit == "S":
        unit = "TS"
    return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"

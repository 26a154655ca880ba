"""Dates as articles print them: in fields, in date lines, in datelines, in addresses.

Only whole dates count; a day and month without a year is nobody's publication date. Written with slashes, a date is
taken only where the order of day and month is beyond doubt; with dots or hyphens the day stands first, as everywhere
such dates are written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dateline.errors import UsageError

_MONTHS = {
    name: n
    for n, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        start=1,
    )
    for name in names.split()
}
_MONTH = (
    r"(?P<m{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?P<y1>\d{4})-(?P<n1>\d{2})-(?P<d1>\d{2})(?:(?=T\d)|(?![\w-]))"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ \-.]*"
    + _MONTH.format(2)
    + r",?[ \-]*(?P<y2>\d{4}|'?\d{2}(?![\d:]))(?!\d)"
    r"|" + _MONTH.format(3) + r" +(?P<d3>\d{1,2})(?:st|nd|rd|th)?,? +(?P<y3>\d{4})(?!\d)"
    r"|" + _MONTH.format(4) + r" +(?P<d4>\d{2})(?P<y4>(?:19|20)\d{2})(?!\d)"
    r"|(?P<d5>\d{1,2})(?P<sep>[./-])(?P<n5>\d{1,2})(?P=sep)(?P<y5>\d{4})(?!\d)"
    r")",
    re.IGNORECASE,
)
_WEEKDAY = "mon|monday|tue|tues|tuesday|wed|wednesday|thu|thur|thurs|thursday|fri|friday|sat|saturday|sun|sunday"
_LABEL = (
    "published|posted|updated|last|modified|date|of|publication|issued|released|release|filed|at|on|time|local|"
    "gmt|utc|est|edt|cet|eet|msk|am|pm|a|p|m|hrs|hours|h|first|as|"
    "situation|report|sitrep|flash|update|bulletin|no|number|issue|weekly|daily"
)
_AROUND = frozenset(f"{_WEEKDAY}|{_LABEL}".split("|"))
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\b|\b\d{4}(?= ?(?:gmt|utc|hrs|hours))|\b\d{1,2}(?= ?[ap]\.?m\b)", re.I
)
_WORDS = re.compile(r"[^\W_]+")
_URL = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})[/-]?(?P<m>0[1-9]|1[0-2])[/-]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_AS_OF = re.compile(r"\bas (?:of|at)(?: \d{1,2}[:.h]?\d{2}(?: ?(?:hrs|hours|gmt|utc))?)?,?(?: on)? ?$", re.I)
_EVENT_BEFORE = frozenset(
    [
        "on",
        "in",
        "since",
        "of",
        "until",
        "till",
        "by",
        "from",
        "between",
        "before",
        "after",
        "the",
        "dated",
        "to",
        "and",
        "for",
        "around",
    ]
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A whole date found in some text, with its offsets there."""

    start: int
    end: int
    day: date


def find(text: str) -> Iterator[Dated]:
    """Every whole date in the text, left to right."""
    for match in _DATE.finditer(text):
        day = _day(match)
        if day:
            yield Dated(match.start(), match.end(), day)


def _day(match: re.Match[str]) -> date | None:
    group = match.groupdict()
    n = next(n for n in "12345" if group[f"d{n}"])
    month = group.get(f"m{n}")
    numbers = (
        int(group[f"y{n}"].strip("'")),
        _MONTHS[month.lower()] if month else int(group[f"n{n}"]),
        int(group[f"d{n}"]),
    )
    year, month_number, day = numbers
    if group["sep"] == "/" and n == "5":
        if month_number > 12 >= day:
            month_number, day = day, month_number
        elif day <= 12 and day != month_number:
            return None
    return _valid(year + (2000 if year < 40 else 1900) if year < 100 else year, month_number, day)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1800 <= year <= 2100 else None
    except ValueError:
        return None


def user_day(value: date | str | None) -> date | None:
    """The day a caller gave.

    Raises UsageError where it is not a date.
    """
    if value is None or isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    found = field_day(value)
    if not found:
        raise UsageError(f"{value!r} is not a date; write it as YYYY-MM-DD")
    return found


def field_day(value: object) -> date | None:
    """The day in a field of a record: ISO or printed text, or seconds (or milliseconds) since 1970. Kept as written,
    in the publisher's own time zone."""
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    compact = re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?(?:\d{4}|\d{6})Z?)?", text)
    if compact:
        return _valid(*(int(part) for part in compact.groups()))
    stamp = re.fullmatch(r"(\d{9,10})(\d{3})?(?:\.\d+)?", text)
    if stamp:
        return datetime.fromtimestamp(int(stamp[1]), UTC).date()
    return next((found.day for found in find(text)), None)


def line_day(line: str) -> Dated | None:
    """The date of a line that holds nothing but a date, a clock time, a number and such words as "Updated" or "Flash
    Update No. 7, as of"."""
    if len(line) > 120:
        return None
    found = list(find(line))
    return found[0] if found and _bare(line, found) else None


def _bare(line: str, found: list[Dated]) -> bool:
    rest = line
    for item in reversed(found):
        rest = rest[: item.start] + " " + rest[item.end :]
    words = _WORDS.findall(_CLOCK.sub(" ", rest).lower())
    return all(word in _AROUND or (word.isdigit() and len(word) < 4) for word in words)


def leading(text: str) -> Dated | None:
    """The date that opens a text ("Wed 05 Apr 2017 …", "Published July 5 2015 …"), its end after any clock time."""
    first = next(find(text[:90]), None)
    if not first or not _bare(text[: first.end], [first]) or re.match(r"\s*(?:on|of|at|a)\b", text, re.I):
        return None
    tail = re.match(
        r"[ ,\-–|]*(?:\d{1,2}[:.]\d{2}(?: ?(?:[ap]\.?m\.?|GMT|UTC))?)?(?: ?\((?:last )?updated [^)]{0,40}\))?",
        text[first.end :],
        re.I,
    )
    more = tail.group().rstrip(" ,-–|") if tail else ""
    return Dated(0, first.end + len(more), first.day)


def near_top(text: str) -> Dated | None:
    """A date among the first words that is said of no event, as its weekday or "as of" tells: "… Monitor AFP Saturday 9 Jul
    2016", "Operational information as of 08:00 on 21 November 2024"."""
    for item in find(text[:260]):
        before = _WORDS.findall(text[: item.start].lower())
        weekday = bool(before) and before[-1] in _WEEKDAY.split("|")
        if _AS_OF.search(text[: item.start]):
            return item
        if weekday and (len(before) < 2 or before[-2] not in _EVENT_BEFORE):
            return item
    return None


def url_day(url: str) -> tuple[date, str] | None:
    """The day in an address's path, such as /2021/03/04/, with its words."""
    path = re.sub(r"^\w+://[^/]+", "", url)
    match = _URL.search(path)
    day = _valid(int(match["y"]), int(match["m"]), int(match["d"])) if match else None
    return (day, match.group()) if match and day else None

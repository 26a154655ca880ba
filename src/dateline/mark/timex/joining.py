"""Expressions that only tell their days together: ranges, "since 2019", "two days after Christmas"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from dateline.mark.timex.values import at, interval, shift
from dateline.records import Article, Parse, TimeMark
from dateline.syntax import ancestors, head_of
from dateline.timing import precision
from dateline.vocab import TimeKind

_BETWEEN = frozenset({"-", "–", "—", "to", "through", "until", "till", "up to"})
_AND = frozenset({",", "and", ", and", "&"})
_LISTED = frozenset({"day before its month", "month before its year"})
_COUNTED = frozenset({"from an event", "day before an event"})
_BEFORE, _AFTER = frozenset({"before", "prior to"}), frozenset({"after", "following"})
_HOUR = re.compile(r"(?:XXXX-XX-XX|\d{4}-\d{2}-\d{2})(T\d{2}:\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?")
_BESIDE = re.compile(r"(?:[\s(),/]|\b(?:on|or|hours|hrs|(?:local|[A-Z][a-z]+) time)\b)*")
_UNITS = {"day": "D", "night": "D", "week": "W", "month": "M", "year": "Y"}


def join_ranges(article: Article, marks: Sequence[TimeMark]) -> list[TimeMark]:
    """Both ends of "between 5 and 9 May", "from 2011 to 2013", "1861-65" cover the whole stretch."""
    made = list(marks)
    for i, (left, right) in enumerate(pairwise(marks)):
        before = article.text[max(0, left.span.start - 9) : left.span.start].lower()
        if left.start and right.end and left.start < right.end and _joins(before, _gap(article, left, right)):
            made[i] = _covering(left, left.start, right.end, "range")
            made[i + 1] = _covering(right, left.start, right.end, "range")
    return made


def join_lists(article: Article, marks: Sequence[TimeMark]) -> list[TimeMark]:
    """Each day of "15, 17 and 18 October", each month of "March and April 2024" covers all of them: what happened in them
    happened from the first to the last."""
    made = list(marks)
    for last in range(len(marks) - 1, 0, -1):
        first = last
        while first and marks[first - 1].rule in _LISTED and _gap(article, marks[first - 1], marks[first]) in _AND:
            first -= 1
        start, end = made[first].start, made[last].end
        if first < last and marks[last].rule not in _LISTED and start and end and start < end:
            made[first : last + 1] = [_covering(m, start, end, "list") for m in marks[first : last + 1]]
    return made


def hours_on_days(article: Article, parse: Parse, marks: Sequence[TimeMark]) -> list[TimeMark]:
    """ "At 14:30 local time (11:30 UTC) on 5 May", "at noon they fired at a post on 5 May": hours of the day behind them"""
    made = list(marks)
    for i in range(len(made) - 2, -1, -1):
        hour, day = _HOUR.fullmatch(made[i].value), made[i + 1]
        if hour is None or not _DAY.fullmatch(day.value) or day.start is None or day.end is None:
            continue
        own = day.kind is TimeKind.DATE or day.rule.endswith("on a day")  # no hour that only has the day of writing
        gap = article.text[made[i].span.end : day.span.start]
        if own and (_BESIDE.fullmatch(gap) or _same_verb(parse, made[i], day)):
            joined = _covering(made[i], day.start, day.end, "on a day")
            made[i] = replace(joined, value=day.value[:10] + hour[1], anchor=day.anchor)
    return made


def _same_verb(parse: Parse, hour: TimeMark, day: TimeMark) -> bool:
    """Whether both tell when one verb's deed was."""
    verb = _verb_of(parse, hour)
    return verb is not None and verb == _verb_of(parse, day)


def _verb_of(parse: Parse, mark: TimeMark) -> int | None:
    """The verb a time hangs on, by itself or through "at", "on"."""
    head = head_of(parse, mark.span.start, mark.span.end)
    above = [] if head is None else [parse.tokens[head], *ancestors(parse, head)]
    through = len(above) > 1 and above[0].dep == "pobj" and above[1].text.lower() in {"at", "on"}
    near = above[2:3] if through else above[1:2]
    return next((t.i for t in near if t.pos in {"VERB", "AUX"}), None)


def _gap(article: Article, left: TimeMark, right: TimeMark) -> str:
    return article.text[left.span.end : right.span.start].lower().strip()


def _covering(mark: TimeMark, start: date, end: date, why: str) -> TimeMark:
    return replace(mark, rule=f"{mark.rule}, {why}", start=start, end=end, precision=precision(start, end))


def _joins(before: str, between: str) -> bool:
    return between in _BETWEEN or (between == "and" and re.search(r"between (the )?$", before) is not None)


def count_from(article: Article, marks: Sequence[TimeMark]) -> list[TimeMark]:
    """ "Two days after 3 May", "the day before Christmas" are counted from the date that stands behind them.

    That date then covers the day they come to, too, unless it belongs to an event ("two days after the 3 May raid").
    """
    made = list(marks)
    for i, (left, right) in enumerate(pairwise(marks)):
        gap = _gap(article, left, right)
        days = _counted(left, right, gap.removesuffix(" the")) if left.rule in _COUNTED else None
        if days is None:
            continue
        made[i] = replace(_covering(left, *days, "counted"), anchor="event")
        if _is_object(article, gap, right):
            made[i + 1] = _covering(right, *days, "counted")
    return made


def _counted(left: TimeMark, right: TimeMark, gap: str) -> tuple[date, date] | None:
    length = re.fullmatch(r"P(\d+)([DWMY])", left.value)
    unit = length[2] if length else _UNITS.get(left.span.text.lower().removeprefix("the "))
    if unit is None or gap not in _BEFORE | _AFTER or right.start is None or right.end is None:
        return None
    count = int(length[1]) if length else 1
    day = shift(right.start, -count, unit) if gap in _BEFORE else shift(right.end, count, unit)
    return interval(at(day, unit))


def _is_object(article: Article, gap: str, mark: TimeMark) -> bool:
    """Whether the date itself is what is counted from: "after the 3 May raid", "after Monday's raid" count from one"""
    return not gap.endswith(" the") and not re.match(r"['’]", article.text[mark.span.end :])


def reach_here(article: Article, here: date | None, marks: Sequence[TimeMark]) -> list[TimeMark]:
    """ "Since 2019" and "so far this year" reach to the day of writing."""
    return [
        _covering(m, m.start, here, "since")
        if here and m.start and m.start <= here and m.kind is not TimeKind.SET and _is_open(article, m)
        else m
        for m in marks
    ]


def _is_open(article: Article, mark: TimeMark) -> bool:
    before = article.text[max(0, mark.span.start - 8) : mark.span.start].lower().strip()
    return before.endswith(("since", "so far"))

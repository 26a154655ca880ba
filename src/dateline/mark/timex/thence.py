"""Times that only count from the date just told: "since then", "has since been retaken", "have been killed since"."""

import re
from collections.abc import Sequence
from datetime import date

from dateline.records import Article, Parse, TimeMark
from dateline.syntax import sentence_at
from dateline.timing import precision
from dateline.vocab import TimeKind

_THENCE = re.compile(
    r"\b(?:(?:ever )?since (?:then|that (?:day|time|date))|(?:has|have) (?P<has>since)\b|(?P<end>(?:ever )?since)(?=\s*[,.;]))",
    re.IGNORECASE,
)
_NEAR = 3  # sentences the date may lie back, as for "a day later"


def since_then(article: Article, parse: Parse, here: date | None, marks: Sequence[TimeMark]) -> tuple[TimeMark, ...]:
    """The marks, and with them one for each such word: from the date told last before it to the day of writing."""
    made = [m for found in _THENCE.finditer(article.text) if (m := _thence(article, parse, here, marks, found))]
    return tuple(sorted([*marks, *made], key=lambda m: m.span))


def _thence(
    article: Article, parse: Parse, here: date | None, marks: Sequence[TimeMark], found: re.Match[str]
) -> TimeMark | None:
    start, end = next((found.span(name) for name in ("has", "end") if found[name]), found.span())
    told = [m for m in marks if m.span.end <= start and m.start and m.kind in {TimeKind.DATE, TimeKind.TIME}]
    if here is None or not told or any(m.span.start < end and start < m.span.end for m in marks):
        return None
    first, last = told[-1].start, told[-1].span.start
    if first is None or first > here or sentence_at(parse, start).i - sentence_at(parse, last).i > _NEAR:
        return None
    value, rule = first.isoformat(), "date just told, since"
    return TimeMark(
        article.span(start, end), TimeKind.DATE, value, rule, first, here, precision(first, here), "previous"
    )

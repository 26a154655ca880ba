"""Places that are lines: the stretch between two towns, the road from one to another, the border of two countries."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.mark.geometry import Shape, between
from dateline.mark.mentions import Mention
from dateline.mark.placewords import words_of
from dateline.mark.resolve import Settled
from dateline.records import Article, PlaceMark

_AND = re.compile(r"^\s+(?:and|to|with)\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$")
_SAME = re.compile(r"^\s*(?:-|–|—)\s*$")
_STRETCH = re.compile(
    r"\b(between|from|linking|connecting|joining)\s+(?:the\s+)?(?:(?:cities|towns|villages|city|town|village)\s+of\s+)?$",
    re.IGNORECASE,
)
_BORDER = r"(?:(?:international|common|shared|land|desert|southern|northern|eastern|western) )?(?:border|frontier)s?"
_NAMED = re.compile(rf"(?:['’]s?)? {_BORDER}\b(?! (?:crossing|guard|police|town|village|post|gate|force|patrol))")
_BETWEEN = re.compile(rf"\b{_BORDER} (?:region )?(?:between|of|with|separating) (?:the )?$")
_LEAD = 60  # characters, more than the longest words for a border before a name
_WITH = re.compile(r" (?:region )?with (?:the )?$")


def stretches(
    article: Article, mentions: Sequence[Mention], settled: Sequence[Settled], marks: list[PlaceMark]
) -> list[PlaceMark]:
    """ "between X and Y", "the road from X to Y", "the X–Y highway": both names get the middle of the stretch."""
    for n in range(len(marks) - 1):
        a, b = settled[n].entry, settled[n + 1].entry
        words = line(article, mentions[n], mentions[n + 1])
        if a and b and words and (here := between(a, b, words)):
            for k in (n, n + 1):
                marks[k] = _at(marks[k], here)
    return marks


def _at(mark: PlaceMark, here: Shape) -> PlaceMark:
    return replace(
        mark, lat=here.lat, lon=here.lon, radius_km=here.radius_km, precision=here.precision, relation=here.relation
    )


def line(article: Article, a: Mention, b: Mention) -> str | None:
    """The words that make a line of two names. "From X to Y" is one only with a word for it, as in "the road from"."""
    before = article.text[max(0, a.span.start - _LEAD) : a.span.start].rpartition("\n")[2]
    gap, after = article.text[a.span.end : b.span.start], article.text[b.span.end : b.span.end + 20]
    if _SAME.match(gap) and after.strip().startswith(tuple(words_of("lines", "nouns"))):
        return "between"
    found = _STRETCH.search(before)
    if not found or not _AND.match(gap):
        return None
    lead = [word.strip(",").removesuffix("s") for word in before[: found.start()].lower().split()[-3:]]
    if found.group(1).lower() != "between":
        return "on the road from" if words_of("lines", "nouns").intersection(lead) else None
    return None if words_of("lines", "dealings").intersection(lead) or gap.split()[0] != "and" else "between"


def borders(article: Article, marks: Sequence[PlaceMark]) -> Iterator[PlaceMark]:
    """ "The Syrian-Jordanian border", "Lebanon's border with Israel", "the border between Syria and Turkey": lines."""
    text, marks = article.text, sorted(marks, key=lambda m: m.span.start)
    for n, mark in enumerate(marks):
        before, after = marks[n - 1] if n else None, marks[n + 1] if n + 1 < len(marks) else None
        if not mark.country or mark.precision < 5:
            continue
        if found := _NAMED.match(text, mark.span.end):
            first = before if before and _SAME.match(text[before.span.end : mark.span.start]) else mark
            other = after and _WITH.match(text[found.end() : after.span.start])
            yield _border(article, first, first.span.start, after.span.end if after and other else found.end())
        elif (found := _BETWEEN.search(text, max(0, mark.span.start - _LEAD), mark.span.start)) and not (
            before and _NAMED.match(text, before.span.end)
        ):
            other = after and _AND.match(text[mark.span.end : after.span.start])
            yield _border(article, mark, found.start(), after.span.end if after and other else mark.span.end)


def _border(article: Article, mark: PlaceMark, start: int, end: int) -> PlaceMark:
    """The line as a place of its own, named in the words from ``start`` to ``end``, around the one it takes after."""
    span = article.span(start, end)
    point = (mark.lat, mark.lon, mark.radius_km) if mark.relation == "border" else (None, None, None)
    return PlaceMark(span, span.text, *point[:2], None, mark.country, mark.admin1, "RGN", 5, point[2], 0.5, "border",
                     mark.span)  # fmt: skip

"""Who brings the report: the place it was filed from, the agency credited, the writer."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from dateline.data import table
from dateline.read.dates import Dated, find, line_day
from dateline.read.normal import fold

_SEPARATOR = re.compile(r"\s+(?:--+|[-–—―])(?=\s|\[)|\s*(?:—|―|--+)\s*|[-–](?=\s)|:(?=\s)")
_TAGS = re.compile(r"\s*(?:\[[A-Z][A-Z ,.'’()/-]*\]\s*)+")
_GROUP = re.compile(r"\(([^()]{1,60})\)|/([^/]{2,40})/")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_SHORT_DAY = re.compile(rf"\b{_MONTH} \d{{1,2}}\b|\b\d{{1,2}} {_MONTH}(?!\w)", re.I)
_PARTICLES = frozenset(
    ["of", "al", "el", "la", "las", "los", "de", "del", "da", "dos", "du", "the", "and", "en", "i", "upon"]
)
_BRACKETED = re.compile(r"^\(([A-Z][^()]{2,50})\)(?=\s*[-–—])")  # "(Nairobi, 14 March 2014) –"
_FILED = re.compile(r"\s+(?:[A-Z][\w'’]*,? ){1,3}\(?([A-Z][\w/]+)\)?\s?[-–—]")
_FILED_WITHIN = 260  # characters: a title and the opening of its report
_BYLINE = re.compile(
    r"^(?:(?:story|report|words|written|reported|compiled|opinion|analysis|comment(?:ary)?|column)? ?by|"
    r"authors?|writer|reporters?|from)\s*:?\s+(?P<who>.{2,90})$",
    re.I,
)
_CREDIT_LINE = re.compile(
    r"^(?:sources?|via|credit|copyright|©)\s*:?\s*(?:\(c\)|©)?\s*(?:\d{4})?\s*(.{2,60})$"
    r"|^(?:with (?:additional )?(?:reporting|inputs?|material) (?:from|by))\s+(.{2,60})$",
    re.I,
)
_NOT_NAMES = re.compile(r"\d|[?!:;\"“”]|\b(?:said|says|has|have|was|were|is|are|killed|after)\b")


@dataclass(frozen=True, slots=True)
class Head:
    """The opening of a report: ``"BAGHDAD, March 3 (Reuters) -"``. Offsets count in the text it was found in."""

    end: int  # of the whole opening, separator and bracketed slugs included
    place: tuple[int, int] | None
    wire: str | None
    day: date | None
    day_words: str


@cache
def _forms() -> dict[str, str]:
    return {form.casefold(): agency["name"] for agency in table("wires")["agency"] for form in agency["forms"]}


@cache
def _labels() -> frozenset[str]:
    return frozenset(table("wires")["labels"]["words"])


def agency(words: str, *, loose: bool = False) -> str | None:
    """The news agency those words name, or None. ``loose`` lets case differ (in a text all in capitals)."""
    words = re.sub(r"^(?:the|via|with|from|by)\s+", "", words.strip(" .,;:-–—/"), flags=re.I)
    name = _forms().get(words.casefold())
    if not name or loose or len(words) > 8:
        return name
    spelled = {form for entry in table("wires")["agency"] if entry["name"] == name for form in entry["forms"]}
    return name if words in spelled or words.upper() == words else None


def _agency_in(words: str, loose: bool) -> str | None:
    parts = re.split(r"[/,;&+]|\band\b|\bwith\b", words)
    return next((name for part in parts if (name := agency(part, loose=loose))), None)


def head(text: str, *, caps: bool = False) -> Head | None:
    """The dateline that opens a report, or None. ``caps`` says the whole article is in capitals."""
    bracket = _BRACKETED.match(text)
    if bracket and not _agency_in(bracket[1], caps) and not is_paper(bracket[1]):
        text = f" {bracket[1]} {text[bracket.end() :]}"
    for mark in _separators(text):
        found = _read_head(text, mark, caps)
        if found:
            return found
    return None


def _separators(text: str) -> list[re.Match[str]]:
    window = text[:110]
    marks = [
        m
        for m in _SEPARATOR.finditer(window)
        if m.start() > 0 and window.count("(", 0, m.start()) == window.count(")", 0, m.start())
    ]
    bracket = re.match(r"[^()]{3,50}\(([^()]{2,40})\)(?=\s+\S)", window)
    dated = bracket and (next(find(bracket.group()), None) or _SHORT_DAY.search(bracket.group()))
    if bracket and (dated or agency(bracket[1])):  # "Srinagar, May 14 (KNO) Two soldiers …"
        marks.insert(0, bracket)
    return marks[:4]


def _read_head(text: str, mark: re.Match[str], caps: bool) -> Head | None:
    stop = mark.end() if mark.re is not _SEPARATOR else mark.start()
    opening = text[:stop]
    wire = next((name for g in _GROUP.finditer(opening) if (name := _agency_in(g[1] or g[2], caps))), None)
    day = next(find(opening), None)
    place, wire = _place_of(opening, wire, caps)
    wire = wire or _bracketed(opening, day.end if day else 0)
    sure = bool(wire or day or _SHORT_DAY.search(opening))
    if place and not _is_place(opening[place[0] : place[1]], mark.group(), sure, caps):
        return None
    if not place and not (wire and _GROUP.sub("", opening).strip(" ,-–—") == ""):
        return None
    dash = re.compile(r"\s*(?:--+|[-–—―_:])\s").match(text, stop)
    end = dash.end() - 1 if dash else mark.end()
    tags = _TAGS.match(text, end)
    end = tags.end() if tags else end
    behind = (
        re.match(r"\s*(?=\d)", text[end:]) if day is None else None
    )  # "MOGADISHU (Radio Dalmar) – 17 August 2024. …"
    told = next(find(text[end : end + 40]), None) if behind else None
    if behind and told and told.start == behind.end() and re.match(r"\s*[.:–-]\s", text[end + told.end :]):
        day, opening, end = told, text[end:], end + told.end + 1
    after = text[end:].lstrip()
    if not after or (not sure and ("(" in opening or after[0].islower())):
        return None
    named = place and opening[slice(*place)].casefold() not in table("wires")["placeless"]["words"]
    return Head(
        end, place if named else None, wire, day.day if day else None, opening[day.start : day.end] if day else ""
    )


def _bracketed(opening: str, after: int) -> str | None:
    """An agency we do not know, by where it stands: a name in brackets, after the date if there is one."""
    groups = (g[1] for g in _GROUP.finditer(opening, after) if g[1] and not next(find(g[1]), None))
    for words in groups:
        names = words.split()
        if len(names) <= 5 and all(
            name[0].isupper() or name.isdigit() or name.casefold() in _PARTICLES for name in names
        ):
            return None if words.casefold() in _labels() else words
    return None


def _place_of(opening: str, wire: str | None, caps: bool) -> tuple[tuple[int, int] | None, str | None]:
    kept = _GROUP.sub(lambda m: "|" * len(m.group()), opening)
    for item in reversed(list(find(kept))):
        kept = kept[: item.start] + "|" * (item.end - item.start) + kept[item.end :]
    kept = _SHORT_DAY.sub(lambda m: "|" * len(m.group()), kept.replace("NO DATE", "|||||||"))
    first = re.match(r"\s*([^|]*)", kept)
    words = first[1].rstrip(" ,;/") if first else ""
    last = words.rpartition(",")[2]
    if "," in words and agency(last, loose=caps):
        wire, words = wire or agency(last, loose=caps), words.rpartition(",")[0].rstrip(" ,")
    if not words or not re.fullmatch(
        r"[|\s,.;]*", kept[len(words) + (len(opening) - len(opening.lstrip())) :].replace(last, "")
    ):
        return None, wire
    if agency(words, loose=caps):
        return None, wire or agency(words, loose=caps)
    start = opening.index(words)
    return (start, start + len(words)), wire


def _is_place(words: str, mark: str, sure: bool, caps: bool) -> bool:
    names = re.findall(r"[^\W\d_]+(?:[.'’`-][^\W\d_]+)*\.?", words)
    if not names or len(names) > 7 or re.search(r"\d|[()\"“”?!]", words):
        return False
    if words.casefold() in _labels() or names[0].casefold() in _labels():
        return False
    if any(name.casefold() not in _PARTICLES and not name[0].isupper() for name in names):
        return False
    if sure:
        return True
    if caps or mark.strip().startswith(":"):
        return False
    shouted = names[0].isupper() and len(names[0].strip(".")) > 3
    return shouted or (len(names) <= 2 and bool(re.search(r"[-–—―]", mark)) and "," not in words and mark[:1].isspace())


def filed_day(text: str) -> Dated | None:
    """The date before a place and agency that open a report run into its title: "… 6 October 2016 Aleppo SANA-The …"."""
    found = ((item, _FILED.match(text, item.end)) for item in find(text[:_FILED_WITHIN]))
    return next((item for item, match in found if match and agency(match[1])), None)


def credit(text: str, *, caps: bool = False) -> tuple[int, str] | None:
    """The agency credited at the end of a paragraph ("(Reuters)", "- AFP", "Source: SANA") and where that starts."""
    tail = re.search(r"[(\[]([^()\[\]]{2,60})[)\]]\.?\s*$|(?:^|(?<=\s))[-–—/]{1,2} ?([^-–—/.]{2,40})\.?\s*$", text)
    if tail:
        name = _agency_in(_without_verbs(tail[1] or tail[2]), caps)
        return (tail.start(), name) if name else None
    line = _CREDIT_LINE.match(text)
    name = _agency_in(line[1] or line[2], caps) if line else agency(text, loose=caps) if len(text) < 40 else None
    return (0, name) if name else None


def _without_verbs(words: str) -> str:
    return re.sub(
        r"^(?:with (?:additional )?)?(?:reporting|inputs?|material|agencies)?\s*(?:from|by|photo)?\s*",
        "",
        words,
        flags=re.I,
    )


_FROM = re.compile(
    r"[\s,]+(?:in|at|reporting from|reports from)\s+(?=[A-Z])"
)  # "By Ana Ruiz in Acul, Guatemala": where she was


def byline(line: str) -> str | None:
    """The writers of a line such as "By Mona Haddad" or "Author: E.Hasani", or None."""
    match = _BYLINE.match(line.strip())
    if not match or _NOT_NAMES.search(match["who"]) or match["who"].endswith("."):
        return None
    names = _FROM.split(match["who"].strip(" ,|-–"))[0]
    capital = [word for word in re.findall(r"[^\W\d_]+", names) if word[0].isupper()]
    return names if capital and len(names.split()) <= 10 else None


def dated_byline(line: str) -> tuple[str, Dated] | None:
    """The writers and the date of a line such as "By Mona Haddad, Daily Star, 9 August 2018", or None."""
    found = list(find(line))
    writers = byline(line[: found[0].start].rstrip(" ,|-–—•")) if len(found) == 1 else None
    return (writers, found[0]) if writers and not line[found[0].end :].strip(" .|") else None


def signs(line: str) -> bool:
    """Whether the line tells who wrote the article, or when."""
    name, comma, rest = line.partition(",")
    paper = comma and is_paper(name) and line_day(rest)
    return bool(line_day(line) or byline(line) or dated_byline(line) or paper)


def is_paper(name: str) -> bool:
    """Whether the words end as the names of papers and broadcasters do: "The Frontier Times"."""
    words = name.casefold().split()
    return len(words) > 1 and words[-1] in table("places/words")["bodies"]["media"]


def same_name(left: str | None, right: str | None) -> bool:
    """Whether two names are one but for case, spaces and punctuation."""
    return bool(left and right and fold(left) == fold(right))

"""Trivial answers to FA-KES: no reading of the text, only what stands first in it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

Row = dict[str, str]
# Syria's governorates by the ways the press spells them in Latin letters.
_SPELLINGS = {
    "aleppo": r"aleppo|halab",
    "damascus": r"damasc(?:us|ene)|dimashq",
    "idlib": r"[ie]dl[ie]b",
    "raqqa": r"raqq?ah?\b",
    "deir ezzor": r"d[ae](?:ir|yr)[ -](?:[ae][lsz]+[ -])?[ae]?z+[aou]+w?r",
    "homs": r"\bhoms\b",
    "hasakeh": r"hass?ak[ae]h?\b",
    "hama": r"\bhamah?\b",
    "lattakia": r"latt?akia",
    "quneitra": r"q[uo]n[ae]i?[iy]?tra",
    "daraa": r"\bdar['’]?aa?\b|deraa",
    "tartous": r"tarto?us",
    "sweida": r"s[uo]?w[ae][iy]da",
}
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_NUMBERS = {word: n for n, word in enumerate([*_UNITS, "seventeen", "eighteen", "nineteen"])} | {
    word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_NUMBER = re.compile(rf"\b(\d{{1,4}}|{'|'.join(_NUMBERS)})\b", re.I)
_DAYS = re.compile(r"\b\d{1,2}[ .-](?:\w{3,9}|\d\d)[ .-]\d{4}|\b\w{3,9} \d{1,2},? \d{4}|\b(?:19|20)\d\d\b")
_HEAD = 60  # characters in which a page's own date stands


def baselines(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """What stands first, the date at the head, the first number, and the commonest class."""
    dated = [r for r in rows if r["crowd_date"].strip()]
    share = lambda key: Counter(r[key] for r in rows).most_common(1)[0][1] / len(rows)  # noqa: E731
    return {
        "first-named": {
            "governorate": sum(first_governorate(r) == r["location"] for r in rows) / len(rows),
            "date_exact": _right(dated, lambda text: first_date(text, figures=False)),
            "civilians_exact": sum(first_number(r) == gold_number(r["nb_civilians"]) for r in rows) / len(rows),
        },
        "page's date, also in figures": {"date_exact": _right(dated, first_date)},
        "majority": {
            "actor": share("actor"),
            "cause": share("cause_of_death"),
            "civilians_exact": share("nb_civilians"),
        },
    }


def _right(rows: Sequence[Row], find: Callable[[str], date | None]) -> float:
    return sum(find(r["article_content"]) == gold_day(r) for r in rows) / len(rows) if rows else 0.0


def gold_day(row: Row) -> date:
    """The gold's date: month, day and a year of two or four figures."""
    month, day, year = map(int, row["date"].split("/"))
    return date(year if year > 99 else 2000 + year, month, day)


def gold_number(text: str) -> int:
    """A gold number; an empty cell is 0."""
    return int(float(text or 0))


def first_governorate(row: Row) -> str:
    """The governorate whose name stands first; empty where none is named."""
    text = f"{row['article_title']} {row['article_content']}".lower()
    found = [(m.start(), name) for name, spelling in _SPELLINGS.items() if (m := re.search(spelling, text))]
    return min(found)[1] if found else ""


def first_date(text: str, figures: bool = True) -> date | None:
    """The first full date at the head of the text: with the month's name, or all in figures."""
    return min(_dates(text[:_HEAD], figures), default=(0, None))[1]


def _dates(text: str, figures: bool) -> Iterator[tuple[int, date]]:
    named = ((r"(\d{1,2}) (\w{3})\w* (\d{4})", "{} {} {}"), (r"(\w{3})\w* (\d{1,2}),? ?(\d{4})", "{1} {0} {2}"))
    for pattern, order in (*named, (r"(\d\d)[.-](\d\d)[.-](\d{4})", "{} {} {}")) if figures else named:
        for match in re.finditer(pattern, text):
            words = order.format(*match.groups())
            try:
                yield match.start(), datetime.strptime(words, "%d %m %Y" if words[3].isdigit() else "%d %b %Y").date()
            except ValueError:
                continue


def first_number(row: Row) -> int:
    """The first number of the headline, or else of the text, dates apart; 0 without one."""
    for text in (row["article_title"], row["article_content"]):
        if match := _NUMBER.search(_DAYS.sub(" ", text)):
            word = match[1].lower()
            return int(word) if word.isdigit() else _NUMBERS[word]
    return 0

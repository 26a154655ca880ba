"""The name of the outlet above a report in plain text."""

import re
from functools import cache

from dateline.data import table
from dateline.read.credits import agency
from dateline.read.dates import line_day
from dateline.read.draft import Block
from dateline.vocab import ZoneKind

SMALL = frozenset({"of", "and", "the", "&"})
HEADLINE = 22  # words of the longest line that may be one
_BEFORE_DAY = re.compile(r"\s*(?:[|·•,]|\s[-–—])\s+")


def take_masthead(blocks: list[Block]) -> str | None:
    """The outlet named by the first line alone, which is then no part of the report; a date line or a headline has to
    follow, and something after that."""
    lines = [n for n, block in enumerate(blocks) if block.text and block.kind is None][:3]
    if len(lines) < 3:
        return None
    name, following = (blocks[n].text.strip() for n in lines[:2])
    first, *rest = _BEFORE_DAY.split(name, maxsplit=1)
    if rest and line_day(rest[0]) and _known(first):
        return first  # "Radio Okapi | 3 March 2012"
    headed = len(following.split()) <= HEADLINE and following[-1] not in ".;:,"
    if not is_outlet(name) or not (headed or line_day(following)):
        return None
    blocks[lines[0]] = blocks[lines[0]].of(ZoneKind.META)
    return name


def is_outlet(name: str) -> bool:
    """Whether a list knows the outlet, or the last of its two to four words is one that papers' names end in."""
    words = name.split()
    if _known(name):
        return True
    named = 2 <= len(words) <= 4 and all(word[0].isupper() or word in SMALL for word in words)
    return named and words[-1].casefold() in table("outlets")["papers"]


def _known(name: str) -> bool:
    return name[:1].isupper() and (name.casefold().removeprefix("the ") in _outlets() or bool(agency(name)))


@cache
def _outlets() -> frozenset[str]:
    """Names of news outlets in lower case, without "the"."""
    named = (*table("outlets")["owners"], *table("cues/speech")["media"]["outlet"])
    return frozenset(name.casefold().removeprefix("the ") for name in named)

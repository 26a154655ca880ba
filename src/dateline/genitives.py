"""Gives back the apostrophes a text lost: "Syrias army" is parsed as "Syria's army".

Many archives strip punctuation. A state, a seat of power or a leader has no plural in ordinary prose, so such a name
with a bare "s" before another word is a genitive; "the Assads", "two Koreas" stay plurals.
"""

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise

from dateline.data import table

_LOST = re.compile(r"(?<![\w'’-])((?:[Aa]l-)?[A-Z][^\W\d_]{2,})s(?= +[\w\"“])")
_PLURAL = re.compile(r"\b(?:the|two|both|all|three|four|many)\s$", re.I)


@cache
def _names() -> frozenset[str]:
    """One-word names of states, seats and leaders, in lower case, that do not end in "s" themselves."""
    found = {
        name
        for fields in table("actors/states")["states"].values()
        for name in (fields[0] + ";" + fields[3]).split(";")
    }
    found |= {name for fields in table("actors/leaders")["leaders"].values() for name in fields[1:]}
    single = {name.strip(" !").lower() for name in found}
    return frozenset(n for n in single if n and " " not in n and n[-1] != "s" and len(n) > 3)


def lost(text: str) -> tuple[int, ...]:
    """The offsets of each bare "s" that is a genitive without its apostrophe."""
    return tuple(
        m.end(1) for m in _LOST.finditer(text) if _owner(m[1].lower()) and not _PLURAL.search(text[: m.start()])
    )


def _owner(name: str) -> bool:
    return name in _names() or name.removeprefix("al-") in _names()


def restored(text: str) -> tuple[str, tuple[int, ...]]:
    """``text`` with lost apostrophes, and where they now stand in it, in order."""
    cuts = (0, *lost(text), len(text))
    parts = [text[a:b] for a, b in pairwise(cuts)]
    return "'".join(parts), tuple(cut + n for n, cut in enumerate(cuts[1:-1]))


def original(offset: int, at: tuple[int, ...]) -> int:
    """The offset in the text before ``restored`` put apostrophes at ``at``."""
    return offset - bisect_left(at, offset)

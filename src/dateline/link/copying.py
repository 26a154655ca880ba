"""Copies and partial reprints: which articles hold each other's words, run by run.

Candidates are found by sketches (FracMinHash: the runs whose hash falls in one class, so that a sketch is a fair sample
of the text and a part that was copied shows whatever the length of the rest); the share is then counted exactly.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any
from zlib import crc32

from dateline.data import table
from dateline.records import Article, Tie

# Two articles are copies where this share of the shorter one's words stands in runs of RUN words or more in the other.
# Less than that ties only articles of different outlets: one outlet's reports share its own follow-up and page text.
# Under a fifth, what two reports share is a statement both quote or standing background (read on FA-KES, .09 to .25).
COPY = 0.6
REPRINT = 0.2
RUN = 8
# One run in so many stands in a sketch: an article of 300 words has about 75.
SAMPLED = 4
# Runs that two articles' sketches must share to be looked at: a fifth of 100 words gives about three.
LEAST_SHARED = 2
# News is copied within days. A passage that comes back over more days is an outlet's standing background ("the war
# began in 2011"), and ties no two reports: on FA-KES such passages made 39 of 67 ties.
BACKGROUND_DAYS = 7
# A sketch run in more articles than this is no sign of copying.
COMMON = 50
_WORD = re.compile(r"\w+")

Runs = tuple[int, ...]


def copies(articles: Sequence[Article]) -> list[Tie]:
    """Copies and partial reprints, with the numbers that were changed on the way."""
    words = {a.id: _WORD.findall(a.text.lower()) for a in articles}
    runs = {a: _runs(found) for a, found in words.items()}
    candidates = _candidates(runs)
    background = _background(articles, runs, {a for pair in candidates for a in pair})
    outlets = {a.id: (a.outlet or a.id).lower() for a in articles}
    found = []
    for left, right in candidates:
        share = _share(left, right, runs, background)
        if share >= (COPY if outlets[left] == outlets[right] else REPRINT):
            found.append(_tie(left, right, share, _edits(words[left], words[right])))
    return found


def _runs(words: Sequence[str]) -> Runs:
    """A hash of every run of RUN words, in order."""
    return tuple(crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1))


def _candidates(runs: Mapping[str, Runs]) -> list[tuple[str, str]]:
    """Pairs whose sketches share enough."""
    holders: dict[int, list[str]] = defaultdict(list)
    for article in sorted(runs):
        for run in {run for run in runs[article] if run % SAMPLED == 0}:
            holders[run].append(article)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for held in holders.values():
        if 1 < len(held) <= COMMON:
            for pair in combinations(held, 2):
                shared[pair] += 1
    return sorted(pair for pair, n in shared.items() if n >= LEAST_SHARED)


def _background(articles: Iterable[Article], runs: Mapping[str, Runs], among: set[str]) -> frozenset[int]:
    """Runs that stand in articles of more than BACKGROUND_DAYS."""
    first: dict[int, date] = {}
    found = set()
    dated = ((a.published.date, a.id) for a in articles if a.published and a.id in among)
    for day, article in sorted(dated):
        for run in runs[article]:
            if (day - first.setdefault(run, day)).days > BACKGROUND_DAYS:
                found.add(run)
    return frozenset(found)


def _share(left: str, right: str, runs: Mapping[str, Runs], background: frozenset[int]) -> float:
    """The share of the shorter text's words that stand in runs of the other; background counts only in a copy."""
    short, long = sorted((runs[left], runs[right]), key=len)
    held = set(long)
    whole = _covered(short, held)
    return whole if whole >= COPY else _covered(short, held - background)


def _covered(runs: Runs, held: set[int]) -> float:
    """The share of a text's words that lie in one of the runs held."""
    covered = end = 0
    for start, run in enumerate(runs):
        if run in held:
            covered += start + RUN - max(start, end)
            end = start + RUN
    return covered / (len(runs) + RUN - 1)


def _tie(left: str, right: str, share: float, edits: tuple[str, ...]) -> Tie:
    changed = f"; numbers changed: {', '.join(edits)}" if edits else ""
    why = f"{share:.0%} of the shorter text stands in the other word for word{changed}"
    return Tie(left, right, "copy" if share >= COPY else "reprint", round(share, 3), why, edits)


def _edits(left: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
    """Numbers replaced by other numbers between aligned runs: "9 → 14", "nine → fourteen"."""
    out = []
    for operation, a, b, c, d in _aligned(left, right).get_opcodes():
        if operation == "replace" and b - a == d - c <= 3:
            pairs = zip(left[a:b], right[c:d], strict=True)
            out += [f"{x} → {y}" for x, y in pairs if x != y and _is_number(x) and _is_number(y)]
    return tuple(dict.fromkeys(out))[:10]


def _aligned(left: Sequence[str], right: Sequence[str]) -> Any:
    return SequenceMatcher(None, left, right, autojunk=min(len(left), len(right)) >= 4000)


def _is_number(word: str) -> bool:
    return word.isdigit() or word in table("counts")["words"]

"""Copies and partial reprints: which articles hold each other's words, run by run.

Candidates are found by sketches (FracMinHash: the runs whose hash falls in one class, so that a sketch is a fair sample
of the text and a part that was copied shows whatever the length of the rest); the share is then counted exactly.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from zlib import crc32

import numpy as np

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

# The runs that come back are looked for in so many parts, each by itself: memory holds one.
PARTS = 16

Runs = tuple[int, ...]


def copies(articles: Mapping[str, Article]) -> list[Tie]:
    """Copies and partial reprints, with the numbers that were changed on the way.

    ``articles`` may read from a disk: what is held of each is its sketch, and of the pairs looked at the words of the last.
    """
    texts = _Texts(articles)
    candidates = _candidates(texts)
    background = _background(texts, sorted({a for pair in candidates for a in pair}))
    found = []
    for left, right in candidates:
        share = _share(texts.runs(left), texts.runs(right), background)
        if share >= (COPY if texts.outlet(left) == texts.outlet(right) else REPRINT):
            found.append(_tie(left, right, share, _edits(texts.words(left), texts.words(right))))
    return found


class _Texts:
    """The words and runs of articles; those asked for last are remembered."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self.articles = articles
        self.words = lru_cache(maxsize=REMEMBERED)(self._words)
        self.runs = lru_cache(maxsize=REMEMBERED)(self._runs)

    def _words(self, article: str) -> list[str]:
        return _WORD.findall(self.articles[article].text.lower())

    def _runs(self, article: str) -> Runs:
        """A hash of every run of RUN words, in order."""
        words = self.words(article)
        return tuple(crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1))

    def outlet(self, article: str) -> str:
        return (self.articles[article].outlet or article).lower()


# Texts whose words and runs are kept for the next pair.
REMEMBERED = 256


def _candidates(texts: _Texts) -> list[tuple[str, str]]:
    """Pairs whose sketches share enough."""
    names = sorted(texts.articles)
    shared: Counter[int] = Counter()
    for held in _holders(_sketch(texts.runs(article)) for article in names):
        shared.update(left * len(names) + right for left, right in combinations(held, 2))
    pairs = (divmod(pair, len(names)) for pair, many in shared.items() if many >= LEAST_SHARED)
    return sorted((names[left], names[right]) for left, right in pairs)


def _sketch(runs: Runs) -> list[int]:
    return [run for run in set(runs) if run % SAMPLED == 0]


def _holders(sketches: Iterable[Sequence[int]]) -> Iterator[list[int]]:
    """For each run that 2 to COMMON sketches share, the numbers of these sketches, in order."""
    seen = array("Q")
    for n, sketch in enumerate(sketches):
        seen.extend(run << 32 | n for run in sketch)
    found = np.frombuffer(seen, dtype=np.uint64).copy() if seen else np.empty(0, np.uint64)
    found.sort()
    starts = _starts(found >> np.uint64(32))
    sizes = np.diff(starts, append=len(found))
    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
        if 1 < size <= COMMON:
            yield (found[start : start + size] & LOW).astype(int).tolist()


# The lower half of a number of 64 bits.
LOW = np.uint64(0xFFFFFFFF)


def _starts(keys: Any) -> Any:
    """Where each key of a sorted array stands first."""
    return np.flatnonzero(np.concatenate([keys[:1] == keys[:1], keys[1:] != keys[:-1]]))


def _background(texts: _Texts, among: Iterable[str]) -> Any:
    """Runs that stand in articles of more than BACKGROUND_DAYS, sorted."""
    with ExitStack() as opened:
        parts = [opened.enter_context(TemporaryFile()) for _ in range(PARTS)]
        for article in among:
            published = texts.articles[article].published
            if published:
                dated = np.array(texts.runs(article), np.uint64) << np.uint64(32)
                dated |= np.uint64(published.date.toordinal())
                for n, part in enumerate(parts):
                    part.write(dated[dated >> np.uint64(60) == n].tobytes())
        return np.concatenate([_coming_back(part) for part in parts])


def _coming_back(part: BinaryIO) -> Any:
    """The runs of a part whose last day lies more than BACKGROUND_DAYS behind their first."""
    part.seek(0)
    found = np.frombuffer(bytearray(part.read()), np.uint64)
    found.sort()
    starts = _starts(found >> np.uint64(32))
    first, last = found[starts], found[np.append(starts[1:], len(found)) - 1] if len(found) else found
    return (first[last - first > BACKGROUND_DAYS] >> np.uint64(32)).astype(np.uint32)


def _share(left: Runs, right: Runs, background: Any) -> float:
    """The share of the shorter text's words that stand in runs of the other; background counts only in a copy."""
    short, long = sorted((left, right), key=len)
    held = set(short) & set(long)
    whole = _covered(short, held)
    return whole if whole >= COPY or not held else _covered(short, held - _among(held, background))


def _among(runs: Iterable[int], background: Any) -> set[int]:
    """Those of some runs that are background."""
    asked = np.array(sorted(runs), np.uint32)
    return set(asked[np.isin(asked, background, assume_unique=True)].tolist())


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

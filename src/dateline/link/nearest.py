"""For each article the articles most like it, found in one sweep in the order of days: memory holds a window of them."""

import math
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest

# Articles further apart than this in the order in which they came out are no neighbours; their claims of one event still
# meet in the blocks of its day and place. A corpus of so many articles is compared whole: on FA-KES's 314 a window of 31 days
# found .62 of the tied pairs read by eye, of 120 days .66, and the whole .72. On 2,612 made-up articles of ten years (bench
# scale_linking, 9,000 claims) a reach of 1,000 or 300 lost none of the right pairs; on FA-KES, all of one war, one of 157
# lost 2.9 % of the links, of 79 4.0 %, of 31 6.6 %.
REACH = 2000
# On ECB+'s odd topics 30 neighbours and 60 words keep nine in ten gold pairs of different articles.
NEIGHBOURS = 30
SIGNATURE = 60
SCALED_BY = 8
# Articles that share the most rare words, compared as a whole to find the neighbours.
CANDIDATES = 100
# A word in more articles of a window than this is too common to find neighbours by.
COMMON = 300


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article's words with their parts in its length; ``rarest`` are those it is found by."""

    squares: Mapping[str, float]
    length: float
    rarest: tuple[str, ...]


def cosine(a: Weighed, b: Weighed) -> float:
    """The cosine of two articles' words. The sum is exact: no order of words can show in it."""
    length = a.length * b.length
    return math.fsum(a.squares[w] for w in a.squares.keys() & b.squares.keys()) / length if length else 0.0


class Nearest:
    """The neighbours of each article, a relation that goes both ways, and how alike an article is to its nearest.

    ``articles`` come in the order of the days they came out, whatever the order of the corpus.
    """

    def __init__(self, articles: Iterable[str], weigh: Callable[[str], Weighed]) -> None:
        self._number: dict[str, int] = {}
        self._names: list[str] = []
        self._near: list[array[int]] = []
        self._scales = array("d")
        window = _Window()
        for article in articles:
            self._enter(article, weigh(article), window)
            if len(self._names) > REACH:
                self._settle(len(self._names) - 1 - REACH, window)
        for n in range(max(0, len(self._names) - REACH), len(self._names)):
            self._settle(n, window)

    def scale(self, article: str) -> float:
        """The mean cosine to the SCALED_BY nearest; 0 without any."""
        n = self._number.get(article)
        return 0.0 if n is None else self._scales[n]

    def near(self, article: str) -> frozenset[str]:
        """The neighbours."""
        n = self._number.get(article)
        return frozenset() if n is None else frozenset(self._names[other] for other in self._near[n])

    def _enter(self, article: str, weighed: Weighed, window: "_Window") -> None:
        self._number[article] = len(self._names)
        self._names.append(article)
        self._near.append(array("i"))
        self._scales.append(0.0)
        window.enter(article, weighed)

    def _settle(self, mine: int, window: "_Window") -> None:
        """Ranks an article's candidates once all within reach stand in the window: its scale and its neighbours."""
        window.leave(mine - REACH)
        own = window.held[self._names[mine]]
        ranked = sorted((-cosine(own, window.held[other]), other) for other in window.candidates(self._names[mine]))
        best = [-value for value, _ in ranked[:SCALED_BY]]
        self._scales[mine] = sum(best) / len(best) if best else 0.0
        for _, other in ranked[:NEIGHBOURS]:
            self._near[mine].append(self._number[other])
            self._near[self._number[other]].append(mine)


class _Window:
    """Articles, and by each of their rarest words the articles that have it, in the order they came."""

    def __init__(self) -> None:
        self.held: dict[str, Weighed] = {}
        self._left = 0
        self._with: dict[str, deque[str]] = {}

    def enter(self, article: str, weighed: Weighed) -> None:
        """Takes an article in."""
        self.held[article] = weighed
        for word in weighed.rarest:
            self._with.setdefault(word, deque()).append(article)

    def leave(self, before: int) -> None:
        """Lets go of articles that came before that one, counted from the first: they stand first by each word."""
        while self._left < before:
            article = next(iter(self.held))
            for word in self.held.pop(article).rarest:
                holders = self._with[word]
                holders.popleft()
                if not holders:
                    del self._with[word]
            self._left += 1

    def candidates(self, article: str) -> list[str]:
        """The articles most like it by the rarest words alone: only they are worth a closer look."""
        own = self.held[article]
        shared: dict[str, float] = {}
        for word in own.rarest:
            holders = self._with[word]
            if len(holders) <= COMMON:
                square = own.squares[word]
                for other in holders:
                    shared[other] = shared.get(other, 0.0) + square
        shared.pop(article, None)
        ranked = [(-total / self.held[other].length, other) for other, total in shared.items()]
        return [other for _, other in nsmallest(CANDIDATES, ranked)]

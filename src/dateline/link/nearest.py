"""For each article the articles most like it, found in one sweep over the days: memory holds a window of them."""

import math
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest

# Articles that came out further apart than this are no neighbours: their claims of one event still meet in the blocks of
# its day and place. Claims without a date meet only within days of publication, so nothing more is lost.
NEAR_DAYS = 31
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

    ``articles`` come in the order of the days they came out, those without one first. These stand in every window, and
    are themselves compared with each other only.
    """

    def __init__(self, articles: Iterable[tuple[str, int | None]], weigh: Callable[[str], Weighed]) -> None:
        self._weigh = weigh
        self._number: dict[str, int] = {}
        self._names: list[str] = []
        self._near: list[array[int]] = []
        self._scales = array("d")
        window = _Window()
        for article in _turns(articles, self._entering(window), window):
            self._settle(article, window)

    def scale(self, article: str) -> float:
        """The mean cosine to the SCALED_BY nearest; 0 without any."""
        n = self._number.get(article)
        return 0.0 if n is None else self._scales[n]

    def near(self, article: str) -> frozenset[str]:
        """The neighbours."""
        n = self._number.get(article)
        return frozenset() if n is None else frozenset(self._names[other] for other in self._near[n])

    def _entering(self, window: "_Window") -> Callable[[str, int | None], None]:
        def enter(article: str, day: int | None) -> None:
            self._number[article] = len(self._names)
            self._names.append(article)
            self._near.append(array("i"))
            self._scales.append(0.0)
            window.enter(article, day, self._weigh(article))

        return enter

    def _settle(self, article: str, window: "_Window") -> None:
        """Ranks the article's candidates: its scale, and the first of them as neighbours."""
        own = window.held[article]
        ranked = sorted((-cosine(own, window.held[other]), other) for other in window.candidates(article))
        best = [-value for value, _ in ranked[:SCALED_BY]]
        mine = self._number[article]
        self._scales[mine] = sum(best) / len(best) if best else 0.0
        for _, other in ranked[:NEIGHBOURS]:
            self._near[mine].append(self._number[other])
            self._near[self._number[other]].append(mine)


def _turns(
    articles: Iterable[tuple[str, int | None]], enter: Callable[[str, int | None], None], window: "_Window"
) -> Iterator[str]:
    """Each article once all that came out within NEAR_DAYS of it stand in the window, and only they."""
    waiting: deque[tuple[str, int | None]] = deque()
    for article, day in articles:
        while waiting and day is not None and (waiting[0][1] is None or waiting[0][1] < day - NEAR_DAYS):
            yield _turn(waiting, window)
        enter(article, day)
        waiting.append((article, day))
    while waiting:
        yield _turn(waiting, window)


def _turn(waiting: "deque[tuple[str, int | None]]", window: "_Window") -> str:
    article, day = waiting.popleft()
    if day is not None:
        window.leave(day - NEAR_DAYS)
    return article


class _Window:
    """Articles, and by each of their rarest words the articles that have it, in the order they came."""

    def __init__(self) -> None:
        self.held: dict[str, Weighed] = {}
        self._dated: deque[tuple[int, str]] = deque()
        self._with: dict[str, deque[str]] = {}
        self._always: dict[str, list[str]] = {}

    def enter(self, article: str, day: int | None, weighed: Weighed) -> None:
        """Takes an article in; one without a day never leaves."""
        self.held[article] = weighed
        if day is not None:
            self._dated.append((day, article))
        for word in weighed.rarest:
            if day is None:
                self._always.setdefault(word, []).append(article)
            else:
                self._with.setdefault(word, deque()).append(article)

    def leave(self, before: int) -> None:
        """Lets go of articles of days before that one: they came first, so they stand first by each word."""
        while self._dated and self._dated[0][0] < before:
            _, article = self._dated.popleft()
            for word in self.held.pop(article).rarest:
                holders = self._with[word]
                holders.popleft()
                if not holders:
                    del self._with[word]

    def candidates(self, article: str) -> list[str]:
        """The articles most like it by the rarest words alone: only they are worth a closer look."""
        own = self.held[article]
        shared: dict[str, float] = {}
        for word in own.rarest:
            always, dated = self._always.get(word, ()), self._with.get(word, ())
            if len(always) + len(dated) <= COMMON:
                square = own.squares[word]
                for holders in (always, dated):
                    for other in holders:
                        shared[other] = shared.get(other, 0.0) + square
        shared.pop(article, None)
        ranked = [(-total / self.held[other].length, other) for other, total in shared.items()]
        return [other for _, other in nsmallest(CANDIDATES, ranked)]

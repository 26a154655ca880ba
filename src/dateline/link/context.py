"""What a pair can't say of itself: how much a word tells in this corpus, and how alike its articles are."""

import math
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from heapq import nsmallest

from dateline.link.vectors import RAREST, rarity


class Context:
    """Word weights of a corpus and the likeness of its articles: what a pair can't say of itself.

    Sums are exact (``fsum``), so that no order of words or articles can show in a score. What is remembered of pairs
    is bounded: claims are compared in the order of time, and old articles don't come back.
    """

    def __init__(self, article_words: Mapping[str, frozenset[str]]) -> None:
        self._words = article_words
        self._frequency = Counter(word for found in article_words.values() for word in found)
        self._weights = {word: self._telling(word) for word in self._frequency}
        # The weight of a word that stands in none of the articles and that no list of common words knows.
        self.most = self._weight(0, RAREST)
        # A word's part in an article's length: words of one article alone tell nothing of others.
        self._squares = {w: self._weights[w] ** 3 for w, n in self._frequency.items() if n > 1}
        self._length = {a: math.sqrt(self._shared(w)) for a, w in article_words.items()}
        self._scale: dict[str, float] = {}
        self.total = lru_cache(maxsize=REMEMBERED)(self._total)
        self.cosine = lru_cache(maxsize=REMEMBERED)(self._cosine)
        self.neighbours = self._nearest()

    def weight(self, word: str) -> float:
        """How much a stem tells: its rarity in English, and in this corpus the more the larger it is."""
        return self._weights.get(word) or self._telling(word)

    def _telling(self, word: str) -> float:
        return self._weight(self._frequency.get(word, 0), rarity(word))

    def _weight(self, articles: int, in_english: float) -> float:
        size = len(self._words)
        here = math.log((1 + size) / (1 + articles))
        return (size * here + BACKGROUND * in_english) / (size + BACKGROUND) + 0.1

    def _total(self, words: frozenset[str]) -> float:
        """The weight of all the words."""
        return math.fsum(map(self.weight, words))

    def overlap(self, a: frozenset[str], b: frozenset[str]) -> float:
        """The weighted share of the smaller set that stands in both, damped by the weighted Jaccard index."""
        common = a & b
        if not common:
            return 0.0
        shared, left, right = math.fsum(map(self.weight, common)), self.total(a), self.total(b)
        return 0.5 * shared / min(left, right) + 0.5 * shared / (left + right - shared)

    def likeness(self, a: str, b: str) -> float:
        """How alike two articles are, 0 to 1: their cosine, over how alike each is to its own nearest.

        The scaling tells a report of one event from its neighbours about another of the same kind: on ECB+ it lifts
        the average precision of "same matter" from .89 to .92.
        """
        if a == b:
            return 1.0
        scale = math.sqrt(max(LEAST_SCALE, self._scale.get(a, 0.0)) * max(LEAST_SCALE, self._scale.get(b, 0.0)))
        return min(1.0, self.cosine(*sorted((a, b))) / scale) if scale else 0.0

    def _cosine(self, a: str, b: str) -> float:
        """The cosine of two articles' rarer words."""
        length = self._length.get(a, 0.0) * self._length.get(b, 0.0)
        return self._shared(self._words[a] & self._words[b]) / length if length else 0.0

    def _shared(self, words: frozenset[str]) -> float:
        return math.fsum(self._squares[w] for w in words if w in self._squares)

    def _nearest(self) -> dict[str, frozenset[str]]:
        """For each article the articles most like it; the relation goes both ways."""
        index: dict[str, list[str]] = {}
        signatures = {a: self._rarest(a) for a in sorted(self._words)}
        for article, words in signatures.items():
            for word in words:
                index.setdefault(word, []).append(article)
        near: dict[str, set[str]] = {a: set() for a in signatures}
        for article, words in signatures.items():
            ranked = sorted((-self._cosine(article, other), other) for other in self._candidates(article, words, index))
            best = [-value for value, _ in ranked[:SCALED_BY]]
            self._scale[article] = sum(best) / len(best) if best else 0.0
            for _, other in ranked[:NEIGHBOURS]:
                near[article].add(other)
                near[other].add(article)
        return {a: frozenset(found) for a, found in near.items()}

    def _candidates(self, article: str, words: list[str], index: Mapping[str, list[str]]) -> list[str]:
        """The articles most like it by the rarest words alone: only they are worth a closer look."""
        shared: dict[str, float] = {}
        for word in words:
            if len(index[word]) <= COMMON:
                square = self._squares[word]
                for other in index[word]:
                    shared[other] = shared.get(other, 0.0) + square
        shared.pop(article, None)
        return nsmallest(CANDIDATES, shared, key=lambda other: (-shared[other] / self._length[other], other))

    def _rarest(self, article: str) -> list[str]:
        shared = [w for w in self._words[article] if self._frequency[w] > 1]
        return sorted(shared, key=lambda w: (self._frequency[w], w))[:SIGNATURE]


# Pairs and sets whose sums are kept for the next comparison.
REMEMBERED = 1 << 18
# On ECB+'s odd topics 30 neighbours and 60 words keep nine in ten gold pairs of different articles.
NEIGHBOURS = 30
SIGNATURE = 60
SCALED_BY = 8
# Nearest articles that share less than this are not about one matter, however near they are among few.
LEAST_SCALE = 0.2
# The English rarity of a word weighs as much as what a corpus of this many articles says.
BACKGROUND = 200
# Articles that share the most rare words, compared as a whole to find the neighbours.
CANDIDATES = 100
# A word in more articles than this is too common to find neighbours by.
COMMON = 300

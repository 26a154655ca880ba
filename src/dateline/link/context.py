"""What a pair can't say of itself: how much a word tells in this corpus, and how alike its articles are."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from dateline.link.nearest import SIGNATURE, Nearest, Weighed, cosine
from dateline.link.vectors import RAREST, rarity


class Context:
    """Word weights of a corpus and the likeness of its articles: what a pair can't say of itself.

    Sums are exact (``fsum``), so that no order of words or articles can show in a score. The mappings may read from a
    disk: what is remembered of them and of pairs is bounded, since claims are compared in the order of time, and old
    articles don't come back.

    ``published`` are the articles in the order they came out, those without a day first; ``frequency`` says how many
    articles a word stands in, counted here where it is not given.
    """

    def __init__(
        self,
        article_words: Mapping[str, frozenset[str]],
        published: Iterable[str] | None = None,
        frequency: Mapping[str, int] | None = None,
    ) -> None:
        self._words = article_words
        self._size = len(article_words)
        if frequency is None:
            frequency = Counter(word for found in article_words.values() for word in found)
        self._frequency = lru_cache(maxsize=REMEMBERED)(lambda word: frequency.get(word, 0))
        # The weight of a word that stands in none of the articles and that no list of common words knows.
        self.most = self._weight(0, RAREST)
        self.weight = lru_cache(maxsize=REMEMBERED)(self._telling)
        self.total = lru_cache(maxsize=REMEMBERED)(self._total)
        self._article = lru_cache(maxsize=HELD)(self._weighed)
        self.cosine = lru_cache(maxsize=REMEMBERED)(self._cosine)
        self._nearest = Nearest(published or sorted(article_words), self._weighed)
        self.neighbours = self._nearest.near

    def _telling(self, word: str) -> float:
        """How much a stem tells: its rarity in English, and in this corpus the more the larger it is."""
        return self._weight(self._frequency(word), rarity(word))

    def _weight(self, articles: int, in_english: float) -> float:
        here = math.log((1 + self._size) / (1 + articles))
        return (self._size * here + BACKGROUND * in_english) / (self._size + BACKGROUND) + 0.1

    def _weighed(self, article: str) -> Weighed:
        """The words of an article that others have too: those of one article alone tell nothing of others."""
        many = {w: n for w in self._words[article] if (n := self._frequency(w)) > 1}
        squares = {w: self.weight(w) ** 3 for w in many}
        rarest = sorted(many, key=lambda w: (many[w], w))[:SIGNATURE]
        return Weighed(squares, math.sqrt(math.fsum(squares.values())), tuple(rarest))

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
        scales = (max(LEAST_SCALE, self._nearest.scale(article)) for article in (a, b))
        return min(1.0, self.cosine(*sorted((a, b))) / math.sqrt(math.prod(scales)))

    def _cosine(self, a: str, b: str) -> float:
        return cosine(self._article(a), self._article(b))


# Pairs, sets and words whose sums are kept for the next comparison, and articles whose words are.
REMEMBERED = 1 << 15
HELD = 1 << 12
# Nearest articles that share less than this are not about one matter, however near they are among few.
LEAST_SCALE = 0.2
# The English rarity of a word weighs as much as what a corpus of this many articles says.
BACKGROUND = 200

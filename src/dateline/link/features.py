"""The declared table of features: each compares two sightings and returns a number with a sentence, or None where one
side says nothing. Weights and their source stand in ``data/linking.toml``."""

import math
from collections.abc import Callable, Mapping
from datetime import date

from dateline.data import table
from dateline.link.sighting import Sighting
from dateline.records import Feature

Weights = Mapping[str, float]
Answer = tuple[float, str] | None


def trigger(a: Sighting, b: Sighting, context: "Context") -> Answer:
    """The same word, the same kind of event, or neither."""
    if a.stem == b.stem:
        return 1.0, f"both say “{a.stem}”"
    if a.acled and a.acled == b.acled:
        return 0.7, f"both are coded {a.acled}"
    if a.kind and a.kind == b.kind:
        return 0.4, f"both are coded {a.kind}"
    if a.kind and b.kind:
        return 0.0, f"{a.kind} is not {b.kind}"
    return 0.0, f"“{a.stem}” is not “{b.stem}”"


def when(a: Sighting, b: Sighting, context: "Context") -> Answer:
    """1 where the intervals overlap, falling by half a point a day of gap."""
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return None
    gap = max(a.start - b.end, b.start - a.end, 0)
    if gap == 0:
        shared = min(a.end, b.end) - max(a.start, b.start) + 1
        longest = max(a.end - a.start, b.end - b.start) + 1
        return 0.6 + 0.4 * shared / longest, f"the intervals share {shared} of {longest} days"
    days = f"{date.fromordinal(a.start)} and {date.fromordinal(b.start)}"
    return 0.5 ** (1 + gap / 2), f"{gap} days lie between {days}"


def where(a: Sighting, b: Sighting, context: "Context") -> Answer:
    """1 inside each other's radius, falling with the distance beyond; 0 in different countries."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        if a.country and b.country and a.country != b.country:
            return 0.0, f"{a.country} is not {b.country}"
        return None
    distance = km(a.lat, a.lon, b.lat, b.lon)
    beyond = max(0.0, distance - max(a.radius, b.radius))
    return 1 / (1 + beyond / 25), f"{a.place} and {b.place} lie {distance:.0f} km apart"


def who(a: Sighting, b: Sighting, context: "Context") -> Answer:
    """How much of the rarer names is shared."""
    if not a.who or not b.who:
        return None
    shared = a.who & b.who
    value = context.overlap(a.who, b.who)
    return value, f"shared in the roles: {', '.join(sorted(shared)) or 'nothing'}"


def counts(a: Sighting, b: Sighting, context: "Context") -> Answer:
    """1 where the numbers can both hold, less the further they lie apart."""
    pairs = [(x, y) for x in a.counts for y in b.counts if x[0] == y[0]]
    if not pairs:
        return None
    (what, low, high), (_, other_low, other_high) = pairs[0]
    if low <= other_high and other_low <= high:
        return 1.0, f"{what}: {low}–{high} and {other_low}–{other_high} can both hold"
    ratio = min(high, other_high) / max(low, other_low, 1)
    return 0.6 * ratio, f"{what}: {low}–{high} against {other_low}–{other_high}"


def words(a: Sighting, b: Sighting, context: "Context") -> Answer:
    """How much of the rarer words of the two clauses is shared."""
    shared = sorted((a.words & b.words), key=context.weight, reverse=True)
    return context.overlap(a.words, b.words), f"shared words: {', '.join(shared[:5]) or 'none'}"


def articles(a: Sighting, b: Sighting, context: "Context") -> Answer:
    """How alike the two articles are in their rarer words."""
    value = context.likeness(a.article, b.article)
    return value, "the same article" if a.article == b.article else f"the articles' wording is {value:.0%} alike"


def reported(a: Sighting, b: Sighting, context: "Context") -> Answer:
    """How close the two were published."""
    if a.published is None or b.published is None:
        return None
    gap = abs(a.published - b.published)
    return 0.5 ** (gap / 4), f"published {gap} days apart"


TABLE: dict[str, Callable[[Sighting, Sighting, "Context"], Answer]] = {
    "trigger": trigger,
    "when": when,
    "where": where,
    "who": who,
    "counts": counts,
    "words": words,
    "articles": articles,
    "reported": reported,
}


class Context:
    """Word weights of a corpus and the likeness of its articles: what a pair can't say of itself."""

    def __init__(self, article_words: Mapping[str, frozenset[str]]) -> None:
        self._words = article_words
        self._frequency: dict[str, int] = {}
        for found in article_words.values():
            for word in found:
                self._frequency[word] = self._frequency.get(word, 0) + 1
        self._likeness: dict[tuple[str, str], float] = {}

    def weight(self, word: str) -> float:
        """The inverse document frequency of a stem: rare words weigh more."""
        return math.log((1 + len(self._words)) / (1 + self._frequency.get(word, 0))) + 0.1

    def overlap(self, a: frozenset[str], b: frozenset[str]) -> float:
        """The weighted share of the smaller set that stands in both, damped by the weighted Jaccard index."""
        shared = sum(map(self.weight, sorted(a & b)))
        left, right = sum(map(self.weight, sorted(a))), sum(map(self.weight, sorted(b)))
        if not shared:
            return 0.0
        return 0.5 * shared / min(left, right) + 0.5 * shared / (left + right - shared)

    def likeness(self, a: str, b: str) -> float:
        """The weighted Jaccard index of two articles' words, kept once computed; 1 for one article."""
        if a == b:
            return 1.0
        key = (a, b) if a < b else (b, a)
        if key not in self._likeness:
            left, right = self._words.get(a, frozenset()), self._words.get(b, frozenset())
            shared = sum(map(self.weight, sorted(left & right)))
            every = sum(map(self.weight, sorted(left | right)))
            self._likeness[key] = shared / every if every else 0.0
        return self._likeness[key]


def features(a: Sighting, b: Sighting, context: Context) -> tuple[Feature, ...]:
    """The features that can be said of the pair, in the table's order; the same whichever side comes first."""
    left, right = (a, b) if a.claim <= b.claim else (b, a)
    found = ((name, function(left, right, context)) for name, function in TABLE.items())
    return tuple(Feature(name, round(answer[0], 4), answer[1]) for name, answer in found if answer)


def probability(found: tuple[Feature, ...]) -> float:
    """The calibrated probability that the two tell of one event: a logistic sum of weighted features.

    A feature that can't be told adds nothing; one that can adds its weight times its value, plus its offset.
    """
    linking = table("linking")
    weights: Weights = linking["weights"]
    offsets: Weights = linking["offsets"]
    total = linking["bias"] + sum(weights[f.name] * f.value + offsets[f.name] for f in found)
    return 1 / (1 + math.exp(-total))


def km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres (haversine, mean radius 6371 km)."""
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))

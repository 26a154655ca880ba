"""Which pairs are worth comparing: blocks over time intervals, places, names and like articles, not points.

A block that grows large is walked with a window in the order of time and place, so that the number of pairs grows
with the number of claims and not with its square.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.link.sighting import Sighting

BUCKET_DAYS = 4
# Claims that span more days than this are blocked by their other keys only: they would fall into every bucket.
WIDEST = 16
# Neighbours compared with in a block. On ECB+'s development topics no gold pair was lost above 40.
WINDOW = 40
CELL_DEGREES = 1.0
# A name or word in more blocks than this is too common to say which event is meant.
COMMON = 2000

Key = tuple[object, ...]


def pairs(sightings: Sequence[Sighting], neighbours: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Index pairs (i < j) that share a block, each once, in a stable order.

    ``neighbours`` names, for each article, the articles alike enough to be about one matter.
    """
    order = sorted(range(len(sightings)), key=lambda i: _place_in_order(sightings[i]))
    rank = {i: n for n, i in enumerate(order)}
    blocks: dict[Key, list[int]] = defaultdict(list)
    for i in order:
        for key in keys(sightings[i], neighbours):
            blocks[key].append(i)
    seen: set[int] = set()
    size = len(sightings)
    for key in sorted(blocks, key=repr):
        members = blocks[key]
        for n, i in enumerate(members):
            for j in members[n + 1 : n + 1 + WINDOW]:
                code = min(rank[i], rank[j]) * size + max(rank[i], rank[j])
                if code not in seen:
                    seen.add(code)
                    yield (i, j) if i < j else (j, i)


def _place_in_order(s: Sighting) -> tuple[int, float, float, str]:
    return (s.start or s.published or 0, s.lat or 0.0, s.lon or 0.0, s.claim)


def keys(s: Sighting, neighbours: Mapping[str, frozenset[str]]) -> Iterator[Key]:
    """The blocks a sighting stands in."""
    days = list(_buckets(s))
    family = s.acled or s.kind or s.stem
    for bucket in days:
        for cell in _cells(s):
            yield ("spot", bucket, cell)
        if s.country:
            yield ("country", bucket, s.country, family)
        if s.lat is None and not s.country:
            yield ("day", bucket, s.stem)
    for topic in neighbours.get(s.article, frozenset()):
        yield ("topic", topic, s.stem)
        if s.kind:
            yield ("kind", topic, s.kind)


def _buckets(s: Sighting) -> Iterable[int]:
    """Buckets touched by the interval, with a day of grace; by publication where no time is told."""
    if s.start is None or s.end is None:
        return () if s.published is None else (s.published // BUCKET_DAYS, s.published // BUCKET_DAYS - 1)
    if s.end - s.start > WIDEST:
        return ()
    return range((s.start - 1) // BUCKET_DAYS, (s.end + 1) // BUCKET_DAYS + 1)


def _cells(s: Sighting) -> Iterator[tuple[int, int]]:
    """The one-degree cells that the point's radius touches; none where it is wider than three degrees."""
    if s.lat is None or s.lon is None:
        return
    reach = max(s.radius, 10.0) / 111
    if reach > 3:
        return
    for y in range(math.floor((s.lat - reach) / CELL_DEGREES), math.floor((s.lat + reach) / CELL_DEGREES) + 1):
        for x in range(math.floor((s.lon - reach) / CELL_DEGREES), math.floor((s.lon + reach) / CELL_DEGREES) + 1):
            yield (y, x)


def alike(article_words: Mapping[str, frozenset[str]], weight: Mapping[str, float]) -> dict[str, frozenset[str]]:
    """For each article the topics it belongs to: the ids of articles that share several of its rarest words.

    Every pair of like articles shares at least one topic, because each article is a topic that its like join.
    """
    signature = {a: sorted(words, key=lambda w: (-weight[w], w))[:SIGNATURE] for a, words in article_words.items()}
    index: dict[str, list[str]] = defaultdict(list)
    for article in sorted(signature):
        for word in signature[article]:
            index[word].append(article)
    topics: dict[str, set[str]] = {a: {a} for a in article_words}
    for article, words in signature.items():
        shared: dict[str, int] = defaultdict(int)
        for word in words:
            if len(index[word]) <= COMMON:
                for other in index[word]:
                    shared[other] += 1
        for other, n in shared.items():
            if n >= SHARED and other != article:
                topics[other].add(article)
    return {a: frozenset(t) for a, t in topics.items()}


SIGNATURE = 40
SHARED = 4

"""Which pairs are worth comparing: blocks over time intervals, places, names and like articles, not points.

A block that grows large is walked with a window in the order of time and place, so that the number of pairs grows
with the number of claims and not with its square.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.link.sighting import Sighting
from dateline.link.vectors import vector

BUCKET_DAYS = 4
# Claims that span more days than this are blocked by their other keys only: they would fall into every bucket.
WIDEST = 16
# Neighbours compared with in a block. On ECB+'s development topics no gold pair was lost above 40.
WINDOW = 40
CELL_DEGREES = 1.0

Key = tuple[object, ...]


def pairs(sightings: Sequence[Sighting], neighbours: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Index pairs (i < j) worth comparing, each once, in a stable order.

    ``neighbours`` names, for each article, the later articles alike enough to be about one matter.
    """
    seen: set[tuple[int, int]] = set()
    for found in (_in_blocks(sightings), _in_like_articles(sightings, neighbours)):
        for pair in found:
            if pair not in seen:
                seen.add(pair)
                yield pair


def _in_blocks(sightings: Sequence[Sighting]) -> Iterator[tuple[int, int]]:
    order = sorted(range(len(sightings)), key=lambda i: _place_in_order(sightings[i]))
    blocks: dict[Key, list[int]] = defaultdict(list)
    for i in order:
        for key in keys(sightings[i]):
            blocks[key].append(i)
    for key in sorted(blocks, key=repr):
        members = blocks[key]
        for n, i in enumerate(members):
            yield from ((i, j) if i < j else (j, i) for j in members[n + 1 : n + 1 + WINDOW])


def _in_like_articles(
    sightings: Sequence[Sighting], neighbours: Mapping[str, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Pairs of like triggers in like articles, or in one article."""
    import numpy as np

    members: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(sightings):
        members[s.article].append(i)
    vectors = {a: np.array([vector(sightings[i].head) for i in rows]) for a, rows in members.items()}
    for article in sorted(members):
        for other in sorted(neighbours.get(article, frozenset()) | {article}):
            if other < article or other not in members:
                continue
            like = vectors[article] @ vectors[other].T
            for x, i in enumerate(members[article]):
                for y, j in enumerate(members[other]):
                    if (like[x, y] >= LIKE_TRIGGER or sightings[i].stem == sightings[j].stem) and i != j:
                        yield (i, j) if i < j else (j, i)


def _place_in_order(s: Sighting) -> tuple[int, float, float, str]:
    return (s.start or s.published or 0, s.lat or 0.0, s.lon or 0.0, s.claim)


def keys(s: Sighting) -> Iterator[Key]:
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


# Triggers less alike than this never told of one event often enough to pay for the comparison.
LIKE_TRIGGER = 0.25

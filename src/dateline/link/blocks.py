"""Which pairs are worth comparing: blocks over time intervals, places, names and like articles, not points.

All claims are walked once in the order of time and place, each compared with the last few of its blocks, so that the
number of pairs grows with the number of claims and not with its square, and only the blocks of the day are held.
"""

import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.link.related import related
from dateline.link.sighting import Sighting
from dateline.link.vectors import likeness

BUCKET_DAYS = 4
# Claims that span more days than this are blocked by their other keys only: they would fall into every bucket.
WIDEST = 16
# Neighbours compared with in a block. On ECB+'s development topics no gold pair was lost above 40.
WINDOW = 40
CELL_DEGREES = 1.0

Key = tuple[object, ...]
# The stem of a trigger and its words.
Trigger = tuple[str, tuple[str, ...]]


def pairs(sightings: Sequence[Sighting], neighbours: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Index pairs (i < j) worth comparing, each once, in an order that depends on the sightings alone.

    ``neighbours`` names, for each article, the articles alike enough to be about one matter. Each sighting is paired
    with earlier ones only, so that nothing has to be remembered of the pairs already given.
    """
    order = sorted(range(len(sightings)), key=lambda i: _place_in_order(sightings[i]))
    like = _LikeArticles(sightings, neighbours)
    recent = _Windows()
    for i in order:
        found = recent.met(i, sightings[i]) | like.met(i)
        yield from sorted((i, j) if i < j else (j, i) for j in found)


class _Windows:
    """The last WINDOW sightings of each block. Sightings come in the order of time, so old blocks are let go."""

    def __init__(self) -> None:
        self._blocks: dict[int, dict[Key, deque[int]]] = {}

    def met(self, i: int, s: Sighting) -> set[int]:
        """The sightings that stand in one of the blocks of ``s``; then it stands there itself."""
        found: set[int] = set()
        for bucket, key in keys(s):
            block = self._blocks.setdefault(bucket, {}).setdefault(key, deque(maxlen=WINDOW))
            found.update(block)
            block.append(i)
        self._forget(_day(s) // BUCKET_DAYS - 1)
        return found

    def _forget(self, before: int) -> None:
        """Drops the blocks no later sighting can stand in."""
        for bucket in [b for b in self._blocks if b < before]:
            del self._blocks[bucket]


class _LikeArticles:
    """Sightings with like triggers in like articles, or in one article."""

    def __init__(self, sightings: Sequence[Sighting], neighbours: Mapping[str, frozenset[str]]) -> None:
        self._sightings, self._neighbours = sightings, neighbours
        # The sightings of each article seen so far, by trigger: likeness is asked once a trigger.
        self._seen: dict[str, dict[Trigger, list[int]]] = {}

    def met(self, i: int) -> set[int]:
        """The earlier sightings of like articles with a like trigger; then it counts as earlier itself."""
        s = self._sightings[i]
        own: Trigger = (s.stem, s.head)
        near = (s.article, *self._neighbours.get(s.article, ()))
        seen = (item for a in near for item in self._seen.get(a, {}).items())
        found = {j for other, those in seen if _alike(own, other) for j in those}
        self._seen.setdefault(s.article, {}).setdefault(own, []).append(i)
        return found


def _alike(a: Trigger, b: Trigger) -> bool:
    return a[0] == b[0] or likeness(a[1], b[1]) >= LIKE_TRIGGER or related(a[1], b[1])[0] > 0


def _day(s: Sighting) -> int:
    return s.start or s.published or 0


def _place_in_order(s: Sighting) -> tuple[int, float, float, str]:
    return (_day(s), s.lat or 0.0, s.lon or 0.0, s.claim)


def keys(s: Sighting) -> Iterator[tuple[int, Key]]:
    """The blocks a sighting stands in, each with its time bucket."""
    family = s.acled or s.kind or s.stem
    cells = list(_cells(s))
    for bucket in _buckets(s):
        for cell in cells:
            yield bucket, cell
        if s.country:
            yield bucket, (s.country, family)
        if s.lat is None and not s.country:
            yield bucket, (s.stem,)


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

"""Which pairs are worth comparing: blocks over time intervals, places, names and like articles, not points.

All claims are walked once in the order of time and place, each compared with the last few of its blocks, so that the
number of pairs grows with the number of claims and not with its square, and only what is of the day is held.
"""

import math
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from heapq import heappop, heappush

from dateline.link.related import related
from dateline.link.sighting import Sighting
from dateline.link.timing import far_in_time, last_day
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
# Which articles are alike enough to be about one matter.
Neighbours = Callable[[str], Collection[str]]


def pairs(sightings: Sequence[Sighting], neighbours: Neighbours) -> Iterator[tuple[int, int]]:
    """Index pairs (i < j) worth comparing, each once, in an order that depends on the sightings alone."""
    number = {s.claim: n for n, s in enumerate(sightings)}
    for a, b in sweep(sorted(sightings, key=place_in_order), neighbours):
        i, j = sorted((number[a.claim], number[b.claim]))
        yield i, j


def sweep(ordered: Iterable[Sighting], neighbours: Neighbours) -> Iterator[tuple[Sighting, Sighting]]:
    """Pairs worth comparing, each once, of sightings in the order of ``place_in_order``.

    Each sighting is paired with earlier ones only, so that nothing has to be remembered of the pairs already given; a
    sighting is let go once no later one can be of its time.
    """
    like = _LikeArticles(neighbours)
    recent = _Windows()
    for s in ordered:
        found = recent.met(s) | like.met(s)
        for claim in sorted(found):
            if not far_in_time(found[claim], s):
                yield found[claim], s


class _Windows:
    """The last WINDOW sightings of each block. Sightings come in the order of time, so old blocks are let go."""

    def __init__(self) -> None:
        self._blocks: dict[int, dict[Key, deque[Sighting]]] = {}

    def met(self, s: Sighting) -> dict[str, Sighting]:
        """The sightings that stand in one of the blocks of ``s``, by claim; then it stands there itself."""
        found: dict[str, Sighting] = {}
        for bucket, key in keys(s):
            block = self._blocks.setdefault(bucket, {}).setdefault(key, deque(maxlen=WINDOW))
            found.update((other.claim, other) for other in block)
            block.append(s)
        self._forget(_day(s) // BUCKET_DAYS - 1)
        return found

    def _forget(self, before: int) -> None:
        """Drops the blocks no later sighting can stand in."""
        for bucket in [b for b in self._blocks if b < before]:
            del self._blocks[bucket]


class _LikeArticles:
    """Sightings with like triggers in like articles, or in one article."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        # The sightings of each article that may still be met, by trigger: likeness is asked once a trigger.
        self._seen: dict[str, dict[Trigger, list[Sighting]]] = {}
        # The same sightings by the last day on which a later one may be of their time.
        self._until: list[tuple[int, str, Trigger]] = []

    def met(self, s: Sighting) -> dict[str, Sighting]:
        """The earlier sightings of like articles with a like trigger, by claim; then it counts as earlier itself."""
        self._forget(_day(s))
        own: Trigger = (s.stem, s.head)
        near = (s.article, *self._neighbours(s.article))
        seen = (item for a in near if a in self._seen for item in self._seen[a].items())
        found = {j.claim: j for other, those in seen if _alike(own, other) for j in those}
        self._seen.setdefault(s.article, {}).setdefault(own, []).append(s)
        until = last_day(s)
        if until is not None:
            heappush(self._until, (until, s.article, own))
        return found

    def _forget(self, day: int) -> None:
        while self._until and self._until[0][0] < day:
            _, article, trigger = heappop(self._until)
            told = self._seen.get(article, {})
            kept = [s for s in told.pop(trigger, ()) if (until := last_day(s)) is None or until >= day]
            if kept:
                told[trigger] = kept
            elif not told:
                self._seen.pop(article, None)


def _alike(a: Trigger, b: Trigger) -> bool:
    return a[0] == b[0] or likeness(a[1], b[1]) >= LIKE_TRIGGER or related(a[1], b[1])[0] > 0


def _day(s: Sighting) -> int:
    return s.start or s.published or 0


def place_in_order(s: Sighting) -> tuple[int, float, float, str]:
    """By time, then by place: the order in which sightings are walked."""
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

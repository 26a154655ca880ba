"""Refusals: pairs that stand in one cluster and can't be one event. Clusters chain; these rows keep their ends apart.

Most pairs that can't be one event are never proposed, and are not worth a row. One is written where it changes what the
links give, so that the events stay a function of the rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, combinations

from dateline.link.cluster import REFUSED, clusters
from dateline.link.features import apart
from dateline.link.sighting import Sighting
from dateline.records import Judgement

# The sightings of some claims.
Sightings = Callable[[Iterable[str]], Iterable[Sighting]]


def refusals(
    claims: Sequence[str], proposals: Callable[[], Iterable[Judgement]], sightings: Sightings, version: str
) -> list[Judgement]:
    """The rows that keep apart what can't be one event: a cluster that is split may join others, so it is looked for
    until nothing is found. ``proposals`` are asked for each time."""
    found: dict[tuple[str, str], Judgement] = {}
    while new := _within(clusters(claims, chain(proposals(), found.values())), sightings, version):
        found |= {(row.left, row.right): row for row in new}
    return [found[pair] for pair in sorted(found)]


def _within(groups: Sequence[tuple[str, ...]], sightings: Sightings, version: str) -> list[Judgement]:
    several = (group for group in groups if len(group) > 1)
    return [row for group in several for row in _of(sightings(group), version)]


def _of(group: Iterable[Sighting], version: str) -> Iterator[Judgement]:
    every = tuple(group)
    tolls = any(s.total for s in every)
    for a, b in combinations([s for s in every if tolls or s.told], 2):
        reason = apart(a, b)
        if reason:
            yield Judgement(a.claim, b.claim, False, "machine", REFUSED, (reason,), version)

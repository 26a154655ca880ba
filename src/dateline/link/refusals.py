"""Refusals: pairs that stand in one cluster and can't be one event. Clusters chain; these rows keep their ends apart.

Most pairs that can't be one event are never proposed, and are not worth a row. One is written where it changes what the
links give, so that the events stay a function of the rows.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from dateline.link.cluster import REFUSED, clusters
from dateline.link.features import apart
from dateline.link.sighting import Sighting
from dateline.records import Judgement


def refusals(sightings: Sequence[Sighting], proposals: Sequence[Judgement], version: str) -> list[Judgement]:
    """The rows that keep apart what can't be one event: a cluster that is split may join others, so it is looked for
    until nothing is found."""
    by_claim = {s.claim: s for s in sightings}
    found: dict[tuple[str, str], Judgement] = {}
    while new := _within(clusters(list(by_claim), [*proposals, *found.values()]), by_claim, version):
        found |= {(row.left, row.right): row for row in new}
    return [found[pair] for pair in sorted(found)]


def _within(groups: Sequence[tuple[str, ...]], by_claim: dict[str, Sighting], version: str) -> list[Judgement]:
    return [row for group in groups for row in _of(group, by_claim, version)]


def _of(group: tuple[str, ...], by_claim: dict[str, Sighting], version: str) -> Iterator[Judgement]:
    every = [by_claim[claim] for claim in group]
    tolls = any(s.total for s in every)
    for a, b in combinations([s for s in every if tolls or s.told], 2):
        reason = apart(a, b)
        if reason:
            yield Judgement(a.claim, b.claim, False, "machine", REFUSED, (reason,), version)

"""Which country an article, or a part of it, is about: so that "the army" can be given to one."""

from collections import Counter
from collections.abc import Iterable

from dateline.mark.registry import Hit

_CLEAR = 0.6  # share of country mentions that makes one country the article's; below it "the army" stays its words
_WEIGHT = {
    "state": 1.0,
    "adjective": 1.0,
    "seat": 1.0,
    "palace": 1.0,
    "people": 1.0,
    "force": 1.0,
    "group": 0.7,
    "leader": 0.7,
}


def home(hits: Iterable[Hit]) -> str | None:
    """The country most of the names point to, or None where no one country stands out."""
    votes: Counter[str] = Counter()
    for hit in hits:
        if hit.actor.country and hit.kind in _WEIGHT:
            votes[hit.actor.country] += _WEIGHT[hit.kind]  # type: ignore[assignment]
    if not votes:
        return None
    country, weight = votes.most_common(1)[0]
    return country if weight >= _CLEAR * sum(votes.values()) else None

"""Which country an article, or a part of it, is about: so that "the army" can be given to one."""

import re
from collections import Counter
from collections.abc import Iterable

from dateline.mark.registry import Hit
from dateline.records import PlaceMark

_SCENE = re.compile(
    r"\b(?:in|across|inside|within|of|throughout|northern|southern|eastern|western|war-torn)\s+$", re.IGNORECASE
)
_SHARE, _AHEAD = (
    0.45,
    1.5,
)  # a country with this share, so far ahead of the next, is the article's: else "the army" stays words
_COUNTRY = 6  # the precision of a country
_PLACE = 0.6  # armies go abroad: "Turkish soldiers entered Afrin" is about Turkey's, three places there and it is not
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


# What stands before those who only help: where they come from is not where it happens.
_HELPER = re.compile(
    r"\b(?:(?:backed|supported|aided|assisted|reinforced|helped|joined|accompanied) by|(?:support|help|backing) (?:from|of)|"
    r"allied (?:with|to)|alongside)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _helps(hit: Hit, text: str) -> bool:
    """ "Backed by Hezbollah", "Russian-backed"."""
    return text[hit.end :].startswith("-backed") or bool(_HELPER.search(text, max(0, hit.start - 30), hit.start))


def home(hits: Iterable[Hit], text: str, places: Iterable[PlaceMark] = ()) -> str | None:
    """The country most of the names point to, and the places once they are known; None where no one country stands out."""
    votes: Counter[str] = Counter()
    for place in places:
        if place.country and place.precision < _COUNTRY:
            votes[place.country] += _PLACE  # type: ignore[assignment]
    for hit in hits:
        if hit.actor.country and hit.kind in _WEIGHT and not _helps(hit, text):
            scene = 2.0 if hit.kind == "state" and _SCENE.search(text, max(0, hit.start - 20), hit.start) else 1.0
            votes[hit.actor.country] += _WEIGHT[hit.kind] * scene  # type: ignore[assignment]
    if not votes:
        return None
    (country, weight), *rest = votes.most_common(2)
    ahead = not rest or weight >= _AHEAD * rest[0][1]
    return country if ahead and weight >= _SHARE * sum(votes.values()) else None

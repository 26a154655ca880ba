""" "The Iraqi capital", "Iraq's capital", "the capital": a town told by what it is to its country."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dateline.data import table
from dateline.mark.geometry import shape
from dateline.records import Article, Entry, Gazetteer, PlaceMark

# What follows must not name the town ("the capital Baghdad", "the capital of Iraq") nor make money of the word.
_NOT = r"(?!\s*(?:,\s*)?[A-Z]|,?\s+of\b|-|\s+(?:punishment|gains?|markets?|flows?|murder|crimes?|cit(?:y|ies)\s+[A-Z]))"
_CAPITAL = re.compile(rf"\bcapital\b(?:\s+city)?{_NOT}")
_UNREAL = re.compile(
    r"\b(?:de[- ]facto|self[- ]\w+|former|proclaimed|declared|interim|temporary|old|ancient|second|other)\s+$",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:['’]s?)?\s+(?:national\s+)?$")
_BARE = re.compile(
    r"\b(?:in|into|inside|near|outside|around|across|to|towards?|from|of|on|over|and|"
    r"reach(?:ed|es|ing)?|enter(?:ed|s|ing)?|rock(?:ed|s|ing)?|hit|shook|storm(?:ed|s|ing)?|leav(?:e|es|ing)|left)\s+the\s+$"
)


def capitals(
    article: Article, places: Sequence[PlaceMark], lent: Sequence[PlaceMark], gazetteer: Gazetteer
) -> Iterator[PlaceMark]:
    """The capitals told without their names, each under the words that tell it."""
    named = sorted([*places, *lent], key=lambda m: m.span.start)
    for found in _CAPITAL.finditer(article.text):
        owner = next((m for m in named if m.span.end <= found.start() and _owns(article, m, found.start())), None)
        start = owner.span.start if owner else found.start()
        if _UNREAL.search(article.text, max(0, start - 24), start):
            continue
        bare = _BARE.search(article.text, max(0, found.start() - 24), found.start())
        country = owner.country if owner else _home(places, found.start()) if bare else None
        town = _town(country or "", gazetteer)
        if town is not None:
            yield _mark(article, town, start, found.end())


def _owns(article: Article, mark: PlaceMark, at: int) -> bool:
    return mark.precision >= 6 and bool(_OWNED.fullmatch(article.text, mark.span.end, at))


def _home(places: Sequence[PlaceMark], at: int) -> str | None:
    """The country of everything named before, where that is one country."""
    before = {m.country for m in places if m.span.start < at and m.country and not m.metonym}
    return before.pop() if len(before) == 1 else None


@cache
def _name(country: str) -> str | None:
    name: str | None = table("places/countries")["states"].get(country, {}).get("capital")
    return name


def _town(country: str, gazetteer: Gazetteer) -> Entry | None:
    name = _name(country)
    towns = [e for e in gazetteer.find(name) if e.country == country and e.feature in ("PPLC", "PPL")] if name else []
    return max(towns, key=lambda e: (e.feature == "PPLC", e.population), default=None)


def _mark(article: Article, town: Entry, start: int, end: int) -> PlaceMark:
    span, before = article.span(start, end), article.text[max(0, start - 70) : start].rpartition("\n")[2]
    here = shape(town, before, "")
    return PlaceMark(span, town.name, here.lat, here.lon, town.id, town.country, town.admin1 or None, town.feature,
                     here.precision, here.radius_km, 0.9, here.relation or "capital")  # fmt: skip

"""Honest geometry: what the words around a name do to its point, its radius and its precision.

Precision follows UCDP's where_prec: 1 the place itself, 2 near it, 3 a second-level division, 4 a first-level division,
5 a line or a fuzzy area, 6 a country, 7 more than a country. Precision 6 and 7 never give a point.
"""

import math
import re
from dataclasses import dataclass
from functools import cache

from dateline.data import table
from dateline.records import Entry

WIDEST = 460.0  # km: half-width of the widest country whose "north" still gives an area worth drawing


@dataclass(frozen=True, slots=True)
class Shape:
    """A point with its radius in km, or no point; UCDP precision; and the words that made it so."""

    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: int
    relation: str | None = None


_NUMBER = (
    r"(\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|a dozen|"
    r"twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|a hundred|a few|several|some)"
)
_COMPASS = r"(north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern|wards?)?"
_TOWN = r"(?:the\s+)?(?:(?:\w+\s+)?(?:city|town|village|capital|border|port|district)\s+(?:of\s+)?)?"
_OFFSET = re.compile(
    rf"{_NUMBER}(?:\s+or\s+so)?[\s-]*(km|kms|kilomet(?:er|re)s?|miles?|mi)\b\.?(?:\s*\([^)]*\))?\s*"
    rf"(?:to\s+the\s+)?(?:{_COMPASS})?\s*(?:of|from|outside|away\s+from|off)?\s*{_TOWN}$",
    re.IGNORECASE,
)
_SIDE = re.compile(rf"\b(?:just\s+)?(?:to\s+the\s+)?{_COMPASS}\s+(?:of|from)\s+{_TOWN}$", re.IGNORECASE)
_PART = re.compile(
    rf"\b({_COMPASS}|central|upper|lower)(?:\s+(?:part|parts|area|areas|countryside)\s+of)?[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_PART_OF = re.compile(rf"\bin\s+(?:the\s+)?(?:far\s+)?{_COMPASS}\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_QUARTER = rf"(?:{_COMPASS}|centre|center|heart|middle)"
_INNER = re.compile(
    rf"(?<!to )\bthe\s+(?:far\s+)?(?:{_QUARTER}\s+and\s+)?{_QUARTER}(?:\s+(?:part|side|end|edge))?\s+of\s+{_TOWN}$",
    re.IGNORECASE,
)  # "in the south-east of X" lies in it, "to the south-east of X" outside
_SUBURB = re.compile(
    r"\b(outskirts|suburbs?|edge|edges|countryside|environs|vicinity|periphery)\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:(?:city|town|village|capital)\s+(?:of\s+)?)?$|\boutside\s+(?:the\s+)?(?:(?:\w+\s+)?(?:city|town|village|capital|base)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(near|close\s+to|around|next\s+to|not\s+far\s+from|adjacent\s+to|beside|nearby|approaching|towards?)\s+"
    + _TOWN
    + "$",
    re.IGNORECASE,
)
_ROAD = re.compile(
    r"\b(road|highway|route|motorway|track|stretch)s?\s+(?:\w+\s+)?(?:from|between|linking|connecting|to|leading\s+to)\s+(?:the\s+)?(?:(?:city|town)\s+of\s+)?$",
    re.IGNORECASE,
)
_BORDER_AFTER = re.compile(r"^\s*(?:[-–]\s*\w+\s+)?(?:international\s+)?(border|frontier)\b", re.IGNORECASE)
_BORDER_BEFORE = re.compile(r"\b(border|frontier)s?\s+(?:with|between|of)\s+$", re.IGNORECASE)
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "a dozen": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "eighty": 80, "a hundred": 100, "a few": 4, "several": 6, "some": 5,
}  # fmt: skip


@cache
def _bearings() -> dict[str, int]:
    return dict(table("places/words")["directions"])


def precision_of(entry: Entry) -> int:
    """UCDP's where_prec of a place named plainly."""
    if entry.feature in ("CONT", "SEA") or (entry.feature == "RGN" and not entry.country):
        return 7
    by_feature = {"PCLI": 6, "ADM1": 4, "ADM2": 3, "RGN": 5, "STM": 5, "MTS": 5, "RD": 5, "AREA": 5}
    return by_feature.get(entry.feature, 1)


def shape(entry: Entry, before: str, after: str) -> Shape:
    """What ``before`` and ``after``, the text on either side of the name, make of the place."""
    plain = precision_of(entry)
    if _BORDER_AFTER.search(after) or _BORDER_BEFORE.search(before):
        return _border(entry, plain)
    if plain >= 6:
        return _part_of_country(entry, before, plain)
    if found := _OFFSET.search(before):
        return _offset(entry, found)
    if plain < 3 and (found := _INNER.search(before)):
        return Shape(entry.lat, entry.lon, round(entry.radius_km, 1), plain, found.group().strip())
    if found := _SIDE.search(before):
        return _beside(entry, found.group().strip(), 20.0)
    if found := _SUBURB.search(before) or _NEAR.search(before):
        return _beside(entry, found.group().strip(), 8.0)
    if found := _ROAD.search(before):
        return Shape(entry.lat, entry.lon, round(entry.radius_km + 25.0, 1), 5, found.group().strip())
    if plain in (4, 5) and (found := _PART.search(before)):
        return _part(entry, found)
    return Shape(entry.lat, entry.lon, round(entry.radius_km, 1), plain, _direction_words(before))


def _direction_words(before: str) -> str | None:
    found = _PART.search(before)
    return found.group().strip().rstrip("-") if found else None


def _border(entry: Entry, plain: int) -> Shape:
    """A border has no point of its own unless the place is small."""
    if plain >= 6:
        return Shape(None, None, None, max(5, min(plain, 6)) if plain == 7 else 5, "border")
    return Shape(entry.lat, entry.lon, round(max(entry.radius_km, 15.0), 1), 5, "border")


def _part_of_country(entry: Entry, before: str, plain: int) -> Shape:
    """ "northern Syria": a wide area inside a country of moderate size; elsewhere no point."""
    found = _PART_OF.search(before) or _PART.search(before)
    if not found:
        return Shape(None, None, None, plain)
    words = found.group().strip().rstrip("-")
    bearing = _bearing(words)
    if plain != 6 or entry.radius_km > WIDEST or entry.radius_km < 40:
        return Shape(None, None, None, plain, words)
    if bearing is None:
        return Shape(entry.lat, entry.lon, round(max(50.0, 0.6 * entry.radius_km), 0), 5, words)
    lat, lon = moved(entry.lat, entry.lon, 0.55 * entry.radius_km, bearing)
    return Shape(lat, lon, round(max(50.0, 0.65 * entry.radius_km), 0), 5, words)


def _part(entry: Entry, found: re.Match[str]) -> Shape:
    """ "eastern Aleppo province": the division's point moved, with a radius that still reaches its edge."""
    words, bearing = found.group().strip().rstrip("-"), _bearing(found.group())
    if bearing is None:
        return Shape(entry.lat, entry.lon, round(entry.radius_km, 1), precision_of(entry), words)
    lat, lon = moved(entry.lat, entry.lon, 0.4 * entry.radius_km, bearing)
    return Shape(lat, lon, round(max(10.0, 0.7 * entry.radius_km), 1), precision_of(entry), words)


def _offset(entry: Entry, found: re.Match[str]) -> Shape:
    """ "10 km north of X": a point that far off, give or take a quarter; without a side, X with that radius."""
    distance = _kilometres(found.group(1), found.group(2))
    bearing = _bearing(found.group(3) or "")
    words = found.group().strip()
    if bearing is None:
        return Shape(entry.lat, entry.lon, round(distance + entry.radius_km, 1), 2, words)
    lat, lon = moved(entry.lat, entry.lon, distance, bearing)
    return Shape(lat, lon, round(max(1.0, 0.25 * distance + 0.5 * entry.radius_km), 1), 2, words)


def _beside(entry: Entry, words: str, more: float) -> Shape:
    plain = precision_of(entry)
    return Shape(entry.lat, entry.lon, round(entry.radius_km + more, 1), 2 if plain == 1 else plain, words)


def between(a: Entry, b: Entry, words: str) -> Shape | None:
    """The middle of two places with a radius that reaches both; None where they lie too far apart to mean a stretch."""
    lat, lon = (a.lat + b.lat) / 2, (a.lon + b.lon) / 2
    x = (a.lon - b.lon) * math.cos(math.radians(lat))
    half = math.hypot(x, a.lat - b.lat) * 111.2 / 2
    if half > 250 or precision_of(a) >= 6 or precision_of(b) >= 6:
        return None
    return Shape(round(lat, 4), round(lon, 4), round(max(half, 2.0), 1), 5, words)


def moved(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """The point ``km`` from here towards ``bearing`` (degrees clockwise from north)."""
    angle = math.radians(bearing)
    north = lat + km * math.cos(angle) / 111.2
    east = lon + km * math.sin(angle) / (111.2 * max(0.1, math.cos(math.radians(lat))))
    return round(north, 4), round(east, 4)


def _bearing(words: str) -> float | None:
    lowered = words.lower()
    found = [name for name in _bearings() if name in lowered]
    return float(_bearings()[max(found, key=len)]) if found else None


def _kilometres(number: str, unit: str) -> float:
    word = number.lower()
    value = float(_NUMBERS[word]) if word in _NUMBERS else float(word.replace(",", "."))
    return value * 1.609 if unit.lower().startswith("mi") else value

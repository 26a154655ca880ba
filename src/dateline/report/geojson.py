"""GeoJSON (RFC 7946): a feature for each claim that tells of a place, with geometry only where a point is honest.

A place is a Point with ``radius_km``; a movement with two pinned places or more is a LineString from origin through
via to destination; a claim whose places have no pin, or are whole countries, keeps ``geometry: null``.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from dateline.records import Article, Claim, Reading, Where, plain
from dateline.report.phrases import according, phrase, standing
from dateline.vocab import PlaceRole

__all__ = ["features", "path", "pinned", "write"]

WIDEST = 5  # precisions above this are countries and wider: they have no pin
ORDER = (PlaceRole.ORIGIN, PlaceRole.VIA, PlaceRole.DESTINATION)


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """One FeatureCollection, a feature a line."""
    out.write(b'{"type": "FeatureCollection", "features": [')
    comma = b"\n"
    for reading in readings:
        for feature in features(reading):
            out.write(comma + json.dumps(feature, ensure_ascii=False).encode())
            comma = b",\n"
    out.write(b"\n]}\n")


def features(reading: Reading) -> Iterator[dict[str, Any]]:
    """The features of one reading: for each claim its movement, then its places."""
    for claim in reading.claims:
        if not claim.event:
            continue
        line = path(claim.event.where)
        if line:
            coordinates = [[w.lon, w.lat] for w in line]
            yield _feature(reading.article, claim, line, {"type": "LineString", "coordinates": coordinates})
        for where in claim.event.where:
            if where not in line:
                point = {"type": "Point", "coordinates": [where.lon, where.lat]} if pinned(where) else None
                yield _feature(reading.article, claim, (where,), point)


def pinned(where: Where) -> bool:
    """Whether a point on a map is honest for this place: it has one, and is smaller than a country."""
    return where.lat is not None and where.lon is not None and where.precision <= WIDEST


def path(wheres: tuple[Where, ...]) -> tuple[Where, ...]:
    """The pinned steps of a movement in their order; empty where fewer than two, or no start or end, is known."""
    steps = tuple(w for role in ORDER for w in wheres if w.role == role and pinned(w))
    ends = {w.role for w in steps} & {PlaceRole.ORIGIN, PlaceRole.DESTINATION}
    return steps if len(steps) > 1 and ends else ()


def _feature(
    article: Article, claim: Claim, wheres: tuple[Where, ...], geometry: dict[str, Any] | None
) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": _properties(article, claim, wheres)}


def _properties(article: Article, claim: Claim, wheres: tuple[Where, ...]) -> dict[str, Any]:
    event, sure, where = claim.event, claim.certainty, wheres[0]
    when = event.when if event else None
    return {
        "claim": claim.id,
        "article": claim.article,
        "title": article.title,
        "kind": str(claim.kind),
        "standing": str(standing(claim)),
        "says": phrase((claim,)),
        "according": according(claim),
        "type": event and event.type and str(event.type),
        "acled": event and event.acled and str(event.acled),
        "start": when and when.start.isoformat(),
        "end": when and when.end.isoformat(),
        "polarity": str(sure.polarity),
        "modality": str(sure.modality),
        "tense": str(sure.tense),
        "place": " → ".join(w.name for w in wheres),
        "place_role": str(where.role) if len(wheres) == 1 else "path",
        "country": where.country,
        "admin1": where.admin1,
        "precision": max(w.precision for w in wheres),
        "radius_km": max((w.radius_km or 0 for w in wheres), default=0) or None,
        "rivals": [plain(rival) for w in wheres for rival in w.rivals],
        "words": claim.span.text,
    }

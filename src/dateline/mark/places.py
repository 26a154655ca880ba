"""Finds toponyms and resolves them: recognition (toponyms.py), then the places (resolve.py), then their geometry."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dateline.data import table
from dateline.mark.capitals import capitals
from dateline.mark.geometry import Shape, precision_of, shape
from dateline.mark.lines import borders, stretches
from dateline.mark.mentions import Mention
from dateline.mark.resolve import Settled, settle
from dateline.mark.toponyms import Reader
from dateline.records import ActorMark, Article, Entry, Gazetteer, Parse, PlaceMark

_REGION = re.compile(
    r"\b(?:in|to|from|of|across|into|throughout)\s+(the\s+(?:far\s+)?(north|south|east|west|north-?east|north-?west|south-?east|south-?west))\b(?!\s+of\b|\s+\w+ern\b|[-\s]+[A-Z]|\s+(?:side|bank|coast|part|wing|end|gate|entrance))"
)

# A district that the gazetteer knows by its seat reaches this far: nine tenths of its second-level divisions do not.
DISTRICT = 25.0
_MEASURED = re.compile(
    r"(?:\d|\b(?:hundred|dozen|ten|twenty|thirty|forty|fifty|sixty|eighty|few|several|some))[\s-]*"
    r"(?:km|kms|kilomet(?:er|re)s?|miles?|mi)\b\.?(?:\s*\([^)]*\))?\s*$|\b(?:further|farther|just|immediately)\s+$",
    re.IGNORECASE,
)


def find_places(
    article: Article, parse: Parse, gazetteer: Gazetteer, actors: tuple[ActorMark, ...]
) -> tuple[PlaceMark, ...]:
    """The places of one article, in text order; names inside ``actors`` are not places unless they stand alone."""
    return mark_places(article, parse, gazetteer, actors)[0]


def mark_places(
    article: Article, parse: Parse, gazetteer: Gazetteer, actors: tuple[ActorMark, ...]
) -> tuple[tuple[PlaceMark, ...], tuple[PlaceMark, ...]]:
    """Places, and apart from them the place names that only qualify people or things ("Syrian", "US troops")."""
    mentions = Reader(article, parse, gazetteer, actors).mentions()
    settled = settle(mentions)
    marks = [_mark(article, parse, mentions, n, s) for n, s in enumerate(settled)]
    marks = stretches(article, mentions, settled, marks)
    places = [m for m, mention in zip(marks, mentions, strict=True) if not mention.lent]
    lent = tuple(m for m, mention in zip(marks, mentions, strict=True) if mention.lent)
    places += borders(article, (*places, *lent))
    places += capitals(article, places, lent, gazetteer)
    places += _parts(article, places)
    return tuple(sorted(places, key=lambda m: m.span.start)), lent


def _mark(article: Article, parse: Parse, mentions: Sequence[Mention], number: int, settled: Settled) -> PlaceMark:
    mention = mentions[number]
    inside = mentions[mention.within].span if mention.within is not None else None
    entry = settled.entry
    bare = PlaceMark(mention.span, mention.name, inside=inside, rivals=settled.rivals, score=settled.score)
    if entry is None:
        return replace(bare, feature=_asked_feature(mention), precision=7)
    here = (
        Shape(None, None, None, min(6, precision_of(entry)))
        if mention.kind == "people"
        else _shape(article, mention, entry)
    )
    holder = mentions[mention.within] if mention.within is not None else None
    if mention.asked == "ADM2" and here.precision == 1 and not _in_town(entry, holder):
        here = replace(here, precision=3, radius_km=max(here.radius_km or 0.0, DISTRICT))
    return replace(
        bare,
        name=mention.name,
        lat=here.lat,
        lon=here.lon,
        id=entry.id,
        country=entry.country or None,
        admin1=entry.admin1 or None,
        feature=entry.feature,
        precision=here.precision,
        radius_km=here.radius_km,
        relation=here.relation,
        metonym=_metonym(parse, mention, entry),
    )


def _in_town(entry: Entry, holder: Mention | None) -> bool:
    """Whether a "district" is a quarter of a town, or no settlement at all."""
    outer = holder.entries[:3] if holder is not None and all(e.feature != "PCLI" for e in holder.entries[:1]) else ()
    return entry.feature not in ("PPL", "PPLC") or any(e.feature in ("PPL", "PPLC") for e in outer)


def _asked_feature(mention: Mention) -> str | None:
    return mention.asked


def _shape(article: Article, mention: Mention, entry: Entry) -> Shape:
    before = article.text[max(0, mention.span.start - 70) : mention.span.start]
    return shape(entry, before.rpartition("\n")[2], article.text[mention.span.end : mention.span.end + 40])


@cache
def _metonymy(name: str) -> frozenset[str]:
    return frozenset(table("places/words")["metonymy"][name])


def _metonym(parse: Parse, mention: Mention, entry: Entry) -> bool:
    """Whether a state or capital stands for its government: subject of a verb that only people can do, or owner."""
    if entry.feature != "PCLI" and mention.name not in _metonymy("capitals"):
        return False
    token = parse.tokens[mention.last]
    while token.dep == "conj" and parse.tokens[token.head].pos == "PROPN":
        token = parse.tokens[token.head]
    head = parse.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass") and head.lemma.lower() in _metonymy("verbs"):
        return True
    if token.dep == "agent" or (token.dep == "pobj" and head.dep == "agent"):
        return True
    return token.dep == "poss" and head.lemma.lower() in _metonymy("nouns")


def _parts(article: Article, places: Sequence[PlaceMark]) -> list[PlaceMark]:
    """ "in the south", "to the northeast": a part of the country last named, where no name follows."""
    found = []
    for match in _REGION.finditer(article.text):
        if _MEASURED.search(article.text[max(0, match.start() - 40) : match.start()]):
            continue  # "700 km to the east" is a way from the place told before, no place
        country = _country_about(article, places, match.start())
        span = article.span(match.start(1), match.end(1))
        if country is None or any(p.span.meets(span) for p in places):
            continue
        found.append(
            PlaceMark(
                span,
                span.text,
                country=country.country,
                feature="RGN",
                precision=5,
                score=0.5,
                relation=match.group(2),
                inside=country.span,
            )
        )
    return found


def _country_about(article: Article, places: Sequence[PlaceMark], at: int) -> PlaceMark | None:
    """A place in the country most named in the paragraph around ``at``; failing that, the last one named before it."""
    start, end = article.text.rfind("\n", 0, at) + 1, article.text.find("\n", at)
    around = [p for p in places if p.country and start <= p.span.start and (end < 0 or p.span.end <= end)]
    if not around:
        return next((p for p in reversed(places) if p.span.end <= at and p.country), None)
    counts = Counter(p.country for p in around)
    return max(around, key=lambda p: (counts[p.country], p.feature == "PCLI"))

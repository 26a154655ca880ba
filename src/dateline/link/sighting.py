"""A sighting: what linking needs to know of one claim, flat and small, so that a million fit in memory."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.data import table
from dateline.records import Article, Claim, Event
from dateline.vocab import CountOf, Kind, Polarity, RoleName

_WORD = re.compile(r"[^\W\d_][\w'’-]+|\d[\d.,]*\d")
# Words that say nothing about which event is meant; the tf-idf weights do the rest.
_STOP = frozenset(
    """a about according after against all also an and are as at be been before being between but by could did do does
    during for from had has have he her his in into is it its may might more most must no not of on one or other over
    reported said say says she should some than that the their them these they this those three to told two under was
    were what when where which who will with would""".split()
)

# Words that close a trigger without being its head: "checked herself in", "broke out", "shut it down".
_LIGHT = frozenset(
    """herself himself itself themselves myself yourself ourselves him her it them up down off out away back over along
    through around apart together forward ahead""".split()
)


# A point in degrees with its radius in kilometres.
Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One event claim as linking sees it. Days are ordinals; ``who`` and ``words`` are stems."""

    claim: str
    article: str
    stem: str
    head: tuple[str, ...]  # the trigger's content words
    kind: str  # PLOVER type, "" where none
    acled: str
    start: int | None
    end: int | None
    lat: float | None
    lon: float | None
    radius: float
    country: str
    place: str
    who: frozenset[str]
    counts: tuple[tuple[str, int, int], ...]
    words: frozenset[str]
    published: int | None
    affirmed: bool
    told: bool = True  # whether the claim tells its place or country, and did not take it from its article
    total: bool = False  # whether it adds up what a war or more than a month cost, and tells of no one event
    dated: bool = False  # whether its own words tell one day
    doer: frozenset[str] = frozenset()  # who acts: ids and stems
    around: tuple[Point, ...] = ()  # where its article's events lie, for a claim that tells no place


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@cache
def stem(word: str) -> str:
    """The word's stem: "attacks", "attacked" → "attack", "shot" → "shoot"."""
    bare = word.lower().replace("’", "'").removesuffix("'s")
    return str(_stemmer().stemWord(_irregular().get(bare, bare)))


@cache
def _irregular() -> dict[str, str]:
    """The verb of each form that no stemmer undoes; a form of two verbs stays as it is."""
    forms = [(form, verb) for verb, found in table("related")["irregular"].items() for form in found]
    twice = Counter(form for form, _ in forms)
    return {form: verb for form, verb in forms if twice[form] == 1}


def content(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(stem(w) for w in _WORD.findall(text.lower()) if w not in _STOP and (len(w) > 2 or w.isdigit()))


# An article has a home where so many places of its events lie in one country, and this share of them: told apart by the
# country named once, one in five pairs of claims of one event on ECB+'s development topics were two.
HOME_PLACES, HOME_SHARE = 2, 2 / 3


def home(claims: Iterable[Claim]) -> str:
    """The country in which plainly most of an article's events lie, "" where there is none."""
    told = Counter(w.country for c in claims if c.event for w in c.event.where if w.country)
    most = min(told, key=lambda country: (-told[country], country), default="")
    return most if told[most] >= max(HOME_PLACES, HOME_SHARE * told.total()) else ""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where plainly most of an article's events lie: the country, and the points told in it."""

    country: str = ""
    points: tuple[Point, ...] = ()


NOWHERE = Setting()


def setting(claims: Sequence[Claim]) -> Setting:
    """The setting of an article."""
    country = home(claims)
    told = [w for c in claims if c.event for w in c.event.where if w.country == country]
    points = {(w.lat, w.lon, w.radius_km or 0.0) for w in told if w.lat is not None and w.lon is not None}
    return Setting(country, tuple(sorted(points)))


def sight(claim: Claim, article: Article, within: Setting = NOWHERE) -> Sighting | None:
    """The sighting of an event claim; None for a claim without an event.

    ``within`` is where the article's events lie, for a claim that tells no place of its own.
    """
    event = claim.event
    if event is None or claim.kind is not Kind.EVENT:
        return None
    spot = next((w for w in event.where if w.lat is not None), None)
    own = next((w.country for w in event.where if w.country), None)
    names = " ".join(r.name for r in event.roles if r.role is not RoleName.INSTRUMENT)
    return Sighting(
        claim=claim.id,
        article=article.id,
        stem=_head_stem(event),
        head=_head(event),
        kind=str(event.type or ""),
        acled=str(event.acled or ""),
        start=event.when.start.toordinal() if event.when else None,
        end=event.when.end.toordinal() if event.when else None,
        lat=spot.lat if spot else None,
        lon=spot.lon if spot else None,
        radius=(spot.radius_km or 0.0) if spot else 0.0,
        country=own or within.country,
        place=next((w.name for w in event.where), ""),
        who=content(names),
        counts=_counts(event),
        words=content(claim.span.text),
        published=article.published.date.toordinal() if article.published else None,
        affirmed=claim.certainty.polarity is Polarity.POSITIVE,
        told=own is not None or spot is not None,
        total=_adds_up(event),
        dated=_tells_day(event),
        doer=_doer(event),
        around=() if event.where else within.points,
    )


# Rules by which an event's own words tell its day (``timing``), or those of another mention of it.
_OWN = frozenset({"modifier", "clause", "shared", "main", "same event"})


def _tells_day(event: Event) -> bool:
    when = event.when
    return when is not None and when.start == when.end and when.rule in _OWN


def _doer(event: Event) -> frozenset[str]:
    acting = [r for r in event.roles if r.role is RoleName.ACTOR]
    known = frozenset(r.id for r in acting if r.id)
    return known | content(" ".join(r.name for r in acting))


# UCDP's date_prec 5: what took more than a month is told as a sum.
MONTH = 31


def _adds_up(event: Event) -> bool:
    """Whether an event's numbers are the toll of a war or of more than a month: "more than 500,000 since 2011"; not of an
    attack that is dated by its year alone."""
    if not any(c.what in _HARMED for c in event.counts):
        return False
    when, rules = event.when, table("linking_rules")["totals"]
    if any(r.role in _CAUSES and r.name.lower().endswith(tuple(rules["wars"])) for r in event.roles):
        return True
    if when is None or (when.end - when.start).days <= MONTH:
        return False
    stretch = not set(rules["stretches"]).isdisjoint(when.span.text.lower().split())
    return stretch or when.rule == "since" or any(c.cumulative for c in event.counts)


_CAUSES = frozenset({RoleName.ACTOR, RoleName.INSTRUMENT})
_HARMED = frozenset({CountOf.KILLED, CountOf.INJURED, CountOf.CASUALTIES, CountOf.MISSING, CountOf.DISPLACED})


def _head(event: Event) -> tuple[str, ...]:
    every = _WORD.findall(event.trigger.text.lower())
    said = [w for w in every if w not in _STOP]
    return tuple(w for w in said if w not in _LIGHT) or tuple(said) or tuple(every[:1])


def _head_stem(event: Event) -> str:
    """The stem of the trigger's last content word: "carried out an air strike" → "strike"."""
    words = _head(event)
    return stem(words[-1]) if words else event.trigger.text.lower()


def _counts(event: Event) -> tuple[tuple[str, int, int], ...]:
    """(what, low, high) of deaths and injuries, parts of a whole left out."""
    kept = (CountOf.KILLED, CountOf.INJURED)
    whole = [c for c in event.counts if c.what in kept and c.part_of is None]
    return tuple((str(c.what), c.low, c.high) for c in whole)

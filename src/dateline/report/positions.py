"""Recent positions of forces: which claims tell them, which places they name, and those places made coarse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import groupby

from dateline.data import table
from dateline.geodesy import km
from dateline.records import Claim, PlaceMark, Reading, Span, Token, Where
from dateline.report.phrases import country
from dateline.report.private.names import located
from dateline.syntax import subtree, tokens_in
from dateline.vocab import Acled, EventType, Tense

__all__ = ["Hidden", "coarse_claim", "coarse_mark", "hidden", "is_wide", "recent", "wide_spans", "words"]

WIDE = (4, 6, 7)  # place precisions that are a first-level division or wider already
WIDE_KM = 50  # a fuzzy area (precision 5) is as wide as that from here on: "northern Syria", not "the road from A to B"
NEAR_KM = 5  # another name for a point within this distance would tell the point
LASTING = (Tense.ONGOING, Tense.HABITUAL, Tense.FUTURE, Tense.HYPOTHETICAL)

Place = Where | PlaceMark


@dataclass(frozen=True, slots=True)
class Hidden:
    """Places that must not be told exactly: their folded names and ids, and their points."""

    keys: frozenset[str] = frozenset()
    points: tuple[tuple[float, float], ...] = ()
    unknown: frozenset[str] = frozenset()  # names behind "in", "near" or "between" that were not resolved

    def __bool__(self) -> bool:
        return bool(self.keys or self.unknown)

    def holds(self, place: Place) -> bool:
        """Whether it is one of them, by name or id, by a longer name that tells it, or by its point."""
        keys = _key(place)
        told = any(f" {key} " in f" {name} " for key in self.keys for name in keys)
        return told or any(km(*point, place.lat or 0, place.lon or 0) <= NEAR_KM for point in self._beside(place))

    def _beside(self, place: Place) -> tuple[tuple[float, float], ...]:
        return () if place.lat is None or place.lon is None else self.points


def is_wide(place: Place) -> bool:
    """Whether the place is a first-level division or wider: no position. A name that nothing is known of may be a village's."""
    if (
        place.id is None
        and place.country is None
        and place.lat is None
        and any(w[:1].isupper() for w in place.name.split())
    ):
        return False
    return place.precision in WIDE or (place.precision == 5 and (place.radius_km or 0) >= WIDE_KM)


def hidden(reading: Reading, today: date, days: int) -> Hidden:
    """The places of recent movements and positions, and those that their clauses name beside them."""
    claims = tuple(claim for claim in reading.claims if recent(claim, reading, today, days))
    telling = (*(claim.span for claim in claims), *_untold(reading, today, days))
    beside = (m for m in reading.marks.places if any(span.holds(m.span) for span in telling))
    places: tuple[Place, ...] = (*wheres(claims), *beside)
    exact = [place for place in places if not is_wide(place)]
    points = {(p.lat, p.lon) for p in exact if p.lat is not None and p.lon is not None}
    unknown = frozenset(name for span in telling for name in located(reading, span))
    return Hidden(frozenset(key for place in exact for key in _key(place)), tuple(sorted(points)), unknown)


def wheres(claims: Iterable[Claim]) -> Iterator[Where]:
    """The places of all events."""
    return (where for claim in claims if claim.event for where in claim.event.where)


def _key(place: Place) -> frozenset[str]:
    keys = {" ".join(place.name.casefold().split()), " ".join(place.span.text.casefold().split()), place.id or ""}
    return frozenset(keys - {""})


# ---------------------------------------------------------------- which claims


def recent(claim: Claim, reading: Reading, today: date, days: int) -> bool:
    """Whether the claim tells of forces that may still be where it is said that they are or go."""
    event = claim.event
    moves = event and (event.type in (EventType.MOBILIZE, EventType.RETREAT) or event.acled == Acled.BASE_ESTABLISHED)
    if not moves and ((event and event.type) or not _tells_position(claim, reading)):
        return False
    out = reading.article.published.date if reading.article.published else None
    if event is None or event.when is None:
        last = out
    elif claim.certainty.tense in LASTING:
        last = max(event.when.end, out or event.when.end)
    else:
        last = event.when.end
    return last is None or (today - last).days < days


def _tells_position(claim: Claim, reading: Reading) -> bool:
    """Whether a clause without a coded event names forces with a word of being or going somewhere."""
    lemmas = _lemmas(reading, claim.span)
    numbers = (c for c in reading.marks.counts if claim.span.holds(c.span))
    counted = any(_lemmas(reading, c.span) & (_words("counted") | _words("forces")) for c in numbers)
    return counted or bool(lemmas & _words("forces") and lemmas & _words("positions"))


def _lemmas(reading: Reading, span: Span) -> frozenset[str]:
    return frozenset(t.lemma.casefold() for t in tokens_in(reading.parse, span.start, span.end))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("positions")[name])


def _untold(reading: Reading, today: date, days: int) -> Iterator[Span]:
    """Words that tell a recent position though no claim of its own does: "fighters hiding in X attacked Y", or a
    sentence in which nothing was read."""
    out = reading.article.published.date if reading.article.published else None
    for sentence in reading.parse.sentences:
        tokens = tokens_in(reading.parse, sentence.start, sentence.end)
        if not _speaks_of_both(tokens):
            continue
        ends = [m.end for m in reading.marks.times if m.end and sentence.start <= m.span.start < sentence.end]
        last = max(ends, default=out)
        if last is None or (today - last).days < days:
            yield from _beyond_claims(reading, tokens)
            for token in tokens:
                yield from _aside(reading, token)


def _beyond_claims(reading: Reading, tokens: list[Token]) -> Iterator[Span]:
    """The stretches of the sentence that no claim holds, where they tell a position."""
    for held, run in groupby(tokens, key=lambda t: any(c.span.start <= t.start < c.span.end for c in reading.claims)):
        stretch = list(run)
        if not held and _speaks_of_both(stretch):
            yield reading.article.span(stretch[0].start, stretch[-1].end)


def _speaks_of_both(tokens: list[Token]) -> bool:
    """Whether forces are named, and a word of being or going somewhere; "the Britain-based group" tells nothing."""
    free = [t for before, t in zip([None, *tokens], tokens, strict=False) if before is None or before.text != "-"]
    lemmas = {t.lemma.casefold() for t in free}
    return bool(lemmas & _words("forces") and lemmas & _words("positions"))


def _aside(reading: Reading, token: Token) -> Iterator[Span]:
    """What a word of position says beside the event of its clause: "troops based in X", "fire from positions in X"."""
    events = [c.event for c in reading.claims if c.event and c.event.type and c.span.start <= token.start < c.span.end]
    if token.lemma.casefold() not in _words("positions") or not events:
        return
    if any(event.trigger.start <= token.start < event.trigger.end for event in events):
        return
    below = [reading.parse.tokens[i] for i in subtree(reading.parse, token.i)]
    span = reading.article.span(below[0].start, below[-1].end)
    if token.pos == "NOUN":  # the base that was hit is where the attack was
        told = not any(span.holds(where.span) for event in events for where in event.where)
    else:
        near = (reading.parse.tokens[i] for i in subtree(reading.parse, token.head))
        told = any(t.lemma.casefold() in _words("forces") for t in near)
    if told:
        yield span


# ---------------------------------------------------------------- made coarse


def coarse_claim(claim: Claim, places: Hidden) -> Claim:
    """The claim with its hidden places written as their first-level division."""
    if claim.event is None:
        return claim
    return replace(claim, event=replace(claim.event, where=tuple(_coarse(w, places) for w in claim.event.where)))


def _coarse(where: Where, places: Hidden) -> Where:
    if is_wide(where) or not places.holds(where):
        return where
    bare = replace(where, name=_division(where), precision=_widest(where))
    rule = f"{where.rule}, recent: written as its province"
    return replace(bare, lat=None, lon=None, id=None, radius_km=None, rivals=(), rule=rule)


def coarse_mark(mark: PlaceMark, places: Hidden) -> PlaceMark:
    """The mark as its first-level division, where it is hidden."""
    if is_wide(mark) or not places.holds(mark):
        return mark
    bare = replace(mark, name=_division(mark), precision=_widest(mark))
    return replace(bare, lat=None, lon=None, id=None, radius_km=None, rivals=())


def _division(place: Place) -> str:
    return place.admin1 or country(place.country) or "place withheld"


def _widest(place: Place) -> int:
    return 4 if place.admin1 else 6 if place.country else 7


def words(reading: Reading, places: Hidden) -> frozenset[str]:
    """The words of hidden places, as the article and the gazetteer write them, and of places nobody knows."""
    every: tuple[Place, ...] = (*wheres(reading.claims), *reading.marks.places)
    found = (place for place in every if not is_wide(place) and places.holds(place))
    return frozenset(word for place in found for word in (place.name, place.span.text) if word) | places.unknown


def wide_spans(reading: Reading) -> tuple[Span, ...]:
    """Where the article names divisions and wider areas, which may share their name with a town."""
    every: tuple[Place, ...] = (*wheres(reading.claims), *reading.marks.places)
    return tuple(sorted({place.span for place in every if is_wide(place)}))

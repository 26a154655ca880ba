"""Makers of reports about invented events: an article with one claim each, or several, without a parser."""

from datetime import date

from dateline.records import (
    Article,
    Attribution,
    Certainty,
    Claim,
    Count,
    Event,
    Judgement,
    Published,
    Role,
    Span,
    When,
    Where,
    Zone,
)
from dateline.vocab import Acled, CountOf, EventType, Kind, PlaceRole, Polarity, RoleName, Voice, ZoneKind

PLACES = {"Tel Marra": (35.0, 38.0), "Qasr Nur": (35.1, 38.0), "Harran": (37.0, 41.0)}


def article(name: str, text: str = "", outlet: str | None = None, wire: str | None = None, day: int = 11) -> Article:
    """A report published on a day of May 2019."""
    text = text or f"A report called {name}."
    dated = Published(date(2019, 5, day), "user", "")
    zones = (Zone(ZoneKind.BODY, 0, len(text)),)
    return Article(f"a:{name}", text, zones, f"{name}.txt", "0" * 64, None, outlet, None, None, wire, dated)


def claim(  # noqa: PLR0913 - one for each field of an event
    report: Article,
    name: str,
    trigger: str = "shelled",
    *,
    actor: str = "",
    killed: int | None = None,
    place: str = "Tel Marra",
    day: int | None = 10,
    words: str = "",
    voices: tuple[Attribution, ...] = (),
    denied: bool = False,
    acled: Acled = Acled.SHELLING,
) -> Claim:
    """A claim that somebody shelled a place in May 2019."""
    span = Span(0, 0, words or f"{actor} {trigger} {place}")
    lat, lon = PLACES[place]
    where = Where(PlaceRole.PLACE, place, span, lat, lon, place, "SY", "Marra", 1, 3.0)
    roles = (Role(RoleName.ACTOR, actor, span, f"act:{actor}"),) if actor else ()
    counts = (Count(CountOf.KILLED, None, killed, killed, killed, span),) if killed is not None else ()
    when = When(date(2019, 5, day), date(2019, 5, day), 1, "published", span, "day") if day else None
    event = Event(EventType.ASSAULT, Span(0, 0, trigger), None, acled, roles, (where,), when, counts)
    sure = Certainty(Polarity.NEGATIVE if denied else Polarity.POSITIVE)
    return Claim(f"c:{name}", report.id, Kind.EVENT, span, event, sure, voices)


def voice(name: str, kind: Voice = Voice.NAMED) -> Attribution:
    """A voice in the chain of a claim."""
    return Attribution(kind, name)


def says(left: str, right: str, same: bool, by: str = "Ada", score: float = 1.0) -> Judgement:
    """A row on two claims, by a person or the machine."""
    return Judgement(f"c:{left}", f"c:{right}", same, by, score)

"""Crosswalks between PLOVER, CAMEO, ACLED and UCDP, from the reviewed tables of ``data/events/crosswalk.toml``."""

from collections.abc import Iterable
from functools import cache

from dateline.data import table
from dateline.vocab import Acled, EventType

# ACLED's classes of actors, as the actor marks name them, by what UCDP takes them for.
_STATE = frozenset({"state forces", "external forces"})
_ORGANISED = frozenset({"rebel group", "political militia", "identity militia"})
_CIVIL = frozenset({"civilians", "protesters"})


def _table() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = table("events/crosswalk")
    return found


def plover_of_cameo(code: str) -> EventType | None:
    """The PLOVER type of a CAMEO code of two to four digits, or None for codes PLOVER leaves out (01, statements).

    Raises KeyError for a root that CAMEO does not have.
    """
    exceptions = _table()["cameo_exceptions"]
    for length in (4, 3):
        if len(code) >= length and code[:length] in exceptions:
            return EventType(exceptions[code[:length]])
    name = _table()["cameo"][code[:2]]
    return EventType(name) if name else None


def cameo_of_plover(kind: EventType) -> str:
    """The CAMEO root code a PLOVER type is written as."""
    return _table()["plover_to_cameo"][kind]


def modern(name: str) -> EventType:
    """The PLOVER type for a name of older PLOVER gold ("DEMAND", "CRIME") or of today.

    Raises ValueError for any other name.
    """
    upper = name.strip().upper()
    return EventType(_table()["older"].get(upper, upper))


def quad(kind: EventType) -> str:
    """ "verbal cooperation", "material cooperation", "verbal conflict" or "material conflict"."""
    return _table()["quad"][kind]


def intended(kind: EventType, *, refused: bool = False) -> EventType:
    """The type under which PLOVER and CAMEO code the intent to do (or, ``refused``, not to do) what ``kind`` says.

    To will cooperation is AGREE, to will force THREATEN; to refuse cooperation is REJECT, to forgo force AGREE. Our
    records keep the type of the deed and say beside it that it lies ahead.
    """
    if quad(kind).endswith("cooperation"):
        return EventType.REJECT if refused else EventType.AGREE
    return EventType.AGREE if refused else EventType.THREATEN


@cache
def _acled() -> dict[Acled, dict[str, object]]:
    return {Acled(row["sub_event"]): row for row in table("events/crosswalk")["acled"]}


def acled_event(kind: Acled) -> str:
    """The ACLED event type a sub-event type belongs to."""
    return str(_acled()[kind]["event"])


def acled_code(kind: Acled) -> str:
    """The short code of a sub-event type, such as "AIR_STRIKE"."""
    return str(_acled()[kind]["code"])


def acled_of_code(code: str) -> Acled | None:
    """The sub-event type of a short code, or None for a code outside ACLED's types."""
    return next((kind for kind, row in _acled().items() if row["code"] == code), None)


def plover_of_acled(kind: Acled) -> EventType:
    """The PLOVER type an ACLED sub-event most often is."""
    return EventType(str(_acled()[kind]["plover"]))


def acled_of_plover(kind: EventType) -> tuple[Acled, ...]:
    """The ACLED sub-events that most often are of a PLOVER type; none for talk."""
    return tuple(a for a, row in _acled().items() if row["plover"] == kind)


def ucdp_types(kind: Acled) -> tuple[int, ...]:
    """UCDP types of violence a sub-event can be evidence of: 1 state-based, 2 non-state, 3 one-sided."""
    found = _acled()[kind]["ucdp"]
    assert isinstance(found, list)
    return tuple(found)


def ucdp_type(actors: Iterable[str | None], targets: Iterable[str | None]) -> int | None:
    """UCDP's type of violence by the classes of who acts and who is hit; None where the parties do not decide it."""
    by, on = set(actors), set(targets)
    armed = _STATE | _ORGANISED
    if on & armed and by & armed:
        return 1 if (by | on) & _STATE else 2
    return 3 if on & _CIVIL and by & armed else None

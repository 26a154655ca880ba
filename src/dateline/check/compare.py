"""The declared table that compares one event with one reference row: numbers with sentences, no verdict on truth."""

import math
import re
from collections.abc import Callable, Set
from datetime import date, timedelta
from functools import cache

from dateline.amounts import many
from dateline.data import table
from dateline.folding import fold, skeleton
from dateline.geodesy import km
from dateline.records import Account, EventView, Feature, Reference

Answer = tuple[float, str] | None
# Words of place and side names that say nothing about which one is meant.
_EMPTY = frozenset(
    "governorate province district city town village state region county area of the near between and in north south "
    "east west al el government civilians forces military army police front movement group islamic troops soldiers units "
    "fighters warplanes planes jets jet aircraft helicopters air led backed".split()
)


# What is reported without a date happened in the days before the first report.
NEWS_DAYS = 3


def interval(event: EventView) -> tuple[date, date] | None:
    """The days the accounts tell, or those before the first report where none tells any; None without either."""
    if event.start is not None and event.end is not None:
        return event.start, event.end
    return (event.reported - timedelta(NEWS_DAYS), event.reported) if event.reported else None


def when(event: EventView, row: Reference) -> Answer:
    """1 on one day, falling with the gap and with the width of the wider interval: a month proves little."""
    days = interval(event)
    if days is None:
        return None
    start, end = days
    gap = max((row.start - end).days, (start - row.end).days, 0)
    width = max((row.end - row.start).days, (end - start).days if event.start else _age(event, row))
    if gap:
        return 0.5**gap / (1 + width / 10), f"{many(gap, 'day')} apart: {start} and {row.start}"
    return 1 / (1 + width / 10), f"{_days(start, end)} meets {_days(row.start, row.end)}"


def _days(start: date, end: date) -> str:
    return f"{start}" if start == end else f"{start} to {end}"


def _dead(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low}–{high}"


def _age(event: EventView, row: Reference) -> int:
    """How many days before the first report the row's last day lies, at least 1: news is of that day or the day before,
    seldom older."""
    return max(1, (event.reported - row.end).days) if event.reported else NEWS_DAYS


def where(event: EventView, row: Reference) -> Answer:
    """By distance where both have a point, else by the names of place and first-level division; nothing where the event
    is placed no closer than in its country."""
    if event.lat is not None and event.lon is not None and row.lat is not None and row.lon is not None:
        distance = km(event.lat, event.lon, row.lat, row.lon)
        beyond = max(0.0, distance - (event.radius_km or 0.0))
        if LEAST_KM < beyond <= MOST_KM and place_words(event.place or "") & place_words(row.place) - place_words(
            row.admin1
        ):
            return 0.75, f"{event.place} and {row.place} share a name and lie {distance:.0f} km apart"
        return 1 / (1 + (beyond / 30) ** 2), f"{event.place} and {row.place} lie {distance:.0f} km apart"
    ours, ours_wider = place_words(event.place or ""), place_words(" ".join(event.divisions))
    theirs, wider = place_words(row.place), place_words(row.admin1)
    if not (ours - place_words(row.country)) and not ours_wider:
        return None
    if ours & theirs - wider:
        return 1.0, f"{event.place} and {row.place} share a name"
    if ours & theirs and _town(event, row):
        return 0.9, f"{event.place} and {row.place} share a name, and both are the town, not the whole of {row.admin1}"
    if ours & theirs:
        return 0.75, f"{event.place} and {row.place} share a name, which the whole of {row.admin1} has too"
    if (ours | ours_wider) & (theirs | wider):
        return 0.5 if theirs - wider else 0.6, f"both lie in {row.admin1 or row.place}"
    return 0.0, f"{event.place} is not {row.place or row.admin1}"


# Two points this far apart may be one village, which two gazetteers place differently.
LEAST_KM, MOST_KM = 17, 60

# A point with a wider radius is a district's or province's: the text may mean any place there.
TOWN_KM = 25
_TOWNS = ("city", "town", "village")


def _town(event: EventView, row: Reference) -> bool:
    """Whether both places are settlements, told apart from the province that has the same name."""
    return fold(row.place).endswith(_TOWNS) and event.radius_km is not None and event.radius_km <= TOWN_KM


def nearby(report: frozenset[str], row: Reference) -> Answer:
    """Where the accounts of an event tell no place: whether their reports name the row's among others."""
    shared = report & place_words(row.place) - place_words(row.admin1)
    return (0.6, f"no place is told, but its report names {row.place} elsewhere") if shared else None


def who(event: EventView, row: Reference) -> Answer:
    """How many of the row's sides the accounts name, or a state that fights for them; nothing where they name nobody who
    is known: "gunmen" and "residents" may be of any side."""
    names = [n for a in event.accounts for key, value in a.cells if key in _SIDES for n in value.split("; ")]
    known = [words for a in event.accounts for words in _identified(a)]
    named = frozenset().union(*map(side_words, names), *known)
    met = [side for side in row.sides if (side_words(side) | _supporters(side)) & named]
    if not row.sides or not (met or known or named & _written_out()):
        return None
    return len(met) / len(row.sides), f"named: {', '.join(met) or 'neither'} of {' and '.join(row.sides)}"


def _identified(account: Account) -> list[frozenset[str]]:
    """The words of those in the account's roles who are known: their name's, and their government's."""
    roles = account.event.roles if account.event else ()
    return [side_words(r.name) | _government(r.id) for r in roles if r.id and str(r.role) in _SIDES]


def _government(identity: str) -> frozenset[str]:
    """The words of the government whose state or force it is: of "force:SY-police" those of the Government of Syria."""
    kind, _, name = identity.partition(":")
    if kind not in {"state", "force"}:
        return frozenset()
    return side_words(str(table("places/countries")["states"].get(name[:2], {}).get("name", "")))


@cache
def _written_out() -> frozenset[str]:
    """All words of the sides and governments that ``data/checking.toml`` names."""
    groups = (group for part in ("sides", "governments") for group in table("checking")[part].items())
    return frozenset(word for first, others in groups for word in (first, *others))


def deaths(event: EventView, row: Reference) -> Answer:
    """How much the numbers of dead speak for one event: small ones agree by chance, a wide range agrees with all, and
    tolls of one event seldom differ by half."""
    told = next(((low, high) for what, low, high in event.counts if what == "killed"), None)
    if told is None or row.low is None or row.high is None:
        return None
    low, high = told
    narrow, telling = ((low + 1) / (high + 1)) ** 0.5, row.high / (row.high + CHANCE)
    if low <= row.high and row.low <= high:
        return narrow * telling, f"deaths {_dead(low, high)} and {_dead(row.low, row.high)} overlap"
    ratio = min(high, row.high) / max(low, row.low, 1)
    return 0.6 * narrow * ratio**2, f"deaths {_dead(low, high)} against {_dead(row.low, row.high)}"


# Half the weight at three deaths: in a war with a report a day, two reports of one or two dead prove little.
CHANCE = 3


TABLE: dict[str, Callable[[EventView, Reference], Answer]] = {
    "when": when,
    "where": where,
    "who": who,
    "deaths": deaths,
}
_SIDES = frozenset({"actor", "recipient", "victim"})


def features(event: EventView, row: Reference, report: frozenset[str] = frozenset()) -> tuple[Feature, ...]:
    """What can be said of the pair, in the table's order. ``report`` are the words of all places its reports name."""
    found = {name: function(event, row) for name, function in TABLE.items()}
    found["where"] = found["where"] or nearby(report, row)
    return tuple(Feature(name, round(answer[0], 4), answer[1]) for name, answer in found.items() if answer)


def probability(found: tuple[Feature, ...]) -> float:
    """A logistic sum, 0 where a feature lies under its least value; all set in ``data/checking.toml``."""
    checking = table("checking")
    told = {f.name: f.value for f in found}
    if "where" not in told or any(told.get(name, 1.0) < least for name, least in checking["least"].items()):
        return 0.0
    total = checking["bias"] + sum(checking["weights"][n] * (v - checking["middle"][n]) for n, v in told.items())
    total += sum(cost for name, cost in checking["untold"].items() if name not in told)
    return round(1 / (1 + math.exp(-total)), 4)


def differences(event: EventView, row: Reference) -> tuple[str, ...]:
    """Where the two tell different things: numbers, days, places."""
    out = []
    told = next(((low, high) for what, low, high in event.counts if what == "killed"), None)
    if told and row.low is not None and row.high is not None and (told[0] > row.high or row.low > told[1]):
        out.append(f"deaths: accounts say {_dead(*told)}, {row.source} {_dead(row.low, row.high)}")
    if event.start and event.end and (event.start > row.end or row.start > event.end):
        out.append(f"date: accounts say {_days(event.start, event.end)}, {row.source} {_days(row.start, row.end)}")
    if event.place and row.place and not place_words(event.place) & place_words(f"{row.place} {row.admin1}"):
        out.append(f"place: accounts say {event.place}, {row.source} {row.place}")
    return tuple(out)


@cache
def place_words(name: str) -> frozenset[str]:
    """The telling words of a place name, by skeleton, so that spellings meet."""
    return frozenset(skeleton(w) or w for w in fold(name).split() if w not in _EMPTY and len(w) > 2)


@cache
def side_words(name: str) -> frozenset[str]:
    """The telling words of a side's name; short names of groups that have long ones too are written out."""
    words = {w for w in fold(re.sub(r"[()/-]", " ", name)).split() if w not in _EMPTY and len(w) > 1}
    states = _spelt(words, "governments")
    own = _spelt(words - states, "sides")
    return own or states


@cache
def _supporters(name: str) -> frozenset[str]:
    """The names of those who fight for a side."""
    helped: dict[str, list[str]] = table("checking")["supporters"]
    allies = {ally for side, found in helped.items() if side in side_words(name) for ally in found}
    return frozenset(word for ally in allies for word in side_words(ally))


def _spelt(words: Set[str], part: str) -> frozenset[str]:
    """The words; with the other names of a side that one of them names, and of governments nothing else."""
    groups: dict[str, list[str]] = table("checking")[part]
    met = {w for first, others in groups.items() if words & {first, *others} for w in (first, *others)}
    return frozenset(met if part == "governments" else {*words, *met})

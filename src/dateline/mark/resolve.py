"""Decides which place a name means, all names of an article together.

Each candidate has named features; a weighted sum ranks the candidates of a name, and a softmax over them is the
probability that stands in ``PlaceMark.score``. Names settle each other: a candidate is worth more where the likely
candidates of the other names lie near it, hold it, or lie in it. Below ``SURE`` nothing is settled and all are rivals.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.data import table
from dateline.folding import fold
from dateline.mark.mentions import Mention
from dateline.records import Entry

SURE = 0.2
STRANGER = 50_000  # people: towns this large are named abroad without a word of where they are
_SMALL = ("PPL", "PPLX", "ADM2")
_SEVERAL, _FAR = 3, 400.0  # other places in its country, and km from the nearest, that make a small place a stray
LINE = 300.0  # km: the longest road or border stretch that reports name by its two ends
KEPT = 14  # candidates per name that take part in settling


@dataclass(frozen=True, slots=True)
class Settled:
    """What a name was settled as: the place, or None; its probability; the other candidates, likeliest first."""

    entry: Entry | None
    score: float
    rivals: tuple[Entry, ...]


@cache
def weights() -> dict[str, float]:
    """The ranker's weights by feature name, from ``data/places/ranker.toml``."""
    return dict(table("places/ranker")["weights"])


@dataclass(slots=True)
class _Name:
    """One name to settle, in all its mentions: candidates with their scores."""

    key: tuple[str, str, int | None]
    mentions: list[int]
    entries: list[Entry]
    base: list[float]
    contained: bool = False


def settle(mentions: Sequence[Mention]) -> list[Settled]:
    """One answer per mention. The same name with the same words around it is one place throughout the article."""
    names = _group(mentions)
    chances = _agree(names)
    settled: list[Settled] = [Settled(None, 0.0, ())] * len(mentions)
    homes = _homes(names, chances)
    answers = [_doubt(name, _answer(name, chance), homes) for name, chance in zip(names, chances, strict=True)]
    for name, answer in zip(names, answers, strict=True):
        for number in name.mentions:
            settled[number] = _stray(name, answer, answers)
    return settled


def chances_of(mentions: Sequence[Mention]) -> list[dict[str, float]]:
    """For each mention the chance of every candidate that took part, by its id."""
    names = _group(mentions)
    found: list[dict[str, float]] = [{}] * len(mentions)
    for name, chance in zip(names, _agree(names), strict=True):
        for number in name.mentions:
            found[number] = {entry.id: share for entry, share in zip(name.entries, chance, strict=True)}
    return found


def _group(mentions: Sequence[Mention]) -> list[_Name]:
    """Mentions of one name, one container and one kind asked for are settled together.

    A bare mention joins the first mention that has a container: "Lexington, Ky." once, "Lexington" after.
    """
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    first: dict[str, tuple[str, str]] = {}
    for number, mention in enumerate(mentions):
        folded = fold(mention.name)
        holder = fold(mentions[mention.within].name) if mention.within is not None else ""
        asked = mention.asked or ""
        if holder and folded not in first:
            first[folded] = (holder, asked)
        if not holder and folded in first:
            holder = first[folded][0]
        groups[folded, holder, asked if asked in _SPLITTING else ""].append(number)
    return [_name(mentions, numbers) for numbers in groups.values()]


_SPLITTING = frozenset(("PCLI", "ADM1", "ADM2", "AIRP", "BASE", "CROSSING", "OIL", "CAMP", "DAM", "NAT"))


def _name(mentions: Sequence[Mention], numbers: list[int]) -> _Name:
    known = [n for n in numbers if mentions[n].entries] or numbers
    lead = next((mentions[n] for n in known if mentions[n].within is not None), mentions[known[0]])
    holder = mentions[lead.within] if lead.within is not None else None
    mates = [e for n in numbers if (mate := mentions[n].mate) is not None for e in mentions[mate].entries]
    scored = sorted(((_base(e, lead, holder, mates), -n, e) for n, e in enumerate(lead.entries)), reverse=True)[:KEPT]
    return _Name(
        (lead.name, "", None), numbers, [e for _, _, e in scored], [s for s, _, _ in scored], holder is not None
    )


def _base(entry: Entry, mention: Mention, holder: Mention | None, mates: Sequence[Entry]) -> float:
    """The weighted sum of what the name's own words say of a candidate, and whether a line from it may end at a mate."""
    weight = weights()
    mate = weight["mate"] * any(kilometres(entry, other) < LINE for other in mates)
    return mate + sum(weight[name] * value for name, value in features(entry, mention, holder).items())


def features(entry: Entry, mention: Mention, holder: Mention | None) -> dict[str, float]:
    """The named features of one candidate that do not depend on the article's other names."""
    folded = fold(mention.name)
    return {
        "population": (math.log10(max(entry.population, 100)) - 2) * _OWN.get(entry.feature, 1.0),
        "country": float(entry.feature == "PCLI"),
        "region": float(entry.feature in ("CONT", "RGN", "SEA")),
        "division": float(entry.feature == "ADM1"),
        "county": float(entry.feature == "ADM2"),
        "capital": float(entry.feature == "PPLC"),
        "reviewed": float(entry.source == "dateline" and entry.feature not in ("CONT", "RGN", "SEA")),
        "feature_unknown": float(entry.source == "gdelt"),
        "same_spelling": float(folded == fold(entry.name)),
        "kind_asked": _kind_asked(entry, mention.asked),
        "contained": _contained(entry, holder),
        "side_fits": _side_fits(entry, mention, holder),
    }


# People of a division live in its towns: their number says less of how often the division itself is meant.
_OWN = {"ADM1": 0.6, "ADM2": 0.6}

_ASKED = {
    "PCLI": {"PCLI"}, "ADM1": {"ADM1"}, "ADM2": {"ADM2"}, "PPL": {"PPL", "PPLC", "PPLX", "ADM2"}, "PPLX": {"PPLX", "PPL"},
    "CAMP": {"CAMP", "BASE"}, "AIRP": {"AIRP", "BASE"}, "BASE": {"BASE", "AIRP", "CAMP"},
    "CROSSING": {"CROSSING", "CHKP"},
    "OIL": {"OIL", "AREA"}, "PORT": {"PORT"}, "DAM": {"DAM", "LK", "PLANT"}, "PRN": {"PRN"},
    "NAT": {"STM", "LK", "MT", "MTS", "ISL", "BAY", "VAL", "SEA", "CAPE", "RGN"}, "RD": {"RD"}, "AREA": {"AREA", "RGN"},
}  # fmt: skip


def _kind_asked(entry: Entry, asked: str | None) -> float:
    """1 where the words ask for this kind of place, -1 where they ask for another that divisions cannot be."""
    if asked not in _ASKED:
        return 0.0
    if entry.feature in _ASKED[asked]:
        return 1.0
    return -1.0 if "ADM1" in (asked, entry.feature) or entry.feature == "PCLI" else 0.0


def _contained(entry: Entry, holder: Mention | None) -> float:
    """1 where the place named as container holds this candidate, -1 where it does not."""
    if holder is None or not holder.entries:
        return 0.0
    best = -1.0
    for outer in holder.entries[:4]:
        best = max(best, holds(outer, entry))
    return best


def _side_fits(entry: Entry, mention: Mention, holder: Mention | None) -> float:
    """Between -1 and 1: how well a candidate lies in the part of the container that is named ("in northern Syria")."""
    if holder is None or mention.side is None or not holder.entries:
        return 0.0
    middle = holder.entries[0]
    east = (entry.lon - middle.lon) * math.cos(math.radians(middle.lat))
    north = entry.lat - middle.lat
    away = math.hypot(east, north) or 1.0
    angle = math.radians(mention.side)
    return (north * math.cos(angle) + east * math.sin(angle)) / away


def holds(outer: Entry, inner: Entry) -> float:
    """1 where ``outer`` holds ``inner``, by division or by extent; -1 where it cannot."""
    if outer.id == inner.id or inner.feature == "PCLI":
        return -1.0
    if outer.feature == "PCLI":
        return 1.0 if inner.country == outer.country else -1.0
    if outer.feature == "ADM1":
        return 1.0 if (inner.country, inner.admin1) == (outer.country, outer.admin1) else -1.0
    return 1.0 if kilometres(outer, inner) < max(30.0, 1.5 * outer.radius_km) else -1.0


def kilometres(a: Entry, b: Entry) -> float:
    """The great-circle distance of two places in km."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((q - p) / 2) ** 2
    half += math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


SUPPORTS = ("near", "same_state", "same_country", "held_by_state", "held_by_country")


def _agree(names: list[_Name]) -> list[list[float]]:
    """Chances for every candidate of every name, after the names have settled each other."""
    chances = [_softmax(name.base) for name in names]
    if sum(map(len, chances)) < 2:
        return chances
    import numpy as np

    owner = np.repeat(np.arange(len(names)), [len(n.entries) for n in names])
    base = np.concatenate([n.base for n in names])
    chance = np.concatenate(chances)
    weight = np.array([weights()[name] for name in SUPPORTS])
    ties = _ties(names, owner)
    for _ in range(3):
        scores = base + weight @ supports(names, owner, ties, chance)
        chance = _softmax_by(scores, owner, len(names))
    return [chance[owner == n].tolist() for n in range(len(names))]


def supports(names: list[_Name], owner: Any, ties: list[Any], chance: Any) -> Any:
    """For each kind of support a row: log(1 + how much the other names, by their chances, speak for a candidate)."""
    import numpy as np

    count = np.array([min(len(n.mentions), 3) for n in names], dtype=float)[owner]
    return np.log1p(np.stack([tie @ (chance * count) for tie in ties]))


def _ties(names: list[_Name], owner: Any) -> list[Any]:
    """For each kind of support a matrix: what each candidate (column) says for each candidate of another name (row)."""
    import numpy as np

    entries = [e for n in names for e in n.entries]
    lat = np.radians(np.array([e.lat for e in entries], dtype=np.float32))
    lon = np.radians(np.array([e.lon for e in entries], dtype=np.float32))
    country, state = _codes([e.country for e in entries]), _codes([f"{e.country}/{e.admin1}" for e in entries])
    is_country = np.array([e.feature == "PCLI" for e in entries])
    is_state = np.array([e.feature == "ADM1" for e in entries])
    named = np.array([bool(e.admin1) for e in entries])
    other = owner[:, None] != owner[None, :]
    same_country = (country[:, None] == country[None, :]) & (country >= 0)[:, None] & other
    same_state = (state[:, None] == state[None, :]) & named[:, None] & other & ~is_country[:, None]
    near = _nearness(lat, lon) * other * ~is_country[:, None] * ~is_country[None, :]
    ties = [near, same_state, same_country, same_state & is_state[None, :], same_country & is_country[None, :]]
    return [tie.astype(np.float32) for tie in ties]


def _nearness(lat: Any, lon: Any) -> Any:
    """exp(-distance / 100 km) for every pair."""
    import numpy as np

    cos = np.cos(lat)
    x, y, z = cos * np.cos(lon), cos * np.sin(lon), np.sin(lat)
    dot = np.clip(np.outer(x, x) + np.outer(y, y) + np.outer(z, z), -1.0, 1.0)
    return np.exp(-6371.0 * np.arccos(dot) / 100.0)


def _codes(values: list[str]) -> Any:
    import numpy as np

    index: dict[str, int] = {"": -1, "/": -1}
    return np.array([index.setdefault(value, len(index)) if value not in ("", "/") else -1 for value in values])


def _softmax(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    return [p / sum(powers) for p in powers]


def _softmax_by(scores: Any, owner: Any, names: int) -> Any:
    import numpy as np

    top = np.full(names, -np.inf)
    np.maximum.at(top, owner, scores)
    powers = np.exp(scores - top[owner])
    return powers / np.bincount(owner, powers, minlength=names)[owner]


def _homes(names: list[_Name], chances: list[list[float]]) -> dict[str, float]:
    """How many of the article's names lie in each country, by their chances."""
    found: dict[str, float] = defaultdict(float)
    for name, chance in zip(names, chances, strict=True):
        for entry, share in zip(name.entries, chance, strict=True):
            found[entry.country] += share
    return found


def _doubt(name: _Name, answer: Settled, homes: dict[str, float]) -> Settled:
    """A small place in a country where nothing else of the article lies is rather one no gazetteer holds: unsettled."""
    entry = answer.entry
    if entry is None or entry.population >= STRANGER or entry.feature in ("PCLI", "ADM1", "RGN", "CONT", "SEA", "STM"):
        return answer
    here, most = homes[entry.country], max(homes.values())
    if name.contained or _reviewed(entry, name.key[0]) or here > 1.2 or most < 2.5:
        return answer
    return Settled(None, answer.score, (entry, *answer.rivals)[:6])


def _stray(name: _Name, answer: Settled, answers: Sequence[Settled]) -> Settled:
    """A small place far from every other of the article, where several lie in its country, is rather another of that
    name that no gazetteer holds: unsettled."""
    entry = answer.entry
    if entry is None or entry.population >= STRANGER or entry.feature not in _SMALL or name.contained:
        return answer
    others = [a.entry for a in answers if a.entry and a.entry.country == entry.country and a.entry.feature != "PCLI"]
    others = [e for e in others if e.id != entry.id]
    if len(others) < _SEVERAL or _reviewed(entry, name.key[0]) or min(kilometres(entry, e) for e in others) < _FAR:
        return answer
    return Settled(None, answer.score, (entry, *answer.rivals)[:6])


def _reviewed(entry: Entry, name: str) -> bool:
    """Whether a reviewed place shares a word with the name, not only the consonants of one ("Tiébani", "Tabbaneh")."""
    return entry.source == "dateline" and bool({*fold(entry.name).split()} & {*fold(name).split()})


def _answer(name: _Name, chance: list[float]) -> Settled:
    """The likeliest candidate where it is likely enough; candidates in one spot count as one."""
    if not name.entries:
        return Settled(None, 0.0, ())
    ranked = sorted(zip(chance, name.entries, strict=True), key=lambda pair: -pair[0])
    best = ranked[0][1]
    score = sum(c for c, e in ranked if e.country == best.country and kilometres(e, best) < 40)
    rivals = tuple(e for c, e in ranked[1:] if c > 0.02 and kilometres(e, best) > 10)[:5]
    if score < SURE:
        return Settled(None, round(score, 3), (best, *rivals)[:6])
    return Settled(best, round(min(score, 1.0), 3), rivals)

"""Scores claims against a table of expected readings of one article: pure functions.

A row is anchored to the first occurrence of some words. It takes the claim that overlaps the anchor (and the row's
trigger, where it names one) and meets the largest share of its fields; a claim serves one row unless a row is shared.
Texts are compared folded: without accents, case, and differences of blanks and hyphens.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Claim = Mapping[str, Any]
Row = Mapping[str, Any]
Range = tuple[int, int]

_NOT_FIELDS = {"id", "anchor", "trigger", "shared", "note"}
_PARTS = ("actor", "recipient", "victim", "instrument", "moved")


def folded(text: object) -> str:
    """Lower case without accents; every run of blanks and hyphens is one blank."""
    flat = unicodedata.normalize("NFKD", str(text or "")).replace("’", "'")
    return re.sub(r"[\s\-]+", " ", "".join(c for c in flat if not unicodedata.combining(c))).lower()


def _names(thing: Mapping[str, Any]) -> list[object]:
    return [thing.get("name"), (thing.get("span") or {}).get("text"), thing.get("id")]


def _one_of(wanted: Sequence[str], names: Sequence[object]) -> bool:
    return any(folded(w) in folded(n) for w in wanted for n in names)


def _role_names(claim: Claim, part: str | None = None) -> list[object]:
    roles = (claim.get("event") or {}).get("roles") or []
    return [n for r in roles if part is None or r.get("role") == part for n in _names(r)]


def _places(claim: Claim, part: str | None = None) -> list[Mapping[str, Any]]:
    where = (claim.get("event") or {}).get("where") or []
    return [w for w in where if part is None or (w.get("role") or "place") == part]


def _place_names(claim: Claim, part: str | None = None) -> list[object]:
    return [n for w in _places(claim, part) for n in _names(w)]


def _close(where: Mapping[str, Any], point: Sequence[float]) -> bool:
    """Whether a place lies within ``point[2]`` degrees of latitude and longitude of a point."""
    lat, lon, by = point
    return where.get("lat") is not None and abs(where["lat"] - lat) < by and abs(where["lon"] - lon) < by


def _vague(where: Mapping[str, Any], km: float) -> bool:
    return where.get("lat") is None or (where.get("radius_km") or 0) >= km


def _day(claim: Claim, side: str) -> str | None:
    when = (claim.get("event") or {}).get("when")
    return when[side] if when else None


def _counted(claim: Claim, wanted: Mapping[str, Any]) -> bool:
    counts = (claim.get("event") or {}).get("counts") or []
    return any(
        c["what"] in wanted["what"] and c["low"] >= wanted["low"] and c["high"] <= wanted["high"] for c in counts
    )


def _voices(claim: Claim) -> list[Mapping[str, Any]]:
    return list(claim.get("attribution") or [])


def _within(day: str | None, limits: Sequence[str]) -> bool:
    return day is not None and limits[0] <= day <= limits[1]


Test = Callable[[Claim, Any], bool]

TESTS: dict[str, Test] = {
    "kind": lambda c, w: c.get("kind") in w,
    "type": lambda c, w: (c.get("event") or {}).get("type") in w,
    "acled": lambda c, w: (c.get("event") or {}).get("acled") in w,
    "party": lambda c, w: all(_one_of(one, _role_names(c)) for one in w),
    "origin": lambda c, w: _one_of(w, _place_names(c, "origin")),
    "destination": lambda c, w: _one_of(w, _place_names(c, "destination")),
    "via": lambda c, w: _one_of(w, _place_names(c, "via")),
    "place": lambda c, w: _one_of(w, _place_names(c)),
    "at": lambda c, w: any(_close(p, w) for p in _places(c)),
    "unpinned": lambda c, w: all(_vague(p, w) for p in _places(c)),
    "country": lambda c, w: any(p.get("country") in w for p in _places(c)),
    "start": lambda c, w: _within(_day(c, "start"), w),
    "end": lambda c, w: _within(_day(c, "end"), w),
    "count": _counted,
    "polarity": lambda c, w: (c.get("certainty") or {}).get("polarity") in w,
    "modality": lambda c, w: (c.get("certainty") or {}).get("modality") in w,
    "tense": lambda c, w: (c.get("certainty") or {}).get("tense") in w,
    "voice": lambda c, w: any(v.get("kind") in w for v in _voices(c)),
    "source": lambda c, w: _one_of(w, [n for v in _voices(c) for n in _names(v)]),
    "stance": lambda c, w: any(v.get("stance") in w for v in _voices(c)),
    "quote": lambda c, w: any(v.get("quote") in w for v in _voices(c)),
    "loaded": lambda c, w: _one_of(w, [(r.get("span") or {}).get("text") for r in c.get("rhetoric") or []]),
    **{part: (lambda c, w, part=part: _one_of(w, _role_names(c, part))) for part in _PARTS},  # type: ignore[misc]
}


def wanted(row: Row) -> dict[str, Any]:
    """The fields of a row. Raises KeyError on a field no test knows."""
    found = {name: value for name, value in row.items() if name not in _NOT_FIELDS}
    for name in found:
        TESTS[name]
    return found


def occurred(claim: Claim) -> bool:
    """Whether a claim says that something happened: affirmed, asserted or probable, neither future nor hypothetical."""
    sure = claim.get("certainty") or {}
    return (
        claim.get("kind") == "event"
        and sure.get("polarity") == "positive"
        and sure.get("modality") in ("asserted", "probable")
        and sure.get("tense") not in ("future", "hypothetical")
    )


def _all_ranges(text: str, words: str) -> list[Range]:
    if not words:
        return []
    starts = [m.start() for m in re.finditer(f"(?={re.escape(words)})", text)]
    return [(s, s + len(words)) for s in starts]


def _meet(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


@dataclass(frozen=True)
class Spot:
    """Where a claim's clause stands in the folded article, and its trigger, if it has one."""

    clause: Range
    trigger: Range | None


def spots(claim: Claim, article: str) -> list[Spot]:
    """Every place of the folded article where the claim's words stand, found by words, not by offsets."""
    span = claim.get("span") or {}
    clauses = _all_ranges(article, folded(span.get("text")).strip())
    trigger = (claim.get("event") or {}).get("trigger") or {}
    if not trigger:
        return [Spot(c, None) for c in clauses]
    lead = len(folded((span.get("text") or "")[: max(0, trigger["start"] - span["start"])]))
    size = max(1, len(folded(trigger["text"])))
    return [Spot(c, (c[0] + lead, c[0] + lead + size)) for c in clauses]


def _anchors(row: Row, article: str) -> tuple[Range, Range | None]:
    """The row's anchor and the last occurrence of its trigger inside it."""
    anchor = _all_ranges(article, folded(row["anchor"]))[0]
    inside = _all_ranges(article[anchor[0] : anchor[1]], folded(row.get("trigger")))
    return anchor, (anchor[0] + inside[-1][0], anchor[0] + inside[-1][1]) if inside else None


def _covers(spot: Spot, anchor: Range, trigger: Range | None) -> bool:
    return _meet(spot.clause, anchor) and (trigger is None or spot.trigger is None or _meet(spot.trigger, trigger))


@dataclass(frozen=True)
class Score:
    """How one article was read: ``taken`` gives each row's claim and the fields it met."""

    rows: tuple[Row, ...]
    taken: Mapping[int, tuple[int, tuple[str, ...]]]
    spurious: tuple[int, ...]

    @property
    def rows_met(self) -> int:
        """Rows whose every field is met."""
        return sum(len(met) == len(wanted(self.rows[r])) for r, (_, met) in self.taken.items())

    @property
    def fields(self) -> int:
        """All fields, with one for each row that a claim covers it."""
        return sum(len(wanted(row)) + 1 for row in self.rows)

    @property
    def fields_met(self) -> int:
        """The fields met, with one for each row covered."""
        return sum(len(met) + 1 for _, met in self.taken.values())


def _assign(
    rows: Sequence[Row], pairs: list[tuple[float, int, int, int, int]], met: dict[tuple[int, int], tuple[str, ...]]
) -> dict[int, tuple[int, tuple[str, ...]]]:
    found: dict[int, tuple[int, tuple[str, ...]]] = {}
    used: set[int] = set()
    for *_, r, i in sorted(pairs):
        shared = bool(rows[r].get("shared"))
        if r not in found and (shared or i not in used):
            found[r] = (i, met[r, i])
            if not shared:
                used.add(i)
    return found


def score(rows: Sequence[Row], text: str, claims: Sequence[Claim]) -> Score:
    """Scores ``claims`` against ``rows`` of the article ``text``.

    The best pair of row and claim is settled first: by the share of fields met, then their number, then the shorter
    clause. Spurious are the claims of something that happened, matched to no row, whose trigger touches no anchor.
    """
    article = folded(text)
    places = [spots(c, article) for c in claims]
    anchors = [_anchors(row, article) for row in rows]
    pairs, met = [], dict[tuple[int, int], tuple[str, ...]]()
    for r, row in enumerate(rows):
        fields = wanted(row)
        for i, claim in enumerate(claims):
            if any(_covers(s, *anchors[r]) for s in places[i]):
                met[r, i] = tuple(f for f, w in fields.items() if TESTS[f](claim, w))
                size = min(s.clause[1] - s.clause[0] for s in places[i])
                pairs.append((-len(met[r, i]) / len(fields), -len(met[r, i]), size, r, i))
    taken = _assign(rows, pairs, met)
    return Score(tuple(rows), taken, tuple(_spurious(rows, claims, places, anchors, taken)))


def _spurious(
    rows: Sequence[Row],
    claims: Sequence[Claim],
    places: list[list[Spot]],
    anchors: list[tuple[Range, Range | None]],
    taken: Mapping[int, tuple[int, tuple[str, ...]]],
) -> list[int]:
    kept = {i for r, (i, _) in taken.items() if not rows[r].get("shared")}
    covered = [trigger or anchor for anchor, trigger in anchors]
    return [
        i
        for i, claim in enumerate(claims)
        if i not in kept
        and occurred(claim)
        and not any(_meet(s.trigger or s.clause, c) for s in places[i] for c in covered)
    ]

"""Checking on FA-KES against UCDP events: how many articles with an event of their governorate and day are matched, and
whether matches and refusals hold when read by eye.

``readings/checking.csv`` holds the unit id of an article, the id of a UCDP row, and the verdict of a reader who had both
before them: "same" where an event the article tells is the row's or a part of it, else "different". Read were every row
of an article's governorate and day, every row of its days whose place it names, and what any version matched. The file is
a sample of UCDP's events: one article in nine that has a row of its governorate and day tells of that row's event, so
``found`` (of the pairs read as the same) measures recall, and ``matched`` has a ceiling of about .11.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import dateline
from bench.fakes_events import Corpus, corpus, read_by_eye
from bench.result import Result, bootstrap, prf
from dateline.check import ReferenceSet, read_references
from dateline.records import Reference

# FA-KES's governorates as UCDP spells them (folded beginnings).
DIVISIONS = {
    "aleppo": ("Aleppo",),
    "damascus": ("Damascus", "Rif Dimashq"),
    "idlib": ("Idlib",),
    "raqqa": ("Ar Raqqah",),
    "deir ezzor": ("Deir ez Zor",),
    "homs": ("Homs",),
    "hasakeh": ("Al Hasakah",),
    "hama": ("Hamah",),
    "lattakia": ("Latakia",),
    "quneitra": ("Quneitra",),
    "daraa": ("Daraa",),
    "tartous": ("Tartus",),
}
Pair = tuple[str, str]


@dataclass(frozen=True)
class Outcome:
    """One article: the rows of its governorate and day, and the rows its events were matched with."""

    unit: str
    near: frozenset[str]
    matched: frozenset[str]


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """All articles against ``reference/ucdp_aec.jsonl``."""
    found = corpus(data, split, limit)
    references = read_references(data / "reference" / "ucdp_aec.jsonl")
    outcomes = outcomes_of(found, references)
    read = {(r["article"], r["reference"]): r["verdict"] == "same" for r in read_by_eye("checking")}
    given = {(o.unit, row) for o in outcomes for row in o.matched}
    known = sorted(p for p in read if p[0] in found.articles)
    matches, refusals = [p for p in known if p in given], [p for p in known if p not in given]
    may = [o for o in outcomes if o.near]
    return Result(
        bench="checking",
        split=split,
        docs=len(outcomes),
        items=len(may),
        metrics={
            "matched": _matched(may),
            "matched_there_and_then": sum(bool(o.matched & o.near) for o in may) / max(1, len(may)),
            "precision": _share(matches, read, True),
            "refusals_right": _share(refusals, read, False),
            "found": _share([p for p in known if read[p]], dict.fromkeys(matches, True), True),
            "read_of_matches": len(matches) / max(1, len(given)),
        },
        intervals={
            "matched": bootstrap(may, _matched),
            "precision": bootstrap(matches, lambda pairs: _share(pairs, read, True)),
        },
        baselines={
            "any row of governorate and day": {"precision": _share([p for p in known if _near(p, may)], read, True)}
        },
        beat={"precision": "goal .85 on 60 matches read"},
        predictions=[{"item": "-".join(p), "ok": read.get(p)} for p in sorted(given)],
        notes=(
            f"{len(may)} of {len(outcomes)} articles have a UCDP event in their governorate within a day; "
            f"{len(matches)} matches and {len(refusals)} refusals were read.",
        ),
    )


def outcomes_of(found: Corpus, references: ReferenceSet) -> list[Outcome]:
    """What checking the linked corpus gives for each article."""
    matched: dict[str, set[str]] = {unit: set() for unit in found.articles}
    units = found.units
    events = {event.id: event for event in found.linked.events}
    for checked in dateline.check(found.linked, references):
        article = {account.claim: account.article for account in events[checked.event].accounts}
        for match in checked.matches:
            for claim in match.claims:
                matched[units[article[claim]]].add(match.reference)
    return [
        Outcome(unit, frozenset(there_and_then(row, references.rows)), frozenset(matched[unit]))
        for unit, row in found.rows.items()
    ]


def there_and_then(row: Mapping[str, str], rows: Iterable[Reference]) -> Iterable[str]:
    """The rows of the gold governorate within a day of the gold date."""
    month, day, year = map(int, row["date"].split("/"))
    gold, reach = date(2000 + year, month, day), timedelta(1)
    starts = DIVISIONS[row["location"]]
    for r in rows:
        if r.start - reach <= gold <= r.end + reach and r.country == "Syria" and r.admin1.startswith(starts):
            yield r.id


def _near(pair: Pair, may: Iterable[Outcome]) -> bool:
    return any(o.unit == pair[0] and pair[1] in o.near for o in may)


def _matched(outcomes: Iterable[Outcome]) -> float:
    told = list(outcomes)
    return sum(bool(o.matched) for o in told) / max(1, len(told))


def _share(pairs: Iterable[Pair], read: Mapping[Pair, bool], verdict: bool) -> float:
    told = list(pairs)
    return prf(sum(read.get(p) is verdict for p in told), len(told), len(told))[0]

"""FA-KES: the whole record of one article on the Syrian war, against one normalised gold record.

Our claims hold many events; the gold holds one. ``fakes_record`` picks ours, sees no gold field, and says it in the
gold's terms; this file reads the rows and scores.
"""

import csv
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import dateline
from bench.fakes_record import Answer, answer_of
from bench.fakes_trivial import baselines, gold_day, gold_number
from bench.result import Result, bootstrap, locate, prf, sample

COUNTS = {"dev": 314}


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """All articles of ``{split}.csv``."""
    rows = sample(load(locate(data, "fakes") / f"{split}.csv", split), limit)
    pairs = [(row, answer(row)) for row in rows]
    scores = {name: (lambda items, f=f: f(items)) for name, f in METRICS.items()}
    return Result(
        bench="fakes",
        split=split,
        docs=len(rows),
        items=len(rows),
        metrics={name: f(pairs) for name, f in METRICS.items()},
        intervals={name: bootstrap(pairs, f) for name, f in scores.items()},
        baselines=baselines(rows),
        beat=BEAT,
        predictions=[_prediction(row, a) for row, a in pairs],
        notes=("FA-KES dates are unreliable where the crowd gave none: date metrics use rows with crowd_date only.",),
    )


BEAT = {
    "governorate": ".875 (first-named, all 789 rows); goal .95",
    "date_exact": ".532 (trivial, all rows with a crowd date); goal .80",
    "actor": ".435 (majority, all rows); goal .75",
    "cause": ".563 (majority, all rows); goal .85",
    "civilians_exact": ".484 (trivial, all rows); goal .80",
}


def load(path: Path, split: str) -> list[dict[str, str]]:
    """The rows of the csv; the development file must have as many as DATA.md says."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = COUNTS.get(split)
    assert expected is None or len(rows) == expected, f"{path}: {len(rows)} rows, expected {expected}"
    return rows


def answer(row: dict[str, str]) -> Answer:
    """What dateline says of one article."""
    title = row["article_title"].strip()
    return answer_of(dateline.code(f"{title}\n\n{row['article_content']}"))


def _fraction(items: Sequence[Any], test: Callable[[Any], bool]) -> float:
    return sum(map(test, items)) / len(items) if items else 0.0


Pair = tuple[dict[str, str], Answer]


def _dated(pairs: Sequence[Pair]) -> list[Pair]:
    return [(r, a) for r, a in pairs if r["crowd_date"].strip()]


def _days_off(pair: Pair) -> int:
    return abs((date.fromisoformat(pair[1].day) - gold_day(pair[0])).days) if pair[1].day else 10_000


def _macro_f(pairs: Sequence[Pair], gold: str, ours: Callable[[Answer], str]) -> float:
    labels = {r[gold] for r, _ in pairs}
    total = 0.0
    for label in labels:
        right = sum(r[gold] == label == ours(a) for r, a in pairs)
        total += prf(right, sum(ours(a) == label for _, a in pairs), sum(r[gold] == label for r, _ in pairs))[2]
    return total / len(labels) if labels else 0.0


def _location_f(pairs: Sequence[Pair]) -> float:
    gold = [(r, a) for r, a in pairs if r["crowd_location"].strip()]
    right = sum(bool(a.place) and (_overlap(a.place, r["crowd_location"])) for r, a in gold)
    return prf(right, sum(bool(a.place) for _, a in gold), len(gold))[2]


def _overlap(ours: str, gold: str) -> bool:
    skip = {"al", "the", "of", "in", "city", "province", "governorate", "el"}
    words = lambda text: set(re.findall(r"[a-z]+", text.lower())) - skip  # noqa: E731
    return bool(words(ours) & words(gold))


def _close(row: dict[str, str], a: Answer) -> bool:
    gold = gold_number(row["nb_civilians"])
    return abs(a.civilians - gold) <= 0.1 * gold


METRICS: dict[str, Callable[[Sequence[Pair]], float]] = {
    "governorate": lambda pairs: _fraction(pairs, lambda p: p[1].governorate == p[0]["location"]),
    "location_f": _location_f,
    "date_exact": lambda pairs: _fraction(_dated(pairs), lambda p: _days_off(p) == 0),
    "date_1d": lambda pairs: _fraction(_dated(pairs), lambda p: _days_off(p) <= 1),
    "actor": lambda pairs: _fraction(pairs, lambda p: p[1].actor == p[0]["actor"]),
    "actor_macro_f": lambda pairs: _macro_f(pairs, "actor", lambda a: a.actor),
    "cause": lambda pairs: _fraction(pairs, lambda p: p[1].cause == p[0]["cause_of_death"]),
    "cause_macro_f": lambda pairs: _macro_f(pairs, "cause_of_death", lambda a: a.cause),
    "civilians_exact": lambda pairs: _fraction(pairs, lambda p: p[1].civilians == gold_number(p[0]["nb_civilians"])),
    "civilians_10pct": lambda pairs: _fraction(pairs, lambda p: _close(*p)),
    "unsupported": lambda pairs: 1 - _fraction([s for _, a in pairs for s in a.supported] or [True], bool),
}


def _prediction(row: dict[str, str], a: Answer) -> dict[str, Any]:
    gold = {k: row[k] for k in ("location", "date", "actor", "cause_of_death", "nb_civilians", "crowd_date")}
    ours = {"location": a.governorate, "date": a.day, "actor": a.actor, "cause": a.cause, "civilians": a.civilians}
    right = a.governorate == row["location"] and a.actor == row["actor"] and a.cause == row["cause_of_death"]
    return {
        "item": row["unit_id"],
        "ours": ours,
        "gold": gold,
        "ok": right and a.civilians == gold_number(row["nb_civilians"]),
    }

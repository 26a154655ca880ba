"""How far our probabilities can be trusted: expected calibration error and coverage against accuracy.

Each answer of ``HEADS`` comes with the probability that it is right, on what training never saw. ``ece_…`` is the mean
distance between that probability and the share of right answers, over ten equal bins of probability, weighted by their
answers. ``accuracy_…_at_50`` is the accuracy over the surer half of the answers, ``…_at_80`` over the surer four
fifths, ``…`` over all: a reader who lets us abstain can look up what that buys. ``event_location`` counts only verbs to
which a place was given, right where all its words are. The error has no interval: drawing with replacement only raises it.
"""

import importlib
from collections.abc import Sequence
from pathlib import Path

from bench.result import Result, bootstrap

# Bench → what the probability is of.
HEADS = {"subjectivity": "opinion", "loaded": "bias", "plover": "type", "event_location": "place"}
COVERAGE = (0.5, 0.8, 1.0)
BINS = 10
Chance = tuple[float, bool]  # probability of being right, and whether it was


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """The heads whose sets are at hand, each by its own bench."""
    chances = {kind: of_bench(name, data, split, limit) for name, kind in HEADS.items()}
    return Result(
        bench="calibration",
        split=split,
        docs=sum(map(len, chances.values())),
        items=sum(map(len, chances.values())),
        metrics={k: v for kind, found in chances.items() for k, v in metrics(kind, found).items()},
        baselines={"always sure": {f"ece_{kind}": ece([(1.0, ok) for _, ok in c]) for kind, c in chances.items()}},
        intervals={f"accuracy_{kind}": bootstrap(found, accuracy) for kind, found in chances.items()},
        notes=tuple(f"{kind}: {curve(found)}" for kind, found in chances.items()),
    )


def of_bench(name: str, data: Path, split: str, limit: int | None) -> list[Chance]:
    """The answers of one bench that come with a probability."""
    result: Result = importlib.import_module(f"bench.{name}").run(data, split, limit)
    return [(float(row["chance"]), bool(row["ok"])) for row in result.predictions if "chance" in row]


def metrics(kind: str, chances: Sequence[Chance]) -> dict[str, float]:
    """The error and the accuracies of one head."""
    names = (f"accuracy_{kind}" + (f"_at_{share:.0%}".rstrip("%") if share < 1 else "") for share in COVERAGE)
    return {f"ece_{kind}": ece(chances)} | dict(zip(names, (accuracy(chances, s) for s in COVERAGE), strict=True))


def ece(chances: Sequence[Chance]) -> float:
    """Expected calibration error; 0 where there is nothing."""
    bins: dict[int, list[Chance]] = {}
    for chance, ok in chances:
        bins.setdefault(min(int(chance * BINS), BINS - 1), []).append((chance, ok))
    return sum(abs(sum(c - ok for c, ok in found)) for found in bins.values()) / max(1, len(chances))


def accuracy(chances: Sequence[Chance], share: float = 1.0) -> float:
    """The share of right answers among the surest ``share`` of them; 0 where there is none."""
    surest = sorted(chances, key=lambda c: -c[0])[: round(share * len(chances))]
    return sum(ok for _, ok in surest) / len(surest) if surest else 0.0


def curve(chances: Sequence[Chance]) -> str:
    """Coverage → accuracy, in tenths."""
    return ", ".join(f"{tenth}0 % {accuracy(chances, tenth / 10):.3f}" for tenth in range(1, 11))

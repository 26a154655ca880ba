"""What a bench returns, and the document-level bootstrap every bench uses."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Result:
    """One bench on one split.

    ``metrics``, ``baselines`` (trivial answers) and ``peers`` (other tools run now, "name version": {metric: value})
    hold numbers under the same metric names; ``intervals`` 95 % document-level bootstrap intervals; ``beat`` the
    numbers to beat, with where each comes from. ``predictions`` are JSON-ready rows, ours beside gold, each with a
    stable ``item`` key and, where it makes sense, ``ok``: whether it was right.
    """

    bench: str
    split: str
    docs: int
    items: int
    metrics: dict[str, float]
    baselines: dict[str, dict[str, float]] = field(default_factory=dict)
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)
    beat: dict[str, str] = field(default_factory=dict)
    peers: dict[str, dict[str, float]] = field(default_factory=dict)
    predictions: list[dict[str, Any]] = field(default_factory=list)
    notes: tuple[str, ...] = ()


def bootstrap(
    documents: Sequence[T], score: Callable[[Sequence[T]], float], samples: int = 1000
) -> tuple[float, float]:
    """The 95 % interval of ``score`` over documents drawn with replacement. Seeded: the same input, the same answer."""
    if not documents:
        return (0.0, 0.0)
    rng = random.Random(20210304)
    drawn = sorted(score(rng.choices(documents, k=len(documents))) for _ in range(samples))
    return (drawn[int(samples * 0.025)], drawn[int(samples * 0.975) - 1])


def prf(right: float, guessed: float, gold: float) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where undefined, 1 where nothing was asked and nothing given."""
    if not guessed and not gold:
        return (1.0, 1.0, 1.0)
    p = right / guessed if guessed else 0.0
    r = right / gold if gold else 0.0
    return (p, r, 2 * p * r / (p + r) if p + r else 0.0)


def sample(items: Sequence[T], limit: int | None) -> list[T]:
    """A fixed sample of about ``limit`` items, spread evenly; all of them where ``limit`` is None."""
    if limit is None or limit >= len(items):
        return list(items)
    return [items[i * len(items) // limit] for i in range(limit)]


def locate(data: Path, *folders: str) -> Path:
    """``data`` itself, or the first of ``folders`` below it that exists: DIR may be the whole collection or one set.

    Raises SystemExit naming the folder where ``data`` does not exist.
    """
    if not data.exists():
        raise SystemExit(f"bench: no such folder: {data}; give --data the folder that holds the gold data")
    return next((data / folder for folder in folders if (data / folder).exists()), data)

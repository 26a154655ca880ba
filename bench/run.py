"""Runs one bench by its name and prints what it returns."""

import importlib
import json
import time
from pathlib import Path

from bench.result import Result


def timed(name: str, data: Path, split: str = "dev", limit: int | None = None) -> tuple[Result, float]:
    """The result of a bench and how many seconds it took."""
    started = time.perf_counter()
    bench = importlib.import_module(f"bench.{name}")
    result: Result = bench.run(data, split) if limit is None else bench.run(data, split, limit)
    return result, time.perf_counter() - started


def show(result: Result) -> None:
    """The readable table: score, interval, trivial baselines and peers run beside it, number to beat."""
    print(f"{result.bench} ({result.split}): {result.docs} documents, {result.items} items")
    others = {**result.baselines, **result.peers}
    for name, value in result.metrics.items():
        interval = result.intervals.get(name)
        bounds = f"[{interval[0]:.3f}, {interval[1]:.3f}]" if interval else ""
        beside = "; ".join(f"{who} {scores[name]:.3f}" for who, scores in others.items() if name in scores)
        print(f"  {name:26} {value:8.3f}  {bounds:16} {beside or '-':44} beat: {result.beat.get(name, '-')}")
    for note in result.notes:
        print(f"  note: {note}")


def as_json(result: Result, seconds: float) -> str:
    """The last line: one JSON object."""
    names = ("bench", "split", "docs", "items", "metrics", "baselines")
    return json.dumps({n: getattr(result, n) for n in names} | {"seconds": round(seconds, 1)})

"""``python -m bench NAME --data DIR [--split dev] [-o PREDICTIONS]``."""

import argparse
import importlib
import json
import time
from pathlib import Path

from bench.result import Result


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure dateline against gold data.")
    parser.add_argument("name")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    started = time.perf_counter()
    result: Result = importlib.import_module(f"bench.{options.name}").run(options.data, options.split)
    show(result)
    if options.output:
        options.output.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in result.predictions))
    print(as_json(result, time.perf_counter() - started))


def show(result: Result) -> None:
    """The readable table."""
    print(f"{result.bench} ({result.split}): {result.docs} documents, {result.items} items")
    for name, value in result.metrics.items():
        low, high = result.intervals.get(name, (float("nan"), float("nan")))
        base = "  ".join(f"{b} {scores[name]:.3f}" for b, scores in result.baselines.items() if name in scores)
        peer = "  ".join(f"{p} {scores[name]:.3f}" for p, scores in result.peers.items() if name in scores)
        print(f"  {name:24} {value:.3f}  [{low:.3f}, {high:.3f}]  {base}  {peer}  beat: {result.beat.get(name, '-')}")
    for note in result.notes:
        print(f"  note: {note}")


def as_json(result: Result, seconds: float) -> str:
    """The last line: one JSON object."""
    names = ("bench", "split", "docs", "items", "metrics", "baselines")
    return json.dumps({n: getattr(result, n) for n in names} | {"seconds": round(seconds, 1)})


if __name__ == "__main__":
    main()

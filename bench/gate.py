"""The quality floors: a bench that falls under its floor fails the build.

``bench/floors.json`` holds, for the quick sample and for full runs, the floor of each metric, the hash of the data it
was measured on and, where it takes a sample, how large. ``--raise`` writes a floor wherever the measured value less
``SLACK`` lies above it, and never lowers one. A floor lowered by hand needs a "why" beside it: ``metric: reason``.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.result import Result
from bench.run import Job, side_by_side

FLOORS = Path(__file__).with_name("floors.json")
# The encoder's eight-bit arithmetic rounds otherwise on another processor. One revision on two machines: event_location
# token_r .810 and .819 (token_p .848, .844), subjectivity .770 and .774, loaded .786 and .788, plover and entities the
# same. So .01 for full runs; a sample of a quarter wavers twice as much.
SLACK = {"quick": 0.02, "full": 0.01}
Entries = dict[str, dict[str, Any]]


def check(data: Path, quick: bool, lift: bool = False) -> int:
    """Prints each floor beside the measured value; 1 where one was missed, else 0. ``lift`` writes higher floors."""
    everything: dict[str, Entries] = json.loads(FLOORS.read_text())
    part = "quick" if quick else "full"
    entries = everything[part]
    jobs, failed = sift(data, entries)
    for job, outcome in side_by_side(jobs):
        if isinstance(outcome, str):
            failed.append(f"{job.name}: {outcome}")
            continue
        result, seconds = outcome
        print(f"{job.name}: {seconds:.0f} s", flush=True)
        if lift:
            raised = lifted(entries[job.name]["floors"], result.metrics, SLACK[part])
            print(*(f"  {name}: {entries[job.name]['floors'][name]} -> {to}" for name, to in raised.items()), sep="\n")
            entries[job.name]["floors"].update(raised)
        failed += misses(result, entries[job.name]["floors"])
    if lift:
        FLOORS.write_text(written(everything))
    return _verdict(failed)


def sift(data: Path, entries: Entries) -> tuple[list[Job], list[str]]:
    """The benches whose data are at hand and are those measured, and a line for each whose data are others."""
    jobs, failed = [], []
    for name, entry in entries.items():
        place = Path(os.path.normpath(data / entry["data"]))
        if not place.exists():
            print(f"skip {name}: no {place}")
        elif (found := fingerprint(place)) != entry["sha256"]:
            failed.append(f"{name}: the data under {place} are not those the floors were measured on ({found})")
        else:
            jobs.append(Job(name, place, entry.get("split", "dev"), entry.get("limit")))
    return jobs, failed


def misses(result: Result, floors: Mapping[str, float | None]) -> list[str]:
    """The floors the result lies under; where less is better a floor is a roof."""
    out = []
    for metric, floor in floors.items():
        value = result.metrics.get(metric)
        sign = -1 if is_roof(metric) else 1
        ok = value is not None and (floor is None or sign * value >= sign * floor)
        print(f"  {'ok  ' if ok else 'MISS'} {metric:26} {value if value is None else round(value, 4)}  floor {floor}")
        if not ok:
            out.append(f"{result.bench} {metric}: {value} against the floor {floor}")
    return out


def lifted(floors: Mapping[str, float | None], metrics: Mapping[str, float], slack: float) -> dict[str, float]:
    """The floors that the measured values, less the slack, put higher (a roof: lower)."""
    found = {}
    for metric, floor in floors.items():
        if metric in metrics:
            sign = -1 if is_roof(metric) else 1
            new = round(metrics[metric] - sign * _room(metric, metrics[metric], slack), 3)
            if floor is None or sign * new > sign * floor:
                found[metric] = new
    return found


def written(floors: Mapping[str, Entries]) -> str:
    """The file's text: one bench a line."""
    parts = []
    for part, entries in floors.items():
        lines = (f"    {json.dumps(name)}: {json.dumps(entry)}" for name, entry in entries.items())
        parts.append(f"  {json.dumps(part)}: {{\n" + ",\n".join(lines) + "\n  }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _room(metric: str, value: float, slack: float) -> float:
    """How far a floor stays from its value: the slack of a share, one of a number of claims, a share of kilometres."""
    return 1.0 if metric == "spurious" else slack * max(1.0, abs(value)) if metric.endswith("_km") else slack


def is_roof(metric: str) -> bool:
    """Whether less is better."""
    return any(word in metric for word in ("spurious", "unsupported", "mae", "_km", "ece"))


def fingerprint(place: Path) -> str:
    """A hash of every file under ``place``, by relative name and content."""
    digest = hashlib.sha256()
    files = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
    for path in files:
        digest.update(str(path.relative_to(place)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _verdict(failed: list[str]) -> int:
    for line in failed:
        print(f"FAILED {line}")
    if failed:
        print("A change that loses quality does not land. Floors rise by: python -m bench gate --data DIR --raise")
        print('(with --quick, the quick ones). To lower one, edit bench/floors.json and say why in the entry\'s "why".')
    return 1 if failed else 0

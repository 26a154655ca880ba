"""The quality floors: a bench that falls under its floor fails the build.

``bench/floors.json`` holds, for the quick sample and for full runs, the floor of each metric and the hash of the data
it was measured on. Floors only rise: edit the file by hand. A
floor that is lowered needs a "why" beside it.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from bench.result import Result
from bench.run import timed

FLOORS = Path(__file__).with_name("floors.json")
# A drop smaller than this is rounding between machines, not a loss.
TOLERANCE = 0.002


def check(data: Path, quick: bool) -> int:
    """Prints each floor beside the measured value; 1 where one was missed, else 0."""
    floors: dict[str, Any] = json.loads(FLOORS.read_text())["quick" if quick else "full"]
    failed = []
    for name, entry in floors.items():
        place = (data / entry["data"]).resolve()
        if not place.exists():
            print(f"skip {name}: no {place}")
            continue
        if fingerprint(place) != entry["sha256"]:
            failed.append(f"{name}: the data under {place} are not those the floors were measured on")
            continue
        result, seconds = timed(name, place, entry.get("split", "dev"), entry.get("limit"))
        print(f"{name}: {seconds:.0f} s")
        failed += misses(result, entry["floors"])
    for line in failed:
        print(f"FAILED {line}")
    if failed:
        print("A change that loses quality does not land. To raise a floor, write the new number in bench/floors.json;")
        print('to lower one, do the same and say why in its "why".')
    return 1 if failed else 0


def misses(result: Result, floors: dict[str, float]) -> list[str]:
    """The floors the result lies under; for ``spurious``, ``unsupported``, ``mae`` and distances a floor is a roof."""
    out = []
    for metric, floor in floors.items():
        value = result.metrics.get(metric)
        ok = value is not None and (value <= floor + TOLERANCE if is_roof(metric) else value >= floor - TOLERANCE)
        print(f"  {'ok  ' if ok else 'MISS'} {metric:26} {value if value is None else round(value, 4)}  floor {floor}")
        if not ok:
            out.append(f"{result.bench} {metric}: {value} against the floor {floor}")
    return out


def is_roof(metric: str) -> bool:
    """Whether less is better."""
    return any(word in metric for word in ("spurious", "unsupported", "mae", "_km"))


def fingerprint(place: Path) -> str:
    """A hash of every file under ``place``, by relative name and content."""
    digest = hashlib.sha256()
    files = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
    for path in files:
        digest.update(str(path.relative_to(place)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]

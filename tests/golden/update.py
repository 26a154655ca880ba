"""Brings the golden records up to date after a change was looked at.

usage: python tests/golden/update.py [--show]

Writes ``digests.txt``, one line for each claim of each example, so that every change is seen in review: the example,
the number of the article in it, the kind, where it starts, the trigger (or the first words) and two digests of what the
claim says: of its words, event, roles, places, times, counts and certainty, and of its voices. Scores and reasons are left
out. The voices have a digest of their own because the stretches of the learned quotations end at a threshold, and a score
within a hair of it (.49 of .50) falls on the other side on a processor with other arithmetic.
``--show`` prints the claims behind the new lines. Marks of expectations that are met now are taken out of the TOML
files; those that are met no longer are named, and stay failing until they are mended or marked with a reason.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dateline.records import Claim, Reading, plain

HERE = Path(__file__).parent
DIGESTS = HERE / "digests.txt"
SAYS = ("kind", "span", "event", "certainty")


def examples() -> list[Path]:
    """The examples, by name."""
    folder = HERE.parents[1] / "examples"
    return sorted(path for path in folder.iterdir() if path.name != "README.md")


def voiced(claim: Claim) -> str:
    """Who says it, as JSON."""
    return json.dumps(plain(claim.attribution), sort_keys=True, ensure_ascii=False)


def said(claim: Claim) -> str:
    """What the claim says, as JSON, without ids, voices and the last digits of coordinates."""
    whole = {name: plain(getattr(claim, name)) for name in SAYS}
    event = whole["event"]
    for where in event["where"] if event else ():
        where.pop("rivals")
        where.update({k: where[k] and round(where[k], 2) for k in ("lat", "lon", "radius_km")})
    if event:
        event["same_as"] = bool(event["same_as"])
    return json.dumps(whole, sort_keys=True, ensure_ascii=False)


def digests(readings: Iterable[Reading], path: Path) -> Iterator[str]:
    """The lines of one example."""
    for number, reading in enumerate(readings, start=1):
        for claim in reading.claims:
            words = " ".join((claim.event.trigger.text if claim.event else claim.span.text).split())[:40]
            both = " ".join(_digest(text) for text in (said(claim), voiced(claim)))
            yield f"{path.name} {number} {claim.kind} {claim.span.start} {words!r} {both}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def unmarked(text: str, met: Mapping[int, frozenset[str]]) -> str:
    """A golden file without the marks of fields ``met`` now, by the number of the expectation in the file."""
    parts = re.split(r"(?=^\[\[article\.expect\]\]$)", text, flags=re.M)
    for number, fields in met.items():
        lines = parts[number + 1].split("\n")
        parts[number + 1] = "\n".join(kept for line in lines if (kept := _without(line, fields)) is not None)
    return "".join(parts)


def _without(line: str, fields: frozenset[str]) -> str | None:
    found = re.match(r"xfail\.(\"?)([\w ]+)\1( = .*)", line)
    if not found:
        return line
    left = [name for name in found[2].split() if name not in fields]
    key = f'"{" ".join(left)}"' if len(left) > 1 else "".join(left)
    return f"xfail.{key}{found[3]}" if left else None


def settle(read: Mapping[str, list[Reading]]) -> None:
    """Takes out the marks that are met now and names the expectations that are met no longer."""
    from tests.golden.expectations import expectations, judged

    wanted = expectations()
    for stem, readings in read.items():
        mine = [e for e in wanted if e.file == stem]
        found = [judged(readings[e.number], e.row, e.fields) for e in mine]
        met = {n: frozenset(f for f in e.xfail if found[n][f]) for n, e in enumerate(mine)}
        path = HERE / f"{stem}.toml"
        path.write_text(unmarked(path.read_text(encoding="utf-8"), met), encoding="utf-8")
        for n, e in enumerate(mine):
            lost = [field for field, ok in found[n].items() if not ok and field not in e.xfail]
            if lost and "claim" not in e.xfail:
                print(f"not met: {e.name}: {', '.join(lost)}", file=sys.stderr)
        taken = sum(map(len, met.values()))
        if taken:
            print(f"{path.name}: {taken} fields met now, their marks taken out", file=sys.stderr)


def main(show: bool) -> None:
    """Reads every example, writes the digests anew and settles the marks."""
    import dateline

    was = set(DIGESTS.read_text(encoding="utf-8").splitlines()) if DIGESTS.exists() else set()
    lines: list[str] = []
    read: dict[str, list[Reading]] = {}
    for path in examples():
        readings = [r for r in dateline.read_all([str(path)]) if isinstance(r, Reading)]
        read[path.name.split(".")[0]] = readings
        made = list(digests(readings, path))
        if show:
            claims = [claim for reading in readings for claim in reading.claims]
            new = [
                f"{line}\n    {said(c)}\n    {voiced(c)}"
                for line, c in zip(made, claims, strict=True)
                if line not in was
            ]
            print(*new, sep="\n")
        lines += made
    DIGESTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(set(lines) - was)} new, {len(was - set(lines))} gone, {len(lines)} claims", file=sys.stderr)
    settle(read)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parents[1]))
    main("--show" in sys.argv[1:])

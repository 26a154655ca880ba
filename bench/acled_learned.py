"""What sub-event a whole note most likely tells, by how notes of our own are worded (naive Bayes over their traits).

The table is counted from ``tests/cases/acled.toml``, whose notes are all ours: no word of ACLED's is in it. The tool itself
types events by rules alone; here every note is known to tell one event, so that a choice among the types makes sense.
``python -m bench.acled_learned`` counts the table anew (a few minutes).
"""

import json
import math
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import dateline
from dateline.records import Reading

TABLE = Path(__file__).with_suffix(".json")
NOTES = Path(__file__).parents[1] / "tests" / "cases" / "acled.toml"

# What names and figures say is of no account: the next war has others.
_UNSAID = frozenset({"PROPN", "NUM", "PUNCT", "SYM"})
_SHARE = 0.3  # of the encoder's votes, from which a type counts as a trait
_SEEN = 2  # notes that must have a trait before it says anything
# Set on 474 notes of ours in five lots, none of which was in the table and no rule had been mended on (accuracy .841 with
# the encoder's type as fallback, .932 so). Other divisors and margins gave .907 and more, smoothing of .3 .888 and more,
# smoothing of 1 .826 to .863.
_SMOOTH = 0.1
_COOL = 2.0  # log-odds are divided by the root of the number of traits over this: traits that go together count once
_MARGIN = 0.7  # how much likelier another type must be before it is taken instead of the rules'


def traits(reading: Reading) -> frozenset[str]:
    """What the table is asked by: words and pairs of words, parties, means, and what the rules and the encoder read."""
    said = [t.lemma.lower() for t in reading.parse.tokens if t.pos not in _UNSAID]
    return frozenset((*said, *(f"{a} {b}" for a, b in pairwise(said)), *_marked(reading), *_read(reading)))


def _marked(reading: Reading) -> Iterator[str]:
    yield from (f"party: {m.type}" for m in reading.marks.actors if m.type)
    yield from (f"means: {m.mode}" for m in reading.marks.weapons if m.mode)
    votes: Counter[str] = Counter()
    for signal in reading.signals:
        if signal.layer == "type":
            votes[signal.label] += signal.score  # type: ignore[assignment]
    yield from (f"encoder: {kind}" for kind, n in votes.items() if n > _SHARE * sum(votes.values()))


def _read(reading: Reading) -> Iterator[str]:
    for event in (c.event for c in reading.claims if c.event):
        yield f"rule: {(event.made_by or '').split(';')[0]}"
        yield f"sub-event: {event.acled}"
        yield from (f"{r.role}: {r.type}" for r in event.roles if r.type)


@cache
def table() -> Mapping[str, Any]:
    """How many notes of each type there are, and how many of each have each trait."""
    found: Mapping[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return found


def shares(reading: Reading) -> dict[str, float]:
    """How likely each type is, the shares adding up to one."""
    kinds: Mapping[str, int] = table()["notes"]
    known = [table()["traits"][t] for t in traits(reading) if t in table()["traits"]]
    total, cool = sum(kinds.values()), _COOL / math.sqrt(max(1, len(known)))
    odds = {
        kind: 0.5 * math.log(n / total)
        + sum(math.log((having.get(kind, 0) + _SMOOTH) / (n + 2 * _SMOOTH)) for having in known)
        for kind, n in kinds.items()
    }
    most = max(odds.values())
    weights = {kind: math.exp((odd - most) * cool) for kind, odd in odds.items()}
    return {kind: weight / sum(weights.values()) for kind, weight in weights.items()}


def likeliest(reading: Reading, ruled: str, none: str) -> str:
    """The rules' label, or the likeliest type where they read no event or another is much likelier than theirs."""
    found = shares(reading)
    best = max(sorted(found), key=lambda kind: found[kind])
    return best if ruled == none or found[best] - found.get(ruled, 0.0) > _MARGIN else ruled


def counted(notes: Mapping[str, list[str]]) -> dict[str, Any]:
    """The table of notes by their types."""
    having: dict[str, Counter[str]] = {}
    for kind, texts in notes.items():
        for text in texts:
            for trait in traits(dateline.code(text)):
                having.setdefault(trait, Counter())[kind] += 1
    kept = {t: dict(sorted(n.items())) for t, n in sorted(having.items()) if n.total() >= _SEEN}
    return {"notes": {kind: len(texts) for kind, texts in notes.items()}, "traits": kept}


def main() -> None:
    """Counts the table from the notes of the tests."""
    rows = tomllib.loads(NOTES.read_text(encoding="utf-8"))
    made = counted({kind: [*entry["notes"], *entry.get("misses", ())] for kind, entry in rows.items()})
    TABLE.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{sum(made['notes'].values())} notes, {len(made['traits'])} traits")


if __name__ == "__main__":
    main()

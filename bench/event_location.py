"""The place of a marked verb: which words name where that very event happened, or none.

Our answer is the encoder's link from the trigger to a place. Beside it stand the place of the claim that our rules make
of that verb without the model, and that of the claim both make together, the encoder's link where the verb makes no
claim.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dateline
from bench.offsets import mapping
from bench.result import Result, bootstrap, locate, prf, sample
from dateline.code import code as code_events
from dateline.code.linked import linked
from dateline.code.scene import Scene
from dateline.code.standing import candidates
from dateline.records import Claim, Reading, Signal
from dateline.syntax import tokens_in
from training.split import event_location_held_out

WORDS = re.compile(r"\w+(?:[-'’.]\w+)*")
DEV = 9_686  # of which two mark two verbs


@dataclass(frozen=True)
class Row:
    """One verb: gold and guessed word starts of its place, and those of every place name in the sentence.

    ``chance`` is the encoder's probability for the place it found, None where it found none.
    """

    text: str
    verb: str
    gold: frozenset[int]
    ours: frozenset[int]
    names: frozenset[int]
    rules: frozenset[int] = frozenset()
    both: frozenset[int] = frozenset()
    chance: float | None = None


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """On dev only the tenth that training never saw; on any other split everything."""
    items = load(locate(data, "event_location") / f"{split}.jsonl")
    notes: tuple[str, ...] = ()
    if split == "dev":
        assert len(items) == DEV, f"expected {DEV} rows, found {len(items)}"
        items = [item for item in items if event_location_held_out(item["text"])]
        notes = ("the shipped encoder was trained on the other nine tenths of dev; no sentence is in both parts",)
    texts = sample(sorted({item["text"] for item in items}), limit)
    groups = [list(rows_of(text, [i for i in items if i["text"] == text])) for text in texts]
    rows = [row for group in groups for row in group]
    return Result(
        bench="event_location",
        split=split,
        docs=len(groups),
        items=len(rows),
        metrics=score(rows),
        baselines={
            "every place name": score(rows, "names"),
            "never a place": {"none_accuracy": 1.0},
            "our rules alone": score(rows, "rules"),
            "claims, by rules and model": score(rows, "both"),
        },
        intervals={
            name: bootstrap(groups, lambda g, n=name: score([r for rows in g for r in rows])[n]) for name in score(rows)
        },
        beat={
            "token_p": "published model .83; plain fine-tuning .87",
            "token_r": "published model .83; plain fine-tuning .85",
            "none_accuracy": "plain fine-tuning .82",
        },
        predictions=[prediction(row, n) for n, row in enumerate(rows)],
        notes=notes,
    )


def load(path: Path) -> list[dict[str, Any]]:
    """The rows of the file as they stand."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def rows_of(text: str, items: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """One row for each marked verb of a sentence that is read once."""
    reading = dateline.code(text)
    article, to = reading.article, mapping(text, reading.article.text)
    ruled = code_events(article, reading.parse, reading.marks)
    names = words(article.text, [(p.span.start, p.span.end) for p in reading.marks.places])
    for item in items:
        places = [(s["start"], s["end"]) for s in item["spans"] if s["label"] == "LOCATION"]
        gold = words(article.text, [(to[a], to[b]) for a, b in places])
        for verb in (s for s in item["spans"] if s["label"] == "VERB"):
            at = to[verb["start"]], to[verb["end"]]
            ours = words(article.text, place_of(reading, *at))
            alone, both = (told(claims, *at) for claims in (ruled, reading.claims))
            yield Row(
                text,
                text[verb["start"] : verb["end"]],
                gold,
                ours,
                names,
                rules=words(article.text, alone or []),
                both=ours if both is None else words(article.text, both),
                chance=min((s.score for s in links(reading, *at)), default=None),
            )


def links(reading: Reading, start: int, end: int) -> list[Signal]:
    """The words the encoder links to the trigger at these characters."""
    return [
        s
        for s in reading.signals
        if s.layer == "place_of" and s.label == "place" and s.of and s.of[0] < end and start < s.of[1]
    ]


def place_of(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """The words linked to the trigger at these characters, as the claims take them."""
    scene = Scene(reading.article, reading.parse, reading.marks, reading.signals)
    return linked(scene, {t.i for t in tokens_in(reading.parse, start, end)}, candidates(scene))


def told(claims: Sequence[Claim], start: int, end: int) -> list[tuple[int, int]] | None:
    """Where the claims say that the event at these characters took place; None where none of them tells of it."""
    here = [c.event for c in claims if c.event and c.event.trigger.start < end and start < c.event.trigger.end]
    return [(w.span.start, w.span.end) for e in here for w in e.where if w.span] if here else None


def words(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Where the words begin that share a character with a span."""
    return frozenset(m.start() for m in WORDS.finditer(text) if any(m.start() < b and a < m.end() for a, b in spans))


def score(rows: Sequence[Row], column: str = "ours") -> dict[str, float]:
    """Token precision and recall over all rows; the share of rows without a place where none is named."""
    pairs = [(row.gold, getattr(row, column)) for row in rows]
    right = sum(len(gold & ours) for gold, ours in pairs)
    p, r, _ = prf(right, sum(len(o) for _, o in pairs), sum(len(g) for g, _ in pairs))
    empty = [not ours for gold, ours in pairs if not gold]
    return {"token_p": p, "token_r": r, "none_accuracy": sum(empty) / len(empty) if empty else 1.0}


def prediction(row: Row, number: int) -> dict[str, Any]:
    named = {
        key: [m.group() for m in WORDS.finditer(row.text) if m.start() in getattr(row, key)] for key in ("gold", "ours")
    }
    row_ = {"item": f"{number}", "text": row.text, "verb": row.verb, **named, "ok": row.gold == row.ours}
    return row_ | ({} if row.chance is None else {"chance": row.chance})

"""Certainty of predicates, from −3 (certainly not) to 3 (certainly so): UW, MEANTIME and UDS-IH2.

``--data`` holds one folder a set with ``{split}.jsonl``, or is such a folder. Our answer for a predicate comes from
``dateline.weigh.certainty_at`` on the reading's parse, and from the reading's signals of layer "factuality" where there
are any. The sets do not mean the same by a number: UDS-IH2 asked lay people whether the thing happened, and puts what
is only planned below 0; UW and MEANTIME put it above 2. ``SCALES`` therefore says, for each set, what number stands for
each of our classes. A set of another name is scored on the mean of the three.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dateline
from bench.result import Result, bootstrap, locate, prf, sample
from dateline.records import Certainty, Reading
from dateline.syntax import tokens_in
from dateline.vocab import Modality, Polarity, Tense
from dateline.weigh import certainty_at

COUNTS = {("UW", "dev"): 992, ("MEANTIME", "dev"): 65, ("UDS_IH2", "dev"): 1246}
# Medians by our class over 900 sentences spread evenly over each set's train file.
SCALES: dict[str, dict[str, float]] = {
    "UW": {
        "actual": 3.0,
        "future": 2.3,
        "hypothetical": 1.4,
        "possible": 1.4,
        "probable": 2.0,
        "required": 1.6,
        "not": -1.2,
        "not yet": -1.2,
    },
    "MEANTIME": {
        "actual": 3.0,
        "future": 3.0,
        "hypothetical": 3.0,
        "possible": 0.75,
        "probable": 3.0,
        "required": 3.0,
        "not": -3.0,
        "not yet": 0.0,
    },
    "UDS_IH2": {
        "actual": 2.6,
        "future": -2.25,
        "hypothetical": -1.5,
        "possible": -1.5,
        "probable": 2.25,
        "required": -2.25,
        "not": -0.4,
        "not yet": -1.9,
    },
}
# How much the encoder's number counts beside the rules'. It has learned from all three sets at once, and UDS-IH2 is by
# far the largest; set on a fifth of the development part.
WEIGHTS = {"UW": 0.3, "MEANTIME": 0.2, "UDS_IH2": 0.8}
_CUES = re.compile(r"\b(?:not|n't|never|no|without|deny|denied|fail(?:ed)?)\b", re.I)
_HEDGES = re.compile(r"\b(?:may|might|could|would|will|if|should|must|plan(?:s|ned)?|want(?:s|ed)?|hope|to)\b", re.I)


@dataclass(frozen=True)
class Answer:
    """One predicate: gold, ours, the cue rule's, and what our rules and our model say alone."""

    gold: float
    ours: float
    rule: float
    ruled: float = 3.0
    learned: float = 3.0


@dataclass(frozen=True)
class Sentence:
    """One sentence of one set with its answers."""

    set: str
    text: str
    words: tuple[str, ...]
    answers: tuple[Answer, ...]


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """Every set that has the split."""
    rows = [
        (name, row) for name, rows in load(locate(data, "factuality"), split).items() for row in sample(rows, limit)
    ]
    found = [sentence(name, row) for name, row in rows]
    metrics = {**of_set(""), **{k: f for name in sorted({s.set for s in found}) for k, f in of_set(name).items()}}
    return Result(
        bench="factuality",
        split=split,
        docs=len(found),
        items=sum(len(s.answers) for s in found),
        metrics={name: f(found, "ours") for name, f in metrics.items()},
        baselines={
            "always 3": {name: f(found, "three") for name, f in metrics.items()},
            "cue rule": {name: f(found, "rule") for name, f in metrics.items()},
            "our rules alone": {name: f(found, "ruled") for name, f in metrics.items()},
            "our model alone": {name: f(found, "learned") for name, f in metrics.items()},
        },
        intervals={name: bootstrap(found, lambda docs, f=f: f(docs, "ours"), 300) for name, f in metrics.items()},
        beat={
            "mae": "always 3 and the cue rule, by a wide margin",
            "r": "the cue rule, by a wide margin",
            "negative_f": "goal .75",
        },
        predictions=[
            {
                "item": f"{s.set}:{n}:{m}",
                "ok": abs(a.gold - a.ours) < 1,
                "text": s.text,
                "word": w,
                "gold": a.gold,
                "ours": a.ours,
            }
            for n, s in enumerate(found)
            for m, (a, w) in enumerate(zip(s.answers, s.words, strict=True))
        ],
        notes=("each set is scored on its own scale (see the docstring); mae, r and negative_f pool all predicates",),
    )


def load(folder: Path, split: str) -> dict[str, list[dict[str, Any]]]:
    """Rows by set; the folder's own name where it holds the file itself."""
    paths = sorted(folder.glob(f"*/{split}.jsonl")) or sorted(folder.glob(f"{split}.jsonl"))
    if not paths:
        raise SystemExit(f"factuality: no {split}.jsonl in {folder} or a folder below it")
    found = {}
    for path in paths:
        name = path.parent.name
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        if COUNTS.get((name, split), len(rows)) != len(rows):
            raise SystemExit(f"factuality: {len(rows)} sentences in {path}, {COUNTS[name, split]} expected")
        found[name] = rows
    return found


def sentence(name: str, row: dict[str, Any]) -> Sentence:
    """Our answers for one row: its tokens are cut at single spaces, a target is a range of them."""
    reading = dateline.code(row["text"])
    offsets = starts(row["text"])
    answers, words = [], []
    for target in row["targets"]:
        start, end = offsets[target["span1"][0]]
        tokens = tokens_in(reading.parse, start, end)
        ours = numbers(name, reading, tokens[0].i) if tokens else (3.0, 3.0, 3.0)
        answers.append(Answer(float(target["label"]), ours[0], cue_rule(row["text"], start), *ours[1:]))
        words.append(target["span_text"])
    return Sentence(name, row["text"], tuple(words), tuple(answers))


def numbers(name: str, reading: Reading, i: int) -> tuple[float, float, float]:
    """Our answer for token ``i`` on the scale of one set, that of our rules alone, and that of the model alone."""
    kind = class_of(certainty_at(reading.parse, i))
    ruled, start = scale(name)[kind], reading.parse.tokens[i].start
    learned = next((s.score for s in reading.signals if s.layer == "factuality" and s.start == start), None)
    if learned is None:
        return ruled, ruled, 3.0
    weight = WEIGHTS.get(name, 0.5)
    mixed = weight * learned + (1 - weight) * ruled
    return min(mixed, ruled) if kind == "not" else mixed, ruled, learned


def scale(name: str) -> dict[str, float]:
    """The scale of one set; the mean of all for a set unknown."""
    if name in SCALES:
        return SCALES[name]
    classes = next(iter(SCALES.values()))
    return {c: sum(s[c] for s in SCALES.values()) / len(SCALES) for c in classes}


def class_of(certainty: Certainty) -> str:
    """One of the eight classes of a scale."""
    unreal = certainty.tense in {Tense.FUTURE, Tense.HYPOTHETICAL}
    if certainty.polarity is Polarity.NEGATIVE:
        return "not yet" if unreal else "not"
    if certainty.modality is not Modality.ASSERTED:
        return str(certainty.modality)
    return str(certainty.tense) if unreal else "actual"


def starts(text: str) -> list[tuple[int, int]]:
    """Where each token cut at single spaces starts and ends."""
    found, at = [], 0
    for word in text.split(" "):
        found.append((at, at + len(word)))
        at += len(word) + 1
    return found


def cue_rule(text: str, start: int) -> float:
    """A plain rule: a negation in the five words before gives −3, a hedge 1, else 3."""
    before = " ".join(text[:start].split()[-5:])
    return -3.0 if _CUES.search(before) else 1.0 if _HEDGES.search(before) else 3.0


Metric = Callable[[Sequence[Sentence], str], float]


def of_set(name: str) -> dict[str, Metric]:
    """The metrics of one set, or of all where ``name`` is empty."""
    tail = f"_{name.lower()}" if name else ""

    def pick(docs: Sequence[Sentence], whose: str) -> list[tuple[float, float]]:
        return [(a.gold, answer(a, whose)) for s in docs if not name or s.set == name for a in s.answers]

    return {
        f"mae{tail}": lambda docs, whose: mae(pick(docs, whose)),
        f"r{tail}": lambda docs, whose: pearson(pick(docs, whose)),
        f"negative_f{tail}": lambda docs, whose: negative_f(pick(docs, whose)),
    }


def answer(a: Answer, whose: str) -> float:
    """One system's number."""
    return 3.0 if whose == "three" else getattr(a, whose)


def mae(pairs: Sequence[tuple[float, float]]) -> float:
    """Mean absolute error; 0 where there is nothing."""
    return sum(abs(g - p) for g, p in pairs) / len(pairs) if pairs else 0.0


def pearson(pairs: Sequence[tuple[float, float]]) -> float:
    """Pearson's r; 0 where either side does not vary."""
    n = len(pairs)
    if not n:
        return 0.0
    mg, mp = sum(g for g, _ in pairs) / n, sum(p for _, p in pairs) / n
    both = sum((g - mg) * (p - mp) for g, p in pairs)
    spread = sum((g - mg) ** 2 for g, _ in pairs) * sum((p - mp) ** 2 for _, p in pairs)
    return both / spread**0.5 if spread > 0 else 0.0


def negative_f(pairs: Sequence[tuple[float, float]]) -> float:
    """F1 for what gold puts below 0, that is, as more likely not so than so."""
    right = sum(g < 0 and p < 0 for g, p in pairs)
    return prf(right, sum(p < 0 for _, p in pairs), sum(g < 0 for g, _ in pairs))[2]

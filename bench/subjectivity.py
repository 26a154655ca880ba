"""Sentences of news comment, subjective or objective: a TSV with columns sentence and label (SUBJ, OBJ).

Our answer is ``dateline.weigh.subjective`` over the reading of the sentence alone: its encoder's judgement where the
model is there, else its rules.
"""

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import dateline
from bench.result import Result, bootstrap, locate, prf, sample
from dateline.weigh import subjective

COUNTS = {"dev": 219, "dev_test": 243, "train": 830}
THRESHOLD = 0.5
Pair = tuple[str, str]  # gold, ours


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """All sentences of ``{split}_en.tsv``."""
    rows = sample(load(locate(data, "opinion/subjectivity", "subjectivity"), split), limit)
    chances = [opinion(row["sentence"]) for row in rows]
    pairs = [(row["label"], "SUBJ" if c >= THRESHOLD else "OBJ") for row, c in zip(rows, chances, strict=True)]
    commonest = Counter(g for g, _ in pairs).most_common(1)[0][0] if pairs else "OBJ"
    return Result(
        bench="subjectivity",
        split=split,
        docs=len(rows),
        items=len(rows),
        metrics={"macro_f": macro_f(pairs)},
        baselines={"majority": {"macro_f": macro_f([(g, commonest) for g, _ in pairs])}},
        intervals={"macro_f": bootstrap(pairs, macro_f)},
        beat={
            "macro_f": "plain MiniLM fine-tuning .72; field .66 to .80; majority .428 on the less even test split; goal .78"
        },
        predictions=[
            {
                "item": row["sentence_id"],
                "ok": g == p,
                "gold": g,
                "ours": p,
                "chance": max(c, 1 - c),
                "text": row["sentence"],
            }
            for row, c, (g, p) in zip(rows, chances, pairs, strict=True)
        ],
    )


def load(folder: Path, split: str) -> list[dict[str, str]]:
    """The rows of one split."""
    paths = [p for p in (folder / f"{split}_en.tsv", folder / f"{split}.tsv") if p.exists()]
    if not paths:
        raise SystemExit(f"subjectivity: no {split}_en.tsv in {folder}")
    with paths[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    if COUNTS.get(split, len(rows)) != len(rows):
        raise SystemExit(f"subjectivity: {len(rows)} sentences in {paths[0]}, {COUNTS[split]} expected")
    return rows


def opinion(sentence: str) -> float:
    """How far the sentence expresses an opinion, 0 to 1."""
    reading = dateline.code(sentence)
    return subjective(reading.parse, reading.marks.cues, reading.signals, 0, len(reading.article.text))


def macro_f(pairs: Sequence[Pair]) -> float:
    """The mean of both labels' F1."""
    return sum(label_f(pairs, name) for name in ("SUBJ", "OBJ")) / 2


def label_f(pairs: Sequence[Pair], name: str) -> float:
    """F1 of one label; 0 where it was neither asked nor given."""
    right = sum(g == p == name for g, p in pairs)
    guessed, asked = sum(p == name for _, p in pairs), sum(g == name for g, _ in pairs)
    return prf(right, guessed, asked)[2] if guessed or asked else 0.0

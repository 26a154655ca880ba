"""BABE: sentences from news on contested topics, biased or not, with the words that make them so.

A sentence is biased for us where the encoder says so (signals of layer "bias"), or, without a model, where
``dateline.weigh.wording`` finds a word. ``word_f`` is micro F1 over the lower-case words of ``biased_words`` that
stand in the sentence. On "dev" only the sentences held out of the model's training are scored.
"""

import ast
import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import dateline
from bench.result import Result, bootstrap, locate, prf, sample
from dateline.records import Reading
from dateline.weigh import wording

COUNTS = {"dev": 2613}
BIAS = 0.5
_WORD = re.compile(r"[\w'’-]+")
# A VADER-like list of ours: the commonest words of strong feeling in English, good and bad, with no syntax.
_FEELING = """
    abuse abusive amazing angry appalling attack awful bad beautiful best better betray bigot bizarre brilliant
    brutal catastrophic chaos corrupt crazy crime criminal crisis cruel damage danger dangerous dead deadly
    death despicable destroy destructive devastating dirty disaster disastrous disgrace disgusting dishonest
    dumb enemy evil excellent extreme extremist fail failed failure fake false fantastic fear fool foolish fraud
    furious glorious good great greed guilty harm hate hateful hatred hero heroic horrible horrific hostile hurt
    hypocrisy idiot ignorant illegal insane insult joke kill liar lie lies love ludicrous mad massive mess
    murder nasty nonsense outrage outrageous pathetic perfect poor problem propaganda racist radical rage rape
    reckless ridiculous ruin sad scandal scare severe shame shameful shocking sick smear stunning stupid success
    suffer superb terrible terrific terror threat toxic tragedy tragic triumph ugly unfair vicious victim vile
    violence violent war weak win wonderful worse worst wrong
"""
FEELING = frozenset(_FEELING.split())


@dataclass(frozen=True)
class Scored:
    """One sentence: is it biased, in gold and for us, and by which words."""

    text: str
    gold: bool
    ours: bool
    gold_words: frozenset[str]
    our_words: frozenset[str]
    chance: float | None = None  # the encoder's probability for its answer


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """All sentences of ``{split}.csv`` with a label."""
    rows = [r for r in load(locate(data, "opinion/babe", "babe"), split) if r["label_bias"] in {"Biased", "Non-biased"}]
    kept = [r for r in rows if split != "dev" or held_out(r["text"])]
    scored = [answer(row) for row in sample(kept, limit)]
    lexicon = [feeling(s) for s in scored]
    metrics = {"sentence_f": sentence_f, "word_f": word_f}
    return Result(
        bench="loaded",
        split=split,
        docs=len(scored),
        items=len(scored),
        metrics={name: f(scored) for name, f in metrics.items()},
        baselines={
            "all biased": {"sentence_f": sentence_f([always(s) for s in scored])},
            "words of feeling": {name: f(lexicon) for name, f in metrics.items()},
        },
        intervals={name: bootstrap(scored, f) for name, f in metrics.items()},
        beat={"sentence_f": "published about .80; goal .75"},
        predictions=[
            {"item": n, "ok": s.gold == s.ours, "gold": s.gold, "ours": s.ours, "text": s.text,
             "gold_words": sorted(s.gold_words), "our_words": sorted(s.our_words),
             **({} if s.chance is None else {"chance": s.chance})}
            for n, s in enumerate(scored)
        ],
        notes=(f"{len(kept)} of {len(rows)} sentences: those held out of training",) if split == "dev" else (),
    )  # fmt: skip


def held_out(text: str) -> bool:
    """Whether training never saw the sentence."""
    from training.split import babe_held_out

    return bool(babe_held_out(text))


def load(folder: Path, split: str) -> list[dict[str, str]]:
    """The rows of one split."""
    with (folder / f"{split}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if COUNTS.get(split, len(rows)) != len(rows):
        raise SystemExit(f"loaded: {len(rows)} sentences in {folder}, {COUNTS[split]} expected")
    return rows


def answer(row: dict[str, str]) -> Scored:
    """Gold and ours for one row."""
    reading = dateline.code(row["text"])
    ours = our_words(reading)
    bias = max((s.score for s in reading.signals if s.layer == "bias"), default=None)
    biased = bool(ours) if bias is None else bias >= BIAS
    chance = None if bias is None else max(bias, 1 - bias)
    return Scored(row["text"], row["label_bias"] == "Biased", biased, gold_words(row), ours, chance)


def our_words(reading: Reading) -> frozenset[str]:
    """The words of our loaded wording."""
    found = wording(reading.article, reading.marks.cues, reading.signals)
    return frozenset(w for r in found for w in split_words(r.span.text))


def gold_words(row: dict[str, str]) -> frozenset[str]:
    """The marked words that stand in the sentence."""
    listed = ast.literal_eval(row["biased_words"] or "[]")
    return frozenset(w for words in listed for w in split_words(words)) & frozenset(split_words(row["text"]))


def split_words(text: str) -> list[str]:
    """Lower-case words."""
    return [w.strip("'’-").lower() for w in _WORD.findall(text)]


def feeling(s: Scored) -> Scored:
    """The baseline's answer: any word of the list."""
    found = FEELING & frozenset(split_words(s.text))
    return Scored(s.text, s.gold, bool(found), s.gold_words, found)


def always(s: Scored) -> Scored:
    """The answer that everything is biased."""
    return Scored(s.text, s.gold, True, s.gold_words, frozenset())


def sentence_f(docs: Sequence[Scored]) -> float:
    """F1 of the label "Biased"."""
    return prf(sum(s.gold and s.ours for s in docs), sum(s.ours for s in docs), sum(s.gold for s in docs))[2]


def word_f(docs: Sequence[Scored]) -> float:
    """Micro F1 over words."""
    right = sum(len(s.gold_words & s.our_words) for s in docs)
    return prf(right, sum(len(s.our_words) for s in docs), sum(len(s.gold_words) for s in docs))[2]

"""Persuasion techniques in articles: spans with labels, and the labels of each paragraph.

``span_micro_f`` credits a predicted span with the share of it that gold of the same technique covers (precision), and a
gold span with the share of it that ours cover (recall). A paragraph is a line of the article that is not blank;
``paragraph_micro_f`` is micro F1 over the labels of paragraphs, ``loaded_f`` the F1 of Loaded_Language alone over
paragraphs. On "dev" the labels are those of the training file, and only articles held out of the model's training are
scored. Fine labels are unreliable even for people.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dateline
from bench.offsets import mapping
from bench.result import Result, bootstrap, locate, prf, sample
from dateline.data import table
from dateline.records import Reading
from dateline.weigh import technique, wording

COUNTS = {"train": 536}
LOADED = "Loaded_Language"
Labelled = tuple[str, int, int]  # technique, start, end


@dataclass(frozen=True)
class Scored:
    """One article: labelled spans and labels of each paragraph, gold and ours."""

    name: str
    gold: tuple[Labelled, ...]
    ours: tuple[Labelled, ...]
    gold_lines: tuple[frozenset[str], ...]
    our_lines: tuple[frozenset[str], ...]


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """All articles of the split."""
    folder = locate(data, "opinion/persuasion", "persuasion")
    labels, articles = load(folder, split)
    trained = articles[0].parent.name.startswith("train") if articles else False
    kept = [a for a in articles if not (split == "dev" and trained) or held_out(number(a))]
    scored = [answer(path, labels.get(number(path), ())) for path in sample(kept, limit)]
    metrics = {"span_micro_f": span_micro_f, "paragraph_micro_f": paragraph_micro_f, "loaded_f": loaded_f}
    always = [all_loaded(s) for s in scored]
    note = f"{len(kept)} of {len(articles)} articles: those held out of training" if len(kept) < len(articles) else ""
    return Result(
        bench="persuasion",
        split=split,
        docs=len(scored),
        items=sum(len(s.gold) for s in scored),
        metrics={name: f(scored) for name, f in metrics.items()},
        baselines={"loaded everywhere": {name: f(always) for name, f in metrics.items()}},
        intervals={name: bootstrap(scored, f, 300) for name, f in metrics.items()},
        beat={"paragraph_micro_f": "best of the shared task .376; goal .33"},
        predictions=[row for s in scored for row in rows(s)],
        notes=tuple(n for n in (note, "fine labels are unreliable even for people") if n),
    )


def held_out(article: str) -> bool:
    """Whether training never saw the article."""
    from training.split import persuasion_held_out

    return bool(persuasion_held_out(article))


def number(path: Path) -> str:
    """An article's number: "article123.txt" is 123."""
    return path.stem.removeprefix("article")


def load(folder: Path, split: str) -> tuple[dict[str, tuple[Labelled, ...]], list[Path]]:
    """Labels by article, and the articles. The development data bear the name "train"."""
    names = ("train", "dev") if split == "dev" else (split,)
    files = [p for name in names for p in sorted(folder.glob(f"{name}-labels-*spans*.txt"))]
    if not files:
        raise SystemExit(f"persuasion: no {names[0]}-labels-…-spans.txt in {folder}")
    name = files[0].name.partition("-")[0]
    labels: dict[str, list[Labelled]] = defaultdict(list)
    for line in files[0].read_text("utf-8").splitlines():
        article, label, start, end = line.split("\t")[:4]
        labels[article].append((label, int(start), int(end)))
    articles = [p for f in sorted(folder.glob(f"{name}-articles-*")) for p in sorted(f.glob("article*.txt"))]
    if COUNTS.get(name, len(articles)) != len(articles):
        raise SystemExit(f"persuasion: {len(articles)} articles in {folder}, {COUNTS[name]} expected")
    return {a: tuple(found) for a, found in labels.items()}, articles


def answer(path: Path, gold: Sequence[Labelled]) -> Scored:
    """Gold and ours for one article."""
    text = path.read_bytes().decode("utf-8")
    reading = dateline.code(text)
    to = mapping(text, reading.article.text)
    moved = tuple((label, to[min(a, len(text))], to[min(b, len(text))]) for label, a, b in gold)
    lines = paragraphs(reading.article.text)
    spans, wide = spans_of(reading), sentences_of(reading)
    return Scored(path.stem, moved, spans, by_line(lines, moved), by_line(lines, wide or spans))


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Lines that are not blank, as character ranges."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line)
    return found


def by_line(lines: Sequence[tuple[int, int]], spans: Sequence[Labelled]) -> tuple[frozenset[str], ...]:
    """The labels that touch each line."""
    return tuple(frozenset(label for label, a, b in spans if a < end and start < b) for start, end in lines)


def codes() -> dict[str, str]:
    """The collection's code of each of our names."""
    return {name: code for code, name in table("cues/loaded")["techniques"].items()}


def spans_of(reading: Reading) -> tuple[Labelled, ...]:
    """Our wording with the collection's codes."""
    code = codes()
    found = wording(reading.article, reading.marks.cues, reading.signals)
    return tuple((code[r.technique], r.span.start, r.span.end) for r in found if r.technique in code)


def sentences_of(reading: Reading) -> tuple[Labelled, ...]:
    """The encoder's labels of whole sentences, where there is a model."""
    code = codes()
    return tuple((code[technique(s.label)], s.start, s.end) for s in reading.signals if s.layer == "persuasion")


def all_loaded(s: Scored) -> Scored:
    """The baseline: every paragraph is loaded language, whole."""
    lines = tuple(frozenset({LOADED}) for _ in s.gold_lines)
    end = max((e for _, _, e in (*s.gold, *s.ours)), default=1)
    return Scored(s.name, s.gold, ((LOADED, 0, end),), s.gold_lines, lines)


def credit(spans: Sequence[Labelled], others: Sequence[Labelled]) -> float:
    """For each span the share that others of its label cover, summed."""
    total = 0.0
    for label, a, b in spans:
        inside = {i for name, x, y in others if name == label for i in range(max(a, x), min(b, y))}
        total += len(inside) / max(1, b - a)
    return total


def span_micro_f(docs: Sequence[Scored]) -> float:
    """Micro F1 over labelled spans with partial credit."""
    ours, gold = sum(len(s.ours) for s in docs), sum(len(s.gold) for s in docs)
    if not ours or not gold:
        return 1.0 if ours == gold else 0.0
    p = sum(credit(s.ours, s.gold) for s in docs) / ours
    r = sum(credit(s.gold, s.ours) for s in docs) / gold
    return 2 * p * r / (p + r) if p + r else 0.0


def paragraph_micro_f(docs: Sequence[Scored], only: str | None = None) -> float:
    """Micro F1 over the labels of paragraphs; of one label where ``only`` names it."""
    right = guessed = asked = 0
    for s in docs:
        for gold, ours in zip(s.gold_lines, s.our_lines, strict=True):
            g, o = (gold & {only}, ours & {only}) if only else (gold, ours)
            right, guessed, asked = right + len(g & o), guessed + len(o), asked + len(g)
    return prf(right, guessed, asked)[2]


def loaded_f(docs: Sequence[Scored]) -> float:
    """F1 of Loaded_Language over paragraphs."""
    return paragraph_micro_f(docs, LOADED)


def rows(s: Scored) -> list[dict[str, Any]]:
    """One row for each paragraph."""
    pairs = enumerate(zip(s.gold_lines, s.our_lines, strict=True))
    return [{"item": f"{s.name}:{n}", "ok": g == o, "gold": sorted(g), "ours": sorted(o)} for n, (g, o) in pairs]

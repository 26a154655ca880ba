"""Time expressions against TimeML gold: spans and values, as TempEval-3 scores them.

``--data`` is the collection's root (its ``time`` folder is read) or any folder of ``*.tml`` files, at any depth. The
folder directly below it names a set ("tbaq", "wikiwars"), and each set is also scored alone.

``strict_f`` wants the same characters, ``relaxed_f`` any overlap, ``value_f`` an overlap with the same value;
``value_accuracy`` is the share of right values among overlapping spans. Values are compared as they stand;
``value_accuracy_folded`` lets two spellings of one value pass ("2000-W7" and "2000-W07", "1949-XX" and "1949", "198X" and
"198", "T17" and "T17:00"), which the gold standard mixes.
"""

import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.result import Result, bootstrap, locate, prf, sample

if TYPE_CHECKING:
    from dateline.records import Reading

_COUNTS = {"tbaq": 256, "wikiwars": 11}  # documents of the development data
_BEAT = {
    "strict_f": "TempEval-3 platinum 92.1, WikiWars 81.5",
    "relaxed_f": "TempEval-3 platinum 95.0, WikiWars 94.0",
    "value_f": "TempEval-3 77.6",
}
_METRICS = ("strict_f", "relaxed_f", "value_f", "value_accuracy", "value_accuracy_folded")
THENCE = "date just told, since"  # "has since fled", "since then": no time expression to TimeML, but an interval to us
_SPELLINGS = (
    (r"-W(\d)$", r"-W0\1"),
    (r"^(\d{4})(?:-XX)+$", r"\1"),
    (r"^(\d{2}|\d{3})X+$", r"\1"),
    (r"(T\d\d)$", r"\1:00"),
)


@dataclass(frozen=True)
class Timex:
    """A time expression: its characters in the document's text, and its TimeML value."""

    start: int
    end: int
    text: str
    value: str


@dataclass(frozen=True)
class Document:
    """One TimeML file: the text of its TEXT element, its creation date, and the gold expressions."""

    name: str
    set: str
    text: str
    created: str | None
    gold: tuple[Timex, ...]


@dataclass(frozen=True)
class Tally:
    """Counts of one document: predicted, gold, and predicted or gold that match."""

    guessed: int
    gold: int
    strict: int
    relaxed: int
    relaxed_gold: int
    valued: int
    folded: int


def load(path: Path, root: Path) -> Document:
    """One file. Raises ET.ParseError where it is not XML."""
    tree = ET.fromstring(path.read_text(encoding="utf-8", errors="replace"))
    created = next(
        (t.get("value") for t in tree.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), None
    )
    body = tree.find("TEXT")
    pieces: list[str] = []
    gold: list[Timex] = []
    if body is not None:
        _walk(body, pieces, gold)
    below = path.relative_to(root).parts
    return Document("/".join(below), below[0] if len(below) > 1 else root.name, "".join(pieces), created, tuple(gold))


def _walk(node: ET.Element, pieces: list[str], gold: list[Timex]) -> None:
    pieces.append(node.text or "")
    for child in node:
        start = sum(map(len, pieces))
        _walk(child, pieces, gold)
        words = "".join(pieces)[start:]
        if child.tag == "TIMEX3" and words.strip() and child.get("functionInDocument") != "CREATION_TIME":
            gold.append(Timex(start, start + len(words), words, child.get("value") or ""))
        pieces.append(child.tail or "")


def documents(data: Path) -> list[Document]:
    """All documents below ``data``, by path."""
    root = locate(data, "time")
    return [load(path, root) for path in sorted(root.rglob("*.tml"))]


def tally(guessed: Sequence[Timex], gold: Sequence[Timex]) -> Tally:
    """One document's counts. A gold expression meets at most one prediction, the one that shares most with it."""
    pairs = matches(guessed, gold)
    strict = sum((g.start, g.end) == (t.start, t.end) for g, t in pairs)
    valued = sum(g.value == t.value for g, t in pairs)
    folded = sum(fold(g.value) == fold(t.value) for g, t in pairs)
    return Tally(len(guessed), len(gold), strict, len(pairs), len(pairs), valued, folded)


def fold(value: str) -> str:
    """One spelling for the values that mean the same: "2000-W7" is "2000-W07", "198X" is "198"."""
    for pattern, plain in _SPELLINGS:
        value = re.sub(pattern, plain, value)
    return value


def matches(guessed: Iterable[Timex], gold: Iterable[Timex]) -> list[tuple[Timex, Timex]]:
    """Pairs of overlapping predictions and gold, one to one, the largest overlaps first."""
    shared = [
        (min(g.end, t.end) - max(g.start, t.start), -abs(g.start - t.start), g, t)
        for t in gold
        for g in guessed
        if g.start < t.end and t.start < g.end
    ]
    found: list[tuple[Timex, Timex]] = []
    for _, _, g, t in sorted(shared, key=lambda row: (-row[0], -row[1], row[2].start)):
        if all(g is not a and t is not b for a, b in found):
            found.append((g, t))
    return found


def metrics(tallies: Sequence[Tally]) -> dict[str, float]:
    """The metrics of some documents."""
    guessed, gold = sum(t.guessed for t in tallies), sum(t.gold for t in tallies)
    strict, relaxed = sum(t.strict for t in tallies), sum(t.relaxed for t in tallies)
    valued = sum(t.valued for t in tallies)
    return {
        "strict_f": prf(strict, guessed, gold)[2],
        "relaxed_f": prf(relaxed, guessed, gold)[2],
        "value_f": prf(valued, guessed, gold)[2],
        "value_accuracy": valued / relaxed if relaxed else 0.0,
        "value_accuracy_folded": sum(t.folded for t in tallies) / relaxed if relaxed else 0.0,
    }


def ours(document: Document) -> tuple[list[Timex], "Reading"]:
    """dateline's time marks, through its public API, and the reading they stand in."""
    import dateline

    reading = dateline.code(document.text, published=(document.created or "")[:10] or None)
    plain = [m for m in reading.marks.times if m.rule != THENCE]
    found = [Timex(m.span.start, m.span.end, m.span.text, m.value) for m in plain]
    return (found if reading.article.text == document.text else realign(found, document.text)), reading


def speed(readings: Sequence["Reading"]) -> str:
    """How long the stage alone takes for 100,000 sentences, in seconds of one core."""
    from dateline.mark.times import find_times

    started = time.process_time()
    for reading in readings:
        find_times(reading.article, reading.parse)
    seconds = time.process_time() - started
    sentences = sum(len(r.parse.sentences) for r in readings)
    return f"this stage alone: {seconds / max(sentences, 1) * 100_000:.0f} s of one core for 100,000 sentences"


def realign(found: Sequence[Timex], text: str) -> list[Timex]:
    """The same words, in order, at their places in ``text``: reading may have changed the spacing around them."""
    made, done = [], 0
    for timex in found:
        match = re.compile(r"\s+".join(map(re.escape, timex.text.split()))).search(text, done)
        if match:
            made.append(Timex(match.start(), match.end(), match.group(), timex.value))
            done = match.end()
    return made


_MONTHS = [date(2000, m, 1).strftime("%B") for m in range(1, 13)]
_TRIVIAL = re.compile(rf"(?:({'|'.join(_MONTHS)}) )?(?:(\d{{1,2}}), )?\b(1[89]\d\d|20\d\d)\b")


def trivial(document: Document) -> list[Timex]:
    """The trivial baseline: four-figure years, with the month and day before them."""
    return [Timex(m.start(), m.end(), m.group(), _trivial_value(m)) for m in _TRIVIAL.finditer(document.text)]


def _trivial_value(match: re.Match[str]) -> str:
    month = f"-{_MONTHS.index(match[1]) + 1:02}" if match[1] else ""
    return match[3] + month + (f"-{int(match[2]):02}" if match[2] and month else "")


def with_dateparser(document: Document) -> list[Timex]:
    """dateparser's search, with the creation time as base."""
    from datetime import datetime

    from dateparser.search import search_dates

    base = datetime.fromisoformat((document.created or "2000-01-01")[:10])
    made: list[Timex] = []
    for paragraph in re.finditer(r"[^\n]+", document.text):
        done = paragraph.start()
        for words, moment in search_dates(paragraph.group(), ["en"], {"RELATIVE_BASE": base}) or ():
            start = document.text.find(words, done)
            if start >= 0:
                made.append(Timex(start, start + len(words), words, moment.date().isoformat()))
                done = start + len(words)
    return made


def timexy() -> Callable[[Document], list[Timex]]:
    """timexy's rules behind a blank spaCy pipeline. Raises ImportError where it is not installed."""
    import spacy
    from timexy import Timexy  # noqa: F401  registers the pipe

    nlp = spacy.blank("en")
    nlp.add_pipe("timexy")

    def find(document: Document) -> list[Timex]:
        doc = nlp(document.text)
        return [Timex(e.start_char, e.end_char, e.text, _value_of(e.kb_id_)) for e in doc.ents if e.label_ == "timexy"]

    return find


def _value_of(annotation: str) -> str:
    match = re.search(r'value="([^"T]*)', annotation)
    return match.group(1) if match else annotation


def peers(docs: Sequence[Document]) -> tuple[dict[str, dict[str, float]], list[str]]:
    """The metrics of every installed peer on the same documents, and a note for each that is missing."""
    scores: dict[str, dict[str, float]] = {}
    notes = []
    for name, make in (("dateparser", lambda: with_dateparser), ("timexy", timexy)):
        try:
            version, find = metadata.version(name), make()
            find(docs[0])
        except Exception as error:  # a peer that cannot be imported or run is left out, and said so
            notes.append(f"{name} left out: {type(error).__name__}: {error}")
            continue
        scores[f"{name} {version}"] = metrics([tally(find(d), d.gold) for d in docs])
    return scores, notes


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """The bench. ``split`` "dev" asserts the development data's counts where its sets are there."""
    docs = documents(data)
    if not docs:
        raise SystemExit(f"bench time: no .tml file below {data}")
    for name, count in _COUNTS.items() if split == "dev" else ():
        have = sum(d.set == name for d in docs)
        if have not in {0, count}:
            raise SystemExit(f"bench time: {name} has {have} documents, not {count}; is this the development data?")
    docs = sample(docs, limit)
    started = time.perf_counter()
    read = [ours(d) for d in docs]
    found = [timexes for timexes, _ in read]
    notes = [f"the whole pipeline: {time.perf_counter() - started:.1f} s", speed([reading for _, reading in read])]
    tallies = [tally(f, d.gold) for f, d in zip(found, docs, strict=True)]
    scores, missing = peers(docs)
    return Result(
        bench="time",
        split=split,
        docs=len(docs),
        items=sum(len(d.gold) for d in docs),
        metrics=metrics(tallies) | _by_set(docs, tallies),
        baselines={"years": metrics([tally(trivial(d), d.gold) for d in docs])},
        intervals={m: bootstrap(tallies, lambda ts, m=m: metrics(ts)[m]) for m in _METRICS},  # type: ignore[misc]
        beat=_BEAT,
        peers=scores,
        predictions=[row for f, d in zip(found, docs, strict=True) for row in rows(f, d)],
        notes=(*notes, *missing),
    )


def _by_set(docs: Sequence[Document], tallies: Sequence[Tally]) -> dict[str, float]:
    made: dict[str, float] = {}
    for name in sorted({d.set for d in docs}) if len({d.set for d in docs}) > 1 else ():
        part = metrics([t for t, d in zip(tallies, docs, strict=True) if d.set == name])
        made |= {f"{name}_{m}": v for m, v in part.items()}
    return made


def rows(found: Sequence[Timex], document: Document) -> list[dict[str, Any]]:
    """Predictions beside gold, for error reading."""
    pairs = matches(found, document.gold)
    made = [_row(document, g, t) for g, t in pairs]
    made += [_row(document, g, None) for g in found if all(g is not a for a, _ in pairs)]
    made += [_row(document, None, t) for t in document.gold if all(t is not b for _, b in pairs)]
    return sorted(made, key=lambda row: row["at"])


def _row(document: Document, guess: Timex | None, gold: Timex | None) -> dict[str, Any]:
    place = gold or guess
    assert place is not None
    return {
        "item": f"{document.name}:{place.start}",
        "at": place.start,
        "gold": gold and gold.text,
        "gold_value": gold and gold.value,
        "ours": guess and guess.text,
        "ours_value": guess and guess.value,
        "context": document.text[max(0, place.start - 60) : place.end + 40].replace("\n", " "),
        "created": document.created,
        "ok": bool(guess and gold and guess.text == gold.text and guess.value == gold.value),
    }

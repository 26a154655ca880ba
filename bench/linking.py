"""Event coreference across articles on ECB+: B³, MUC, CEAF-e and their mean (CoNLL F), over all topics at once.

No gold topic or subtopic is used: dateline.link sees all articles together. On gold mentions, each mention is a claim
whose trigger is the mention and whose roles are what dateline reads there; "scratch" links the events dateline itself finds, scored on the mentions both have.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np

import dateline
from bench.result import Result, bootstrap, locate, prf
from dateline.code.args import noun_args, verb_args
from dateline.code.roles import mark_of, role_at
from dateline.code.scene import Scene
from dateline.data import table
from dateline.records import Claim, Event, Reading, Role, Span, identify
from dateline.syntax import head_of
from dateline.vocab import Kind, RoleName

Clusters = list[frozenset[str]]


@dataclass(frozen=True)
class Mention:
    """One event mention: its key, the characters it covers, its sentence, and the gold event it tells of."""

    key: str
    start: int
    end: int
    sentence: tuple[int, int]
    event: str


@dataclass(frozen=True)
class Document:
    """One ECB+ file as text, with the mentions of its listed sentences."""

    name: str
    topic: str
    text: str
    mentions: tuple[Mention, ...]


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """All listed sentences of the folder's topics; ``limit`` keeps whole topics until that many documents."""
    documents = load(locate(data, "ecbplus"))
    if limit:
        documents = _topics(documents, limit)
    readings = {d.name: dateline.code(d.text) for d in documents}
    ours = on_gold(documents, readings)
    gold = gold_clusters(documents)
    topic = {m.key: d.topic for d in documents for m in d.mentions}
    heads = same_head(documents, readings)
    alone: Clusters = [frozenset({m}) for m in topic]
    found, answered = from_scratch(documents, readings)
    restricted = [c & answered for c in gold if c & answered]
    scratch = {f"{name}_scratch": value for name, value in scores(found, restricted).items()}
    names = sorted(set(topic.values()), key=int)
    return Result(
        bench="linking",
        split=split,
        docs=len(documents),
        items=len(topic),
        metrics=scores(ours, gold) | scratch | {"mentions_found": len(answered) / len(topic) if topic else 0.0},
        baselines={"singletons": scores(alone, gold), "same head in topic": scores(heads, gold)},
        intervals={"b3_f": bootstrap(names, lambda drawn: _b3_of(drawn, topic, ours, gold), 200)},
        beat={"b3_f": ".726 same head in topic, .623 singletons; goal .80", "conll_f": "about .86 (published best)"},
        predictions=_predictions(ours, gold),
        notes=_fitted(),
    )


def load(folder: Path) -> list[Document]:
    """The documents named in the csv of sentences, in order."""
    listed: dict[tuple[str, str], set[int]] = defaultdict(set)
    tables = sorted(folder.glob("*sentences.csv"))
    if not tables:
        raise SystemExit(f"bench: {folder} lacks ECBplus_coreference_sentences.csv")
    with tables[0].open(newline="") as file:
        for row in csv.DictReader(file):
            listed[row["Topic"], row["File"]].add(int(row["Sentence Number"]))
    root = folder / "ECB+" if (folder / "ECB+").is_dir() else folder
    paths = {key: root / key[0] / f"{key[0]}_{key[1]}.xml" for key in sorted(listed, key=lambda k: (int(k[0]), k[1]))}
    return [document(path, key[0], listed[key]) for key, path in paths.items() if path.exists()]


def document(path: Path, topic: str, sentences: set[int]) -> Document:
    """One file: tokens joined by spaces, one sentence a line."""
    root = ElementTree.parse(path).getroot()
    text, spots, bounds = "", {}, {}
    current = None
    for token in root.iter("token"):
        number, word = int(token.get("sentence", 0)), token.text or ""
        text += "" if current is None else " " if number == current else "\n"
        current = number
        spots[token.get("t_id")] = (len(text), len(text) + len(word), number)
        text += word
        first = bounds.get(number, (len(text) - len(word), 0))[0]
        bounds[number] = (first, len(text))
    events = _instances(root)
    mentions = []
    for markable in root.find("Markables") or ():
        anchors = [spots[a.get("t_id")] for a in markable.iter("token_anchor") if a.get("t_id") in spots]
        if not anchors or "ACTION" not in markable.tag or anchors[0][2] not in sentences:
            continue
        m_id = markable.get("m_id")
        key = f"{path.stem}#{m_id}"
        spot = (min(a[0] for a in anchors), max(a[1] for a in anchors))
        mentions.append(Mention(key, *spot, bounds[anchors[0][2]], events.get(m_id, key)))
    return Document(path.stem, topic, text, tuple(sorted(mentions, key=lambda m: (m.start, m.key))))


def _instances(root: ElementTree.Element) -> dict[str | None, str]:
    """The event instance of each markable that is in a coreference relation."""
    out = {}
    for relation in root.find("Relations") or ():
        name = relation.get("note") if relation.tag == "CROSS_DOC_COREF" else None
        name = name or f"{root.get('doc_name')}:{relation.get('r_id')}"
        for source in relation.iter("source"):
            out[source.get("m_id")] = name
    return out


def gold_clusters(documents: Iterable[Document]) -> Clusters:
    """The gold events as sets of mention keys."""
    groups: dict[str, set[str]] = defaultdict(set)
    for doc in documents:
        for m in doc.mentions:
            groups[m.event].add(m.key)
    return [frozenset(g) for g in groups.values()]


def on_gold(documents: Sequence[Document], readings: dict[str, Reading]) -> Clusters:
    """Our events over the gold mentions."""
    keys: dict[str, str] = {}
    prepared = []
    for doc in documents:
        reading = readings[doc.name]
        claims = mention_claims(reading, doc.mentions)
        keys |= {c.id: m.key for c, m in zip(claims, doc.mentions, strict=True)}
        prepared.append(replace(reading, claims=tuple(claims)))
    return [frozenset(keys[c] for c in e.claims) for e in dateline.link(prepared).events]


def mention_claims(reading: Reading, mentions: Iterable[Mention]) -> list[Claim]:
    """For each mention the claim dateline made there; else one with the mention as its trigger and, as its roles,
    the arguments that dateline's reading of the syntax finds."""
    scene = Scene(reading.article, reading.parse, reading.marks, reading.signals)
    return [_mention_claim(reading, m, scene) for m in mentions]


def _mention_claim(reading: Reading, mention: Mention, scene: Scene) -> Claim:
    article = reading.article
    trigger = article.span(mention.start, mention.end)
    made = next((c for c in reading.claims if c.event and c.event.trigger.meets(trigger)), None)
    key = identify("c", article.id, mention.key)
    if made and made.event:
        roles = made.event.roles or _arguments(scene, trigger)
        return replace(made, id=key, kind=Kind.EVENT, event=replace(made.event, trigger=trigger, roles=roles))
    span = article.span(*mention.sentence)
    return Claim(key, article.id, Kind.EVENT, span, Event(None, trigger, roles=_arguments(scene, trigger)))


def _arguments(scene: Scene, trigger: Span) -> tuple[Role, ...]:
    """The arguments of the trigger as roles: which role is not told, but for the subject's; no bare pronouns."""
    parse = scene.parse
    head = head_of(parse, trigger.start, trigger.end)
    if head is None:
        return ()
    found = verb_args(parse, head) if parse.tokens[head].pos in {"VERB", "AUX"} else noun_args(parse, head)
    named = (a for a in found if parse.tokens[a.token].pos != "PRON" or mark_of(scene, a.token))
    acts = {"subj", "by", "poss"}
    return tuple(
        role_at(scene, RoleName.ACTOR if a.slot in acts else RoleName.RECIPIENT, a.token, a.via) for a in named
    )


def from_scratch(documents: Sequence[Document], readings: dict[str, Reading]) -> tuple[Clusters, frozenset[str]]:
    """Our events over the mentions dateline found by itself, and which those are."""
    keys = {}
    for doc in documents:
        for claim in readings[doc.name].claims:
            hit = next((m for m in doc.mentions if claim.event and _meets(claim.event.trigger, m)), None)
            if hit and hit.key not in keys.values():
                keys[claim.id] = hit.key
    linked = dateline.link(readings[d.name] for d in documents)
    groups = [frozenset(keys[c] for c in e.claims if c in keys) for e in linked.events]
    return [g for g in groups if g], frozenset(keys.values())


def _meets(span: Span, mention: Mention) -> bool:
    return span.start < mention.end and mention.start < span.end


def same_head(documents: Sequence[Document], readings: dict[str, Reading]) -> Clusters:
    """The baseline: mentions of one topic whose head has the same lemma."""
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for doc in documents:
        tokens = readings[doc.name].parse.tokens
        for m in doc.mentions:
            inside = [t for t in tokens if t.start < m.end and m.start < t.end]
            lemma = inside[0].lemma.lower() if inside else doc.text[m.start : m.end].lower()
            groups[doc.topic, lemma].add(m.key)
    return [frozenset(g) for g in groups.values()]


def scores(ours: Clusters, gold: Clusters) -> dict[str, float]:
    """B³, MUC and CEAF-e F1, and their mean."""
    b3, muc, ceaf = b_cubed(ours, gold), muc_f(ours, gold), ceaf_e(ours, gold)
    return {"b3_f": b3, "conll_f": (b3 + muc + ceaf) / 3, "muc_f": muc, "ceaf_e_f": ceaf}


def _by_item(clusters: Clusters) -> dict[str, frozenset[str]]:
    return {item: cluster for cluster in clusters for item in cluster}


def b_cubed(ours: Clusters, gold: Clusters) -> float:
    """B³ F1 over the mentions of the gold."""
    mine, theirs = _by_item(ours), _by_item(gold)
    if not theirs:
        return 0.0
    precision = sum(len(mine[m] & theirs[m]) / len(mine[m]) for m in theirs if m in mine)
    recall = sum(len(mine[m] & theirs[m]) / len(theirs[m]) for m in theirs if m in mine)
    return prf_of(precision / max(1, sum(m in mine for m in theirs)), recall / len(theirs))


def prf_of(p: float, r: float) -> float:
    """F1 of a precision and a recall."""
    return 2 * p * r / (p + r) if p + r else 0.0


def muc_f(ours: Clusters, gold: Clusters) -> float:
    """MUC's link-based F1."""
    return prf_of(_links(ours, gold), _links(gold, ours))


def _links(keys: Clusters, responses: Clusters) -> float:
    """The share of the links in ``keys`` that ``responses`` keep."""
    where = {item: n for n, cluster in enumerate(responses) for item in cluster}
    kept = total = 0
    for cluster in keys:
        parts = len({where.get(item, item) for item in cluster})
        kept += len(cluster) - parts
        total += len(cluster) - 1
    return kept / total if total else 0.0


def ceaf_e(ours: Clusters, gold: Clusters) -> float:
    """Entity-based CEAF F1 with the φ4 similarity, paired optimally."""
    from scipy.optimize import linear_sum_assignment

    if not ours or not gold:
        return 0.0
    place = {item: n for n, cluster in enumerate(gold) for item in cluster}
    similarity = np.zeros((len(ours), len(gold)))
    for i, cluster in enumerate(ours):
        for j in {place[item] for item in cluster if item in place}:
            similarity[i, j] = 2 * len(cluster & gold[j]) / (len(cluster) + len(gold[j]))
    rows, columns = linear_sum_assignment(-similarity)
    credit = float(similarity[rows, columns].sum())
    return prf(credit, len(ours), len(gold))[2]


def _b3_of(drawn: Sequence[str], topic: dict[str, str], ours: Clusters, gold: Clusters) -> float:
    """B³ over topics drawn with replacement: the mean of the topics' sums."""
    mine, theirs = _by_item(ours), _by_item(gold)
    items: dict[str, list[str]] = defaultdict(list)
    for m, t in topic.items():
        items[t].append(m)
    p = r = n = 0.0
    for t in drawn:
        for m in items[t]:
            same = len(mine[m] & theirs[m])
            p, r, n = p + same / len(mine[m]), r + same / len(theirs[m]), n + 1
    return prf_of(p / n, r / n) if n else 0.0


def _fitted() -> tuple[str, ...]:
    """How the shipped weights came about, and what weights score that never saw the topic."""
    found = table("linking")["held_out"]
    return (
        f"The shipped weights were fitted on all development topics, which b3_f is measured on. With weights fitted on "
        f"the other four fifths of the topics B³ is {found['b3_f']:.3f} (training/linking.py).",
    )


def _topics(documents: list[Document], limit: int) -> list[Document]:
    kept: list[Document] = []
    for name in dict.fromkeys(d.topic for d in documents):
        if len(kept) >= limit:
            break
        kept += [d for d in documents if d.topic == name]
    return kept


def _predictions(ours: Clusters, gold: Clusters) -> list[dict[str, Any]]:
    mine, theirs = _by_item(ours), _by_item(gold)
    return [
        {"item": m, "ours": sorted(mine.get(m, ())), "gold": sorted(theirs[m]), "ok": mine.get(m) == theirs[m]}
        for m in sorted(theirs)
    ]

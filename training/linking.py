"""Fits the weights of the linking features on ECB+'s development topics and writes ``data/linking.toml``.

    python training/linking.py ../shared/data/ecbplus

The shipped weights are fitted on all development topics. How good they are is told by five others: each topic's pairs
are scored by weights fitted without that topic's fifth, and the average precision, the calibration error and B³ of
those scores are printed and written beside the weights.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

import dateline
from bench.linking import Document, b_cubed, gold_clusters, load, mention_claims
from dateline.link.blocks import pairs
from dateline.link.cluster import clusters
from dateline.link.context import Context
from dateline.link.corpus import KEPT
from dateline.link.features import TABLE, features, probability
from dateline.link.refusals import refusals
from dateline.link.sighting import Sighting, content, setting, sight
from dateline.records import Judgement, Reading

TARGET = Path(__file__).parent.parent / "src/dateline/data/linking.toml"
FOLDS = 5
# Told of a handful of ECB+'s articles only: what it would learn there is which articles those are.
UNFITTED = frozenset({"reported", "total"})
HEAD = """\
# Weights of the linking features: a logistic regression over pairs of event mentions.
# Written by training/linking.py from all development topics (1-35) of ECB+ (CC BY 3.0); never edited by hand.
source = "training/linking.py on ECB+ 1.0 cross-document event coreference"
version = "5"
"""


@dataclass(frozen=True)
class Mentions:
    """The gold mentions as linking sees them, with key, gold event and topic of each."""

    sightings: tuple[Sighting, ...]
    keys: tuple[str, ...]
    events: tuple[str, ...]
    topics: np.ndarray


@dataclass(frozen=True)
class Examples:
    """Pairs in blocks: a feature row each (value and whether it could be told, in the table's order), the label, the
    folds of the two topics, whether the rules refuse the pair, and whether both stand in one article."""

    pairs: np.ndarray
    rows: np.ndarray
    labels: np.ndarray
    folds: np.ndarray
    refused: np.ndarray
    within: np.ndarray


def mentions(documents: Sequence[Document], readings: dict[str, Reading]) -> Mentions:
    """Every gold mention."""
    found = []
    for doc in documents:
        reading = readings[doc.name]
        claims = mention_claims(reading, doc.mentions)
        within = setting(claims)
        for mention, claim in zip(doc.mentions, claims, strict=True):
            sighting = sight(claim, reading.article, within)
            if sighting:
                found.append((sighting, mention.key, mention.event, int(doc.topic)))
    sightings, keys, events, topics = zip(*found, strict=True)
    return Mentions(sightings, keys, events, np.array(topics))


def examples(seen: Mentions, context: Context) -> Examples:
    """The pairs worth comparing, as numbers."""
    s = seen.sightings
    found = np.array(list(pairs(s, context.neighbours)))
    compared = [features(s[i], s[j], context) for i, j in found]
    told = ({f.name: f.value for f in row if f.name not in UNFITTED} for row in compared)
    rows = [[x for name in TABLE for x in (t.get(name, 0.0), float(name in t))] for t in told]
    labels = [seen.events[i] == seen.events[j] for i, j in found]
    one = np.array([s[i].article == s[j].article for i, j in found])
    refused = np.array([probability(row, same) == 0 for row, same in zip(compared, one, strict=True)])
    gold = sum(a == b for a, b in combinations(seen.events, 2))
    print(f"{len(labels)} pairs in blocks, {sum(labels)} of {gold} gold pairs among them")
    return Examples(found, np.array(rows), np.array(labels), seen.topics[found] % FOLDS, refused, one)


def fit(rows: np.ndarray, labels: np.ndarray, steps: int = 15) -> np.ndarray:
    """Logistic regression by Newton's method, ridge 1 on standardized columns; the bias comes last."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    scaled = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    ridge = np.diag([1.0] * rows.shape[1] + [0.0])
    weights = np.zeros(scaled.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (p - labels) + ridge @ weights
        weights -= np.linalg.solve((scaled * (p * (1 - p))[:, None]).T @ scaled + ridge, slope)
    plain = weights[:-1] / spread
    return np.append(np.where(rows.std(0) > 0, plain, 0.0), weights[-1] - plain @ mean)


def predict(weights: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The probability of each row."""
    return np.asarray(1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1]))))


def held_out(given: Examples) -> np.ndarray:
    """Each pair's probability under weights that saw neither topic of any pair that touches its fold."""
    found = np.zeros(len(given.labels))
    for fold, within in product(range(FOLDS), (False, True)):
        apart = (given.folds != fold).all(1) & (given.within == within)
        asked = (given.folds[:, 0] == fold) & (given.within == within)
        found[asked] = predict(fit(given.rows[apart], given.labels[apart]), given.rows[asked])
    return np.where(given.refused, 0.0, found)


def b3(seen: Mentions, given: Examples, scores: np.ndarray, documents: Sequence[Document]) -> float:
    """B³ of the events that the scores give."""
    ids = [s.claim for s in seen.sightings]
    told = scores >= KEPT
    kept = zip(given.pairs[told], scores[told], strict=True)
    rows = [Judgement(*sorted((ids[i], ids[j])), p >= 0.5, "machine", round(float(p), 4)) for (i, j), p in kept]
    sighting = {s.claim: s for s in seen.sightings}
    rows += refusals(ids, lambda: rows, lambda group: map(sighting.__getitem__, group), "")
    key = dict(zip(ids, seen.keys, strict=True))
    return b_cubed([frozenset(key[c] for c in g) for g in clusters(ids, rows)], gold_clusters(documents))


def average_precision(scores: np.ndarray, labels: np.ndarray) -> float:
    """The mean precision at each right pair, the most probable first."""
    right = labels[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(right) / np.arange(1, len(right) + 1))[right].mean())


def calibration(probabilities: np.ndarray, labels: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over equal-width bins."""
    which = np.minimum((probabilities * bins).astype(int), bins - 1)
    parts = [which == b for b in range(bins)]
    return float(sum(p.mean() * abs(probabilities[p].mean() - labels[p].mean()) for p in parts if p.any()))


def lines_of(name: str, weights: np.ndarray) -> list[str]:
    """The tables of one set of weights."""
    told = [f"{feature} = {weights[2 * n]:.4f}" for n, feature in enumerate(TABLE)]
    untold = [f"{feature} = {weights[2 * n + 1]:.4f}" for n, feature in enumerate(TABLE)]
    head = [f"[{name}]", f"bias = {weights[-1]:.4f}", "", f"[{name}.weights]"]
    return [*head, *told, "", f"[{name}.offsets]", *untold, ""]


def write(across: np.ndarray, within: np.ndarray, measured: dict[str, float]) -> None:
    """The tables of weights."""
    lines = [HEAD, "# Pairs of two articles.", *lines_of("across", across)]
    lines += ["# Pairs of one article, whose writer tells events apart on purpose.", *lines_of("within", within)]
    lines += ["# Scores of weights that never saw the topic.", "[held_out]"]
    lines += [f"{name} = {value:.4f}" for name, value in measured.items()]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {TARGET}")


def main() -> None:
    documents = load(Path(sys.argv[1]))
    readings = {d.name: dateline.code(d.text) for d in documents}
    train(documents, readings)


def train(documents: Sequence[Document], readings: dict[str, Reading]) -> None:
    """Fits, measures and writes."""
    seen = mentions(documents, readings)
    words = {r.article.id: content(r.article.text) for r in readings.values()}
    given = examples(seen, Context(words))
    scores = held_out(given)
    measured = {
        "b3_f": b3(seen, given, scores, documents),
        "average_precision": average_precision(scores, given.labels),
        "calibration_error": calibration(scores, given.labels),
    }
    print("held out:", ", ".join(f"{name} {value:.4f}" for name, value in measured.items()))
    across, within = (fit(given.rows[k], given.labels[k]) for k in (~given.within, given.within))
    write(across, within, measured)


if __name__ == "__main__":
    main()

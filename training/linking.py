"""Fits the weights of the linking features on ECB+'s odd development topics and writes ``data/linking.toml``.

    python training/linking.py ../shared/data/ecbplus

Prints average precision and calibration error on the even topics, which the fit never sees. Needs scikit-learn, from
the extra ``training``.
"""

import sys
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

sys.path.insert(0, str(Path(__file__).parent.parent))

import dateline
from bench.linking import Document, load, mention_claim
from dateline.link.blocks import pairs
from dateline.link.features import TABLE, Context, features
from dateline.link.sighting import content, sight

TARGET = Path(__file__).parent.parent / "src/dateline/data/linking.toml"
HEAD = """\
# Weights of the linking features: a logistic regression over pairs of event mentions.
# Written by training/linking.py from the odd topics (1-35) of ECB+ (CC BY 3.0); never edited by hand.
source = "training/linking.py on ECB+ 1.0 cross-document event coreference"
version = "1"
"""


def examples(documents: list[Document]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Feature rows (value and whether it could be told, in the table's order), labels, and whether the topic is odd."""
    readings = {d.name: dateline.code(d.text) for d in documents}
    sightings, events, odd = [], [], []
    for doc in documents:
        for mention in doc.mentions:
            found = sight(mention_claim(readings[doc.name], mention), readings[doc.name].article)
            if found:
                sightings.append(found)
                events.append(mention.event)
                odd.append(int(doc.topic) % 2 == 1)
    context = Context({r.article.id: content(r.article.text) for r in readings.values()})
    found_pairs = [(i, j) for i, j in pairs(sightings, context.neighbours) if odd[i] == odd[j]]
    told = ({f.name: f.value for f in features(sightings[i], sightings[j], context)} for i, j in found_pairs)
    rows = [[x for name in TABLE for x in (t.get(name, 0.0), float(name in t))] for t in told]
    labels = [events[i] == events[j] for i, j in found_pairs]
    gold = sum(a == b for a, b in combinations(events, 2))
    print(f"{len(labels)} pairs in blocks, {sum(labels)} of {gold} gold pairs among them")
    return np.array(rows), np.array(labels), np.array([odd[i] for i, _ in found_pairs])


def calibration(probabilities: np.ndarray, labels: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over equal-width bins."""
    which = np.minimum((probabilities * bins).astype(int), bins - 1)
    parts = [which == b for b in range(bins)]
    return float(sum(p.mean() * abs(probabilities[p].mean() - labels[p].mean()) for p in parts if p.any()))


def main() -> None:
    rows, labels, odd = examples(load(Path(sys.argv[1])))
    model = LogisticRegression(C=1.0, max_iter=2000).fit(rows[odd], labels[odd])
    held = model.predict_proba(rows[~odd])[:, 1]
    print(f"even topics: average precision {average_precision_score(labels[~odd], held):.3f}, ", end="")
    print(f"expected calibration error {calibration(held, labels[~odd]):.4f}")
    weights = model.coef_[0]
    lines = [HEAD, f"bias = {model.intercept_[0]:.4f}", "", "[weights]"]
    lines += [f"{name} = {weights[2 * n]:.4f}" for n, name in enumerate(TABLE)]
    lines += ["", "[offsets]", *(f"{name} = {weights[2 * n + 1]:.4f}" for n, name in enumerate(TABLE))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {TARGET}")


if __name__ == "__main__":
    main()

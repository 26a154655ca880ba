"""Score an exported model, head by head, on development and held-out parts.

    PYTHONPATH=src python training/evaluate.py --cache FILE --model FOLDER [--tune] [--limit N] [--most N] [--overlap N]

FOLDER defaults to the model that ships. Uses the run time's own windows and arithmetic on the cached items; the
benches measure the same heads again through the public API. ``--tune`` prints, for each head, the threshold with the
best F1 and the temperature with the least log loss.
"""

import argparse
import pickle
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
from items import Item
from layout import LINKS, ROLES, TECHNIQUES, TYPES

from dateline.models.network import Network, Reads, open_network, sigmoid, softmax
from dateline.models.pieces import Pieces, windows
from dateline.models.view import MOST, OVERLAP, SLACK, stretches

Pairs = dict[str, list[tuple[np.ndarray, np.ndarray]]]  # head → (logits, labels) of each item
CONTENT, SOURCE, CUE = 0, 1, 2


def pieces_of(item: Item) -> Pieces:
    as_ints = lambda x: np.asarray(x, np.int64)  # noqa: E731
    return Pieces(
        as_ints(item.ids), as_ints(item.cases), as_ints(item.word), as_ints(item.offsets), tuple(item.sentences)
    )


def f1(chance: np.ndarray, gold: np.ndarray, threshold: float) -> tuple[float, float, float]:
    guess = chance >= threshold
    right = float((guess & (gold > 0)).sum())
    p, r = right / max(1, guess.sum()), right / max(1, (gold > 0).sum())
    return p, r, 2 * p * r / max(1e-9, p + r)


def calibration(chance: np.ndarray, gold: np.ndarray) -> float:
    """Expected calibration error over ten equal bins of probability."""
    bins = np.minimum((chance * 10).astype(int), 9)
    return sum(
        abs(chance[bins == b].mean() - gold[bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    )


def tune(logits: np.ndarray, gold: np.ndarray) -> tuple[float, float]:
    """(threshold on the calibrated probability, temperature)."""
    heats = np.arange(0.5, 2.05, 0.05)
    loss = [
        -np.mean(gold * np.log(p) + (1 - gold) * np.log(1 - p))
        for t in heats
        for p in [np.clip(sigmoid(logits / t), 1e-6, 1 - 1e-6)]
    ]
    heat = float(heats[int(np.argmin(loss))])
    cuts = np.arange(0.15, 0.76, 0.05)
    return float(cuts[int(np.argmax([f1(sigmoid(logits / heat), gold, c)[2] for c in cuts]))]), heat


def stretched(chance: np.ndarray, cut: float, slack: float) -> np.ndarray:
    """1 where the run time would make a span, 0 elsewhere."""
    out = np.zeros(len(chance))
    for first, last in stretches(chance, cut, slack, None):
        out[first : last + 1] = 1
    return out


class Scorer:
    def __init__(self, network: Network, most: int, overlap: int) -> None:
        self.network, self.most, self.overlap = network, most, overlap
        self.pairs: Pairs = defaultdict(list)
        self.lines: list[str] = []
        self.last: tuple[Item, list[Reads]] | None = None
        self.paragraph_counts: dict[float, np.ndarray] = defaultdict(lambda: np.zeros(3))

    def read(self, item: Item) -> list[Reads]:
        """One item's windows; the last item is kept, for several heads ask in turn."""
        if self.last is None or self.last[0] is not item:
            pieces = pieces_of(item)
            self.last = item, self.network.run(pieces, windows(pieces.sentences, self.most, self.overlap))
        return self.last[1]

    def sentence(self, r: Reads, head: str, start: int, end: int) -> np.ndarray:
        state = self.network.sentence_state(r, head, start - r.start, min(end, r.end) - r.start)
        return self.network.sentence_logits(head, [state])[0]

    def token_head(self, head: str, items: list[Item], names: list[tuple[str, int]]) -> None:
        for item in items:
            first = item.word.astype(bool) & (item.ids != 102)
            for r in self.read(item):
                own = slice(r.own, r.end)
                rows, keep = r.heads[head][r.own - r.start :], first[own]
                for name, column in names:
                    self.pairs[name].append((rows[keep, column], item.tokens[head][own][keep, column].astype(float)))

    def link_head(self, items: list[Item]) -> None:
        for item in items:
            first = item.word.astype(bool) & (item.ids != 102)
            for r in self.read(item):
                for kind, trigger, where in item.links:
                    if r.own <= trigger < r.end:
                        gold = np.zeros(r.end - r.start)
                        inside = where[(where >= r.start) & (where < r.end)]
                        gold[inside - r.start] = 1
                        rows = self.network.link_logits(r, LINKS[kind], [trigger - r.start], slice(0, r.end - r.start))[
                            0
                        ]
                        keep = first[r.start : r.end]
                        if LINKS[kind] == "place_of":
                            self.pairs["place_first"].append((rows[keep], gold[keep]))
                            rows = self.network.place_logits(r, [trigger - r.start], slice(0, r.end - r.start))[0]
                        self.pairs[LINKS[kind]].append((rows[keep], gold[keep]))

    def role_head(self, items: list[Item]) -> None:
        """Fillers of violent incidents, read in capitals as the wires were; labels nobody is sure of do not count."""
        for item in items:
            first = item.word.astype(bool) & (item.ids != 102)
            shown = replace(pieces_of(item), cases=np.full(len(item.ids), 2))
            for r in self.network.run(shown, windows(shown.sentences, self.most, self.overlap)):
                logits = self.network.incident_logits(r)[r.own - r.start :, : len(ROLES)]
                logits = logits - np.array(self.network.layout["shifts"]["role"])
                label, keep = item.tokens["role"][r.own : r.end], first[r.own : r.end]
                for column, role in enumerate(ROLES):
                    known = keep & (label[:, column] >= 0)
                    self.pairs[role].append((logits[known, column], label[known, column].astype(float)))

    def factuality(self, name: str, items: list[Item]) -> None:
        pairs = [
            (float(r.heads["factuality"][t - r.start, 0]), v)
            for i in items
            for r in self.read(i)
            for t, v in i.factuality
            if r.own <= t < r.end
        ]
        guess, gold = (np.array(x) for x in zip(*pairs, strict=True))
        guess = guess.clip(-3, 3)
        mae, r = np.abs(guess - gold).mean(), np.corrcoef(guess, gold)[0, 1]
        base = np.abs(3 - gold).mean()
        p, q, f = f1((guess < 0).astype(float), (gold < 0).astype(float), 0.5)
        self.lines.append(
            f"factuality {name:10} mae {mae:.3f} (always 3: {base:.3f})  r {r:.3f}  "
            f"negative p {p:.3f} r {q:.3f} f {f:.3f}  n {len(gold)}"
        )

    def sentence_head(self, head: str, items: list[Item], names: list[tuple[str, int]]) -> None:
        for item in items:
            for r in self.read(item):
                for index, (a, z) in enumerate(item.sentences):
                    if r.own <= a < r.end:
                        logits = self.sentence(r, head, a, z)
                        for name, column in names:
                            gold = item.sentence_labels[head][index, column]
                            if not np.isnan(gold):
                                self.pairs[name].append((logits[column : column + 1], np.array([gold])))

    def paragraphs(self, item: Item, thresholds: list[float]) -> None:
        """Count techniques right, guessed and asked for, by line, from the sentence head."""
        line = np.cumsum(item.ids == 102)
        chances, gold = defaultdict(list), defaultdict(list)
        for r in self.read(item):
            for index, (a, z) in enumerate(item.sentences):
                if r.own <= a < r.end:
                    chances[line[a]].append(self.network.chance("persuasion", self.sentence(r, "persuasion", a, z)))
                    gold[line[a]].append(item.sentence_labels["persuasion"][index] > 0)
        for number, rows in chances.items():
            best, asked = np.max(rows, axis=0), np.any(gold[number], axis=0)
            for t in thresholds:
                self.paragraph_counts[t] += ((best >= t) & asked).sum(), (best >= t).sum(), asked.sum()

    def show_paragraphs(self) -> None:
        for t, (right, guessed, asked) in self.paragraph_counts.items():
            p, r = right / max(1, guessed), right / max(1, asked)
            f = 2 * p * r / max(1e-9, p + r)
            self.lines.append(f"persuasion paragraphs at {t:.2f}: p {p:.3f} r {r:.3f} micro-f {f:.3f}")

    def types(self, items: list[Item]) -> None:
        quads = {
            n: q
            for q, names in enumerate(
                (
                    ("AGREE", "CONSULT", "SUPPORT"),
                    ("CONCEDE", "COOPERATE", "AID", "RETREAT"),
                    ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
                    ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
                )
            )
            for n in names
        }
        rows = []
        for item in items:
            (r,) = self.network.run(pieces_of(item), windows([(0, len(item.ids))], self.most, 0))
            for s, t, _, allowed in item.types:
                logits, back = self.network.pair_logits(
                    r, slice(s[0], s[-1] + 1), slice(t[0], t[-1] + 1), slice(0, len(r.states))
                )
                _, reverse = self.network.pair_logits(
                    r, slice(t[0], t[-1] + 1), slice(s[0], s[-1] + 1), slice(0, len(r.states))
                )
                best = int(softmax(logits).argmax())
                rows.append((allowed[0], allowed[0] if best in allowed else best, back < reverse))
        gold, guess, way = (np.array(x) for x in zip(*rows, strict=True))
        each = [
            2 * ((gold == k) & (guess == k)).sum() / max(1, (gold == k).sum() + (guess == k).sum()) for k in set(gold)
        ]
        q = np.array([[quads[TYPES[g]] for g in x] for x in (gold, guess)])
        quad = [2 * ((q[0] == k) & (q[1] == k)).sum() / max(1, (q[0] == k).sum() + (q[1] == k).sum()) for k in range(4)]
        asymmetric = ~np.isin(gold, [TYPES.index(n) for n in ("AGREE", "CONSULT", "COOPERATE")])
        self.lines.append(
            f"type held-out fifth: macro-f {np.mean(each):.3f} accuracy {(gold == guess).mean():.3f} "
            f"quad {np.mean(quad):.3f} direction {way[asymmetric].mean():.3f}  n {len(gold)}"
        )

    def places(self) -> None:
        """event_location as its bench counts: token P and R over all triggers, and how often "none" is right."""
        layout = self.network.layout

        def chances(name: str) -> list[np.ndarray]:
            return [self.network.chance(name, x) for x, _ in self.pairs[name]]

        cut, gold = layout["thresholds"]["place_of"], [g for _, g in self.pairs["place_of"]]
        looks = {"first look": chances("place_first"), "second look": chances("place_of")}
        least = layout["thresholds"]["place_first"]
        pairs = list(zip(*looks.values(), strict=True))
        looks[f"second where first >= {least}"] = [b if a.max() >= least else a for a, b in pairs]
        for name, found in looks.items():
            for at in sorted({cut, 0.5, 0.6, 0.7}):
                p, r, f = f1(np.concatenate(found), np.concatenate(gold), at)
                none = np.mean([x.max() < at for x, g in zip(found, gold, strict=True) if not g.any()])
                self.lines.append(f"place_of, {name} at {at:.2f}: token p {p:.3f} r {r:.3f} f {f:.3f} none {none:.3f}")

    def show(self, tuned: bool) -> None:
        layout = self.network.layout
        for name, pairs in self.pairs.items():
            logits, gold = (np.concatenate(x) for x in zip(*pairs, strict=True))
            cut = layout["thresholds"].get("role" if name in ROLES else name, 0.5)
            chance = self.network.chance(name, logits)
            guess = np.concatenate(
                [stretched(self.network.chance(name, x), cut, SLACK.get(name, 0.0)) for x, _ in pairs]
            )
            p, r, f = f1(guess, gold, 0.5)
            line = f"{name:16} at {cut:.2f}: p {p:.3f} r {r:.3f} f {f:.3f}  "
            line += f"ece {calibration(chance, gold):.4f}  n {len(gold)}"
            if name == "subjective":
                line += f"  macro-f {(f + f1(1 - chance, 1 - gold, 1 - cut)[2]) / 2:.3f}"
            if tuned:
                cut, heat = tune(logits, gold)
                best = f1(sigmoid(logits / heat), gold, cut)[2]
                line += f"  best f {best:.3f} at threshold {cut:.2f} temperature {heat:.2f}"
            print(line)
        print("\n".join(self.lines))


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--cache", type=Path, required=True)
    args.add_argument("--model", type=Path, default=Path(__file__).parent.parent / "src/dateline/models")
    args.add_argument("--tune", action="store_true")
    args.add_argument("--limit", type=int, default=10**9, help="at most so many items of each set")
    args.add_argument("--most", type=int, default=MOST)
    args.add_argument("--overlap", type=int, default=OVERLAP)
    given = args.parse_args()
    network = open_network(given.model)
    if network is None:
        raise SystemExit(f"no model in {given.model}; export one with training/export.py")
    sets = {n: v[: given.limit] for n, v in pickle.loads(given.cache.read_bytes()).items() if n.endswith("/dev")}
    scorer = Scorer(network, given.most, given.overlap)
    for item in sets["polnear/dev"][: max(4, given.limit // 10)]:
        scorer.token_head("attribution", [item], [("content", CONTENT), ("source", SOURCE), ("cue", CUE)])
        scorer.link_head([item])
    scorer.link_head(sets["event_location/dev"])
    scorer.places()
    for name in ("UW", "MEANTIME", "UDS_IH2"):
        scorer.factuality(name, sets[f"{name}/dev"])
    scorer.sentence_head("subjective", sets["subjectivity/dev"], [("subjective", 0)])
    for item in sets["babe/dev"]:
        scorer.token_head("loaded", [item], [("loaded", 0)])
        scorer.sentence_head("bias", [item], [("bias", 0)])
    thresholds = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4] if given.tune else [network.layout["thresholds"]["persuasion"]]
    for item in sets["persuasion/dev"][: max(4, given.limit // 10)]:
        scorer.token_head("technique", [item], [("technique", i) for i in range(len(TECHNIQUES))])
        scorer.sentence_head("persuasion", [item], [("persuasion", i) for i in range(len(TECHNIQUES))])
        scorer.paragraphs(item, thresholds)
    scorer.show_paragraphs()
    scorer.types(sets["plover/dev"])
    scorer.role_head(sets["muc/dev"])
    scorer.show(given.tune)


if __name__ == "__main__":
    main()

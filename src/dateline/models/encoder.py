"""The shipped multi-task encoder: signals about words, from int8 weights run on the CPU.

``signals`` reads a whole article once; ``relation`` answers, for two spans, what one does to the other. The layers are
described in ``card.toml`` beside this file. Without the model files both answer nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.models.network import Floats, Network, Reads, shipped, sigmoid, softmax
from dateline.models.pieces import SEP, Pieces, cut, windows
from dateline.records import Article, Parse, Signal, Span, Token
from dateline.vocab import ZoneKind

MOST, OVERLAP = 160, 40  # pieces in a window and of lead-in; 128 to 224 score the same on PolNeAR dev
_PREDICATES = frozenset({"VERB", "NOUN", "ADJ", "AUX"})
_TRIGGERS = frozenset({"VERB", "NOUN", "AUX"})
_ENDS = frozenset(".!?…:;\"'”’)]")
_NEVER = -20.0
SLACK = {"content": 0.2, "source": 0.2, "cue": 0.2}
"""How far below its threshold a stretch may dip, so long as it rises above it somewhere: fewer broken spans at the same
token F on PolNeAR dev, and .01 more for cues."""
OWN = {"content_of": 0.5, "source_of": 0.3}
"""The share of a word's own label beside its link to the cue, in log-odds: with each word given to its likeliest cue,
.72 of attributions on PolNeAR dev against .70 for the links alone; .7 for contents loses .015."""
_CAP = 6.0  # log-odds beyond which a word speaks no louder for a cue
_OTHER_LINE = 2 * _CAP  # log-odds a cue of another paragraph must be ahead by: any cue of the own paragraph goes first
NOUN = 0.4
"""The least share of its likeliest type for a noun's place to be looked for: event nouns of FA-KES have .73 and more, half
of the others less than this, and the second look at them took a third of the encoder's time."""
LEAST_CUE = 0.45  # mean chance below which a cue takes no words away from others
_SURE = 0.3  # log-odds that a span of a cue has to reach somewhere: 0 and .8 score the same within .002
_LABELS = ("content", "source", "cue")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a source does to a target: a probability for each PLOVER type, and that the deed runs source → target."""

    types: dict[str, float]
    forward: float


@dataclass(frozen=True, slots=True)
class _View:
    """An article as the encoder read it. ``window_of[p]`` is the index in ``reads`` of the window that owns piece p."""

    network: Network
    text: str
    pieces: Pieces
    reads: list[Reads]
    window_of: NDArray[np.int64]
    words: NDArray[np.int64]  # the first piece of every word

    def whole(self, head: str) -> Floats:
        """A token head's logits for every word of the article: the mean over its pieces."""
        return self.by_word(self.rows(head), 0)

    def by_word(self, rows: Floats, start: int) -> Floats:
        """Means over the pieces of each word, for rows that begin at piece ``start``."""
        ends = start + len(rows)
        firsts = self.words[(self.words >= start) & (self.words < ends)] - start
        if not len(firsts):
            return rows[:0]
        sums = np.add.reduceat(rows, firsts, axis=0)
        sizes = np.diff([*firsts, len(rows)])
        return np.asarray(sums / sizes.reshape(-1, *[1] * (rows.ndim - 1)), np.float32)

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """The characters from word ``first`` to word ``last`` (inclusive)."""
        stop = self.words[last + 1] if last + 1 < len(self.words) else len(self.pieces.ids)
        return int(self.pieces.offsets[self.words[first], 0]), int(self.pieces.offsets[stop - 1, 1])

    def rows(self, head: str) -> Floats:
        """A token head's logits for every piece of the article."""
        out = np.full((len(self.pieces.ids), self.reads[0].heads[head].shape[1]), _NEVER, np.float32)
        for r in self.reads:
            out[r.own : r.end] = r.heads[head][r.own - r.start :]
        return out

    def threshold(self, name: str) -> float:
        return float(self.network.layout["thresholds"].get(name, 0.5))

    def chance(self, name: str, logits: NDArray[np.floating[Any]]) -> Floats:
        """Calibrated probabilities."""
        return self.network.chance(name, logits)


def signals(article: Article, parse: Parse) -> tuple[Signal, ...]:
    """What the encoder's heads say about the article, layer by layer, each in text order."""
    view = _view(shipped(), article, parse)
    if view is None:
        return ()
    layers: tuple[Callable[[], Iterator[Signal]], ...] = (
        lambda: _attribution(view),
        lambda: _places(view, parse),
        lambda: _factuality(view, parse),
        lambda: _sentences(view),
        lambda: _worded(view, "loaded"),
        lambda: _worded(view, "technique"),
        lambda: _types(view, parse),
        lambda: _incidents(view),
    )
    return tuple(signal for layer in layers for signal in layer())


def _view(network: Network | None, article: Article, parse: Parse) -> _View | None:
    ranges = _whole_sentences(article.text, parse)
    if network is None or not ranges:
        return None
    pieces = cut(article.text, ranges)
    spans = windows(pieces.sentences, MOST, OVERLAP)
    owner = np.full(len(pieces.ids), -1, np.int64)
    for number, span in enumerate(spans):
        owner[span.own : span.end] = number
    words = np.nonzero(pieces.word)[0]
    return _View(network, article.text, pieces, network.run(pieces, spans), owner, words)


def _whole_sentences(text: str, parse: Parse) -> list[tuple[int, int]]:
    """Characters of the sentences; what the parser cut inside a line without an end mark is put together again."""
    out: list[tuple[int, int]] = []
    for s in parse.sentences:
        if s.zone is ZoneKind.META:
            continue
        between = text[out[-1][1] : s.start] if out else "\n"
        if "\n" not in between and not between.strip() and text[out[-1][1] - 1] not in _ENDS:
            out[-1] = (out[-1][0], s.end)
        else:
            out.append((s.start, s.end))
    return out


# ---------------------------------------------------------------- who says what


def _attribution(view: _View) -> Iterator[Signal]:
    """Spans of content, source and cue; then, for each cue, its likeliest source and the contents that belong to it."""
    logits = view.whole("attribution")
    cues: list[tuple[int, int]] = []
    for column, label in enumerate(_LABELS):
        chance = view.chance(label, logits[:, column])
        starts = sigmoid(logits[:, column + 3]) >= 0.5
        found = list(_stretches(chance, view.threshold(label), SLACK[label], starts))
        cues = [(a, z) for a, z in found if _mean(chance[a : z + 1]) >= LEAST_CUE] if label == "cue" else cues
        for first, last in found:
            yield Signal("attribution", *view.chars(first, last), label, _mean(chance[first : last + 1]))
    for column, (link, label) in enumerate((("content_of", "content"), ("source_of", "source"))):
        odds = _odds(view.chance(label, logits[:, column]))
        yield from _tied(view, link, label, _together(view, link, odds, cues), cues)


def _odds(chance: NDArray[np.floating[Any]]) -> Floats:
    sure = np.clip(chance, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(sure / (1 - sure)), np.float32)


def _together(view: _View, link: str, odds: Floats, cues: list[tuple[int, int]]) -> Floats:
    """Cues × words: log-odds that the word is the cue's source or contents, by the link and the word's own label."""
    table = np.full((len(cues), len(odds)), _NEVER, np.float32)
    for row, (first, last) in enumerate(cues):
        piece = int(view.words[first])
        reads = view.reads[view.window_of[piece]]
        logits = view.network.link_logits(reads, link, [piece - reads.start], slice(0, reads.end - reads.start))[0]
        tied = _odds(view.chance(link, view.by_word(logits, reads.start)))
        shift = int(np.searchsorted(view.words, reads.start))
        own = odds[shift : shift + len(tied)]
        table[row, shift : shift + len(tied)] = OWN[link] * own + (1 - OWN[link]) * tied
        table[row, first : last + 1] = _NEVER
    table[:, view.pieces.ids[view.words] == SEP] = _NEVER
    return table


def _tied(view: _View, link: str, label: str, table: Floats, cues: list[tuple[int, int]]) -> Iterator[Signal]:
    """The spans of each cue. A run of words is the contents of one cue, the likeliest; a cue has one source."""
    if label == "content":
        table = _whole_runs(view, table, [cue[0] for cue in cues])
    most = table.max(0, initial=_NEVER)
    for row, cue in zip(table, cues, strict=True):
        inside = (row > 0) & ((row >= most) | (label == "source"))
        runs = [(a, z) for a, z in _runs(_bridged(inside), None) if row[a : z + 1].max() >= _SURE]
        if label == "source":
            runs = sorted(runs, key=lambda r: float(row[r[0] : r[1] + 1].mean()))[-1:]
        for first, last in runs:
            yield Signal(link, *view.chars(first, last), label, _mean(sigmoid(row[first : last + 1])), view.chars(*cue))


def _whole_runs(view: _View, table: Floats, cues: Sequence[int]) -> Floats:
    """The table with each run of contents inside a sentence given to one cue, the likeliest over all of it: torn apart,
    half of a clause went to the cue of the sentence before. ``cues`` are the first words of the rows' cues."""
    line = np.cumsum(view.pieces.ids[view.words] == SEP)
    first = np.searchsorted(view.words, [a for a, _ in view.pieces.sentences])
    begins = np.zeros(table.shape[1], bool)
    begins[first[first < len(begins)]] = True
    most = table.max(0, initial=_NEVER)
    out = np.full_like(table, _NEVER)
    for start, last in _runs(most > 0, begins):
        run = slice(start, last + 1)
        far = _OTHER_LINE * (line[list(cues)] != line[start])
        out[int((table[:, run].clip(-_CAP, _CAP).mean(1) - far).argmax()), run] = most[run]
    return out


def _bridged(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The flags with single words between two True ones made True."""
    out = inside.copy()
    out[1:-1] |= inside[:-2] & inside[2:]
    return out


def _spans(
    view: _View, layer: str, label: str, chance: Floats, start: int, of: tuple[int, int] | None
) -> Iterator[Signal]:
    """Runs of words above the layer's threshold; ``chance`` holds the words from piece ``start`` on."""
    if not (chance >= view.threshold(layer)).any():
        return
    shift = int(np.searchsorted(view.words, start))
    separator = view.pieces.ids[view.words[shift : shift + len(chance)]] == SEP
    for first, last in _stretches(np.where(separator, 0, chance), view.threshold(layer), SLACK.get(layer, 0.0), None):
        where = view.chars(first + shift, last + shift)
        yield Signal(layer, *where, label, _mean(chance[first : last + 1]), of)


def _stretches(
    chance: NDArray[np.floating[Any]], threshold: float, slack: float, starts: NDArray[np.bool_] | None
) -> Iterator[tuple[int, int]]:
    """(first, last) of stretches never below ``threshold - slack`` that reach ``threshold`` somewhere."""
    for first, last in _runs(chance >= threshold - slack, starts):
        if chance[first : last + 1].max() >= threshold:
            yield first, last


def _runs(inside: NDArray[np.bool_], starts: NDArray[np.bool_] | None) -> Iterator[tuple[int, int]]:
    """(first, last) of unbroken stretches of True; a True in ``starts`` opens a new one."""
    first = -1
    for i, flag in enumerate(inside):
        if first >= 0 and (not flag or (starts is not None and starts[i])):
            yield first, i - 1
            first = -1
        if flag and first < 0:
            first = i
    if first >= 0:
        yield first, len(inside) - 1


def _mean(values: Floats) -> float:
    return round(float(values.mean()), 4)


# ---------------------------------------------------------------- where, how surely, what


def _candidates(view: _View, parse: Parse, kinds: frozenset[str]) -> list[tuple[Token, int]]:
    """Tokens of these parts of speech with their first piece, where a window has read it."""
    tokens = [t for t in parse.tokens if t.pos in kinds and t.dep not in ("aux", "auxpass")]
    starts = np.array([t.start for t in tokens], int)
    at = np.searchsorted(view.pieces.offsets[:, 0], starts, "right") - 1
    fine = (at >= 0) & (view.window_of[at] >= 0) & (view.pieces.offsets[at, 1] > starts)
    return [(t, int(p)) for t, p, ok in zip(tokens, at, fine, strict=True) if ok]


def _places(view: _View, parse: Parse) -> Iterator[Signal]:
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


def _place_chances(view: _View, reads: Reads, triggers: list[int], rows: slice) -> Floats:
    """N × T: a quick look for every trigger, and a second look wherever the first sees a possible place."""
    chances = view.chance("place_first", view.network.link_logits(reads, "place_of", triggers, rows))
    again = np.nonzero(chances.max(1, initial=0.0) >= view.threshold("place_first"))[0]
    if len(again):
        looked = view.network.place_logits(reads, [triggers[i] for i in again], rows)
        chances[again] = view.chance("place_of", looked)
    return chances


def _place(view: _View, token: Token, chance: Floats, start: int) -> Iterator[Signal]:
    of = token.start, token.end
    found = list(_spans(view, "place_of", "place", chance, start, of))
    yield from found
    if not found and token.pos != "NOUN":
        yield Signal("place_of", *of, "none", round(1 - float(chance.max(initial=0.0)), 4), of)


def _factuality(view: _View, parse: Parse) -> Iterator[Signal]:
    """How surely each predicate happened, −3 certainly not … 3 certainly."""
    values = view.rows("factuality")[:, 0].clip(-3, 3)
    for token, piece in _candidates(view, parse, _PREDICATES):
        yield Signal("factuality", token.start, token.end, "factuality", round(float(values[piece]), 3))


def _types(view: _View, parse: Parse) -> Iterator[Signal]:
    """The PLOVER type a verb or noun would name, if it names an event at all."""
    types, shares = view.network.layout["types"], _type_shares(view)
    best = shares.argmax(1)
    for token, piece in _candidates(view, parse, _TRIGGERS):
        chance = round(float(shares[piece, best[piece]]), 4)
        yield Signal("type", token.start, token.end, types[best[piece]], chance)


def _type_shares(view: _View) -> Floats:
    """Pieces × types: which PLOVER type a piece names, if any."""
    return softmax(view.rows("type")[:, : len(view.network.layout["types"])])


def _incidents(view: _View) -> Iterator[Signal]:
    """Who did violence, for whom, to whom or what and with what, each with its kind of incident; then the kinds a
    sentence tells of."""
    roles, kinds = view.network.layout["roles"], view.network.layout["incidents"]
    rows = np.full((len(view.pieces.ids), len(roles) + 2 * len(kinds)), _NEVER, np.float32)
    for r in view.reads:
        rows[r.own : r.end] = view.network.incident_logits(r)[r.own - r.start :]
    chances = view.chance("role", view.by_word(rows[:, : len(roles)], 0))
    of_kind = view.chance("incident", view.by_word(rows[:, len(roles) : len(roles) + len(kinds)], 0))
    starts = view.pieces.offsets[view.words, 0]
    for column, role in enumerate(roles):
        for signal in _spans(view, "role", role, chances[:, column], 0, None):
            inside = (starts >= signal.start) & (starts < signal.end)
            told = of_kind[inside].mean(0)
            yield signal
            yield Signal(
                "incident", signal.start, signal.end, kinds[int(told.argmax())], _mean(told.max(keepdims=True))
            )
    yield from _told(view, rows[:, len(roles) + len(kinds) :], kinds)


def _told(view: _View, rows: Floats, kinds: Sequence[str]) -> Iterator[Signal]:
    """A sentence tells of a kind of incident as far as its most telling piece does."""
    for a, z in view.pieces.sentences:
        chances = view.chance("tells", rows[a:z].max(0, initial=_NEVER))
        where = int(view.pieces.offsets[a, 0]), int(view.pieces.offsets[z - 1, 1])
        for kind, chance in zip(kinds, chances.tolist(), strict=True):
            if chance >= view.threshold("tells"):
                yield Signal("tells", *where, kind, round(chance, 4))


# ---------------------------------------------------------------- wording


def _sentences(view: _View) -> Iterator[Signal]:
    """Subjective, biased and opinionated sentences, and the techniques a sentence may use."""
    ranges = view.pieces.sentences
    chars = [(int(view.pieces.offsets[a, 0]), int(view.pieces.offsets[z - 1, 1])) for a, z in ranges]
    for head, labels in view.network.layout["sentence"].items():
        chances = view.chance(head, view.network.sentence_logits(head, [_state(view, head, a, z) for a, z in ranges]))
        for where, row in zip(chars, chances, strict=True):
            for label, value in zip(labels, row.tolist(), strict=True):
                if head != "persuasion" or value >= view.threshold(head):
                    yield Signal(head if head == "persuasion" else label, *where, label, round(value, 4))


def _state(view: _View, head: str, start: int, end: int) -> Floats:
    reads = view.reads[view.window_of[start]]
    return view.network.sentence_state(reads, head, start - reads.start, min(end, reads.end) - reads.start)


def _worded(view: _View, layer: str) -> Iterator[Signal]:
    """Runs of words a token head marks, label by label."""
    logits = view.whole(layer)
    for column, label in enumerate(view.network.layout["token"][layer]):
        yield from _spans(view, layer, label, view.chance(layer, logits[:, column]), 0, None)


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

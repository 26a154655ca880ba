"""An article as the encoder read it: its pieces, what its windows say of them, and the stretches of words these mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.models.network import Floats, Network, Reads
from dateline.models.pieces import SEP, Pieces, cut, windows
from dateline.records import Article, Parse, Signal
from dateline.vocab import ZoneKind

MOST, OVERLAP = 160, 40  # pieces in a window and of lead-in; 128 to 224 score the same on PolNeAR dev
NEVER = -20.0
SLACK = {"content": 0.2, "source": 0.2, "cue": 0.2}
"""How far below its threshold a stretch may dip, so long as it rises above it somewhere: fewer broken spans at the same
token F on PolNeAR dev, and .01 more for cues."""
_ENDS = frozenset(".!?…:;\"'”’)]")


@dataclass(frozen=True, slots=True)
class View:
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
        first, last = np.searchsorted(self.words, (start, start + len(rows)))
        firsts = self.words[first:last] - start
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
        out = np.full((len(self.pieces.ids), self.reads[0].heads[head].shape[1]), NEVER, np.float32)
        for r in self.reads:
            out[r.own : r.end] = r.heads[head][r.own - r.start :]
        return out

    def threshold(self, name: str) -> float:
        return float(self.network.layout["thresholds"].get(name, 0.5))

    def chance(self, name: str, logits: NDArray[np.floating[Any]]) -> Floats:
        """Calibrated probabilities."""
        return self.network.chance(name, logits)


def seen(network: Network | None, article: Article, parse: Parse) -> View | None:
    ranges = _whole_sentences(article.text, parse)
    if network is None or not ranges:
        return None
    pieces = cut(article.text, ranges)
    spans = windows(pieces.sentences, MOST, OVERLAP)
    owner = np.full(len(pieces.ids), -1, np.int64)
    for number, span in enumerate(spans):
        owner[span.own : span.end] = number
    words = np.nonzero(pieces.word)[0]
    return View(network, article.text, pieces, network.run(pieces, spans), owner, words)


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


def spans(
    view: View, layer: str, label: str, chance: Floats, start: int, of: tuple[int, int] | None
) -> Iterator[Signal]:
    """Runs of words above the layer's threshold; ``chance`` holds the words from piece ``start`` on."""
    if not (chance >= view.threshold(layer)).any():
        return
    shift = int(np.searchsorted(view.words, start))
    separator = view.pieces.ids[view.words[shift : shift + len(chance)]] == SEP
    for first, last in stretches(np.where(separator, 0, chance), view.threshold(layer), SLACK.get(layer, 0.0), None):
        where = view.chars(first + shift, last + shift)
        yield Signal(layer, *where, label, mean(chance[first : last + 1]), of)


def stretches(
    chance: NDArray[np.floating[Any]], threshold: float, slack: float, starts: NDArray[np.bool_] | None
) -> Iterator[tuple[int, int]]:
    """(first, last) of stretches never below ``threshold - slack`` that reach ``threshold`` somewhere."""
    for first, last in runs(chance >= threshold - slack, starts):
        if chance[first : last + 1].max() >= threshold:
            yield first, last


def runs(inside: NDArray[np.bool_], starts: NDArray[np.bool_] | None) -> Iterator[tuple[int, int]]:
    """(first, last) of unbroken stretches of True; a True in ``starts`` opens a new one."""
    opens = inside & np.append(True, ~inside[:-1])[: len(inside)]
    if starts is not None:
        opens |= inside & starts
    closes = inside & np.append(~inside[1:] | opens[1:], True)[: len(inside)]
    return zip(np.flatnonzero(opens).tolist(), np.flatnonzero(closes).tolist(), strict=True)


def mean(values: Floats) -> float:
    return round(float(values.mean()), 4)

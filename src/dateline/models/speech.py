"""Who says what, by the encoder: cues, and which words are whose contents and which their source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.models.network import Floats, sigmoid
from dateline.models.pieces import SEP
from dateline.models.view import NEVER, SLACK, View, mean, runs, stretches
from dateline.records import Signal

OWN = {"content_of": 0.5, "source_of": 0.3}
"""The share of a word's own label beside its link to the cue, in log-odds: with each word given to its likeliest cue,
.72 of attributions on PolNeAR dev against .70 for the links alone; .7 for contents loses .015."""
_CAP = 6.0  # log-odds beyond which a word speaks no louder for a cue
_OTHER_LINE = 2 * _CAP  # log-odds a cue of another paragraph must be ahead by: any cue of the own paragraph goes first
LEAST_CUE = 0.45  # mean chance below which a cue takes no words away from others
_SURE = 0.3  # log-odds that a span of a cue has to reach somewhere: 0 and .8 score the same within .002
_LABELS = ("content", "source", "cue")


def attribution(view: View) -> Iterator[Signal]:
    """Spans of content, source and cue; then, for each cue, its likeliest source and the contents that belong to it."""
    logits = view.whole("attribution")
    cues: list[tuple[int, int]] = []
    for column, label in enumerate(_LABELS):
        chance = view.chance(label, logits[:, column])
        starts = sigmoid(logits[:, column + 3]) >= 0.5
        found = list(stretches(chance, view.threshold(label), SLACK[label], starts))
        cues = [(a, z) for a, z in found if mean(chance[a : z + 1]) >= LEAST_CUE] if label == "cue" else cues
        for first, last in found:
            yield Signal("attribution", *view.chars(first, last), label, mean(chance[first : last + 1]))
    for column, (link, label) in enumerate((("content_of", "content"), ("source_of", "source"))):
        odds = _odds(view.chance(label, logits[:, column]))
        yield from _tied(view, link, label, _together(view, link, odds, cues), cues)


def _odds(chance: NDArray[np.floating[Any]]) -> Floats:
    sure = np.clip(chance, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(sure / (1 - sure)), np.float32)


@dataclass(frozen=True, slots=True)
class _Row:
    """A cue's log-odds for the words from ``start`` on; those it says nothing of are never its own."""

    start: int
    odds: Floats

    @property
    def words(self) -> slice:
        return slice(self.start, self.start + len(self.odds))


def _together(view: View, link: str, odds: Floats, cues: list[tuple[int, int]]) -> list[_Row]:
    """For each cue, log-odds that a word of its window is its source or contents, by the link and the word's own label."""
    rows = []
    for first, last in cues:
        piece = int(view.words[first])
        reads = view.reads[view.window_of[piece]]
        logits = view.network.link_logits(reads, link, [piece - reads.start], slice(0, reads.end - reads.start))[0]
        tied = _odds(view.chance(link, view.by_word(logits, reads.start)))
        start = int(np.searchsorted(view.words, reads.start))
        row = _Row(start, OWN[link] * odds[start : start + len(tied)] + (1 - OWN[link]) * tied)
        row.odds[first - start : last + 1 - start] = NEVER
        row.odds[view.pieces.ids[view.words[row.words]] == SEP] = NEVER
        rows.append(row)
    return rows


def _most(rows: list[_Row], count: int) -> Floats:
    """The log-odds of each of ``count`` words for its likeliest cue."""
    most = np.full(count, NEVER, np.float32)
    for row in rows:
        np.maximum(most[row.words], row.odds, out=most[row.words])
    return most


def _tied(view: View, link: str, label: str, rows: list[_Row], cues: list[tuple[int, int]]) -> Iterator[Signal]:
    """The spans of each cue. A run of words is the contents of one cue, the likeliest; a cue has one source."""
    if label == "content":
        rows = _whole_runs(view, rows, [cue[0] for cue in cues])
    most = _most(rows, len(view.words))
    for row, cue in zip(rows, cues, strict=True):
        odds = row.odds
        inside = (odds > 0) & ((odds >= most[row.words]) | (label == "source"))
        own = [(a, z) for a, z in runs(_bridged(inside), None) if odds[a : z + 1].max() >= _SURE]
        if label == "source":
            own = sorted(own, key=lambda r: float(odds[r[0] : r[1] + 1].mean()))[-1:]
        for first, last in own:
            where = view.chars(row.start + first, row.start + last)
            yield Signal(link, *where, label, mean(sigmoid(odds[first : last + 1])), view.chars(*cue))


def _whole_runs(view: View, rows: list[_Row], cues: Sequence[int]) -> list[_Row]:
    """The rows with each run of contents inside a sentence given to one cue, the likeliest over all of it: torn apart,
    half of a clause went to the cue of the sentence before. ``cues`` are the first words of the rows' cues."""
    line = np.cumsum(view.pieces.ids[view.words] == SEP)
    first = np.searchsorted(view.words, [a for a, _ in view.pieces.sentences])
    begins = np.zeros(len(line), bool)
    begins[first[first < len(begins)]] = True
    most = _most(rows, len(line))
    starts, stops = np.array([(r.words.start, r.words.stop) for r in rows], int).reshape(-1, 2).T
    lines = line[list(cues)]
    given: list[list[tuple[int, int]]] = [[] for _ in rows]
    for start, last in runs(most > 0, begins):
        own = lines == line[start]
        heard = np.flatnonzero(own | ((starts <= last) & (stops > start)))  # the rest can't be the likeliest
        likely = [_over(rows[i], start, last) - _OTHER_LINE * (not own[i]) for i in heard]
        given[heard[int(np.argmax(likely))]].append((start, last))
    return [_made_of(each, most) for each in given]


def _over(row: _Row, start: int, last: int) -> float:
    """How likely the words from ``start`` to ``last`` are the row's cue's, on the whole."""
    odds = np.full(last + 1 - start, NEVER, np.float32)
    low, high = max(start, row.start), min(last + 1, row.words.stop)
    if low < high:
        odds[low - start : high - start] = row.odds[low - row.start : high - row.start]
    return float(odds.clip(-_CAP, _CAP).mean())


def _made_of(given: list[tuple[int, int]], most: Floats) -> _Row:
    """The row of a cue that is given these given of words."""
    start, stop = (given[0][0], given[-1][1] + 1) if given else (0, 0)
    row = _Row(start, np.full(stop - start, NEVER, np.float32))
    for a, z in given:
        row.odds[a - start : z + 1 - start] = most[a : z + 1]
    return row


def _bridged(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The flags with single words between two True ones made True."""
    out = inside.copy()
    out[1:-1] |= inside[:-2] & inside[2:]
    return out

"""Word pieces of an article, and the windows of sentences that go through the encoder together.

Training reads its texts through this module too, so that the model meets at run time what it learnt from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Pieces:
    """T word pieces: their ``ids``, their word's case (0 lower, 1 Capital, 2 ALL CAPITALS), ``word`` (1 at a word's
    first piece), ``offsets`` (T × 2 characters), and ``sentences`` as piece ranges."""

    ids: Ints
    cases: Ints
    word: Ints
    offsets: Ints
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``start`` to ``end``; those before ``own`` only lead in and are read in another window."""

    start: int
    own: int
    end: int


@cache
def tokenizer() -> Any:
    """The uncased word-piece tokenizer shipped with the model."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(files("dateline.models").joinpath("tokenizer.json")))
    made.no_padding()
    made.no_truncation()
    return made


def cut(text: str, ranges: Sequence[tuple[int, int]], tokens: Any = None) -> Pieces:
    """The pieces of ``text`` inside the character ``ranges`` of its sentences; SEP stands for a line break between."""
    encoder = tokens or tokenizer()
    codes = encoder.encode_batch([text[a:b] for a, b in ranges], add_special_tokens=False)
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    found: list[tuple[int, int]] = []
    last = 0
    for (start, end), code in zip(ranges, codes, strict=True):
        if ids and "\n" in text[last:start]:
            ids.append(SEP)
            offsets.append((start, start))
        found.append((len(ids), len(ids) + len(code.ids)))
        ids.extend(code.ids)
        offsets.extend((start + a, start + b) for a, b in code.offsets)
        last = end
    word = _word_starts(text, offsets)
    spans = np.array(offsets, np.int64).reshape(-1, 2)
    return Pieces(np.array(ids, np.int64), _cases(text, offsets, word), np.array(word, np.int64), spans, tuple(found))


def _word_starts(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    out, last = [], -1
    for start, end in offsets:
        inside = start == last and text[start : start + 1].isalnum() and text[start - 1 : start].isalnum()
        out.append(0 if inside else 1)
        last = end
    return out


def _cases(text: str, offsets: Sequence[tuple[int, int]], word: Sequence[int]) -> Ints:
    out = np.zeros(len(offsets), np.int64)
    firsts = [i for i, flag in enumerate(word) if flag]
    for i, j in zip(firsts, [*firsts[1:], len(offsets)], strict=True):
        out[i:j] = case_of(text[offsets[i][0] : offsets[j - 1][1]])
    return out


def case_of(words: str) -> int:
    """0 lower, 1 Capital, 2 ALL CAPITALS (two letters or more)."""
    return 2 if len(words) > 1 and words.isupper() else int(words[:1].isupper())


def windows(sentences: Iterable[tuple[int, int]], most: int, overlap: int) -> list[Window]:
    """Windows of at most ``most`` pieces that cover every sentence once; up to ``overlap`` earlier pieces lead in.

    A sentence longer than a window is cut at its end.
    """
    ranges = [(a, min(z, a + most - 2)) for a, z in sentences]
    out, i = [], 0
    while i < len(ranges):
        first = _lead_in(ranges, i, most, overlap)
        j = i
        while j + 1 < len(ranges) and ranges[j + 1][1] - ranges[first][0] <= most - 2:
            j += 1
        out.append(Window(ranges[first][0], ranges[i][0], ranges[j][1]))
        i = j + 1
    return out


def _lead_in(ranges: Sequence[tuple[int, int]], i: int, most: int, overlap: int) -> int:
    first, (own, end) = i, ranges[i]
    while first > 0 and own - ranges[first - 1][0] <= overlap and end - ranges[first - 1][0] <= most - 2:
        first -= 1
    return first

"""One training item: a sentence or document with the labels it has."""

from dataclasses import dataclass, field

import numpy as np

SEP = 102


@dataclass(slots=True)
class Item:
    """``ids``, ``cases``, ``word`` (1 at the first piece of a word) are T long; ``sentences`` are token ranges.

    ``tokens`` maps a token head to T × K labels; ``links`` holds (kind, trigger, tokens); ``factuality`` (token,
    value); ``sentence_labels`` maps a sentence head to S × K labels, NaN where unknown; ``types`` holds
    (source tokens, target tokens, trigger tokens, allowed types).
    """

    source: str
    name: str
    ids: np.ndarray
    cases: np.ndarray
    word: np.ndarray
    offsets: np.ndarray
    sentences: list[tuple[int, int]]
    tokens: dict[str, np.ndarray] = field(default_factory=dict)
    links: list[tuple[int, int, np.ndarray]] = field(default_factory=list)
    factuality: list[tuple[int, float]] = field(default_factory=list)
    sentence_labels: dict[str, np.ndarray] = field(default_factory=dict)
    types: list[tuple[np.ndarray, np.ndarray, np.ndarray, tuple[int, ...]]] = field(default_factory=list)

    def at(self, start: int, end: int) -> np.ndarray:
        """The tokens that share a character with ``start`` to ``end``."""
        return np.nonzero((self.offsets[:, 0] < end) & (self.offsets[:, 1] > start) & (self.ids != SEP))[0]

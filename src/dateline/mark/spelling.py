"""How names are spelt: words of a text with their folded forms, so that transliterations of one name meet.

Two strengths. ``fold`` ignores case, accents, apostrophes and dots ("Da'esh" = "DAESH", "al-" = "el-" = "ash-").
``skeleton`` also drops vowels and unifies consonants that transliterations confuse ("Awliya" = "Oliya",
"Qassem" = "Qasim", "Kahf" = "Khaf"); it is for names of several words, where chance meetings are rare.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from dateline.genitives import lost

_WORD = re.compile(r"[^\W_]+(?:['’‘ʿʾ`´.&][^\W_]+)*")
_MARKS = re.compile(r"['’‘ʿʾ`´.]")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_ARTICLES = {"al", "el", "ul", "ash", "as", "ad", "an", "ar", "az", "at", "adh", "ath"}
_BRITISH = (("isation", "ization"), ("defence", "defense"), ("centre", "center"), ("armoured", "armored"))
_CONFUSED = (("dj", "j"), ("dh", "d"), ("gh", "g"), ("sh", "S"), ("ph", "f"), ("th", "t"), ("q", "k"), ("ck", "k"))
_VOWELS = re.compile(r"[aeiou]+")
_GLIDES = re.compile(r"(?<=[aeiou])[wy](?![aeiou])|(?<=i)y(?=[aeiou])")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its characters ``start`` to ``end`` without a possessive "'s", and its folded form."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[0].isupper()


@cache
def fold(word: str) -> str:
    """The word in lower case without accents, apostrophes and dots, in American spelling."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = _MARKS.sub("", word).lower()
    for british, american in _BRITISH:
        if british in word:
            word = word.replace(british, american)
    return word


@cache
def skeleton(folded: str) -> str:
    """The consonants of a folded word as transliterations share them; an initial vowel is kept as "a"."""
    word = _DOUBLED.sub(r"\1", folded)
    word = _GLIDES.sub("", word)
    for written, meant in _CONFUSED:
        word = word.replace(written, meant)
    lead = "a" if word[:1] in "aeiou" else ""
    bare = _DOUBLED.sub(r"\1", _VOWELS.sub("", word))
    return lead + (bare[:-1] if bare.endswith("h") and len(bare) > 1 and word.endswith("h") else bare)


def words(text: str) -> list[Word]:
    """The words of ``text`` in order; the Arabic article is folded to "al" however it is assimilated."""
    found, bare = [], set(lost(text))
    for match in _WORD.finditer(text):
        surface = _POSSESSIVE.sub("", match.group())
        surface = surface[:-1] if match.end() - 1 in bare else surface
        start, end = match.start(), match.start() + len(surface)
        if "." in surface and text[end : end + 1] == ".":
            end += 1
        found.append(Word(start, end, surface, _folded(surface, text[end : end + 1] == "-")))
    return found


def _folded(surface: str, hyphen: bool) -> str:
    folded = fold(surface)
    article = folded in ("al", "el") or (hyphen and folded in _ARTICLES)
    return "al" if article else folded

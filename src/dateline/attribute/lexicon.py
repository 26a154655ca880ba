"""The cue words of ``data/cues/speech.toml``, looked up by lemma."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from dateline.data import table
from dateline.vocab import Stance

Frames = Mapping[str, Stance]


def speech() -> dict[str, Any]:
    """The whole table."""
    return table("cues/speech")


@cache
def verbs() -> Mapping[str, Frames]:
    """For each verb its frames ("clause", "object", "infinitive", "prep:for") and the stance each gives."""
    found: dict[str, dict[str, Stance]] = {}
    for stance, frames in speech()["verbs"].items():
        for frame in ("clause", "object", "infinitive"):
            for lemma in frames.get(frame, ()):
                found.setdefault(lemma, {}).setdefault(frame, Stance(stance))
        for preposition, lemmas in frames.get("prep", {}).items():
            for lemma in lemmas:
                found.setdefault(lemma, {}).setdefault(f"prep:{preposition}", Stance(stance))
    return found


@cache
def nouns() -> Mapping[str, Stance]:
    """The stance of each noun that names something said or thought."""
    return _by_word("nouns")


@cache
def adjectives() -> Mapping[str, Stance]:
    """The stance of each adjective that takes a clause."""
    return _by_word("adjectives")


@cache
def adverbs() -> Mapping[str, Stance]:
    """The stance of each adverb that gives its clause to somebody."""
    return _by_word("adverbs")


@cache
def core() -> frozenset[str]:
    """Verbs that hardly ever do anything but report speech."""
    return frozenset(speech()["core"]["verbs"])


@cache
def carriers() -> frozenset[str]:
    """Verbs that only carry a noun of saying: "expressed doubt"."""
    return frozenset(speech()["carriers"]["verbs"])


@cache
def receivers() -> frozenset[str]:
    """Verbs by which somebody gets what others say: "faced criticism"."""
    return frozenset(speech()["receivers"]["verbs"])


@cache
def guilty() -> frozenset[str]:
    """What those are whom somebody blames: "held responsible"."""
    return frozenset(speech()["guilty"]["words"])


@cache
def labels() -> frozenset[str]:
    """Words before a headline's colon that say what kind of article it is, not who speaks."""
    return frozenset(speech()["labels"]["words"])


@cache
def citing() -> frozenset[str]:
    """Verbs whose participle names the source of the one who speaks."""
    return frozenset(speech()["cited"]["verbs"])


@cache
def noun_prepositions() -> frozenset[str]:
    """The prepositions through which a noun takes what was said."""
    return frozenset(speech()["nouns"]["prepositions"])


VOICES = ("unnamed", "office", "document", "body", "outlet", "wire", "vague")


@cache
def voice_nouns(kind: str) -> frozenset[str]:
    """The nouns of one kind of voice: "document", "vague", "unnamed", "body", "outlet", "wire"."""
    return frozenset(speech()["voices"][kind])


def is_voice(lemma: str) -> bool:
    """Whether the noun is of somebody or something that tells, of any kind."""
    return any(lemma.lower() in voice_nouns(kind) for kind in VOICES)


@cache
def media(kind: str) -> frozenset[str]:
    """Names of news media ("outlet") or agencies ("wire"), folded."""
    return frozenset(name.lower() for name in speech()["media"][kind])


def _by_word(section: str) -> dict[str, Stance]:
    rows = speech()[section].items()
    found: dict[str, Stance] = {}
    for stance, words in rows:
        if stance != "prepositions":
            for word in words:
                found.setdefault(word, Stance(stance))
    return found

"""The tables of ``data/cues`` as this room uses them, looked up by lemma or word."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.data import table
from dateline.vocab import Modality, Tense


@dataclass(frozen=True, slots=True)
class Effect:
    """What one cue does to the certainty of what it acts on; ``cue`` is the token index of the word."""

    group: str
    flip: bool = False
    modality: Modality | None = None
    tense: Tense | None = None
    cue: int = -1


def _effect(group: str, row: Mapping[str, str]) -> Effect:
    modality, tense = row.get("modality"), row.get("tense")
    return Effect(
        group,
        row.get("polarity") == "flip",
        Modality(modality) if modality else None,
        Tense(tense) if tense else None,
    )


@cache
def governing(part: str) -> Mapping[str, Effect]:
    """What words do to what depends on them. ``part`` is "verbs", "nouns" or "adjectives"; keys are lemmas."""
    found: dict[str, Effect] = {}
    for group, row in table("cues/certainty")["governs"].items():
        for lemma in row.get(part, ()):
            found.setdefault(lemma, _effect(group, row))
    return found


@cache
def held() -> Mapping[str, Effect]:
    """What adjectives say of a "that" clause behind them; keys as written, lower case."""
    rows = table("cues/certainty")["held"].items()
    return {word: _effect(group, row) for group, row in rows for word in row["adjectives"]}


@cache
def keeping() -> frozenset[str]:
    """Verbs that keep somebody from an act: "stopped the man from firing"."""
    return frozenset(table("cues/certainty")["keeping"]["verbs"])


@cache
def within() -> Mapping[str, tuple[Effect, ...]]:
    """What words do to the clause or phrase they stand in; keys are words or phrases as written, lower case."""
    found: dict[str, list[Effect]] = {}
    for group, row in table("cues/certainty")["within"].items():
        for word in row["words"]:
            found.setdefault(word, []).append(_effect(group, row))
    return {word: tuple(effects) for word, effects in found.items()}


@cache
def light() -> frozenset[str]:
    """Verbs that only carry the noun that names the act."""
    return frozenset(table("cues/certainty")["light"]["verbs"])


@cache
def idioms() -> Mapping[str, Tense]:
    """Preposition and noun that place a thing in time: "on agenda"."""
    return {words: Tense(tense) for tense, rows in table("cues/certainty")["idioms"].items() for words in rows}


@cache
def argument(section: str, key: str = "words") -> frozenset[str]:
    """One list of the argument table."""
    return frozenset(table("cues/argument")[section][key])


@cache
def spoken() -> frozenset[str]:
    """Nouns for what is said: refusing or denying it does not undo that it was said."""
    return frozenset(table("cues/certainty")["spoken"]["nouns"])


@cache
def opens(part: str) -> frozenset[str]:
    """Nouns ("possibility") and verbs ("raise") that together leave a clause open."""
    return frozenset(table("cues/certainty")["open"][part])


@cache
def stative() -> frozenset[str]:
    """Verbs whose present tense tells of a situation, not of a habit."""
    return frozenset(table("cues/certainty")["stative"]["verbs"])


@cache
def proofs() -> frozenset[str]:
    """Nouns for what shows that a thing is so: where there is none, it is open."""
    return frozenset(table("cues/certainty")["proofs"]["nouns"])


@cache
def proving() -> frozenset[str]:
    """Verbs by which somebody says that a thing is so: where nobody would, it is open."""
    return frozenset(table("cues/certainty")["proofs"]["verbs"])


@cache
def transparent() -> frozenset[str]:
    """Nouns that only measure or portion the noun behind "of": "a wave of attacks"."""
    return frozenset(table("cues/certainty")["transparent"]["nouns"])

"""The words of ``data/private.toml``: by which an article presents private persons, offices and trades."""

import re
from functools import cache
from typing import Any

from dateline.data import table
from dateline.records import Token

__all__ = ["bare", "cue_of", "listed", "speech", "titles"]


@cache
def titles() -> frozenset[str]:
    """Words that stand before a name in capitals and are no part of it: "Governor", "Dr", "Activist"."""
    public = {w for group in ("professional", "plain", "profession") for w in listed("public", group)}
    return frozenset(public | _offices() | dict(_cues())["private"])


def bare(token: Token) -> str:
    """The word in lower case, without the dot of an abbreviation."""
    return token.text.casefold().rstrip(".")


@cache
def _cues() -> tuple[tuple[str, frozenset[str]], ...]:
    private = frozenset(w for group in ("bystander", "survivor", "kin", "minor") for w in listed("private", group))
    profession = listed("public", "profession") | listed("public", "professional")
    return (("private", private), ("profession", profession), ("office", _offices()))


@cache
def _offices() -> frozenset[str]:
    """Offices and ranks: our list, and the nouns of forces, governments and armed groups."""
    nouns = table("actors/nouns")
    groups = ("military", "police", "security", "government", "rebels")
    ranks = {noun for group in groups for noun in re.split(r"[;\s]+", nouns[group]["nouns"])}
    return frozenset(ranks) - {"opposition"} | listed("public", "office") | listed("public", "titles")


@cache
def listed(group: str, name: str) -> frozenset[str]:
    """A list of ``data/private.toml``."""
    return frozenset(table("private")[group][name])


def cue_of(token: Token, *, plural: bool = False) -> str | None:
    """What the word makes of a person beside it."""
    if token.pos not in ("NOUN", "PROPN", "ADJ") or (token.tag in ("NNS", "NNPS") and not plural):
        return None
    word, lemma = bare(token), token.lemma.casefold()
    for cue, words in _cues():
        if lemma in words or word in words:
            return cue
    return None


@cache
def speech() -> frozenset[str]:
    """Verbs of saying."""
    verbs: dict[str, Any] = table("cues/speech")["verbs"]["says"]
    return frozenset(verbs["clause"])

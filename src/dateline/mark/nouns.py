"""Actors named by common nouns: "US troops", "the Syrian army", "security forces", "gunmen", "residents".

``kinds`` reads ``data/actors/nouns.toml``; ``bounds`` gives the noun phrase of a head; ``modifiers`` what stands
before the head.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.data import table
from dateline.records import Parse, Token
from dateline.syntax import past_date

_LEFT = {
    "det",
    "amod",
    "compound",
    "nmod",
    "poss",
    "nummod",
    "quantmod",
    "predet",
    "case",
    "punct",
    "cc",
    "conj",
    "advmod",
    "npadvmod",
    "appos",
}
_QUANTITY = {"nummod", "quantmod"}
_LOOSE = {"``", "''", ",", "-LRB-", "-RRB-", ":", ".", "CC"}
_CLASSES = (
    "military",
    "army",
    "air",
    "navy",
    "force",
    "police",
    "security",
    "government",
    "rebels",
    "accused",
    "gunmen",
    "tribe",
    "protest",
    "riot",
    "civilians",
    "body",
    "voice",
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A class of actor nouns: its name, the actor type it gives, and what it becomes beside a country."""

    group: str
    type: str | None
    kind: str


@cache
def kinds() -> dict[str, Noun]:
    """Actor nouns by lemma; a noun of two classes belongs to the first."""
    found: dict[str, Noun] = {}
    for group in _CLASSES:
        entry = table("actors/nouns")[group]
        for lemma in listed(entry["nouns"]):
            found.setdefault(lemma, Noun(group, entry["type"] or None, entry["kind"]))
    return found


@cache
def wordset(section: str, key: str) -> frozenset[str]:
    """A semicolon list of ``data/actors/nouns.toml`` as a set."""
    entry: dict[str, Any] = table("actors/nouns")[section]
    return frozenset(listed(entry[key]))


def listed(text: str) -> list[str]:
    """The items of a semicolon list."""
    return [item.strip() for item in text.replace("\n", "").split(";") if item.strip()]


def noun_of(token: Token) -> Noun | None:
    """The class of an actor noun, or None. Plural forms the lemmatiser missed are tried without their "s"."""
    if token.pos not in ("NOUN", "PROPN", "ADJ") and token.tag not in ("NN", "NNS"):
        return None
    known = kinds()
    for form in (token.lemma.lower(), token.text.lower(), token.text.lower().removesuffix("s")):
        if form in known:
            return known[form]
    return None


def bounds(parse: Parse, head: int) -> tuple[int, int]:
    """First and last token of the noun phrase left of ``head``, head included; clauses and phrases after it are not."""
    first = head
    while first > 0 and _inside(parse, first - 1, head) and parse.tokens[first - 1].text != ":":
        first -= 1
    first = past_date(parse, first, head)
    while first < head and (parse.tokens[first].tag in _LOOSE or parse.tokens[first].dep in _QUANTITY):
        first += 1
    return first, head


def _inside(parse: Parse, i: int, head: int) -> bool:
    """Whether token ``i`` modifies ``head`` from the left, through modifiers only."""
    tokens, steps = parse.tokens, 0
    if tokens[i].sentence != tokens[head].sentence:
        return False
    while i != head and steps < 6:
        token = tokens[i]
        if token.dep not in _LEFT or token.head <= i - 9 or token.head == i:
            return False
        i, steps = token.head, steps + 1
    return i == head


def modifiers(parse: Parse, first: int, head: int) -> list[Token]:
    """The tokens before the head in its phrase, without determiners and punctuation."""
    return [t for t in parse.tokens[first:head] if t.dep not in ("det", "predet", "punct", "case")]


def bare_name(parse: Parse, first: int, last: int) -> int:
    """Where the name of a phrase starts: after determiners, numbers and words such as "some" or "dozens of"."""
    while (
        first < last
        and not _aged(parse, first)
        and (
            parse.tokens[first].dep in ("det", "predet", "nummod", "quantmod")
            or (parse.tokens[first].dep == "advmod" and parse.tokens[first + 1].tag == "CD")
            or parse.tokens[first].tag in ("DT", "CD", "PRP$", "PDT", "WP$", "POS")
            or parse.tokens[first].lemma.lower()
            in ("several", "many", "some", "numerous", "dozen", "few", "other", "more", "most", "such")
        )
    ):
        first += 1
    return first


def _aged(parse: Parse, i: int) -> bool:
    """Whether a number is part of a word: "32-year-old"."""
    return parse.tokens[i].tag == "CD" and i + 1 < len(parse.tokens) and parse.tokens[i + 1].text in ("-", "–")

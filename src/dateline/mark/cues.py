"""Finds cue words and phrases: the tables of ``data/cues`` matched against words and lemmas.

A cue is only where the words stand; what it acts on is settled by syntax in the stages that use it.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from dateline.data import table
from dateline.records import Article, CueMark, Parse, Token
from dateline.syntax import words

Entry = tuple[tuple[str, ...], str, str]  # the words, the category, the value


def find_cues(article: Article, parse: Parse) -> tuple[CueMark, ...]:
    """The cues of one article, in text order; within a category the longest match wins."""
    found = []
    for token in parse.tokens:
        longest: dict[str, tuple[int, str]] = {}
        for phrase, category, value in _starting(token):
            size = len(phrase)
            if category == "loaded" and (_is_name(parse, token, phrase) or _is_plain(parse, token, value)):
                continue
            if size > longest.get(category, (0, ""))[0] and _stands(parse, token.i, phrase):
                longest[category] = (size, value)
        for category, (size, value) in longest.items():
            last = token.i + size - 1
            found.append(CueMark(words(article, parse, token.i, last), category, value, token.i, last))
    return tuple(_outermost(found))


def _outermost(found: list[CueMark]) -> Iterator[CueMark]:
    """Cues that do not lie inside a longer one of their category."""
    reach: dict[str, int] = {}
    for cue in found:
        if cue.last > reach.get(cue.category, -1):
            reach[cue.category] = cue.last
            yield cue


def _starting(token: Token) -> Iterator[Entry]:
    seen, text, lemma = index(), _plain(token.text), _plain(token.lemma)
    yield from seen.get(text, ())
    if lemma != text:
        yield from seen.get(lemma, ())


def _stands(parse: Parse, first: int, phrase: tuple[str, ...]) -> bool:
    """Whether a phrase whose first word stands at token ``first`` goes on behind it."""
    here = parse.tokens[first + 1 : first + len(phrase)]
    return len(here) == len(phrase) - 1 and all(
        word in (_plain(t.text), _plain(t.lemma)) for word, t in zip(phrase[1:], here, strict=True)
    )


def _is_plain(parse: Parse, token: Token, group: str) -> bool:
    """ "Rebels hack villagers to death" calls nobody a hack, "war crimes" are a term of law."""
    if group == "labels_fighters":
        return token.pos == "VERB"
    return token.lemma.lower() == "crime" and token.i > 0 and parse.tokens[token.i - 1].lemma.lower() in {"war", "hate"}


def _is_name(parse: Parse, token: Token, phrase: tuple[str, ...]) -> bool:
    """Whether the word is part of a name, where the table does not write it as one."""
    starts = token.i == parse.sentences[token.sentence].first
    return token.pos == "PROPN" and token.text[:1].isupper() and not starts and phrase[0] not in capitals()


@cache
def capitals() -> frozenset[str]:
    """The loaded words that the table writes with a capital: they judge even where they look like names."""
    groups = table("cues/loaded")["groups"].values()
    return frozenset(_plain(word).split()[0] for g in groups for word in g["words"] if word[0].isupper())


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


@cache
def index() -> Mapping[str, tuple[Entry, ...]]:
    """Every cue of the tables under its first word."""
    found: dict[str, list[Entry]] = {}
    for phrase, category, value in _entries():
        split = tuple(_pieces(phrase))
        found.setdefault(split[0], []).append((split, category, value))
    return {word: tuple(entries) for word, entries in found.items()}


def _entries() -> Iterator[tuple[str, str, str]]:
    for name, group in table("cues/loaded")["groups"].items():
        yield from ((word, "loaded", name) for word in group["words"])
    for name, group in table("cues/certainty")["within"].items():
        yield from ((word, "certainty", name) for word in group["words"])
    argument = table("cues/argument")
    for name in ("conclusion", "ground", "purpose", "policy", "forecast"):
        yield from ((word, name, name) for word in argument[name]["words"])
    for stance, phrases in table("cues/speech")["silence"].items():
        yield from ((phrase, "silence", stance) for phrase in phrases)


def _pieces(phrase: str) -> Iterator[str]:
    """A phrase as the parser cuts it: "cold-blooded" is three tokens, "it's" two."""
    for word in _plain(phrase).split():
        if word.endswith("'s") and len(word) > 2:
            yield from (word[:-2], "'s")
        elif word == "don't":
            yield from ("do", "n't")
        elif "-" in word.strip("-"):
            yield from _hyphened(word)
        elif word.endswith(".") and len(word) > 1:
            yield from (word[:-1], ".")
        else:
            yield word


def _hyphened(word: str) -> Iterator[str]:
    for n, part in enumerate(word.split("-")):
        if n:
            yield "-"
        yield part

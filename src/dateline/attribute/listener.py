"""The medium somebody spoke to: "a doctor told AFP that …" reaches the reader through AFP."""

from dateline.attribute import voices
from dateline.records import Article, Attribution, Marks, Parse, Quotation, Token
from dateline.syntax import children, tokens_in
from dateline.vocab import Quote, Stance

_TOLD = {"dobj", "dative"}
_SPOKEN = {"tell", "inform"}
_TO = {"speak", "say", "talk", "write", "explain", "confirm"}


def listener(article: Article, parse: Parse, marks: Marks, quotation: Quotation) -> Attribution | None:
    """The medium that the cue of a quotation names as spoken to, unless the article is that medium's own."""
    if quotation.cue is None:
        return None
    for verb in tokens_in(parse, quotation.cue.start, quotation.cue.end):
        for token in _spoken_to(parse, verb):
            found = _medium(article, parse, marks, token, quotation)
            if found:
                return found
    return None


def _spoken_to(parse: Parse, verb: Token) -> list[Token]:
    lemma = verb.lemma.lower()
    direct = (
        children(parse, verb.i, *_TOLD, "nsubjpass") if lemma in _SPOKEN else []
    )  # "the radio was told by an elder"
    through = [t for t in children(parse, verb.i, "prep", "dative") if t.text.lower() == "to"] if lemma in _TO else []
    aside = [
        t for v in children(parse, verb.i, "advcl") if v.tag == "VBG" and v.lemma in _TO for t in _spoken_to(parse, v)
    ]
    return [*direct, *(p for t in through for p in children(parse, t.i, "pobj")), *_interviewed(parse, verb), *aside]


def _interviewed(parse: Parse, verb: Token) -> list[Token]:
    """ "Said in an interview with the BBC"."""
    nouns = [n for p in children(parse, verb.i, "prep") for n in children(parse, p.i, "pobj") if n.lemma == "interview"]
    links = [p for n in nouns for p in children(parse, n.i, "prep") if p.text.lower() in {"with", "to"}]
    return [t for p in links for t in children(parse, p.i, "pobj")]


def _medium(article: Article, parse: Parse, marks: Marks, token: Token, q: Quotation) -> Attribution | None:
    by = voices.mark_of(parse, marks, token.i, (token.i,))
    behind = parse.tokens[min(token.i + 1, len(parse.tokens) - 1)]
    apposed = [*children(parse, token.i, "appos"), *([behind] if behind.pos == "PROPN" and token.pos == "NOUN" else [])]
    head = apposed[0] if apposed else token
    by = voices.mark_of(parse, marks, head.i, (head.i,)) or by
    kind = voices.medium(parse, head.i, by) or (voices.medium(parse, token.i, by) if apposed else None)
    name = by.name if by else " ".join(t.text for t in (*children(parse, head.i, "compound"), head) if t.pos == "PROPN")
    if kind is None or _own(article, name):
        return None
    return Attribution(
        kind, name, by.id if by else None, Stance.SAYS, Quote.INDIRECT, q.cue, article.span(head.start, head.end)
    )


def _own(article: Article, name: str) -> bool:
    own = " ".join(filter(None, (article.outlet, article.wire, article.byline))).lower()
    return not name or name.lower().removeprefix("the ") in own

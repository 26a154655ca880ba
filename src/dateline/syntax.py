"""Questions about a parse: pure functions over ``records.Parse``, for every stage that reads syntax."""

from bisect import bisect_right
from calendar import month_name
from collections.abc import Iterator

from dateline.records import Article, Parse, Sentence, Span, Token
from dateline.vocab import ZoneKind

MONTHS = frozenset(month_name[1:])


def children(parse: Parse, i: int, *deps: str) -> list[Token]:
    """The tokens whose head is ``i``, in text order; only those with one of ``deps``, where any are named."""
    below, tokens = parse.children[i], parse.tokens
    if not below:  # most words: this is asked more than thirty times of each
        return []
    return [t for c in below if (t := tokens[c]).dep in deps] if deps else [tokens[c] for c in below]


def subtree(parse: Parse, i: int) -> list[int]:
    """The indices of ``i`` and of everything below it, in text order."""
    found, todo = [], [i]
    while todo:
        current = todo.pop()
        found.append(current)
        todo.extend(parse.children[current])
    return sorted(found)


def ancestors(parse: Parse, i: int) -> Iterator[Token]:
    """The heads of ``i``, nearest first, up to the root."""
    while parse.tokens[i].head != i:
        i = parse.tokens[i].head
        yield parse.tokens[i]


def conjuncts(parse: Parse, i: int) -> list[int]:
    """``i`` and what is coordinated below it ("A, B and C" from A gives all three), in text order."""
    found = [i]
    for token in children(parse, i, "conj", "appos"):
        if token.dep == "conj" or _listed(parse, i, token):
            found.extend(conjuncts(parse, token.i))
    return found


def _listed(parse: Parse, i: int, token: Token) -> bool:
    """Whether a name behind a name is the next of a list that the parser read as an apposition: "A, B and C"."""
    names = [parse.tokens[i], token, *children(parse, token.i, "conj")]
    return len(names) > 2 and all(t.tag in {"NNP", "NNPS"} for t in names) and not children(parse, token.i, "prep")


def sentence_of(parse: Parse, i: int) -> Sentence:
    """The sentence the token stands in."""
    return parse.sentences[parse.tokens[i].sentence]


def _first_beyond(parse: Parse, offset: int) -> int:
    """The index of the first token that ends behind the character."""
    return bisect_right(parse.tokens, offset, key=lambda token: token.end)


def runs_in(article: Article, sentence: Sentence) -> bool:
    """Whether it is a heading that opens a paragraph of a round-up: "LEBANON —", "ITURI." """
    if sentence.zone is not ZoneKind.HEADLINE:
        return False
    words = article.text[sentence.start : sentence.end]
    return words.isupper() and words[-1] in "—–-."


def token_at(parse: Parse, offset: int) -> int | None:
    """The index of the token that covers the character at ``offset``, or None."""
    low = _first_beyond(parse, offset)
    return low if low < len(parse.tokens) and parse.tokens[low].start <= offset else None


def sentence_at(parse: Parse, offset: int) -> Sentence:
    """The sentence of the token at ``offset``; the first where no token stands there."""
    return sentence_of(parse, token_at(parse, offset) or 0)


def sentence_over(parse: Parse, offset: int) -> Sentence | None:
    """The sentence the character at ``offset`` stands in; None between two."""
    n = bisect_right(parse.sentences, offset, key=lambda sentence: sentence.start) - 1
    return parse.sentences[n] if n >= 0 and offset < parse.sentences[n].end else None


def tokens_in(parse: Parse, start: int, end: int) -> list[Token]:
    """The tokens that share a character with ``start``…``end``."""
    low = _first_beyond(parse, start)
    found = []
    while low < len(parse.tokens) and parse.tokens[low].start < end:
        found.append(parse.tokens[low])
        low += 1
    return found


def head_of(parse: Parse, start: int, end: int) -> int | None:
    """The token inside ``start``…``end`` whose head lies outside: the head of a phrase given by its characters."""
    inside = tokens_in(parse, start, end)
    indices = {t.i for t in inside}
    return next((t.i for t in inside if t.head not in indices or t.head == t.i), None)


def past_date(parse: Parse, first: int, head: int) -> int:
    """The first token from ``first`` on that is no day or month: in "on 3 August armed men …" the parser joins them."""
    i = first
    while i < head and parse.tokens[i].text in MONTHS:
        i += 1 + parse.tokens[i + 1].text.isdigit()
    if i == first and i + 1 < head and parse.tokens[i].text.isdigit() and parse.tokens[i + 1].text in MONTHS:
        i += 2
    if i == first:
        i = _past_interval(parse, first, head)
    return min(i, head)


def _past_interval(parse: Parse, first: int, head: int) -> int:
    """ "Four days earlier gunmen had …": how long before is no part of who it was."""
    for i in range(first, min(first + 4, head)):
        if parse.tokens[i].text.lower() in {"earlier", "later", "before", "ago"}:
            units = {t.lemma.lower() for t in parse.tokens[first:i]}
            return i + 1 if units & {"minute", "hour", "day", "week", "month", "year"} else first
    return first


def words(article: Article, parse: Parse, first: int, last: int) -> Span:
    """The span from token ``first`` to token ``last``, both inclusive."""
    return article.span(parse.tokens[first].start, parse.tokens[last].end)

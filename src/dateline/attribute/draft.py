"""A quotation while it is being found: token indices, not yet spans."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.records import Article, Parse, Span, Token
from dateline.syntax import children, subtree
from dateline.vocab import Stance


@dataclass(frozen=True, slots=True)
class Draft:
    """Token indices of cue, source and contents; ``head`` is the token that carries the cue's meaning."""

    head: int
    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    stance: Stance
    rule: str


EDGE = {",", ";", ":", "--", "-", "–", "—", "(", ")", "..."}
ENDS = {".", "!", "?"}


def trim(parse: Parse, tokens: Iterable[int]) -> tuple[int, ...]:
    """The indices in order, without commas, dashes and full stops at the ends."""
    found = sorted(set(tokens))
    while found and parse.tokens[found[0]].text in EDGE | ENDS:
        found.pop(0)
    while found and parse.tokens[found[-1]].text in EDGE | ENDS and not _closes(parse, found):
        found.pop()
    return tuple(found)


def _closes(parse: Parse, indices: list[int]) -> bool:
    """Whether the last token is the closing half of a pair: "(D-Wis.)"."""
    return parse.tokens[indices[-1]].text == ")" and any(parse.tokens[i].text == "(" for i in indices[:-1])


def apart(a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether indices that stand in order lie wholly before or behind others: a look that costs nothing."""
    return not a or not b or a[-1] < b[0] or b[-1] < a[0]


def runs(indices: Iterable[int]) -> list[tuple[int, int]]:
    """Consecutive indices as (first, last) pairs."""
    found: list[tuple[int, int]] = []
    for i in sorted(set(indices)):
        if found and found[-1][1] == i - 1:
            found[-1] = (found[-1][0], i)
        else:
            found.append((i, i))
    return found


def spans(article: Article, parse: Parse, indices: Iterable[int]) -> tuple[Span, ...]:
    """Consecutive tokens as spans of the text, cut where a paragraph ends."""
    cut = []
    for first, last in runs(indices):
        start = first
        for i in range(first, last):
            gap = article.text[parse.tokens[i].end : parse.tokens[i + 1].start]
            if "\n" in gap:
                cut.append((start, i))
                start = i + 1
        cut.append((start, last))
    return tuple(article.span(parse.tokens[a].start, parse.tokens[b].end) for a, b in cut)


def subject(parse: Parse, i: int) -> Token | None:
    """Who does what the verb ``i`` says: its own subject, or the one it shares with the verb it hangs on."""
    own = children(parse, i, "nsubj", "csubj")
    if own:
        return own[0] if own[0].dep == "nsubj" else None
    if children(parse, i, "nsubjpass", "expl"):
        return None
    token = parse.tokens[i]
    if token.head == i:
        return None
    if token.dep in {"acl", "relcl"} and parse.tokens[token.head].pos in {"NOUN", "PROPN", "PRON"}:
        return parse.tokens[token.head] if token.tag in {"VBG", "VB"} else None
    if token.dep in {"conj", "xcomp", "advcl", "dep", "aux"} and parse.tokens[token.head].pos in {"VERB", "AUX"}:
        return _controller(parse, token)
    if token.dep == "pcomp":
        return _controller(parse, parse.tokens[token.head])
    return None


def _controller(parse: Parse, token: Token) -> Token | None:
    """The subject a subjectless verb takes from its head; the object, where the head's object controls it."""
    objects = children(parse, token.head, "dobj")
    if token.dep == "xcomp" and objects and objects[0].i < token.i:
        return objects[0]
    found = subject(parse, token.head)
    if found is None and token.dep in {"conj", "advcl"}:
        passive = children(parse, token.head, "nsubjpass")
        return passive[0] if passive else None
    return found


def phrase(parse: Parse, i: int, *, clauses: bool = True) -> tuple[int, ...]:
    """The noun phrase of ``i``; without its relative clauses where ``clauses`` is false."""
    skipped: set[int] = set()
    if not clauses:
        for child in children(parse, i, "relcl", "acl", "conj", "cc", "punct", "prep"):
            skipped.update(subtree(parse, child.i))
    return tuple(t for t in subtree(parse, i) if t not in skipped)


def cue_words(parse: Parse, i: int, until: int | None = None) -> tuple[int, ...]:
    """The verb with its auxiliaries, negation, adverbs and particle, as far as they stand next to it."""
    near = {t.i for t in children(parse, i, "aux", "auxpass", "neg", "prt")}
    near |= {t.i for t in children(parse, i, "advmod") if not parse.children[t.i]}
    low = high = i
    while low - 1 in near:
        low -= 1
    while high + 1 in near:
        high += 1
    if until == high + 1:
        high = until
    return tuple(range(low, high + 1))


def source_of(parse: Parse, token: Token | None) -> tuple[int, ...]:
    """The words of a source, given its head: the noun phrase, or nothing for the empty "it" and "there"."""
    if token is None or (token.lemma in {"it", "there"} and token.pos == "PRON"):
        return ()
    found = trim(parse, phrase(parse, token.i))
    return found[:-1] if len(found) > 1 and parse.tokens[found[-1]].dep == "cc" else found

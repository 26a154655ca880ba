"""Names that may be people's: runs of the parser's proper nouns, without those of places, bodies and papers."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.folding import fold
from dateline.records import Article, Reading, Span, Token
from dateline.report.private.ages import age_of
from dateline.report.private.lexicon import bare, listed, titles

__all__ = ["PARTICLES", "Named", "located", "named"]

PARTICLES = frozenset("al el bin ibn abu umm bint ould ag de da dos del la van von ben der den du le".split())
NO_NAME = ("DATE", "TIME", "NORP", "LANGUAGE", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL")
LONGEST = 5  # words of a name


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it stands in the article. ``sure`` is whether it is plainly a person's."""

    first: int
    last: int
    span: Span
    sure: bool


def named(reading: Reading) -> tuple[Named, ...]:
    """The names of the article that may be people's, in text order; those of the reviewed actor files left out."""
    runs = [(first, last, _span(reading, first, last)) for first, last in _runs(reading.parse.tokens)]
    other = {fold(span.text) for first, last, span in runs if _no_person(reading, first, last, span)}
    other |= {fold(span.text) for span in _listed_places(reading, runs)}
    found = (_name(reading, *run) for run in runs if fold(run[2].text) not in other)
    return tuple(name for name in found if name is not None)


def _span(reading: Reading, first: int, last: int) -> Span:
    return reading.article.span(reading.parse.tokens[first].start, reading.parse.tokens[last].end)


def _no_person(reading: Reading, first: int, last: int, span: Span) -> bool:
    """Whether the words or the place before it say that the name is none of a person."""
    words, tokens = span.text.split(), reading.parse.tokens
    kin = any(t.lemma.casefold() in listed("private", "household") for t in tokens[last + 1 : last + 2])
    thing = len(words) > LONGEST or fold(words[-1]) in listed("place", "things")
    return thing or _outlet(span, reading.article) or _located(tokens, first, article=not kin)


def _listed_places(reading: Reading, runs: list[tuple[int, int, Span]]) -> Iterator[Span]:
    """Names that the parse joins to one whose words make it a place: "the villages of Roe, Tchele and Drodro"."""
    tokens, places = reading.parse.tokens, set[int]()
    yield from _called_behind(tokens, runs)
    for first, last, span in runs:
        top = next((t for t in tokens[first : last + 1] if not first <= t.head <= last), tokens[last])
        if _holds_what_follows(tokens, last):
            yield span
        if _located(tokens, first, article=False):
            places.update(range(first, last + 1))
        elif top.dep == "conj" and top.head in places:
            places.update(range(first, last + 1))
            yield span


def _holds_what_follows(tokens: tuple[Token, ...], last: int) -> bool:
    """ "To Ye-U, where they were buried": a place"""
    return [t.text.lower() for t in tokens[last + 1 : last + 3]] == [",", "where"]


def _called_behind(tokens: tuple[Token, ...], runs: list[tuple[int, int, Span]]) -> Iterator[Span]:
    """ "Sabon Garin, Damri and Kalahe communities": the noun behind a list says what all of it is."""
    until = -1  # the first token of the run behind, where that run is a place
    for first, last, span in reversed(runs):
        behind = tokens[last + 1 : last + 3]
        called = bool(behind) and behind[0].tag == "NNS" and behind[0].lemma.casefold() in listed("place", "several")
        if called or (until >= 0 and all(t.text in (",", "and") for t in tokens[last + 1 : until])):
            until = first
            yield span
        else:
            until = -1


def _name(reading: Reading, first: int, last: int, span: Span) -> Named | None:
    """The name, unless it is a known actor's or place's."""
    if any(mark.id and mark.span.holds(span) for mark in reading.marks.actors):
        return None
    tokens = reading.parse.tokens
    called = _is_handle(tokens[first]) or (first > 0 and bare(tokens[first - 1]) in listed("public", "plain"))
    person = any(t.entity.endswith("PERSON") for t in tokens[first : last + 1])
    aged = age_of(span, reading.article.text) is not None
    placed = any(mark.span.meets(span) for mark in reading.marks.places) and not aged
    return Named(first, last, span, called or (person and not placed)) if called or person or not placed else None


def located(reading: Reading, clause: Span) -> Iterator[str]:
    """Names in the clause that its words make places, though nothing may be known of them."""
    tokens, last = reading.parse.tokens, -2
    known = [m.span for m in reading.marks.actors if m.id] + [m.span for m in reading.marks.places]
    for first, end in _runs(tokens):
        span = _span(reading, first, end)
        follows = first - last == 2 and tokens[first - 1].pos in ("CCONJ", "PUNCT")
        moved = first > 0 and tokens[first - 1].text.casefold() in ("from", "to")
        if clause.holds(span) and (follows or moved or _located(tokens, first, article=False)):
            last = end
            if not any(other.meets(span) for other in known):
                yield span.text


def _outlet(span: Span, article: Article) -> bool:
    """Whether the name is the paper's or the agency's own."""
    return fold(span.text) in {fold(name) for name in (article.outlet, article.wire) if name}


def _located(tokens: tuple[Token, ...], first: int, *, article: bool = True) -> bool:
    """Whether the words before the name make a place of it ("in", "the villages of", "south of"), or no name at all."""
    first = _with_particle(tokens, first)
    before = tokens[max(0, first - 3) : first]
    if not before or before[-1].sentence != tokens[first].sentence:
        return False
    last, words = before[-1], {t.lemma.casefold() for t in before[:-1]}
    if last.text.casefold() in ("the", "an"):
        return article
    if last.lemma.casefold() == "of":
        return bool(words & listed("place", "of"))
    if last.text.casefold() == "to":  # "fled to Adre", not "fled to Samira Haddu's house"
        behind = next((t for t in tokens[first : first + LONGEST + 1] if not _is_name(t)), None)
        owns = behind is not None and behind.tag == "POS"
        return not owns and len(before) > 1 and before[-2].lemma.casefold() in listed("place", "to")
    if last.lemma.casefold() == "on" and words & listed("place", "on"):
        return True
    return last.lemma.casefold() in listed("place", "behind") or (article and last.tag == "PRP")


def _with_particle(tokens: tuple[Token, ...], first: int) -> int:
    """Where a name begins with the particle before it: "in al-Hasakah", "near El Obeid"."""
    while first > 0 and tokens[first - 1].text.casefold().strip("-‑") in PARTICLES | {""}:
        first -= 1
    return first


def _runs(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of name words, titles left out."""
    i = 0
    while i < len(tokens):
        if not _is_name(tokens[i]):
            i += 1
            continue
        last = i
        while (following := _goes_on(tokens, last)) is not None:
            last = following
        yield i, last
        i = last + 1


def _is_handle(token: Token) -> bool:
    """ "@amina_71": a name on a network, as telling as one in a passport"""
    return len(token.text) > 2 and token.text[0] == "@"


def _is_name(token: Token) -> bool:
    if _is_handle(token):
        return True
    named = token.pos == "PROPN" or token.entity.endswith("PERSON")
    word = bare(token)
    known = word in titles() or word in listed("harm", "words") or token.entity[2:] in NO_NAME
    return named and token.text[:1].isupper() and not known


def _goes_on(tokens: tuple[Token, ...], last: int) -> int | None:
    """The index up to which the run goes on behind ``last``: a name word, or one behind a hyphen or a particle."""
    for i in range(last + 1, min(last + 4, len(tokens))):
        token, before = tokens[i], tokens[i - 1]
        if token.sentence != before.sentence or not 0 <= token.start - before.end <= 1:
            return None
        if _is_name(token):
            return i
        if token.text not in ("-", "‑") and token.text.casefold() not in PARTICLES:
            return None
    return None

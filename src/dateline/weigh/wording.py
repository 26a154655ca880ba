"""Loaded wording of a whole article, by the tables of cue words and, where there is one, by the encoder."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from dateline.data import table
from dateline.near import Near
from dateline.records import Article, Claim, CueMark, Marks, Parse, Rhetoric, Signal, Span, Token
from dateline.syntax import tokens_in
from dateline.vocab import EventType

_LYING = {"lay", "lain"}  # forms of "lie" that say where something is, not that somebody deceives
LAYERS = {"loaded", "technique"}
_OF_ONE_WORD = {
    "loaded language",
    "possible name-calling",
    "possible exaggeration",
    "possible repetition",
    "possible flag-waving",
}


def wording(article: Article, cues: Sequence[CueMark], signals: Iterable[Signal] = ()) -> tuple[Rhetoric, ...]:
    """Loaded words and possible techniques of the article, in text order; the model's where no table word stands."""
    found = [from_cue(cue) for cue in cues if cue.category == "loaded" and cue.span.text.lower() not in _LYING]
    found += _either_or(article)
    found += _new(article, found, (s for s in signals if s.layer in LAYERS))
    return tuple(sorted(found, key=lambda r: (r.span.start, r.technique)))


def beyond_deeds(signals: Iterable[Signal], deeds: Iterable[Span]) -> tuple[Signal, ...]:
    """The signals, without wording that is no more than the plain word for a deed told: "killed", "bombed"."""
    named = [(d.start, d.end) for d in deeds]
    return tuple(s for s in signals if s.layer not in LAYERS or not any(a <= s.start and s.end <= b for a, b in named))


_GUESSES = 3  # techniques the encoder may hear in the same words of one article: with that many it knows none


def beyond_names(parse: Parse, signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """The signals, without wording that is a bare name, or in which the encoder hears ever another technique.

    Of 21 bare names marked in 25 articles of the persuasion sets 3 were right, of all 610 marks 119.
    """
    heard = [(s, tokens_in(parse, s.start, s.end) if s.layer in LAYERS else []) for s in signals]
    labels: dict[str, set[str]] = defaultdict(set)
    for s, tokens in heard:
        if s.layer == "technique":
            labels[_lower(tokens)].add(s.label)
    guessed = {words for words, found in labels.items() if len(found) >= _GUESSES}
    return tuple(s for s, tokens in heard if not (_bare_name(tokens) or (tokens and _lower(tokens) in guessed)))


def _lower(tokens: Sequence[Token]) -> str:
    return " ".join(t.text.lower() for t in tokens)


def _bare_name(tokens: Sequence[Token]) -> bool:
    """Whether all the words are name words written as such, in a line that is not all capitals."""
    said = _told(tokens)
    return bool(said) and all(t.pos == "PROPN" and t.text[:1].isupper() and not t.text.isupper() for t in said)


def outside_names(parse: Parse, found: Iterable[Rhetoric]) -> tuple[Rhetoric, ...]:
    """The wording that is more than a part of what an organisation, a unit or a place is called: "Martyrs Brigade"."""
    return tuple(r for r in found if not _only_names(parse, tokens_in(parse, r.span.start, r.span.end)))


def outside_places(marks: Marks, found: Iterable[Rhetoric]) -> tuple[Rhetoric, ...]:
    """The wording that is more than the name of a place: the encoder hears persuasion in tags at an article's end."""
    named = (mark.span for mark in (*marks.places, *marks.demonyms) if mark.span.text[:1].isupper())
    near = Near(named, lambda span: [span])
    met = ((r, [p for p in near.at(r.span.start, r.span.end) if p.meets(r.span)]) for r in found)
    return tuple(r for r, places in met if not places or _judges(_without(r.span, places)))


def beyond_war(claims: Iterable[Claim], found: Iterable[Rhetoric]) -> tuple[Rhetoric, ...]:
    """The wording without the plain words of reporting on war, where the article reports on it.

    In politics "attack", "fire" and "war" are figures of speech, and stay.
    """
    armed = any(c.event and c.event.type is EventType.ASSAULT for c in claims)
    return tuple(r for r in found if not armed or not _words(r.span) <= _plain())


_EITHER = re.compile(
    r"\beither (?:we|you|they|he|she|it|(?:the|this|our|their) \w+(?: \w+)?) [^.!?;]{2,120}? or (?:we|you|they|he|she|it|there|(?:\w+ ){1,3}will)\b[^.!?;,]*",
    re.I,
)


def _either_or(article: Article) -> Iterator[Rhetoric]:
    """ "Either we expel them or they kill us": two courses for people, as if there were no third."""
    for match in _EITHER.finditer(article.text):
        span = article.span(match.start(), match.end())
        words = span.text if len(span.text) <= 60 else f"{span.text[:57]}…"
        yield Rhetoric("possible false dilemma", span, f"“{words}” leaves two ways where there may be others")


def _without(span: Span, places: Sequence[Span]) -> Span:
    """``span`` with blanks where places stand."""
    text = (" " if any(p.start <= i < p.end for p in places) else c for i, c in enumerate(span.text, span.start))
    return replace(span, text="".join(text))


def _only_names(parse: Parse, tokens: Sequence[Token]) -> bool:
    said = _told(tokens)
    return bool(said) and all(_in_name(parse, t) for t in said)


def _told(tokens: Sequence[Token]) -> list[Token]:
    """The words without articles and marks."""
    return [t for t in tokens if t.text[:1].isalnum() and t.pos != "DET"]


def _in_name(parse: Parse, token: Token) -> bool:
    """Whether the word is one of several in a name that is no person's: an epithet before one judges."""
    near = [t for t in parse.tokens[max(token.i - 1, 0) : token.i + 2] if t.sentence == token.sentence]
    named = [t for t in near if t.pos == "PROPN" and t.text[:1].isupper()]
    return token in named and len(named) > 1 and not any(t.entity.endswith("PERSON") for t in named)


def from_cue(cue: CueMark) -> Rhetoric:
    """What the table says of one word or phrase."""
    group = table("cues/loaded")["groups"][cue.value]
    return Rhetoric(group["technique"], cue.span, f"“{cue.span.text}” {group['why']}")


def _new(article: Article, known: Sequence[Rhetoric], signals: Iterable[Signal]) -> Iterator[Rhetoric]:
    taken: set[tuple[str, int]] = {(r.technique, i) for r in known for i in range(r.span.start, r.span.end)}
    for signal in signals:
        name = technique(signal.label)
        span = article.span(signal.start, signal.end)
        if (
            _judges(span)
            and _long_enough(name, span)
            and not any((name, i) in taken for i in range(span.start, span.end))
        ):
            taken.update((name, i) for i in range(span.start, span.end))
            yield Rhetoric(name, span, _why(span, name, signal.score))


def _judges(span: Span) -> bool:
    """Whether more than articles, prepositions and pronouns is marked."""
    return not _words(span) <= set(table("cues/loaded")["plain"])


def _long_enough(technique: str, span: Span) -> bool:
    """Whether the words can carry the technique: to frighten, to oversimplify or to leave one way takes more than one."""
    return " " in span.text.strip() or technique in _OF_ONE_WORD


def _words(span: Span) -> set[str]:
    return set(re.findall(r"\w+", span.text.lower()))


@cache
def _plain() -> frozenset[str]:
    data = table("cues/loaded")
    neutral = (words for name, words in data["neutral"].items() if name != "source")
    return frozenset(data["plain"]).union(*neutral)


def technique(label: str) -> str:
    """Our name for a label of the encoder."""
    names = table("cues/loaded")["techniques"]
    return str(names.get(label, names["Loaded_Language"] if label == "loaded" else f"possible {label.lower()}"))


def _why(span: Span, name: str, score: float) -> str:
    words = span.text if len(span.text) <= 60 else f"{span.text[:57]}…"
    return f"“{words}” reads like {name.removeprefix('possible ')} to the encoder ({score:.2f}); such labels are unsure"

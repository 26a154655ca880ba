"""Who is private in an article: people hurt, bystanders and kin, minors, and speakers whom no office presents.

A name is a run of the parser's proper nouns. What the words beside it say decides first (an office, a trade, kinship,
an age), then what happens to the person, then whether somebody without an office speaks. An office makes a name public
wherever it stands in the article; an age under eighteen makes it private whatever else is said.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.data import table
from dateline.folding import fold
from dateline.records import Article, Reading, Role, Span, Token
from dateline.vocab import RoleName, Voice

__all__ = ["private_names", "public_names"]

BACK, AHEAD = 8, 10  # words before and behind a name that can still present it
PARTICLES = frozenset("al el bin ibn abu umm bint ould ag de da dos del la van von ben der den du le".split())
NO_PERSON = ("GPE", "LOC", "FAC", "NORP", "DATE", "TIME", "LANGUAGE", "EVENT", "LAW", "PRODUCT", "MONEY", "QUANTITY")
AGE_BEHIND = re.compile(r"^(?:,| \(|,? aged| -| –)\s*(?:aged |age |about )?(\d{1,2}|[a-z]+)(?=[,.;:)]| and\b|-year|$)", re.I)
AGE_BEFORE = re.compile(r"\b(\w+)[- ](?:year|month|day|week)s?[- ]old,?\s+(?:[\w-]+,?\s+){0,3}$", re.I)
LISTED = re.compile(r"^(?:,? ?\(?(?:aged )?\w{1,12}\)?)?[,;]?\s*(?:and |& )?(?:(?:his|her|their|a) [\w ]{3,30}?,? )?$")
TURNED = frozenset("say add recall explain reply ask warn".split())  # verbs that may stand before their speaker
ADULT = 18


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it stands in the article. ``sure`` is whether it is plainly a person's."""

    first: int
    last: int
    span: Span
    sure: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """How the words beside a name present it: as "office", "profession", "private" or not at all, and the age."""

    cue: str | None
    close: bool  # the words leave no doubt that they are about this name
    age: int | None

    @property
    def minor(self) -> bool:
        return self.age is not None and self.age < ADULT


def private_names(reading: Reading) -> frozenset[str]:
    """The names, as the article writes them, of people whose names must not leave."""
    names = named(reading)
    seen = {name: _shown(name, reading) for name in names}
    minors = [n for n in names if seen[n].minor]
    public = [n for n in names if seen[n].cue == "office" and not seen[n].minor]
    private = {n for n in names if _is_private(n, seen[n], reading)}
    private |= set(_listed(names, private, seen, reading.article))
    texts = {n.span.text for n in private if not _same_as_any(n, public) or _same_as_any(n, minors)}
    return frozenset(text for text in texts if len(text) > 1)


def public_names(reading: Reading, private: frozenset[str]) -> frozenset[str]:
    """Whole names of other people, and of actors and places, that may share a word with ``private`` ones."""
    marks = (*(m for m in reading.marks.actors if m.id), *(m for m in reading.marks.places if m.id))
    names = {n.span.text for n in named(reading)} | {m.span.text for m in marks}
    words = [_words(name) for name in private]
    return frozenset(n for n in names if len(_words(n)) > 1 and not any(w <= _words(n) for w in words))


def _same_as_any(name: Named, others: Iterable[Named]) -> bool:
    """Whether the name is another's, whole or in short."""
    mine = _words(name.span.text)
    return any(mine <= theirs or theirs <= mine for theirs in (_words(o.span.text) for o in others))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split()) - PARTICLES


# ---------------------------------------------------------------- names


def named(reading: Reading) -> tuple[Named, ...]:
    """The names of the article that may be people's, in text order; those of the reviewed actor files left out."""
    tokens = reading.parse.tokens
    official = [mark.span for mark in reading.marks.actors if mark.id]
    places = [mark.span for mark in reading.marks.places]
    found = []
    for first, last in _runs(tokens):
        run = tokens[first : last + 1]
        span = reading.article.span(run[0].start, run[-1].end)
        if any(mark.holds(span) for mark in official):
            continue
        called = first > 0 and _bare(tokens[first - 1]) in _list("public", "plain")
        person = any(t.entity.endswith("PERSON") for t in run)
        if not person and not called and all(t.entity[2:] in NO_PERSON for t in run):
            continue
        located = _located(tokens, first)
        placed = located or any(place.holds(span) for place in places)
        if not called and (located or (placed and not person) or _outlet(span, reading.article)):
            continue
        found.append(Named(first, last, span, called or (person and not placed)))
    return tuple(found)


def _outlet(span: Span, article: Article) -> bool:
    """Whether the name is the paper's or the agency's own."""
    return fold(span.text) in {fold(name) for name in (article.outlet, article.wire) if name}


def _located(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether the words before the name make a place of it ("in", "the villages of", "south of"), or no name at all."""
    before = tokens[max(0, first - 3) : first]
    if not before or before[-1].sentence != tokens[first].sentence:
        return False
    last, words = before[-1], {t.lemma.casefold() for t in before[:-1]}
    if last.lemma.casefold() == "of":
        return bool(words & _list("place", "of"))
    return last.lemma.casefold() in _list("place", "behind") or last.tag == "PRP"


def _runs(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of name words, titles left out."""
    i = 0
    while i < len(tokens):
        if not _opens(tokens[i]):
            i += 1
            continue
        last = i
        while (following := _goes_on(tokens, last)) is not None:
            last = following
        yield i, last
        i = last + 1


def _opens(token: Token) -> bool:
    return _is_name(token) and _bare(token) not in _titles()


def _is_name(token: Token) -> bool:
    named = token.pos == "PROPN" or token.entity.endswith("PERSON")
    return named and token.text[:1].isalpha() and token.text[:1].isupper()


def _goes_on(tokens: tuple[Token, ...], last: int) -> int | None:
    """The index up to which the run goes on behind ``last``: a name word, or one behind a hyphen or a particle."""
    i = last + 1
    while i < len(tokens) and i <= last + 3 and tokens[i].sentence == tokens[last].sentence:
        token = tokens[i]
        if token.entity == "B-PERSON" and tokens[last].entity.endswith("PERSON") and tokens[i - 1].i != last:
            return None
        if _is_name(token):
            return i
        if token.text not in ("-", "‑") and token.text.casefold() not in PARTICLES:
            return None
        i += 1
    return None


@cache
def _titles() -> frozenset[str]:
    return frozenset(w for group in ("titles", "professional", "plain", "office") for w in _list("public", group)) | (
        _offices() | {"father", "sister", "brother", "mother"}
    )


# ---------------------------------------------------------------- how the words beside present it


def _shown(name: Named, reading: Reading) -> Shown:
    tokens, text = reading.parse.tokens, reading.article.text
    age = _age(name.span, text)
    before, far = _before(tokens, name.first)
    if before and not far:
        return Shown(before, True, age)
    behind = _behind(tokens, name.last)
    return Shown(behind or before, bool(behind) or name.sure, age)


def _age(span: Span, text: str) -> int | None:
    """The age beside the name: "12-year-old" before it, ", 12," or "aged nine" behind it."""
    before = AGE_BEFORE.search(text[max(0, span.start - 50) : span.start])
    behind = AGE_BEHIND.match(text[span.end : span.end + 20])
    ages = (_number(found.group(1)) for found in (before, behind) if found)
    return next((age for age in ages if age is not None), None)


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    value = table("counts")["words"].get(word.casefold())
    return int(value) if value is not None else None


def _before(tokens: tuple[Token, ...], first: int) -> tuple[str | None, bool]:
    """The nearest word before the name that presents it, and whether other words stand between."""
    crossed, near = False, True
    for token in reversed(tokens[max(0, first - BACK) : first]):
        if token.sentence != tokens[first].sentence or token.pos in ("VERB", "AUX", "CCONJ") or token.tag == "POS":
            break
        if _breaks(token):
            break
        if token.text == ",":
            if crossed:
                break
            crossed = True
        elif cue := _cue(token, plural=near and not crossed):
            return cue, not near
        else:
            near = False
    return None, True


def _breaks(token: Token) -> bool:
    return token.text in ('"', "“", "”", ";", ":", ".", "(", ")", "!", "?") or token.text == "who"


def _behind(tokens: tuple[Token, ...], last: int) -> str | None:
    """The first word behind the name that presents it: in apposition, in a clause of "who", or after "is"."""
    after = [t for t in tokens[last + 1 : last + 1 + AHEAD] if t.sentence == tokens[last].sentence]
    if not after:
        return None
    if after[0].tag == "POS":
        return _possessed(after[1:])
    if after[0].text not in (",", "(", "-", "–", "—") and after[0].lemma != "be":
        return None
    for i, token in enumerate(after[1:], start=1):
        if token.lemma in _list("public", "heading") and any(t.text == "who" for t in after[:i]):
            return "office"
        if token.text in (",", ")", "—", "–") and i > 1 and not _cue_ahead(after[i + 1 : i + 2]):
            return None
        if token.pos == "VERB" or _breaks(token):
            return None
        owns = i + 1 < len(after) and after[i + 1].tag == "POS"
        if not owns and (cue := _cue(token)):
            return cue
    return None


def _cue_ahead(tokens: list[Token]) -> bool:
    return any(_cue(token) for token in tokens)


def _possessed(after: list[Token]) -> str | None:
    """ "Jose Garcia's wife" presents both."""
    noun = next((t for t in after[:3] if t.pos == "NOUN"), None)
    return "private" if noun and noun.lemma.casefold() in _list("private", "kin") else None


def _cue(token: Token, *, plural: bool = False) -> str | None:
    """What the word makes of a person beside it."""
    if token.pos not in ("NOUN", "PROPN", "ADJ") or (token.tag in ("NNS", "NNPS") and not plural):
        return None
    word, lemma = _bare(token), token.lemma.casefold()
    for cue, words in _cues():
        if lemma in words or word in words:
            return cue
    return None


def _bare(token: Token) -> str:
    return token.text.casefold().rstrip(".")


@cache
def _cues() -> tuple[tuple[str, frozenset[str]], ...]:
    private = frozenset(w for group in ("bystander", "survivor", "kin", "minor") for w in _list("private", group))
    profession = _list("public", "profession") | _list("public", "professional")
    return (("private", private), ("profession", profession), ("office", _offices()))


@cache
def _offices() -> frozenset[str]:
    """Offices and ranks: our list, and the nouns of forces, governments and armed groups."""
    nouns = table("actors/nouns")
    groups = ("military", "police", "security", "government", "rebels")
    ranks = {noun for group in groups for noun in re.split(r"[;\s]+", nouns[group]["nouns"])}
    return frozenset(ranks | {"commander", "warlord"}) - {"opposition"} | _list("public", "office") | _list("public", "titles")


@cache
def _list(group: str, name: str) -> frozenset[str]:
    return frozenset(table("private")[group][name])


# ---------------------------------------------------------------- what makes it private


def _is_private(name: Named, shown: Shown, reading: Reading) -> bool:
    if shown.minor:
        return True
    if shown.cue == "office":
        return False
    if shown.cue == "private" and shown.close or shown.age is not None and (name.sure or shown.cue != "profession"):
        return True
    if _suffers(name, reading):
        return True
    if not name.sure or shown.cue == "profession" or name.span.text == reading.article.byline:
        return False
    return _speaks(name, reading) or _in_harm(name, reading.parse.tokens)


def _suffers(name: Named, reading: Reading) -> bool:
    """Whether the person is read as a victim, or harm is told of right before the name."""
    roles = _victims(reading)
    if any(name.span.holds(r.span) or (name.sure and r.span.meets(name.span)) for r in roles):
        return True
    before = reading.parse.tokens[max(0, name.first - 4) : name.first]
    return any(
        a.lemma.casefold() in _list("harm", "of") and b.text == "of" for a, b in zip(before, before[1:], strict=False)
    )


def _victims(reading: Reading) -> list[Role]:
    events = (claim.event for claim in reading.claims if claim.event)
    return [r for event in events for r in event.roles if r.role == RoleName.VICTIM and r.id is None]


def _speaks(name: Named, reading: Reading) -> bool:
    """Whether the article quotes the person: read as a source, or a verb of speech stands beside the name."""
    voices = (a for claim in reading.claims for a in claim.attribution if a.kind == Voice.NAMED and a.id is None)
    if any(a.span and a.span.meets(name.span) for a in voices):
        return True
    before, behind = _beside(name, reading.parse.tokens)
    turned = before and before[-1].lemma in TURNED
    return bool(turned) or any(t.pos == "VERB" and t.lemma in _speech() for t in behind)


def _beside(name: Named, tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The word before the name and the two behind it; none behind a genitive."""
    behind = tokens[name.last + 1 : name.last + 3]
    return tokens[max(0, name.first - 1) : name.first], () if behind and behind[0].tag == "POS" else behind


@cache
def _speech() -> frozenset[str]:
    verbs: dict[str, Any] = table("cues/speech")["verbs"]["says"]
    return frozenset(verbs["clause"])


def _in_harm(name: Named, tokens: tuple[Token, ...]) -> bool:
    """Whether the sentence of the name tells of harm to people."""
    at = tokens[name.first].sentence
    start, end = name.first, name.last
    while start > 0 and tokens[start - 1].sentence == at:
        start -= 1
    while end + 1 < len(tokens) and tokens[end + 1].sentence == at:
        end += 1
    return any(t.lemma.casefold() in _list("harm", "words") for t in tokens[start : end + 1])


def _listed(
    names: tuple[Named, ...], private: set[Named], seen: dict[Named, Shown], article: Article
) -> Iterator[Named]:
    """Names that stand in one list with a private one, and that nothing presents as public."""
    order = [*zip(names, names[1:], strict=False)]
    found = set(private)
    for pairs in (order, [(b, a) for a, b in reversed(order)]):
        for one, other in pairs:
            left, right = sorted((one, other), key=lambda n: n.first)
            gap = article.text[left.span.end : right.span.start]
            if one in found and seen[other].cue not in ("office", "profession") and LISTED.match(gap):
                found.add(other)
    yield from found

"""What the finders of actors look at: the article, its parse, and the registry's names laid on its tokens."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from dateline.mark.context import home
from dateline.mark.registry import Hit, Registry, registry
from dateline.records import Article, Parse, PlaceMark, Span, Token
from dateline.syntax import tokens_in
from dateline.vocab import ZoneKind

_REGIONS = {"latin", "central", "south", "north", "native", "new", "pan"}  # "Latin American" is not American
_PREFIXES = {"anti", "pro", "non", "counter", "ex", "post", "pre", "trans", "inter"}
_WORDS = {"mend", "model", "up", "tip", "pad", "cam", "eros", "may"}  # acronyms that are words too


@dataclass(frozen=True)
class Sight:
    """``at`` gives the registry name that covers a token; ``ends`` a name's first and last token; ``home`` the country
    most of the article is about, if one stands out."""

    article: Article
    parse: Parse
    registry: Registry
    hits: tuple[Hit, ...]
    at: dict[int, Hit]
    ends: dict[Hit, tuple[int, int]]
    home: str | None

    def tokens(self) -> Iterator[Token]:
        """The tokens of headline and body, without bylines and page furniture."""
        for sentence in self.parse.sentences:
            if sentence.zone != ZoneKind.META:
                yield from self.parse.tokens[sentence.first : sentence.last]

    def prefixed(self, i: int) -> bool:
        """Whether "anti-", "pro-" or the like stands before the token: "anti-government protests"."""
        tokens = self.parse.tokens
        return i > 1 and tokens[i - 1].text in ("-", "–") and tokens[i - 2].text.lower() in _PREFIXES

    def span(self, first: int, last: int) -> Span:
        """The words from token ``first`` to token ``last``, both inclusive."""
        return self.article.span(self.parse.tokens[first].start, self.parse.tokens[last].end)


def look(article: Article, parse: Parse) -> Sight:
    """The registry's names in ``article``, on its tokens."""
    known = registry()
    at: dict[int, Hit] = {}
    ends: dict[Hit, tuple[int, int]] = {}
    day = _day(article)
    for hit in (replace(h, actor=h.actor.on(day)) for h in known.find(article.text)):
        covered = [t.i for t in tokens_in(parse, hit.start, hit.end)]
        meta = bool(covered) and parse.sentences[parse.tokens[covered[0]].sentence].zone == ZoneKind.META
        if covered and not meta and _sound(hit, covered, parse):
            ends[hit] = (covered[0], covered[-1])
            at.update(dict.fromkeys(covered, hit))
    return Sight(article, parse, known, tuple(ends), at, ends, home(ends, article.text))


def at_home(sight: Sight, places: Iterable[PlaceMark]) -> Sight:
    """The same, with the country that names and places together point to."""
    return replace(sight, home=home(sight.ends, sight.article.text, places))


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _day(article: Article) -> date:
    """The day an article speaks from: its date, else the end of the last year it names, else any day to come."""
    if article.published:
        return article.published.date
    years = [int(year) for year in _YEAR.findall(article.text)]
    return date(max(years), 12, 31) if years else date.max


def _sound(hit: Hit, covered: list[int], parse: Parse) -> bool:
    """Not where a name is part of a longer one: "Michael Jordan", "the Farabundo National Liberation Front"."""
    i = covered[0]
    if len(covered) == 1 and not _cased(parse.tokens[i], hit):
        return False
    before = parse.tokens[i - 1] if i else None
    if len(covered) == 1 and hit.kind == "group" and _goes_on(parse, i):
        return False
    if before and before.text.lower() in _REGIONS and hit.actor.id in ("state:US", "state:MX"):
        return False
    if before is None or before.sentence != parse.tokens[i].sentence or not before.text.istitle():
        return True
    if hit.kind == "group" and len(covered) > 2 and before.pos == "PROPN" and hit.actor.name.isascii():
        return not (before.dep == "compound" and before.head in covered)
    if len(covered) == 1 and hit.kind in ("state", "seat") and parse.tokens[i].entity == "I-PERSON":
        return not (before.entity.endswith("PERSON") and before.head == i)
    return True


def _cased(token: Token, hit: Hit) -> bool:
    """Whether a one-word name is one in text all in capitals, by the case the parser restored."""
    if token.text[:1].isupper():
        return token.text.lower() not in _WORDS or token.text.lower() == "us" or hit.kind == "leader"
    return token.pos == "PROPN"


def _goes_on(parse: Parse, i: int) -> bool:
    """Whether an Arabic article ties a further word to the name: "Fatah al-Sham" is not Fatah."""
    return i + 1 < len(parse.tokens) and parse.tokens[i + 1].text.lower() in ("al", "el", "ash")

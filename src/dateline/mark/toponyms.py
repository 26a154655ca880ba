"""Recognises place names: windows of capitalised words that a gazetteer knows, weighed by what stands around them.

The weights are set by knowledge of English and checked, not fitted, on public geoparsing corpora (``bench geoparsing``).
A name is taken where its weights add up to ``TAKEN`` or more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dateline.data import table
from dateline.folding import fold, without_article
from dateline.records import ActorMark, Article, Entry, Gazetteer, Parse, Sentence, Span, Token
from dateline.syntax import tokens_in
from dateline.vocab import ZoneKind

TAKEN = 1.0
AGAIN = 1.3  # what it lends
SETTLES = 2.2  # a mention this sure lends weight to the others of its name
LONGEST = 7  # tokens in a name, hyphens included
_NAMESAKE = re.compile(
    r"\b(?:another|a second|the other|a different)\s+(?P<kind>[a-z]+(?:\s[a-z]+)?)\s+(?:of|with|by|bearing|that bears)\s+the\s+same\s+name\b"
)
_JOINTS = frozenset(
    [
        "-",
        "–",
        "'",
        "’",
        ".",
        "/",
        "&",
        "of",
        "de",
        "la",
        "le",
        "del",
        "du",
        "des",
        "los",
        "las",
        "el",
        "al",
        "as",
        "ad",
        "ar",
        "an",
        "at",
        "az",
        "ash",
        "es",
        "ez",
        "et",
        "the",
        "da",
        "do",
        "dos",
        "di",
        "e",
        "y",
        "bin",
    ]
)
_OPENERS = frozenset(
    "the a they we he she it you i this that these those in on of to by for from and but or if no eight".split()
)
_ARTICLES = frozenset(["al", "el", "as", "ad", "ar", "an", "at", "az", "ash", "es", "ez", "et", "ed", "er", "ul"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in the text. ``kind`` is "name", "people" (a demonym), "road" or "unknown" (a typed name that no
    gazetteer holds); ``asked`` the kind of place its words ask for; ``entries`` all it could be; ``within`` the number
    of the mention that names its container ("Gainesville, Ga."), ``side`` the bearing of the part of it ("in northern Syria");
    ``lent`` whether it only qualifies people or things.
    """

    span: Span
    first: int
    last: int
    kind: str
    entries: tuple[Entry, ...]
    asked: str | None = None
    within: int | None = None
    side: float | None = None
    lent: bool = False
    score: float = 0.0

    @property
    def name(self) -> str:
        return self.span.text


@cache
def _words(group: str, name: str) -> frozenset[str]:
    value = table("places/words")[group][name]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def _types() -> dict[str, str]:
    return {word: code for code, words in reversed(table("places/words")["types"].items()) for word in words}


@cache
def _roads() -> frozenset[str]:
    return frozenset(w.rstrip(".") for w in _words("roads", "words"))


@cache
def _common() -> frozenset[str]:
    return _words("common", "words") | _words("common", "given")


@cache
def _class_words() -> frozenset[str]:
    """Words that may stand in a written-out kind of place: "oil field", "border crossing", "refugee camp"."""
    return frozenset(_types()) | {"oil", "gas", "air", "border", "refugee", "military", "power", "central", "dam's"}


@cache
def _numbered_roads() -> frozenset[str]:
    return _words("roads", "numbered")


@cache
def peoples() -> dict[str, str]:
    """Demonyms, folded and with their plurals, to the name of the place they belong to."""
    found: dict[str, str] = {}
    states = table("places/countries")["states"].values()
    places = [(s["name"], s["people"]) for s in states]
    for group in table("places/divisions").values():
        if isinstance(group, dict):
            places += [(name, item.get("people", ())) for name, item in group.items()]
    for group in table("places/regions")["region"]:
        places += [(item["name"], item.get("people", ())) for item in group["names"]]
    for name, words in places:
        for word in words:
            found.setdefault(fold(word), name)
            if not word.endswith(("ese", "ish", "ch", "s", "men")):
                found.setdefault(fold(word + "s"), name)
    return found


class Reader:
    """One article under recognition: what every window asks of it, worked out once."""

    def __init__(self, article: Article, parse: Parse, gazetteer: Gazetteer, actors: Sequence[ActorMark]) -> None:
        self.article, self.parse, self.find = article, parse, gazetteer.find
        self.tokens = parse.tokens
        self.labels = [t.entity[2:] for t in parse.tokens]
        self.persons = _surnames(parse)
        self.lower = {t.text for t in parse.tokens if t.text.islower()}
        self.actors = actors
        self.short: list[Mention] = []

    def mentions(self) -> list[Mention]:
        """All mentions, in text order."""
        found = [
            m for sentence in self.parse.sentences for m in self._sentence(sentence) if self._readable(m, sentence)
        ]
        found += self._again(found)
        return _link(self, sorted([*found, *self._namesakes(found)], key=lambda m: (m.span.start, -m.span.end)))

    def _readable(self, mention: Mention, sentence: Sentence) -> bool:
        """Page furniture is no text, but the place a report was filed from is told there."""
        filed = self.article.dateline
        return sentence.zone is not ZoneKind.META or (filed is not None and filed.holds(mention.span))

    def _again(self, found: Sequence[Mention]) -> list[Mention]:
        """Names that fell short where they stand, but are clearly places elsewhere in the article."""
        known = {fold(m.name) for m in found if m.kind == "name" and m.score >= SETTLES}
        taken = {i for m in found for i in range(m.first, m.last + 1)}
        return [
            m
            for m in self.short
            if fold(m.name) in known and m.score + AGAIN >= TAKEN and not taken & set(range(m.first, m.last + 1))
        ]

    def _namesakes(self, found: Sequence[Mention]) -> Iterator[Mention]:
        """ "another crossing of the same name": the name last given to a place of that kind, and not that place."""
        for match in _NAMESAKE.finditer(self.article.text):
            asked = _types().get(match.group("kind").split()[-1].lower())
            before = [m for m in found if m.span.end <= match.start() and m.kind == "name" and m.asked == asked]
            inside = tokens_in(self.parse, match.start(), match.end())
            if before and inside and asked:
                span = self.article.span(match.start(), match.end())
                yield Mention(span, inside[0].i, inside[-1].i, "namesake", before[-1].entries, asked, score=2.0)

    def _sentence(self, sentence: Sentence) -> Iterator[Mention]:
        shout = _shouts(self.tokens[sentence.first : sentence.last])
        i, previous = sentence.first, None
        while i < sentence.last:
            mention = self._at(i, sentence, shout, previous) if _may_start(self.tokens, i, sentence.last) else None
            if mention:
                yield mention
                previous = mention
            i = mention.last + 1 if mention else i + 1

    def _at(self, i: int, sentence: Sentence, shout: bool, previous: Mention | None) -> Mention | None:
        if mention := self._people(i, sentence) or self._road(i, sentence):
            return mention
        for window in _windows(self.tokens, i, sentence.last):
            if typed := self._with_type(i, window, sentence):
                return typed
            last = self._with_dot(i, window, sentence)
            name = self._text(i, last)
            entries = self.find(name)
            if name in _abbreviations():
                entries = tuple(e for e in entries if e.feature in ("PCLI", "ADM1"))
            if entries and not _shorthand(name, entries):
                score = self._weigh(i, last, entries, sentence, shout) + self._listed(i, previous)
                if last == i and name.endswith("s") and (unmarked := self._unmarked(i, sentence, shout)):
                    return unmarked
                if score >= TAKEN:
                    return Mention(self._span(i, last), i, last, "name", entries, self._asked(i, last), score=score)
                if score + AGAIN >= TAKEN:
                    asked = self._asked(i, last)
                    self.short.append(Mention(self._span(i, last), i, last, "name", entries, asked, score=score))
        return self._unmarked(i, sentence, shout) or self._typed(i, sentence)

    def _unmarked(self, i: int, sentence: Sentence, shout: bool) -> Mention | None:
        """ "Syrias army", "Aleppos hospitals": the genitive of a well-known place in a text that lost its apostrophes."""
        text = self.tokens[i].text
        if len(text) < 5 or not text.endswith("s") or fold(text) in _common():
            return None
        entries = self.find(text[:-1])
        itself = self.find(text)
        if not entries or _prior(text[:-1], entries) < max(1.2, 0.2 + _prior(text, itself)):
            return None
        if any(fold(e.name) == fold(text) and e.population > 1000 for e in itself[:5]):
            return None
        score = self._weigh(i, i, entries, sentence, shout)
        if i + 1 < sentence.last and self.tokens[i + 1].text[0].isupper():
            score += 1.0  # it owns what follows, and is not the first half of a longer name
        start = self.tokens[i].start
        span = self.article.span(start, start + len(text) - 1)
        return Mention(span, i, i, "name", entries, self._asked(i, i), score=score) if score >= TAKEN else None

    def _text(self, first: int, last: int) -> str:
        return self.article.text[self.tokens[first].start : self.tokens[last].end]

    def _with_type(self, first: int, last: int, sentence: Sentence) -> Mention | None:
        """A name that a gazetteer knows together with the class words after it: "al-Waleed border crossing"."""
        end = last
        while end + 1 < min(sentence.last, last + 4) and self.tokens[end + 1].text in _class_words():
            end += 1
        for whole in range(end, last, -1):
            asked = _types().get(self.tokens[whole].text)
            bare = fold(self._text(first, last))
            if bare not in _common() and asked and asked not in ("ADM1", "ADM2", "PPL", "AREA"):
                name = self._text(first, whole)
                entries = tuple(e for e in self.find(name) or self.find(name.removesuffix("s")) if e.source != "gdelt")
                if entries:
                    return Mention(self._span(first, whole), first, whole, "name", entries, asked, score=2.5)
        return None

    def _with_dot(self, first: int, last: int, sentence: Sentence) -> int:
        """The full stop of "Ky." belongs to it, though the parser may part them."""
        dotted = last + 1 < sentence.last and self.tokens[last + 1].text == "."
        return last + 1 if dotted and self._text(first, last) + "." in _abbreviations() else last

    def _span(self, first: int, last: int) -> Span:
        return self.article.span(self.tokens[first].start, self.tokens[last].end)

    def _people(self, i: int, sentence: Sentence) -> Mention | None:
        for last in (i + 1, i):
            if (
                last < sentence.last
                and self.tokens[last].text[0].isupper()
                and (place := peoples().get(fold(self._text(i, last))))
            ):
                if self.labels[i] == "PERSON" or (last == i and self.tokens[i].text in self.persons):
                    return None
                entries = tuple(e for e in self.find(place) if e.feature in ("PCLI", "ADM1", "RGN", "CONT", "MTS"))
                return Mention(self._span(i, last), i, last, "people", entries[:3], lent=True, score=2.0)
        return None

    def _road(self, i: int, sentence: Sentence) -> Mention | None:
        """ "Palestine Street", "M5 Highway": up to three capitalised words, then a word for a road."""
        if numbered := self._numbered(i, sentence):
            return numbered
        for last in range(i + 1, min(i + 4, sentence.last)):
            token = self.tokens[last]
            if not (token.text[0].isupper() or token.text[0].isdigit()):
                return None
            if token.text.rstrip(".") in _roads() and fold(self._text(i, last - 1)) != "wall":
                if any(t.text.lower() in _words("titles", "before") for t in self.tokens[i:last]):
                    return None
                return Mention(self._span(i, last), i, last, "road", self.find(self._text(i, last)), "RD", score=1.5)
        return None

    def _numbered(self, i: int, sentence: Sentence) -> Mention | None:
        """ "Interstate 75", "State Highway 19", "Route 4": a word for a road and its number."""
        j = i
        while (
            j < sentence.last
            and self.tokens[j].text[0].isupper()
            and self.tokens[j].text.lower() not in _numbered_roads()
        ):
            j += 1
        if j - i > 2 or j + 1 >= sentence.last or self.tokens[j].text.lower() not in _numbered_roads():
            return None
        number = self.tokens[j + 1].text
        if not number[0].isdigit() or not self.tokens[j].text[0].isupper():
            return None
        return Mention(self._span(i, j + 1), i, j + 1, "road", (), "RD", score=1.5)

    def _typed(self, i: int, sentence: Sentence) -> Mention | None:
        """A capitalised name no gazetteer holds, called a place by its words: "the village of X", "the X checkpoint"."""
        last = _run_end(self.tokens, i, sentence.last)
        name = self._text(i, last)
        if fold(name) in _common() or self.labels[i] in ("NORP", "DATE"):
            return None
        before = i >= 2 and self.tokens[i - 1].text == "of" and _types().get(self.tokens[i - 2].lemma)
        after = (
            last + 1 < sentence.last
            and self.tokens[last + 1].text.islower()
            and _types().get(self.tokens[last + 1].text)
        )
        asked = before or after
        if (
            not asked
            or asked in ("AREA", "BLDG", "RD", "BASE", "DAM", "NAT")
            or not (self.labels[i] in ("GPE", "LOC", "FAC", "") or before == "PPL")
        ):
            return None
        if asked == "ADM1" and not before:
            return None
        entries = self.find(name)
        return Mention(self._span(i, last), i, last, "name" if entries else "unknown", entries, asked, score=1.0)

    def _asked(self, first: int, last: int) -> str | None:
        tokens, types = self.tokens, _types()
        if last + 1 < len(tokens) and (code := types.get(tokens[last + 1].text.lower())):
            if tokens[last + 1].text.islower() or code in ("ADM1", "ADM2", "PPL"):
                return code
        if self._datelined(first, last):
            return "PPL"
        if (
            first
            and _compass(tokens[first - 1].text)
            and any(e.feature == "ADM1" for e in self.find(self._text(first, last))[:4])
        ):
            return "ADM1"
        if last + 2 < len(tokens) and tokens[last + 1].text in (
            "oil",
            "air",
            "border",
            "refugee",
            "military",
            "gas",
            "power",
        ):
            return types.get(tokens[last + 2].text)
        if first >= 2 and tokens[first - 1].text == "of" and (code := types.get(tokens[first - 2].text.lower())):
            return code
        if first >= 1 and (code := types.get(tokens[first - 1].text.lower())) and code in ("PPL", "ADM1", "PPLX"):
            return code
        return types.get(tokens[last].text.lower()) if last > first else None

    def _weigh(self, first: int, last: int, entries: tuple[Entry, ...], sentence: Sentence, shout: bool) -> float:
        name = self._text(first, last)
        known = _prior(name, entries)
        near = self._around(first, last, sentence)
        label = self._label(first, last, shout)
        if label < 0 and self._hardly_known_to_parsers(first, last, name, entries, known):
            label *= 0.5
        return known + near + label + self._shape(first, last, name, shout)

    def _listed(self, i: int, previous: Mention | None) -> float:
        """A name that follows a place and a comma or "and" stands in a list of places."""
        if previous is None or previous.kind not in ("name", "unknown") or previous.lent:
            return 0.0
        gap = [t.text for t in self.tokens[previous.last + 1 : i]]
        return 0.8 if (gap and len(gap) <= 3 and gap[-1] in (",", "and", "or")) or gap[-2:] == [",", "and"] else 0.0

    def _hardly_known_to_parsers(
        self, first: int, last: int, name: str, entries: tuple[Entry, ...], prior: float
    ) -> bool:
        """Names from Arabic, reviewed names and larger towns the parser calls people or bodies on thin grounds."""
        tokens = self.tokens[first : last + 1]
        if any(t.text.lower() in _ARTICLES for t in tokens):
            return True
        if any(e.source == "dateline" and fold(e.name) == fold(name) for e in entries[:6]):
            return True
        return (
            first == last
            and prior >= 1.1
            and tokens[0].text not in self.persons
            and name not in _words("either", "words")
        )

    def _label(self, first: int, last: int, shout: bool) -> float:
        """What the parser's entity types say. They are weak for names from Arabic and in capitals."""
        labels = [self.labels[i] for i in range(first, last + 1)]
        label = max(set(labels), key=labels.count)
        weight = {"GPE": 1.6, "LOC": 1.4, "FAC": 0.8, "NORP": 0.2, "PERSON": -1.6, "ORG": -0.5, "": -0.6}.get(
            label, -0.8
        )
        return weight * 0.4 if shout else weight

    def _shape(self, first: int, last: int, name: str, shout: bool) -> float:
        """What the name's own words say: common words, surnames of the article, parts of speech."""
        tokens, weight = self.tokens, 0.0
        words = without_article(fold(name)).split()
        if all(word in _common() for word in words):
            weight -= 2.2 if len(words) == 1 else 1.2
        elif name in _words("either", "words") and self.labels[first] == "PERSON":
            weight -= 1.0
        if first == last and tokens[first].text in self.persons and self.labels[first] not in ("GPE", "LOC"):
            weight -= 2.0
        if not shout and all(t.pos not in ("PROPN", "X") for t in tokens[first : last + 1] if t.text[0].isupper()):
            weight -= 0.8
        if first == last and len(name) < 4 and not name.isupper():
            weight -= 0.8
        if name.lower() in self.lower and first == last:
            weight -= 1.0
        return weight + (0.5 if last > first else 0.0) - (0.4 if shout else 0.0)

    def _around(self, first: int, last: int, sentence: Sentence) -> float:
        """What the words on either side say."""
        tokens, weight = self.tokens, 0.0
        before = tokens[first - 1] if first > sentence.first else None
        after = tokens[last + 1] if last + 1 < sentence.last else None
        if before is not None:
            weight += self._before(before, first)
            if before.text == "," and self._qualifies(first, last):
                weight += 1.4
        if self._datelined(first, last):
            weight += 1.6
        if tokens[last].dep == "dobj" and tokens[tokens[last].head].lemma.lower() in _words("verbs", "words"):
            weight += 0.9
        if tokens[last].dep == "nsubj" and self._text(first, last) in _words("metonymy", "capitals"):
            weight += 0.6
        if after is not None:
            weight += self._after(after, last, sentence)
        if self._asked(first, last):
            of = before is not None and before.text == "of" and _types().get(tokens[first - 2].text.lower())
            weight += 1.6 if of else 0.9
        return weight

    def _qualifies(self, first: int, last: int) -> bool:
        """Whether a division or country stands right after a capitalised word and a comma: "Gainesville, Ga."."""
        if first < 2 or not self.tokens[first - 2].text[0].isupper():
            return False
        return any(e.feature in ("PCLI", "ADM1") for e in self.find(self._text(first, last))[:3])

    def _datelined(self, first: int, last: int) -> bool:
        """Whether a sentence opens with this name in capitals and what follows a dateline: "BEIRUT (AFP) -"."""
        name = self._text(first, last)
        opens = first == 0 or self.tokens[first - 1].sentence != self.tokens[first].sentence
        opens = opens or self.tokens[first - 1].text in (".", "!", "?", '"', "”")
        after = self.tokens[last + 1].text if last + 1 < len(self.tokens) else ""
        return opens and name.isupper() and len(name) > 3 and after in (",", "(", "-", "–", "—", "--", ":", "/")

    def _before(self, before: Token, first: int) -> float:
        word = before.text.lower().rstrip(".")
        if word in _words("prepositions", "strong"):
            return 1.0
        if word in _words("prepositions", "weak"):
            return 0.5
        if word in _words("titles", "before"):
            return -2.5
        if _directional(word):
            return 1.0
        if word in _words("common", "given") and before.text[0].isupper():
            return -2.0
        if before.text[0].isupper() and before.pos == "PROPN" and before.text.lower() not in _types():
            return -1.4 if self.labels[first - 1] == "PERSON" else -0.6
        return 0.0

    def _after(self, after: Token, last: int, sentence: Sentence) -> float:
        _tokens, word = self.tokens, after.text.lower().rstrip(".")
        if after.text[0].isupper() and after.pos in ("PROPN", "NOUN", "ADJ"):
            if word in _words("bodies", "media"):
                return -1.2
            if word in _words("bodies", "words") or _types().get(word) or self.labels[last + 1] == "ORG":
                return 0.4
            if fold(after.text) in peoples():
                return 0.0
            return -1.4
        if word == "," and last + 2 < sentence.last and self._is_division(last + 2):
            return 1.8
        if word in _words("common", "locals"):
            return 0.9
        return 0.3 if word in ("'s", "’s") else 0.0

    def _is_division(self, i: int) -> bool:
        """Whether a country or first-level division stands at token ``i``: what follows a comma after a town."""
        if not self.tokens[i].text[0].isupper():
            return False
        for last in (i + 1, i):
            if last < len(self.tokens) and any(
                e.feature in ("PCLI", "ADM1") for e in self.find(self._text(i, last))[:3]
            ):
                return True
        return False


def _directional(word: str) -> bool:
    stem = word.removesuffix("ern")
    return stem in table("places/words")["directions"] or word in ("central", "downtown", "greater", "mid")


def _compass(word: str) -> bool:
    """Whether the word names a part of a wider area: "northern", "east", "rural"."""
    stem = word.removesuffix("ern")
    return (
        stem in table("places/words")["directions"]
        or word == "rural"
        or _directional(word.lower())
        and word.endswith("ern")
    )


def _prior(name: str, entries: tuple[Entry, ...]) -> float:
    """How often a name as known as this is meant as a place, by the most important place that bears it."""
    folded = fold(name)
    best = -0.5
    for entry in entries[:6]:
        value = _importance(entry)
        if folded != fold(entry.name) and entry.source != "dateline" and entry.feature != "PCLI":
            value -= 0.3
        best = max(best, value)
    return best


def _importance(entry: Entry) -> float:
    by_feature = {
        "PCLI": 2.2,
        "CONT": 1.8,
        "RGN": 1.4,
        "ADM1": 1.4,
        "SEA": 1.6,
        "STM": 0.4,
        "MTS": 1.0,
        "ADM2": 0.7,
        "AIRP": 0.4,
    }
    if entry.source == "dateline" and entry.feature not in by_feature:
        return 1.3
    if entry.feature in by_feature and entry.source != "gdelt":
        return by_feature[entry.feature]
    for least, value in ((1_000_000, 1.6), (100_000, 1.2), (15_000, 0.8), (1_000, 0.4), (1, 0.2)):
        if entry.population >= least:
            return value
    return -0.3 if entry.feature in ("PPL", "ADM2") else -0.4


def _shorthand(name: str, entries: tuple[Entry, ...]) -> bool:
    """Whether a short form of a division stands without the capitals and dots that make it one ("In", "Me", "La")."""
    folded = fold(name)
    if len(folded) > 5 or name in _abbreviations() or folded not in _folded_abbreviations():
        return False
    return len(folded) < 4 or not any(fold(e.name) == folded for e in entries[:3])


@cache
def _abbreviations() -> frozenset[str]:
    groups = [g for g in table("places/divisions").values() if isinstance(g, dict)]
    short = {s for g in groups for item in g.values() for s in item.get("short", ())}
    states = table("places/countries")["states"].values()
    return frozenset(short | {a for s in states for a in s.get("also", ()) if a.isupper()})


@cache
def _folded_abbreviations() -> frozenset[str]:
    return frozenset(map(fold, _abbreviations()))


def _surnames(parse: Parse) -> frozenset[str]:
    """Words that end a person's full name somewhere in the article: alone, they are the person again."""
    found, given = set(), _words("common", "given")
    for here, after in zip(parse.tokens, (*parse.tokens[1:], None), strict=False):
        if here.entity == "I-PERSON" and (after is None or after.entity != "I-PERSON") and here.text[0].isupper():
            found.add(here.text)
        if after is not None and here.text.lower() in given and here.text[0].isupper() and after.text[0].isupper():
            found.add(after.text)
    return frozenset(found)


def _shouts(tokens: Sequence[Token]) -> bool:
    """Whether capitals tell nothing here: most words of a longer stretch begin with one."""
    words = [t.text for t in tokens if t.text[0].isalpha()]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _may_start(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether a name may begin here: a capital that is no mere sentence opening, or an Arabic article and its hyphen."""
    text = tokens[i].text
    if text[0].isupper():
        word, after = text.lower(), tokens[i + 1].text if i + 1 < end else ""
        if word in _OPENERS:
            return after in ("-", "–") or (word == "the" and after in ("Hague", "Gambia", "Bahamas", "Bronx"))
        return not (word in ("an", "as", "at") and (i == 0 or tokens[i - 1].sentence != tokens[i].sentence))
    return text in _ARTICLES and i + 2 < end and tokens[i + 1].text in ("-", "–") and tokens[i + 2].text[0].isupper()


def _windows(tokens: Sequence[Token], i: int, end: int) -> list[int]:
    """The last tokens of all windows that start at ``i`` and end in a capitalised word, the longest first."""
    found, j = [], i
    while j < min(end, i + LONGEST):
        text = tokens[j].text
        capital = text[0].isupper() or (text[0].isdigit() and j > i)
        if capital:
            found.append(j)
        elif text not in _JOINTS and not (j == i and text in _ARTICLES) and text != "and":
            break
        j += 1
    return found[::-1]


def _run_end(tokens: Sequence[Token], i: int, end: int) -> int:
    """The last token of the capitalised run from ``i``, hyphens and articles inside it included."""
    last = j = i
    while j < end and (tokens[j].text[0].isupper() or tokens[j].text in ("-", "–") or (tokens[j].text in _ARTICLES)):
        if tokens[j].text[0].isupper():
            last = j
        j += 1
    return last


def _link(reader: Reader, found: list[Mention]) -> list[Mention]:
    """Adds to each mention its container ("X, Ohio"; "Baghdad's X") and whether it only qualifies something else."""
    linked = []
    inside = {i for m in found if m.kind == "name" for i in range(m.first, m.last + 1)}
    for n, mention in enumerate(found):
        within = _container(reader, found, n)
        side = (
            _side(reader.article.text[mention.span.end : found[within].span.start]) if within and within > n else None
        )
        linked.append(replace(mention, within=within, side=side, lent=mention.lent or _lent(reader, mention, inside)))
    return linked


def _container(reader: Reader, found: list[Mention], n: int) -> int | None:
    here = found[n]
    if n + 1 < len(found):
        after = found[n + 1]
        gap = reader.article.text[here.span.end : after.span.start]
        if after.kind == "name" and _holding(gap) and _may_hold(after, here):
            return n + 1
    if n and here.kind != "people":
        before = found[n - 1]
        gap = reader.article.text[before.span.end : here.span.start]
        if gap in ("'s ", "’s ", "’ ", "' ") and before.kind == "name":
            return n - 1
    return None


_WITHIN = re.compile(
    r"^(?: ?,| \(|,? (?P<words>(?:[\w-]+ ){0,3})in (?:the )?(?P<side>[\w-]+ )?(?:the )?(?:(?P<kind>\w+) of )?)\s*$"
)


def _holding(gap: str) -> bool:
    """Whether the words between two names say that the second holds the first: "X crossing in northwestern Y"."""
    found = _WITHIN.match(gap)
    if not found:
        return False
    words, side = (found.group("words") or "").split(), (found.group("side") or "").strip().lower()
    classes = all(word.rstrip(",") in _class_words() for word in words)
    return classes and (not side or _directional(side) or side in _types())


def _side(gap: str) -> float | None:
    """The bearing of "in northern ": which part of the container is meant."""
    directions = table("places/words")["directions"]
    stems = [word.lower().removesuffix("ern") for word in gap.split()]
    return next((float(directions[stem]) for stem in stems if stem in directions), None)


def _may_hold(outer: Mention, inner: Mention) -> bool:
    """Whether some reading of ``outer`` is a place that holds others, and holds some reading of ``inner``."""
    holders = [e for e in outer.entries[:5] if e.feature in ("PCLI", "ADM1", "ADM2")]
    return any(
        e.country == h.country and h.id != e.id and (h.feature != "ADM1" or e.admin1 == h.admin1)
        for h in holders
        for e in inner.entries
    ) or (not inner.entries and bool(holders))


def _joined_participle(reader: Reader, mention: Mention) -> bool:
    """ "US-led", "Britain-based", "Turkish-backed": a name that only tells of whom or whence."""
    after = [t.text for t in reader.tokens[mention.last + 1 : mention.last + 3]]
    return (
        len(after) == 2 and after[0] in ("-", "–") and after[1].lower().endswith(("ed", "led", "run", "born", "made"))
    )


def _lent(reader: Reader, mention: Mention, inside: set[int]) -> bool:
    """Whether the name only says whose or what kind: inside an actor's name, or before a noun ("US troops")."""
    span = mention.span
    if any(a.span.holds(span) and a.span != span and a.via != "pronoun" for a in reader.actors):
        return True
    if any(a.span == span and a.type is not None and a.via != "country" for a in reader.actors):
        return True
    head = reader.tokens[mention.last]
    if _joined_participle(reader, mention):
        return True
    noun = reader.tokens[head.head]
    if noun.i in inside:  # "Syrias Aleppo": the owner of a place is a place
        return False
    gap = reader.tokens[mention.last + 1 : noun.i]
    if (
        head.dep not in ("compound", "nmod", "amod")
        or noun.start < span.end
        or any(t.pos in ("CCONJ", "PUNCT", "ADP") for t in gap)
    ):
        return False
    asked = _types().get(noun.text.lower()) or _types().get(noun.lemma)
    if any(e.feature == "PCLI" for e in mention.entries[:1]):
        return asked not in ("ADM1", "ADM2", "PPL", "PPLX", "NAT", "AREA")
    return asked is None

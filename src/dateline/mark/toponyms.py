"""Recognises place names: windows of capitalised words that a gazetteer knows, weighed by what stands around them.

A name is taken where its weights (``evidence.py``) add up to ``TAKEN`` or more.
"""

import re
from collections.abc import Iterator, Sequence

from dateline.folding import fold, skeleton, without_article
from dateline.mark.containers import TOWNS, link
from dateline.mark.evidence import Evidence
from dateline.mark.lists import listed, rows
from dateline.mark.mentions import Mention
from dateline.mark.placewords import (
    abbreviations,
    class_words,
    common,
    kinds,
    numbered_roads,
    peoples,
    prior,
    roads,
    shorthand,
    words_of,
)
from dateline.mark.windows import ARTICLES, may_start, run_end, shouts, windows
from dateline.records import Entry, Sentence
from dateline.syntax import ancestors, subtree, tokens_in
from dateline.vocab import ZoneKind

TAKEN = 1.0
AGAIN = 1.3  # what it lends
SETTLES = 2.2  # a mention this sure lends weight to the others of its name
CITY_PEOPLE = 100_000  # people: no village has as many
WELL_KNOWN = 20_000  # people: a place as large may stand right before another's name
WORTH = -1.5  # below this, neither another mention nor a list makes a place of a name
_NAMESAKE = re.compile(
    r"\b(?:another|a second|the other|a different)\s+(?P<kind>[a-z]+(?:\s[a-z]+)?)\s+"
    r"(?:of|with|by|bearing|that bears)\s+the\s+same\s+name\b"
)


class Reader(Evidence):
    """Reads the mentions of one article."""

    def mentions(self) -> list[Mention]:
        """All mentions, in text order."""
        found = [
            m for sentence in self.parse.sentences for m in self._sentence(sentence) if self._readable(m, sentence)
        ]
        found += self._again(found)
        found += rows(self, found)
        found += listed(self, found)
        return link(self, sorted([*found, *self._namesakes(found)], key=lambda m: (m.span.start, -m.span.end)))

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
            asked = kinds().get(match.group("kind").split()[-1].lower())
            before = [m for m in found if m.span.end <= match.start() and m.kind == "name" and m.asked == asked]
            inside = tokens_in(self.parse, match.start(), match.end())
            if before and inside and asked:
                span = self.article.span(match.start(), match.end())
                yield Mention(span, inside[0].i, inside[-1].i, "namesake", before[-1].entries, asked, score=2.0)

    def _sentence(self, sentence: Sentence) -> Iterator[Mention]:
        shout = shouts(self.tokens[sentence.first : sentence.last])
        i, previous = sentence.first, None
        while i < sentence.last:
            mention = self._at(i, sentence, shout, previous) if may_start(self.tokens, i, sentence.last) else None
            if mention:
                yield mention
                previous = mention
            i = mention.last + 1 if mention else i + 1

    def _at(self, i: int, sentence: Sentence, shout: bool, previous: Mention | None) -> Mention | None:
        if mention := self._people(i, sentence) or self._road(i, sentence) or self._village(i, sentence):
            return mention
        for window in windows(self.tokens, i, sentence.last):
            if typed := self._with_type(i, window, sentence):
                return typed
            last = self._with_dot(i, self._with_tail(i, window, sentence), sentence)
            name = self._text(i, last)
            if fold(name) in words_of("common", "never"):
                return None
            entries = self._of_camps(self.find(name), name, self._asked(i, last))
            entries = self._of_villages(entries, i, last)
            if name in abbreviations():
                entries = tuple(e for e in entries if e.feature in ("PCLI", "ADM1"))
            if entries and not shorthand(name, entries):
                score = self._weigh(i, last, entries, sentence, shout) + self._listed(i, previous)
                if last == i and name.endswith("s") and (unmarked := self._unmarked(i, sentence, shout)):
                    return unmarked
                if score >= TAKEN:
                    return Mention(self._span(i, last), i, last, "name", entries, self._asked(i, last), score=score)
                if score >= WORTH:
                    asked = self._asked(i, last)
                    self.short.append(Mention(self._span(i, last), i, last, "name", entries, asked, score=score))
        return self._unmarked(i, sentence, shout) or self._typed(i, sentence)

    def _of_camps(self, entries: tuple[Entry, ...], name: str, asked: str | None) -> tuple[Entry, ...]:
        """A camp is named like the town beside it, or like itself: "Al Salam camp" is none of Jerusalem's old names."""
        if asked != "CAMP":
            return entries
        bones = skeleton(without_article(fold(name)))
        return tuple(e for e in entries if e.feature == "CAMP" or skeleton(without_article(fold(e.name))) == bones)

    def _of_villages(self, entries: tuple[Entry, ...], first: int, last: int) -> tuple[Entry, ...]:
        """ "The village of Al-Raqah", "Raqqa village": no city of that name"""
        before = [t.text.lower() for t in self.tokens[max(0, first - 2) : first]]
        after = self.tokens[last + 1].text.lower() if last + 1 < len(self.tokens) else ""
        if before not in (["village", "of"], ["hamlet", "of"]) and after not in ("village", "hamlet"):
            return entries
        return tuple(e for e in entries if e.feature not in TOWNS or e.population < CITY_PEOPLE)

    def _unmarked(self, i: int, sentence: Sentence, shout: bool) -> Mention | None:
        """ "Syrias army", "Aleppos hospitals": the genitive of a well-known place in texts that lost apostrophes."""
        text = self.tokens[i].text
        if len(text) < 5 or not text.endswith("s") or fold(text) in common():
            return None
        entries = self.find(text[:-1])
        itself = self.find(text)
        if not entries or prior(text[:-1], entries) < max(1.2, 0.2 + prior(text, itself)):
            return None
        if any(fold(e.name) == fold(text) and e.population > 1000 for e in itself[:5]):
            return None
        score = self._weigh(i, i, entries, sentence, shout)
        if i + 1 < sentence.last and self.tokens[i + 1].text[0].isupper():
            score += 1.0  # it owns what follows, and is not the first half of a longer name
        start = self.tokens[i].start
        span = self.article.span(start, start + len(text) - 1)
        return Mention(span, i, i, "name", entries, self._asked(i, i), score=score) if score >= TAKEN else None

    def _with_type(self, first: int, last: int, sentence: Sentence) -> Mention | None:
        """A name that a gazetteer knows together with the class words after it: "al-Waleed border crossing"."""
        end = last
        while end + 1 < min(sentence.last, last + 4) and self.tokens[end + 1].text in class_words():
            end += 1
        for whole in range(end, last, -1):
            asked = kinds().get(self.tokens[whole].text)
            if asked and asked not in ("ADM1", "ADM2", "PPL", "AREA"):
                name, usual = self._text(first, whole), fold(self._text(first, last)) in common()
                entries = tuple(e for e in self.find(name) or self.find(name.removesuffix("s")) if e.source != "gdelt")
                if usual:  # "Victory base" is one place; "Old bridge" could be any
                    entries = tuple(e for e in entries if e.source == "dateline")
                if entries:
                    return Mention(self._span(first, whole), first, whole, "name", entries, asked, score=2.5)
        return None

    def _with_tail(self, first: int, last: int, sentence: Sentence) -> int:
        """A city's name whose last word lost its capital: "Deir ezzor"."""
        tail = self.tokens[last + 1] if last + 1 < sentence.last else self.tokens[last]
        strange = tail.text.isalpha() and tail.text.islower() and tail.pos in ("PROPN", "X", "NOUN")
        if not strange or tail.text in class_words() or tail.text in ARTICLES:
            return last
        found = self.find(self._text(first, last + 1))[:4]
        return last + 1 if any(e.population >= 100_000 or e.source == "dateline" for e in found) else last

    def _with_dot(self, first: int, last: int, sentence: Sentence) -> int:
        """The full stop of "Ky." belongs to it, though the parser may part them."""
        dotted = last + 1 < sentence.last and self.tokens[last + 1].text == "."
        return last + 1 if dotted and self._text(first, last) + "." in abbreviations() else last

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

    def _village(self, i: int, sentence: Sentence) -> Mention | None:
        """ "Thayet Kone village": the words before "village" are one name, though a gazetteer knows only the first."""
        last = run_end(self.tokens, i, min(sentence.last, i + 4))
        after = self.tokens[last + 1] if last + 1 < sentence.last else None
        if last == i or after is None or kinds().get(after.text) != "PPL" or self.find(self._text(i, last)):
            return None
        parts = [self.find(self._text(k, k))[:4] for k in range(i, last + 1)]
        wide = any(
            e.feature in ("PCLI", "ADM1") or (e.feature in TOWNS and e.population >= WELL_KNOWN)
            for p in parts
            for e in p
        )
        plain = all(t.text[0].isupper() and t.text.isalpha() for t in self.tokens[i : last + 1])
        if wide or not plain or not any(parts) or self.labels[i] in ("NORP", "DATE"):
            return None
        return Mention(self._span(i, last), i, last, "unknown", (), "PPL", score=1.0)

    def _road(self, i: int, sentence: Sentence) -> Mention | None:
        """ "Palestine Street", "M5 Highway": up to three capitalised words, then a word for a road."""
        if numbered := self._numbered(i, sentence):
            return numbered
        for last in range(i + 1, min(i + 4, sentence.last)):
            token = self.tokens[last]
            if not (token.text[0].isupper() or token.text[0].isdigit()):
                return None
            if token.text.rstrip(".") in roads() and fold(self._text(i, last - 1)) != "wall":
                if any(t.text.lower() in words_of("titles", "before") for t in self.tokens[i:last]):
                    return None
                return Mention(self._span(i, last), i, last, "road", self.find(self._text(i, last)), "RD", score=1.5)
        return None

    def _numbered(self, i: int, sentence: Sentence) -> Mention | None:
        """ "Interstate 75", "State Highway 19", "Route 4": a word for a road and its number."""
        j = i
        while (
            j < sentence.last
            and self.tokens[j].text[0].isupper()
            and self.tokens[j].text.lower() not in numbered_roads()
        ):
            j += 1
        if j - i > 2 or j + 1 >= sentence.last or self.tokens[j].text.lower() not in numbered_roads():
            return None
        number = self.tokens[j + 1].text
        if not number[0].isdigit() or not self.tokens[j].text[0].isupper():
            return None
        return Mention(self._span(i, j + 1), i, j + 1, "road", (), "RD", score=1.5)

    def _typed(self, i: int, sentence: Sentence) -> Mention | None:
        """A capitalised name no gazetteer holds, called a place by its words: "the village of X"."""
        last = run_end(self.tokens, i, sentence.last)
        name = self._text(i, last)
        if fold(name) in common() or self.labels[i] in ("NORP", "DATE"):
            return None
        before = i >= 2 and self.tokens[i - 1].text == "of" and kinds().get(self.tokens[i - 2].lemma)
        after = (
            last + 1 < sentence.last
            and self.tokens[last + 1].text.islower()
            and kinds().get(self.tokens[last + 1].text)
        )
        asked = before or after
        if (
            not asked
            or asked in ("AREA", "BLDG", "RD", "BASE", "DAM", "NAT")
            or not (self.labels[i] in ("GPE", "LOC", "FAC", "") or before in ("PPL", "ADM2"))
        ):
            return None
        if asked == "ADM1" and not before:
            return None
        entries = self.find(name)
        return Mention(self._span(i, last), i, last, "name" if entries else "unknown", entries, asked, score=1.0)

    def _listed(self, i: int, previous: Mention | None) -> float:
        """A name that follows a place and a comma or "and" stands in a list of places."""
        if previous is None or previous.kind not in ("name", "unknown") or previous.lent:
            return 0.0
        gap = [t.text for t in self.tokens[previous.last + 1 : i]]
        ahead = self.tokens[previous.first - 1].text.lower() if previous.first else ""
        if gap == ["and"] and ahead == "between" and self._leads(previous.first - 2):
            return 3.0  # "the road between X and Y"
        if gap in (["with"], ["to"]) and (self._measured(previous.first) or ahead == "from"):
            return 0.8  # "the highway linking X with Y", "from X to Y"
        listed = (gap and len(gap) <= 3 and gap[-1] in (",", "and", "or")) or gap[-2:] == [",", "and"]
        if listed and self._joined(previous, i):
            return 2.0
        return 0.8 if listed else 0.0

    def _joined(self, previous: Mention, i: int) -> bool:
        """ "In Goris, Jermuk and Sotk": whether the name is joined, by the parse, to one that stands where only places do."""
        token = self.tokens[i]
        chain = [token, *ancestors(self.parse, i)]
        top = next((t for t in chain if t.dep != "conj"), token)
        first = min(subtree(self.parse, top.i))
        placed = first and previous.last in {t.i for t in chain} and self._before(self.tokens[first - 1], first) >= 1.0
        return bool(placed) and token.dep == "conj" and token.pos == "PROPN"

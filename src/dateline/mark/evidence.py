"""What the words of a name and around it say of its being a place: the weights that recognition adds up.

They are set by knowledge of English and checked, not fitted, on public geoparsing corpora (``bench geoparsing``).
"""

from collections.abc import Sequence
from itertools import takewhile

from dateline.folding import fold, without_article
from dateline.mark.mentions import Mention
from dateline.mark.placewords import common, compass, directional, importance, kinds, peoples, prior, words_of
from dateline.mark.windows import ARTICLES, names_of, surnames
from dateline.near import Near
from dateline.records import ActorMark, Article, Entry, Gazetteer, Parse, Sentence, Span, Token

_PLACED = (
    0.1  # of what the parser says of a lone word behind "in": geoparsing is the same from .1 to .4, villages are found
)
CITY = 1.2  # of 100,000 people, or reviewed: two such words side by side are hardly a person


class Evidence:
    """One article under recognition: what every window asks of it, worked out once."""

    def __init__(self, article: Article, parse: Parse, gazetteer: Gazetteer, actors: Sequence[ActorMark]) -> None:
        self.article, self.parse, self.find = article, parse, gazetteer.find
        self.tokens = parse.tokens
        merged = {i for run in names_of(parse) if self._cities(run) for i in run}
        self.labels = ["GPE" if t.i in merged else t.entity[2:] for t in parse.tokens]
        self.persons = surnames(parse) - {self.tokens[i].text for i in merged}
        self.lower = {t.text for t in parse.tokens if t.text.islower()}
        self.actors = Near(actors, lambda mark: [mark.span])
        self.short: list[Mention] = []

    def _cities(self, run: list[int]) -> bool:
        """Whether a person's or body's name is nothing but cities of one country: a list that lost its commas."""
        words = [self.tokens[i].text for i in run]
        if len(run) < 2 or any(w in words_of("either", "words") or fold(w) in common() for w in words):
            return False
        found = [{e.country for e in self.find(w)[:4] if importance(e) >= CITY} for w in words]
        return bool(set.intersection(*found))

    def _text(self, first: int, last: int) -> str:
        return self.article.text[self.tokens[first].start : self.tokens[last].end]

    def _span(self, first: int, last: int) -> Span:
        return self.article.span(self.tokens[first].start, self.tokens[last].end)

    def sentence_end(self, i: int) -> int:
        """The token behind the sentence of token ``i``."""
        return self.parse.sentences[self.tokens[i].sentence].last

    def _asked(self, first: int, last: int) -> str | None:
        tokens, types = self.tokens, kinds()
        after = tokens[last + 1].text if last + 1 < len(tokens) else ""
        code = types.get(after.lower())
        if code and (after.islower() or code in ("ADM1", "ADM2", "PPL")):
            return None if self._of_a_country(first, last, after) else code
        if self._datelined(first, last) and not self._heads(first, last, after):
            return "PPL"
        if first and compass(tokens[first - 1].text) and self._is_division_rather(first, last):
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
            named = first >= 3 and tokens[first - 3].pos == "PROPN"  # "the Karrada district of Baghdad"
            return None if named else code
        if first >= 1 and (code := types.get(tokens[first - 1].text.lower())) and code in ("PPL", "ADM1", "PPLX"):
            return code
        return types.get(tokens[last].text.lower()) if last > first else None

    def _is_division_rather(self, first: int, last: int) -> bool:
        """Whether a name is a division's and no capital's: "northern Idlib", but "northern Baghdad" is a part of the city."""
        found = {e.feature for e in self.find(self._text(first, last))[:4]}
        return "ADM1" in found and "PPLC" not in found

    def _of_a_country(self, first: int, last: int, after: str) -> bool:
        """ "A western Kosovo village", "Ukraine territory": the country's, not one of its name"""
        if after.removesuffix("s") not in ("village", "town", "hamlet", "settlement", "territory"):
            return False
        return self._is_country(first, last)

    def _is_country(self, first: int, last: int) -> bool:
        return any(e.feature == "PCLI" for e in self.find(self._text(first, last))[:1])

    def _weigh(self, first: int, last: int, entries: tuple[Entry, ...], sentence: Sentence, shout: bool) -> float:
        name = self._text(first, last)
        known = prior(name, entries)
        near = self._around(first, last, sentence, shout)
        label = self._label(first, last, shout)
        if label < 0 and self._placed(first, last):
            label *= _PLACED
        elif label < 0 and self._hardly_known_to_parsers(first, last, name, entries, known):
            label *= 0.5
        return known + near + label + self._shape(first, last, name, shout)

    def _placed(self, first: int, last: int) -> bool:
        """Whether one capitalised word stands behind "in", "near" or the like, where people hardly stand: "in Nushki"."""
        if first != last or first < 2 or self.tokens[first].text in self.persons:
            return False
        before, after = self.tokens[first - 1], self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        alone = after is None or not after.text[0].isupper()
        trusted = self.tokens[first - 2].lemma.lower() in words_of("prepositions", "trust")
        return alone and before.text in words_of("prepositions", "strong") and not trusted

    def _hardly_known_to_parsers(
        self, first: int, last: int, name: str, entries: tuple[Entry, ...], known: float
    ) -> bool:
        """Names from Arabic, reviewed names and larger towns the parser calls people or bodies on thin grounds."""
        tokens = self.tokens[first : last + 1]
        if any(t.text.lower() in ARTICLES for t in tokens):
            return True
        if any(e.source == "dateline" and fold(e.name) == fold(name) for e in entries[:6]):
            return True
        return (
            first == last
            and known >= 1.1
            and tokens[0].text not in self.persons
            and name not in words_of("either", "words")
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
        if all(word in common() for word in words):
            weight -= 2.2 if len(words) == 1 else 1.2
        elif name in words_of("either", "words") and self.labels[first] == "PERSON":
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

    def _around(self, first: int, last: int, sentence: Sentence, shout: bool) -> float:
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
        elif after is not None and after.text == ":" and self._heads_paragraph(first, last):
            weight += 1.0  # "Odesa: debris set a warehouse ablaze"
        if tokens[last].dep == "dobj" and tokens[tokens[last].head].lemma.lower() in words_of("verbs", "words"):
            weight += 0.9
        if self._text(first, last) in words_of("either", "words"):
            weight += self._person_or_land(last, sentence)
        if tokens[last].dep == "nsubj" and self._text(first, last) in words_of("metonymy", "capitals"):
            weight += 0.6
        if after is not None:
            weight += max(self._after(after, last, sentence), 0.0 if shout else -9.0)  # every word has a capital there
        if self._asked(first, last):
            of = before is not None and before.text == "of" and kinds().get(tokens[first - 2].text.lower())
            weight += 1.6 if of else 0.9
            ahead = tokens[first - 2].text.lower() if before is not None and before.text.lower() == "the" else ""
            ahead = before.text.lower() if before is not None and self._settled(last) else ahead
            weight += (
                0.6 if ahead in words_of("prepositions", "strong") else 0.0
            )  # "in the Vedeno gorge", "in Metuge district"
        return weight

    def _settled(self, last: int) -> bool:
        """Whether a word for a division or a settlement follows."""
        after = self.tokens[last + 1].text if last + 1 < len(self.tokens) else ""
        return kinds().get(after) in ("ADM1", "ADM2", "PPL", "PPLX")

    def _person_or_land(self, last: int, sentence: Sentence) -> float:
        """ "Jordan, 34, …", "Jordan smiled", "Jordan lost his bag": people; "Jordan closed its border": no person."""
        tokens = self.tokens[last : sentence.last]
        if [t.text for t in tokens[1:4:2]] == [",", ","] and tokens[2].text.isdigit() and int(tokens[2].text) < 110:
            return -4.0
        if tokens[0].dep not in ("nsubj", "nsubjpass"):
            return 0.0
        if self.tokens[tokens[0].head].lemma.lower() in words_of("either", "verbs"):
            return -4.0
        following = takewhile(lambda t: t.text != "," and not t.text[0].isupper(), tokens[1:])
        owner = next((t.text for t in following if t.tag == "PRP$"), "")
        return {"its": 3.0, "his": -3.0, "her": -3.0}.get(owner, 0.0)

    def _qualifies(self, first: int, last: int) -> bool:
        """Whether a division or country stands right after a capitalised word and a comma: "Gainesville, Ga."."""
        if first < 2 or not self.tokens[first - 2].text[0].isupper():
            return False
        return any(e.feature in ("PCLI", "ADM1") for e in self.find(self._text(first, last))[:3])

    def _heads(self, first: int, last: int, after: str) -> bool:
        """Whether capitals head a bulletin ("MOZAMBIQUE: CABO DELGADO") or a round-up ("LEBANON —": no town is called that)."""
        capital = any(e.feature == "PPLC" for e in self.find(self._text(first, last)))
        return self._is_country(first, last) and (after == ":" or not capital)

    def _datelined(self, first: int, last: int) -> bool:
        """Whether a sentence opens with this name in capitals and what follows a dateline: "BEIRUT (AFP) -"."""
        name, token = self._text(first, last), self.tokens[last]
        if token.pos in {"ADV", "INTJ"} and not token.text.isupper():  # "FINALLY, ..." in text all in capitals
            return False
        opens = first == 0 or self.tokens[first - 1].sentence != self.tokens[first].sentence
        opens = opens or self.tokens[first - 1].text in (".", "!", "?", '"', "”")
        after = self.tokens[last + 1].text if last + 1 < len(self.tokens) else ""
        if after == "-" and self.tokens[last + 1].start == token.end:
            return False  # "NORD-KIVU"
        return opens and name.isupper() and len(name) > 3 and after in (",", "(", "-", "–", "—", "--", ":", "/")

    def _heads_paragraph(self, first: int, last: int) -> bool:
        """Whether a paragraph opens with this name, and no other does: those who speak in turn are named again."""
        name, start = self._text(first, last), self.tokens[first].start
        opens = start > 0 and self.article.text[start - 1] == "\n"
        return opens and not name.isupper() and self.article.text.count(f"\n{name}:") == 1

    def _before(self, before: Token, first: int) -> float:
        word = before.text.lower().rstrip(".")
        if self._measured(first):
            return 1.5
        if word in words_of("prepositions", "strong"):
            return 1.0
        if word in ("on", "of") and first > 1 and self.tokens[first - 2].lemma.lower() in words_of("verbs", word):
            return 2.0
        if word in words_of("prepositions", "weak"):
            return 0.5
        if word in words_of("titles", "before"):
            return -2.5
        if directional(word):
            return 1.0
        if word in words_of("common", "given") and before.text[0].isupper():
            return -2.0
        if before.text[0].isupper() and before.pos == "PROPN" and before.text.lower() not in kinds():
            return -1.4 if self.labels[first - 1] == "PERSON" else -0.6
        return 0.0

    def _leads(self, i: int) -> bool:
        """Whether the word at token ``i`` names a line: "road", "highway"."""
        return i >= 0 and self.tokens[i].text.lower() in words_of("lines", "nouns")

    def _measured(self, first: int) -> bool:
        """Whether a side, a distance or a road leads to the name: "west of X", "10 km from X", "the road linking X"."""
        if first < 2:
            return False
        ahead, before = (self.tokens[i].text.lower() for i in (first - 2, first - 1))
        if before in ("linking", "connecting", "joining"):
            return self._leads(first - 2)
        return before in ("of", "from") and (compass(ahead) or ahead in words_of("lines", "units"))

    def _after(self, after: Token, last: int, sentence: Sentence) -> float:
        _tokens, word = self.tokens, after.text.lower().rstrip(".")
        if self.sources(last + 1):
            return 0.0
        if after.text[0].isupper() and after.pos in ("PROPN", "NOUN", "ADJ"):
            if word in words_of("bodies", "media"):
                return -1.2
            if word in words_of("bodies", "words") or kinds().get(word) or self.labels[last + 1] == "ORG":
                return 0.4
            if fold(after.text) in peoples() or self._cities([last, after.i]):
                return 0.0
            return -1.4
        if word == "," and last + 2 < sentence.last and self._is_division(last + 2):
            return 1.8
        if word in words_of("common", "locals") or after.text in words_of("happenings", "words"):
            return 0.9
        return 0.3 if word in ("'s", "’s") else 0.0

    def sources(self, i: int) -> bool:
        """Whether token ``i`` ends a headline as its source, the mark before it lost: "12 killed in Homs Monitor"."""
        token = self.tokens[i]
        last = i + 1 == len(self.tokens) or self.tokens[i + 1].sentence != token.sentence
        title = token.text[0].isupper() or token.sentence == 0
        return last and title and token.text.lower() in words_of("bodies", "sources")

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

"""How mentions hang together: which place holds which ("X in northern Y"), and which only lend their name."""

import re
from dataclasses import replace

from dateline.data import table
from dateline.folding import fold
from dateline.mark.evidence import Evidence
from dateline.mark.lines import line
from dateline.mark.lists import in_list, joined, surely_holds
from dateline.mark.mentions import Mention
from dateline.mark.placewords import class_words, directional, kinds, words_of
from dateline.mark.resolve import LINE, kilometres
from dateline.mark.windows import shouts
from dateline.records import ActorMark
from dateline.syntax import tokens_in


def link(reader: Evidence, found: list[Mention]) -> list[Mention]:
    """Adds to each mention its container ("X, Ohio"; "Baghdad's X") and whether it only qualifies something else."""
    linked = []
    inside = {i for m in found if m.kind == "name" for i in range(m.first, m.last + 1)}
    for n, mention in enumerate(found):
        within = _container(reader, found, n)
        side = (
            _side(reader.article.text[mention.span.end : found[within].span.start]) if within and within > n else None
        )
        asked = "ADM1" if _division(reader, mention) else mention.asked
        lent = mention.lent or _lent(reader, mention, inside)
        mate = _mate(reader, found, n)
        linked.append(replace(mention, within=within, side=side, lent=lent, asked=asked, mate=mate))
    return _without_strangers(reader, _countries(_shared(reader, linked)))


def _near(reader: Evidence, here: Mention, after: Mention) -> bool:
    """ "Al Salam camp near Nyala", "Tarik, 20 km north of Amerli", "the Karrada district of Baghdad" """
    gap = reader.article.text[here.span.end : after.span.start]
    wide = any(e.feature in ("PCLI", "ADM1") for e in after.entries[:2])
    return _quarter_of(reader, here, after) or (bool(_NEAR.match(gap)) and not wide)


def _quarter_of(reader: Evidence, here: Mention, after: Mention) -> bool:
    """ "The Karrada district of Baghdad", "the Machedi area of Kathua district" """
    part = _PART_OF.match(reader.article.text[here.span.end : after.span.start])
    first = {e.feature for e in after.entries[:2]}
    holds = (after.asked == "ADM2" or first & {*TOWNS}) and "PCLI" not in first
    return part is not None and kinds().get(part[1]) in ("ADM2", "PPLX", "AREA") and bool(holds)


def _shared(reader: Evidence, linked: list[Mention]) -> list[Mention]:
    """ "The villages of A, B and C in D": what holds the last of a list, called places of a kind, holds them all."""
    for n in range(len(linked) - 2, -1, -1):
        here, after = linked[n], linked[n + 1]
        held = after.within is not None and after.within > n + 1
        if held and here.within is None and joined(reader, here, after) and _told_as_place(reader, here):
            linked[n] = replace(here, within=after.within)
    return linked


def _mate(reader: Evidence, found: list[Mention], n: int) -> int | None:
    """The other end of the line that the mention is an end of, or the town it is said to lie near."""
    if n + 1 < len(found) and (line(reader.article, found[n], found[n + 1]) or _near(reader, found[n], found[n + 1])):
        return n + 1
    return n - 1 if n and line(reader.article, found[n - 1], found[n]) else None


def _without_strangers(reader: Evidence, linked: list[Mention]) -> list[Mention]:
    """A name told to lie in a division that holds none of its readings is a place no gazetteer has, at every mention."""
    told = [m for n, m in enumerate(linked) if m.within is not None and not _fits(linked[m.within], m, m.within < n)]
    near = [m for n, m in enumerate(linked) if m.mate == n + 1 and _far(m, linked[n + 1], LINE)]
    parts = [n for n, m in enumerate(linked[:-1]) if _quarter_of(reader, m, linked[n + 1])]
    lost = {n: n + 1 for n in parts if _far(linked[n], linked[n + 1], _ACROSS)}
    strange = {fold(m.name) for m in (*told, *near, *(linked[n] for n in lost))}
    return [
        replace(m, entries=(), within=lost.get(n, m.within))
        if m in told or n in lost or (m.within is None and fold(m.name) in strange)
        else m
        for n, m in enumerate(linked)
    ]


def _container(reader: Evidence, found: list[Mention], n: int) -> int | None:
    here = found[n]
    if n + 1 < len(found):
        after = found[n + 1]
        gap = reader.article.text[here.span.end : after.span.start]
        lone = not in_list(reader, found, n) or gap.strip() != "," or surely_holds(after, here)
        told = gap.strip() != "," and after.asked in ("ADM1", "ADM2")  # "a village in northern Y province"
        if after.kind == "name" and _holding(gap) and (_may_hold(after, here) or told) and lone:
            inner = n + 2 < len(found) and found[n + 2].asked in ("ADM1", "ADM2") and _owns(reader, after, found[n + 2])
            return n + 2 if inner else n + 1
    if n and here.kind != "people":
        before = found[n - 1]
        if before.kind == "name" and _owns(reader, before, here):
            return n - 1
    return None


def _owns(reader: Evidence, before: Mention, here: Mention) -> bool:
    """ "Mexico's Sonora", "Mexico's restive western state of Michoacan" """
    gap = reader.article.text[before.span.end : here.span.start].lower()
    if gap in ("'s ", "’s ", "’ ", "' ", "s "):
        return True
    words = list(reader.tokens[before.last + 1 : here.first])
    if not re.match(r"['’]s? ", gap) or len(words) > _OWNED:
        return False
    if len(words) > 2 and words[-1].text == "of" and words[-2].text.lower() in kinds():
        words = words[:-2]
    return all(t.tag in {"JJ", "JJR", "JJS"} or directional(t.text) for t in words[1:])


def _countries(linked: list[Mention]) -> list[Mention]:
    """The owner of a state or province is its country: "Mexico's western state of Michoacan", not the State of Mexico."""
    owners = {m.within for n, m in enumerate(linked) if m.asked == "ADM1" and m.within is not None and m.within < n}
    return [
        replace(m, asked="PCLI") if n in owners and any(e.feature == "PCLI" for e in m.entries) else m
        for n, m in enumerate(linked)
    ]


_OWNED = 6  # words and signs between the two
_OF = re.compile(r"\b(\w+) of (?:(?:[A-Z][\w-]*(?:,| and| or)? ){1,3}(?<=and )|(?:[A-Z][\w-]*, )+)?$")
_NEAR = re.compile(
    r"^(?: [a-z]+){0,2},? (?:(?:just |about |some |around )?(?:\d+|\w+) (?:km|kilomet(?:er|re)s|miles) )?"
    r"(?:near|close to|outside|(?:to the )?(?:north|south)?-?(?:east|west|north|south) of) (?:the (?:city|town) of )?$"
)
_PART_OF = re.compile(r"^ (\w+) of (?:the (?:city|town) of )?$")
_WITHIN = re.compile(
    r"^(?: ?,| \(|,? (?P<words>(?:[\w-]+ ){0,3})in (?:the )?(?P<side>[\w-]+ )?(?:the )?(?:(?P<kind>\w+) of )?)\s*$"
)


def _holding(gap: str) -> bool:
    """Whether the words between two names say that the second holds the first: "X crossing in northwestern Y"."""
    found = _WITHIN.match(gap)
    if not found:
        return False
    words, side = (found.group("words") or "").split(), (found.group("side") or "").strip().lower()
    classes = all(word.rstrip(",") in class_words() for word in words)
    return classes and (not side or directional(side) or side in kinds())


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


TOWNS = ("PPL", "PPLC", "PPLX")
_TOWN = 60.0  # km: how far from its centre the greatest city's quarters lie
_ACROSS = 150.0  # km: no second-level division but the Arctic's and the Sahara's reaches farther from its seat


def _far(here: Mention, mate: Mention, reach: float) -> bool:
    """Whether no reading of a name lies within ``reach`` km of one of the place that it is told beside."""
    surely = any(fold(e.name) == fold(mate.name) for e in mate.entries)
    towns = [e for e in mate.entries[:8] if e.feature in TOWNS or reach == LINE]
    pairs = [(a, b) for a in here.entries for b in towns or mate.entries[:8] if surely]
    return bool(pairs) and all(kilometres(a, b) > reach + a.radius_km + b.radius_km for a, b in pairs)


def _fits(outer: Mention, inner: Mention, owned: bool) -> bool:
    """Whether ``inner`` may lie where it is told to: in a division, or in the town that owns it ("Lima's Rimac district")."""
    if owned and inner.asked in ("PPLX", "PPL", "ADM2") and any(e.feature in TOWNS for e in outer.entries[:3]):
        return any(kilometres(d, e) < _TOWN + d.radius_km for d in outer.entries[:5] for e in inner.entries)
    return _holds_any(outer, inner)


def _holds_any(outer: Mention, inner: Mention) -> bool:
    """Whether any reading of ``inner`` may lie in the division told to hold it; if none, no gazetteer has the place."""
    if outer.asked == "ADM2" and outer.kind == "name" and outer.entries:
        return any(kilometres(d, e) < _ACROSS + d.radius_km for d in outer.entries[:5] for e in inner.entries)
    if outer.asked != "ADM1":
        return True
    divisions = [e for e in outer.entries[:5] if e.feature == "ADM1"]
    return not divisions or any(
        (e.country, e.admin1) == (d.country, d.admin1) or kilometres(d, e) < d.radius_km + 15
        for d in divisions
        for e in inner.entries
    )


def _joined_participle(reader: Evidence, mention: Mention) -> bool:
    """ "US-led", "Britain-based", "Turkish-backed": a name that only tells of whom or whence."""
    after = [t.text for t in reader.tokens[mention.last + 1 : mention.last + 3]]
    return (
        len(after) == 2 and after[0] in ("-", "–") and after[1].lower().endswith(("ed", "led", "run", "born", "made"))
    )


def _only_places(reader: Evidence, actor: ActorMark, inside: set[int]) -> bool:
    """ "Kharkiv to Izium", "Aleppo Hama", "Qalamoun Barrens": places that the parser took for one body's name."""
    names = [t for t in tokens_in(reader.parse, actor.span.start, actor.span.end) if t.text[0].isupper()]
    strange = [t for t in names if t.i not in inside and t.text.lower() not in kinds()]
    return actor.id is None and actor.type is None and len(names) > 1 and not strange


def _no_party(reader: Evidence, actor: ActorMark, inside: set[int]) -> bool:
    """A list of places, or premises ("his central Tehran office"), that the parser took for a body's name."""
    nobody = actor.id is None and actor.type is None
    premises = nobody and reader.tokens[actor.head].text in words_of("premises", "words")
    return premises or _only_places(reader, actor, inside)


def _told_as_place(reader: Evidence, mention: Mention) -> bool:
    """ "The cities of X and Y": called places in so many words."""
    before = reader.article.text[max(0, mention.span.start - 60) : mention.span.start]
    found = _OF.search(before)
    return found is not None and found.group(1).lower() in kinds()


def _division(reader: Evidence, mention: Mention) -> bool:
    """ "Zamfara, Katsina and Sokoto states", which read like a name for governments: divisions called what they are."""
    token = reader.tokens[mention.last]
    while token.dep == "conj":
        token = reader.tokens[token.head]
    noun = reader.tokens[token.head]
    called = noun.text.islower() and kinds().get(noun.lemma) == "ADM1" and noun.start > mention.span.end
    return called and any(e.feature == "ADM1" for e in mention.entries[:4])


def _titled(reader: Evidence, mention: Mention) -> bool:
    """ "In Aleppo Advances": in a headline all in capitals the word after a name does not make it a longer one."""
    sentence = reader.parse.sentences[reader.tokens[mention.first].sentence]
    before = reader.tokens[mention.first - 1].text.lower() if mention.first > sentence.first else ""
    strong = before in words_of("prepositions", "strong")
    return strong and shouts(reader.tokens[sentence.first : sentence.last])


def _lent(reader: Evidence, mention: Mention, inside: set[int]) -> bool:
    """Whether the name only says whose or what kind: inside an actor's name, or before a noun ("US troops")."""
    span = mention.span
    if _told_as_place(reader, mention) or _titled(reader, mention) or _division(reader, mention):
        return False
    around = (a for a in reader.actors.at(span.start, span.end) if a.span.holds(span))
    parties = [a for a in around if not reader.sources(a.head) and not _no_party(reader, a, inside)]
    if any(a.span != span and a.via != "pronoun" for a in parties):
        return True
    if any(a.span == span and a.type is not None and a.via != "country" for a in parties):
        return True
    head = reader.tokens[mention.last]
    if _joined_participle(reader, mention):
        return True
    noun = reader.tokens[head.head]
    if reader.sources(noun.i):
        return False
    if noun.entity[2:] in ("DATE", "TIME"):  # "in Basra Saturday"
        return False
    if noun.i in inside or noun.pos == "VERB":  # "Syrias Aleppo": the owner of a place is a place; "in X advances"
        return False
    gap = reader.tokens[mention.last + 1 : noun.i]
    if (
        head.dep not in ("compound", "nmod", "amod")
        or noun.start < span.end
        or any(t.pos in ("CCONJ", "PUNCT", "ADP") for t in gap)
    ):
        return False
    asked = kinds().get(noun.text.lower()) or kinds().get(noun.lemma)
    if any(e.feature == "PCLI" for e in mention.entries[:1]):
        return asked not in ("ADM1", "ADM2", "PPL", "PPLX", "NAT", "AREA")
    where = words_of("happenings", "words") | words_of("premises", "words")
    return asked is None and noun.text.lower() not in where

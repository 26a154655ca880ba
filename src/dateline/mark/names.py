"""Names of actors: those of the registry, other names the parser or their capitals show, and countries that act."""

import re
from collections.abc import Iterator

from dateline.mark.nouns import noun_of, wordset
from dateline.mark.registry import STATE, Hit
from dateline.mark.sight import Sight
from dateline.mark.spelling import fold
from dateline.records import ActorMark, Token
from dateline.syntax import head_of
from dateline.vocab import ZoneKind

_ALWAYS = {"group", "force", "org", "media", "leader", "palace"}
_PLACE_NOUNS = {
    "province",
    "district",
    "city",
    "town",
    "village",
    "airport",
    "airbase",
    "base",
    "border",
    "governorate",
    "region",
    "area",
    "countryside",
    "neighborhood",
    "neighbourhood",
    "crossing",
    "dam",
    "river",
    "street",
    "square",
    "road",
    "highway",
    "field",
    "camp",
    "hospital",
    "mosque",
    "coast",
    "capital",
    "territory",
    "soil",
    "side",
    "airspace",
    "frontier",
    "valley",
    "mountain",
    "island",
    "state",
    "county",
    "gate",
    "bridge",
    "prison",
    "desert",
    "mountains",
    "suburb",
    "quarter",
    "peninsula",
}
_MOVE = {
    "leave",
    "enter",
    "visit",
    "reach",
    "flee",
    "cross",
    "exit",
    "quit",
    "turn",
    "divide",
    "escape",
    "tour",
    "depart",
    "approach",
}
_WHERE = {
    "in",
    "at",
    "near",
    "from",
    "into",
    "inside",
    "outside",
    "across",
    "through",
    "throughout",
    "around",
    "over",
    "within",
    "toward",
    "towards",
    "to",
    "via",
    "along",
    "beyond",
    "north",
    "south",
    "east",
    "west",
    "off",
}
_AGAINST = {
    "against",
    "with",
    "between",
    "by",
    "for",
    "on",
    "upon",
    "of",
    "versus",
    "among",
    "like",
    "including",
    "under",
    "behind",
    "about",
}
_SAY = {
    "say",
    "accuse",
    "warn",
    "deny",
    "announce",
    "claim",
    "blame",
    "urge",
    "want",
    "reject",
    "condemn",
    "support",
    "back",
    "agree",
    "insist",
    "refuse",
    "call",
    "demand",
    "threaten",
    "impose",
    "seek",
    "hope",
    "believe",
    "consider",
    "vow",
    "ask",
    "describe",
    "welcome",
    "fear",
    "respond",
    "accept",
    "offer",
    "declare",
    "order",
    "allege",
    "maintain",
    "decide",
    "view",
    "see",
    "recognize",
    "summon",
    "suspend",
    "sign",
    "send",
    "launch",
    "fund",
    "arm",
    "train",
    "pledge",
    "retaliate",
    "argue",
    "tell",
    "know",
    "designate",
}


def name_marks(sight: Sight) -> Iterator[ActorMark]:
    """Registry names that are actors wherever they stand: groups, forces, bodies, media, leaders, palaces."""
    for hit in sight.hits:
        if hit.kind in _ALWAYS:
            yield _registered(sight, hit)


def _registered(sight: Sight, hit: Hit) -> ActorMark:
    first, last = sight.ends[hit]
    head = head_of(sight.parse, hit.start, hit.end)
    head = last if head is None else head
    actor = hit.actor
    if hit.kind == "leader":
        first = _titles(sight, first)
    start = sight.parse.tokens[first].start
    span = sight.article.span(min(start, hit.start), hit.end)
    via = "country" if hit.kind == "palace" else "name"
    name = sight.article.text[hit.start : hit.end]
    return ActorMark(span, head, " ".join(name.split()), actor.id, actor.type, actor.country, via)


def _titles(sight: Sight, first: int) -> int:
    """Back over titles and what belongs to them: "US President", "Lt. Gen."."""
    i, titles = first, wordset("titles", "words")
    while i > 0 and _title(sight, sight.parse.tokens[i - 1], titles) and _same(sight, i - 1, first):
        i -= 1
    if (
        i < first
        and i > 0
        and (i - 1) in sight.at
        and sight.at[i - 1].kind in ("adjective", "state")
        and _same(sight, i - 1, first)
    ):
        i = sight.ends[sight.at[i - 1]][0]
    return i


def _title(sight: Sight, token: Token, titles: frozenset[str]) -> bool:
    return token.text.lower().rstrip(".") in titles and token.i not in sight.at


def _same(sight: Sight, i: int, j: int) -> bool:
    return sight.parse.tokens[i].sentence == sight.parse.tokens[j].sentence


# ---------------------------------------------------------------- names outside the registry


def other_names(sight: Sight) -> Iterator[ActorMark]:
    """People, bodies and groups the registry does not hold, kept as their words."""
    taken: set[int] = set()
    for first, last, label in _runs(sight):
        if taken & set(range(first, last + 1)):
            continue
        mark = _other(sight, first, last, label)
        if mark:
            taken.update(range(first, last + 1))
            yield mark


def _runs(sight: Sight) -> Iterator[tuple[int, int, str]]:
    """Runs of capitalised words that hold a group word, then the parser's people, bodies and peoples."""
    yield from _group_runs(sight)
    tokens, i = sight.parse.tokens, 0
    while i < len(tokens):
        label = tokens[i].entity[2:]
        j = i
        while j + 1 < len(tokens) and tokens[j + 1].entity == f"I-{label}":
            j += 1
        if label in ("PERSON", "ORG", "NORP") and not _meta(sight, i) and tokens[i].entity.startswith("B"):
            yield i, j, label
        i = j + 1
    yield from _bare_runs(sight)


def _bare_runs(sight: Sight) -> Iterator[tuple[int, int, str]]:
    """Runs of proper nouns that act but bear no label, or labels at odds: names the parser does not know."""
    tokens = sight.parse.tokens
    for token in sight.tokens():
        if (
            token.pos != "PROPN"
            or token.dep not in ("nsubj", "nsubjpass", "appos")
            or token.entity not in ("", "I-PERSON")
        ):
            continue
        first = token.i
        while (
            first > 0
            and tokens[first - 1].pos == "PROPN"
            and tokens[first - 1].dep == "compound"
            and _same(sight, first - 1, first)
        ):
            first -= 1
        if first < token.i and not _shouted(sight, first) and all(_capital(t) for t in tokens[first : token.i + 1]):
            yield first, token.i, "NAME"


def _meta(sight: Sight, i: int) -> bool:
    return sight.parse.sentences[sight.parse.tokens[i].sentence].zone == ZoneKind.META


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos != "PUNCT"


def _group_runs(sight: Sight) -> Iterator[tuple[int, int, str]]:
    tokens, i = sight.parse.tokens, 0
    english, foreign = wordset("names", "english"), wordset("names", "transliterated")
    while i < len(tokens):
        if not _capital(tokens[i]) or _meta(sight, i):
            i += 1
            continue
        j = i
        while j + 1 < len(tokens) and _goes_on(sight, j + 1) and _same(sight, i, j + 1):
            j += 1
        while j > i and not _capital(tokens[j]) and tokens[j].text.lower() not in english:
            j -= 1
        first = i + 1 if tokens[i].tag in ("DT", "IN", "PRP", "RB", "CC", "PRP$", "WRB") else i
        words = {fold(t.text) for t in tokens[first : j + 1]}
        if j > first and not _shouted(sight, first) and ((words & english) or (words & foreign)):
            yield first, j, "GROUP"
        i = j + 1


def _shouted(sight: Sight, i: int) -> bool:
    """Whether nearly all words of the sentence have capitals, so that they show nothing."""
    sentence = sight.parse.sentences[sight.parse.tokens[i].sentence]
    words = [t.text for t in sight.parse.tokens[sentence.first : sentence.last] if t.text[:1].isalpha()]
    return len(words) > 4 and sum(w[0].isupper() for w in words) > 0.8 * len(words)


def _goes_on(sight: Sight, i: int) -> bool:
    """Whether a run of capitals goes on at token ``i``: capitals, hyphens, articles, "of", and a closing "group"."""
    tokens = sight.parse.tokens
    token = tokens[i]
    if _capital(token):
        return True
    following = i + 1 < len(tokens) and _capital(tokens[i + 1])
    if (
        token.text.lower()
        in ("al", "el", "of", "for", "ul", "ibn", "bin", "de", "du", "la", "wal", "-", "the", "and", "’s", "'s")
        and following
    ):
        return token.text.lower() not in ("the", "and", "for", "'s", "’s") or tokens[i - 1].text.lower() in (
            "of",
            "for",
        )
    if (
        token.text == "-"
        and i + 1 < len(tokens)
        and tokens[i + 1].text.lower() in ("al", "el", "ul", "e", "ash", "as", "ad")
    ):
        return True
    return token.text.lower() in ("group", "militia", "brigade", "movement", "gang", "cartel", "faction")


def _other(sight: Sight, first: int, last: int, label: str) -> ActorMark | None:
    tokens = sight.parse.tokens
    while first < last and (tokens[first].tag in ("DT", "POS", "PRP$") or tokens[first].pos == "PUNCT"):
        first += 1
    while last > first and (tokens[last].tag in ("POS",) or tokens[last].pos == "PUNCT"):
        last -= 1
    if (
        any(i in sight.at and sight.at[i].kind != "adjective" for i in range(first, last + 1))
        or not tokens[first].text[:1].isupper()
    ):
        return None
    text = sight.span(first, last).text
    if label != "GROUP" and (_placelike(sight, first, last) or not re.search(r"[^\W\d_]{2}", text)):
        return None
    head = head_of(sight.parse, tokens[first].start, tokens[last].end)
    head = last if head is None else head
    if label == "NORP":
        return _people(sight, head, text)
    start = _titles(sight, first) if label == "PERSON" else first
    country = next((sight.at[i].actor.country for i in range(start, last + 1) if i in sight.at), None)
    kind = STATE if label == "PERSON" and country and start < first else None
    ident = f"state:{country}" if kind else None
    return ActorMark(sight.span(start, last), head, " ".join(text.split()), ident, kind, country)


def _placelike(sight: Sight, first: int, last: int) -> bool:
    """Whether the words round a name show a place: "in X", "X province"."""
    tokens = sight.parse.tokens
    if last + 1 < len(tokens) and tokens[last + 1].lemma.lower() in _PLACE_NOUNS:
        return True
    if any(t.lemma.lower() in _PLACE_NOUNS for t in tokens[first : last + 1]):
        return True
    head = head_of(sight.parse, tokens[first].start, tokens[last].end)
    token = tokens[last if head is None else head]
    if token.dep == "compound" and tokens[token.head].lemma.lower() in _PLACE_NOUNS:
        return True
    while token.dep in ("conj", "appos") and token.head != token.i:
        token = tokens[token.head]
    if token.dep == "pobj" and tokens[token.head].text.lower() in _WHERE - {"from", "to", "over"}:
        return True
    return first == last and not tokens[first].text.isupper() and token.dep not in _PARTIES


_PARTIES = {"nsubj", "nsubjpass", "agent", "appos", "poss", "dobj"}


def _people(sight: Sight, head: int, text: str) -> ActorMark | None:
    token = sight.parse.tokens[head]
    if token.tag not in ("NNS", "NNPS") and not text.endswith("s"):
        return None
    if noun_of(sight.parse.tokens[token.head]) and token.dep in ("amod", "compound"):
        return None
    return ActorMark(sight.article.span(token.start, token.end), head, token.text, None, "civilians", None)


# ---------------------------------------------------------------- countries


def country_marks(sight: Sight) -> Iterator[ActorMark]:
    """Countries, seats of power and peoples where their place in the clause makes them act or be acted upon."""
    for hit in sight.hits:
        if hit.kind in ("state", "seat", "adjective", "people") and _acts(sight, hit):
            yield _country(sight, hit)


def _country(sight: Sight, hit: Hit) -> ActorMark:
    first, last = sight.ends[hit]
    head = head_of(sight.parse, hit.start, hit.end)
    head = last if head is None else head
    text = " ".join(sight.article.text[hit.start : hit.end].split())
    if hit.kind == "people" and not _the(sight, first):
        return ActorMark(sight.article.span(hit.start, hit.end), head, text, None, "civilians", hit.actor.country)
    span = sight.article.span(hit.start, hit.end)
    return ActorMark(span, head, text, hit.actor.id, hit.actor.type, hit.actor.country, "country")


def _the(sight: Sight, first: int) -> bool:
    return first > 0 and sight.parse.tokens[first - 1].text.lower() == "the"


def _acts(sight: Sight, hit: Hit) -> bool:
    head = head_of(sight.parse, hit.start, hit.end)
    if head is None:
        return False
    token = sight.parse.tokens[head]
    if hit.kind == "people":
        return token.dep not in ("amod", "compound")
    above = sight.parse.tokens[token.head]
    if token.dep in ("conj",) and above.i in sight.at and above.i != head:
        return _acts(sight, sight.at[above.i]) if sight.at[above.i] is not hit else False
    if token.dep in ("amod", "compound", "nmod"):
        return (
            above.lemma.lower() not in _PLACE_NOUNS
            and above.pos in ("NOUN", "PROPN")
            and above.i not in sight.at
            and hit.kind != "seat"
        )
    if hit.kind == "seat":
        return _seat_acts(sight, token, above)
    if token.dep == "dobj":
        return above.lemma.lower() not in _MOVE
    if token.dep in ("nsubj", "nsubjpass", "dative", "agent"):
        return True
    if token.dep == "poss":
        return above.lemma.lower() not in _PLACE_NOUNS and noun_of(above) is None
    return token.dep == "pobj" and above.text.lower() in _AGAINST and not _locative_of(sight, above)


def _locative_of(sight: Sight, prep: Token) -> bool:
    """ "east of Syria", "the city of Homs", "on Iraq's roads" are places."""
    governor = sight.parse.tokens[prep.head]
    if prep.text.lower() in ("of", "on", "for", "about"):
        return not (governor.pos == "NOUN" and noun_of(governor) is None and governor.lemma.lower() in _ACTS_ON)
    return False


_ACTS_ON = {
    "support",
    "war",
    "attack",
    "sanction",
    "withdrawal",
    "invasion",
    "pressure",
    "aid",
    "assault",
    "strike",
    "threat",
    "enemy",
    "offensive",
    "aggression",
    "intervention",
    "role",
    "influence",
    "policy",
    "help",
    "consent",
    "request",
    "interest",
}


def _seat_acts(sight: Sight, token: Token, above: Token) -> bool:
    if token.dep == "nsubj" and above.pos == "VERB" and above.lemma.lower() in _SAY:
        return True
    if token.dep == "pobj" and above.text.lower() in ("between", "with", "against", "by"):
        return True
    if token.dep == "poss":
        return above.lemma.lower() in _ACTS_ON | {
            "ally",
            "stance",
            "position",
            "backing",
            "relation",
            "ambassador",
            "decision",
            "backer",
        }
    return False

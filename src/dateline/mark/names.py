"""Names of actors: those of the registry, other names the parser or their capitals show, and countries that act."""

import re
from collections.abc import Iterator

from dateline.mark.nouns import bounds, noun_of, wordset
from dateline.mark.registry import Actor, Hit
from dateline.mark.sight import Sight
from dateline.mark.spelling import fold
from dateline.mark.weapons import names_weapon
from dateline.records import ActorMark, Token
from dateline.syntax import head_of
from dateline.vocab import ZoneKind

_ALWAYS = {"group", "force", "org", "media", "leader", "palace"}


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
    end = hit.end
    if hit.kind == "leader":
        first = _titles(sight, first, head)
        end = max(end, _surnames_end(sight, last))
    start = sight.parse.tokens[first].start
    span = sight.article.span(min(start, hit.start), end)
    via = "country" if hit.kind == "palace" else "name"
    name = sight.article.text[hit.start : hit.end]
    return ActorMark(span, head, " ".join(name.split()), actor.id, actor.type, actor.country, via)


def _surnames_end(sight: Sight, last: int) -> int:
    """Where a personal name ends that the registry gives only in part: "Virgilio Barco" Vargas."""
    tokens = sight.parse.tokens
    while last + 1 < len(tokens) and tokens[last + 1].entity == "I-PERSON" and tokens[last + 1].text.istitle():
        last += 1
    return tokens[last].end


def _titles(sight: Sight, first: int, head: int) -> int:
    """Back over titles and what belongs to them: "US President", "Lt. Gen.", "UN Special Envoy"."""
    titles = wordset("titles", "words")
    start = min(bounds(sight.parse, head)[0], first)
    while start < first and sight.parse.tokens[start].tag in ("DT", "PRP$", "CD", "POS", ",", "``"):
        start += 1
    between = sight.parse.tokens[start:first]
    if any(_title(sight, t, titles) for t in between) and not any(t.tag in (",", "CC", "POS") for t in between):
        return start
    i = first
    while i > 0 and _title(sight, sight.parse.tokens[i - 1], titles) and _same(sight, i - 1, first):
        i -= 1
    if (
        i < first
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
    while last > first and (
        tokens[last].tag in ("POS",) or not tokens[last].text[:1].isalnum() or tokens[last].pos == "PUNCT"
    ):
        last -= 1
    if (
        any(i in sight.at and sight.at[i].kind != "adjective" for i in range(first, last + 1))
        or not tokens[first].text[:1].isupper()
    ):
        return None
    text = sight.span(first, last).text
    if _PLACED.match(tokens[first].text) or names_weapon(text):
        return None
    if label != "GROUP" and (_placelike(sight, first, last) or not re.search(r"[^\W\d_]{2}", text)):
        return None
    head = head_of(sight.parse, tokens[first].start, tokens[last].end)
    head = last if head is None else head
    if label == "NORP":
        return _people(sight, head, text)
    name = " ".join(text.split())
    start = _titles(sight, first, head) if label in ("PERSON", "NAME") else first
    owner = next((sight.at[i].actor for i in range(start, first) if i in sight.at), None)
    if owner is None:
        country = next((sight.at[i].actor.country for i in range(first, last + 1) if i in sight.at), None)
        return ActorMark(sight.span(start, last), head, name, None, None, country)
    return ActorMark(sight.span(start, last), head, name, _speaks_for(owner), owner.type, owner.country)


def _speaks_for(owner: Actor) -> str | None:
    return owner.of if owner.kind == "leader" else owner.id


_PLACED = re.compile(
    r"^(near|in|at|from|operation|north|south|east|west|northern|southern|eastern|western|exercise|battle)$", re.I
)


def _placelike(sight: Sight, first: int, last: int) -> bool:
    """Whether the words round a name show a place: "in X", "X province"."""
    tokens = sight.parse.tokens
    if last + 1 < len(tokens) and tokens[last + 1].lemma.lower() in wordset("clause", "places"):
        return True
    if any(t.lemma.lower() in wordset("clause", "places") for t in tokens[first : last + 1]):
        return True
    head = head_of(sight.parse, tokens[first].start, tokens[last].end)
    token = tokens[last if head is None else head]
    if token.dep == "compound" and tokens[token.head].lemma.lower() in wordset("clause", "places"):
        return True
    while token.dep in ("conj", "appos") and token.head != token.i:
        token = tokens[token.head]
    if token.dep == "pobj" and tokens[token.head].text.lower() in wordset("clause", "where") - {"from", "to", "over"}:
        return True
    if token.dep == "dobj" and tokens[token.head].lemma.lower() in _TAKE:
        return True
    return first == last and not tokens[first].text.isupper() and token.dep not in _PARTIES


_TAKE = {"capture", "recapture", "seize", "retake", "storm", "shell", "bombard", "enter", "leave", "reach", "besiege"}
_PARTIES = {"nsubj", "nsubjpass", "agent", "appos", "poss", "dobj"}


def _people(sight: Sight, head: int, text: str) -> ActorMark | None:
    token = sight.parse.tokens[head]
    if token.tag not in ("NNS", "NNPS") and not text.endswith("s"):
        return None
    if noun_of(sight.parse.tokens[token.head]) and token.dep in ("amod", "compound"):
        return None
    return ActorMark(sight.article.span(token.start, token.end), head, token.text, None, "civilians", None)

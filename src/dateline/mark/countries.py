"""Countries, seats of power and peoples as actors: where their place in the clause makes them act or be acted upon."""

from collections.abc import Iterator

from dateline.mark.nouns import noun_of, wordset
from dateline.mark.registry import Hit
from dateline.mark.sight import Sight
from dateline.records import ActorMark, Token
from dateline.syntax import head_of


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
    if head is None or sight.prefixed(sight.ends[hit][0]):
        return False
    token = sight.parse.tokens[head]
    if hit.kind == "people":
        return token.dep not in ("amod", "compound")
    above = sight.parse.tokens[token.head]
    if token.dep in ("conj",) and above.i in sight.at and above.i != head:
        return _acts(sight, sight.at[above.i]) if sight.at[above.i] is not hit else False
    if token.dep in ("amod", "compound", "nmod"):
        return (
            above.lemma.lower() not in wordset("clause", "places")
            and above.pos in ("NOUN", "PROPN")
            and above.i not in sight.at
            and hit.kind != "seat"
        )
    if hit.kind == "seat":
        return _seat_acts(sight, token, above)
    if token.dep == "dobj":
        return above.lemma.lower() not in wordset("clause", "motion")
    if token.dep in ("nsubj", "nsubjpass", "dative", "agent"):
        return True
    if token.dep == "poss":
        return above.lemma.lower() not in wordset("clause", "places") and noun_of(above) is None
    return token.dep == "pobj" and above.text.lower() in wordset("clause", "against") and not _locative_of(sight, above)


def _locative_of(sight: Sight, prep: Token) -> bool:
    """ "east of Syria", "the city of Homs", "on Iraq's roads" are places."""
    governor = sight.parse.tokens[prep.head]
    if prep.text.lower() in ("of", "on", "for", "about"):
        return not (
            governor.pos == "NOUN"
            and noun_of(governor) is None
            and governor.lemma.lower() in wordset("clause", "dealings")
        )
    return False


def _seat_acts(sight: Sight, token: Token, above: Token) -> bool:
    if token.dep == "nsubj" and above.pos == "VERB" and above.lemma.lower() in wordset("clause", "speaks"):
        return True
    if token.dep == "dobj":
        return above.lemma.lower() in wordset("clause", "addresses")
    if token.dep == "pobj" and above.text.lower() in ("between", "with", "against", "by"):
        return True
    if token.dep == "poss":
        return above.lemma.lower() in wordset("clause", "dealings") | {
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

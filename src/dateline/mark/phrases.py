"""Noun phrases that name actors, and whom they belong to: "the Syrian army" is the army of Syria."""

from collections.abc import Iterator

from dateline.mark.nouns import Noun, bare_name, bounds, modifiers, noun_of, wordset
from dateline.mark.registry import STATE, Hit
from dateline.mark.sight import Sight
from dateline.records import ActorMark, Token
from dateline.syntax import children

_FORCES = {"military", "army", "air-force", "navy", "police", "security"}
_AS_MODIFIER = {"military", "army", "navy", "police", "government", "rebels", "accused", "gunmen"}
_PLAIN = {"military", "major", "general", "state", "court", "people", "deputy"}  # before another noun, no actors
_OFFICES = {"secretary", "head", "minister", "department", "ministry", "chief"}
_JOINT = {"coalition", "alliance", "mission", "force"}  # with "international" and the like, forces from outside
_SERVICES = {"police", "army", "military", "security", "intelligence", "prison"}
_CLASS_ONLY = {"air", "force", "body"}  # nouns too vague to be actors by themselves


def phrase_marks(sight: Sight) -> Iterator[ActorMark]:
    """A mark for each noun phrase headed by an actor noun, and for actor nouns that modify another noun."""
    for token in sight.tokens():
        noun = noun_of(token)
        if (
            noun
            and not sight.prefixed(token.i)
            and (_is_head(token) or _modifies(sight, token, noun))
            and not _named_so(sight, token)
        ):
            yield from _marks(sight, token, noun)


def _is_head(token: Token) -> bool:
    return (
        token.dep not in ("compound", "amod", "nmod", "quantmod", "npadvmod", "advmod", "punct") and token.pos != "ADJ"
    )


def _modifies(sight: Sight, token: Token, noun: Noun) -> bool:
    """Whether an actor noun stands before a noun that is no actor: "rebel positions", "army convoy"."""
    if token.dep not in ("compound", "amod", "nmod") or noun.group not in _AS_MODIFIER:
        return False
    above = sight.parse.tokens[token.head]
    if token.lemma.lower() in _PLAIN:
        return token.lemma.lower() == "military" and token.i - 1 in sight.at and noun_of(above) is None
    if token.pos == "ADJ" and (noun.group not in ("rebels", "accused", "government") or above.pos != "NOUN"):
        return False
    person = above.entity.endswith("PERSON") or (above.i in sight.at and sight.at[above.i].kind == "leader")
    return noun_of(above) is None and sight.at.get(token.i) is None and not person


def _named_so(sight: Sight, token: Token) -> bool:
    """Whether the noun is the last word of a registry name ("Free Syrian Army"), which is marked as a name."""
    hit = sight.at.get(token.i)
    if hit is None:
        return _opens_name(sight, token)
    first, last = sight.ends[hit]
    return first < last


def _opens_name(sight: Sight, token: Token) -> bool:
    """Whether a capital noun goes on as a name: "Network of Free Schools"."""
    tokens = sight.parse.tokens
    if not token.text.istitle() or token.i + 2 >= len(tokens) or tokens[token.i + 1].text not in ("of", "for"):
        return False
    return tokens[token.i + 2].pos == "PROPN" and (token.i + 2) not in sight.at and token.pos == "PROPN"


def _marks(sight: Sight, token: Token, noun: Noun) -> Iterator[ActorMark]:
    first, last = bounds(sight.parse, token.i)
    first = sight.ends[sight.at[first]][0] if first in sight.at else _beside(sight, first)
    first = _possessor(sight, first)
    owner = _owner(sight, first, token, noun)
    if not _stands(sight, first, token, noun, owner):
        return
    others = list(_shared(sight, first, token, noun))
    yield from others
    first = _past(sight, first, others)
    end = _of_end(sight, token, noun)
    start = bare_name(sight.parse, first, last)
    name = " ".join(sight.span(start, end).text.split())
    ident, kind, country = _resolve(sight, token, noun, owner, first)
    via = "name" if owner else "description"
    yield ActorMark(sight.span(_after_quote(sight, first), end), token.i, name, ident, kind, country, via)


def _beside(sight: Sight, first: int) -> int:
    """Where the phrase starts once a group's name or a country's adjective straight before it is taken in: writers
    leave out the commas, and the parser the tie, more often than two actors stand side by side."""
    hit = sight.at.get(first - 1)
    if hit is None or hit.kind not in ("group", "adjective") or sight.ends[hit][1] != first - 1:
        return first
    if sight.parse.tokens[first].tag in ("DT", "PRP$", "POS", ",", "IN") or not _joined(sight, first):
        return first
    return sight.ends[hit][0]


def _possessor(sight: Sight, first: int) -> int:
    """Where the phrase starts if its possessive lost its owner: "the Republic of Congo's army"."""
    if first == 0 or sight.parse.tokens[first].tag != "POS":
        return first
    hit = sight.at.get(first - 1)
    return sight.ends[hit][0] if hit else first + 1


def _joined(sight: Sight, first: int) -> bool:
    """Whether only a blank stands before the token, in one sentence."""
    before, here = sight.parse.tokens[first - 1], sight.parse.tokens[first]
    return (
        before.sentence == here.sentence and here.start - before.end == 1 and before.dep not in ("nsubj", "nsubjpass")
    )


def _past(sight: Sight, first: int, others: list[ActorMark]) -> int:
    """Where the phrase starts once the countries before it have marks of their own: after the last "and"."""
    if not others:
        return first
    first = max(mark.head for mark in others) + 1
    while sight.parse.tokens[first].tag in ("CC", ",", "HYPH", "SYM"):
        first += 1
    return first


def _after_quote(sight: Sight, first: int) -> int:
    while sight.parse.tokens[first].pos == "PUNCT":
        first += 1
    return first


def _stands(sight: Sight, first: int, token: Token, noun: Noun, owner: Hit | None) -> bool:
    """Vague nouns ("force", "group", "unit", "plane") are actors only with an owner or a telling word before them."""
    if token.lemma.lower() == "media" and "social" in sight.span(first, token.i).text.lower():
        return False
    if token.lemma.lower() == "state" and _of_office(sight, token):
        return False
    if noun.group not in _CLASS_ONLY or owner:
        return True
    if noun.group == "force" and token.tag == "NNS" and _possessed(sight, token):
        return True
    before = {t.lemma.lower() for t in modifiers(sight.parse, first, token.i)}
    told = wordset("modifiers", "state") | wordset("modifiers", "rebel")
    told |= wordset("modifiers", "coalition") | {"terrorist"}
    told |= wordset("modifiers", "militia") | wordset("phrases", "force")
    if before & told:
        return True
    if noun.group == "air":
        return token.dep in ("nsubj", "agent")
    if noun.group != "body" or _of_things(sight, token) or token.lemma.lower() in wordset("vague", "nouns"):
        return False
    return token.dep in ("nsubj", "nsubjpass", "pobj", "conj", "appos", "dobj")


def _possessed(sight: Sight, token: Token) -> bool:
    """ "Its forces", "two of their guards": whose, the pronoun tells."""
    return any(t.tag == "PRP$" for t in children(sight.parse, token.i, "poss"))


def _of_office(sight: Sight, token: Token) -> bool:
    """Whether "state" ends the name of an office: "Secretary of State"."""
    prep = sight.parse.tokens[token.head]
    return prep.text.lower() == "of" and sight.parse.tokens[prep.head].lemma.lower() in _OFFICES


def _of_things(sight: Sight, token: Token) -> bool:
    """Whether a "group of buildings" or a "network of tunnels" is meant."""
    held = [p for of in children(sight.parse, token.i, "prep") for p in children(sight.parse, of.i, "pobj")]
    return any(t.pos == "NOUN" and noun_of(t) is None and t.i not in sight.at for t in held)


def _owner(sight: Sight, first: int, token: Token, noun: Noun) -> Hit | None:
    """The registry name that says whose the phrase is: inside it, or in its "of" phrase."""
    for i in range(token.i, first - 1, -1):
        if i in sight.at and not (i == token.i and sight.at[i].kind != "adjective"):
            return sight.at[i]
    if noun.group != "air":
        for of in _of(sight, token):
            for inner in children(sight.parse, of.i, "pobj"):
                for i in (inner.i, *range(inner.i - 1, max(of.i, inner.i - 6), -1)):
                    if i in sight.at:
                        return sight.at[i]
    return _seated(sight, token) if noun.group == "government" else None


def _seated(sight: Sight, token: Token) -> Hit | None:
    """ "The defence ministry in Pretoria": of the state that is ruled from there, wherever the report is from."""
    where = (t for t in children(sight.parse, token.i, "prep") if t.text.lower() == "in" and t.i == token.i + 1)
    towns = (sight.at.get(t.i) for prep in where for t in children(sight.parse, prep.i, "pobj"))
    return next((hit for hit in towns if hit is not None and hit.kind == "seat"), None)


def _of(sight: Sight, token: Token) -> list[Token]:
    near = [t for t in children(sight.parse, token.i, "prep") if t.text.lower() in ("of", "for") and t.i - token.i <= 2]
    if token.lemma.lower() in wordset("partitive", "of"):
        return near
    return [t for t in near if t.text.lower() == "of" and _names_a_body(sight, t)]


def _names_a_body(sight: Sight, of: Token) -> bool:
    held = [sight.at[t.i] for t in children(sight.parse, of.i, "pobj") if t.i in sight.at]
    return any(hit.kind in ("group", "force", "org") for hit in held)


def _of_end(sight: Sight, token: Token, noun: Noun) -> int:
    """The last token of the phrase: the head, or the end of a short "of" phrase that names whose it is."""
    end = token.i
    for of in _of(sight, token):
        for inner in children(sight.parse, of.i, "pobj"):
            hit = sight.at.get(inner.i)
            end = max(end, sight.ends[hit][1] if hit else inner.i)
    return end


def _resolve(
    sight: Sight, token: Token, noun: Noun, owner: Hit | None, first: int
) -> tuple[str | None, str | None, str | None]:
    """Id, type and country of a phrase."""
    if owner is None:
        kind = _type(sight, token, noun, first)
        country = sight.home if kind == STATE and _states_own(sight, token, noun, first) else None
        return _force(country, noun), kind, country
    actor = owner.actor
    if noun.group == "civilians":
        return None, noun.type, actor.country
    if actor.kind in ("group", "force", "org", "media"):
        return actor.id, actor.type, actor.country
    leads = actor.kind == "leader" and (actor.of or "").startswith(("group:", "force:"))
    if leads and noun.kind:
        return actor.of, actor.type, actor.country  # "Machar's forces" are none of his state's
    if noun.group in ("voice", "government") or (actor.kind == "leader" and not noun.kind):
        return (actor.of if actor.kind == "leader" else actor.id), actor.type, actor.country
    kind = _type(sight, token, noun, first, owned=True)
    return (_force(actor.country, noun) if kind == STATE else None), kind, actor.country


def _states_own(sight: Sight, token: Token, noun: Noun, first: int) -> bool:
    """Whether the phrase must mean the state's own: "the army", "government forces", but not "forces" alone."""
    if _possessed(sight, token):
        return False
    if noun.group not in ("air", "force", "body"):
        return True
    before = {t.lemma.lower() for t in modifiers(sight.parse, first, token.i)}
    return bool(before & wordset("modifiers", "state")) or _armed_forces(token, before)


def _armed_forces(token: Token, before: set[str]) -> bool:
    """ "The armed forces" are a state's; other armed bodies need not be."""
    return token.text.lower() == "forces" and "armed" in before and not before & wordset("modifiers", "rebel")


def _force(country: str | None, noun: Noun) -> str | None:
    if not country or not noun.kind:
        return None
    return f"state:{country}" if noun.kind == "government" else f"force:{country}-{noun.kind}"


def _type(sight: Sight, token: Token, noun: Noun, first: int, owned: bool = False) -> str | None:
    """The type by the words before the noun, else by the noun; a country's "forces" are its state's."""
    before = {t.lemma.lower() for t in modifiers(sight.parse, first, token.i)}
    if before & wordset("modifiers", "rebel"):
        return "rebel group"
    joint = noun.group == "force" or token.lemma.lower() in _JOINT
    if joint and before & wordset("modifiers", "coalition"):
        return "external forces"
    if noun.group in ("force", "air", "military") and (owned or before & wordset("modifiers", "state")):
        return STATE
    if noun.group == "rebels" and (loyal := _loyal(sight, token, before)):
        return loyal
    if (noun.group in ("voice", "body") or token.lemma.lower() == "man") and before & _SERVICES:
        return STATE
    if _armed_forces(token, before):
        return STATE
    if noun.group == "civilians" and any(t.text.lower() == "armed" for t in modifiers(sight.parse, first, token.i)):
        return "political militia"
    if noun.type is None and before & wordset("modifiers", "militia"):
        return "political militia"
    return noun.type or _type_of_members(sight, token)


def _loyal(sight: Sight, token: Token, before: set[str]) -> str | None:
    """ "Pro-government fighters", "fighters of the Libyan government": no rebels."""
    if before & {"pro-government", "pro-regime", "loyalist"} or {"pro", "government"} <= before:
        return "political militia"
    held = {p.lemma.lower() for of in children(sight.parse, token.i, "prep") if of.text.lower() == "of"
            for p in children(sight.parse, of.i, "pobj")}  # fmt: skip
    return STATE if held & {"government", "army", "regime"} else None


def _type_of_members(sight: Sight, token: Token) -> str | None:
    """ "Members of the rebel group" have the type of the group."""
    for of in _of(sight, token):
        for inner in children(sight.parse, of.i, "pobj"):
            noun = noun_of(inner)
            if noun is not None and inner.i != token.i:
                return _type(sight, inner, noun, bounds(sight.parse, inner.i)[0])
    return None


def _shared(sight: Sight, first: int, token: Token, noun: Noun) -> Iterator[ActorMark]:
    """ "Syrian and Russian forces" are two actors: one mark for each further country before the head."""
    nearest = _owner(sight, first, token, noun)
    for i in range(first, token.i):
        hit = sight.at.get(i)
        if hit is None or hit is nearest or hit.actor is (nearest.actor if nearest else None):
            continue
        if sight.ends[hit][1] != i or not _coordinated(sight, i, token.i):
            continue
        ident, kind, country = _resolve(sight, token, noun, hit, first)
        name = f"{sight.parse.tokens[i].text} {token.text}"
        yield ActorMark(sight.span(sight.ends[hit][0], i), i, name, ident, kind, country, "list")


def _coordinated(sight: Sight, i: int, head: int) -> bool:
    between = {t.text.lower() for t in sight.parse.tokens[i + 1 : head]}
    return bool(between & {"and", "or", ",", "/"})

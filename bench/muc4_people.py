"""MUC-4's human targets: which words are people, their whole names, and the title or role that the report gives them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import dropwhile, takewhile

from bench.muc4_fill import Incident
from bench.muc4_strings import GIVEN, TITLE, at_home, bare, full, is_given, is_named, unbroken, whole_name
from dateline.data import table
from dateline.records import Parse, Reading, Role, Token
from dateline.syntax import children, head_of, tokens_in
from dateline.vocab import CountOf

_GROUPS = ("military", "police", "security", "civilians", "voice", "tribe", "protest", "riot", "gunmen")
_OFFICES = frozenset("ambassador attorney banker candidate chief consul coordinator councilman councilor deputy diplomat "
                     "economist envoy extortioner governor head judge leader magistrate mayor member minister president "
                     "priest rector representative secretary senator treasurer director chairman founder "
                     "adviser advisor congressman guerrilla rebel insurgent dissident politician minor colleague comrade niece nephew friend companion enemy grandson".split())  # fmt: skip
_CALLINGS = frozenset("addict administrator adolescent agent agronomist alderman anthropologist architect assistant attache "
                      "auditor biologist bookkeeper boyfriend breeder bricklayer brother-in-law butler cadet campesino "
                      "caretaker chaplain chauffeur chemist classmate columnist commander communist composer copilot co-pilot "
                      "crewmember custodian customer dancer delegate designer domestic doorman emissary employer executive "
                      "exile exporter filmmaker financier girlfriend grandparent harvester heir homosexual housekeeper "
                      "ideologue immigrant importer impresario inspector janitor landlord lobbyist magnate maid mediator "
                      "militant musician novelist onlooker organizer owner participant pastor photojournalist physicist "
                      "producer professional psychologist receptionist recruit salesman saleswoman scientist sculptor "
                      "seminarian servant sharecropper socialist sociologist son-in-law spectator squatter stewardess "
                      "strategist subordinate supervisor sympathizer tenant theorist townspeople twin tycoon typist usher "
                      "vagrant veteran warden youngster".split())  # fmt: skip


@cache
def people() -> frozenset[str]:
    """Nouns of people: those of civilians, forces and voices, persons as events ask for them, and offices people hold."""
    nouns = table("actors/nouns")
    listed = [word.strip() for group in _GROUPS for word in nouns[group]["nouns"].split(";")]
    persons = [word.strip() for word in table("events/classes")["person"].split(",")]
    return frozenset([*listed, *persons]) | _OFFICES | _CALLINGS


def humans(reading: Reading, roles: Sequence[Role]) -> list[tuple[Role, str, str]]:
    """(role, description, name) of each person or sort of people, once: who is named is not told again by a title."""
    found: list[tuple[Role, str, str]] = []
    for role in (r for r in roles if is_human(reading, r)):
        described, name = parted(role, reading)
        if (described or name) and not any(name == n if name else described in (d, n) for _, d, n in found):
            found = [f for f in found if f[2] or f[1] != described or not name]
            found.append((role, described, name))
    return [f for f in found if f[2] or not any(_fuller(d, f[1]) and not n for _, d, n in found)]


def _fuller(one: str, other: str) -> bool:
    """Whether one description says more of the same sort of people: "Jesuit priests" than "Jesuits"."""
    words, fewer = ({w.removesuffix("S") for w in told.split()} for told in (one, other))
    return fewer < words


_HURT = re.compile(r"\b(dead|deaths|fatalities|wounded|injured|injuries|casualties|victims)\b", re.IGNORECASE)


def only_counted(reading: Reading, incident: Incident) -> list[tuple[str, str, str]]:
    """(description, number, effect) of the dead or hurt whom a bombing counts and nobody describes: "67 dead".

    Those counted in an attack fell in a fight as often as not, which the guidelines leave out.
    """
    found: list[tuple[str, str, str]] = []
    if incident.type != "BOMBING":
        return found
    told = [r.span for r in incident.victims if written(r.name)]
    for count in (n for c in incident.claims if c.event for n in c.event.counts):
        effect = {CountOf.KILLED: "DEATH", CountOf.INJURED: "INJURY"}.get(count.what)
        named = _HURT.search(reading.article.text, count.span.start, count.span.end + _BEHIND)
        if not effect or not named or not count.best or any(count.span.meets(span) for span in told):
            continue
        number = str(count.best) if count.low == count.high and re.search(r"\d", count.span.text) else "PLURAL"
        if all(effect != e for _, _, e in found):
            found.append((named[1].upper(), number, effect))
    return found


_BEHIND = 25  # characters in which the word stands that says how those counted were hurt


KINDS = (
    ("CIVILIAN", r"\b(?:wife|husband|sons?|daughters?|brothers?|sisters?|relatives?|family|niece|nephew|widow|mother|father|"
                 r"cousin|children|union leaders?|labor leaders?|priests?|archbishop|rector)\b"),
    ("FORMER ACTIVE MILITARY", r"(?:former|retired|ex-).*(?:general|colonel|captain|soldier|military|army|armed forces)"),
    ("SECURITY GUARD", r"\bguards?\b|bodyguard|escort|security officer|watchm[ae]n"),
    ("DIPLOMAT", r"ambassador|diplomat|consul|attache|embassy"),
    ("LEGAL OR JUDICIAL", r"judge|magistrate|attorney|lawyer|prosecutor|court|judicial|\bjustices?\b(?! minist)"),
    ("POLITICAL FIGURE", r"candidate|hopeful|\bparty\b|politician|secretary general|secretary-general|political leader"),
    ("FORMER GOVERNMENT OFFICIAL", r"(?:former|ex-)\s*.*(?:minister|mayor|governor|deputy|official|president\b|senator)"),
    ("LAW ENFORCEMENT", r"police|policem[ae]n|detective|patrolm[ae]n"),
    ("GOVERNMENT OFFICIAL", r"minister|mayor|governor|deput(?:y|ies)\b|official|president\b|congress|senator|councill?(?:or|m[ae]n)"),
    ("ACTIVE MILITARY", r"soldier|troop|army|colonel|general|captain|lieutenant|sergeant|battalion|military"),
    ("POLITICAL FIGURE", r"leader"),
)  # fmt: skip
"""What a title makes of a person, the first that fits; the guidelines have union leaders, priests and families as civilians."""


def kind_of_person(told: str) -> str:
    """HUM TGT: TYPE, from a title, a role, or the words of a description."""
    return next((kind for kind, pattern in KINDS if re.search(pattern, told.lower())), "CIVILIAN")


def is_human(reading: Reading, role: Role) -> bool:
    """Whether a role's head is a person's name, a nation's people, or a noun of people; not of irregulars, whom the
    guidelines leave out."""
    if role.type == "rebel group" or _ATTACKERS.search(role.name):
        return False
    at = head_of(reading.parse, role.span.start, role.span.end)
    if at is None or role.via == "pronoun":
        return role.via == "pronoun"
    head = whole(reading.parse, at)
    named = head.entity[2:] in {"PERSON", "NORP"} or (head.pos == "PROPN" and role.type in {None, "victim"})
    return named or of_people(head) or is_named(reading.parse, head)


_ATTACKERS = re.compile(
    r"\b(?:assassin|killer|kidnapper|attacker|assailant|mercenar(?:y|ie)|hitm[ae]n|trafficker|terrorist|guerrilla|rebel|"
    r"gunm[ae]n|murderer|sniper|bandit)s?$",
    re.IGNORECASE,
)
"""Who does the violence: of 1,217 people described as targets in the keys of DEV 5 are such, of perpetrators every third."""


def whole(parse: Parse, at: int) -> Token:
    """The noun that a number is of: bodyguards in "two of her bodyguards"; else the token itself."""
    head = parse.tokens[at]
    parts = [t for link in children(parse, at, "prep") if link.lemma == "of" for t in children(parse, link.i, "pobj")]
    return parts[0] if parts and head.tag in {"CD", "DT"} else head


def of_people(token: Token) -> bool:
    """Whether a noun is of people, in the listed words or in "-man", "-men" or "-woman"."""
    words = {token.lemma.lower().rstrip("."), token.text.lower().rstrip(".")}
    named = token.text.lower() in GIVEN or (token.pos == "PROPN" and token.entity.endswith("PERSON"))
    return (
        bool(words & people())
        or any(word.upper() in _HONORIFICS for word in words)
        or (not named and any(re.search(r"m[ae]n$", word) for word in words))
    )


def parted(role: Role, reading: Reading) -> tuple[str, str]:
    """(description, name) of a human target: "ARMY GENERAL JOSE PEREZ" is a general who is named."""
    role = _antecedent(reading, role) if role.via == "pronoun" else role
    inside = tokens_in(reading.parse, role.span.start, role.span.end)
    named = _first([t for t in inside if t.entity.endswith("PERSON") and not _common(t)]) or _unmarked(inside)
    if not named or role.via == "pronoun" or _whose(reading, role, named[-1]):
        return written(role.name), ""
    first, last = full(reading.parse, named[0], named[-1])
    while first.i < last.i and of_people(first):
        first = reading.parse.tokens[first.i + 1]
    text = reading.article.text
    name = _proper(whole_name(reading, upper(text[first.start : last.end])))
    before = _less(at_home(bare(_AGED.sub("", upper(text[role.span.start : first.start])) + " ")), name)
    if _says_little(before):
        before = title(reading, name) or before
    return before or title(reading, name), name


def _first(tokens: Sequence[Token]) -> list[Token]:
    """The first of several names: what stands between two is no part of either."""
    return list(takewhile(lambda t: t.i - tokens[0].i == tokens.index(t), tokens))


def _proper(name: str) -> str:
    """A name without the nouns of people that the parser took for its beginning: "Engineers Ana Rios"."""
    words = name.split()
    while len(words) > 1 and (words[0].lower().removesuffix("s") in people() or words[0].lower() in people()):
        words.pop(0)
    return " ".join(words)


def _common(token: Token) -> bool:
    """Whether a word that the parser takes for a person's name is a noun of people: "one Crewmember"."""
    return (token.pos == "NOUN" and token.tag == "NNS") or token.text.lower() in people()


def _whose(reading: Reading, role: Role, last: Token) -> bool:
    """Whether a name only says whose somebody is, who is told behind it: the wife of "Mayor Luna's wife"."""
    at = head_of(reading.parse, role.span.start, role.span.end)
    head = reading.parse.tokens[at] if at is not None else last
    return head.i > last.i and of_people(head) and head.dep != "appos" and not head.entity.endswith("PERSON")


def _antecedent(reading: Reading, role: Role) -> Role:
    """The words before a pronoun that name whom it stands for; the pronoun itself where they are not found."""
    at = reading.article.text.upper().rfind(role.name.upper(), 0, role.span.start)
    if at < 0:
        return role
    return replace(role, span=reading.article.span(at, at + len(role.name)), via=None)


def _less(title: str, name: str) -> str:
    """A title without the given names that the parser took for part of it."""
    words = title.split()
    while words and (words[-1] in name.split() or words[-1].lower() in GIVEN):
        words.pop()
    return " ".join(words)


def _unmarked(inside: Sequence[Token]) -> list[Token]:
    """A person's name that the parser marks as none: nothing but names of no nation, and no noun of people."""
    words = [t for t in inside if t.pos not in {"DET", "PUNCT"} and t.tag != "POS" and t.entity[2:] != "DATE"]
    left = list(dropwhile(lambda t: TITLE.fullmatch(t.text.lower().rstrip(".")) or t.entity[2:] == "NORP", words))
    named = all(t.pos == "PROPN" and t.entity[2:] != "NORP" and not of_people(t) for t in left)
    return left if named else _from_given(words)


def _from_given(words: Sequence[Token]) -> list[Token]:
    """A given name and the words of the name behind it."""
    first = next((n for n, t in enumerate(words) if is_given(t)), len(words))
    parts = (t for n, t in enumerate(words[first:]) if t.i == words[first].i + n)
    name = list(takewhile(lambda t: is_given(t) or t.pos == "PROPN" or t.tag in {"NN", "FW"}, parts))
    return name if len(name) > 1 and not any(of_people(t) for t in name) else []


def title(reading: Reading, name: str) -> str:
    """What the report calls a person: the first title that says more than "Mr", before a mention or beside it."""
    told = (_less(_AGED.sub("", at_home(bare(upper(t)))).strip(), name) for t in titles(reading, name))
    found = [t for t in told if t]
    return next((t for t in found if not _says_little(t)), found[0] if found else "")


def _says_little(title: str) -> bool:
    """Whether a title is one that many have, or only says whose friend somebody is."""
    return title.rstrip(".") in _HONORIFICS or title in _TIES


_AGED = re.compile(r"\b\d+ ?- ?YEAR ?- ?OLD\b")
_TIES = frozenset({"COLLEAGUE", "COMRADE", "COMPANION", "FRIEND", "VICTIM", "VICTIMS", "ENEMY", "CITIZEN"})
_HONORIFICS = frozenset({"MR", "MRS", "MISS", "MS", "DR", "DON", "DONA"})


def titles(reading: Reading, name: str) -> Iterator[str]:
    """All that the report calls a person, as it stands."""
    text = reading.article.text
    for first, last in _mentions(reading, name):
        start = _before(reading.parse, first)
        if start.i < first.i:
            yield text[start.start : first.start]
        for head in _beside(reading.parse, first, last):
            opening, end = _before(reading.parse, head), _end(reading.parse, head)
            if not first.i <= end.i <= last.i:
                yield text[opening.start : end.end]
        yield from _shared(reading, first, last)


def _shared(reading: Reading, first: Token, last: Token) -> Iterator[str]:
    """What several named in one list are called together: "students Rosa Paz and Luis Mena", "two nurses, Ana and Eva"."""
    parse = reading.parse
    at = next((t for t in parse.tokens[first.i : last.i + 1] if t.dep == "conj" or children(parse, t.i, "conj")), None)
    while at is not None and at.dep == "conj":
        at = parse.tokens[at.head]
    if at is None:
        return
    heads = [t for t in parse.tokens[max(0, at.i - 7) : at.i] if t.head == at.i or at.head == t.i]
    opening = min([at.i, *(t.i for t in children(parse, at.i, "compound"))])
    if opening > 1 and parse.tokens[opening - 1].text in {",", ":"}:
        heads.append(parse.tokens[opening - 2])
    for head in (t for t in [*heads, *_beside(parse, at, at)] if t.tag == "NNS" and of_people(t)):
        yield reading.article.text[_before(parse, head).start : _end(parse, head).end]


def _mentions(reading: Reading, name: str) -> Iterator[tuple[Token, Token]]:
    """Each mention of a person by a name whose words are all of ``name``'s."""
    whole, tokens = set(name.upper().split()), reading.parse.tokens
    at = 0
    while at < len(tokens):
        if tokens[at].entity.endswith("PERSON") and tokens[at].text.upper() in whole:
            end = at
            while end + 1 < len(tokens) and tokens[end + 1].text.upper() in whole:
                end += 1
            yield tokens[at], tokens[end]
            at = end
        at += 1


def _beside(parse: Parse, first: Token, last: Token) -> Iterator[Token]:
    """Nouns of people in apposition: "Perez, mayor of Lima," and "the mayor of Lima, Perez"."""
    for token in parse.tokens[first.i : last.i + 1]:
        above = parse.tokens[token.head]
        found = [*children(parse, token.i, "appos"), *([above] if token.dep == "appos" else [])]
        yield from (t for t in found if t.pos in {"NOUN", "PROPN"} and of_people(t))


def _before(parse: Parse, head: Token) -> Token:
    """The first of the nouns and adjectives that stand right before a word, where one of them names people."""
    first, seen = head, of_people(head)
    for token in reversed(parse.tokens[max(0, head.i - 7) : head.i]):
        if token.sentence != head.sentence or token.pos not in {"NOUN", "PROPN", "ADJ"} or token.tag == "CD":
            break
        if token.entity.endswith("PERSON") and not of_people(token):
            break
        first, seen = token, seen or of_people(token)
    return unbroken(parse, first, head) if seen else head


def _end(parse: Parse, head: Token) -> Token:
    """The end of what an office is of: "president of the Mortgage Bank"."""
    link = parse.tokens[head.i + 1] if head.i + 1 < len(parse.tokens) else head
    named = children(parse, link.i, "pobj") if link.text.lower() == "of" and link.head == head.i else []
    return _end(parse, named[0]) if named else head


def written(name: str) -> str:
    """Words as a key writes them; empty where they are only a number."""
    return at_home(bare(upper(name)))


def upper(text: str) -> str:
    """Capitals on one line, without commas at the ends."""
    return re.sub(r"\s+", " ", text).strip(" ,").upper()

"""What a mark can be taken up by: is it a person, one body, or several people?"""

from dateline.mark.nouns import noun_of, wordset
from dateline.records import ActorMark, Parse
from dateline.syntax import children

_PERSONS = {"civilians", "voice", "gunmen", "accused", "rebels", "protest", "riot", "military", "police", "tribe"}
_OFFICES = {
    "president", "minister", "premier", "chancellor", "king", "senator", "ambassador", "diplomat", "envoy", "governor",
    "mayor", "judge", "deputy", "politician", "emir", "sultan", "leader", "commander", "chief", "head", "director",
    "secretary", "chairman", "chairwoman", "founder", "guard", "bodyguard", "agent", "member", "pilot", "consul",
    "representative", "delegate", "prosecutor", "councilor", "legislator", "lawmaker", "congressman",
}  # fmt: skip
_MASSES = {
    "police",
    "military",
    "infantry",
    "personnel",
    "people",
    "intelligence",
    "gendarmerie",
    "population",
    "crowd",
    "community",
    "family",
    "couple",
    "staff",
    "crew",
}
_PERSONAL = {"he", "she", "him", "her", "his", "hers"}
_BODIES = {
    "tribe",
    "clan",
    "militia",
    "gang",
    "cartel",
    "opposition",
    "insurgency",
    "resistance",
    "rebellion",
    "mob",
    "media",
    "press",
}
_HE = {
    "man",
    "boy",
    "father",
    "son",
    "brother",
    "husband",
    "king",
    "prince",
    "policeman",
    "gunman",
    "spokesman",
    "bishop",
    "priest",
    "imam",
    "cleric",
    "sheikh",
    "emir",
    "sultan",
    "uncle",
    "mr",
    "mr.",
    "pope",
}
_SHE = {
    "woman",
    "girl",
    "mother",
    "daughter",
    "sister",
    "wife",
    "queen",
    "princess",
    "policewoman",
    "spokeswoman",
    "widow",
    "nun",
    "aunt",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "miss",
    "chairwoman",
}


def person(parse: Parse, mark: ActorMark) -> bool:
    """Whether the mark is one person: a personal name or a singular noun for people."""
    token = parse.tokens[mark.head]
    if mark.id is not None and mark.id.startswith("leader:"):
        return True
    if token.text.lower() in _PERSONAL:
        return True
    if _several(parse, mark):
        return False
    if token.pos == "PROPN" and _titled(mark):
        return True
    if mark.via == "short name" and token.pos == "PROPN" and len(mark.name.split()) > 1:
        return not _group_word(mark) and (mark.id is None or mark.id.startswith(("state:", "org:")))
    if (
        token.pos == "PROPN"
        and noun_of(token) is None
        and (token.entity.endswith("PERSON") or (not token.entity and len(mark.name.split()) == 2))
    ):
        return not _group_word(mark)
    noun = noun_of(token)
    lemma = token.lemma.lower()
    if noun is None or token.tag in ("NNS", "NNPS") or lemma in _MASSES | _BODIES:
        return False
    return noun.group in _PERSONS or lemma in _OFFICES


def _titled(mark: ActorMark) -> bool:
    """Whether a title stands before the name: "Chancellor Helmut Kohl"."""
    lead = mark.span.text[: -len(mark.name)] if mark.span.text.endswith(mark.name) else ""
    return any(word.rstrip(".") in wordset("titles", "words") for word in lead.lower().split())


def body(parse: Parse, mark: ActorMark) -> bool:
    """Whether "it" can take the mark up: a state, force, group or organisation, in the singular."""
    token = parse.tokens[mark.head]
    if person(parse, mark) or mark.via == "list":
        return False
    if mark.span.text.lower().endswith(("americans", "troops", "forces")) and noun_of(token) is not None:
        return False
    return token.tag not in ("NNS",) or (mark.id is not None and token.pos == "PROPN")


def several(parse: Parse, mark: ActorMark) -> bool:
    """Whether "they" can take the mark up: plural nouns, masses such as the police, and named bodies."""
    if _several(parse, mark):
        return True
    return not person(parse, mark)


def _several(parse: Parse, mark: ActorMark) -> bool:
    token = parse.tokens[mark.head]
    titled = token.tag == "NNP" and noun_of(token) is not None and token.text.lower().endswith("s")  # "Rebels said"
    return (
        titled
        or token.tag in ("NNS", "NNPS")
        or token.lemma.lower() in _MASSES
        or bool(children(parse, token.i, "conj"))
    )


def _group_word(mark: ActorMark) -> bool:
    words = {w.lower() for w in mark.name.replace("-", " ").split()}
    return bool(words & (wordset("names", "english") | wordset("names", "transliterated")))


def gender(parse: Parse, mark: ActorMark) -> str | None:
    """ "he" or "she" where a title or noun tells, else None."""
    words = {w.lower() for w in mark.span.text.split()} | {parse.tokens[mark.head].lemma.lower()}
    if words & _SHE:
        return "she"
    return "he" if words & _HE else None

"""What a number counts: by the noun itself, the words beside it, or the verb or deed it belongs to."""

from functools import cache

from dateline.data import table
from dateline.mark.tally.counted import is_person
from dateline.records import Parse, Token
from dateline.syntax import children
from dateline.vocab import CountOf

_SKIPPED = frozenset({
    "at", "least", "most", "about", "nearly", "almost", "over", "more", "than", "some", "up", "to", "as", "many", "an",
    "estimated", "further", "another", "of", "the", "his", "her", "their", "its", "in", "all", "around",
    "approximately", "roughly",
})  # fmt: skip
_EITHER = frozenset({CountOf.KILLED, CountOf.INJURED})
_SUFFERS = frozenset({"sustain", "suffer", "receive"})
_FORCES = frozenset({"force", "compel", "oblige"})
_HOMES = frozenset({"home", "house", "village", "town", "neighbourhood", "neighborhood", "area"})
_AROUND = frozenset({"over", "under", "around", "about", "near"})
_SUBJECTS = frozenset({"nsubj", "csubj"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "dative"})
# Nouns that settle it; detainees, hostages, refugees, protesters and soldiers may still be killed.
_AFTERWARDS = frozenset({CountOf.RELEASED, CountOf.KILLED})
_SETTLED = frozenset({CountOf.KILLED, CountOf.INJURED, CountOf.CASUALTIES, CountOf.MISSING, CountOf.VEHICLES})


@cache
def _words(section: str) -> dict[str, CountOf]:
    rows = table("counts")[section].items()
    return {word: CountOf(what) for what, words in rows if what != "source" for word in words}


def what_is_counted(parse: Parse, first: Token, noun: Token) -> CountOf | None:
    """What the number that begins at ``first`` and counts ``noun`` says of those counted, None where nothing tells."""
    spelt = (
        noun.lemma.lower(),
        noun.text.lower(),
        noun.text.lower().removesuffix("s"),
    )  # names keep their s: "Cruisers"
    own = next((what for word in spelt if (what := _words("nouns").get(word))), None)
    of = parse.tokens[noun.head]
    ruler = parse.tokens[of.head] if noun.dep == "pobj" and of.text.lower() == "of" and of.head >= first.i else noun
    governed = _governed(parse, ruler)
    if own in _SETTLED:  # "two of the wounded died": what befell the wounded afterwards is what is counted
        return governed if (own, governed) == (CountOf.INJURED, CountOf.KILLED) else own
    if governed in _AFTERWARDS and ruler.i != noun.i:
        return governed  # "freed six of the ministers arrested", "nine of the 27 wounded died": not all of them
    found = _beside(parse, first, noun) or governed or _behind(parse, noun) or own or _acting(parse, noun)
    return None if _is_whole(parse, first, noun) else _flight(parse, noun, found, own)


def _is_whole(parse: Parse, first: Token, noun: Token) -> bool:
    """ "12 members of one family died": of the family only its members are counted"""
    of = parse.tokens[noun.head]
    part = parse.tokens[of.head]
    return (
        noun.dep == "pobj" and of.text.lower() == "of" and part.i < first.i and bool(children(parse, part.i, "nummod"))
    )


def _flight(parse: Parse, noun: Token, found: CountOf | None, own: CountOf | None) -> CountOf | None:
    """Fighters driven out are not displaced, and the wounded who are evacuated are the wounded."""
    if found is CountOf.CROWD and _state_before(parse, noun) is CountOf.DISPLACED:
        return CountOf.DISPLACED  # "4,500 displaced people have gathered"
    if found is not CountOf.DISPLACED:
        return found
    state = _state_before(parse, noun)
    return own if own is CountOf.TROOPS else state if state is CountOf.INJURED else found


def _state_before(parse: Parse, noun: Token) -> CountOf | None:
    """ "Twelve wounded people" """
    found = (_words("states").get(t.text.lower()) for t in children(parse, noun.i, "amod"))
    return next((w for w in found if w), None)


def _acting(parse: Parse, noun: Token) -> CountOf | None:
    """Those who do it: "killed by 12 men on motorcycles", "hanged by a column of about 40 men" """
    of = parse.tokens[noun.head]
    band = parse.tokens[of.head] if noun.dep == "pobj" and of.text.lower() == "of" else noun
    return CountOf.TROOPS if band.dep == "pobj" and parse.tokens[band.head].dep == "agent" else None


def _beside(parse: Parse, first: Token, noun: Token) -> CountOf | None:
    """ "22 dead", "16 people killed", and "killed at least 16": the words right after the noun or before the number"""
    states, objects = _words("states"), _words("objects")
    if noun.text.lower() in states:
        return states[noun.text.lower()]
    after = parse.tokens[noun.i + 1] if noun.i + 1 < len(parse.tokens) else None
    if (
        after is not None
        and after.sentence == noun.sentence
        and after.text.lower() in states
        and _is_state(parse, after)
    ):
        return states[after.text.lower()]
    i = first.i - 1
    while i >= 0 and parse.tokens[i].sentence == first.sentence and parse.tokens[i].text.lower() in _SKIPPED:
        i -= 1
    before = parse.tokens[i] if i >= 0 and parse.tokens[i].sentence == first.sentence else None
    if (
        before is None
        or before.pos not in {"VERB", "NOUN", "PROPN"}
        or (before.tag == "VBN" and _passive(parse, before))
    ):
        return None
    headline = before.pos in {"NOUN", "PROPN"} and before.text.lower().endswith("s")  # "Bomb kills 4" misread
    found = objects.get(before.lemma.lower()) if before.pos == "VERB" or headline else None
    return CountOf.CASUALTIES if found in _EITHER and _either(parse, before, found) else found


def _is_state(parse: Parse, word: Token) -> bool:
    """Whether "killed" stands for a state of those before it, not for what they did ("three gunmen killed a man")."""
    if word.text.lower() not in _words("states"):
        return False
    if word.text.lower() in {"dead", "missing", "homeless", "unaccounted"}:
        return True
    after = parse.tokens[word.i + 1] if word.i + 1 < len(parse.tokens) else None
    if parse.tokens[word.i - 1].pos == "NUM":  # "Three killed over 70 injured": headlines leave the verb out
        return not (after and after.pos in {"DET", "PRON"})
    return not children(parse, word.i, "dobj") and not (after and after.pos in {"DET", "NUM", "PROPN", "PRON"})


def _passive(parse: Parse, verb: Token) -> bool:
    return bool(children(parse, verb.i, "auxpass", "nsubjpass"))


def _governed(parse: Parse, noun: Token) -> CountOf | None:
    """By the verb the noun is subject or object of, or the deed it stands behind with "of"; conjuncts share it."""
    token = noun
    for _ in range(6):
        head = parse.tokens[token.head]
        if head.i == token.i:
            return None
        if token.dep in {"conj", "appos", "nmod", "compound", "nummod", "dep", "poss"}:
            token = head
            continue
        return _by_relation(parse, token, head)
    return None


def _by_relation(parse: Parse, token: Token, head: Token) -> CountOf | None:
    if any(t.lemma.lower() == "toll" for t in children(parse, head.i, "nsubj", "nsubjpass")):
        return CountOf.KILLED  # "the death toll was 45", "the toll reached 51 people"
    if token.dep in _OBJECTS:
        return _object(parse, token, head)
    if token.dep in _SUBJECTS:
        return _subject(parse, head)
    if token.dep == "pobj":
        return _behind_preposition(parse, head)
    return None


def _object(parse: Parse, token: Token, verb: Token) -> CountOf | None:
    found = _words("objects").get(verb.lemma.lower())
    if _driven(parse, verb) or (verb.lemma.lower() in _FORCES and _flees(parse, verb)):
        return CountOf.DISPLACED
    if found:
        return _outcome(parse, verb, found)
    if token.dep == "nsubjpass" and verb.lemma.lower() in table("counts")["held"]["verbs"]:
        return _thought(parse, verb)
    if verb.lemma.lower() in {"leave", "find", "have", "see", "be"}:
        return _state_below(parse, verb)
    if verb.lemma.lower() in {"carry", "take", "lead", "drag", "march"} and children(parse, verb.i, "prt"):
        off = any(t.text.lower() in {"off", "away"} for t in children(parse, verb.i, "prt"))
        return CountOf.ABDUCTED if off and (token.pos == "NUM" or is_person(parse, token)) else None
    if verb.lemma.lower() in {"take", "hold"}:
        beside = {t.text.lower() for t in children(parse, verb.i)}
        kept = CountOf.DETAINED if beside & {"prisoner", "alive"} else None
        return CountOf.ABDUCTED if beside & {"hostage", "captive"} else kept
    alive = verb.lemma.lower() == "burn" and "alive" in {t.text.lower() for t in children(parse, verb.i)}
    return CountOf.KILLED if verb.lemma.lower() in {"lose", "bury"} or alive else None


def _driven(parse: Parse, verb: Token) -> bool:
    """ "Were driven out of Kosovo", "drove thousands from their homes" """
    after = {t.text.lower() for t in children(parse, verb.i, "prt", "advmod", "prep")}
    return verb.lemma.lower() in {"drive", "chase"} and bool(after & {"out", "away", "from"})


def _flees(parse: Parse, verb: Token) -> bool:
    """ "Were forced to flee", "had to leave their homes" """
    for below in children(parse, verb.i, "xcomp", "ccomp"):
        left = {t.lemma.lower() for t in children(parse, below.i, "dobj")}
        if below.lemma.lower() == "flee" or (below.lemma.lower() in {"leave", "abandon"} and left & _HOMES):
            return True
    return False


def _outcome(parse: Parse, verb: Token, found: CountOf) -> CountOf:
    """ "Shot dead", "stabbed to death" say what "shot" leaves open; "killed and injured" leave it open."""
    if found in _EITHER and _either(parse, verb, found):
        return CountOf.CASUALTIES
    near = parse.tokens[verb.i + 1 : verb.i + 3]
    dead = any(t.text.lower() in {"dead", "death"} and t.sentence == verb.sentence for t in near)
    return CountOf.KILLED if found is CountOf.CASUALTIES and dead else found


def _either(parse: Parse, verb: Token, found: CountOf) -> bool:
    """ "Scores were killed and injured": two harms, and no number of its own for either"""
    pair = [*children(parse, verb.i, "conj"), *([parse.tokens[verb.head]] if verb.dep == "conj" else [])]
    others = (t for t in pair if _words("objects").get(t.lemma.lower()) in _EITHER - {found})
    return any(
        abs(t.i - verb.i) == 2
        and not (t.i < verb.i and children(parse, t.i, "dobj", "oprd"))
        and not _told_own(parse, t, verb)
        for t in others
    )


def _told_own(parse: Parse, other: Token, verb: Token) -> bool:
    later = max(other, verb, key=lambda t: t.i)
    return later is other and bool(children(parse, later.i, "dobj", "nsubj", "nsubjpass"))


def _thought(parse: Parse, verb: Token) -> CountOf | None:
    """ "Were feared dead", "are believed to have been killed", "is thought to have died" """
    below = children(parse, verb.i, "xcomp")
    told = (_words("subjects").get(t.lemma.lower()) or _words("objects").get(t.lemma.lower()) for t in below
            if _passive(parse, t) or t.lemma.lower() in _words("subjects"))  # fmt: skip
    return next((w for w in told if w), None) or _state_below(parse, verb)


def _state_below(parse: Parse, verb: Token) -> CountOf | None:
    """ "left seven people dead", "several were missing" """
    below = children(parse, verb.i, "oprd", "acomp", "ccomp", "xcomp", "attr")
    return next((s for t in below if (s := _words("states").get(t.text.lower()))), None)


def _subject(parse: Parse, verb: Token) -> CountOf | None:
    lemma = verb.lemma.lower()
    if lemma == "have" and _flees(parse, verb):
        return CountOf.DISPLACED
    if lemma in _words("subjects"):
        return _words("subjects")[lemma]
    if lemma == "lose":
        return CountOf.KILLED if any(t.lemma.lower() == "life" for t in children(parse, verb.i, "dobj")) else None
    if lemma in _SUFFERS:
        hurt = {t.lemma.lower() for t in children(parse, verb.i, "dobj")}
        return CountOf.INJURED if hurt & {"injury", "wound", "burn"} else None
    if lemma in {"be", "go", "remain", "become", "get"}:
        return _state_below(parse, verb)
    if verb.text.lower() in _words("states"):
        return None if children(parse, verb.i, "dobj") else _words("states")[verb.text.lower()]
    return None


def _behind_preposition(parse: Parse, preposition: Token) -> CountOf | None:
    """ "the killing of one person", "the death toll to 70", "a crowd of 5,000", "a family of six" """
    head, word = parse.tokens[preposition.head], preposition.text.lower()
    if word in {"of", "for"} or head.lemma.lower() == "toll":
        family = word == "of" and head.lemma.lower() in {"family", "group"}
        return _governed(parse, head) if family else _words("deeds").get(head.lemma.lower())
    if word in {"to", "at", "above", "past"}:
        return _toll(parse, head)
    if word in {"including", "among"} and head.i != preposition.i:
        return _governed(parse, head) if head.pos in {"NOUN", "PROPN", "NUM"} else None
    if word in _AROUND and head.pos in {"VERB", "AUX"}:  # "Over 200 were killed", which the parser takes for a place
        return _subject(parse, head) if preposition.i < head.i else _object(parse, preposition, head)
    return None


def _toll(parse: Parse, verb: Token) -> CountOf | None:
    """ "took the toll to 70", "raised the number of wounded to 300": what the noun below the verb totals"""
    for total in (t for t in children(parse, verb.i) if t.lemma.lower() in {"toll", "number", "total"}):
        of = [n for p in children(parse, total.i, "prep") for n in children(parse, p.i, "pobj")]
        told = (
            _words("states").get(n.text.lower()) or _words("nouns").get(n.lemma.lower()) or _behind(parse, n)
            for n in of
        )
        found = next((w for w in told if w), CountOf.KILLED if total.lemma.lower() == "toll" else None)
        if found:
            return found
    return None


def _behind(parse: Parse, noun: Token) -> CountOf | None:
    """A participle below the noun: "16 people reportedly killed", "the 43 students who disappeared" """
    for clause in children(parse, noun.i, "acl", "relcl", "amod"):
        found = _words("states").get(clause.text.lower())
        if found and not children(parse, clause.i, "dobj"):
            return found
        if clause.dep == "relcl" and clause.lemma.lower() in _SUFFERS and (found := _subject(parse, clause)):
            return found  # "17 people who sustained wounds"
    return None

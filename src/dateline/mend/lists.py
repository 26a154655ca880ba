"""Lists the parser takes for something else: "three nurses, a cook and her son" names no nurse."""

from collections.abc import Iterator
from dataclasses import replace

from dateline.data import table
from dateline.mend.verbs import FINITE, SAYS, SUBJECTS, has_subject
from dateline.records import Parse, Token
from dateline.syntax import children, subtree

_ONE = frozenset({"a", "an", "one", "his", "her", "their"})


def uncounted(parse: Parse) -> Iterator[Token]:
    """ "Killed three nurses, a cook and her son": several are not renamed by one, unless as many follow as were counted
    ("two soldiers, a Kenyan and a Ugandan"), so the list goes on."""
    for one in parse.tokens:
        many = parse.tokens[one.head]
        if one.dep != "appos" or one.tag != "NN" or many.tag != "NNS" or parse.tokens[one.i - 1].tag == "NNS":
            continue
        alone = any(t.text.lower() in _ONE for t in children(parse, one.i, "det", "nummod", "poss"))
        rest = _rest(parse, one)
        if alone and rest and children(parse, many.i, "nummod") and _count(parse, many) != 1 + len(rest):
            yield replace(one, dep="conj")


def joined_nouns(parse: Parse) -> Iterator[Token]:
    """ "Kidnapped a doctor and his driver": a noun is joined to a noun, not to the verb before it."""
    for noun in parse.tokens:
        verb = parse.tokens[noun.head]
        own = children(parse, noun.i, "acl", "relcl")
        clauses = [t for t in own if not any(w.tag == "WRB" for w in children(parse, t.i, "advmod"))]  # "when", "where"
        if noun.dep != "conj" or noun.pos != "NOUN" or verb.pos != "VERB" or clauses:
            continue
        before = parse.tokens[min(subtree(parse, noun.i)) - 1]
        objects = [t for t in children(parse, verb.i, "dobj") if verb.i < t.i < noun.i]
        if before.text in {"and", "or"} and objects and parse.tokens[before.i - 1].text != ",":
            yield replace(noun, head=objects[-1].i)


_SAID = SAYS | {"add", "deny", "accuse", "blame", "urge", "call", "warn"}


def numbers(parse: Parse) -> Iterator[Token]:
    """ "Killing 18 and rustling cattle": a number is joined to no deed, the deed is to the one before."""
    for number in parse.tokens:
        noun = parse.tokens[number.head]
        verb = parse.tokens[noun.head]
        deeds = [t for t in children(parse, number.i, "conj") if t.tag == "VBG" and t.i < noun.i]
        if number.dep != "nummod" or not deeds or noun.dep != "dobj" or verb.tag != "VBG":
            continue
        yield replace(number, dep="dobj", head=verb.i)
        yield replace(deeds[0], dep="conj", head=verb.i, pos="VERB")
        yield replace(noun, head=deeds[0].i)
        yield from (replace(t, head=verb.i) for t in children(parse, number.i, "cc"))
    yield from _befell(parse)
    yield from _no_fewer(parse)


def _no_fewer(parse: Parse) -> Iterator[Token]:
    """ "No fewer than 11 people": the "no" is of "fewer", and of no people."""
    for no, fewer, than in zip(parse.tokens, parse.tokens[1:], parse.tokens[2:], strict=False):
        if no.text.lower() == "no" and fewer.lemma.lower() in {"few", "fewer", "less", "more"} and than.text == "than":
            yield replace(no, dep="advmod", head=fewer.i)


def _befell(parse: Parse) -> Iterator[Token]:
    """ "They speak of 12,000 displaced", "it received 909 wounded": a participle right behind a bare number is what befell
    so many."""
    for done, number in zip(parse.tokens[1:], parse.tokens, strict=False):
        bare = number.pos == "NUM" and number.dep in {"pobj", "dobj"} and number.sentence == done.sentence
        own = children(parse, done.i, "nsubj", "nsubjpass", "aux", "auxpass", "dobj")
        if bare and done.tag == "VBN" and done.dep == "advcl" and not own:
            yield replace(done, dep="acl", head=number.i)


def told_on(parse: Parse) -> Iterator[Token]:
    """ "Told the court that soldiers came, beat the men and left": a list that goes on behind a comma goes on in what is
    told; "denied shelling it and blamed": what has a tense is no second thing denied."""
    for verb in parse.tokens:
        above = parse.tokens[verb.head]
        if verb.dep != "conj" or verb.tag not in FINITE or verb.lemma in _SAID or has_subject(parse, verb):
            continue
        told = [c for c in children(parse, above.i, "ccomp") if above.i < c.i < verb.i and has_subject(parse, c)]
        between = [t for t in children(parse, above.i, "cc") if t.i < verb.i]
        if above.lemma in SAYS and told and not between and parse.tokens[verb.i - 1].text == ",":
            yield replace(verb, head=told[-1].i)
    for verb in parse.tokens:
        deed = parse.tokens[verb.head]
        above = parse.tokens[deed.head]
        if (
            verb.dep == "conj"
            and verb.tag in FINITE
            and deed.tag == "VBG"
            and deed.dep == "xcomp"
            and above.tag in FINITE
        ):
            yield replace(verb, head=above.i)


def unquoted(parse: Parse) -> Iterator[Token]:
    """ "He promised that "this crime will not go unpunished" and sent a unit": behind the closing mark the speaker acts."""
    for verb in parse.tokens:
        told = parse.tokens[verb.head]
        says = parse.tokens[told.head]
        if verb.dep != "conj" or told.dep != "ccomp" or verb.tag != says.tag or has_subject(parse, verb):
            continue
        between = [t.text for t in parse.tokens[told.i : verb.i]]
        opened = any(t.text in _MARKS for t in parse.tokens[says.i : told.i])
        if opened and says.i < told.i and sum(t in _MARKS for t in between) == 1 and verb.tag in FINITE:
            yield replace(verb, head=says.i)
            yield from (replace(t, head=says.i) for t in children(parse, told.i, "cc") if told.i < t.i < verb.i)


def loose(parse: Parse) -> Iterator[Token]:
    """ "Men entered the town, set fire to houses and fled": a past form the parser hangs loosely on the one before it."""
    for verb in parse.tokens[1:]:
        above = parse.tokens[verb.head]
        apart = verb.dep == "dep" and parse.tokens[verb.i - 1].text == "," and above.i < verb.i
        if apart and verb.tag == above.tag == "VBD" and not has_subject(parse, verb):
            yield replace(verb, dep="conj")


_MARKS = frozenset({"``", "''", '"', "“", "”"})


def resumed(parse: Parse) -> Iterator[Token]:
    """ "Soldiers torched the village, local media reported, and shot a man": who told it between commas shot nobody."""
    for verb in parse.tokens:
        says = parse.tokens[verb.head]
        if verb.dep != "conj" or verb.tag not in FINITE or says.lemma not in SAYS or verb.lemma in _SAID:
            continue
        told = [c for c in children(parse, says.i, "ccomp") if c.i < says.i and has_subject(parse, c)]
        apart = parse.tokens[says.i + 1].text == "," and parse.tokens[says.i + 2].lemma in {"and", "but", "then"}
        if told and apart and not has_subject(parse, verb):
            yield replace(verb, head=told[-1].i)


_DONE_TO = frozenset(
    "free release arrest detain jail shoot kill wound execute behead rescue abduct torture deport dismantle defuse destroy disarm".split()
)


def befallen(parse: Parse) -> Iterator[Token]:
    """ "Were taken captive and freed": what is joined to a passive and has no object was done to the same people."""
    for verb in parse.tokens:
        above = parse.tokens[verb.head]
        bare = not children(parse, verb.i, "dobj", "aux", "auxpass", "ccomp", *SUBJECTS)
        if verb.dep == "conj" and verb.tag == "VBD" and verb.lemma in _DONE_TO and bare and above.tag == "VBN":
            yield from [replace(verb, tag="VBN")] if children(parse, above.i, "auxpass") else []


def _rest(parse: Parse, first: Token) -> list[Token]:
    """What is joined to the first member of a list, each to the one before it."""
    joined = children(parse, first.i, "conj")
    return [t for j in joined for t in (j, *_rest(parse, j))]


def _count(parse: Parse, noun: Token) -> int:
    said = [t.text.lower() for t in children(parse, noun.i, "nummod")]
    return next((table("counts")["words"].get(w, int(w) if w.isdigit() else 0) for w in said), 0)

"""Sentences of which the parser made one noun: their verb is found between who did it and what it was done to."""

from collections.abc import Iterator
from dataclasses import replace

from dateline.data import word_class
from dateline.mend.verbs import FINITE, SAYS, people
from dateline.records import Parse, Token
from dateline.syntax import children


def swallowed(parse: Parse) -> Iterator[Token]:
    """ "Supporters of the MDC hurled stones": in a sentence without a verb, a participle between two nouns behind the
    people it is about is the verb."""
    for sentence in parse.sentences:
        tokens = parse.tokens[sentence.first : sentence.last]
        root = next((t for t in tokens if t.head == t.i), None)
        if root is None or root.lemma.lower() not in people() or any(t.tag in FINITE | {"MD"} for t in tokens):
            continue
        verb = next((t for t in tokens if t.i > root.i + 2 and _between(parse, root, t)), None)
        if verb is not None:
            yield from _parted(parse, root, verb)


def _between(parse: Parse, root: Token, verb: Token) -> bool:
    noun, before = parse.tokens[verb.head], parse.tokens[verb.i - 1]
    prep = parse.tokens[noun.head]
    fits = verb.dep == "amod" and verb.tag in {"VBN", "VBD"} and noun.i > verb.i and noun.dep == "pobj"
    inner = before.pos in {"NOUN", "PROPN"} and before.head in {verb.i, noun.i, prep.i}
    return fits and inner and prep.head == root.i and root.i < prep.i < before.i


def _parted(parse: Parse, root: Token, verb: Token) -> Iterator[Token]:
    """The sentence with its verb: what stood before the verb ends the phrase of the people."""
    noun, before = parse.tokens[verb.head], parse.tokens[verb.i - 1]
    yield replace(verb, dep="ROOT", head=verb.i, pos="VERB", tag="VBD")
    yield replace(root, dep="nsubj", head=verb.i)
    yield replace(noun, dep="dobj", head=verb.i)
    yield replace(before, dep="pobj", head=noun.head)
    inner = [*children(parse, noun.i), *children(parse, verb.i)]
    yield from (replace(t, head=before.i) for t in inner if t.i < before.i)
    far = {"prep", "punct", "advcl", "npadvmod", "cc", "conj"}
    outer = children(parse, root.i, *far)
    yield from (replace(t, head=verb.i) for t in outer if t.i > verb.i or t.i < root.i)


def with_objects(parse: Parse) -> Iterator[Token]:
    """ "Air defence downs 15 drones": what has an object is no noun."""
    for verb in parse.tokens[1:]:
        doer = parse.tokens[verb.i - 1]
        if verb.head != verb.i or verb.tag != "NNS" or not children(parse, verb.i, "dobj") or doer.head != verb.i:
            continue
        if doer.dep in {"compound", "nmod"} and not children(parse, verb.i, "nsubj", "prep"):
            yield replace(verb, pos="VERB", tag="VBZ", lemma=verb.lemma.removesuffix("s"))
            yield replace(doer, dep="nsubj")
            yield from (replace(t, head=doer.i) for t in children(parse, verb.i) if t.i < doer.i)


def claims(parse: Parse) -> Iterator[Token]:
    """ "Ukraine's top general claims that …": with "that" behind it and no other verb in the sentence it is one, and the
    adjective before it who claims."""
    for verb in parse.tokens[1:]:
        who, told = parse.tokens[verb.i - 1], children(parse, verb.i, "ccomp", "acl")
        if verb.head != verb.i or verb.tag != "NNS" or who.tag != "JJ" or who.head != verb.i:
            continue
        if verb.lemma in SAYS and who.lemma.lower() in people() and told and children(parse, told[0].i, "mark"):
            yield replace(verb, pos="VERB", tag="VBZ")
            yield replace(who, pos="NOUN", tag="NN", dep="nsubj")
            yield from (replace(t, head=who.i) for t in children(parse, verb.i) if t.i < who.i)


# Ways of putting people to death that stand behind "by".
_WAYS = frozenset("hang behead stone shoot strangle burn crucify electrocute garrotte drown".split())


def grievances(parse: Parse) -> Iterator[Token]:
    """ "Were killed in revenge for the killing of a chief": what "for" leads to is what is avenged."""
    for noun, prep in zip(parse.tokens, parse.tokens[1:], strict=False):
        told = noun.dep == "pobj" and parse.tokens[noun.head].lemma == "in" and prep.dep == "prep"
        if told and prep.head != noun.i and noun.lemma.lower() in word_class("grievance"):
            yield replace(prep, head=noun.i)


def put_to_death(parse: Parse) -> Iterator[Token]:
    """ "Executed by firing squad five men", "by hanging four": the squad fires no men, they are executed."""
    for by in parse.tokens:
        verb = parse.tokens[by.head]
        if by.text.lower() != "by" or verb.lemma not in {"execute", "kill"} or children(parse, verb.i, "auxpass"):
            continue
        for way in children(parse, by.i, "pcomp"):
            squad = any(t.lemma == "squad" for t in children(parse, way.i, "dobj"))
            killed = [t for t in children(parse, way.i, "dobj") if t.lemma != "squad"]
            if killed and (squad or way.lemma in _WAYS):
                yield replace(by, dep="prep")
                yield replace(killed[-1], dep="dobj", head=verb.i)


def shot_dead(parse: Parse) -> Iterator[Token]:
    """ "A militant shot dead by troops", "the military shot dead three": no shot is dead, nor anybody dead to a man."""
    for dead in parse.tokens[1:]:
        shot = parse.tokens[dead.head]
        if dead.text == "dead" and shot.i == dead.i - 1 and shot.lemma in {"shoot", "stab", "beat", "hack"}:
            whom = [t for t in children(parse, dead.i, "pobj", "dobj") if t.i > dead.i]
            yield from (replace(t, dep="dobj", head=shot.i) for t in whom[:1] if shot.pos == "VERB")
    for shot in parse.tokens[1:-1]:
        who, dead = parse.tokens[shot.i - 1], parse.tokens[shot.i + 1]
        top = dead if shot.head == dead.i else shot
        if shot.text != "shot" or shot.tag != "NN" or dead.text != "dead" or who.head != shot.i:
            continue
        passive = bool(children(parse, shot.i, "agent") or not children(parse, dead.i, "dobj"))
        root = top.head == top.i
        tag, dep = ("VBN", "nsubjpass") if passive else ("VBD", "nsubj")
        yield replace(shot, dep=top.dep, head=shot.i if root else top.head, pos="VERB", tag=tag, lemma="shoot")
        yield replace(who, dep=dep, pos="NOUN", tag="NN")
        yield replace(dead, dep="acomp", head=shot.i)
        yield from (replace(t, head=who.i) for t in children(parse, shot.i) if t.i < who.i and t.dep != "prep")
        yield from (replace(t, head=shot.i) for t in children(parse, dead.i) if t.i not in {shot.i, who.i})


MENDS = (shot_dead, swallowed, with_objects, claims, grievances)

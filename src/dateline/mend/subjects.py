"""Subjects the parser lost or doubled: hung on an auxiliary, taken into the list before, read as an aside."""

from collections.abc import Iterator
from dataclasses import replace

from dateline.data import word_class
from dateline.mend.verbs import HARMS, SAYS, has_subject
from dateline.records import Parse, Token
from dateline.syntax import children, subtree
from dateline.vocab import ZoneKind


def of_auxiliaries(parse: Parse) -> Iterator[Token]:
    """ "Eleven people were on Tuesday killed": who stands before a helping verb belongs to the verb it helps."""
    for token in parse.tokens:
        helper = parse.tokens[token.head]
        if token.dep not in {"nsubj", "nsubjpass"} or helper.dep not in {"aux", "auxpass"} or token.i > helper.i:
            continue
        verb = parse.tokens[helper.head]
        if not has_subject(parse, verb):
            passive = children(parse, verb.i, "auxpass")
            yield replace(token, head=verb.i, dep="nsubjpass" if passive else "nsubj")
            yield from (replace(t, head=verb.i) for t in children(parse, helper.i) if t.i != token.i)


def set_beside(parse: Parse) -> Iterator[Token]:
    """ "In Solino, one of the last quarters left, gangs burned houses": between commas and right behind a name, the first
    of two subjects only says what the name is."""
    for verb in parse.tokens:
        subjects = [t for t in children(parse, verb.i, "nsubj", "nsubjpass") if t.i < verb.i]
        if len(subjects) != 2 or subjects[0].pos not in {"NUM", "NOUN"}:
            continue
        below = subtree(parse, subjects[0].i)
        before, after = parse.tokens[max(0, below[0] - 1)], parse.tokens[min(below[-1] + 1, len(parse.tokens) - 1)]
        name = parse.tokens[max(0, before.i - 1)]
        if before.text == after.text == "," and name.pos == "PROPN" and name.dep == "pobj":
            yield replace(subjects[0], head=name.i, dep="appos")


def of_company(parse: Parse) -> Iterator[Token]:
    """ "Men with guns and their flags stopped a cart": what "and" joins to what they carry does nothing itself."""
    for verb in parse.tokens:
        subjects = [t for t in children(parse, verb.i, "nsubj") if t.i < verb.i]
        if len(subjects) != 2:
            continue
        first, second = subjects
        carried = [o for p in children(parse, first.i, "prep") for o in children(parse, p.i, "pobj")]
        joins = [t for t in children(parse, first.i, "cc") if t.i == min(subtree(parse, second.i)) - 1]
        if carried and joins and carried[-1].i < joins[0].i:
            yield replace(second, head=carried[-1].i, dep="conj")
            yield replace(joins[0], head=carried[-1].i)


def of_participles(parse: Parse) -> Iterator[Token]:
    """ "Drones rigged with explosives were dropped on the village": of two verbs with one subject the first, which could be
    a participle, is one; the second, which has its "were", tells what happened."""
    for verb in parse.tokens:
        first = parse.tokens[verb.head]
        passive = children(parse, verb.i, "auxpass")
        if verb.dep != "ccomp" or not passive or has_subject(parse, verb) or first.i > verb.i or first.dep != "ROOT":
            continue
        doers = [t for t in children(parse, first.i, "nsubj") if t.i == first.i - 1]
        between = [t for t in children(parse, first.i) if first.i < t.i < verb.i]
        if first.tag == "VBD" and first.lemma not in SAYS and doers and between and not children(parse, verb.i, "mark"):
            yield replace(verb, head=verb.i, dep="ROOT")
            yield replace(doers[0], head=verb.i, dep="nsubjpass")
            yield replace(first, head=doers[0].i, dep="acl", tag="VBN")
            yield from (replace(t, head=verb.i) for t in children(parse, first.i) if t.i > verb.i)


def of_adjectives(parse: Parse) -> Iterator[Token]:
    """ "300 soldiers advanced towards the town": what heads a sentence, with a subject and no "be", is a verb."""
    for token in parse.tokens:
        regular = token.text.lower().endswith("ed") and token.lemma.lower().endswith("ed")
        doers = [t for t in children(parse, token.i, "nsubj") if t.i < token.i and t.pos != "PRON"]
        moved = children(parse, token.i, "prep")
        helped = children(parse, token.i, "aux", "cop", "auxpass", "dobj")
        if token.tag == "JJ" and token.dep in {"ROOT", "ccomp"} and regular and doers and moved and not helped:
            word = token.text.lower()
            lemma = (
                word.removesuffix("ed") if word.removesuffix("d").removesuffix("e")[-1] not in "cvsgz" else word[:-1]
            )
            yield replace(token, tag="VBD", pos="VERB", lemma=lemma)


def of_headlines(parse: Parse) -> Iterator[Token]:
    """ "Hospital hit again": in a headline a building or a vehicle with nothing behind the verb strikes nobody, it is
    struck, as its "was" is left out."""
    for verb in parse.tokens:
        if parse.sentences[verb.sentence].zone is not ZoneKind.HEADLINE or verb.tag != "VBD" or verb.dep != "ROOT":
            continue
        struck = [t for t in children(parse, verb.i, "nsubj") if t.lemma.lower() in _STRUCK]
        whole = not children(parse, verb.i, "dobj", "aux", "prt", "dative", "ccomp")
        if verb.lemma in HARMS | {"hit", "strike", "attack", "bomb", "shell", "target"} and struck and whole:
            yield replace(verb, tag="VBN")
            yield from (replace(t, dep="nsubjpass") for t in struck)


def stranded(parse: Parse) -> Iterator[Token]:
    """ "Trader shot at in Shopian": an "at" that leads to nothing leads back to the subject, as its "was" is left out."""
    for at in parse.tokens[1:]:
        verb = parse.tokens[at.head]
        bare = at.lemma in {"at", "on", "upon"} and at.i == verb.i + 1 and at.dep in {"prep", "prt"}
        if not bare or verb.lemma not in {"shoot", "fire"} or verb.tag != "VBD" or children(parse, at.i):
            continue
        followed = at.i + 1 < len(parse.tokens) and parse.tokens[at.i + 1].dep == "prep"
        if followed and not children(parse, verb.i, "dobj", "aux"):
            yield replace(verb, tag="VBN")
            yield from (replace(t, dep="nsubjpass") for t in children(parse, verb.i, "nsubj"))


_STRUCK = (word_class("struck") | word_class("ground")) - word_class("means")


def inverted_lists(parse: Parse) -> Iterator[Token]:
    """ "Killed in the attack were two guards and a driver", "Recovered were three rifles": who or what is told last."""
    for sentence in parse.sentences:
        done = parse.tokens[sentence.first]
        be = next(iter(children(parse, done.i, "auxpass")), None) if done.tag == "VBN" else None
        told = children(parse, be.i, "attr") if be is not None else []
        if be is not None and told and not has_subject(parse, done):
            yield replace(told[0], head=done.i, dep="nsubjpass")


def counted_lists(parse: Parse) -> Iterator[Token]:
    """ "Two soldiers, three rebels killed": two numbers of people side by side are a list, and befell both."""
    for second in parse.tokens[1:]:
        first = parse.tokens[second.head]
        done = next((t for t in children(parse, second.i, "acl") if t.tag in {"VBN", "VBD"}), None)
        counted = children(parse, first.i, "nummod") and children(parse, second.i, "nummod")
        if second.dep == "appos" and done is not None and counted and first.i < second.i:
            yield replace(second, dep="conj")
            yield replace(done, head=first.i)


def of_sides(parse: Parse) -> Iterator[Token]:
    """ "Clashes between the army and its allies on one side and the RSF on the other": the RSF is a party, no side."""
    for side in parse.tokens:
        on = parse.tokens[side.head]
        others = [t for t in children(parse, side.i, "conj") if _on_the_other(parse, t)]
        if side.lemma not in {"side", "hand"} or on.lemma != "on" or not others:
            continue
        noun = on.head if parse.tokens[on.head].lemma != "between" else parse.tokens[on.head].head
        between = [p for p in children(parse, noun, "prep") if p.lemma == "between"]
        party = next((o for p in between for o in children(parse, p.i, "pobj") if o.i < side.i), None)
        if party is not None:
            yield replace(others[0], head=party.i)
            yield from (replace(t, head=party.i) for t in children(parse, side.i, "cc"))


def _on_the_other(parse: Parse, party: Token) -> bool:
    preps = [p for p in children(parse, party.i, "prep") if p.lemma == "on"]
    return any(t.lemma in {"other", "another"} for p in preps for t in children(parse, p.i, "pobj"))


def listed_deeds(parse: Parse) -> Iterator[Token]:
    """ "Bandits kill 11, abduct bride": behind the comma of a headline a bare verb before a noun is the next deed."""
    for deed in parse.tokens[1:]:
        noun = parse.tokens[deed.head]
        verb = parse.tokens[noun.head]
        bare = deed.dep == "compound" and deed.tag in {"VB", "VBP"} and parse.tokens[deed.i - 1].text == ","
        if bare and noun.dep == "dobj" and verb.tag in {"VBP", "VB", "VBZ"} and verb.i < deed.i:
            yield replace(deed, head=verb.i, dep="conj", pos="VERB", tag=verb.tag)
            yield replace(noun, head=deed.i)


OF_LISTS = (inverted_lists, counted_lists, of_sides, listed_deeds)
MENDS = (
    of_auxiliaries,
    set_beside,
    of_company,
    of_participles,
    of_adjectives,
    of_headlines,
    stranded,
    *OF_LISTS,
)

"""What opens a sentence and is no part of who acts in it: labels, days, hours and places before the subject."""

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.data import word_class
from dateline.mend.verbs import FINITE, HARMS, NAMES, SUBJECTS, has_subject
from dateline.records import Parse, Token
from dateline.syntax import ancestors, children, past_date, subtree

_CLOCK = re.compile(r"\d{1,2}:\d{2}")


def kickers(parse: Parse) -> Iterator[Token]:
    """ "Sudan: shelling leaves 31 dead": what stands before a headline's colon is no subject, the next noun is."""
    for verb in parse.tokens:
        subjects = children(parse, verb.i, "nsubj", "nsubjpass")
        if len(subjects) < 2:
            continue
        between = [t.text for t in parse.tokens[subjects[0].i + 1 : subjects[1].i]]
        if between[:1] == [":"] or ";" in between:  # "Two rebels killed in Kulgam; trader shot at"
            yield replace(subjects[0], dep="dep")


def hours(parse: Parse) -> Iterator[Token]:
    """ "At 14:30 militants fired": nobody is at militants; they fired, at 14:30."""
    for clock in parse.tokens:
        noun = parse.tokens[clock.head]
        at = parse.tokens[noun.head]
        verb = parse.tokens[at.head]
        if clock.dep != "nummod" or noun.dep != "pobj" or at.i != clock.i - 1 or not _CLOCK.fullmatch(clock.text):
            continue
        if (
            verb.tag in FINITE
            and verb.i > noun.i
            and noun.tag in {"NNS", "NNP", "NNPS"}
            and not has_subject(parse, verb)
        ):
            yield replace(clock, dep="pobj", head=at.i)
            yield replace(noun, dep="nsubj", head=verb.i)


def openers(parse: Parse) -> Iterator[Token]:
    """ "Meanwhile, in Bosnia, Croat and Moslem forces fought": a verb has a subject, and no list begins behind "in X," """
    for verb in parse.tokens:
        passive = children(parse, verb.i, "auxpass")
        finite = verb.tag in FINITE or bool(passive)
        if verb.dep not in {"ROOT", "ccomp"} or not finite or has_subject(parse, verb):
            continue
        begins = parse.sentences[verb.sentence].first
        opening = [
            t
            for t in children(parse, verb.i, "prep")
            if all(b.dep in {"advmod", "punct", "cc"} for b in parse.tokens[begins : t.i])
        ]
        listed = [c for p in opening for o in children(parse, p.i, "pobj") for c in children(parse, o.i, "conj")]
        listed += _named_last(parse, verb)
        first = next((c for c in listed if parse.tokens[min(subtree(parse, c.i)) - 1].text == ","), None)
        if first is not None and first.pos in NAMES and max(subtree(parse, first.i)) < verb.i:
            yield replace(first, dep="nsubjpass" if passive else "nsubj", head=verb.i)


_WHERE = frozenset({"near", "outside", "inside", "around", "along", "across", "off", "beyond", "amid"})


def capitals(parse: Parse) -> Iterator[Token]:
    """ "Near Vovchansk, rebels carried out an attack": a capital makes no name of a preposition that opens a sentence."""
    for sentence in parse.sentences:
        near = parse.tokens[sentence.first]
        name = parse.tokens[near.head]
        verb = parse.tokens[name.head]
        taken = near.text.lower() in _WHERE and near.dep == "compound" and name.dep in {"nsubj", "nsubjpass"}
        others = [t for t in children(parse, verb.i, "nsubj", "nsubjpass") if t.i > name.i]
        beside = [t for t in children(parse, name.i, "appos") if t.i > name.i]
        if not taken or name.pos != "PROPN" or not (others or beside):
            continue
        yield replace(near, dep="prep", head=verb.i, pos="ADP", tag="IN", lemma=near.text.lower())
        yield replace(name, dep="pobj", head=near.i)
        yield from (replace(t, dep=name.dep, head=verb.i) for t in ([] if others else beside[:1]))


def _named_last(parse: Parse, verb: Token) -> list[Token]:
    """ "Acting on a tip from villagers, a team of police raided the house": who stands between the comma and the verb."""
    start = parse.sentences[verb.sentence].first
    opening = [t for t in children(parse, verb.i, "advcl") if t.tag == "VBG" and min(subtree(parse, t.i)) == start]
    inside = [parse.tokens[k] for t in opening for k in subtree(parse, t.i)]
    return [
        t for t in inside if t.dep in {"appos", "conj"} and max(subtree(parse, t.i)) == verb.i - 1 and t.tag != "VBG"
    ]


def counted(parse: Parse) -> Iterator[Token]:
    """ "In the firefight two rebels were killed": no number stands inside a compound; the rebels are its subject."""
    for noun in parse.tokens:
        prep = parse.tokens[noun.head]
        verb = parse.tokens[prep.head]
        number = next(iter(children(parse, noun.i, "nummod")), None)
        if noun.dep != "pobj" or noun.tag != "NNS" or number is None or has_subject(parse, verb) or verb.i < noun.i:
            continue
        before = parse.tokens[number.i - 1]
        passive = children(parse, verb.i, "auxpass")
        told = verb.pos == "VERB" and (verb.tag in FINITE or passive)
        deed = before.text.lower() in word_class("done_to") | word_class("means")
        whole = before.tag == "NN" or (before.tag == "VBG" and deed)
        if told and before.head == noun.i and whole and before.dep != "poss" and prep.i < before.i:
            yield replace(before, dep="pobj", head=prep.i, pos="NOUN", tag="NN")
            yield replace(noun, dep="nsubjpass" if passive else "nsubj", head=verb.i)
            yield from (replace(t, head=before.i) for t in children(parse, noun.i) if t.i < before.i)


def days(parse: Parse) -> Iterator[Token]:
    """ "On 6 May 2019 troops recovered Bara": nobody is on troops; they recovered it, on that day."""
    for noun in parse.tokens:
        on = parse.tokens[noun.head]
        verb = parse.tokens[on.head]
        opens = noun.dep == "pobj" and on.i == parse.sentences[noun.sentence].first and noun.pos in NAMES
        if not opens or verb.tag not in FINITE or verb.i < noun.i or has_subject(parse, verb):
            continue
        end = past_date(parse, on.i + 1, noun.i)
        end += end < noun.i and parse.tokens[end].text.isdigit() and len(parse.tokens[end].text) == 4
        day = parse.tokens[on.i + 1 : end]
        month = next((t for t in day if t.text.isalpha()), None)
        if month is None or not end <= noun.i:
            continue
        passive = children(parse, verb.i, "auxpass")
        yield replace(month, dep="pobj", head=on.i)
        yield from (replace(t, dep="nummod", head=month.i) for t in day if t.i != month.i)
        yield replace(noun, dep="nsubjpass" if passive else "nsubj", head=verb.i)


def dated(parse: Parse) -> Iterator[Token]:
    """ "On 31 May, in Tondo, a police team shot dead a man", "On 4 May veterans called on him to go": what happened heads
    the sentence, and neither its "on" nor who did it."""
    for verb in parse.tokens:
        doer = parse.tokens[verb.head]
        top = next((t for t in ancestors(parse, verb.i) if t.head == t.i), verb)
        hung = verb.tag == "VBD" and verb.dep == "acl" and not children(parse, verb.i, "auxpass", "agent", *SUBJECTS)
        if not hung or any(t.tag in FINITE and t.i != verb.i for t in children(parse, top.i)):
            continue
        opening = [t for t in (top, *children(parse, top.i, "prep")) if t.i == parse.sentences[verb.sentence].first]
        alone = top.i == doer.i and (
            verb.lemma in HARMS or not children(parse, verb.i, "dobj", "xcomp", "ccomp", "prep")
        )
        if not opening or opening[0].pos != "ADP" or alone:
            continue
        yield replace(verb, dep="ROOT", head=verb.i)
        yield replace(doer, dep="nsubj", head=verb.i)
        yield replace(opening[0], dep="prep", head=verb.i)
        behind = children(parse, top.i, "punct", "advcl", "conj", "cc")
        yield from (replace(t, head=verb.i) for t in behind if t.i > verb.i)

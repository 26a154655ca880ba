"""What opens a sentence and is no part of who acts in it: labels, days, hours and places before the subject."""

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.mend.verbs import FINITE, HARMS, NAMES, SUBJECTS, has_subject
from dateline.records import Parse, Token
from dateline.syntax import ancestors, children, past_date, subtree

_CLOCK = re.compile(r"\d{1,2}:\d{2}")


def kickers(parse: Parse) -> Iterator[Token]:
    """ "Sudan: shelling leaves 31 dead": what stands before a headline's colon is no subject, the next noun is."""
    for verb in parse.tokens:
        subjects = children(parse, verb.i, "nsubj")
        if len(subjects) > 1 and subjects[0].i + 1 < len(parse.tokens) and parse.tokens[subjects[0].i + 1].text == ":":
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
        if verb.dep not in {"ROOT", "ccomp"} or verb.tag not in FINITE or has_subject(parse, verb):
            continue
        begins = parse.sentences[verb.sentence].first
        opening = [
            t
            for t in children(parse, verb.i, "prep")
            if all(b.dep in {"advmod", "punct", "cc"} for b in parse.tokens[begins : t.i])
        ]
        listed = [c for p in opening for o in children(parse, p.i, "pobj") for c in children(parse, o.i, "conj")]
        first = next((c for c in listed if parse.tokens[min(subtree(parse, c.i)) - 1].text == ","), None)
        if first is not None and first.pos in NAMES and max(subtree(parse, first.i)) < verb.i:
            passive = children(parse, verb.i, "auxpass")
            yield replace(first, dep="nsubjpass" if passive else "nsubj", head=verb.i)


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

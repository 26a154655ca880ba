"""Clauses the parser lost: their subject was taken for the object above, or their verb for an adjective."""

from collections.abc import Iterator
from dataclasses import replace

from dateline.mend.verbs import FINITE, NAMES, SAYS, SUBJECTS, has_subject, people
from dateline.records import Parse, Token
from dateline.syntax import ancestors, children, subtree


def robbed(parse: Parse) -> Iterator[Token]:
    """ "The fleet maintained its boats were fired upon": nobody maintains boats that were; a finite clause has a subject."""
    for verb in parse.tokens:
        above = parse.tokens[verb.head]
        helpers = children(parse, verb.i, "aux", "auxpass")
        first = min((t.i for t in (verb, *helpers)), default=verb.i)
        finite = parse.tokens[first].tag in FINITE | {"MD"}
        if verb.dep != "ccomp" or not finite or has_subject(parse, verb) or children(parse, verb.i, "mark"):
            continue
        taken = [t for t in children(parse, above.i, "dobj") if subtree(parse, t.i)[-1] == first - 1]
        if above.i < first and taken and taken[0].pos != "PRON":
            passive = any(t.dep == "auxpass" for t in helpers)
            yield replace(taken[0], head=verb.i, dep="nsubjpass" if passive else "nsubj")


def unadorned(parse: Parse) -> Iterator[Token]:
    """ "Al-Shabaab threatened attacks": what has a tense and a subject of its own is no adjective of the next noun."""
    for verb in parse.tokens:
        noun = parse.tokens[verb.head]
        if verb.dep != "amod" or verb.tag not in FINITE or verb.i > noun.i or not children(parse, verb.i, "nsubj"):
            continue
        root = noun.head == noun.i
        yield replace(verb, dep=noun.dep, head=verb.i if root else noun.head, pos="VERB")
        yield replace(noun, dep="dobj", head=verb.i)
        outer = [t for t in children(parse, noun.i) if t.i < verb.i or t.dep in {"punct", "advcl", "cc", "conj"}]
        yield from (replace(t, head=verb.i) for t in outer)


def inverted(parse: Parse) -> Iterator[Token]:
    """ "…, warned one diplomat, …": between commas and without a subject, who stands behind a verb of speech speaks."""
    for verb in parse.tokens[1:-1]:
        before, first = parse.tokens[verb.i - 1], parse.tokens[verb.i + 1]
        if (
            verb.lemma not in SAYS
            or verb.tag != "VBD"
            or before.text not in {",", '"', "”"}
            or has_subject(parse, verb)
        ):
            continue
        told = (t for t in children(parse, verb.i, "ccomp", "advcl") if t.i < verb.i)
        if verb.dep not in {"ROOT", "ccomp", "parataxis"} or (verb.dep != "parataxis" and not any(told)):
            continue
        whom = next((t for t in children(parse, verb.i, "dobj") if min(subtree(parse, t.i)) == first.i), None)
        end = parse.sentences[verb.sentence].last - 1
        last = max(subtree(parse, whom.i)) + 1 if whom is not None else end
        ends = last >= end or parse.tokens[last].text in {",", ".", "—", "–"} or parse.tokens[last].pos == "ADP"
        speaker = whom is not None and (whom.lemma.lower() in people() or whom.entity.endswith("PERSON"))
        if whom is not None and speaker and ends and whom.tag != "PRP":
            yield replace(whom, dep="nsubj")


_HELD = frozenset("believe think suspect know say report allege presume".split())


def set_apart(parse: Parse) -> Iterator[Token]:
    """ "The attackers, believed to number three, escaped": between commas it is what is held of them, and no deed of theirs."""
    for verb in parse.tokens[1:]:
        subject = next((t for t in children(parse, verb.i, "nsubj") if t.i < verb.i), None)
        deed = next((t for t in children(parse, verb.i, "conj") if t.tag in FINITE), None)
        if verb.lemma not in _HELD or verb.tag != "VBD" or subject is None or deed is None:
            continue
        apart = parse.tokens[verb.i - 1].text == parse.tokens[deed.i - 1].text == ","
        run_on = (
            subject.i == verb.i - 1 and deed.tag == "VBD" and not has_subject(parse, deed)
        )  # "a strike believed to be theirs hit"
        if (apart or run_on) and children(parse, verb.i, "xcomp") and not children(parse, verb.i, "cc"):
            yield replace(deed, dep=verb.dep, head=deed.i if verb.head == verb.i else verb.head)
            yield replace(subject, head=deed.i)
            yield replace(verb, dep="acl", head=subject.i, tag="VBN")


def told_of(parse: Parse) -> Iterator[Token]:
    """ "Residents said the assailants, who rode in, shot at them and left": who left did the shooting, too."""
    for verb in parse.tokens:
        noun = parse.tokens[verb.head]
        above = parse.tokens[noun.head]
        if verb.dep != "acl" or verb.tag != "VBN" or noun.dep != "dobj" or above.lemma not in SAYS:
            continue
        goes_on = any(t.tag == "VBD" and not has_subject(parse, t) for t in children(parse, verb.i, "conj"))
        if goes_on and children(parse, noun.i, "relcl") and not children(parse, verb.i, "agent", "auxpass"):
            yield replace(verb, dep="ccomp", head=above.i, tag="VBD")
            yield replace(noun, dep="nsubj", head=verb.i)


def unshared(parse: Parse) -> Iterator[Token]:
    """ "Held by the rebels, and the army has shelled it", "two lost their lives and an officer sustained injuries": a noun
    right before a verb that has no other subject is its subject, and joined to nothing before it."""
    for verb in parse.tokens:
        helpers = children(parse, verb.i, "aux", "auxpass", "neg", "advmod")
        first = min([verb.i, *(t.i for t in helpers if t.i < verb.i)])
        finite = parse.tokens[first].tag in {*FINITE, "MD"} or verb.tag in FINITE
        if verb.dep != "conj" or not finite or has_subject(parse, verb) or first == 0:
            continue
        noun = next((t for t in ancestors(parse, first - 1) if t.dep == "conj" and t.pos in NAMES), None)
        own = parse.tokens[first - 1]
        noun = own if own.dep == "conj" and own.pos in NAMES else noun
        if noun is None or noun.i < verb.head or max(subtree(parse, noun.i)) != first - 1:
            continue
        before = parse.tokens[min(subtree(parse, noun.i)) - 1]
        if before.lemma in {"and", "but", "while"} and parse.tokens[noun.head].i > verb.head:
            yield replace(noun, dep="nsubjpass" if any(t.dep == "auxpass" for t in helpers) else "nsubj", head=verb.i)
            yield replace(before, head=verb.head)


def parted(parse: Parse) -> Iterator[Token]:
    """ "On Monday the rebels, backed by troops, captured the town": between commas the participle says more of them, and
    what follows the second comma is what they did."""
    for verb in parse.tokens:
        first = parse.tokens[verb.head]
        noun = parse.tokens[first.head]
        fits = verb.dep == "conj" and verb.tag in {"VBN", "VBD"} and first.dep == "acl" and first.tag == "VBN"
        if not fits or not children(parse, verb.i, "dobj") or children(parse, verb.i, "aux", "auxpass", *SUBJECTS):
            continue
        apart = parse.tokens[first.i - 1].text == parse.tokens[verb.i - 1].text == ","
        above = parse.tokens[noun.head]
        outer = parse.tokens[above.head]
        if not apart or children(parse, first.i, "cc") or noun.dep != "pobj" or above.i > noun.i or outer.i < verb.i:
            continue
        root = outer.head == outer.i
        yield replace(noun, dep="nsubj", head=verb.i)
        yield replace(verb, dep=outer.dep, head=verb.i if root else outer.head, tag="VBD")
        yield replace(outer, dep="advcl", head=verb.i)
        yield replace(above, head=verb.i)


def months(parse: Parse) -> Iterator[Token]:
    """ "A strike on 11 May killed two": behind its day a month is no "may"."""
    for may in parse.tokens[1:]:
        day = parse.tokens[may.i - 1]
        if may.text == "May" and may.dep == "aux" and day.tag == "CD" and day.text.isdigit() and int(day.text) < 32:
            yield replace(may, dep=day.dep, head=day.head, pos="PROPN", tag="NNP", lemma="May")
            yield replace(day, dep="nummod", head=may.i)


_DASHES = frozenset({"-", "–", "—", "--"})


def beyond_dashes(parse: Parse) -> Iterator[Token]:
    """ "Crowds marched – where the army had camped – while chanting": what stands behind the second dash hangs on nothing
    between the two."""
    for sentence in parse.sentences:
        tokens = parse.tokens[sentence.first : sentence.last]
        marks = [t.i for t in tokens if t.text in _DASHES and t.tag == ":"]
        if len(marks) != 2:
            continue
        inner = range(marks[0] + 1, marks[1])
        before = [parse.tokens[t.head] for t in parse.tokens[marks[0] + 1 : marks[1]] if t.head < marks[0]]
        outer = next((v for t in before for v in (t, *ancestors(parse, t.i)) if v.pos == "VERB"), None)
        strays = [t for t in tokens if t.i > marks[1] and t.head in inner and t.pos == "VERB"]
        if outer:
            yield from (replace(t, head=outer.i) for t in strays)


_TAKE_INFINITIVES = frozenset("purport vow threaten refuse pledge fail".split())


def infinitives(parse: Parse) -> Iterator[Token]:
    """ "A clip that purports to show a raid": the infinitive right behind the verb is what is purported, no purpose."""
    for act in parse.tokens:
        verb = parse.tokens[act.head]
        loose = verb.lemma in _TAKE_INFINITIVES and act.dep in {"advcl", "relcl"}
        if loose and any(t.tag == "TO" and t.i == verb.i + 1 for t in children(parse, act.i, "aux")):
            yield replace(act, dep="xcomp")


MENDS = (months, infinitives, robbed, unshared, parted, unadorned, inverted, set_apart, told_of, beyond_dashes)

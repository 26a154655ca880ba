"""Verbs the parser takes for something else: compound verbs, headline verbs, participles hung on the wrong noun.

Each mend is a small function from a parse to new attachments, as in ``mend``, which makes them in their order.
"""

from collections.abc import Iterator
from dataclasses import replace

from dateline.data import word_class
from dateline.records import Parse, Token
from dateline.syntax import ancestors, children

SAYS = frozenset("say add report announce warn claim confirm tell state note write".split())
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
FINITE = {"VBD", "VBZ", "VBP"}
NAMES = {"NOUN", "PROPN", "PRON"}
HARMS = frozenset(
    "kill wound injure hit destroy damage strike maim slay murder slaughter massacre behead execute".split()
)


def hyphened(parse: Parse) -> Iterator[Token]:
    """ "Troops re-captured the town", "militants car-bombed a post": the three parts are one verb, the last its head."""
    for verb in parse.tokens[2:]:
        first, hyphen = parse.tokens[verb.i - 2], parse.tokens[verb.i - 1]
        joined = hyphen.text == "-" and hyphen.start == first.end and hyphen.end == verb.start
        if not joined or first.lemma.lower() not in word_class("joined") or not verb.tag.startswith("VB"):
            continue
        parts = {first.i, hyphen.i, verb.i}
        top = next(t for t in (first, hyphen, verb) if t.head not in parts or t.head == t.i)
        below = [t for p in (first, hyphen) for t in children(parse, p.i) if t.i not in parts]
        yield replace(first, dep="compound", head=verb.i, pos="NOUN", tag="NN")
        yield replace(hyphen, dep="punct", head=verb.i, pos="PUNCT", tag="HYPH")
        if top.i != verb.i:
            yield replace(verb, dep=top.dep, head=verb.i if top.head == top.i else top.head, pos="VERB", tag="VBD")
            yield from (replace(t, head=verb.i) for t in below)
        else:
            below = [t for t in below if t.pos in NAMES]
            yield from (replace(t, dep="nsubj", head=verb.i) for t in below[:1])
            if first.lemma == "counter" and verb.head == verb.i:
                yield replace(verb, tag="VBD")  # nobody is counter-attacked in a headline
            if first.i and not below:
                yield from _active(parse, verb, parse.tokens[first.i - 1])


def _active(parse: Parse, verb: Token, doer: Token) -> Iterator[Token]:
    """A compound verb taken for a participle, between who does it and to whom it is done: "pupils" in both."""
    noun = parse.tokens[verb.head]
    if verb.dep not in {"amod", "acl"} or doer.tag not in {"NNS", "NNP", "NNPS"} or doer.sentence != verb.sentence:
        return
    if noun.i < verb.i and not children(parse, verb.i, "dobj"):
        return
    top = doer if noun.i == doer.i or doer in ancestors(parse, noun.i) else noun
    yield replace(verb, dep=top.dep, head=verb.i if top.head == top.i else top.head, pos="VERB", tag="VBD")
    yield replace(doer, dep="nsubj", head=verb.i)
    if noun.i > verb.i:
        yield replace(noun, dep="dobj", head=verb.i)


def buried(parse: Parse) -> Iterator[Token]:
    """ "A grenade thrown into a bar killed 21": a verb of harm that has its victims behind it is no participle of the
    noun before it; the whole phrase before it did it."""
    for verb in parse.tokens:
        if verb.dep != "acl" or verb.lemma not in HARMS or not _strikes(parse, verb):
            continue
        top = phrase_top(parse, verb)
        above = parse.tokens[top.head]
        if top.head == top.i:
            yield replace(verb, dep="ROOT", head=verb.i, pos="VERB", tag="VBD")
        elif above.lemma in SAYS and (top.dep == "dobj" or _doubled(parse, top)):
            yield replace(verb, dep="ccomp", head=above.i, pos="VERB", tag="VBD")
        else:
            continue
        yield replace(top, dep="nsubj", head=verb.i)
        loose = [t for t in children(parse, above.i, "conj", "cc") if t.i > verb.i]
        loose = loose or [t for t in children(parse, top.i, "conj", "cc") if t.i > verb.i]
        yield from (replace(t, head=verb.i) for t in loose if not has_subject(parse, t))
        if top.head == top.i:
            yield from (
                replace(t, head=verb.i) for t in children(parse, top.i, "punct", "advcl", "parataxis") if t.i > verb.i
            )


def _strikes(parse: Parse, verb: Token) -> bool:
    """Whether a verb has an object right behind it and no "by" whoever."""
    objects = children(parse, verb.i, "dobj")
    return bool(objects) and objects[0].i > verb.i and not children(parse, verb.i, "agent", "auxpass", "nsubj")


def phrase_top(parse: Parse, verb: Token) -> Token:
    """The noun that heads the whole phrase before a verb hung below one of its nouns."""
    noun = parse.tokens[verb.head]
    for token in ancestors(parse, verb.i):
        if token.i > verb.i or token.pos not in {"NOUN", "PROPN", "ADP", "VERB"} or token.tag in FINITE:
            break
        noun = token if token.pos in {"NOUN", "PROPN"} else noun
    return noun


def _doubled(parse: Parse, subject: Token) -> bool:
    """Whether a verb has another subject behind this one: "… killed 14, medics said" """
    return subject.dep == "nsubj" and any(t.i > subject.i for t in children(parse, subject.head, "nsubj"))


def modified_verbs(parse: Parse) -> Iterator[Token]:
    """ "Car bomb rocks hotel": a noun modifies no verb; before one without a subject, it is the subject."""
    for noun in parse.tokens:
        verb = parse.tokens[noun.head]
        loose = noun.dep in {"compound", "nmod"} and noun.pos in {"NOUN", "PROPN"} and not noun.entity
        if (
            loose
            and verb.i == noun.i + 1
            and verb.tag in FINITE
            and verb.pos == "VERB"
            and not has_subject(parse, verb)
        ):
            yield replace(noun, dep="nsubj")


# Verbs of war and protest that are also nouns; what stands before and behind tells which, in a sentence without a verb.
_ALSO_NOUNS = frozenset("fire fight clash attack raid ambush shell battle march protest rally strike torch bomb riot retreat "
                        "advance storm loot target massacre rape murder".split())  # fmt: skip


def unverbed(parse: Parse) -> Iterator[Token]:
    """ "Military forces fire at a boat": in a sentence without a verb, what stands between people and a preposition."""
    for sentence in parse.sentences:
        tokens = parse.tokens[sentence.first : sentence.last]
        main_verb = (t for t in tokens if t.tag in FINITE | {"MD"} or (t.head == t.i and t.pos == "VERB"))
        if any(not _meanwhile(parse, t) for t in main_verb):
            continue
        if (main := _come_together(parse, tokens)) is not None:
            yield from _made_verb(parse, main, parse.tokens[main.head])
            continue
        may = (t for t in tokens[1:-1] if t.lemma in _ALSO_NOUNS and t.tag in {"NN", "NNS", "VB"})
        verb = next((t for t in may if _between(parse, t) or _has_doers(parse, t)), None)
        if verb is not None:
            yield from _made_verb(parse, verb, parse.tokens[verb.i - 1])


def _meanwhile(parse: Parse, verb: Token) -> bool:
    """Whether a verb only tells what happened beside: "gangs torch station as mission waits" """
    clauses = (t for t in (verb, *ancestors(parse, verb.i)) if t.dep == "advcl")
    return any(t.text.lower() in {"as", "while", "after"} for c in clauses for t in children(parse, c.i, "mark"))


def _has_doers(parse: Parse, noun: Token) -> bool:
    """ "Rebels ambush army convoy": no noun has a subject in the plural right before it."""
    doer = parse.tokens[noun.i - 1]
    many = doer.tag in {"NNS", "NNPS"} and doer.dep == "nsubj" and doer.head == noun.i
    return many and noun.tag == "NN" and not children(parse, noun.i, "cop", "aux", "auxpass")


# What nobody is done: as a participle behind people, in a sentence without a verb, it is the verb.
_NO_PASSIVE = frozenset("gather assemble march demonstrate protest rally clash flee arrive converge congregate surrender "
                        "defect retreat riot".split())  # fmt: skip


def _come_together(parse: Parse, tokens: tuple[Token, ...]) -> Token | None:
    """ "Some 30 activists assembled in the square": the verb of a sentence of which the parser made one noun."""
    root = next((t for t in tokens if t.head == t.i), None)
    if root is None or root.tag != "NNS":
        return None
    behind = children(parse, root.i, "acl")
    fits = (t for t in behind if t.lemma in _NO_PASSIVE and t.tag in {"VBN", "VBD"})
    return next((t for t in fits if not children(parse, t.i, "agent", "auxpass")), None)


def _between(parse: Parse, verb: Token) -> bool:
    """Whether people stand right before a word, in the plural, as the last of a list or as one that opens a headline
    ("Army shells Jaffna"), and a phrase behind it."""
    doer, behind = parse.tokens[verb.i - 1], parse.tokens[verb.i + 1]
    people = doer.lemma.lower() in word_class("person") | word_class("armed")
    if verb.tag == "NNS":
        opens = doer.i == parse.sentences[doer.sentence].first
        return people and opens and doer.tag != "NNS" and behind.pos in {"PROPN", "DET", "NUM"}
    listed = verb.dep == "conj" and doer.head == verb.i
    phrase = behind.pos in {"ADP", "DET", "NUM"} or (verb.lemma in {"fire", "torch"} and behind.pos == "NOUN")
    return people and (doer.tag == "NNS" or listed) and phrase and behind.lemma != "of"


def _made_verb(parse: Parse, verb: Token, doer: Token) -> Iterator[Token]:
    root = next((t for t in ancestors(parse, verb.i) if t.head == t.i), verb)
    yield replace(verb, dep="ROOT", head=verb.i, pos="VERB", tag="VBD" if verb.tag == "VBN" else "VBP")
    if root.i >= verb.i:
        yield replace(doer, dep="nsubj", head=verb.i)
        yield from [replace(root, dep="dobj", head=verb.i)] if root.i > verb.i else []
    else:
        yield replace(root, dep="nsubj", head=verb.i)
        yield from [replace(doer, dep="conj", head=root.i)] if doer.head == verb.i else []
    yield from (replace(t, head=verb.i) for t in children(parse, root.i, "punct", "prep", "advcl") if t.i > verb.i)


def gerund_subjects(parse: Parse) -> Iterator[Token]:
    """ "Fighting between them has closed the school": a gerund without an object that is a subject is a noun."""
    for token in parse.tokens:
        if (
            token.dep == "csubj"
            and token.tag == "VBG"
            and not children(parse, token.i, "dobj", "aux", "xcomp", "ccomp")
        ):
            yield replace(token, dep="nsubj", pos="NOUN", tag="NN", lemma=token.text.lower())


# Forms of verbs that are no other word.
_NO_NOUNS = frozenset("retook overran fled slew overthrew withdrew besieged recaptured purports".split())


def unlike_nouns(parse: Parse) -> Iterator[Token]:
    """ "The army retook Bama", "Niger's military seized power": a past form behind its doer, taken for a part of the noun
    that heads the whole sentence, or what is said in it."""
    for verb in parse.tokens[1:]:
        doer = parse.tokens[verb.i - 1]
        form = verb.text in _NO_NOUNS and verb.tag[:2] in {"NN", "JJ"} and doer.tag[:2] in {"NN", "CD"}
        armed = verb.dep == "amod" and verb.tag in {"VBN", "VBD"} and doer.lemma.lower() in word_class("armed")
        top = parse.tokens[verb.head] if verb.dep in {"compound", "amod"} else verb
        above = parse.tokens[top.head]
        gerund = top.dep == "nsubj" and above.tag == "VBG" and above.head == above.i  # "…, killing two"
        alone = above.i == top.i or above.lemma in SAYS or gerund
        if not (form or armed) or not alone or doer.head not in {verb.i, top.i} or doer.sentence != verb.sentence:
            continue
        if top.i < verb.i or (armed and any(t.tag in FINITE for t in children(parse, top.i, "relcl", "acl"))):
            continue
        root = above.i == top.i or gerund
        tag = "VBZ" if verb.text.endswith("s") else "VBD"
        yield replace(verb, dep="ROOT" if root else "ccomp", head=verb.i if root else above.i, pos="VERB", tag=tag)
        yield replace(doer, dep="nsubj", head=verb.i, pos="NOUN" if doer.pos == "ADJ" else doer.pos)
        below = {t.i: t for part in (verb, top) for t in children(parse, part.i)}
        yield from _shared_out(parse, verb, doer, top, [t for t in below.values() if t.i not in {verb.i, doer.i}])
        if gerund:
            yield replace(above, dep="advcl", head=verb.i)
            yield from (replace(t, head=verb.i) for t in children(parse, above.i) if t.i < verb.i)


def _shared_out(parse: Parse, verb: Token, doer: Token, top: Token, below: list[Token]) -> Iterator[Token]:
    """What stood below a noun that was a verb: before the verb its doer's, behind it its object and the rest."""
    objects = [top] if top.i > verb.i else [t for t in below if t.i > verb.i and t.dep in {"appos", "dobj", "npadvmod"}]
    yield from (replace(t, dep="dobj", head=verb.i) for t in objects[:1])
    own = {"det", "compound", "amod", "poss", "nummod", "nmod"}
    for token in below:
        if token.i < doer.i and token.dep in own:
            yield replace(token, head=doer.i)
        elif token.i < doer.i or (token.i > top.i and token.dep not in own and token not in objects):
            yield replace(token, head=token.head if token.lemma == "of" else verb.i)


def labels(parse: Parse) -> Iterator[Token]:
    """ "Movement of civilians: 300 families fled": a label before a colon does not do what stands behind it."""
    for sentence in parse.sentences:
        colon = next((t for t in parse.tokens[sentence.first : sentence.last][:8] if t.text == ":"), None)
        if colon is None:
            continue
        before = parse.tokens[sentence.first : colon.i]
        loose = (t for t in before if t.dep == "nsubj" and t.head > colon.i)
        yield from (
            replace(t, dep="dep") for t in loose if len(children(parse, t.head, "nsubj", "nsubjpass", "csubj")) > 1
        )


def participles(parse: Parse) -> Iterator[Token]:
    """ "The base was overrun": a participle that looks like no other word, taken for an adjective or a number."""
    forms = {entry.split()[0] for entry in word_class("irregular")}
    for token in parse.tokens:
        be = parse.tokens[token.head]
        if token.dep not in {"acomp", "attr"} or be.lemma != "be" or token.text.lower() not in forms or be.i > token.i:
            continue
        root = be.head == be.i
        yield replace(token, dep=be.dep, head=token.i if root else be.head, pos="VERB", tag="VBN")
        yield replace(be, dep="auxpass", head=token.i)
        for child in children(parse, be.i):
            if child.i != token.i:
                yield replace(child, head=token.i, dep="nsubjpass" if child.dep == "nsubj" else child.dep)


def twins(parse: Parse) -> Iterator[Token]:
    """ "Iraq PM urges", "protesters, police clash": of two subjects side by side the first belongs to the second."""
    for second in parse.tokens[1:]:
        first = parse.tokens[second.i - 1]
        if first.dep == second.dep == "nsubj" and first.head == second.head and first.pos == second.pos == "PROPN":
            yield replace(first, dep="compound", head=second.i)
        comma = first.text == "," and second.i > 1 and second.dep == "nsubj"
        before = parse.tokens[second.i - 2] if comma else first
        if comma and before.dep == "npadvmod" and before.tag == "NNS" and before.head == second.head:
            yield replace(before, dep="nsubj")
            yield replace(second, dep="conj", head=before.i)


def agents(parse: Parse) -> Iterator[Token]:
    """ "Reported heavy shelling of the town by artillery": an active verb has no agent, the deed it tells has."""
    for by in parse.tokens:
        verb = parse.tokens[by.head]
        deeds = [t for t in children(parse, verb.i, "dobj") if t.i < by.i]
        if by.lemma != "by" or by.dep not in {"prep", "agent"} or verb.tag not in FINITE or not deeds:
            continue
        doers = [t for t in children(parse, by.i, "pobj") if can_do(t) or t.lemma in word_class("materiel")]
        done = {deeds[0].lemma.lower(), deeds[0].text.lower()} & word_class("done_to")
        if done and doers and not children(parse, verb.i, "auxpass"):
            yield replace(by, dep="prep", head=deeds[0].i)


# What is done to people, if a participle tells it.
_DONE_TO_PEOPLE = frozenset("arrest detain jail imprison shoot kill wound abduct kidnap sentence convict".split())


def held(parse: Parse) -> Iterator[Token]:
    """ "The men accused of the bombing, arrested on Monday, denied it": no bombing is arrested, the men are."""
    for verb in parse.tokens:
        noun = parse.tokens[verb.head]
        apart = verb.i > 0 and parse.tokens[verb.i - 1].text == "," and verb.dep == "acl" and verb.tag == "VBN"
        if not apart or verb.lemma not in _DONE_TO_PEOPLE or noun.lemma.lower() in people():
            continue
        above = next((t for t in ancestors(parse, noun.i) if t.lemma.lower() in people() and t.i < noun.i), None)
        if above is not None and not any(t.tag in FINITE for t in parse.tokens[above.i : verb.i]):
            yield replace(verb, head=above.i)


_BLAMES = frozenset("accuse blame condemn denounce criticise criticize urge call warn reject deny vow pledge".split())
_THEIR_OWN = frozenset({"his", "her", "its", "their"})


def spoken_on(parse: Parse) -> Iterator[Token]:
    """ "The general denied that his men shot at the crowd and blamed rebels": who cannot be the one to blame them in
    what he said is followed by what he did himself."""
    for verb in parse.tokens:
        told = parse.tokens[verb.head]
        above = parse.tokens[told.head]
        if verb.dep != "conj" or told.dep != "ccomp" or verb.lemma not in _BLAMES or not above.i < told.i < verb.i:
            continue
        blames = children(parse, verb.i, "dobj", "ccomp") or (verb.tag == above.tag and children(parse, verb.i, "prep"))
        at_home = above.lemma in SAYS | {"deny"} and above.tag in FINITE and verb.tag in {above.tag, "VBN"}
        alone = not children(parse, verb.i, "aux", "auxpass", *SUBJECTS)
        if blames and at_home and alone and _mute(parse, told, above):
            yield replace(verb, head=above.i, tag=above.tag)
            yield from (replace(t, head=above.i) for t in children(parse, told.i, "cc") if told.i < t.i < verb.i)


def _mute(parse: Parse, told: Token, above: Token) -> bool:
    """Whether the subject of what is told is no one to speak up in it: it suffers, is the speaker's own, is denied, or
    did what it did before."""
    subjects = children(parse, told.i, "nsubj")
    own = any(t.text.lower() in _THEIR_OWN for s in subjects for t in children(parse, s.i, "poss"))
    before = any(
        t.text.lower() == "had" for t in children(parse, told.i, "aux")
    )  # "had shelled … and accused": two times
    return above.lemma == "deny" or own or before or bool(children(parse, told.i, "nsubjpass"))


_CHARGES = frozenset({"accuse", "suspect", "convict"})


def charged(parse: Parse) -> Iterator[Token]:
    """ "Accused the rebels of breaking the truce": no rebels are of breaking it, they are accused of it, and of the other
    deed in "accuses them of training and sending fighters"."""
    for of in (t for t in parse.tokens if t.lemma == "of"):
        whom = parse.tokens[of.head]
        verb = parse.tokens[whom.head]
        deeds = [t for t in children(parse, of.i, "pcomp") if t.tag == "VBG"]
        if deeds and whom.dep in {"dobj", "pobj"} and verb.lemma in _CHARGES:
            yield replace(of, head=verb.i)
        if whom.lemma in _CHARGES and whom.tag in FINITE and children(parse, of.i, "pobj"):
            more = (t for t in children(parse, whom.i, "conj") if t.tag == "VBG" and not children(parse, t.i, "aux"))
            yield from (replace(t, dep="pcomp", head=of.i) for t in more if t.i > of.i)


def people() -> frozenset[str]:
    return word_class("person") | word_class("armed") | word_class("official")


def has_subject(parse: Parse, verb: Token) -> bool:
    return bool(children(parse, verb.i, *SUBJECTS))


def can_do(token: Token) -> bool:
    return token.lemma.lower() in word_class("armed") or token.pos == "PROPN"

"""Mends what the parser misreads for certain: attachments that no English sentence can have.

Each mend is a small function from a parse to new attachments; what it sees must be true of the language, never of one
article: a comma between a list and "said" ends the list, a subject stands behind its "before", an active participle
has no agent.
"""

from collections.abc import Iterator
from dataclasses import replace

from dateline.data import word_class
from dateline.mend.clauses import MENDS as OF_CLAUSES
from dateline.mend.lists import befallen, joined_nouns, loose, numbers, resumed, told_on, uncounted, unquoted
from dateline.mend.nouns import MENDS as OF_NOUNS
from dateline.mend.nouns import put_to_death
from dateline.mend.openings import capitals, counted, dated, days, hours, kickers, openers
from dateline.mend.subjects import MENDS as OF_SUBJECTS
from dateline.mend.verbs import (
    FINITE,
    HARMS,
    NAMES,
    SAYS,
    SUBJECTS,
    agents,
    buried,
    can_do,
    charged,
    gerund_subjects,
    has_subject,
    held,
    hyphened,
    labels,
    modified_verbs,
    participles,
    phrase_top,
    spoken_on,
    twins,
    unlike_nouns,
    unverbed,
)
from dateline.records import Parse, Token
from dateline.syntax import ancestors, children, subtree


def mended(parse: Parse) -> Parse:
    """The parse with every mend made, in the order they stand here."""
    for mend in (
        hyphened,
        labels,
        modified_verbs,
        gerund_subjects,
        unlike_nouns,
        dated,
        *OF_NOUNS,
        unverbed,
        participles,
        *OF_SUBJECTS,
        *OF_CLAUSES,
        twins,
        kickers,
        hours,
        days,
        counted,
        capitals,
        openers,
        _predicates,
        _struck,
        _deeds,
        _sequels,
        _rootless,
        put_to_death,
        buried,
        _tails,
        _sequences,
        _appositions,
        uncounted,
        numbers,
        joined_nouns,
        resumed,
        unquoted,
        loose,
        told_on,
        befallen,
        _speakers,
        _gerunds,
        _subordinates,
        _participles,
        _targets,
        agents,
        buried,
        held,
        charged,
        spoken_on,
    ):
        made = {token.i: token for token in mend(parse)}
        new = _rehung(parse, made) if made else parse
        parse = new if all(_rooted(new, i) for i in made) else parse
    return parse


def _rooted(parse: Parse, i: int) -> bool:
    """Whether the heads above a token lead to a root: a mend that ties a knot is none."""
    for _ in parse.tokens:
        if parse.tokens[i].head == i:
            return True
        i = parse.tokens[i].head
    return False


def _rehung(parse: Parse, made: dict[int, Token]) -> Parse:
    tokens = tuple(made.get(t.i, t) for t in parse.tokens)
    below: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            below[token.head].append(token.i)
    return replace(parse, tokens=tokens, children=tuple(tuple(b) for b in below))


def _predicates(parse: Parse) -> Iterator[Token]:
    """ "Two marines were also slain": what befalls somebody is no state of theirs."""
    for verb in parse.tokens:
        be = parse.tokens[verb.head]
        if verb.dep != "acomp" or verb.tag != "VBN" or verb.lemma not in HARMS or be.lemma != "be":
            continue
        yield replace(verb, dep=be.dep, head=verb.i if be.dep == "ROOT" else be.head)
        yield replace(be, dep="auxpass", head=verb.i)
        for token in children(parse, be.i):
            if token.i != verb.i:
                dep = "nsubjpass" if token.dep == "nsubj" else token.dep
                yield replace(token, dep=dep, head=verb.i)


_DEEDS = frozenset("shelling bombing fighting shooting looting rioting stabbing bombarding firing".split())


_AMID = frozenset({"in", "during", "amid", "from"})
_NEXT_TO = frozenset({"after", "before", "despite", "since", "until"})  # "after looting" may be the subject's own deed


def _deeds(parse: Parse) -> Iterator[Token]:
    """ "Killed in shelling", "wounded by shelling on Monday": a deed by its name, no clause of who did it."""
    for token in parse.tokens:
        prep = parse.tokens[token.head]
        verb = parse.tokens[prep.head]
        if token.dep != "pcomp" or token.text.lower() not in _DEEDS or children(parse, token.i, "dobj", "nsubj"):
            continue
        next_to = prep.lemma in _NEXT_TO and token.text.lower() in {"shelling", "bombing"}
        if prep.lemma in _AMID or next_to or (prep.lemma == "by" and children(parse, verb.i, "auxpass")):
            yield replace(token, dep="pobj", pos="NOUN", tag="NN", lemma=token.text.lower())


def _struck(parse: Parse) -> Iterator[Token]:
    """ "Monday's market shelling": a market shells nothing; the ground is part of the deed's name."""
    ground = word_class("struck") | word_class("ground")
    for deed in parse.tokens[1:]:
        noun = parse.tokens[deed.i - 1]
        bare = deed.dep == "acl" and deed.text.lower() in _DEEDS and noun.dep in {"pobj", "dobj"}
        if bare and noun.lemma in ground and not children(parse, deed.i, "dobj"):
            yield replace(deed, dep=noun.dep, head=noun.head, pos="NOUN", tag="NN", lemma=deed.text.lower())
            yield replace(noun, dep="compound", head=deed.i)
            outer = (t for t in children(parse, noun.i) if t.i != deed.i and t.dep != "compound")
            yield from (replace(t, head=deed.i) for t in outer)


def _sequels(parse: Parse) -> Iterator[Token]:
    """ "It has been shut since June, when men raided it, opened fire and stole an ambulance": deeds of the past go on
    from the deed before them, not from what has been so since."""
    for verb in parse.tokens:
        above = parse.tokens[verb.head]
        now = above.tag in {"VBZ", "VBP"} or any(t.tag in {"VBZ", "VBP"} for t in children(parse, above.i, "aux"))
        if verb.dep != "conj" or verb.tag != "VBD" or not now or has_subject(parse, verb):
            continue
        between = parse.tokens[above.i + 1 : verb.i]
        past = [t for t in between if t.tag == "VBD" and t.dep in {"advcl", "relcl"} and has_subject(parse, t)]
        if past:
            yield replace(verb, head=past[-1].i)


def _rootless(parse: Parse) -> Iterator[Token]:
    """ "Gunmen on motorbikes swept into the village and opened fire": what is joined with a verb in the past is one too,
    where the sentence has no other."""
    for verb in parse.tokens:
        joined = [t for t in children(parse, verb.i, "conj") if t.tag == "VBD" and not has_subject(parse, t)]
        behind = verb.dep == "acl" and parse.tokens[verb.i - 1].text == "," and children(parse, verb.head, "relcl")
        goes_on = joined or (behind and behind[0].i < verb.i)  # "Germany, which sold them, called on both sides"
        if (
            verb.dep != "acl"
            or verb.tag not in {"VBN", "VBD"}
            or not goes_on
            or children(parse, verb.i, "agent", "aux")
        ):
            continue
        top = phrase_top(parse, verb)
        if top.head == top.i and top.i < verb.i:
            yield replace(verb, dep="ROOT", head=verb.i, pos="VERB", tag="VBD")
            yield replace(top, dep="nsubj", head=verb.i)
            behind = children(parse, top.i, "punct", "advcl", "parataxis", "prep")
            yield from (replace(t, head=verb.i) for t in behind if t.i > verb.i)


def _tails(parse: Parse) -> Iterator[Token]:
    """ "Leaves 31 dead – committee": what closes a headline behind its dash is not what its verb is done to."""
    for noun in parse.tokens:
        dash = next((t for t in children(parse, noun.i, "punct") if t.text in {"–", "—"} and t.i < noun.i), None)
        if dash is None or noun.dep != "dobj" or noun.i != parse.sentences[noun.sentence].last - 1:
            continue
        before = [t for t in children(parse, noun.i) if t.i < dash.i]
        if before:
            yield replace(before[-1], dep=noun.dep, head=noun.head, pos="NOUN")
            yield from (replace(t, head=before[-1].i) for t in before[:-1])
            yield replace(noun, dep="dep")


def _sequences(parse: Parse) -> Iterator[Token]:
    """ "A bomb struck a convoy; the group claimed it", "they gave another account: it asserted …": what stands before the
    semicolon or the colon is not what the second says."""
    for first in parse.tokens:
        second = parse.tokens[first.head]
        own = children(parse, second.i, *SUBJECTS)
        if first.dep != "ccomp" or second.i < first.i or not own or not children(parse, first.i, *SUBJECTS):
            continue
        link = parse.tokens[min(subtree(parse, own[0].i)) - 1]
        if first.i < link.i and (link.text in {";", ":"} or link.lemma in {"and", "but"}):
            root = second.head == second.i
            yield replace(first, dep=second.dep, head=first.i if root else second.head)
            yield replace(second, dep="parataxis" if link.text in {";", ":"} else "conj", head=first.i)


def _appositions(parse: Parse) -> Iterator[Token]:
    """ "by the paramilitary Rapid Support Forces": an adjective right before a noun modifies it, it is not its name."""
    for token in parse.tokens:
        named = (
            [t for t in children(parse, token.i, "appos") if t.pos in {"NOUN", "PROPN"}] if token.tag == "JJ" else []
        )
        if (
            named
            and token.dep in {"pobj", "dobj", "nsubj", "nsubjpass"}
            and min(subtree(parse, named[0].i)) == token.i + 1
        ):
            noun = named[0]
            yield replace(noun, dep=token.dep, head=token.head)
            yield replace(token, dep="amod", head=noun.i)
            yield from (replace(t, head=noun.i) for t in children(parse, token.i) if t.i not in {noun.i, token.i})


def _speakers(parse: Parse) -> Iterator[Token]:
    """ "Killed four guards and a driver, police and residents said": what stands behind the comma speaks."""
    for verb in parse.tokens:
        if verb.lemma not in SAYS or verb.tag not in FINITE or children(parse, verb.i, "dobj", "aux"):
            continue
        head = _behind_comma(parse, verb)
        if head is not None and _listed_before(parse, verb, head):
            yield replace(head, dep="nsubj", head=verb.i)
            yield from _unlisted(parse, verb, head)
        elif named := _named(parse, verb):
            yield replace(named, dep="nsubj", head=verb.i)
            yield replace(verb, dep="parataxis") if verb.dep == "conj" else verb


def _named(parse: Parse, verb: Token) -> Token | None:
    """ "Trapping others, the governor, Oleh Syniehubov, wrote": a noun with its name between commas, before the verb."""
    if children(parse, verb.i, *SUBJECTS) or parse.tokens[verb.i - 1].text != ",":
        return None
    above = [t for t in ancestors(parse, verb.i - 2) if t.dep == "conj" and t.pos == "NOUN" and t.i < verb.i]
    fits = (t for t in above if children(parse, t.i, "appos") and max(subtree(parse, t.i)) in {verb.i - 1, verb.i - 2})
    return next((t for t in fits if parse.tokens[min(subtree(parse, t.i)) - 1].text == ","), None)


def _behind_comma(parse: Parse, verb: Token) -> Token | None:
    """The head of the noun phrase between the last comma and the verb right behind it, if it hangs on a list."""
    comma = verb.i - 1
    while comma > 0 and parse.tokens[comma].text != "," and parse.tokens[comma].sentence == verb.sentence:
        comma -= 1
    inside = parse.tokens[comma + 1 : verb.i]
    heads = [t for t in inside if not comma < t.head < verb.i]
    clean = parse.tokens[comma].text == "," and not any(t.tag in FINITE for t in inside)
    return heads[0] if clean and len(heads) == 1 and heads[0].pos in NAMES and heads[0].dep == "conj" else None


def _listed_before(parse: Parse, verb: Token, head: Token) -> bool:
    """Whether the list that ``head`` closes is no subject of the verb, or only a part "most of them …" of what is told."""
    top = next(t for t in ancestors(parse, head.i) if t.dep != "conj")
    if children(parse, verb.i, *SUBJECTS):
        return top.head == verb.i and _portion(parse, top) and verb.dep == "relcl"
    told = [t for t in children(parse, verb.i, "ccomp") if t.i < head.i]
    return bool(told) and top.i >= min(subtree(parse, told[0].i))


def _portion(parse: Parse, token: Token) -> bool:
    """ "most of them", "some of whom" """
    inner = [p for of in children(parse, token.i, "prep") for p in children(parse, of.i, "pobj")]
    return any(p.text.lower() in {"them", "whom", "these", "those"} for p in inner)


def _unlisted(parse: Parse, verb: Token, head: Token) -> Iterator[Token]:
    """What "most of them" and its "said" hang on, where the parser made a relative clause of both."""
    top = next(t for t in ancestors(parse, head.i) if t.dep != "conj")
    if top.head == verb.i and verb.dep == "relcl":
        yield replace(top, dep="appos", head=verb.head)
        root = next((t for t in ancestors(parse, verb.head) if t.head == t.i), parse.tokens[verb.head])
        yield replace(verb, dep="parataxis", head=root.i)


def _gerunds(parse: Parse) -> Iterator[Token]:
    """ "Shelling by the army of the camp killed 31": with an agent, and no comma behind it, the gerund is the subject."""
    for token in parse.tokens:
        verb = parse.tokens[token.head]
        if token.tag != "VBG" or token.dep != "advcl" or token.i > verb.i or children(parse, token.i, "dobj", "aux"):
            continue
        by = [t for t in children(parse, token.i, "prep", "agent") if t.lemma == "by"]
        between = parse.tokens[token.i : verb.i]
        if by and verb.tag in FINITE and not any(t.text in {",", ";", ":"} for t in between):
            yield replace(token, dep="nsubj", pos="NOUN", tag="NN", lemma=token.text.lower())
            yield from (made for t in children(parse, verb.i, "nsubj") for made in _taken_into(parse, t))


def _taken_into(parse: Parse, subject: Token) -> Iterator[Token]:
    """The false subject, as what the preposition before it leads to; a name between the two is part of it."""
    before = parse.tokens[min(subtree(parse, subject.i)) - 1]
    prep = before if before.pos == "ADP" else parse.tokens[before.head]
    if prep.pos == "ADP":
        yield replace(subject, dep="pobj", head=prep.i)
        if before.i != prep.i:
            yield replace(before, dep="compound", head=subject.i)


def _subordinates(parse: Parse) -> Iterator[Token]:
    """ "Wants the town before talks begin": what stands before the "before" belongs to the verb above."""
    for verb in parse.tokens:
        marks = [t for t in children(parse, verb.i, "mark") if t.text.lower() in {"before", "after", "until", "while"}]
        subjects = children(parse, verb.i, "nsubj")
        above = parse.tokens[verb.head]
        if (
            not marks
            or len(subjects) != 2
            or above.i >= subjects[0].i
            or children(parse, above.i, "dobj", "ccomp") != [verb]
        ):
            continue
        if subjects[0].i < marks[0].i < subjects[1].i:
            yield replace(subjects[0], dep="dobj", head=above.i)
            yield replace(verb, dep="advcl")


def _participles(parse: Parse) -> Iterator[Token]:
    """ "Raided four villages, burning houses and …": behind a comma the participle is a clause, not an adjective."""
    for token in parse.tokens:
        noun = parse.tokens[token.head]
        verb = parse.tokens[noun.head]
        bare = token.tag == "VBG" and token.dep == "amod" and noun.dep == "dobj" and noun.i - token.i <= 3
        if not bare or parse.tokens[token.i - 1].text != "," or verb.i > token.i:
            continue
        if children(parse, verb.i, "dobj")[0].i < token.i:
            yield replace(token, dep="advcl", head=verb.i, pos="VERB")
            yield replace(noun, head=token.i)
            later = [t for t in children(parse, verb.i, "conj") if t.tag == "VBG" and t.i > noun.i]
            yield from (replace(t, head=token.i) for t in later)


def _targets(parse: Parse) -> Iterator[Token]:
    """ "The shelling by the army of a market": who shells is not of the market, the market is what is shelled."""
    for of in parse.tokens:
        if of.lemma != "of" or of.dep != "prep" or not children(parse, of.i, "pobj"):
            continue
        doer = parse.tokens[of.head]
        by = parse.tokens[doer.head]
        deed = parse.tokens[by.head]
        if (
            by.lemma != "by"
            or doer.dep != "pobj"
            or not {deed.lemma.lower(), deed.text.lower()} & word_class("done_to")
        ):
            continue
        if deed.pos == "NOUN" and not _has_of(parse, deed) and can_do(doer) and _can_suffer(parse, of):
            yield replace(of, head=deed.i)


def _has_of(parse: Parse, noun: Token) -> bool:
    return any(t.lemma in {"of", "on", "against"} for t in children(parse, noun.i, "prep"))


def _can_suffer(parse: Parse, of: Token) -> bool:
    """Whether "of" leads to ground, a building or counted people, and to no unit the doer could be part of."""
    token = children(parse, of.i, "pobj")[0]
    counted = bool(children(parse, token.i, "nummod")) and token.lemma in word_class("person")
    struck = token.lemma in word_class("ground") | word_class("struck") or _town(token)
    return (struck or counted) and token.lemma not in word_class("whole")


def _town(token: Token) -> bool:
    return (
        token.pos == "PROPN" and token.entity[2:] in {"GPE", "FAC"} and token.lemma.lower() not in word_class("armed")
    )

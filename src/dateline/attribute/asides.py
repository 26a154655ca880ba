"""Attributions set beside their clause without a verb that takes it: "per the sheriff", "by the general's own account",
"if the site is to be believed", "word spread that …", "two villagers bore this out: …"."""

from collections.abc import Iterator
from dataclasses import replace

from dateline.attribute.draft import Draft, cue_words, source_of, subject, trim
from dateline.attribute.lexicon import nouns, speech, verbs, voice_nouns
from dateline.attribute.phrases import clause_of
from dateline.records import Parse, Token
from dateline.syntax import children, subtree
from dateline.vocab import Stance, ZoneKind

_SPREADS = frozenset({"spread", "circulate", "come", "reach", "arrive", "emerge", "travel", "go"})
_COUNTS = frozenset({"poll", "survey", "census", "ballot"})
_ALL = frozenset({"all", "some", "most", "many", "several", "other"})
_KINDS = ("unnamed", "office", "document", "body", "outlet", "wire")


def from_asides(parse: Parse) -> Iterator[Draft]:
    """The drafts of all these forms."""
    for token in parse.tokens:
        word = token.text.lower()
        if word in {"per", "by"} and token.dep in {"prep", "agent"}:
            yield from _per(parse, token) if word == "per" else _by_account(parse, token)
        elif word == "in" and token.dep == "prep":
            yield from _in_a_poll(parse, token)
        elif token.lemma == "believe" and token.tag == "VBN":
            yield from _to_be_believed(parse, token)
        elif token.lemma.lower() in _SPREADS and token.pos == "VERB":
            yield from _spread(parse, token)
        elif word == ":" and parse.sentences[token.sentence].zone is ZoneKind.BODY:
            yield from _before_colon(parse, token)


def _around(parse: Parse, top: int, source: tuple[int, ...], cue: tuple[int, ...], stance: Stance) -> Draft:
    """What is said of the clause around the phrase of token ``top``."""
    out = {*subtree(parse, top), *cue}
    content = trim(parse, (i for i in subtree(parse, clause_of(parse, top)) if i not in out))
    return Draft(cue[0], cue, source, content, stance, "according")


def _per(parse: Parse, per: Token) -> Iterator[Draft]:
    """ "Per the sheriff's office, …": not "per day"."""
    for who in children(parse, per.i, "pobj"):
        named = who.pos == "PROPN" or any(who.lemma.lower() in voice_nouns(k) for k in _KINDS)
        if named and children(parse, who.i, "det", "poss", "compound"):
            yield _around(parse, per.i, source_of(parse, who), (per.i,), Stance.SAYS)


def _by_account(parse: Parse, by: Token) -> Iterator[Draft]:
    """ "By the commander's account", "by their own admission"; "by all accounts", which are nobody's."""
    for noun in children(parse, by.i, "pobj"):
        if noun.lemma.lower() not in speech()["phrases_of"]["nouns"]:
            continue
        owner = children(parse, noun.i, "poss")
        if any(t.text.lower() in _ALL for t in children(parse, noun.i, "det", "amod")) and noun.tag == "NNS":
            yield replace(_around(parse, by.i, (), (by.i, noun.i), Stance.SAYS), rule="hearsay")
        if any(t.text.lower() == "one" for t in children(parse, noun.i, "nummod")):
            words = tuple(subtree(parse, noun.i))
            yield _around(parse, by.i, words, (by.i,), Stance.SAYS)  # "by one estimate"
        if owner:
            source = tuple(i for i in subtree(parse, owner[0].i) if parse.tokens[i].dep != "case")
            yield _around(parse, by.i, source, (by.i, noun.i), Stance.SAYS)


def _in_a_poll(parse: Parse, link: Token) -> Iterator[Draft]:
    """ "In a survey of refugees, nine in ten had lost a relative": what was asked and counted is told by the count."""
    sentence = parse.sentences[link.sentence]
    comma = parse.tokens[min(subtree(parse, link.i)[-1] + 1, len(parse.tokens) - 1)].text == ","
    for noun in children(parse, link.i, "pobj"):
        if link.i == sentence.first and comma and noun.lemma.lower() in _COUNTS:
            yield _around(parse, link.i, tuple(subtree(parse, noun.i)), (link.i,), Stance.SAYS)


def _to_be_believed(parse: Parse, believed: Token) -> Iterator[Draft]:
    """ "If the site is to be believed, …"."""
    be = parse.tokens[believed.head]
    if believed.dep != "xcomp" or not any(t.text.lower() == "if" for t in children(parse, be.i, "mark")):
        return
    source = source_of(parse, subject(parse, be.i))
    content = trim(parse, (i for i in subtree(parse, be.head) if i not in subtree(parse, be.i)))
    if source and be.head != be.i and content:
        yield Draft(believed.i, (believed.i,), source, content, Stance.CLAIMS, "according")


def _spread(parse: Parse, verb: Token) -> Iterator[Draft]:
    """ "Word spread that …", "rumours reached the camp that …": nobody in particular says so."""
    told = [t for t in children(parse, verb.i, "nsubj") if nouns().get(t.lemma.lower())]
    for noun in told[:1]:
        for clause in (t for i in subtree(parse, verb.i) for t in children(parse, i, "ccomp", "acl", "relcl", "advcl")):
            that = children(parse, clause.i, "mark", "dobj")  # the parse takes it for an object: "reached them that …"
            if clause.i > verb.i and any(t.text.lower() == "that" for t in that):
                words = trim(parse, subtree(parse, clause.i))
                yield Draft(verb.i, (noun.i, verb.i), (), words, nouns()[noun.lemma.lower()], "hearsay")
                return


def _before_colon(parse: Parse, colon: Token) -> Iterator[Draft]:
    """ "Two villagers confirmed the account: the army had shelled the school"."""
    sentence = parse.sentences[colon.sentence]
    behind = trim(parse, range(colon.i + 1, sentence.last))
    finite = any(parse.tokens[i].tag in {"VBD", "VBZ", "VBP", "MD"} for i in behind)
    if not finite or parse.tokens[colon.i + 1].text in {"“", '"', "‘", "``"}:
        return
    for verb in (t for t in parse.tokens[sentence.first : colon.i] if t.pos == "VERB"):
        stance = verbs().get(verb.lemma.lower(), {}).get("object")
        told = any(
            t.lemma.lower() in {*nouns(), *speech()["accounts"]["nouns"]} for t in children(parse, verb.i, "dobj")
        )
        source = source_of(parse, subject(parse, verb.i))
        if stance and told and source:
            yield Draft(verb.i, cue_words(parse, verb.i), source, behind, stance, "according")
            return

"""A report's sentence that ends in its source: "…, three residents and a spokesman said on Monday".

All before the source is told by it. The parser takes such a source for one more member of the last list ("killing nine
and wounding four others, three residents said"), and the encoder then hears scraps of the sentence.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dateline.attribute.draft import Draft, cue_words, source_of, subject, trim
from dateline.attribute.lexicon import core, verbs
from dateline.attribute.speaker import behind_shell
from dateline.records import Parse, Token

Words = tuple[int, ...]
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_AFTER = frozenset({"prep", "advmod", "npadvmod", "punct", "dative", "dobj", "tmod", "agent"})
_MARKS = frozenset("\"“”‘'`()[]:;") | {"''", "``"}
_LEAST = 4  # words a sentence must have before its source: "In Baghdad, police said" tells nothing yet


@cache
def _closing() -> frozenset[str]:
    """Verbs of saying; behind a whole sentence and a comma, to write or post does nothing else either."""
    return core() | {"write", "post", "tweet"}


def from_trailing(parse: Parse) -> Iterator[Draft]:
    """A draft for each verb of saying that ends a sentence with its source, however the parser took the sentence."""
    stances = verbs()
    for token in parse.tokens:
        if token.lemma.lower() in _closing() and token.tag in _FINITE:
            stance = stances[token.lemma.lower()]["clause"]
            draft = Draft(
                token.i, cue_words(parse, token.i), source_of(parse, subject(parse, token.i)), (), stance, "verb"
            )
            found = completed(parse, draft)
            if found.content:
                yield found


def completed(parse: Parse, draft: Draft) -> Draft:
    """The draft with all of the sentence before a trailing source for its contents; else as it is."""
    source = _source(parse, draft)
    if not source:
        return draft
    first = parse.sentences[parse.tokens[draft.head].sentence].first
    before = range(first, next(i for i in range(source[0] - 1, first - 1, -1) if parse.tokens[i].text == ","))
    if not all(first <= i < draft.cue[0] for i in draft.content):
        return draft  # a quotation of several sentences, or one that goes on behind the cue
    if any(parse.tokens[i].text in _MARKS for i in before) or not _tells(parse, before):
        return draft
    return replace(draft, source=source, content=trim(parse, before))


def _source(parse: Parse, draft: Draft) -> Words:
    """The words between the last comma and the trailing cue, if they name who can speak."""
    verb = parse.tokens[draft.head]
    if verb.lemma.lower() not in _closing() or verb.tag not in _FINITE or not _ends(parse, verb):
        return ()
    first = parse.sentences[verb.sentence].first
    start = min(draft.cue)
    comma = next((i for i in range(start - 1, first, -1) if parse.tokens[i].text == ","), None)
    if comma is None:
        return ()
    if comma == start - 1:  # "…, Ahmad Saleh, a resident, said": as the encoder or the parse has it
        words = draft.source
        fits = words and words[-1] == comma - 1 and words[0] > first and parse.tokens[words[0] - 1].text == ","
        return words if fits else ()
    words = tuple(range(comma + 1, start))
    words = words[behind_shell(parse, words) :]
    marked = any(parse.tokens[i].text in _MARKS for i in words)
    return words if words and not marked and _speaks(parse, words) else ()


def _ends(parse: Parse, verb: Token) -> bool:
    """Whether nothing told stands behind the verb, only when, where and to whom it was said."""
    last = parse.sentences[verb.sentence].last
    rest = parse.tokens[verb.i + 1 : last]
    if any(t.tag in _FINITE or t.dep in {"mark", "ccomp", "xcomp", "advcl"} or t.text in _MARKS for t in rest):
        return False
    return all(parse.tokens[i].dep in _AFTER for i in parse.children[verb.i] if i > verb.i)


def _speaks(parse: Parse, words: Words) -> bool:
    """Whether the words are a noun phrase, with no clause but a relative one in it."""
    tokens = [parse.tokens[i] for i in words]
    if tokens[0].pos in {"VERB", "AUX", "SCONJ", "ADP", "CCONJ", "ADV"} or tokens[0].tag == "IN":
        return False
    finite = [t for t in tokens if t.tag in _FINITE]
    relative = any(t.text.lower() in {"who", "that", "which", "whose"} for t in tokens)
    return (not finite or relative) and any(t.pos in {"NOUN", "PROPN", "PRON"} for t in tokens)


def _tells(parse: Parse, before: range) -> bool:
    """Whether a clause is there, or a headline whose verb the tagger took for a noun: it begins with its subject."""
    begins = parse.tokens[before.start].pos in {"NOUN", "PROPN", "NUM", "DET"}
    return len(before) >= _LEAST and (begins or any(parse.tokens[i].tag in _FINITE for i in before))

"""Who can speak: a noun phrase. What the encoder or a parse gives as a source is cut down to one, or to nobody."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.attribute.draft import Draft, source_of, subject
from dateline.records import Parse, Token
from dateline.syntax import children

Words = tuple[int, ...]
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_NO_START = frozenset(
    "of with at in on by for from to into among and but or nor as lest such after before while when because although "
    "though if than against about during since until , . - – — : ; ) ] ”".split()
)  # words of the closed classes and marks: the tagger's own word for them is too often wrong on names
_VERBAL = frozenset({"VBN", "VBG", "VBD", "VBZ"})
_RELATIVE = frozenset({"that", "which", "who", "whoever", "whom", "whose"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SHELLS = frozenset(
    {"charge", "claim", "accusation", "allegation", "assertion", "suggestion", "figure", "version", "account"}
)
_SEEMING = frozenset({"seem", "appear", "emerge"})


def spoken_for(parse: Parse, draft: Draft) -> Draft:
    """The draft with a noun phrase for its source; none for the empty "it" of "it is said that …"."""
    if not draft.source or draft.rule in {"signed", "turn"}:
        return draft
    taken = (*draft.cue, *draft.content)
    aux = {t.i for t in children(parse, draft.head, "aux", "auxpass", "neg")}
    draft = replace(draft, source=tuple(i for i in draft.source if i not in aux))
    source = () if _expletive(parse, draft) else speaker(parse, draft.source) or by_syntax(parse, draft.head, taken)
    return draft if source == draft.source else replace(draft, source=source)


def speaker(parse: Parse, words: Words) -> Words:
    """The noun phrase among the words: no preposition before it, no clause in its place; () where there is none."""
    kept = words[_first_of_phrase(parse, words) :]
    kept = kept[behind_shell(parse, kept) :]
    inner = enumerate(kept[:-1])  # the last word is the noun: "Clinton aides", tagged as a verb
    cut = next((n for n, i in inner if _has_own_subject(parse, i, kept[:n])), len(kept))
    kept = kept[:cut]
    if not any(_is_nominal(parse.tokens[i]) for i in kept) or _is_clause(parse, kept, len(kept) < len(words)):
        return ()
    return kept


def behind_shell(parse: Parse, words: Words) -> int:
    """Where the speaker begins in "a charge the army denied": what is denied is not who denies it."""
    shell = [parse.tokens[i].text.lower() for i in words[:2]]
    return 2 if len(words) > 2 and shell[:1] in (["a"], ["an"]) and shell[1] in _SHELLS else 0


def _first_of_phrase(parse: Parse, words: Words) -> int:
    lower = (parse.tokens[i].text.lower() for i in words)
    return next((n for n, word in enumerate(lower) if word not in _NO_START), len(words))


def _is_nominal(token: Token) -> bool:
    """Whether it is a noun, or a name, a relative or the like that the tagger took for something else."""
    named = token.text[:1].isupper() or token.text.lower() in _RELATIVE
    plural = token.pos != "VERB" or token.tag == "VBZ"  # "inmates said", tagged as what somebody does
    return token.pos in _NOMINAL or named or (plural and token.dep in _SUBJECTS)


def _has_own_subject(parse: Parse, i: int, before: Words) -> bool:
    """Whether ``i`` is a finite verb with a subject of its own among the words before it: there a clause begins."""
    token = parse.tokens[i]
    if token.tag not in _FINITE or token.text[:1].isupper() or token.dep in _SUBJECTS:
        return False
    return any(c.i in before and c.text.lower() not in _RELATIVE for c in children(parse, i, *_SUBJECTS))


def _is_clause(parse: Parse, kept: Words, cut: bool) -> bool:
    """Whether what is left is a verb's phrase ("accused", "carried by the agency") or a pronoun torn from its verb."""
    first = parse.tokens[kept[0]]
    verbal = first.tag in _VERBAL and first.text.islower() and first.dep not in {"amod", "compound", "nmod", *_SUBJECTS}
    return verbal or (cut and len(kept) == 1 and first.pos == "PRON")


def _expletive(parse: Parse, draft: Draft) -> bool:
    """ "It is said that", "it seems that": nobody."""
    if [parse.tokens[i].text.lower() for i in draft.source] != ["it"]:
        return False
    it = parse.tokens[draft.source[0]]
    verb = parse.tokens[it.head]
    return it.dep in {"nsubjpass", "expl"} or bool(children(parse, verb.i, "auxpass")) or verb.lemma in _SEEMING


def by_syntax(parse: Parse, cue: int, taken: Sequence[int]) -> Words:
    """The noun phrase that the parse has for the subject of a cue, without the words that are ``taken``."""
    return speaker(parse, tuple(i for i in source_of(parse, subject(parse, cue)) if i not in taken))

"""Where the words for a source and for a cue begin and end. On PolNeAR dev: source F .865 to .871, cue F .728 to .730."""

from collections.abc import Iterable
from dataclasses import replace

from dateline.attribute.draft import Draft, trim
from dateline.attribute.lexicon import verbs
from dateline.records import Parse, Token
from dateline.syntax import children, subtree
from dateline.vocab import ZoneKind

Words = tuple[int, ...]
_PAIRED = frozenset({",", "–", "—", "--"})
_INNER = frozenset({"DET", "PRON", "ADJ", "NUM"})
_BESIDE = frozenset(
    {"by", "in", "at", "on", "to"}
)  # they lead to who speaks, where and to whom, seldom to what is said
_LEADING = frozenset({"by", "for", "from", "with"})
_TAKING = frozenset({"of", "about", "for", "against", "on"})
_MARKS = frozenset({"“", "”", '"', "''", "``"})
_SHORT = 4  # tokens by which a cue broken off inside a phrase may be made whole: "said in a recent | interview"


def closed(parse: Parse, source: Words) -> Words:
    """The source with the mark that closes what is set beside it: "Saleh, a resident," in "Saleh, a resident, said"."""
    beyond = source[-1] + 1 if source else len(parse.tokens)
    if beyond >= len(parse.tokens) or parse.tokens[beyond].text not in _PAIRED:
        return source
    mark = parse.tokens[beyond]
    opened = sum(parse.tokens[i].text == mark.text for i in source) % 2
    return (*source, beyond) if opened and mark.sentence == parse.tokens[source[0]].sentence else source


def edged(parse: Parse, draft: Draft) -> Draft:
    """The draft with a cue that ends with a phrase, and not inside one: "said in a statement", "said"."""
    cue = _cut(parse, draft, _whole(parse, _led(parse, draft)))
    draft = replace(draft, cue=cue) if cue and cue != draft.cue else draft
    for mend in (
        _to_semicolon,
        _taking,
        _from_its_noun,
        _within_participle,
        _without_it,
        _within_relative,
        _name_alone,
    ):
        draft = mend(parse, draft)
    return draft


def _keeping(draft: Draft, content: Iterable[int]) -> Draft:
    """The draft with less content, as long as some is left."""
    kept = tuple(content)
    return replace(draft, content=kept) if kept else draft


def _to_semicolon(parse: Parse, draft: Draft) -> Draft:
    """A headline's second half is not in the mouth of the first: "Houthis say they hit ship; US downs two drones"."""
    headline = parse.sentences[parse.tokens[draft.head].sentence].zone is ZoneKind.HEADLINE
    cuts = [i for i in draft.content if headline and parse.tokens[i].text == ";"]
    if not cuts or any(parse.tokens[i].text in _MARKS for i in draft.content):
        return draft
    last = min((i for i in cuts if i > draft.head), default=len(parse.tokens))
    first = max((i for i in cuts if i < draft.head), default=-1)
    return _keeping(draft, (i for i in draft.content if first < i < last))


def _within_participle(parse: Parse, draft: Draft) -> Draft:
    """The draft of an aside about a noun, without what the noun does: "the men, | believed to be three, | fled"."""
    verb = parse.tokens[draft.head]
    if draft.source or verb.dep != "acl" or verb.tag != "VBN" or parse.tokens[verb.i - 1].text != ",":
        return draft
    inside = set(subtree(parse, verb.head))
    return _keeping(draft, (i for i in draft.content if i in inside))


def _without_it(parse: Parse, draft: Draft) -> Draft:
    """The draft without the empty subject of its cue: "the raid, | it was claimed, | had been planned"."""
    aside = parse.tokens[draft.head].dep == "parataxis"
    empty = {t.i for t in children(parse, draft.head, "nsubjpass") if aside and t.text.lower() == "it"}
    return _keeping(draft, (i for i in draft.content if i not in empty))


def _led(parse: Parse, draft: Draft) -> Draft:
    """The draft without a preposition before its cue: "blamed him for | saying that"."""
    first = parse.tokens[draft.cue[0]] if len(draft.cue) > 1 else None
    led = first is not None and first.dep in {"prep", "agent"} and first.head not in draft.cue and first.i != draft.head
    return replace(draft, cue=draft.cue[1:]) if led and first and first.text.lower() in _LEADING else draft


def _taking(parse: Parse, draft: Draft) -> Draft:
    """The draft with the preposition by which its cue takes what is said: "accused of | looting", "claims of | abuse"."""
    behind = [i for i in draft.content if draft.cue and i > draft.cue[-1]]
    link = parse.tokens[behind[0]] if len(behind) > 1 else None
    if link is None or link.i != draft.cue[-1] + 1 or link.text.lower() not in _TAKING or link.head not in draft.cue:
        return draft
    return replace(draft, cue=(*draft.cue, link.i), content=tuple(i for i in draft.content if i != link.i))


def _from_its_noun(parse: Parse, draft: Draft) -> Draft:
    """The draft with the noun that its contents only add to: "threatened | attacks on the port"."""
    behind = [i for i in draft.content if draft.cue and i > draft.cue[-1]]
    link = parse.tokens[behind[0]] if behind else None
    noun = parse.tokens[link.i - 1] if link and link.dep == "prep" and link.i > draft.cue[-1] + 1 else None
    if link is None or noun is None or noun.dep not in {"dobj", "pobj"} or not _adds_to(parse, link, noun):
        return draft
    between = tuple(range(draft.cue[-1] + 1, link.i))
    whole = noun.head in draft.cue and set(between) <= set(subtree(parse, noun.i)) and noun.i not in draft.source
    return replace(draft, content=tuple(sorted({*draft.content, *between}))) if whole else draft


def _adds_to(parse: Parse, link: Token, noun: Token) -> bool:
    """Whether the phrase goes with the noun, or with a verb that takes what is said as its object: not "accuse … of"."""
    frames = verbs().get(parse.tokens[noun.head].lemma.lower(), {})
    return link.head == noun.i or (link.head == noun.head and "object" in frames and f"prep:{link.text}" not in frames)


def _within_relative(parse: Parse, draft: Draft) -> Draft:
    """ "A porter who told us that shells fell | fled to Chad": the clause around a speaker is no part of what he says."""
    verb = parse.tokens[draft.head]
    speaker = parse.tokens[verb.head]
    main = parse.tokens[speaker.head]
    if verb.dep != "relcl" or speaker.i > verb.i or speaker.dep not in {"nsubj", "nsubjpass"} or main.i < verb.i:
        return draft
    if any(parse.tokens[i].text in _MARKS for i in draft.content):
        return draft
    inner = set(subtree(parse, speaker.i))
    kept = trim(
        parse, (i for i in draft.content if i in inner or i < speaker.i or parse.tokens[i].sentence != main.sentence)
    )
    told = any(t.i in kept for t in children(parse, verb.i, "ccomp"))  # else the parse broke the clause itself in two
    return replace(draft, content=kept) if told else draft


def _name_alone(parse: Parse, draft: Draft) -> Draft:
    """ "What Eritrea called a cowardly raid killed two": the name is Eritrea's, what the thing did is the writer's."""
    what = any(
        t.tag == "WP" and t.text.lower() == "what" for t in children(parse, draft.head, "dobj", "nsubjpass", "nsubj")
    )
    named = [t for t in children(parse, draft.head, "oprd", "xcomp", "ccomp", "dobj") if what and t.tag != "WP"]
    told = [t for n in named for t in children(parse, n.i, "acl", "relcl") if t.tag in {"VBN", "VBD"}]
    told += [t for t in named if t.tag in {"VBD", "VBZ", "VBP"} and children(parse, t.i, "nsubj")]
    names = {i for t in told for s in children(parse, t.i, "nsubj") for i in subtree(parse, s.i)}
    beyond = {i for t in told for i in subtree(parse, t.i) if i > draft.head} - names
    kept = tuple(i for i in draft.content if i not in beyond)
    return replace(draft, content=kept or draft.content, rule="called") if told else draft


def _whole(parse: Parse, draft: Draft) -> Words:
    """The cue with the noun of a phrase it breaks off in, where that is near and nobody's words."""
    last = parse.tokens[draft.cue[-1]] if draft.cue else None
    if last is None or len(draft.cue) < 2 or not _inside(last) or parse.tokens[last.head].dep == "npadvmod":
        return draft.cue
    more = tuple(range(last.i + 1, last.head + 1))
    return (*draft.cue, *more) if len(more) <= _SHORT and not set(more) & {*draft.content, *draft.source} else draft.cue


def _inside(last: Token) -> bool:
    """Whether the word only leads to a noun behind it."""
    return last.dep in {"det", "poss", "amod", "nummod", "compound"} and last.head > last.i


def _cut(parse: Parse, draft: Draft, cue: Words) -> Words:
    """The cue without a preposition or article at its end that takes nothing of what is said."""
    while len(cue) > 1 and draft.head in cue[:-1] and _loose(parse, draft, parse.tokens[cue[-1]]):
        cue = cue[:-1]
    return cue


def _loose(parse: Parse, draft: Draft, last: Token) -> bool:
    if _inside(last):
        return last.pos in _INNER
    if last.text.lower() not in _BESIDE or parse.tokens[last.head].text.lower() == "according":
        return False
    taken = {i for t in children(parse, last.i) for i in subtree(parse, t.i)}
    return bool(taken) and not taken & set(draft.content)

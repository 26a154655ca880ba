"""Who speaks by a cue that the encoder found: the source it links, the rule's or the parse's where that is surer, or nobody.

Agents, people spoken to or of, relative pronouns and broken-off clauses together: PolNeAR dev, source F .871 to .875,
attribution F .757 to .761, eight won and one lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.attribute.draft import Draft, source_of, subject, trim
from dateline.attribute.lexicon import core, nouns, receivers, verbs
from dateline.records import Parse, Signal, Token
from dateline.syntax import children, subtree, tokens_in
from dateline.vocab import Stance

Words = tuple[int, ...]
_SPOKEN_TO = frozenset({"ask", "tell", "warn", "urge", "order", "inform", "question", "remind", "press", "advise"})
_AIMED = frozenset({Stance.ACCUSES, Stance.DOUBTS, Stance.DEMANDS, Stance.WARNS, Stance.THREATENS, Stance.CLAIMS})
_SAID_OF = frozenset({"advcl", "acomp", "oprd", "xcomp"})
_NOUNS = 2  # tokens by which a source broken off inside its noun is made whole: "UN | ballistics team"
_SUBJECTS = ("nsubj", "nsubjpass")
_RELATIVE = frozenset({"WP", "WDT"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue with what the encoder ties to it."""

    words: Words
    sources: tuple[Signal, ...]
    contents: tuple[Signal, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Stretches:
    """The encoder's stretches of contents, its sources, the contents tied to any cue, and the words in quotation marks, as
    token indices."""

    contents: tuple[Words, ...]
    sources: frozenset[int]
    linked: frozenset[int]
    quoted: frozenset[int]


def words_of(parse: Parse, signal: Signal) -> Words:
    """The tokens of a signal."""
    return tuple(t.i for t in tokens_in(parse, signal.start, signal.end))


def head_of_cue(parse: Parse, cue: Sequence[int]) -> int:
    """The word of the cue that governs its others."""
    inside = set(cue)
    return next((i for i in cue if parse.tokens[i].head == i or parse.tokens[i].head not in inside), cue[0])


def source_for(parse: Parse, cue: Cue, stretches: Stretches, rule: Draft | None) -> Words:
    """The linked source; the rule's where nothing is linked and the encoder, the parse or a verb of saying bears it out."""
    head = parse.tokens[head_of_cue(parse, cue.words)]
    ruled = rule.source if rule else source_of(parse, subject(parse, head.i))
    if not cue.sources:
        borne_out = stretches.sources & set(ruled) or _agent(parse, head, ruled) or _says(parse, head)
        return ruled if borne_out or _turned(parse, cue, ruled) or _utters(parse, cue, head, stretches.quoted) else ()
    best = max(cue.sources, key=lambda s: (s.score, s.end - s.start))
    linked = trim(parse, _in_sentence(parse, words_of(parse, best), cue.words[0]))
    if ruled and linked and parse.tokens[linked[0]].sentence != parse.tokens[cue.words[0]].sentence:
        return ruled  # who stands before the verb says it, not somebody of another sentence
    if _last_of(parse, ruled, linked):
        return ruled
    if _right_before(parse, cue, head, ruled) and not set(ruled) & set(linked):
        return ruled  # "…, each saying that": not those of whom each is one
    linked = _without_the_blamed(parse, head, linked)
    if _patient(parse, cue, head, linked):
        return ruled if _agent(parse, head, ruled) else ()  # "I was told by a sergeant that …"
    return _phrase(parse, cue, head, _to_the_cue(parse, cue, linked))


def _right_before(parse: Parse, cue: Cue, head: Token, ruled: Words) -> bool:
    """Whether the verb's own subject, no relative pronoun and nothing that is talked of, ends right before the cue."""
    own = [t for t in children(parse, head.i, "nsubj") if t.tag not in _RELATIVE and t.i in ruled]
    told = {i for s in cue.contents for i in words_of(parse, s)}
    ends = bool(own) and ruled[-1] + 1 == cue.words[0] and parse.tokens[ruled[-1]].pos not in {"CCONJ", "PUNCT"}
    return ends and not told & set(ruled)


def _last_of(parse: Parse, ruled: Words, linked: Words) -> bool:
    """Whether the parse's subject ends a stretch that runs over another speaker: "the ministry said | the Red Cross" (had
    informed it), "according to the diocese, | parishioners" (reported)."""
    before = linked[: -len(ruled)] if ruled and linked[-len(ruled) :] == ruled else ()
    tops = {parse.tokens[i].head for i in before} - set(before)
    clause = any(t.i in before for i in before for t in children(parse, i, *_SUBJECTS))
    apart = clause or any(parse.tokens[i].text == "," for i in before)
    return apart and not tops & set(ruled)


def _agent(parse: Parse, head: Token, ruled: Words) -> bool:
    """ "Was blamed by residents": whom a passive names behind "by" says it."""
    by = [t for t in children(parse, head.i, "agent", "prep") if t.text.lower() == "by"]
    return any(who.i in ruled for t in by for who in children(parse, t.i, "pobj"))


def _without_the_blamed(parse: Parse, head: Token, words: Words) -> Words:
    """ "Was blamed by residents | on the militia": behind the accuser the parser ties the accused to him."""
    frames = verbs().get(head.lemma.lower(), {})
    if frames.get("object") is not Stance.ACCUSES or not _agent(parse, head, words):
        return words
    first = next((i for i in words if f"prep:{parse.tokens[i].text.lower()}" in frames), words[-1] + 1)
    return tuple(i for i in words if i < first)


def _says(parse: Parse, head: Token) -> bool:
    """Whether the cue is an active verb that only reports speech: its subject says it, though the encoder ties none. On
    PolNeAR dev 3 attributions won, 1 lost; with all verbs that take a clause 6 and 2, but source F falls by .002."""
    done = head.tag == "VBN" and not children(parse, head.i, "aux")
    return head.lemma.lower() in core() and not done and not children(parse, head.i, "nsubjpass", "auxpass")


def _utters(parse: Parse, cue: Cue, head: Token, quoted: frozenset[int]) -> bool:
    """ "The crowd marched on, chanting “…”": what is quoted word for word is said by whoever does the verb."""
    said = [i for s in cue.contents for i in words_of(parse, s)]
    return bool(said) and said[0] in quoted and said[0] > head.i and "clause" in verbs().get(head.lemma.lower(), {})


def _turned(parse: Parse, cue: Cue, ruled: Words) -> bool:
    """ "“…”, noted Father Emil": behind a quotation's end the verb stands before who says it."""
    before = {t.text for t in parse.tokens[max(cue.words[0] - 2, 0) : cue.words[0]]}
    return bool(ruled) and ruled[0] == cue.words[-1] + 1 and bool(before & {"”", "''", '"', "’"})


def _patient(parse: Parse, cue: Cue, head: Token, linked: Words) -> bool:
    """Whether the linked words are those spoken to or of: "citizens are warned", "men accused of theft", "asked about it,
    the general …", "the mission faced criticism"; not "citizens are worried"."""
    head = next(
        (t for t in _tokens(parse, cue) if t.tag == "VBN" and t.dep in _SAID_OF and t.head == head.i), head
    )  # "stands accused of"
    frames = verbs().get(head.lemma.lower(), {})
    addressed = frames.get("prep:of") is Stance.ACCUSES or head.lemma.lower() in _SPOKEN_TO
    if head.tag in {"VBN", "VBD"} and head.dep == "acl" and head.head in linked:
        return addressed
    if head.tag == "VBN" and head.dep in _SAID_OF and not children(parse, head.i, "aux"):
        return addressed and any(t.i in linked for t in children(parse, head.head, *_SUBJECTS))
    passive = bool(frames) and any(t.i in linked for t in children(parse, head.i, "nsubjpass"))
    return passive or _received(parse, cue, linked)


def _tokens(parse: Parse, cue: Cue) -> list[Token]:
    return [parse.tokens[i] for i in cue.words]


def _received(parse: Parse, cue: Cue, linked: Words) -> bool:
    """ "Faced criticism", "drew calls for", "came under fire from": what is aimed at the subject is said by others."""
    tokens = _tokens(parse, cue)
    verb = next((t for t in tokens if t.lemma.lower() in receivers()), None)
    aimed = any(t.pos == "NOUN" and nouns().get(t.lemma.lower()) in _AIMED for t in tokens)
    return verb is not None and aimed and any(t.i in linked for t in children(parse, verb.i, "nsubj"))


def _to_the_cue(parse: Parse, cue: Cue, words: Words) -> Words:
    """The words with the rest of a clause in them that the encoder broke off: "the envoy, who left | on Friday, said"."""
    more = tuple(range(words[-1] + 1, cue.words[0])) if words else ()
    clause = any(_of_clause(parse, parse.tokens[i], words) for i in words)
    return trim(parse, (*words, *more)) if clause and _all_below(parse, more, words) else words


def _of_clause(parse: Parse, word: Token, words: Words) -> bool:
    """Whether it is the verb of a clause about the words, or the pronoun that begins one."""
    verb = parse.tokens[word.head] if word.tag in _RELATIVE else word
    return verb.dep in {"relcl", "acl"} and verb.head in words


def _all_below(parse: Parse, more: Words, words: Words) -> bool:
    """Whether the words that follow belong to the phrase."""
    top = next(i for i in words if parse.tokens[i].head not in words or parse.tokens[i].head == i)
    return bool(more) and set(more) <= set(subtree(parse, top))


def _phrase(parse: Parse, cue: Cue, head: Token, words: Words) -> Words:
    """The words with their noun, where the encoder broke off before it ("the" of "the statement said"); without a
    preposition left at their end; of "a man who" the pronoun, which stands for him."""
    last = parse.tokens[words[-1]] if words else None
    if last is None or (last.tag in _RELATIVE and last.dep in _SUBJECTS and last.head == head.i):
        return words[-1:]
    if last.pos in {"DET", "ADJ"} and last.dep in {"det", "amod"} and last.head == last.i + 1:
        return (*words, last.head)
    if last.dep == "compound" and last.i < last.head <= last.i + _NOUNS and not _may_say(parse, cue, last):
        return (*words, *range(last.i + 1, last.head + 1))
    return words[:-1] if len(words) > 1 and last.dep in {"prep", "cc"} else words


def _may_say(parse: Parse, cue: Cue, last: Token) -> bool:
    """Whether the noun behind the word is of the cue, or a verb of saying that the parser took for one."""
    nouns_behind = parse.tokens[last.i + 1 : last.head + 1]
    return any(t.i in cue.words or t.lemma.lower() in verbs() for t in nouns_behind)


def _in_sentence(parse: Parse, words: Words, cue: int) -> Words:
    """The words in the cue's sentence, where the stretch runs over its border; else all of them."""
    here = tuple(i for i in words if parse.tokens[i].sentence == parse.tokens[cue].sentence)
    return here or words

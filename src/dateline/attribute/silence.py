"""Who would not speak, and what nobody could verify: stances without a saying, by the cue words of the table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.attribute.draft import Draft, source_of, trim
from dateline.attribute.lexicon import speech
from dateline.attribute.speaker import by_syntax, speaker
from dateline.records import Article, CueMark, Parse, Token
from dateline.syntax import ancestors, children, head_of, subtree
from dateline.vocab import Stance

Words = tuple[int, ...]
_TOLD = frozenset(
    {"claim", "report", "allegation", "account", "assertion", "accusation", "statement", "figure", "number", "toll"}
    | {"information", "detail", "casualty", "it", "this", "that", "they", "these", "those", "either", "neither"}
)  # words for what was told just before
_NONE = frozenset({"no", "none", "nobody", "neither", "nor"})
_BACK = 2  # sentences in which what "the claim" stands for is looked for: by judgement


def with_silence(article: Article, parse: Parse, drafts: Sequence[Draft], cues: Sequence[CueMark]) -> list[Draft]:
    """The drafts with those of refusals and of what could not be verified; these outrank others with the same cue."""
    out = list(drafts)
    listed = [c for c in cues if c.category == "silence"]
    for cue in (*listed, *(c for c in _negated(article, parse) if not any(c.span.meets(o.span) for o in listed))):
        words = set(range(cue.first, cue.last + 1))
        same = [d for d in out if words & {d.head, *d.cue}]
        if cue.value == Stance.REFUSES and same:
            out = [_turned_down(parse, d) if d in same else d for d in out]
            continue
        made = _refused(parse, cue) if cue.value == Stance.REFUSES else _unverified(parse, cue, out)
        out = [*(d for d in out if d not in same), made] if made else out
    return out


def _negated(article: Article, parse: Parse) -> Iterator[CueMark]:
    """Verbs of verifying that nobody could, and of answering that somebody did not, whatever stands between."""
    for verb in (t for t in parse.tokens if t.pos == "VERB"):
        lemma = verb.lemma.lower()
        able = _able(parse, verb) if lemma in speech()["silence_verbs"]["verify"] else None
        if able:
            first = min(t.i for t in (*children(parse, able.i, "aux", "neg"), able) if t.i <= verb.i)
            yield _cue(article, parse, first, verb.i, Stance.UNVERIFIED)
        elif _unanswering(parse, verb) and _not(parse, verb):
            first = min((t.i for t in children(parse, verb.i, "aux", "neg") if t.i < verb.i), default=verb.i)
            yield _cue(article, parse, first, verb.i, Stance.REFUSES)


def _cue(article: Article, parse: Parse, first: int, last: int, stance: Stance) -> CueMark:
    span = article.span(parse.tokens[first].start, parse.tokens[last].end)
    return CueMark(span, "silence", stance, first, last)


def _able(parse: Parse, verb: Token) -> Token | None:
    """The verb that has the "could not", the "was not able" or the "no one" of what could not be verified."""
    if any(t.lemma.lower() in {"can", "could"} for t in children(parse, verb.i, "aux")):
        return verb if _not(parse, verb) else None
    adjective = parse.tokens[verb.head]
    be = parse.tokens[adjective.head]
    if verb.dep not in {"xcomp", "ccomp", "advcl"} or be.pos not in {"AUX", "VERB"}:
        return None
    not_able = adjective.lemma.lower() in {"able", "possible"} and _not(parse, be)
    return be if not_able or adjective.lemma.lower() in {"unable", "impossible"} else None


def _not(parse: Parse, verb: Token) -> bool:
    """Whether the verb is negated, by a word of its own or by its subject: "neither … would", "no one could"."""
    subjects = children(parse, verb.i, "nsubj", "nsubjpass")
    before = (t for s in subjects for t in (s, *children(parse, s.i, "det", "preconj", "poss", "cc")))
    owners = (t for s in subjects for o in children(parse, s.i, "poss") for t in children(parse, o.i, "det"))
    return bool(children(parse, verb.i, "neg")) or any(t.text.lower() in _NONE for t in (*before, *owners))


def _unanswering(parse: Parse, verb: Token) -> bool:
    """ "Comment", "reply to questions", "respond to a request"."""
    known = speech()["silence_verbs"]
    asked = (p for t in children(parse, verb.i, "prep") if t.text.lower() == "to" for p in children(parse, t.i, "pobj"))
    answers = verb.lemma.lower() in known["answer"] and any(t.lemma.lower() in known["asked"] for t in asked)
    return verb.lemma.lower() == "comment" or answers


def _refused(parse: Parse, cue: CueMark) -> Draft | None:
    """ "The ministry did not immediately respond to a request for comment": the ministry refuses."""
    verb = head_of(parse, cue.span.start, cue.span.end)
    assert verb is not None  # a tree: one of the cue's words hangs outside
    words = tuple(range(cue.first, cue.last + 1))
    source = _without_neither(parse, by_syntax(parse, verb, words) or _silent(parse, verb, words))
    more = {
        i
        for t in children(parse, verb, "conj")
        if children(parse, t.i, "nsubj", "nsubjpass")
        for i in subtree(parse, t.i)
    }  # "…, but a channel claimed that": another's words
    rest = trim(parse, (i for i in subtree(parse, verb) if i > cue.last and i not in source and i not in more))
    draft = Draft(verb, words, source, rest or (cue.last,), Stance.REFUSES, "silence")
    return _turned_down(parse, draft) if source else None


def _without_neither(parse: Parse, source: Words) -> Words:
    """ "Neither the army nor the governor": two who are silent; "nobody" is no one to be silent."""
    first = parse.tokens[source[0]].text.lower() if source else ""
    return source[1:] if first == "neither" else () if first in _NONE else source


def _turned_down(parse: Parse, draft: Draft) -> Draft:
    """The draft of a refusal, of the thing that it is about: "a request for comment", "the strike"."""
    first, *rest = draft.content
    content = tuple(rest) if rest and parse.tokens[first].pos == "ADP" else draft.content
    return replace(draft, stance=Stance.REFUSES, content=content)


def _silent(parse: Parse, verb: int, words: Words) -> Words:
    """ "The governor could not be reached", "the army was not available": who is the subject above the words."""
    above = (t.i for t in (parse.tokens[verb], *ancestors(parse, verb)))
    subjects = (s for i in above for s in children(parse, i, "nsubj", "nsubjpass"))
    return next((speaker(parse, tuple(i for i in source_of(parse, s) if i not in words)) for s in subjects), ())


def _unverified(parse: Parse, cue: CueMark, drafts: Sequence[Draft]) -> Draft | None:
    """What could not be verified: the clause in the sentence itself, or what was told before."""
    words = tuple(range(cue.first, cue.last + 1))
    verb = _verifying(parse, cue)
    told = [*children(parse, verb.i, "nsubjpass"), *children(parse, verb.i, "dobj", "ccomp", "acl"), *_of(parse, verb)]
    if not told:
        return None
    source = (
        () if told[0].dep == "nsubjpass" else _without_neither(parse, by_syntax(parse, _finite(parse, verb).i, words))
    )
    content = _in_apposition(parse, told[0], drafts) or _told_before(parse, told[0], drafts)
    content = content or tuple(subtree(parse, told[0].i))
    kept = trim(parse, (i for i in content if i not in {*words, *source}))
    return Draft(verb.i, words, source, kept, Stance.UNVERIFIED, "silence") if kept else None


def _in_apposition(parse: Parse, told: Token, drafts: Sequence[Draft]) -> Words:
    """For "that" in "…, a figure that could not be confirmed": what stands before "a figure" in the same sentence."""
    above = (parse.tokens[told.head], *ancestors(parse, told.head))
    clause = next((t for t in above if t.dep not in {"xcomp", "acomp"}), above[0])
    noun = parse.tokens[clause.head]
    if clause.dep != "relcl" or told.tag not in {"WDT", "WP"} or noun.lemma.lower() not in _TOLD:
        return ()
    first = min(subtree(parse, noun.i))
    before = [d for d in drafts if noun.i in d.content or d.content[-1] in range(first - 2, first)]
    said = before[0].content if before else range(parse.sentences[told.sentence].first, first)
    return trim(parse, (i for i in said if i < first))


def _verifying(parse: Parse, cue: CueMark) -> Token:
    """The verb or noun of verifying: the last word of the cue that is one."""
    tokens = parse.tokens[cue.first : cue.last + 1]
    return next((t for t in reversed(tokens) if t.pos in {"VERB", "NOUN"}), tokens[-1])


def _finite(parse: Parse, verb: Token) -> Token:
    """For the verb of "has been unable to verify" the one that has the subject."""
    adjective = parse.tokens[verb.head]
    unable = verb.dep == "xcomp" and adjective.dep == "acomp"
    return parse.tokens[adjective.head] if unable else verb


def _of(parse: Parse, noun: Token) -> Iterator[Token]:
    """What a noun of verifying is of: "no independent confirmation of the claim"."""
    for link in children(parse, noun.i, "prep"):
        yield from children(parse, link.i, "pobj")


def _told_before(parse: Parse, told: Token, drafts: Sequence[Draft]) -> Words:
    """For "the claim", "these reports": the contents last told in the sentences before, else the sentence before."""
    if told.lemma.lower() not in _TOLD or children(parse, told.i, "acl", "relcl", "ccomp", "prep"):
        return ()
    here = told.sentence
    first = min(subtree(parse, told.i))
    said = [(d, trim(parse, (i for i in d.content if i < first))) for d in drafts if d.content[0] < first]
    near = [(d, words) for d, words in said if words and 0 <= here - parse.tokens[words[-1]].sentence <= _BACK]
    above = set(_above(parse, told))
    apart = [(d, words) for d, words in near if d.head not in above]
    if not apart:
        return _sentence(parse, here - 1)
    last, words = max(apart, key=lambda told: told[1][-1])
    same = [
        w
        for d, w in apart
        if d.source == last.source and parse.tokens[d.head].sentence == parse.tokens[last.head].sentence
    ]
    return tuple(sorted({*words, *(i for w in same for i in w)}))


def _above(parse: Parse, told: Token) -> Iterator[int]:
    """What governs the words, as far as their own clause: not the one it is set beside ("…; the report could not …")."""
    for token in ancestors(parse, told.i):
        yield token.i
        if token.dep in {"parataxis", "conj"}:
            return


def _sentence(parse: Parse, number: int) -> Words:
    if number < 0:
        return ()
    return tuple(range(parse.sentences[number].first, parse.sentences[number].last))

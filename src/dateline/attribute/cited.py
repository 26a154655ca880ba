"""The source behind a source: "The BBC, citing a security official, reported that …" is outlet ← official."""

from collections.abc import Iterator, Sequence

from dateline.attribute.draft import Draft, source_of, trim
from dateline.attribute.lexicon import citing, is_voice
from dateline.records import Parse, Token
from dateline.syntax import children, subtree
from dateline.vocab import Stance

_NEAR = 8  # tokens from "quoted" to "as saying": by judgement


def from_cited(parse: Parse, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """For each participle of citing a draft with the contents of the voice that cites."""
    yield from _quoted_as_saying(parse, drafts)
    for token in parse.tokens:
        cited = children(parse, token.i, "dobj") if _cites(token) else []
        outer = _outer(parse, token, drafts) or _own(token, drafts) if cited and _speaker(cited[0]) else None
        source = source_of(parse, cited[0]) if outer else ()
        if outer and source:
            content = trim(parse, (i for i in outer.content if i not in source and i != token.i))
            yield Draft(token.i, (token.i,), source, content, Stance.SAYS, "cited")


def _quoted_as_saying(parse: Parse, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """ "The agency quoted an officer as saying that …": the officer says it."""
    for token in (t for t in parse.tokens if t.lemma.lower() in citing() and t.tag != "VBG"):
        said = [
            t for p in children(parse, token.i, "prep") if p.text.lower() == "as" for t in children(parse, p.i, "pcomp")
        ]
        whom = children(parse, token.i, "dobj", "nsubjpass")
        outer = next((d for d in drafts if token.i in d.cue), None)
        source = source_of(parse, whom[0]) if said and whom and outer else ()
        if not outer or not source:
            continue
        out = {*source, *range(said[0].head, said[0].i + 1)}
        inner = next((trim(parse, d.content) for d in drafts if d.head == said[0].i), ())
        content = inner or trim(parse, (i for i in outer.content if i not in out)) or _in_front(parse, token)
        if content:
            yield Draft(token.i, (said[0].i,), source, content, Stance.SAYS, "cited")


def _in_front(parse: Parse, verb: Token) -> tuple[int, ...]:
    """The clause before "…, the agency quoted him as saying"; () where none is."""
    clauses = [c for c in children(parse, verb.i, "ccomp", "parataxis") if c.i < verb.i]
    return trim(parse, subtree(parse, clauses[0].i)) if clauses else ()


def passed_on(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without "he was quoted by the radio", where "as saying" gives what the radio passes on."""
    saying = [d.head for d in drafts if d.cue and parse.tokens[d.cue[0]].text.lower() == "as"]
    return [d for d in drafts if not (_quoted_by(parse, d) and any(d.head < i < d.head + _NEAR for i in saying))]


def _quoted_by(parse: Parse, draft: Draft) -> bool:
    return parse.tokens[draft.head].lemma.lower() in citing() and bool(children(parse, draft.head, "nsubjpass"))


def _cites(token: Token) -> bool:
    return token.tag == "VBG" and token.lemma.lower() in citing()


def _outer(parse: Parse, token: Token, drafts: Sequence[Draft]) -> Draft | None:
    """The draft whose cue or source the participle hangs on, or that has the participle's own speaker."""
    own = next((set(d.source) for d in drafts if token.i in d.cue), set())
    here = [d for d in drafts if token.i not in d.cue and parse.tokens[d.head].sentence == token.sentence]
    hung = (d for d in here if token.head in (*d.cue, *d.source))
    return next(hung, None) or next((d for d in here if own & set(d.source)), None)


def _own(token: Token, drafts: Sequence[Draft]) -> Draft | None:
    """ "Dawn, quoting an official, said": the draft of the participle itself, where it has all that is said."""
    return next((d for d in drafts if token.i in d.cue and d.source), None)


def _speaker(token: Token) -> bool:
    """Somebody or something that tells, not a reason: "citing concerns" names no source."""
    return token.pos == "PROPN" or is_voice(token.lemma)

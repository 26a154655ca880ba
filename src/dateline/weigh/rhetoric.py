"""Loaded wording and possible techniques of persuasion of one claim, each with its words and one line that says why."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.near import Near
from dateline.records import Article, Claim, Parse, Quotation, Rhetoric, Span
from dateline.syntax import ancestors, head_of, sentence_of
from dateline.vocab import Quote, Stance, Voice
from dateline.weigh.kind import head_at

_SCARE = re.compile(
    r"[“\"‘][A-Za-z][\w’'-]*(?: [\w’'-]+){0,2}[”\"’](?!\w)|(?<![\w’'])'[A-Za-z][\w-]*(?: [\w-]+){0,2}'(?!\w)"
)
_WORDLESS = {Stance.UNVERIFIED, Stance.REFUSES, Stance.BELIEVES, Stance.INTENDS}  # stances in which nothing is worded
_PRONOUNS = {"he", "she", "it", "they", "who", "which", "that"}
_HELD = "possible scare quotes"
# Techniques that lie in how a claim is brought in: the words that frame it are its own, wherever its clause begins.
_FRAMES = {
    "possible false dilemma",
    "possible vague authority",
    "possible call to action",
    "possible causal oversimplification",
}


def homeless(parse: Parse, wording: Sequence[Rhetoric], claims: Sequence[Claim]) -> dict[str, list[Rhetoric]]:
    """Wording that lies in no claim's clause, by the id of the claim whose head governs it most nearly, else of the first
    one that its own clause governs: "the whole world saw the police shoot him"."""
    near = Near(claims, lambda claim: [claim.span])
    heads = {head: claim.id for claim in claims if (head := head_at(parse, claim)) is not None}
    found: dict[str, list[Rhetoric]] = defaultdict(list)
    for r in wording:
        at = head_of(parse, r.span.start, r.span.end)
        if at is None or any(r.span.meets(claim.span) for claim in near.at(r.span.start, r.span.end)):
            continue
        over = [t.i for t in ancestors(parse, at)]
        home = next((heads[i] for i in over if i in heads), None) or _below(parse, over, heads)
        if home:
            found[home].append(r)
    return found


def _below(parse: Parse, over: Sequence[int], heads: Mapping[int, str]) -> str | None:
    """The claim in a clause that hangs on one of the words ``over``, the nearest first."""
    sentences = {parse.tokens[i].sentence for i in over}
    near = [head for head in heads if parse.tokens[head].sentence in sentences]
    hung = [(head, {t.i for t in ancestors(parse, head)}) for head in near]
    return next((heads[head] for i in over for head, above in hung if i in above), None)


def framing(parse: Parse, claim: Claim, wording: Near[Rhetoric]) -> list[Rhetoric]:
    """The wording outside the claim's clause that brings it in: "experts agree that …", "no choice but to …"."""
    head = head_at(parse, claim)
    if head is None:
        return []
    sentence = sentence_of(parse, head)
    apart = [r for r in wording.at(sentence.start, sentence.end) if r.technique in _FRAMES]
    return [r for r in apart if not r.span.meets(claim.span) and _brings_in(parse, r, head)]


def _brings_in(parse: Parse, r: Rhetoric, head: int) -> bool:
    """Whether the words govern the claim's head, are what its copula or verb says of them, or hang on it as a clause."""
    at = head_of(parse, r.span.start, r.span.end)
    if at is None or parse.tokens[at].sentence != parse.tokens[head].sentence:
        return False
    above = list(ancestors(parse, head))
    inside = any(r.span.start <= t.start < r.span.end for t in above)
    subject = parse.tokens[at].dep in {"nsubj", "dobj", "attr"} and any(t.i == parse.tokens[at].head for t in above)
    clause = parse.tokens[at].dep in {"advcl", "ccomp", "parataxis"} and parse.tokens[at].head == head
    return inside or subject or clause


def rhetoric(
    article: Article, claim: Claim, wording: Sequence[Rhetoric], quotations: Near[Quotation]
) -> tuple[Rhetoric, ...]:
    """The loaded words and possible techniques of ``wording`` for one claim, in text order.

    Words inside someone's quotation are that speaker's: the reason says so.
    """
    own = claim.attribution and claim.attribution[-1].kind is Voice.AUTHOR
    held = held_at_arms_length(article, claim.span.start, claim.span.end) if own else ()
    found = [(r, _spoken(r.span, quotations)) for r in (*wording, *held)]
    kept = [(r, q) for r, q in found if r.technique != _HELD or (own and q is None)]
    marked = (replace(r, why=r.why + (_said_by(q) if q else _whose(claim))) for r, q in kept)
    return tuple(sorted(dict.fromkeys(marked), key=lambda r: (r.span.start, r.technique)))


def _spoken(words: Span, quotations: Near[Quotation]) -> Quotation | None:
    """The innermost quotation of somebody named or described that holds the words."""
    near = quotations.at(words.start, words.end)
    holding = [q for q in near if q.source and q.voice is not Voice.AUTHOR and q.holds(words)]
    telling = (q for q in holding if q.stance not in _WORDLESS)
    return min(telling, key=lambda q: sum(s.end - s.start for s in q.contents), default=None)


def _said_by(q: Quotation) -> str:
    name = q.by.name if q.by else q.source.text.partition(",")[0] if q.source else ""
    return _ascribed("the speaker" if name.lower() in _PRONOUNS else name, exact=q.quote in {Quote.DIRECT, Quote.MIXED})


def _whose(claim: Claim) -> str:
    last = claim.attribution[-1] if claim.attribution else None
    if last is None or last.kind is Voice.AUTHOR:
        return ""
    return _ascribed(last.name, exact=last.quote in {Quote.DIRECT, Quote.MIXED})


def _ascribed(name: str, exact: bool) -> str:
    return f"; in {'the words of' if exact else 'what is ascribed to'} {name}"


def held_at_arms_length(article: Article, start: int = 0, end: int | None = None) -> Iterator[Rhetoric]:
    """One to three words in quotation marks: scare quotes, where the writer has the floor."""
    for match in _SCARE.finditer(article.text, start, len(article.text) if end is None else end):
        span = article.span(match.start(), match.end())
        why = f"{span.text}: words held at arm's length, with nobody named as their speaker"
        yield Rhetoric(_HELD, span, why)

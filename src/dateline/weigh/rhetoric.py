"""Loaded wording and possible techniques of persuasion, each with its words and one line that says why."""

import re
from collections.abc import Iterator, Sequence

from dateline.data import table
from dateline.records import Article, Claim, CueMark, Rhetoric
from dateline.vocab import Quote, Voice

_SCARE = re.compile(r"[“\"‘]([A-Za-z][\w’'-]*(?: [\w’'-]+){0,2})[”\"’](?!\w)")


def rhetoric(article: Article, claim: Claim, cues: Sequence[CueMark]) -> tuple[Rhetoric, ...]:
    """The loaded words and possible techniques inside the claim's clause, in text order.

    Words inside someone's quotation are that speaker's: the reason says so.
    """
    found = [_from_cue(c, claim) for c in cues if c.category == "loaded" and c.span.meets(claim.span)]
    found += _scare_quotes(article, claim)
    return tuple(sorted(found, key=lambda r: (r.span.start, r.technique)))


def _from_cue(cue: CueMark, claim: Claim) -> Rhetoric:
    group = table("cues/loaded")["groups"][cue.value]
    return Rhetoric(group["technique"], cue.span, f"“{cue.span.text}” {group['why']}{_whose(cue, claim)}")


def _whose(cue: CueMark, claim: Claim) -> str:
    last = claim.attribution[-1] if claim.attribution else None
    if last is None or last.kind is Voice.AUTHOR:
        return ""
    exact = last.quote in {Quote.DIRECT, Quote.MIXED}
    return f"; in {'the words of' if exact else 'what is ascribed to'} {last.name}"


def _scare_quotes(article: Article, claim: Claim) -> Iterator[Rhetoric]:
    """One to three words in quotation marks in the writer's own clause."""
    if not claim.attribution or claim.attribution[-1].kind is not Voice.AUTHOR:
        return
    for match in _SCARE.finditer(article.text, claim.span.start, claim.span.end):
        span = article.span(match.start(), match.end())
        yield Rhetoric(
            "possible scare quotes",
            span,
            f"{span.text}: words held at arm's length, with nobody named as their speaker",
        )

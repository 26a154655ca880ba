"""Weigh: how surely, what kind of claim, loaded wording, grounds and conclusions, checkability."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Article, Claim, CueMark, Marks, Parse, Signal
from dateline.weigh.certainty import certainty_at
from dateline.weigh.checkable import checkable
from dateline.weigh.kind import head_at, kind_of
from dateline.weigh.rhetoric import rhetoric
from dateline.weigh.support import supports

__all__ = ["certainty_at", "weigh"]


def weigh(
    article: Article,
    parse: Parse,
    marks: Marks,
    claims: tuple[Claim, ...],
    signals: tuple[Signal, ...] = (),
) -> tuple[Claim, ...]:
    """The claims with kind, certainty, rhetoric, support edges and checkability."""
    weighed = [_weighed(article, parse, marks.cues, c) for c in claims]
    edges = supports(article, parse, marks.cues, weighed)
    return tuple(replace(c, supports=edges.get(c.id, ()), checkable=checkable(c)) for c in weighed)


def _weighed(article: Article, parse: Parse, cues: Sequence[CueMark], claim: Claim) -> Claim:
    i = head_at(parse, claim)
    certainty = certainty_at(parse, i) if i is not None else claim.certainty
    inside = [c for c in cues if claim.span.holds(c.span)]
    claim = replace(claim, certainty=certainty)
    claim = replace(claim, kind=kind_of(parse, claim, certainty, inside, i))
    return replace(claim, rhetoric=rhetoric(article, claim, cues))

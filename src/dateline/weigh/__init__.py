"""Weigh: how surely, what kind of claim, loaded wording, grounds and conclusions, checkability."""

from dateline.records import Article, Claim, Marks, Parse, Signal

__all__ = ["weigh"]


def weigh(
    article: Article,
    parse: Parse,
    marks: Marks,
    claims: tuple[Claim, ...],
    signals: tuple[Signal, ...] = (),
) -> tuple[Claim, ...]:
    """The claims with kind, certainty, rhetoric, support edges and checkability."""
    return claims

"""Attribute: who says so, as a chain from the outlet inwards."""

from dateline.records import Article, Claim, Marks, Parse, Quotation, Signal

__all__ = ["attribute", "quotations"]


def quotations(
    article: Article, parse: Parse, marks: Marks, signals: tuple[Signal, ...] = ()
) -> tuple[Quotation, ...]:
    """Every attribution in the text: source, cue, contents, stance."""
    return ()


def attribute(
    article: Article,
    parse: Parse,
    marks: Marks,
    quotations: tuple[Quotation, ...],
    claims: tuple[Claim, ...],
) -> tuple[Claim, ...]:
    """The claims with their chains of attribution."""
    return claims

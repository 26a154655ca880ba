"""Code: triggers, verbs and nouns, become events with roles; clauses without an event become bare claims."""

from dateline.records import Article, Claim, Marks, Parse, Signal

__all__ = ["code"]


def code(
    article: Article, parse: Parse, marks: Marks, signals: tuple[Signal, ...] = ()
) -> tuple[Claim, ...]:
    """The claims of one article, not yet attributed or weighed, in text order."""
    return ()

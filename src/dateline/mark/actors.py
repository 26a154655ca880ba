"""Finds actors."""

from dateline.records import ActorMark, Article, Parse


def find_actors(article: Article, parse: Parse) -> tuple[ActorMark, ...]:
    """The actors of one article, in text order."""
    return ()

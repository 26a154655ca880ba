"""Finds times."""

from dateline.records import Article, Parse, TimeMark


def find_times(article: Article, parse: Parse) -> tuple[TimeMark, ...]:
    """The times of one article, in text order."""
    return ()

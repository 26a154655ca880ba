"""Finds counts of people and things."""

from dateline.records import Article, CountMark, Parse, TimeMark


def find_counts(article: Article, parse: Parse, times: tuple[TimeMark, ...]) -> tuple[CountMark, ...]:
    """The counts of one article, in text order; numbers inside ``times`` are not counts."""
    return ()

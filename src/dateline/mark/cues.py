"""Finds cues."""

from dateline.records import CueMark, Article, Parse


def find_cues(article: Article, parse: Parse) -> tuple[CueMark, ...]:
    """The cues of one article, in text order."""
    return ()

"""Finds weapons."""

from dateline.records import Article, Parse, WeaponMark


def find_weapons(article: Article, parse: Parse) -> tuple[WeaponMark, ...]:
    """The weapons of one article, in text order."""
    return ()

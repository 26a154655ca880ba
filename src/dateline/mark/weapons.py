"""Finds weapons."""

from dateline.records import WeaponMark, Article, Parse


def find_weapons(article: Article, parse: Parse) -> tuple[WeaponMark, ...]:
    """The weapons of one article, in text order."""
    return ()

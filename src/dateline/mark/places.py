"""Finds toponyms and resolves them."""

from dateline.records import ActorMark, Article, Gazetteer, Parse, PlaceMark


def find_places(
    article: Article, parse: Parse, gazetteer: Gazetteer, actors: tuple[ActorMark, ...]
) -> tuple[PlaceMark, ...]:
    """The places of one article, in text order; names inside ``actors`` are not places unless they stand alone."""
    return ()

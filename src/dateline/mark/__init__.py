"""Mark: actors, places, times, counts, weapons and cue words are found in the text and resolved."""

from dateline.mark.actors import find_actors
from dateline.mark.counts import find_counts, vague_tables
from dateline.mark.cues import find_cues
from dateline.mark.places import mark_places
from dateline.mark.sight import at_home, look
from dateline.mark.times import find_times
from dateline.mark.weapons import find_weapons
from dateline.records import Article, Gazetteer, Marks, Parse

__all__ = ["mark", "vague_tables"]


def mark(article: Article, parse: Parse, gazetteer: Gazetteer, vague: str | None = None) -> Marks:
    """All marks of one article; ``vague`` names the table that turns "dozens" and the like into numbers."""
    times = find_times(article, parse)
    sight = look(article, parse)
    actors = find_actors(sight)
    places, demonyms = mark_places(article, parse, gazetteer, actors)
    settled = at_home(sight, places)
    actors = actors if settled.home == sight.home else find_actors(settled)  # "the army" is that of where it happens
    return Marks(
        actors=actors,
        places=places,
        demonyms=demonyms,
        times=times,
        counts=find_counts(article, parse, times, vague),
        weapons=find_weapons(article, parse),
        cues=find_cues(article, parse),
    )

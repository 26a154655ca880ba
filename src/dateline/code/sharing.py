"""Numbers shared out among places: "shelled A and B, killing five in A and three in B" is a toll for each."""

from collections.abc import Iterable, Sequence

from dateline.code.scene import Scene
from dateline.code.settings import Found
from dateline.records import Count, Role
from dateline.vocab import RoleName


def shared_out(scene: Scene, counts: Sequence[Count], settings: Sequence[Sequence[Found]]) -> list[tuple[Count, ...]]:
    """The counts of each of several events told by one verb: all of them, or its own where a place stands behind each."""
    named = [{f.mark.name for f in found} for found in settings]
    told = {c: place for c in counts if (place := _place_of(scene, c, counts)) and any(place in n for n in named)}
    if len(settings) < 2 or len(set(told.values())) < 2:
        return [tuple(counts)] * len(settings)
    return [tuple(c for c in counts if c not in told or told[c] in here) for here in named]


def _place_of(scene: Scene, count: Count, others: Iterable[Count]) -> str | None:
    """The place behind a number and before the next one, hung on "in" or "at": "three in Bara"."""
    head = scene.head(count.span)
    if head is None:
        return None
    after = [c.span.start for c in others if c.span.start > count.span.start]
    last = min(after, default=scene.parse.sentences[scene.parse.tokens[head].sentence].end)
    behind = (i for i in scene.place_heads if i > head and scene.parse.tokens[i].start < last)
    place = min(behind, default=None)
    if place is None or not _stands_at(scene, head, place):
        return None
    return scene.place_heads[place].name


def _stands_at(scene: Scene, head: int, place: int) -> bool:
    prep = scene.parse.tokens[scene.parse.tokens[place].head]
    verbless = not any(t.pos == "VERB" for t in scene.parse.tokens[head + 1 : place])
    return prep.lemma in {"in", "at", "near"} and verbless


def without_others(roles: Iterable[Role], left: Iterable[Count]) -> tuple[Role, ...]:
    """The roles without the victims of numbers that belong to another place."""
    gone = [c.span for c in left]
    return tuple(r for r in roles if r.role is not RoleName.VICTIM or not any(r.span.meets(s) for s in gone))

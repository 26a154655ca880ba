"""Numbers shared out among places: "shelled A and B, killing five in A and three in B" is a toll for each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.code.items import by_item, items_of, when_at
from dateline.code.scene import Scene
from dateline.code.settings import Found
from dateline.records import Count, Event, Role, When
from dateline.vocab import RoleName


def each_apart(scene: Scene, event: Event, settings: Sequence[list[Found]]) -> Iterator[tuple[list[Found], Event]]:
    """The event at each of its settings, with what is told of that one alone."""
    items = items_of(scene, settings[0]) if len(settings) == 1 else []
    if items:
        yield from (([found], own) for found, own in by_item(scene, event, items))
        return
    whens = _whens(scene, settings)
    for n, (found, counts) in enumerate(zip(settings, _shared_out(scene, event.counts, settings), strict=True)):
        roles = _without_others(event.roles, [c for c in event.counts if c not in counts])
        yield found, replace(event, counts=counts, roles=roles, when=whens[n] or event.when)


_BESIDE = re.compile(r",?\s*(?:\(|on |in |at |early |late )*")


def _whens(scene: Scene, settings: Sequence[Sequence[Found]]) -> list[When | None]:
    """The times that stand right behind the places of a list, where several do: "Gwoza on Monday, Bama on Tuesday"."""
    if len(settings) < 2:
        return [None] * len(settings)
    ends = [found[0].mark.span.end if found else -1 for found in settings]
    text = scene.article.text
    beside = {m.span.start: m for m in scene.marks.times}
    starts = [_BESIDE.match(text, end).end() if end >= 0 else -1 for end in ends]  # type: ignore[union-attr]
    whens = [when_at(beside[s]) if s in beside else None for s in starts]
    return whens if sum(w is not None for w in whens) > 1 else [None] * len(settings)


def _shared_out(scene: Scene, counts: Sequence[Count], settings: Sequence[Sequence[Found]]) -> list[tuple[Count, ...]]:
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


def _without_others(roles: Iterable[Role], left: Iterable[Count]) -> tuple[Role, ...]:
    """The roles without the victims of numbers that belong to another place."""
    gone = [c.span for c in left]
    return tuple(r for r in roles if r.role is not RoleName.VICTIM or not any(r.span.meets(s) for s in gone))

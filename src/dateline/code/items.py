"""Lists that one verb tells: "killed five in Bara, six in Kosti", "raided a mosque in Bara in May and a market in Kosti".

Each place stands behind whoever or whatever it befell there; the parser hangs such lists badly, so they are read by
their commas and prepositions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.code.roles import role_at
from dateline.code.scene import Scene
from dateline.code.settings import Found
from dateline.records import Event, Role, TimeMark, When
from dateline.vocab import PlaceRole, RoleName

_AT = frozenset({"in", "at", "near", "on", "outside", "inside"})
_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BEFALLEN = (RoleName.RECIPIENT, RoleName.VICTIM)
# What only says what the place before it is: "in Bara, a town in Kordofan".
_WHERE = frozenset(
    "town village city district region province area suburb neighbourhood neighborhood capital hamlet settlement county "
    "commune locality state port island valley stronghold municipality quarter part department".split()
)


@dataclass(frozen=True)
class Item:
    """One place of a list, the characters that belong to it, and the token that heads what stands before the place."""

    found: Found
    start: int
    end: int
    head: int


def items_of(scene: Scene, found: Sequence[Found]) -> list[Item]:
    """The items that places in text order close; none where they are no such list."""
    ordered = sorted(found, key=lambda f: f.head)
    breaks = [_break(scene, a, b) for a, b in pairwise(ordered)]
    cuts = [cut for cut in breaks if cut is not None]
    if len(cuts) < len(breaks) or not cuts or any(f.role is not PlaceRole.PLACE for f in found):
        return []
    tokens, sentence = scene.parse.tokens, scene.parse.sentences[scene.parse.tokens[ordered[0].head].sentence]
    starts = [sentence.start, *(tokens[comma].start for comma, _ in cuts)]
    ends = [*starts[1:], sentence.end]
    heads = [ordered[0].head, *(head for _, head in cuts)]
    return [Item(*item) for item in zip(ordered, starts, ends, heads, strict=True)]


def _break(scene: Scene, first: Found, second: Found) -> tuple[int, int] | None:
    """The comma or "and" between two places behind which a phrase leads to the second, and the head of the phrase."""
    tokens = scene.parse.tokens
    start = next((t.i for t in tokens if t.start >= second.mark.span.start), second.head)
    while start > first.head and tokens[start - 1].pos == "DET":
        start -= 1
    head = start - 2
    at = head
    if head <= first.head or tokens[start - 1].text.lower() not in _AT or tokens[head].pos not in {"NOUN", "NUM"}:
        return None
    while at > first.head and (tokens[at].pos in _PHRASE or tokens[at].text.lower() == "of"):
        at -= 1
    listed = at > first.head and (tokens[at].text == "," or tokens[at].text.lower() == "and")
    told = any(t.tag in _FINITE for t in tokens[first.head : at])
    return (at, head) if listed and not told and tokens[head].lemma.lower() not in _WHERE else None


def by_item(scene: Scene, event: Event, items: Sequence[Item]) -> Iterator[tuple[Found, Event]]:
    """The event of each item: with its own numbers and times where several items have some, and whom it befell."""
    counts = [[c for c in event.counts if i.start <= c.span.start < i.end] for i in items]
    whens = [_told(scene, i) for i in items]
    for n, item in enumerate(items):
        own = replace(event, roles=tuple(_roles(scene, event, items, n)))
        if sum(map(bool, counts)) > 1:
            own = replace(own, counts=tuple(counts[n]))
        if sum(w is not None for w in whens) > 1:
            own = replace(own, when=whens[n] or event.when)
        yield item.found, own


def _roles(scene: Scene, event: Event, items: Sequence[Item], n: int) -> Iterator[Role]:
    heads = [scene.parse.tokens[i.head] for i in items[1:]]
    kind = next(
        (r.role for r in event.roles if r.role in _BEFALLEN and items[0].start <= r.span.start < items[0].end), None
    )
    own = items[n]
    here = False
    for role in event.roles:
        headed = any(role.span.start <= t.start < role.span.end for t in heads)
        if role.role not in _BEFALLEN and not headed:
            yield role
        elif role.role in _BEFALLEN and own.start <= role.span.start < own.end:
            here = here or role.role is kind
            yield role
    if n and not here and kind is not None:
        yield role_at(scene, kind, own.head, "list")


def _told(scene: Scene, item: Item) -> When | None:
    """The time that stands in an item behind its place."""
    inside = (m for m in scene.marks.times if item.found.mark.span.end <= m.span.start < item.end and m.start)
    return next((when_at(m) for m in inside), None)


def when_at(mark: TimeMark) -> When | None:
    """The time of an event that is told right beside its place."""
    if mark.start is None:
        return None
    return When(mark.start, mark.end or mark.start, mark.precision, mark.anchor, mark.span, "list")

"""Finds actors: names of the registry, other names, noun phrases for actors, and countries that act.

The order matters: noun phrases ("US troops", "ISIS fighters") take in the names inside them; what is left of the names
stands alone; each head token bears one mark.
"""

from collections.abc import Iterable

from dateline.mark.countries import country_marks
from dateline.mark.names import name_marks, other_names
from dateline.mark.phrases import phrase_marks
from dateline.mark.reference import resolve
from dateline.mark.sight import Sight
from dateline.records import ActorMark


def find_actors(sight: Sight) -> tuple[ActorMark, ...]:
    """The actors of one article, in text order; one mark per head token."""
    marks: dict[int, ActorMark] = {}
    for found in (phrase_marks(sight), name_marks(sight), other_names(sight), country_marks(sight)):
        for mark in found:
            marks.setdefault(mark.head, mark)
    held = _holders(marks.values())
    kept = [mark for mark in marks.values() if not _swallowed(mark, held.get(mark.span.start, ()))]
    return resolve(sight, tuple(sorted(kept, key=lambda m: (m.span.start, m.span.end))))


def _holders(marks: Iterable[ActorMark]) -> dict[int, list[ActorMark]]:
    """The marks over each character, but those that are part of a list."""
    found: dict[int, list[ActorMark]] = {}
    for mark in marks:
        for i in range(mark.span.start, mark.span.end) if mark.via != "list" else ():
            found.setdefault(i, []).append(mark)
    return found


def _swallowed(mark: ActorMark, over: Iterable[ActorMark]) -> bool:
    """Whether another mark's phrase already speaks for this name: "US" in "US troops". Owners ("Assad's government")
    and names after the head ("members of Hamas") keep a mark of their own."""
    wider = (m for m in over if m is not mark and m.span.holds(mark.span))
    return mark.via != "list" and any(not _apart(mark, m) for m in wider)


def _apart(mark: ActorMark, phrase: ActorMark) -> bool:
    after = phrase.span.text[mark.span.end - phrase.span.start :]
    before = phrase.span.text[: mark.span.start - phrase.span.start]
    owner = after.startswith(("'s", "’s", "' ", "’ ")) and mark.via != "country"
    return owner or " of " in before or " for " in before

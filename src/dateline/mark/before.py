"""What an article named before a mark, filed by what a short name or a description asks for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dateline.data import table
from dateline.mark.registry import registry
from dateline.mark.sight import Sight
from dateline.mark.traits import person
from dateline.records import ActorMark

Key = tuple[str, str]


class Before:
    """The marks of one article, found again by a word, a title, a noun or the kind of body they name."""

    def __init__(self, sight: Sight, marks: tuple[ActorMark, ...]) -> None:
        self._marks = marks
        self._filed: dict[Key, list[int]] = defaultdict(list)
        for n, mark in enumerate(marks):
            for key in set(_keys(sight, mark)):
                self._filed[key].append(n)

    def of(self, mark: ActorMark, *keys: Key) -> list[ActorMark]:
        """Those filed under any of ``keys`` that end before ``mark``, in text order."""
        found = (self._marks[n] for n in sorted({n for key in keys for n in self._filed.get(key, ())}))
        return [m for m in found if m.span.end <= mark.span.start]


def _keys(sight: Sight, mark: ActorMark) -> Iterator[Key]:
    yield "ending", mark.name.lower().rpartition(" ")[2]
    yield from (("word", word) for word in mark.name.split())
    yield from (("title", word) for word in in_full(mark.span.text).split()[:-1])
    yield "noun", sight.parse.tokens[mark.head].lemma.lower()
    yield from (("kind", kind) for kind in _kinds(sight, mark))


def in_full(words: str) -> str:
    """A name in lower case with its ranks written out: "gen. ibarra" is "general ibarra"."""
    ranks: dict[str, str] = table("actors/nouns")["ranks"]
    return " ".join(ranks.get(w.rstrip("."), w) for w in words.lower().split())


def _kinds(sight: Sight, m: ActorMark) -> Iterable[str]:
    """The kinds of bodies a mark may be: what "the coalition", "the agency", "the charity" or "the militia" can mean."""
    tag = (m.id or "").partition(":")[0]
    if m.type == "external forces":
        yield "coalition"
    if tag == "media":
        yield "media"
    if tag == "org" and (actor := registry().actors.get(m.id or "")) and actor.of == "ngos":
        yield "charity"
    if tag == "group" or (tag == "" and m.via == "name" and _names_group(sight, m)):
        yield "group"


def _names_group(sight: Sight, m: ActorMark) -> bool:
    token = sight.parse.tokens[m.head]
    return token.pos == "PROPN" and not person(sight.parse, m) and m.country is None and len(m.name.split()) > 1

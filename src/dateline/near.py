"""Things by where they stand in a text: what is near some words is found without a look at all the rest."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
_STRIDE = 128  # characters: about a sentence


class Stretch(Protocol):
    """Anything that stands somewhere in a text: a span, a token, a sentence."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Near(Generic[T]):
    """Things filed under every stretch of the text that one of their spans reaches into."""

    def __init__(self, things: Iterable[T], spans: Callable[[T], Iterable[Stretch]]) -> None:
        self._things = tuple(things)
        self._filed: dict[int, list[int]] = defaultdict(list)
        for n, thing in enumerate(self._things):
            for stretch in {i for span in spans(thing) for i in _stretches(span.start, span.end)}:
                self._filed[stretch].append(n)

    def at(self, start: int, end: int) -> list[T]:
        """Every thing that shares a character with ``start``…``end``, and some that only stand beside it, in the order
        they were given: whether one is meant is for the caller to ask of each."""
        found = {n for i in _stretches(start, end) for n in self._filed.get(i, ())}
        return [self._things[n] for n in sorted(found)]


def _stretches(start: int, end: int) -> range:
    return range(start // _STRIDE, end // _STRIDE + 1)

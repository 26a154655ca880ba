"""One article with its marks indexed by token: what every part of this room looks things up in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dateline.near import Near
from dateline.records import ActorMark, Article, Marks, Parse, PlaceMark, Signal, Span, TimeMark, WeaponMark
from dateline.syntax import head_of, runs_in, token_at, tokens_in
from dateline.timing import BACK
from dateline.vocab import ZoneKind


@dataclass(frozen=True)
class Scene:
    """Everything known of the article before events are looked for."""

    article: Article
    parse: Parse
    marks: Marks
    signals: tuple[Signal, ...] = ()

    @cached_property
    def actor_at(self) -> dict[int, ActorMark]:
        """The actor mark over each token; the longer mark wins."""
        found: dict[int, ActorMark] = {}
        for mark in sorted(self.marks.actors, key=lambda m: m.span.end - m.span.start):
            found.update({t.i: mark for t in tokens_in(self.parse, mark.span.start, mark.span.end)})
        return found

    @cached_property
    def actor_by_head(self) -> dict[int, ActorMark]:
        """The longest actor mark headed by each token."""
        return {m.head: m for m in sorted(self.marks.actors, key=lambda m: m.span.end - m.span.start)}

    @cached_property
    def place_heads(self) -> dict[int, PlaceMark]:
        """Places that are not metonyms, by the token that heads them."""
        found: dict[int, PlaceMark] = {}
        for mark in self.marks.places:
            head = self.head(mark.span)
            if head is not None and not mark.metonym:
                found[head] = mark
        return found

    @cached_property
    def near_places(self) -> Near[PlaceMark]:
        """The places by where they stand."""
        return Near(self.marks.places, lambda mark: [mark.span])

    @cached_property
    def place_at(self) -> dict[int, PlaceMark]:
        """The place mark over each token."""
        return {
            t.i: m for m in self.marks.places if not m.metonym for t in tokens_in(self.parse, m.span.start, m.span.end)
        }

    @cached_property
    def lent_at(self) -> frozenset[int]:
        """The tokens of place names that only qualify people or things."""
        return self._inside(m.span for m in self.marks.demonyms)

    @cached_property
    def weapon_at(self) -> dict[int, WeaponMark]:
        """The weapon mark over each token."""
        return {t.i: m for m in self.marks.weapons for t in tokens_in(self.parse, m.span.start, m.span.end)}

    @cached_property
    def place_signals(self) -> dict[int, list[Signal]]:
        """What the model says of the place of each trigger, by the offset the trigger starts at."""
        found: dict[int, list[Signal]] = {}
        for signal in self.signals:
            if signal.layer == "place_of" and signal.of is not None:
                found.setdefault(signal.of[0], []).append(signal)
        return found

    def times_about(self, i: int) -> list[TimeMark]:
        """The times in the sentence of token ``i`` and in those before that may lend it theirs."""
        here = self.parse.tokens[i].sentence
        first = self.parse.sentences[max(0, here - BACK)]
        return self._near_times.at(first.start, self.parse.sentences[here].end)

    @cached_property
    def _near_times(self) -> Near[TimeMark]:
        return Near(self.marks.times, lambda mark: [mark.span])

    @cached_property
    def dated(self) -> frozenset[int]:
        """The tokens inside time expressions."""
        return self._inside(m.span for m in self.marks.times)

    @cached_property
    def named(self) -> frozenset[int]:
        """The tokens inside names of more than one word: no event word is read there."""
        long = [m.span for m in self.marks.actors if m.via in {"name", "short name"} and " " in m.span.text]
        return self._inside([*long, *(m.span for m in self.marks.places)])

    def _inside(self, spans: Iterable[Span]) -> frozenset[int]:
        return frozenset(t.i for s in spans for t in tokens_in(self.parse, s.start, s.end))

    def head(self, span: Span) -> int | None:
        """The token that heads a span."""
        found = head_of(self.parse, span.start, span.end)
        return found if found is not None else token_at(self.parse, span.start)

    def quiet(self, i: int) -> bool:
        """Whether token ``i`` stands where no claim is made: page furniture, bylines, the "PROTESTS." of a round-up."""
        sentence = self.parse.sentences[self.parse.tokens[i].sentence]
        return sentence.zone is ZoneKind.META or runs_in(self.article, sentence)

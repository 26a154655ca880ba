"""Events that their reports tell as one: a reading ties "shells hit the market" to the headline's "nine killed", while linking,
which asks whether two deeds are the same, leaves them two. Nothing is merged by it: a person may."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from dateline.records import Article, Claim, EventView, Finding


class Retold:
    """What is remembered of events, one after the other, to find those that their reports tell as one."""

    def __init__(self) -> None:
        self._event: dict[str, str] = {}  # the event of each claim, where several reports tell of it
        self._label: dict[str, str] = {}
        self._again: list[tuple[str, str, str]] = []  # a claim, what it tells again, the name of its article

    def see(self, event: EventView, members: Iterable[Claim], articles: Mapping[str, Article]) -> None:
        """Takes in an event with its claims."""
        if len({a.article for a in event.accounts}) < 2:
            return
        what, place = event.acled or event.type or "event", event.place or "place not told"
        self._label[event.id] = f"{what} · {place} · {event.start or 'day not told'} ({event.id})"
        for claim in members:
            self._event[claim.id] = event.id
            if claim.event and claim.event.same_as and claim.article in articles:
                self._again.append((claim.id, claim.event.same_as, articles[claim.article].name))

    def findings(self) -> Iterator[Finding]:
        """For each of two such events the other, with the reports that say so."""
        told: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        for claim, first, name in self._again:
            pair = self._event[claim], self._event.get(first, self._event[claim])
            if pair[0] != pair[1]:
                told[min(pair), max(pair)].append((claim, first, name))
        for pair in sorted(told):
            names = sorted({name for _, _, name in told[pair]})
            claims = sorted({c for claim, first, _ in told[pair] for c in (claim, first)})
            for here, there in permutations(pair):
                own = tuple(c for c in claims if self._event[c] == here)
                yield Finding("told as one", own, f"{_listed(names)} with {self._label[there]}")


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

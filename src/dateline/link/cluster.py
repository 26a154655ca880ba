"""From judged pairs to events: average-link clustering whose result is a function of the judgements alone."""

from collections.abc import Iterable, Mapping, Sequence

from dateline.records import Judgement

# Two clusters merge while the mean probability over the pairs between them is at least this (a pair never compared, or
# refused, counts as 0). On ECB+'s development topics, cross-validated, B³ is .786 at .3, .787 at .35, .784 at .4.
THRESHOLD = 0.35

Pair = tuple[str, str]


def clusters(
    claims: Sequence[str], judgements: Iterable[Judgement], threshold: float = THRESHOLD
) -> list[tuple[str, ...]]:
    """Groups of claim ids, singletons included, sorted. A person's "same" ties, a person's "not same" keeps apart.

    Where people contradict themselves over several pairs (a is b, b is c, a is not c), what they tied stays tied.
    Rows about claims that are not in ``claims`` say nothing.
    """
    known = set(claims)
    machine, tied, apart = _sorted_out(row for row in judgements if row.left in known and row.right in known)
    links = {pair: score for pair, score in machine.items() if pair not in apart and pair not in tied}
    groups = _Groups(known, links, apart)
    for left, right in sorted(tied):
        groups.merge(left, right)
    for (left, right), score in sorted(links.items(), key=lambda item: (-item[1], item[0])):
        if score < threshold:
            break
        if groups.mean(left, right) >= threshold:
            groups.merge(left, right)
    return groups.all()


def _sorted_out(judgements: Iterable[Judgement]) -> tuple[dict[Pair, float], set[Pair], set[Pair]]:
    """Machine scores, and the pairs people tied or kept apart: the last word of a person on a pair holds."""
    machine: dict[Pair, float] = {}
    people: dict[Pair, bool] = {}
    for row in judgements:
        pair = (row.left, row.right) if row.left < row.right else (row.right, row.left)
        if row.by == "machine":
            machine[pair] = row.score
        else:
            people[pair] = row.same
    return machine, {p for p, same in people.items() if same}, {p for p, same in people.items() if not same}


class _Groups:
    """The groups so far, with the sum of the scores between each two: a merge costs what the smaller side has of
    neighbours, however large the groups grow."""

    def __init__(self, claims: Iterable[str], links: Mapping[Pair, float], apart: Iterable[Pair]) -> None:
        self._head = {claim: claim for claim in claims}
        self._members = {claim: [claim] for claim in self._head}
        self._between: dict[str, dict[str, float]] = {claim: {} for claim in self._head}
        self._apart: dict[str, set[str]] = {}
        for (left, right), score in sorted(links.items()):
            self._between[left][right] = self._between[right][left] = score
        for left, right in apart:
            self._apart.setdefault(left, set()).add(right)
            self._apart.setdefault(right, set()).add(left)

    def mean(self, left: str, right: str) -> float:
        """The mean score between the groups of two claims; -1 where they are one group or kept apart."""
        a, b = self._head[left], self._head[right]
        if a == b or b in self._apart.get(a, ()):
            return -1.0
        return self._between[a].get(b, 0.0) / (len(self._members[a]) * len(self._members[b]))

    def merge(self, left: str, right: str) -> None:
        """Makes one group of two."""
        a, b = sorted((self._head[left], self._head[right]), key=lambda h: (-len(self._members[h]), h))
        if a == b:
            return
        for claim in self._members[b]:
            self._head[claim] = a
        self._members[a] += self._members.pop(b)
        for other, total in self._between.pop(b).items():
            del self._between[other][b]
            if other != a:
                self._between[a][other] = self._between[other][a] = self._between[a].get(other, 0.0) + total
        for other in self._apart.pop(b, ()):
            self._apart[other].discard(b)
            if other != a:
                self._apart[other].add(a)
                self._apart.setdefault(a, set()).add(other)

    def all(self) -> list[tuple[str, ...]]:
        """The groups, each sorted, in order."""
        return sorted(tuple(sorted(members)) for members in self._members.values())

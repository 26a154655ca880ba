"""From judged pairs to events: average-link clustering whose result is a function of the judgements alone."""

from collections.abc import Iterable, Sequence

from dateline.records import Judgement

# Two clusters merge while the mean probability over the pairs between them is at least this (a pair never compared, or
# refused, counts as 0); chosen on ECB+'s odd development topics, confirmed on the even ones.
THRESHOLD = 0.35


def clusters(
    claims: Sequence[str], judgements: Iterable[Judgement], threshold: float = THRESHOLD
) -> list[tuple[str, ...]]:
    """Groups of claim ids, singletons included, sorted. A person's "same" ties, a person's "not same" keeps apart."""
    machine, tied, apart = _sorted_out(judgements)
    groups = {claim: frozenset({claim}) for claim in sorted(claims)}
    for left, right in sorted(tied):
        _merge(groups, left, right)
    links = {pair: score for pair, score in machine.items() if pair not in apart and pair not in tied}
    for (left, right), score in sorted(links.items(), key=lambda item: (-item[1], item[0])):
        if score < threshold:
            break
        a, b = groups.get(left), groups.get(right)
        if a is None or b is None or a == b or _kept_apart(a, b, apart):
            continue
        if _mean(a, b, links, tied) >= threshold:
            _merge(groups, left, right)
    return sorted({tuple(sorted(group)) for group in groups.values()})


Pair = tuple[str, str]


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


def _kept_apart(a: frozenset[str], b: frozenset[str], apart: set[Pair]) -> bool:
    return any((x in a and y in b) or (x in b and y in a) for x, y in apart)


def _mean(a: frozenset[str], b: frozenset[str], links: dict[Pair, float], tied: set[Pair]) -> float:
    pairs = ((x, y) if x < y else (y, x) for x in a for y in b)
    return sum(1.0 if pair in tied else links.get(pair, 0.0) for pair in pairs) / (len(a) * len(b))


def _merge(groups: dict[str, frozenset[str]], left: str, right: str) -> None:
    if left in groups and right in groups:
        whole = groups[left] | groups[right]
        for claim in whole:
            groups[claim] = whole

"""Independence on FA-KES: are reports that are tied really dependent, against a hand reading of tied pairs.

``readings/independence.csv`` holds the unit ids of each pair that was read and the verdict: "tied" (the reason given
holds of both texts: one text, one agency, one outlet or one source stands behind what they tell) or "apart". How far
they were read: 29 pairs of copies as aligned views of both texts, with long spans cut; of the other 75 pairs the two
openings, the credits and one linked claim of each.

All reports of an event that share an owner, an agency or an origin are tied to each other, though dateline writes a
chain: which two of them stand side by side in it hangs on what else is linked, and says nothing of the pair.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from bench.fakes_events import Corpus, corpus, read_by_eye
from bench.result import Result, bootstrap, prf
from dateline.link.independence import groups
from dateline.records import Tie

Pair = tuple[str, str]
# Ties that a chain of reports has in common, by the reason given.
CHAINED = frozenset({"owner", "wire", "origin"})


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """The ties of the linked corpus, copies over all articles and the rest within events."""
    found = corpus(data, split, limit)
    ties = tied(found)
    read = verdicts(found)
    right = {p for p, same in read.items() if same}
    known = sorted(set(ties) & set(read))
    same_outlet = [p for p in known if _outlets(found, p) == 1]
    return Result(
        bench="independence",
        split=split,
        docs=len(found.articles),
        items=len(ties),
        metrics={
            "precision": _share(known, right),
            "precision_of_copies": _share([p for p in known if ties[p] & {"copy", "reprint"}], right),
            "found_of_tied": _share(sorted(right), set(ties)),
            "read_of_found": _share(sorted(ties), set(read)),
        },
        baselines={"one outlet only": {"found_of_tied": len(right & set(same_outlet)) / max(1, len(right))}},
        intervals={"precision": bootstrap(known, lambda pairs: _share(pairs, right))},
        beat={"precision": "goal .98 on 100 pairs"},
        predictions=[
            {"item": "-".join(p), "kinds": sorted(ties[p]), "read": read.get(p), "ok": read.get(p)}
            for p in sorted(ties)
        ],
        notes=(
            f"{len(ties)} pairs tied, {len(known)} of them read, {len(known) - len(right & set(known))} wrongly tied.",
        ),
    )


def tied(found: Corpus) -> dict[Pair, set[str]]:
    """The kinds of tie of each pair of unit ids."""
    units, out = found.units, dict[Pair, set[str]]()
    for tie in found.linked.ties:
        out.setdefault(_pair(units[tie.left], units[tie.right]), set()).add(tie.kind)
    for event in found.linked.events:
        for kind, left, right in _closed(event.ties):
            out.setdefault(_pair(units[left], units[right]), set()).add(kind)
    return out


def _closed(ties: Iterable[Tie]) -> list[tuple[str, str, str]]:
    """(kind, left, right) of all that one event's chains of ties join."""
    chains: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.kind in CHAINED:
            chains[tie.kind, tie.why].append(tie)
    joined = ((kind, group) for (kind, _), chain in chains.items() for group in _joined(chain))
    return [(kind, left, right) for kind, group in joined for left, right in combinations(group, 2)]


def _joined(chain: Sequence[Tie]) -> tuple[tuple[str, ...], ...]:
    return groups({article for tie in chain for article in (tie.left, tie.right)}, chain)


def verdicts(found: Corpus) -> dict[Pair, bool]:
    """The pairs read by eye, of the articles at hand."""
    rows = read_by_eye("independence")
    kept = (r for r in rows if r["left"] in found.articles and r["right"] in found.articles)
    return {_pair(r["left"], r["right"]): r["verdict"] == "tied" for r in kept}


def _pair(left: str, right: str) -> Pair:
    return (left, right) if left < right else (right, left)


def _outlets(found: Corpus, pair: Pair) -> int:
    return len({found.rows[unit]["source"] for unit in pair})


def _share(pairs: Iterable[Pair], right: set[Pair]) -> float:
    told = list(pairs)
    return prf(sum(p in right for p in told), len(told), len(told))[0]

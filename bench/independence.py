"""Independence on FA-KES: are reports that are tied really dependent, against a hand reading of tied pairs.

``readings/independence.csv`` holds the unit ids of each pair that was read and the verdict: "tied" (the reason given
holds of both texts: one text, one agency, one outlet or one source stands behind what they tell) or "apart". How far
they were read: 29 pairs of copies as aligned views of both texts, with long spans cut; of the other 75 pairs the two
openings, the credits and one linked claim of each.
"""

from collections.abc import Iterable
from pathlib import Path

from bench.fakes_events import Corpus, corpus, read_by_eye
from bench.result import Result, bootstrap, prf

Pair = tuple[str, str]


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
    return out


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

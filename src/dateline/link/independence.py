"""How many reports really agree: ties between articles, each with its reason, and the groups they make.

A tie is found by near-copying (MinHash to find candidates, then exact alignment of shared word runs), by a shared wire
credit, a shared owner, one article citing another outlet, or the same cited origin.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from typing import Any

from dateline.data import table
from dateline.records import Article, Attribution, Claim, Tie
from dateline.vocab import Voice

SHINGLE = 5
PERMUTATIONS = 96
# Candidates for alignment share at least this Jaccard index by MinHash; partial reprints are found by `_containment`.
CANDIDATE = 0.12
# Two articles are copies where this share of the shorter one's words stands in runs of RUN words or more in the other.
COPY = 0.6
REPRINT = 0.25
RUN = 8
_WORD = re.compile(r"\w+")


def order(tie: Tie) -> tuple[str, str, str, str]:
    """The order in which ties are told."""
    return (tie.left, tie.right, tie.kind, tie.why)


def by_article(found: Iterable[Tie]) -> dict[str, list[Tie]]:
    """The ties of each article."""
    out: dict[str, list[Tie]] = defaultdict(list)
    for tie in found:
        out[tie.left].append(tie)
        out[tie.right].append(tie)
    return out


def shared(articles: Sequence[Article], claims: Iterable[Claim]) -> list[Tie]:
    """The ties between reports of one event that no common wording shows: wire, owner, citing, origin.

    ``claims`` are the articles' claims of that event: what an article takes from a source elsewhere ties nothing here.
    """
    told = list(claims)
    found = [*_alike("wire", articles, _wire), *_alike("owner", articles, _owner), *_cites(articles, told)]
    return found + _origins(articles, told)


def groups(article_ids: Iterable[str], found: Iterable[Tie]) -> tuple[tuple[str, ...], ...]:
    """The articles joined by ties: each group counts as one source. Sorted, singletons included."""
    parent = {a: a for a in article_ids}

    def root(a: str) -> str:
        while parent[a] != a:
            a = parent[a]
        return a

    for tie in found:
        if tie.left in parent and tie.right in parent:
            left, right = sorted((root(tie.left), root(tie.right)))
            parent[right] = left
    joined: dict[str, list[str]] = defaultdict(list)
    for a in sorted(parent):
        joined[root(a)].append(a)
    return tuple(sorted(tuple(members) for members in joined.values()))


def copies(articles: Sequence[Article]) -> list[Tie]:
    """Copies and partial reprints, with the numbers that were changed on the way."""
    words = {a.id: _WORD.findall(a.text.lower()) for a in articles}
    return [tie for a, b in _candidates(words) if (tie := _copy(a, b, words[a], words[b]))]


def _candidates(words: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Pairs with enough shingles in common, by MinHash and, for partial reprints, by rare shingles."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=CANDIDATE, num_perm=PERMUTATIONS)
    pairs: set[tuple[str, str]] = set()
    rare: dict[str, list[str]] = defaultdict(list)
    for article in sorted(words):
        shingles = _shingles(words[article])
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([s.encode() for s in shingles])
        pairs.update((other, article) for other in lsh.query(sketch))
        lsh.insert(article, sketch)
        for shingle in shingles[:: max(1, len(shingles) // 200)]:
            rare[shingle].append(article)
    full = {article: set(_shingles(words[article])) for article in sorted(words)}
    for article, shingles_of in full.items():
        for shingle in shingles_of & rare.keys():
            if len(rare[shingle]) <= 20:
                pairs.update((min(article, o), max(article, o)) for o in rare[shingle] if o != article)
    return sorted((min(p), max(p)) for p in pairs)


def _shingles(words: Sequence[str]) -> list[str]:
    return [" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))]


def _copy(a: str, b: str, left: Sequence[str], right: Sequence[str]) -> Tie | None:
    """The tie of two articles whose aligned runs make up enough of the shorter one."""
    shorter = min(len(left), len(right))
    if shorter < RUN:
        return None
    matcher = (
        SequenceMatcher(None, left, right, autojunk=False) if shorter < 4000 else SequenceMatcher(None, left, right)
    )
    common = sum(block.size for block in matcher.get_matching_blocks() if block.size >= RUN)
    share = common / shorter
    if share < REPRINT:
        return None
    edits = _edits(matcher, left, right)
    kind = "copy" if share >= COPY else "reprint"
    changed = f"; numbers changed: {', '.join(edits)}" if edits else ""
    return Tie(
        a,
        b,
        kind,
        round(share, 3),
        f"{share:.0%} of the shorter text stands in the other word for word{changed}",
        edits,
    )


def _edits(matcher: Any, left: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
    """Numbers replaced by other numbers between aligned runs: "9 → 14", "nine → fourteen"."""
    out = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "replace" and b - a == d - c <= 3:
            pairs = zip(left[a:b], right[c:d], strict=True)
            out += [f"{x} → {y}" for x, y in pairs if x != y and _is_number(x) and _is_number(y)]
    return tuple(out[:10])


def _is_number(word: str) -> bool:
    return word.isdigit() or word in table("counts")["words"]


def _alike(kind: str, articles: Sequence[Article], value: Callable[[Article], str | None]) -> list[Tie]:
    """Ties between neighbours in each group of articles that share a value."""
    by_value: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        name = value(article)
        if name:
            by_value[name].append(article.id)
    says = {"wire": "both credit {}", "owner": "both belong to {}"}[kind]
    return [
        Tie(a, b, kind, 0.0, says.format(name))
        for name, members in sorted(by_value.items())
        for a, b in pairwise(sorted(members))
    ]


def _wire(article: Article) -> str | None:
    """The agency a report is credited to, or comes from."""
    return _agencies().get(_folded(article.wire), article.wire) or _agencies().get(_folded(article.outlet))


@cache
def _agencies() -> dict[str, str]:
    """The agencies by their folded names."""
    return {_folded(n): a["name"] for a in table("wires")["agency"] for n in (a["name"], *a.get("forms", ()))}


def _folded(name: str | None) -> str:
    return " ".join((name or "").lower().removeprefix("the ").split())


def _owner(article: Article) -> str | None:
    """Who owns the outlet; an outlet that no list names is its own owner, so two of its articles are tied."""
    owners: dict[str, str] = table("outlets")["owners"]
    return owners.get(_folded(article.outlet), article.outlet) if article.outlet else None


def _cites(articles: Sequence[Article], claims: Sequence[Claim]) -> list[Tie]:
    """An article that attributes a claim to the outlet of another."""
    by_outlet: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.outlet:
            by_outlet[_folded(article.outlet)].append(article)
    found = set()
    for claim in claims:
        for name in {_folded(voice.name) for voice in claim.attribution} - {""}:
            for cited in by_outlet.get(name, ()):
                if cited.id != claim.article:
                    left, right = sorted((claim.article, cited.id))
                    found.add(Tie(left, right, "cites", 0.0, f"one attributes a claim to {cited.outlet}"))
    return sorted(found, key=order)


def _origins(articles: Sequence[Article], claims: Sequence[Claim]) -> list[Tie]:
    """Articles that have all they say of the event from one and the same source."""
    chains: dict[str, list[dict[str, str]]] = defaultdict(list)
    for claim in claims:
        chains[claim.article].append({_key(v): v.name for v in claim.attribution if v.kind in ORIGINS and v.name})
    resting: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for article in sorted(a.id for a in articles):
        told = chains.get(article, [])
        for key in sorted(set.intersection(*map(set, told)) if told else ()):
            resting[key].append(article)
            names[key] = min(names.get(key, told[0][key]), told[0][key])
    return [
        Tie(a, b, "origin", 0.0, f"both rest on {names[key]}")
        for key, members in sorted(resting.items())
        for a, b in pairwise(members)
    ]


# Sources that two reports can have in common; an unnamed "official" of one is not the other's.
ORIGINS = frozenset({Voice.WIRE, Voice.OUTLET, Voice.NAMED, Voice.DOCUMENT})


def _key(voice: Attribution) -> str:
    return voice.id or _folded(voice.name)

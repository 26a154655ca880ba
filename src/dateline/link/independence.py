"""How many reports really agree: ties between articles, each with its reason, and the groups they make.

A tie is found by near-copying (MinHash to find candidates, then exact alignment of shared word runs), by a shared wire
credit, a shared owner, one article citing another outlet, or the same cited origin.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from dateline.data import table
from dateline.records import Article, Claim, Tie
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


def ties(articles: Sequence[Article], claims: Iterable[Claim] = ()) -> tuple[Tie, ...]:
    """Every tie between two of the articles, sorted. Articles without an id in common words are never compared."""
    ordered = sorted(articles, key=lambda a: a.id)
    found = [*copies(ordered), *_shared("wire", ordered, lambda a: a.wire), *_shared("owner", ordered, _owner)]
    found += cites(ordered, claims)
    return tuple(sorted(set(found), key=lambda t: (t.left, t.right, t.kind)))


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
    """Numbers replaced by other numbers between aligned runs: "9 → 14"."""
    out = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "replace" and b - a == d - c <= 3:
            pairs = zip(left[a:b], right[c:d], strict=True)
            out += [f"{x} → {y}" for x, y in pairs if x != y and x.isdigit() and y.isdigit()]
    return tuple(out[:10])


def _shared(kind: str, articles: Sequence[Article], value: Any) -> list[Tie]:
    """Ties between neighbours in each group of articles that share a value."""
    by_value: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if value(article):
            by_value[str(value(article))].append(article)
    says = {"wire": "both credit {}", "owner": "both belong to {}"}[kind]
    return [
        Tie(a.id, b.id, kind, 0.0, says.format(name))
        for name, members in sorted(by_value.items())
        for a, b in pairwise(members)
    ]


def _owner(article: Article) -> str | None:
    """Who owns the outlet; an outlet that no list names is its own owner, so two of its articles are tied."""
    owners: dict[str, str] = table("outlets")["owners"]
    outlet = (article.outlet or "").strip().lower()
    return owners.get(outlet, article.outlet) if outlet else None


def cites(articles: Sequence[Article], claims: Iterable[Claim]) -> list[Tie]:
    """An article that attributes claims to another article's outlet, and articles that rest on one cited origin."""
    by_outlet = {(a.outlet or "").lower(): a for a in articles if a.outlet}
    by_id = {a.id: a for a in articles}
    found: list[Tie] = []
    origins: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for voice in claim.attribution:
            cited = by_outlet.get(voice.name.lower())
            if cited and cited.id != claim.article and claim.article in by_id:
                left, right = sorted((claim.article, cited.id))
                found.append(Tie(left, right, "cites", 0.0, f"one attributes a claim to {cited.outlet}"))
            if voice.kind in {Voice.WIRE, Voice.OUTLET} and claim.article in by_id:
                origins[voice.name].add(claim.article)
    for name, members in sorted(origins.items()):
        ordered = sorted(members)
        found += [Tie(a, b, "origin", 0.0, f"both rest on {name}") for a, b in pairwise(ordered)]
    return found

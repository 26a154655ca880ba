"""How many reports really agree: ties between articles, each with its reason, and the groups they make.

A tie is found by common wording (``copying``), by a shared wire credit, a shared owner, one article citing another
outlet, or the same cited origin.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

from dateline.data import table
from dateline.records import Article, Attribution, Claim, Tie
from dateline.vocab import Voice


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
    """The articles joined by ties: each group counts as one source. Sorted, singletons included.

    Who cites several of them joins the one cited most: a round-up of two sources makes no one source of the two.
    """
    parent = {a: a for a in article_ids}
    citing: dict[str, list[str]] = defaultdict(list)
    for tie in found:
        if tie.left in parent and tie.right in parent:
            if tie.kind == "cites":
                citing[tie.left].append(tie.right)
            else:
                _join(parent, tie.left, tie.right)
    for article, cited in sorted(citing.items()):
        roots = Counter(_root(parent, a) for a in cited)
        if _root(parent, article) not in roots:
            _join(parent, article, min(roots, key=lambda r: (-roots[r], r)))
    joined: dict[str, list[str]] = defaultdict(list)
    for a in sorted(parent):
        joined[_root(parent, a)].append(a)
    return tuple(sorted(tuple(members) for members in joined.values()))


def _root(parent: dict[str, str], a: str) -> str:
    while parent[a] != a:
        a = parent[a]
    return a


def _join(parent: dict[str, str], a: str, b: str) -> None:
    left, right = sorted((_root(parent, a), _root(parent, b)))
    parent[right] = left


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
    """An article, on the left, that attributes a claim to another's outlet; its own outlet's voice cites nobody."""
    by_outlet: dict[str, list[Article]] = defaultdict(list)
    own, names = {a.id: _folded(a.outlet) for a in articles}, {a.id: a.name for a in articles}
    for article in articles:
        if article.outlet:
            by_outlet[own[article.id]].append(article)
    found = set()
    for claim in claims:
        for name in {_folded(voice.name) for voice in claim.told_by} - {"", own.get(claim.article)}:
            for cited in by_outlet.get(name, ()):
                why = f"{names[claim.article]} attributes a claim to {cited.outlet}"
                found.add(Tie(claim.article, cited.id, "cites", 0.0, why))
    return sorted(found, key=order)


def _origins(articles: Sequence[Article], claims: Sequence[Claim]) -> list[Tie]:
    """Articles that have all they attribute of the event to one and the same source, and that is half of it or more.

    What an article says in its own voice beside it (most headlines and openings) is no other source.
    """
    chains: dict[str, list[dict[str, str]]] = defaultdict(list)
    every = Counter(claim.article for claim in claims)
    for claim in claims:
        if any(voice.kind is not Voice.AUTHOR for voice in claim.told_by):
            chains[claim.article].append({_key(v): v.name for v in claim.told_by if v.kind in ORIGINS and v.name})
    resting: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for article in sorted(a.id for a in articles):
        told = chains.get(article, [])
        if 2 * len(told) < every[article]:
            continue
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

"""Link: claims of several articles about one event are proposed, scored with reasons, and gathered into event views.

Nothing is overwritten: a proposal is a judgement row, a person's row outranks the machine's, and the events are a
function of the articles and the rows, whatever their order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.data import table
from dateline.link.blocks import place_in_order, sweep
from dateline.link.cluster import clusters
from dateline.link.context import Context
from dateline.link.copying import copies
from dateline.link.features import judged
from dateline.link.findings import findings
from dateline.link.independence import by_article, order, shared
from dateline.link.refusals import refusals
from dateline.link.sighting import Sighting, content, home, sight
from dateline.link.spool import Spool
from dateline.link.views import view
from dateline.records import Article, Claim, Judgement, Linked, Tie

__all__ = ["assemble", "link", "propose", "propose_spooled"]

# Proposals under this are not written down: they could never join two claims, and there are very many of them.
KEPT = 0.1

Readings = Iterable[tuple[Article, Sequence[Claim]]]


def link(readings: Readings, judged: Iterable[Judgement] = ()) -> Linked:
    """Events, judgements, ties and findings of a corpus.

    ``readings`` are articles with their claims, in any order, each article once; ``judged`` the rows people added
    before, the oldest first. Machine's rows among them are left out: it judges anew.
    """
    corpus = sorted(readings, key=lambda item: item[0].id)
    sightings = [s for article, found in corpus for s in _sighted(article, found)]
    people = [row for row in judged if row.by != "machine"]
    proposals = list(propose(sightings, {a.id: content(a.text) for a, _ in corpus}, {a.id: _day(a) for a, _ in corpus}))
    return assemble(corpus, [*proposals, *refusals(sightings, proposals, _version()), *people])


def _sighted(article: Article, claims: Sequence[Claim]) -> list[Sighting]:
    country = home(claims)
    return [s for c in claims if (s := sight(c, article, country))]


def assemble(readings: Readings, judgements: Iterable[Judgement]) -> Linked:
    """The events that judgements already made give: nothing is compared again.

    So readings under rules of release show the very events that were found in the full ones.
    """
    corpus = sorted(readings, key=lambda item: item[0].id)
    rows = tuple(judgements)
    articles = {article.id: article for article, _ in corpus}
    claims = {claim.id: claim for article, found in corpus for claim in found if sight(claim, article)}
    copied = by_article(copies([article for article, _ in corpus]))
    grouped = [[claims[c] for c in group] for group in clusters(list(claims), rows)]
    tied = [_ties(group, articles, copied) for group in grouped]
    views = (view(group, articles, found) for group, found in zip(grouped, tied, strict=True))
    ordered = tuple(sorted(views, key=lambda v: (v.start.isoformat() if v.start else "", v.id)))
    every = {tie for found in (*copied.values(), *tied) for tie in found}
    return Linked(ordered, rows, tuple(sorted(every, key=order)), findings(ordered, claims, articles))


def _ties(group: Sequence[Claim], articles: Mapping[str, Article], copied: Mapping[str, Sequence[Tie]]) -> list[Tie]:
    """Why reports of one event depend on each other: the copies among them, and what they share for this event."""
    here = {claim.article for claim in group}
    if len(here) < 2:
        return []
    found = {tie for a in here for tie in copied.get(a, ()) if tie.left in here and tie.right in here}
    return sorted({*found, *shared([articles[a] for a in sorted(here)], group)}, key=order)


def _day(article: Article) -> int | None:
    return article.published.date.toordinal() if article.published else None


def propose(
    sightings: Iterable[Sighting],
    words: Mapping[str, frozenset[str]],
    days: Mapping[str, int | None] | None = None,
) -> Iterator[Judgement]:
    """A judgement for every pair worth comparing that is not plainly two events.

    ``words`` are each article's stems, ``days`` the days they came out.
    """
    known = days or {}
    published = sorted(words, key=lambda a: (day if (day := known.get(a)) is not None else -1, a))
    yield from _proposals(sorted(sightings, key=place_in_order), Context(words, published))


def propose_spooled(spool: Spool) -> Iterator[Judgement]:
    """The same judgements for a corpus on the disk: what memory holds is a window of it."""
    yield from _proposals(spool.sightings(), Context(spool.words, spool.published(), spool.frequency))


def _proposals(ordered: Iterable[Sighting], context: Context) -> Iterator[Judgement]:
    version = _version()
    for a, b in sweep(ordered, context.neighbours):
        score, found = judged(a, b, context, KEPT)
        if found:
            left, right = sorted((a.claim, b.claim))
            yield Judgement(left, right, score >= 0.5, "machine", score, found, version)


def _version() -> str:
    return str(table("linking")["version"])

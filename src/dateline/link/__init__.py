"""Link: claims of several articles about one event are proposed, scored with reasons, and gathered into event views.

Nothing is overwritten: a proposal is a judgement row, a person's row outranks the machine's, and the events are a
function of the articles and the rows, whatever their order.
"""

from collections.abc import Iterable, Iterator, Sequence

from dateline.data import table
from dateline.link.blocks import pairs
from dateline.link.cluster import clusters
from dateline.link.features import Context, features, probability
from dateline.link.findings import findings
from dateline.link.independence import ties
from dateline.link.sighting import Sighting, content, home, sight
from dateline.link.views import view
from dateline.records import Article, Claim, Judgement, Linked

__all__ = ["link", "propose"]

# Proposals under this are not written down: they could never join two claims, and there are very many of them.
KEPT = 0.1


def link(readings: Iterable[tuple[Article, Sequence[Claim]]], judged: Iterable[Judgement] = ()) -> Linked:
    """Events, judgements, ties and findings of a corpus.

    ``readings`` are articles with their claims, in any order; ``judged`` the rows people added before.
    """
    corpus = sorted(readings, key=lambda item: item[0].id)
    articles = {article.id: article for article, _ in corpus}
    claims = {claim.id: claim for _, found in corpus for claim in found}
    sightings = [s for article, found in corpus for c in found if (s := sight(c, article, home(found)))]
    people = [row for row in judged if row.by != "machine"]
    proposals = list(propose(sightings, articles.values()))
    grouped = clusters([s.claim for s in sightings], [*proposals, *people])
    tied = ties(list(articles.values()), claims.values())
    views = tuple(view([claims[c] for c in group], articles, tied) for group in grouped)
    ordered = tuple(sorted(views, key=lambda v: (v.start.isoformat() if v.start else "", v.id)))
    return Linked(ordered, (*proposals, *people), tied, findings(ordered, claims, articles))


def propose(sightings: Sequence[Sighting], articles: Iterable[Article]) -> Iterator[Judgement]:
    """A judgement for every pair worth comparing that is not plainly two events."""
    context = Context({a.id: content(a.text) for a in articles})
    version = str(table("linking")["version"])
    for i, j in pairs(sightings, context.neighbours):
        found = features(sightings[i], sightings[j], context)
        score = round(probability(found, sightings[i].article == sightings[j].article), 4)
        if score >= KEPT:
            left, right = sorted((sightings[i].claim, sightings[j].claim))
            yield Judgement(left, right, score >= 0.5, "machine", score, found, version)

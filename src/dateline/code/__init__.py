"""Code: triggers, verbs and nouns, become events with roles; clauses without an event become bare claims."""

from dateline.code.events import context, event_claims
from dateline.code.means import explained
from dateline.code.ontology import Ontology, extended, ontology
from dateline.code.owning import owned
from dateline.code.scene import Scene
from dateline.code.statements import bare_claims
from dateline.code.ties import completed, tied
from dateline.code.triggers import find_hits
from dateline.records import Article, Claim, Marks, Parse, Signal

__all__ = ["Ontology", "code", "extended"]


def code(
    article: Article,
    parse: Parse,
    marks: Marks,
    signals: tuple[Signal, ...] = (),
    known: Ontology | None = None,
) -> tuple[Claim, ...]:
    """The claims of one article, not yet attributed or weighed, in text order.

    Ids are unique within the article; kind is EVENT where a trigger told one and STATE for every other clause.
    ``known`` are the triggers to look for; the shipped ones where it is None.
    """
    scene = Scene(article, parse, marks, signals)
    ctx = context(scene, find_hits(scene, known or ontology()))
    claims = sorted([*event_claims(ctx), *bare_claims(ctx)], key=_place)
    published = article.published.date if article.published else None
    told = tied(list({c.id: c for c in claims}.values()), parse, published)
    told = explained(completed(told, parse), parse)
    return _with_owners(told, tuple(owned(ctx, told)))


def _with_owners(told: tuple[Claim, ...], owning: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims, where "X claimed responsibility" stands once: as the claim about the deed."""
    spans = {c.span for c in owning}
    kept = [c for c in told if c.span not in spans or (c.event and c.event.type)]
    return tuple(sorted([*kept, *owning], key=_place)) if owning else told


def _place(claim: Claim) -> tuple[int, int, int, str]:
    """Where a claim stands in the text; of those that share their words, one for each listed place, the place decides."""
    at = claim.event.trigger.start if claim.event else claim.span.start
    listed = claim.event.where[0].span.start if claim.event and claim.event.where else 0
    return at, claim.span.end, listed, claim.id

"""Code: triggers, verbs and nouns, become events with roles; clauses without an event become bare claims."""

from dateline.code.events import context, event_claims
from dateline.code.means import explained
from dateline.code.ontology import Ontology, extended, ontology
from dateline.code.owning import owned
from dateline.code.scene import Scene
from dateline.code.statements import bare_claims
from dateline.code.ties import tied
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
    events = event_claims(ctx)
    mine = tuple(owned(ctx, events))
    claims = sorted([*events, *bare_claims(ctx, {c.span for c in mine})], key=_place)
    told = explained(tied(list({c.id: c for c in claims}.values())), parse)
    return tuple(sorted([*told, *mine], key=_place)) if mine else told


def _place(claim: Claim) -> tuple[int, int, int, str]:
    """Where a claim stands in the text; of those that share their words, one for each listed place, the place decides."""
    at = claim.event.trigger.start if claim.event else claim.span.start
    listed = claim.event.where[0].span.start if claim.event and claim.event.where else 0
    return at, claim.span.end, listed, claim.id

"""Claims of clauses that tell no event of the ontology: bare ones, and acts of actors that PLOVER has no type for."""

from collections.abc import Iterator

from dateline.code.args import verb_args
from dateline.code.clauses import SPEECH, bare_clauses, clause_span
from dateline.code.conditions import is_actor
from dateline.code.events import Context, when_of
from dateline.code.hanging import climb
from dateline.code.roles import role_at
from dateline.code.settings import Found, located, where_of
from dateline.records import Claim, Event, Role, Token, identify
from dateline.syntax import children, words
from dateline.vocab import Kind, PlaceRole, RoleName

_NO_ACT = frozenset(
    [
        "be",
        "have",
        "seem",
        "appear",
        "become",
        "remain",
        "look",
        "sound",
        "mean",
        "feel",
        "need",
        "want",
        "like",
        "love",
        "hate",
        "know",
        "think",
        "believe",
    ]
)


def _roles(ctx: Context, token: Token) -> Iterator[Role]:
    for arg in verb_args(ctx.scene.parse, token.i):
        name = {"subj": RoleName.ACTOR, "obj": RoleName.RECIPIENT}.get(arg.slot)
        if name is not None and is_actor(ctx.scene, arg.token) and not _none(ctx, arg.token):
            yield role_at(ctx.scene, name, arg.token, arg.via)


def _none(ctx: Context, token: int) -> bool:
    """ "No group has claimed it": nobody acts."""
    return any(t.text.lower() in {"no", "neither"} for t in children(ctx.scene.parse, token, "det"))


def _event(ctx: Context, token: Token) -> Event | None:
    """An act of an actor outside PLOVER's types, or the dead and hurt a clause counts; None where it tells neither."""
    counts = tuple(ctx.free.get(token.i, ()))
    acts = token.pos == "VERB" and token.lemma not in _NO_ACT
    told = tuple(_roles(ctx, token)) if acts else ()
    roles = told if any(r.role is RoleName.ACTOR for r in told) else ()
    if not counts and not roles:
        return None
    places = []
    sentence = ctx.scene.parse.sentences[token.sentence]
    for head in (i for i in range(sentence.first, sentence.last) if i in ctx.known):
        path = climb(ctx.scene, head, {token.i})
        if path is not None and path.preps and path.preps[-1] in {"in", "at", "near"}:
            places.append(located(ctx.scene, Found(ctx.known[head], PlaceRole.PLACE, head), []))
    trigger = words(ctx.scene.article, ctx.scene.parse, token.i, token.i)
    where = tuple(where_of(f) for f in places[:1])
    when = when_of(ctx.scene, token.i, inherits=token.lemma not in SPEECH)
    return Event(None, trigger, roles=roles, where=where, when=when, counts=counts, made_by="rules: clause")


def bare_claims(ctx: Context) -> Iterator[Claim]:
    """A claim for every clause that states something and has no trigger for its verb."""
    taken = {h.i for h in ctx.hits if not h.noun} | {h.carrier for h in ctx.hits if h.carrier is not None}
    article = ctx.scene.article
    told = set()
    for token in bare_clauses(ctx.scene, taken):
        span, event = clause_span(ctx.scene, token.i), _event(ctx, token)
        if event is None and span in told:
            continue  # two verbs of one clause's words
        told.add(span)
        ident = identify("c", article.id, span.start, span.end, "clause", token.start)
        yield Claim(ident, article.id, Kind.STATE, span, event)

"""Deeds owned up to without a word for them: "a bomb went off in Jolo. Abu Sayyaf claimed responsibility."

The owner is never written into the claim that tells the deed, whose speaker named nobody: a claim of its own says so,
tied to the first, with the owner as its speaker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.code.args import deep_subject, members
from dateline.code.clauses import clause_span, nobody, unsaid
from dateline.code.events import Context
from dateline.code.roles import role_at
from dateline.records import Claim, Event, Parse, Token, identify
from dateline.syntax import children, words
from dateline.vocab import Acled, EventType, Kind, RoleName

_OWNS = frozenset("claim take accept admit deny disclaim assume".split())
_SAID_IN = frozenset(
    "statement message video recording post posting call letter interview communique leaflet note".split()
)
_BACK = 2  # sentences between the deed and its owner
_DEEDS = {EventType.ASSAULT}


def owned(ctx: Context, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A claim for each "claimed responsibility" that stands alone, about the deed told last."""
    for token in ctx.scene.parse.tokens:
        if not _alone(ctx, token):
            continue
        subject = deep_subject(ctx.scene.parse, token.head)
        deed = _told_last(ctx, claims, token)
        if subject is not None and deed is not None and deed.event is not None:
            yield _claim(ctx, token, subject[0], deed, deed.event)


def _alone(ctx: Context, token: Token) -> bool:
    parse = ctx.scene.parse
    owns = token.lemma == "responsibility" and token.dep == "dobj" and parse.tokens[token.head].lemma in _OWNS
    unowned = nobody(parse, token.head) or unsaid(parse, token.head) or bool(children(parse, token.head, "neg"))
    if not owns or unowned:
        return False
    preps = [*children(parse, token.i, "prep"), *children(parse, token.head, "prep")]
    return not any(p.lemma == "for" or (p.lemma == "in" and not _spoken(parse, p)) for p in preps)


def _spoken(parse: Parse, prep: Token) -> bool:
    """ "In a statement", "in a video": where it was said, not for what."""
    return any(t.lemma in _SAID_IN for t in children(parse, prep.i, "pobj"))


def _told_last(ctx: Context, claims: Sequence[Claim], token: Token) -> Claim | None:
    """The deed of the sentence, or of one of the two before it: the one that names no actor, where there are several."""
    parse = ctx.scene.parse
    start = parse.sentences[max(0, token.sentence - _BACK)].start
    near = [c for c in claims if c.event and c.event.type in _DEEDS and start <= c.event.trigger.start < token.start]
    open_ = [c for c in near if c.event and not any(r.role is RoleName.ACTOR for r in c.event.roles)]
    return max(open_ or near, key=lambda c: c.event.trigger.start if c.event else 0, default=None)


def _claim(ctx: Context, token: Token, owner: int, deed: Claim, event: Event) -> Claim:
    article = ctx.scene.article
    span = clause_span(ctx.scene, token.head)
    trigger = words(article, ctx.scene.parse, token.i, token.i)
    made = replace(
        event,
        trigger=trigger,
        roles=tuple(role_at(ctx.scene, RoleName.ACTOR, t, via) for t, via in members(ctx.scene.parse, owner)),
        counts=(),
        same_as=event.same_as or deed.id,
        acled=event.acled or Acled.ATTACK,
        made_by="rules: responsibility",
    )
    ident = identify("c", article.id, span.start, span.end, "owned", token.start)
    return Claim(ident, article.id, Kind.EVENT, span, made)

"""How sure a clause is held to be: "it is likely that", "it is not true that", "it is unclear whether"."""

from dataclasses import replace

from dateline.records import Parse, Token
from dateline.syntax import children
from dateline.vocab import Modality
from dateline.weigh.lexicon import Effect, held
from dateline.weigh.nearby import local


def held_to_be(parse: Parse, clause: Token, head: Token) -> tuple[Effect, ...]:
    """What the adjective before a "that" clause says of it, with the negation beside the verb that links them."""
    be = head if head.lemma == "be" else parse.tokens[head.head]
    qualities = [head] if head.pos == "ADJ" else children(parse, be.i, "acomp")
    quality = next((q for q in qualities if q.i < clause.i and q.text.lower() in held()), None)
    if quality is None and (far := _far_from(parse, be)) is not None:
        return (Effect("unsure", modality=Modality.POSSIBLE, cue=far),)
    if quality is None or be.lemma not in _LINKS:
        return ()
    effect = replace(held()[quality.text.lower()], cue=quality.i)
    denials = tuple(e for e in (*local(parse, be.i), *local(parse, quality.i)) if e.flip)
    if effect.group == "plain" and denials:
        return (Effect("unsure", modality=Modality.POSSIBLE, cue=quality.i),)
    return (effect, *denials)


def _far_from(parse: Parse, be: Token) -> int | None:
    """ "It is far from certain that": where "far" stands."""
    far = [t for t in children(parse, be.i, "advmod", "acomp") if t.text.lower() == "far"]
    below = (q for t in far for p in children(parse, t.i, "prep") for q in children(parse, p.i))
    sure = any(q.text.lower() in held() and held()[q.text.lower()].group in {"plain", "true"} for q in below)
    return far[0].i if sure and be.lemma in _LINKS else None


_LINKS = {"be", "seem", "appear", "look", "become"}

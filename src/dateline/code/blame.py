"""Who is said to be behind an event noun: claims and denials of responsibility, blame, accusation.

The claim that comes of it has the accuser or the claimant as its speaker, so that nothing is upgraded to a fact.
"""

from collections.abc import Iterator

from dateline.code.args import deep_object, deep_subject
from dateline.code.scene import Scene
from dateline.records import Token
from dateline.syntax import children

_OWNS_UP = {"claim", "take", "accept", "admit", "assume", "acknowledge", "deny", "disclaim", "reject"}
_BLAMES = {"blame": "for", "accuse": "of", "suspect": "of", "convict": "of", "hold": "for", "implicate": "in"}
_ASCRIBES = {"attribute": "to", "ascribe": "to", "blame": "on", "pin": "on", "credit": "to"}
_NOBODY = {"nobody", "none", "one", "neither", "nothing"}


def behind(scene: Scene, i: int) -> Iterator[int]:
    """The heads of the phrases that name who is said to have done what event noun ``i`` tells."""
    token = scene.parse.tokens[i]
    while token.dep == "conj" and scene.parse.tokens[token.head].pos in {"NOUN", "PROPN"}:
        token = scene.parse.tokens[token.head]
    found = _by_preposition(scene, token) if token.dep in {"pobj", "pcomp"} else _by_verb(scene, token)
    if found is not None and not _nobody(scene, found):
        yield found


def _nobody(scene: Scene, i: int) -> bool:
    """ "Nobody", "no one", "no group" have claimed it."""
    denied = any(t.text.lower() == "no" for t in children(scene.parse, i, "det"))
    return denied or scene.parse.tokens[i].text.lower() in _NOBODY


def _by_preposition(scene: Scene, token: Token) -> int | None:
    """ "Claimed responsibility for N", "is responsible for N", "blamed X for N", "is behind N"."""
    prep = scene.parse.tokens[token.head]
    above = scene.parse.tokens[prep.head]
    if above.lemma == "responsibility" and prep.lemma in {"for", "in"}:
        verb = scene.parse.tokens[above.head]
        owns = verb.lemma in _OWNS_UP and not children(scene.parse, verb.i, "neg")
        return _subject(scene, verb) if owns and above.dep in {"dobj", "nsubjpass"} else None
    if above.lemma == "responsible" and prep.lemma == "for":
        return _held(scene, above)
    if prep.lemma == "behind" and above.lemma == "be":
        return _subject(scene, above)
    verb = above if above.pos == "VERB" else scene.parse.tokens[above.head]
    if _BLAMES.get(verb.lemma) == prep.lemma and (above.i == verb.i or above.dep in {"dobj", "nsubjpass"}):
        blamed = deep_object(scene.parse, verb.i)
        return blamed[0] if blamed and blamed[0] != token.i else None
    return None


def _held(scene: Scene, adjective: Token) -> int | None:
    """Whom "responsible" is said of: "X was responsible", "held X responsible", "those responsible" is nobody named."""
    verb = scene.parse.tokens[adjective.head]
    if verb.lemma == "be":
        return _subject(scene, verb)
    if verb.lemma == "hold":
        named = children(scene.parse, adjective.i, "nsubj") or children(scene.parse, verb.i, "dobj", "nsubjpass")
        return named[0].i if named else None
    return None


def _by_verb(scene: Scene, token: Token) -> int | None:
    """ "Attributed N to X", "blamed N on X", "X claimed N"."""
    verb = scene.parse.tokens[token.head]
    if token.dep not in {"dobj", "nsubjpass"}:
        return None
    if verb.lemma == "claim":
        return None if children(scene.parse, verb.i, "neg") else _subject(scene, verb)  # "did not claim the attack"
    return ascribed(scene, verb, token)


def ascribed(scene: Scene, verb: Token, deed: Token) -> int | None:
    """Whom a verb ascribes a deed to: the last "on" or "to" of "blamed the attack on the embassy on X"."""
    wanted = _ASCRIBES.get(verb.lemma)
    if _blamed_for(scene, verb, deed):
        return None
    preps = [p for holder in (verb.i, deed.i) for p in children(scene.parse, holder, "prep", "dative")]
    inner = [p for a in preps for o in children(scene.parse, a.i, "pobj") for p in children(scene.parse, o.i, "prep")]
    last = max((p.i for p in (*preps, *inner) if p.lemma == wanted and p.i > deed.i), default=None)
    return next((p.i for p in children(scene.parse, last, "pobj")), None) if last is not None else None


def _blamed_for(scene: Scene, verb: Token, blamed: Token) -> bool:
    """ "Blamed the rebels for the attack on the convoy": whoever stands before "for" is blamed, not what "on" leads to."""
    preps = [p for holder in (verb.i, blamed.i) for p in children(scene.parse, holder, "prep")]
    return verb.lemma == "blame" and any(p.lemma == "for" and p.i > blamed.i for p in preps)


def blamed(scene: Scene, i: int) -> int | None:
    """Whom the verb above noun ``i`` ascribes it to; they stand behind the deed and are no target of it."""
    token = scene.parse.tokens[i]
    return ascribed(scene, scene.parse.tokens[token.head], token) if token.dep in {"dobj", "nsubjpass"} else None


def _subject(scene: Scene, verb: Token) -> int | None:
    found = deep_subject(scene.parse, verb.i)
    if found and scene.parse.tokens[found[0]].pos == "PRON" and found[0] not in scene.actor_at and verb.dep == "ccomp":
        said = deep_subject(scene.parse, verb.head)  # "the Taliban said it was behind the bombing"
        return said[0] if said else found[0]
    return found[0] if found else None

"""Who does a deed, where its trigger's own arguments name nobody: whose weapon it was, who helped, planned or is blamed."""

from collections.abc import Iterator

from dateline.code.args import Arg, deep_subject, noun_args, verb_args
from dateline.code.blame import behind
from dateline.code.clauses import unsaid
from dateline.code.conditions import is_actor, is_person
from dateline.code.doubtful import is_means_of_help
from dateline.code.owners import mark_of
from dateline.code.phrases import lemmas
from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.syntax import children, conjuncts
from dateline.vocab import EventType

# Adjectives and nouns before an event noun that name an actor only where a mark or a nationality says so.
_NATION = {"GPE", "NORP", "ORG"}


def beyond(scene: Scene, hit: Hit) -> Iterator[Arg]:
    """The arguments that name who acts, from the nearest in meaning on."""
    anchor = hit.carrier if hit.noun and hit.carrier is not None else hit.i
    yield from _wielder(scene, hit)
    yield from _helper(scene, anchor)
    if hit.noun:
        yield from _planner(scene, hit)
        yield from _behind(scene, hit)


def names_party(scene: Scene, token: int) -> bool:
    t = scene.parse.tokens[token]
    mark = mark_of(scene, token)
    if (mark is None or mark.id is None) and t.dep in {"compound", "nmod"} and token in scene.place_at:
        return False  # "the Cauca ambush"
    if mark is not None or t.entity[2:] in _NATION or t.pos == "PRON":
        return True
    known = is_actor(scene, token) or is_person(scene, token) or _listed(scene, token)
    return known or t.lemma.lower() in word_class("collective")


def _listed(scene: Scene, token: int) -> bool:
    return any(i in scene.actor_at for i in conjuncts(scene.parse, token))


def inanimate(scene: Scene, token: int) -> bool:
    """Whether a harm's subject is a means (a strike, a shell), not someone."""
    if is_actor(scene, token) and not (lemmas(scene.parse, token) & word_class("means")) - {"sniper", "bomber"}:
        return False
    return bool(lemmas(scene.parse, token) & word_class("means")) or token in scene.weapon_at


def _wielder(scene: Scene, hit: Hit) -> Iterator[Arg]:
    """Whose weapon does it: "Houthi missiles hit a camp"."""
    args = noun_args(scene.parse, hit.i) if hit.noun else verb_args(scene.parse, hit.i)
    means = [a for a in args if a.slot == ("by" if hit.noun else "subj") and inanimate(scene, a.token)]
    for arg in means if hit.rule.type is EventType.ASSAULT else ():
        for owner in children(scene.parse, arg.token, "poss", "amod", "compound", "nmod"):
            if owner.i not in scene.weapon_at and names_party(scene, owner.i):
                yield Arg("poss", owner.i)


def _helper(scene: Scene, i: int) -> Iterator[Arg]:
    """ "With the support of X": X is the actor of a passive that names none."""
    for prep in children(scene.parse, i, "prep"):
        for noun in children(scene.parse, prep.i, "pobj"):
            if is_means_of_help(scene, noun.i):
                for arg in noun_args(scene.parse, noun.i):
                    if arg.slot in {"of", "from", "poss", "adj"} and names_party(scene, arg.token):
                        yield arg


def _planner(scene: Scene, hit: Hit) -> Iterator[Arg]:
    """ "The decision taken by X is a withdrawal": X withdraws."""
    token = scene.parse.tokens[hit.i]
    while token.dep == "conj":
        token = scene.parse.tokens[token.head]
    if token.dep != "attr":
        return
    for noun in children(scene.parse, token.head, "nsubj"):
        if noun.lemma not in word_class("plan"):
            continue
        args = [*noun_args(scene.parse, noun.i)]
        for clause in children(scene.parse, noun.i, "acl", "relcl"):
            subject = deep_subject(scene.parse, clause.i)
            args.extend([Arg("by", *subject)] if subject and subject[0] != noun.i else [])
        for arg in args:
            if arg.slot in {"by", "of", "poss"} and names_party(scene, arg.token):
                yield arg


def _behind(scene: Scene, hit: Hit) -> Iterator[Arg]:
    """Who claims the deed or is blamed for it."""
    if hit.rule.type in {EventType.ASSAULT, EventType.COERCE}:
        for token in behind(scene, hit.i):
            told = names_party(scene, token) or scene.parse.tokens[token].pos == "PROPN"
            if told and not (scene.parse.tokens[token].pos == "PRON" and unsaid(scene.parse, token)):
                yield Arg("by", token)

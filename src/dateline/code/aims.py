"""Whom a trigger is aimed at beyond its own arguments: inside its object, in the clause below it, behind its noun."""

from collections.abc import Iterator

from dateline.code.args import Arg, deep_subject, verb_args
from dateline.code.conditions import is_actor, is_person
from dateline.code.ontology import frame
from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.records import Role
from dateline.syntax import children, conjuncts, head_of
from dateline.vocab import EventType, RoleName

_TALK = {EventType.SUPPORT, EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN, EventType.AGREE,
         EventType.CONSULT, EventType.COOPERATE, EventType.SANCTION, EventType.CONCEDE}  # fmt: skip
_LINKS = {"of", "with", "between", "by", "from", "against", "to", "for", "among"}
_TOPIC = {"obj", "on", "to", "for", "of", "over", "about"}
_WHOM = ("obj", "on", "against", "at", "with", "to", "for", "upon")
# What the object of a gift or a legal act says of whom it is for: "contribute a million to X", "adopt a law with X".
_BEHIND = {"give", "act", "sanction", "promise", "yield_to", "speak_of"}


def aims_of(scene: Scene, hit: Hit, found: list[Role]) -> Iterator[int]:
    """The heads of the phrases that name whom the hit is aimed at, where its own arguments name nobody."""
    if hit.noun or _settled(scene, found):
        return
    if hit.rule.frame == "visit":
        yield from _hosts(scene, hit)
        return
    below = list(_below(scene, hit)) if hit.rule.type in _TALK else []
    if below:
        yield from below
    elif hit.rule.type in _TALK:
        yield from _inside(scene, hit)
    if not any(r.role is RoleName.RECIPIENT for r in found) and hit.rule.frame in _BEHIND:
        yield from _behind_object(scene, hit)


def _settled(scene: Scene, found: list[Role]) -> bool:
    """Whether somebody who can be aimed at is named already."""
    aimed = [r for r in found if r.role in {RoleName.RECIPIENT, RoleName.VICTIM}]
    return any(r.id or r.type for r in aimed) or bool(aimed and _named(scene, aimed[0]))


def _named(scene: Scene, role: Role) -> bool:
    """Whether a phrase is itself a name or names people."""
    i = head_of(scene.parse, role.span.start, role.span.end)
    return i is not None and (scene.parse.tokens[i].pos == "PROPN" or is_person(scene, i) or is_actor(scene, i))


def _hosts(scene: Scene, hit: Hit) -> Iterator[int]:
    """Who is visited: the named destination receives the visitor."""
    for arg in verb_args(scene.parse, hit.i):
        token = scene.parse.tokens[arg.token]
        if arg.slot in {"obj", "to", "in", "for"} and token.pos == "PROPN" and arg.token not in scene.dated:
            yield arg.token
            return


def _inside(scene: Scene, hit: Hit) -> Iterator[int]:
    """Whom talk is about when its object is a thing: "welcomed the resumption of ties with X" is aimed at X."""
    for arg in verb_args(scene.parse, hit.i):
        if arg.slot in _TOPIC:
            yield from _nested(scene, arg.token, 4)


def _below(scene: Scene, hit: Hit) -> Iterator[int]:
    """Whom a promised, threatened or refused deed is done to: "vowed to wage war on X", "signed an accord to help X"."""
    parse = scene.parse
    nouns = [u for u in hit.used if parse.tokens[u].pos == "NOUN"]
    clauses = [*children(parse, hit.i, "xcomp"), *(c for n in nouns for c in children(parse, n, "acl"))]
    doer = deep_subject(parse, hit.i)
    for clause in clauses:
        if clause.pos != "VERB":
            continue
        args = [a for a in verb_args(parse, clause.i) if a.slot in _WHOM and a.token != (doer or (-1,))[0]]
        for arg in sorted(args, key=lambda a: a.slot != "obj"):
            whom = [t for t in conjuncts(parse, arg.token) if _party(scene, t) and t not in scene.dated]
            yield from whom or _nested(scene, arg.token, 2)
            if whom:
                return


def _behind_object(scene: Scene, hit: Hit) -> Iterator[int]:
    """Whom the object's own phrase names: the parser hangs "to X" on the gift as often as on the giving."""
    slots = frame(hit.rule.frame)["verb"]
    objects = [a.token for a in verb_args(scene.parse, hit.i) if a.slot == "obj"]
    for prep in (p for token in objects for p in children(scene.parse, token, "prep")):
        if slots.get(prep.lemma) == "recipient" or prep.lemma in {"to", "with", "against"}:
            for pobj in children(scene.parse, prep.i, "pobj"):
                yield from (t for t in conjuncts(scene.parse, pobj.i) if _party(scene, t) and t not in scene.dated)


def _nested(scene: Scene, token: int, depth: int) -> Iterator[int]:
    """The parties inside a noun phrase: possessors, nationalities, and what its prepositions and participles lead to."""
    if not depth:
        return
    for modifier in children(scene.parse, token, "poss"):
        if modifier.pos == "PROPN" or modifier.i in scene.actor_at:
            yield modifier.i
    for arg in _links(scene, token):
        for pobj in conjuncts(scene.parse, arg.token):
            if pobj not in scene.dated and _party(scene, pobj):
                yield pobj
            else:
                yield from _nested(scene, pobj, depth - 1)


def _links(scene: Scene, token: int) -> Iterator[Arg]:
    for prep in children(scene.parse, token, "prep"):
        if prep.lemma in _LINKS:
            yield from (Arg(prep.lemma, p.i) for p in children(scene.parse, prep.i, "pobj"))
    for clause in children(scene.parse, token, "acl"):  # "memos sent by X"
        yield from (
            a for a in verb_args(scene.parse, clause.i) if a.slot in {"subj", "by", "from"} and a.token != token
        )


def _party(scene: Scene, token: int) -> bool:
    t = scene.parse.tokens[token]
    return (
        is_actor(scene, token) or is_person(scene, token) or (t.pos == "PROPN" and t.entity[2:] not in {"DATE", "TIME"})
    )


def does(scene: Scene, token: int) -> bool:
    """Whether a party inside a deed's phrase is its doer: "the army's bombing", "the bombing by the army"."""
    t = scene.parse.tokens[token]
    return t.dep == "poss" or scene.parse.tokens[t.head].lemma == "by"


def told_deed(scene: Scene, role: Role) -> bool:
    """Whether a recipient is a deed, "the army's bombing of a clinic", which somebody named in it is blamed for."""
    head = head_of(scene.parse, role.span.start, role.span.end)
    told = head is not None and scene.parse.tokens[head].lemma.lower() in word_class("done_to")
    return told and role.role is RoleName.RECIPIENT and role.id is None and role.type is None

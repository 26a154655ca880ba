"""Whose a deed or a force is: the actor a phrase stands for, those it belongs to, the owner of an event noun."""

from dateline.code.args import Arg, noun_args
from dateline.code.phrases import real_head
from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.records import ActorMark
from dateline.syntax import children, conjuncts, subtree

# Those of a group whose name stands behind "of".
_MEMBERS = frozenset("member element fighter militant combatant operative cadre gunman commander".split())
_BELONGS = {"loyal", "belonging", "allied", "aligned", "affiliated", "linked"}


def mark_of(scene: Scene, token: int) -> ActorMark | None:
    """The actor a filler stands for: the mark on its head, on its real head, or over them; of "its ally, the SDF,"
    the name."""
    heads = (token, real_head(scene.parse, token))
    marks = (scene.actor_by_head.get(i) or scene.actor_at.get(i) for i in heads)
    own = next((m for m in marks if m is not None), None)
    listed = conjuncts(scene.parse, token)
    beside = (scene.actor_by_head.get(t.i) for t in children(scene.parse, token, "appos") if t.i not in listed)
    apposed = next((m for m in beside if m is not None and (own is None or m.id)), None)
    unnamed = own is None or (own.id is None and scene.parse.tokens[token].pos != "PROPN")
    return apposed if apposed is not None and unnamed else own


def nations_before(scene: Scene, token: int) -> list[ActorMark]:
    """The further countries of "Russian and Rwandan troops", each an actor of its own."""
    own = scene.actor_by_head.get(token)
    if own is None:
        return []
    before = (scene.actor_by_head.get(i) for i in range(max(0, token - 8), token))
    inside = set(subtree(scene.parse, token))
    return [m for m in before if m is not None and m.via == "list" and m.head in inside and m.span.end < own.span.start]


def allegiance(scene: Scene, token: int) -> tuple[ActorMark, int] | None:
    """Whose forces they are in "forces loyal to X", "a helicopter belonging to X", "fighters from X", "members of the
    group"."""
    parse = scene.parse
    straight = {"from", "of"} if parse.tokens[token].lemma.lower() in _MEMBERS else {"from"}
    for link in children(parse, token, "amod", "acl", "prep", "relcl"):
        if link.i < token or not (link.text.lower() in _BELONGS or link.lemma in straight):
            continue
        preps = [link] if link.lemma in straight else children(parse, link.i, "prep")
        for pobj in (
            p for prep in preps if prep.lemma in {"to", "with", *straight} for p in children(parse, prep.i, "pobj")
        ):
            mark = scene.actor_by_head.get(pobj.i) or scene.actor_at.get(pobj.i)
            if mark is not None:
                return mark, pobj.i
    return None


def owner_role(scene: Scene, arg: Arg, hit: Hit) -> str | None:
    """What the owner of a deed done to people is: "his arrest" befell him, "his killing of two" and "the army's
    arrests" are theirs."""
    if not hit.noun or arg.slot != "poss" or hit.rule.frame not in {"harm", "detain"}:
        return None
    if any(a.slot == "of" for a in noun_args(scene.parse, hit.i)):
        return "actor"
    return "actor" if hit.rule.frame == "detain" and _body(scene, arg.token) else "victim"


def _body(scene: Scene, token: int) -> bool:
    """Whether a phrase names a state, a force or a group as a body, and none of its people."""
    mark = mark_of(scene, token)
    owner = scene.parse.tokens[token]
    if owner.pos == "PRON" or owner.entity[2:] == "PERSON":
        return False
    known = mark is not None and (mark.id or "").split(":")[0] in {"state", "force", "group"}
    return owner.lemma.lower() in word_class("collective") or (known and mark is not None and mark.via != "member")

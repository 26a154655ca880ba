"""Weapons named beside an event noun: "rocket attack", "regime barrel bomb attacks"."""

from collections.abc import Iterator

from dateline.code.args import Arg
from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.records import Role
from dateline.syntax import children, words
from dateline.vocab import RoleName


def before_weapon(scene: Scene, hit: Hit) -> Iterator[Arg]:
    """Who stands before the weapon in "regime barrel bomb attacks", which the parser hangs on the weapon."""
    within = [t for t in children(scene.parse, hit.i, "compound", "amod", "nmod") if t.i < hit.i]
    for weapon in within:
        inside = hit.first <= weapon.i or weapon.i in scene.weapon_at or weapon.lemma.lower() in word_class("weapon")
        for owner in children(scene.parse, weapon.i, "compound", "amod", "nmod") if inside else ():
            if owner.i < hit.first and owner.i not in scene.weapon_at:
                yield Arg("adj", owner.i)


def weapon_before(scene: Scene, hit: Hit) -> Iterator[Role]:
    """The weapon inside the trigger ("rocket attack", "IED attacks") or among its modifiers."""
    if not hit.noun:
        return
    span = range(min(hit.first, *[t.i for t in children(scene.parse, hit.i) if t.i < hit.i] or [hit.first]), hit.i)
    for i in span:
        token = scene.parse.tokens[i]
        mark = scene.weapon_at.get(i)
        if mark is not None:
            yield Role(RoleName.INSTRUMENT, mark.span.text, mark.span)
            return
        if token.lemma.lower() in word_class("weapon"):
            whole = token.lemma.lower() in {"air", "aerial", "suicide", "car", "roadside", "chemical", "barrel"}
            named = words(scene.article, scene.parse, i, hit.i if whole else i)
            yield Role(RoleName.INSTRUMENT, named.text, named)
            return

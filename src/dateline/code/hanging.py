"""Which event a place hangs on: the way up the tree from a place to a trigger, and the part it plays there."""

from dataclasses import dataclass

from dateline.code.args import is_done
from dateline.code.ontology import frame
from dateline.code.phrases import lemmas
from dateline.code.scene import Scene
from dateline.code.standing import NAMELESS
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.records import Token
from dateline.vocab import EventType, PlaceRole

_MOVES = {"from": PlaceRole.ORIGIN} | dict.fromkeys(("to", "into", "onto", "toward", "towards"), PlaceRole.DESTINATION)
_MOVES |= dict.fromkeys(("through", "via", "across"), PlaceRole.VIA)
PHYSICAL = {EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT, EventType.PROTEST}


@dataclass(frozen=True)
class Path:
    """The way from a place up to a trigger: the prepositions passed and the relation it arrived by."""

    owner: int
    preps: tuple[str, ...]
    last: str
    nouns: tuple[int, ...]


def climb(scene: Scene, start: int, owners: set[int]) -> Path | None:
    """The nearest trigger above token ``start``; a verb that is no trigger ends the search."""
    parse, preps, nouns = scene.parse, list[str](), list[int]()
    token = parse.tokens[start]
    while token.i not in owners or token.i == start:
        above = parse.tokens[token.head]
        if above.i == token.i:
            return None
        if above.i in owners:
            return Path(above.i, tuple(preps), token.dep, tuple(nouns))
        if above.pos in {"VERB", "AUX"} and not _transparent(scene, token, above):
            return None
        if above.pos == "ADP":
            preps.append(above.lemma.lower())
        elif above.pos in {"NOUN", "PROPN"} and token.dep != "conj":
            nouns.append(above.i)
        token = above
    return None


def _transparent(scene: Scene, token: Token, verb: Token) -> bool:
    """Participles that only say where something is, or that it was done ("the base located in X", "a raid staged in X")."""
    if token.dep != "prep" or verb.dep not in {"acl", "relcl"}:
        return False
    return verb.lemma in {"locate", "situate", "lie", "stand"} or is_done(scene.parse, verb)


def part(path: Path, hit: Hit, scene: Scene) -> PlaceRole | None:
    """The part a place plays, by the outermost telling preposition; None where it is no place of the event."""
    slots = frame(hit.rule.frame)["noun" if hit.noun and path.owner == hit.i else "verb"]
    for prep in reversed(path.preps):
        named = slots.get(prep)
        if named in {"origin", "destination", "via"}:
            return PlaceRole(named)
        if prep in _MOVES and hit.rule.type in {EventType.MOBILIZE, EventType.RETREAT}:
            return _MOVES[prep]
        if prep in word_class("at"):
            break
    if not path.preps:
        return _without_preposition(path, hit, slots)
    if path.preps[0] == "of":
        return _of_place(path, hit, scene)
    if path.preps[0] in {"with", "by", "for", "between", "about", "than", "like", "as"}:
        return PlaceRole.PLACE if len(path.preps) > 1 and path.preps[-1] == "in" else None
    if path.preps[0] == "from" and any(lemmas(scene.parse, n) & _WHO for n in path.nouns):
        return None  # "troops from Chad" come from there
    if path.preps[0] in {"to", "from", "against"}:
        return _target(hit)
    return PlaceRole.PLACE


_WHO = word_class("armed") | word_class("person") | word_class("official")


def _target(hit: Hit) -> PlaceRole | None:
    return PlaceRole.PLACE if hit.rule.type is EventType.ASSAULT else None


def _without_preposition(path: Path, hit: Hit, slots: object) -> PlaceRole | None:
    assert isinstance(slots, dict)
    if path.last in {"dobj", "nsubjpass", "conj"}:
        named = slots.get("obj")
        if named in {"origin", "destination", "via"}:
            return PlaceRole(named)
        if hit.rule.harm and path.last != "conj":
            return None  # who is killed, hurt or taken is no place, whatever the parser calls "Halaby"
        return PlaceRole.PLACE if hit.rule.type in PHYSICAL else None
    if path.last in {"compound", "nmod", "poss", "amod"} and path.owner == hit.i and not path.nouns:
        return PlaceRole.PLACE if hit.rule.type in PHYSICAL else None
    return None


def _of_place(path: Path, hit: Hit, scene: Scene) -> PlaceRole | None:
    """ "The capture of Palmyra", "the city of Homs": a place; "the government of Syria": none."""
    if not path.nouns or (path.preps == ("of",) and path.owner == hit.i and not path.nouns):
        return PlaceRole.PLACE if hit.rule.type in PHYSICAL else None
    inner = scene.parse.tokens[path.nouns[0]].lemma.lower()
    ground = inner in word_class("ground") | NAMELESS | {
        "outskirt",
        "edge",
        "centre",
        "center",
        "vicinity",
        "coast",
        "border",
        "gate",
        "state",
        "department",
        "governorate",
        "municipality",
        "prefecture",
        "commune",
    }
    return PlaceRole.PLACE if ground else None

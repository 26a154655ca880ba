"""Words of a trigger's pattern that fill one of its slots themselves, and what stands behind the pattern."""

from dateline.code.args import Arg
from dateline.code.conditions import is_person
from dateline.code.phrases import lemmas
from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.vocab import Acled

_OWN_WORD = {"instrument", "moved", "victim"}


def _idiom(scene: Scene, token: int) -> bool:
    return scene.parse.tokens[token].lemma in {"fire", "hostage", "prisoner", "captive", "life", "place", "dead", "aid"}


# What is done to things: the thing a pattern names is what it is done to.
_ON_THINGS = {Acled.LOOTING, Acled.DISRUPTED_WEAPONS}


def fills(scene: Scene, hit: Hit, arg: Arg, slots: dict[str, str]) -> bool:
    """Whether a word of the pattern fills a slot itself: "placed equipment", "shot three protesters"."""
    role = slots.get(arg.slot)
    if role == "victim" and lemmas(scene.parse, arg.token) & word_class("weapon"):
        return False  # "fired tear gas" is no harm to the gas
    if role == "recipient" and arg.slot == "obj" and hit.rule.acled in _ON_THINGS:
        return not leads_on(scene, hit)  # "seized a truck", "defused a bomb", but not "set fire to a truck"
    people = role == "recipient" and scene.parse.tokens[arg.token].tag == "NNS" and is_person(scene, arg.token)
    return (role in _OWN_WORD or people) and not _idiom(scene, arg.token)


FIRES = frozenset("fire launch hurl throw lob drop spray use".split())


def leads_on(scene: Scene, hit: Hit) -> list[str]:
    """The prepositions of a pattern behind which its object stands: "set fire to the clinic", "laid siege to a town"."""
    return [t.lemma.lower() for u in sorted(hit.used) if (t := scene.parse.tokens[u]).pos == "ADP" and t.dep == "prep"]

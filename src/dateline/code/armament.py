"""What an event was done with: the words that name weapons, in, beside and below its triggers."""

from collections.abc import Iterable

from dateline.code.ground import sentence_of
from dateline.code.parties import words_of
from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.data import table, word_class
from dateline.records import Role, Token
from dateline.syntax import children, subtree
from dateline.vocab import Acled, RoleName

AIRCRAFT = frozenset(
    "warplane jet helicopter aircraft plane drone gunship bomber uav ucav quadcopter airplane chopper bayraktar shahed "
    "airforce aviation".split()
)
_BOMBERS = frozenset({"pbied", "svbied"})
# What of a weapon strikes people: "shrapnel from a shell".
_PIECES = frozenset({"shrapnel", "splinter", "fragment", "debris", "round", "fire"})
# What a bomber drives or wears.
_WORN = frozenset({"car", "vehicle", "truck", "motorcycle", "vest", "belt"})
# Words that say that a vehicle was a bomb: with somebody driving it, a suicide bomb.
_LADEN = frozenset("explosive explosives packed pack laden rigged rig filled fill vbied svbied bomb".split())
# What a bomber is called who is no aircraft.
_PEOPLE = frozenset("female male woman women girl girls teenage young".split())
_DRIVERS = frozenset("suicide car truck lorry van motorbike motorcycle bike scooter vehicle".split())
_FILLINGS = frozenset("chlorine sarin mustard phosgene nerve blister chemical toxic poison poisonous".split())


def weapon_words(scene: Scene, group: tuple[Hit, ...], roles: Iterable[Role]) -> set[str]:
    """Lower-case words that name the means: inside the triggers, beside them, and in instrument roles."""
    by = words_of(roles, RoleName.ACTOR)
    found = (
        words_of(roles, RoleName.INSTRUMENT)
        | (by & (AIRCRAFT | _BOMBERS))
        | ({"aircraft"} if {"air", "force"} <= by else set())
    )
    for hit in group:
        found |= {t.lemma.lower() for t in scene.parse.tokens[hit.first : hit.i + 1]}
        found |= {t.lemma.lower() for t in children(scene.parse, hit.i, "compound", "amod", "nmod") if hit.noun}
        found |= {scene.parse.tokens[u].lemma.lower() for u in hit.used}
        found |= {t.lemma.lower() for u in hit.used for t in children(scene.parse, u, "compound", "amod", "nmod")}
        found |= _means_below(scene, hit) | {t.lemma.lower() for t in joined_words(scene, hit)}
    nearby = {t.lemma.lower() for t in sentence_of(scene, group[0].i)}
    if {"bomber", "bombers"} & by and ({"suicide", "kamikaze"} & nearby or _PEOPLE & by):
        found |= {"suicide"}
    if guided(scene, roles) or _flies(scene, roles):
        found |= {"aerial"}
    if any(_left_behind(scene, i) for hit in group for i in (hit.i, *hit.used)):
        found |= {"remnant"}
    if "mine" in found:
        found -= {"tank"}  # "an anti-tank mine"
    return found if _flown(roles) else (found - {"bomber", "bombers"}) | {"bomb"}


def guided(scene: Scene, roles: Iterable[Role]) -> bool:
    """Whether a bomb is one that aircraft drop: "a glide bomb", "a KAB"."""
    means = [r.span for r in roles if r.role is RoleName.INSTRUMENT]
    bombs = [
        w.span for w in scene.marks.weapons if w.mode == "airstrike" and w.name.lower().endswith(("bomb", "bombs"))
    ]
    return any(b.meets(s) for b in bombs for s in means)


def _flies(scene: Scene, roles: Iterable[Role]) -> bool:
    """Whether who did it is told by a type of aircraft: "Rafales attacked", "two Su-25s hit the depot"."""
    by = [r.span for r in roles if r.role in {RoleName.ACTOR, RoleName.INSTRUMENT}]
    return any(w.mode == "aircraft" and w.span.meets(s) for w in scene.marks.weapons for s in by)


def _left_behind(scene: Scene, i: int) -> bool:
    """Whether what went off was left from before: "a shell left over from the fighting exploded"."""
    things = [t for t in children(scene.parse, i, "nsubj", "nsubjpass", "dobj") if t.i in scene.weapon_at]
    left = [a for t in things for a in children(scene.parse, t.i, "acl") if a.lemma == "leave"]
    return any({"over", "behind", "from"} & {c.text.lower() for c in children(scene.parse, a.i)} for a in left)


def joined_words(scene: Scene, hit: Hit) -> list[Token]:
    """The first part of a compound verb: "car" of "car-bombed"."""
    return [] if hit.noun else [t for t in children(scene.parse, hit.i, "compound", "npadvmod") if t.i == hit.i - 2]


def _means_below(scene: Scene, hit: Hit) -> set[str]:
    """Weapons hung on the object ("targeted the outskirts of the town with rockets"), and who drove what exploded."""
    if hit.noun or hit.rule.acled is None:
        return set()
    parse = scene.parse
    objects = children(parse, hit.i, "dobj")
    aloft = {t.lemma for a in children(parse, hit.i, "prep") if a.lemma == "from" for t in children(parse, a.i, "pobj")}
    inside = [k for t in objects for k in subtree(parse, t.i)]
    pieces = [t for a in children(parse, hit.i, "agent") for t in children(parse, a.i, "pobj") if t.lemma in _PIECES]
    preps = [k for k in inside if parse.tokens[k].lemma == "with"]
    preps += [a.i for t in pieces for a in children(parse, t.i, "prep")]
    means = {
        parse.tokens[k].lemma.lower() for w in preps for t in children(parse, w, "pobj") for k in subtree(parse, t.i)
    }
    carried = {"aerial"} if "air" in aloft else set()  # "bombarded from the air"
    return carried | _suicide(scene, hit, objects) | (means & word_class("weapon"))


def _suicide(scene: Scene, hit: Hit, objects: Iterable[Token]) -> set[str]:
    """Whether who did it died by it: drove or wore what exploded, or blew up a car of his own."""
    parse = scene.parse
    subjects = children(parse, hit.i, "nsubj", "nsubjpass")
    by, to = ({parse.tokens[k].lemma.lower() for t in ts for k in subtree(parse, t.i)} for ts in (subjects, objects))
    laden = _LADEN & by and by & {"drive", "driver", "drove", "wear", "strap"}
    own = {p.text.lower() for t in objects if t.lemma in _LADEN | _WORN for p in children(parse, t.i, "poss")}
    blown = hit.rule.key in {"blow", "detonate", "explode"} and own & {"his", "her"}
    carried = hit.rule.key == "blow" and not objects and _LADEN & by and "carry" in by
    return {"suicide"} if laden or blown or carried or "suicide" in by or to & {"strap", "strapped"} else set()


def _flown(roles: Iterable[Role]) -> bool:
    """Whether bombers, if any are told, are aircraft: a state's, or several of which nothing else is said.

    "The bomber", "a motorcycle bomber", "suicide bombers" are people.
    """
    bombers = [r for r in roles if words_of([r], r.role) & {"bomber", "bombers"}]
    told = {w for r in bombers for w in r.span.text.lower().replace("-", " ").split()}
    on_foot = told & (_DRIVERS | _PEOPLE)
    return not bombers or any(r.type == "state forces" for r in bombers) or ("bombers" in told and not on_foot)


def by_weapon(named: set[str]) -> Acled | None:
    """The sub-event a weapon makes, the most telling weapon first."""
    for entry in table("events/crosswalk")["weapon"]:
        if named & set(entry["words"].split(", ")):
            return Acled(entry["acled"])
    return None


def filling(scene: Scene, group: tuple[Hit, ...]) -> set[str]:
    """What shells are filled with: "mortar shells filled with mustard gas"."""
    used = [u for h in group for u in (h.i, *h.used)]
    held = (
        c
        for u in used
        for t in children(scene.parse, u, "dobj", "nsubjpass", "nsubj", "acl", "prep")
        if t.dep != "prep" or t.lemma == "with"
        for c in subtree(scene.parse, t.i)
    )
    words = {scene.parse.tokens[c].lemma.lower() for c in held}
    return words & _FILLINGS


def through(scene: Scene, i: int) -> set[str]:
    """The words of what a deed was done through: "destroyed the camp through aerial bombardment", "bombs dropped from a
    plane destroyed it"."""
    dropped = [a for t in children(scene.parse, i, "nsubj") for a in children(scene.parse, t.i, "acl")]
    flown = {scene.parse.tokens[k].lemma for a in dropped for k in subtree(scene.parse, a.i)} & AIRCRAFT
    preps = [a for a in children(scene.parse, i, "prep") if a.lemma in {"through", "via", "by"}]
    told = [t for a in preps for t in children(scene.parse, a.i, "pobj") if t.lemma.lower() in word_class("means")]
    return flown | {scene.parse.tokens[k].lemma.lower() for t in told for k in subtree(scene.parse, t.i)}

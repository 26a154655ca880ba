"""Which ACLED sub-event an event is, from its weapon, its parties and its victims."""

from collections.abc import Iterable

from dateline.code.crowds import at_protest, each_other, of_crowds
from dateline.code.ground import changed_hands, sentence_of, territory
from dateline.code.ontology import Rule
from dateline.code.parties import bear_arms, by_state, words_of
from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.data import table, word_class
from dateline.records import Role, Token
from dateline.syntax import children, head_of, subtree
from dateline.vocab import Acled, EventType, RoleName

_AIRCRAFT = frozenset(
    "warplane jet helicopter aircraft plane drone gunship bomber uav ucav quadcopter airplane chopper bayraktar shahed "
    "airforce".split()
)
# Words that say nothing of how near the sides came.
_FROM_AFAR = {"strike", "raid", "target", "hit"}
_OPENED_UP = _FROM_AFAR | {"open"}
# Who makes explosives harmless, if by a blast.
_DEMINERS = frozenset({"disposal", "sapper", "deminer", "deminers", "demining", "clearance"})
# What is done to fighters to get them off their ground.
_DRIVEN = frozenset({"throw", "run", "drive", "push", "flush", "oust", "expel", "chase", "dislodge", "eject"})
_BOMBING = {Acled.ATTACK, Acled.EXPLOSIVE}


def weapon_words(scene: Scene, group: tuple[Hit, ...], roles: Iterable[Role]) -> set[str]:
    """Lower-case words that name the means: inside the triggers, beside them, and in instrument roles."""
    by = words_of(roles, RoleName.ACTOR)
    found = (
        words_of(roles, RoleName.INSTRUMENT) | (by & _AIRCRAFT) | ({"aircraft"} if {"air", "force"} <= by else set())
    )
    for hit in group:
        found |= {t.lemma.lower() for t in scene.parse.tokens[hit.first : hit.i + 1]}
        found |= {t.lemma.lower() for t in children(scene.parse, hit.i, "compound", "amod", "nmod") if hit.noun}
        found |= {scene.parse.tokens[u].lemma.lower() for u in hit.used}
        found |= {t.lemma.lower() for u in hit.used for t in children(scene.parse, u, "compound", "amod", "nmod")}
        found |= _means_below(scene, hit) | {t.lemma.lower() for t in _joined(scene, hit)}
    nearby = {t.lemma.lower() for t in sentence_of(scene, group[0].i)}
    if {"bomber", "bombers"} & by and ({"suicide", "kamikaze"} & nearby or _PEOPLE & by):
        found |= {"suicide"}
    if _guided(scene, roles) or _flies(scene, roles):
        found |= {"aerial"}
    if any(_left_behind(scene, i) for hit in group for i in (hit.i, *hit.used)):
        found |= {"remnant"}
    if "mine" in found:
        found -= {"tank"}  # "an anti-tank mine"
    return found if _flown(roles) else (found - {"bomber", "bombers"}) | {"bomb"}


def _guided(scene: Scene, roles: Iterable[Role]) -> bool:
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


def _joined(scene: Scene, hit: Hit) -> list[Token]:
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


# What of a weapon strikes people: "shrapnel from a shell".
_PIECES = frozenset({"shrapnel", "splinter", "fragment", "debris"})
# What a bomber drives or wears.
_WORN = frozenset({"car", "vehicle", "truck", "motorcycle", "vest", "belt"})
# Words that say that a vehicle was a bomb: with somebody driving it, a suicide bomb.
_LADEN = frozenset("explosive explosives packed pack laden rigged rig filled fill vbied svbied bomb".split())


# What a bomber is called who is no aircraft.
_PEOPLE = frozenset("female male woman women girl girls teenage young".split())
_DRIVERS = frozenset("suicide car truck lorry van motorbike motorcycle bike scooter vehicle".split())


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


def _protest(rule: Rule, roles: tuple[Role, ...], harmed: bool) -> Acled | None:
    if harmed and rule.acled is Acled.PEACEFUL_PROTEST:
        return Acled.PROTEST_INTERVENTION
    return rule.acled


def acled_of(scene: Scene, group: tuple[Hit, ...], best: Hit, roles: tuple[Role, ...]) -> Acled | None:
    """The ACLED sub-event of a group of triggers typed by ``best``."""
    best = _deadlier(group, best)
    rule = best.rule
    if rule.acled in {Acled.NON_STATE_OVERTAKES, Acled.GOVERNMENT_REGAINS}:
        return territory(scene, best, roles)
    if rule.type is EventType.PROTEST:
        riot = rule.acled is Acled.VIOLENT_DEMONSTRATION
        at_odds = riot and each_other(scene, best.i)
        return Acled.MOB_VIOLENCE if at_odds else _protest(rule, roles, any(h.rule.harm for h in group))
    if rule.acled is Acled.CHANGE_TO_GROUP and changed_hands(scene, best):
        return Acled.NON_VIOLENT_TRANSFER
    if rule.acled is Acled.ARRESTS and any(at_protest(scene, h.i) for h in group):
        return Acled.PROTEST_INTERVENTION
    if rule.acled is Acled.ATTACK and each_other(scene, best.i):
        return Acled.ARMED_CLASH if bear_arms(roles, RoleName.ACTOR) else Acled.MOB_VIOLENCE
    told = (
        _poisoned(scene, best)
        or _of_parties(scene, best.i, rule, roles)
        or (of_crowds(scene, best.i, roles, rule.acled) if rule.acled else None)
    )
    if told or rule.type is not EventType.ASSAULT or rule.acled is None:
        return told or rule.acled
    if rule.key == "bomb" and _on_foot(roles) and not _flown_by(scene, group, roles):
        return Acled.LOOTING if {t.lemma for t in _joined(scene, best)} & _BURNS else Acled.EXPLOSIVE
    if rule.acled is Acled.SHELLING or (rule.acled is Acled.AIR_STRIKE and _fired(scene, group, rule, roles)):
        return _from_afar(scene, group, roles)
    if rule.acled is Acled.EXPLOSIVE and rule.words[0] in {"plant", "place", "lay"} and _made_harmless(scene, best.i):
        return Acled.DISRUPTED_WEAPONS
    if rule.acled is Acled.ATTACK and any(_fought_off(scene, h) for h in group):
        return Acled.ARMED_CLASH
    found = _by_means(scene, group, best, roles) if rule.acled in _BOMBING else None
    if found in {Acled.EXPLOSIVE, Acled.SHELLING} and _at_close_quarters(best, roles):
        return Acled.ARMED_CLASH
    if found is None and rule.acled is Acled.ATTACK and by_state(roles) and any(at_protest(scene, h.i) for h in group):
        return Acled.EXCESSIVE_FORCE
    return found or _attack(rule, roles)


def _deadlier(group: tuple[Hit, ...], best: Hit) -> Hit:
    """What was done to people stands above what was done to their goods: "broke into the house and murdered her"."""
    goods = best.rule.acled is Acled.LOOTING
    return next((h for h in group if goods and not h.noun and h.rule.harm in {"killed", "injured"}), best)


_POISONS = frozenset({"chlorine", "sarin", "phosgene", "vx"})


def _poisoned(scene: Scene, hit: Hit) -> Acled | None:
    """What a bombing is where the sentence tells what it let out: "a smell of chlorine"; a chlorine works is no poison."""
    if hit.rule.acled not in {Acled.AIR_STRIKE, Acled.SHELLING, Acled.EXPLOSIVE, Acled.ATTACK}:
        return None
    said = [t for t in sentence_of(scene, hit.i) if t.lemma.lower() in _POISONS]
    let_out = any(t.dep != "compound" or scene.parse.tokens[t.head].lemma in {"gas", "smell"} for t in said)
    return Acled.CHEMICAL_WEAPON if let_out else None


def _fired(scene: Scene, group: tuple[Hit, ...], rule: Rule, roles: tuple[Role, ...]) -> bool:
    """Whether what is called bombing is told with what it was done with: "bombed the town with artillery", "with gas"."""
    guns = rule.key == "bomb" and by_weapon(weapon_words(scene, group, roles)) is Acled.SHELLING
    return guns or bool(_filling(scene, group))


_BURNS = frozenset({"petrol", "fire"})


def _on_foot(roles: tuple[Role, ...]) -> bool:
    """Whether those who bomb have no aircraft: a group, or people of whom no more is said ("unidentified men")."""
    by = words_of(roles, RoleName.ACTOR)
    return by_state(roles) is False or bool(by & {"men", "man", "attacker", "assailant", "unidentified", "unknown"})


def _flown_by(scene: Scene, group: tuple[Hit, ...], roles: tuple[Role, ...]) -> bool:
    """Whether a group, which has no air force, bombs from the air for once."""
    return bool(weapon_words(scene, group, roles) & _AIRCRAFT)


_SIGNED = frozenset({"sign", "ink", "initial"})


def _demining(by: set[str]) -> bool:
    return bool(by & _DEMINERS) or {"bomb", "squad"} <= by


def _rebels_in(scene: Scene, roles: tuple[Role, ...]) -> bool:
    """Whether a rebel group has a part in it, if only before its negotiators."""
    named = [m.span for m in scene.marks.actors if m.type == "rebel group"]
    return any(r.type == "rebel group" or any(r.span.meets(s) for s in named) for r in roles)


def _on_people(scene: Scene, roles: tuple[Role, ...]) -> bool:
    """Whether what is set on fire is people: "set fire to two suspects"."""
    hit = [r.span for r in roles if r.role is RoleName.RECIPIENT]
    heads = [head_of(scene.parse, s.start, s.end) for s in hit]
    return any(h is not None and scene.parse.tokens[h].lemma.lower() in word_class("person") for h in heads)


def _of_parties(scene: Scene, i: int, rule: Rule, roles: tuple[Role, ...]) -> Acled | None:
    """What a deed becomes by who does it to whom, whatever the means."""
    if rule.key in _DRIVEN and rule.type is EventType.COERCE and bear_arms(roles, RoleName.VICTIM):
        return Acled.NON_STATE_OVERTAKES if by_state(roles) is False else Acled.GOVERNMENT_REGAINS
    if rule.key in _SIGNED and rule.acled is None and _rebels_in(scene, roles):
        return Acled.AGREEMENT  # with a party to the conflict
    if rule.acled is Acled.LOOTING and rule.key in {"set", "torch"} and _on_people(scene, roles):
        return of_crowds(scene, i, roles, Acled.ATTACK) or Acled.ATTACK
    if rule.acled in _BOMBING | {Acled.LOOTING} and _demining(words_of(roles, RoleName.ACTOR)):
        return Acled.DISRUPTED_WEAPONS
    if rule.acled is Acled.ARRESTS and rule.key in {"capture", "seize"} and by_state(roles) is False:
        return Acled.ABDUCTION  # a state arrests, a group carries off
    things = {Acled.LOOTING, Acled.DISRUPTED_WEAPONS} if rule.key == "destroy" else {Acled.LOOTING}
    if rule.acled in things and (far := _destroyed_from_afar(scene, rule, roles)):
        return far
    return Acled.ARRESTS if rule.acled is Acled.ABDUCTION and rule.key == "seize" and by_state(roles) else None


def _destroyed_from_afar(scene: Scene, rule: Rule, roles: tuple[Role, ...]) -> Acled | None:
    """What destruction becomes by shells, rockets or aircraft: "a house was destroyed in an airstrike"."""
    if rule.key == "destroy" and (words_of(roles, RoleName.ACTOR) & _AIRCRAFT or _guided(scene, roles)):
        return Acled.AIR_STRIKE
    means = words_of(roles, RoleName.INSTRUMENT)
    found = by_weapon(means - {"tank"} if "mine" in means else means)  # "an anti-tank mine"
    return found if found in {Acled.AIR_STRIKE, Acled.SHELLING, Acled.EXPLOSIVE} else None


_HEAVY = frozenset(
    "grad mlrs himars katyusha tank artillery howitzer warship gunboat frigate battery destroyer cannon gunner".split()
)
_SMALL_ARMS = frozenset("rifle gun firearm gunfire pistol ak-47 arm weapon shot bullet".split())


def _at_close_quarters(best: Hit, roles: tuple[Role, ...]) -> bool:
    """Whether armed men set on armed men with guns, if with explosives too: a clash."""
    near = best.rule.group in {"ambush", "attack, means unknown"}
    armed = words_of(roles, RoleName.INSTRUMENT) & _SMALL_ARMS
    held = words_of(roles, RoleName.RECIPIENT) & word_class("manned")
    manned = bool(held) or bear_arms(roles, RoleName.RECIPIENT)
    return bool(near and armed) and bear_arms(roles, RoleName.ACTOR) and manned


# Weapons that tell by what people came to harm, wherever the sentence names them.
_TELLING = frozenset("mine landmine ied uxo vbied unexploded remnant leftover grenade sarin chlorine".split())


def _made_harmless(scene: Scene, i: int) -> bool:
    """Whether what was planted was found and made safe."""
    return bool({t.lemma.lower() for t in sentence_of(scene, i)} & word_class("disarm"))


def _fought_off(scene: Scene, hit: Hit) -> bool:
    """ "Troops repelled an attack": whoever beats an attack off bears arms."""
    token = scene.parse.tokens[hit.i]
    verb = scene.parse.tokens[token.head]
    return hit.noun and token.dep in {"dobj", "nsubjpass"} and verb.lemma in word_class("fight_off")


def _by_means(scene: Scene, group: tuple[Hit, ...], best: Hit, roles: tuple[Role, ...]) -> Acled | None:
    """What an attack or a bombing becomes by its weapon, if one is told."""
    named = weapon_words(scene, group, roles) | _filling(scene, group)
    found = by_weapon(named - {"tank", "tanks"} if best.rule.key in {"assault", "storm"} else named)
    if found is None and best.rule.harm and not any(r.role is RoleName.ACTOR for r in roles):
        found = by_weapon({t.lemma.lower() for t in sentence_of(scene, best.i)} & _TELLING)
    if found is Acled.EXPLOSIVE and best.rule.frame == "detonate" and "bomber" in words_of(roles, RoleName.ACTOR):
        return Acled.SUICIDE_BOMB
    if found is Acled.EXPLOSIVE and best.rule.key in {"bombing", "bomb", "raid", "strike"} and by_state(roles):
        return Acled.AIR_STRIKE  # states bomb from the air; a group's bombing is a bomb laid or driven
    shooting = best.rule.group == "shooting at"
    if shooting and found in {None, Acled.ATTACK} and words_of(roles, RoleName.ACTOR) & _HEAVY:
        return Acled.SHELLING
    return Acled.AIR_STRIKE if found is None and _struck_by_state(scene, group, roles) else found


def _from_afar(scene: Scene, group: tuple[Hit, ...], roles: tuple[Role, ...]) -> Acled:
    """Shelling is from the ground, unless aircraft do it or it is told what the shells held."""
    found = by_weapon(weapon_words(scene, group, roles) | _filling(scene, group))
    return found if found in {Acled.AIR_STRIKE, Acled.CHEMICAL_WEAPON} else Acled.SHELLING


_FILLINGS = frozenset("chlorine sarin mustard phosgene nerve chemical toxic poison poisonous".split())


def _filling(scene: Scene, group: tuple[Hit, ...]) -> set[str]:
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


def _struck_by_state(scene: Scene, group: tuple[Hit, ...], roles: tuple[Role, ...]) -> bool:
    """ "Israeli strikes", "a coalition strike": what a state's force strikes with, where no weapon is told, flies."""
    struck = {scene.parse.tokens[h.i].lemma.lower() for h in group if h.noun}
    if "raid" in struck and "coalition" in words_of(roles, RoleName.ACTOR):
        return True
    if "strike" not in struck:
        return False
    actors = [r.span for r in roles if r.role is RoleName.ACTOR]
    nation = any(d.span.meets(a) for d in scene.marks.demonyms for a in actors)  # "US-led strikes"
    return nation or by_state(roles) is True


def _attack(rule: Rule, roles: tuple[Role, ...]) -> Acled | None:
    """An attack on people who bear arms is a clash; on protesters by a state's force, excessive force."""
    if rule.acled is not Acled.ATTACK:
        return rule.acled
    if rule.key in _OPENED_UP and words_of(roles, RoleName.ACTOR) & _HEAVY:
        return Acled.SHELLING  # "tanks struck the terminal"
    hit = words_of(roles, RoleName.VICTIM, RoleName.RECIPIENT)
    crowd = {"protester", "demonstrator", "protestor", "marcher", "crowd", "mourner"} | word_class("gathering")
    if hit & crowd and by_state(roles) is not False:
        return Acled.EXCESSIVE_FORCE
    if rule.key in _FROM_AFAR and by_state(roles) is not False:
        return Acled.ATTACK
    harmed = any(r.role is RoleName.VICTIM for r in roles)
    manned = bear_arms(roles, RoleName.VICTIM, RoleName.RECIPIENT) or (hit & word_class("manned") and not harmed)
    if manned and bear_arms(roles, RoleName.ACTOR):
        return Acled.ARMED_CLASH
    return Acled.ATTACK

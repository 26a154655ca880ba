"""Which ACLED sub-event an event is, from its weapon, its parties and its victims."""

from dateline.code.armament import AIRCRAFT, by_weapon, filling, guided, joined_words, through, weapon_words
from dateline.code.crowds import at_protest, each_other, of_crowds
from dateline.code.ground import changed_hands, sentence_of, territory
from dateline.code.ontology import Rule
from dateline.code.parties import bear_arms, by_state, words_of
from dateline.code.phrases import real_head
from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.records import Role, Token
from dateline.syntax import children, head_of, subtree
from dateline.vocab import Acled, EventType, RoleName

# Words that say nothing of how near the sides came.
_FROM_AFAR = {"strike", "raid", "target", "hit"}
_OPENED_UP = _FROM_AFAR | {"open"}
# Who makes explosives harmless, if by a blast.
_DEMINERS = frozenset({"disposal", "sapper", "deminer", "deminers", "demining", "clearance"})
# What is done to fighters to get them off their ground.
_DRIVEN = frozenset({"throw", "run", "drive", "push", "flush", "oust", "expel", "chase", "dislodge", "eject"})
_BOMBING = {Acled.ATTACK, Acled.EXPLOSIVE}


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
    if rule.acled in {Acled.ATTACK, Acled.GRENADE} and each_other(scene, best.i):
        armed = bear_arms(roles, RoleName.ACTOR) or rule.group in {"shooting at", "gunfire"}
        return Acled.ARMED_CLASH if armed else Acled.MOB_VIOLENCE
    told = (
        _poisoned(scene, best)
        or _of_parties(scene, best.i, rule, roles)
        or (of_crowds(scene, best.i, roles, rule.acled) if rule.acled else None)
    )
    if told or rule.type is not EventType.ASSAULT or rule.acled is None:
        return told or rule.acled
    if rule.key == "bomb" and _on_foot(roles) and not _flown_by(scene, group, roles):
        return Acled.LOOTING if {t.lemma for t in joined_words(scene, best)} & _BURNS else Acled.EXPLOSIVE
    if rule.acled is Acled.SHELLING or (rule.acled is Acled.AIR_STRIKE and _fired(scene, group, rule, roles)):
        return _from_afar(scene, group, roles)
    if rule.acled is Acled.EXPLOSIVE and rule.words[0] in {"plant", "place", "lay"} and _made_harmless(scene, best.i):
        return Acled.DISRUPTED_WEAPONS
    if rule.acled is Acled.ATTACK and (any(_fought_off(scene, h) for h in group) or _fired_too(scene, roles)):
        return Acled.ARMED_CLASH
    found = _by_means(scene, group, best, roles) if rule.acled in _BOMBING else None
    if found in {Acled.EXPLOSIVE, Acled.SHELLING} and _at_close_quarters(best, roles):
        return Acled.ARMED_CLASH
    if found is None and rule.acled is Acled.ATTACK and by_state(roles) and any(at_protest(scene, h.i) for h in group):
        return Acled.EXCESSIVE_FORCE
    return found or _attack(scene, rule, roles)


def _deadlier(group: tuple[Hit, ...], best: Hit) -> Hit:
    """What was done to people stands above what was done to their goods: "broke into the house and murdered her"."""
    goods = best.rule.acled is Acled.LOOTING
    return next((h for h in group if goods and not h.noun and h.rule.frame == "harm"), best)


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
    return guns or bool(filling(scene, group))


_BURNS = frozenset({"petrol", "fire"})


def _on_foot(roles: tuple[Role, ...]) -> bool:
    """Whether those who bomb have no aircraft: a group, or people of whom no more is said ("unidentified men")."""
    by = words_of(roles, RoleName.ACTOR)
    return by_state(roles) is False or bool(by & {"men", "man", "attacker", "assailant", "unidentified", "unknown"})


def _flown_by(scene: Scene, group: tuple[Hit, ...], roles: tuple[Role, ...]) -> bool:
    """Whether a group, which has no air force, bombs from the air for once."""
    return bool(weapon_words(scene, group, roles) & AIRCRAFT)


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
    heads = [real_head(scene.parse, h) for s in hit if (h := head_of(scene.parse, s.start, s.end)) is not None]
    return any(scene.parse.tokens[h].lemma.lower() in word_class("person") for h in heads)


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
    if rule.acled is Acled.ARRESTS and _lost_from_sight(scene, i):
        return Acled.ABDUCTION
    things = {Acled.LOOTING, Acled.DISRUPTED_WEAPONS} if rule.key == "destroy" else {Acled.LOOTING}
    if rule.acled in things and (far := _destroyed_from_afar(scene, i, rule, roles)):
        return far
    if rule.acled is Acled.LOOTING and rule.key in _WRECKS and _hardware(roles):
        return Acled.ARMED_CLASH
    taken = rule.acled is Acled.ABDUCTION and rule.key in {"seize", "pick"}
    return Acled.ARRESTS if taken and by_state(roles) and not _lost_from_sight(scene, i) else None


_WRECKS = frozenset({"destroy", "burn", "torch", "set", "damage"})


def _hardware(roles: tuple[Role, ...]) -> bool:
    """Whether what is destroyed is what armies fight with, by whoever could be the other side: "destroyed two tanks"."""
    hit = [r for r in roles if r.role is RoleName.RECIPIENT]
    by = [r for r in roles if r.role is RoleName.ACTOR]
    armed = not by or bear_arms(tuple(by), RoleName.ACTOR)
    return armed and bool(words_of(hit, RoleName.RECIPIENT) & word_class("hardware"))


def _lost_from_sight(scene: Scene, i: int) -> bool:
    """Whether nobody knows where those are who were taken: "whereabouts unknown", "has not been seen since"."""
    sentence = sentence_of(scene, i)
    unseen = any(t.text.lower() in {"seen", "heard"} and children(scene.parse, t.i, "neg") for t in sentence)
    return unseen or bool({t.lemma.lower() for t in sentence} & word_class("unaccounted"))


def _destroyed_from_afar(scene: Scene, i: int, rule: Rule, roles: tuple[Role, ...]) -> Acled | None:
    """What destruction becomes by shells, rockets or aircraft: "a house was destroyed in an airstrike"."""
    if rule.key == "destroy" and (words_of(roles, RoleName.ACTOR) & AIRCRAFT or guided(scene, roles)):
        return Acled.AIR_STRIKE
    means = words_of(roles, RoleName.INSTRUMENT) | through(scene, i)
    found = by_weapon(means - {"tank"} if "mine" in means else means)  # "an anti-tank mine"
    return found if found in {Acled.AIR_STRIKE, Acled.SHELLING, Acled.EXPLOSIVE} else None


_HEAVY = frozenset(
    "missile rocket grad mlrs himars katyusha tank artillery howitzer warship gunboat frigate battery destroyer cannon gunner".split()
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


def _fired_too(scene: Scene, roles: tuple[Role, ...]) -> bool:
    """ "Police shot dead a man who had fired at them": there were arms on either side."""
    struck = [r.span for r in roles if r.role in {RoleName.VICTIM, RoleName.RECIPIENT}]
    heads = [h for s in struck if (h := head_of(scene.parse, s.start, s.end)) is not None]
    told = [
        t for h in heads for c in children(scene.parse, h, "relcl") for t in (c, *children(scene.parse, c.i, "conj"))
    ]
    shot = [t for t in told if t.lemma in {"fire", "shoot"} or (t.lemma == "open" and _object_of(scene, t) == "fire")]
    return any(children(scene.parse, t.i, "nsubj") or t.dep == "conj" for t in shot)


def _object_of(scene: Scene, verb: Token) -> str | None:
    return next((t.lemma for t in children(scene.parse, verb.i, "dobj")), None)


def _by_means(scene: Scene, group: tuple[Hit, ...], best: Hit, roles: tuple[Role, ...]) -> Acled | None:
    """What an attack or a bombing becomes by its weapon, if one is told."""
    named = weapon_words(scene, group, roles) | filling(scene, group)
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
    found = by_weapon(weapon_words(scene, group, roles) | filling(scene, group))
    return found if found in {Acled.AIR_STRIKE, Acled.CHEMICAL_WEAPON} else Acled.SHELLING


def _struck_by_state(scene: Scene, group: tuple[Hit, ...], roles: tuple[Role, ...]) -> bool:
    """ "Israeli strikes", "a coalition strike": what a state's force strikes with, where no weapon is told, flies."""
    struck = {scene.parse.tokens[h.i].lemma.lower() for h in group if h.noun}
    if "raid" in struck and "coalition" in words_of(roles, RoleName.ACTOR):
        return True
    if "strike" not in struck:
        return False
    if any(t.lemma.lower() == "coalition" for t in sentence_of(scene, group[0].i)):
        return True
    actors = [r.span for r in roles if r.role is RoleName.ACTOR]
    nation = any(d.span.meets(a) for d in scene.marks.demonyms for a in actors)  # "US-led strikes"
    return nation or by_state(roles) is True


def _relief(scene: Scene, roles: tuple[Role, ...]) -> bool:
    """Whether what is attacked brings relief or passengers: "an aid convoy", "a truck of the WFP", "trucks carrying food"."""
    if any(bear_arms((r,), RoleName.VICTIM) for r in roles if r.role is RoleName.VICTIM):
        return False
    parse, struck = scene.parse, [r for r in roles if r.role is RoleName.RECIPIENT]
    heads = [h for r in struck if (h := head_of(parse, r.span.start, r.span.end)) is not None]
    bearing = [a for h in heads for a in children(parse, h, "acl", "relcl") if a.lemma in _CARRY]
    loads = [k for a in bearing for t in children(parse, a.i, "dobj") for k in subtree(parse, t.i)]
    civil = word_class("relief") | (word_class("person") - word_class("armed"))
    told = words_of(struck, RoleName.RECIPIENT)
    helpers = any(m.id and m.type == "other" and m.span.meets(r.span) for m in scene.marks.actors for r in struck)
    of_help = helpers and told & _MOVES and not told & word_class("blue_helmet")
    return bool({parse.tokens[k].lemma.lower() for k in loads} & civil or told & _HELPS or of_help)


_CARRY = frozenset({"carry", "transport", "bring", "ferry", "take"})
_HELPS = frozenset({"aid", "relief", "humanitarian"})
_MOVES = frozenset("convoy truck vehicle car helicopter plane aircraft boat ship ambulance lorry".split())


def _attack(scene: Scene, rule: Rule, roles: tuple[Role, ...]) -> Acled | None:
    """An attack on people who bear arms is a clash; on protesters by a state's force, excessive force; on relief, whatever
    moves it, neither."""
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
    harmed = any(r.role is RoleName.VICTIM and not bear_arms((r,), RoleName.VICTIM) for r in roles)
    harmed = harmed and not any(bear_arms((r,), RoleName.VICTIM) for r in roles)
    if _relief(scene, roles):
        return Acled.ATTACK
    manned = bear_arms(roles, RoleName.VICTIM, RoleName.RECIPIENT) or (hit & word_class("manned") and not harmed)
    if manned and bear_arms(roles, RoleName.ACTOR):
        return Acled.ARMED_CLASH
    return Acled.ATTACK

"""Which ACLED sub-event an event is, from its weapon, its parties and its victims."""

from collections.abc import Iterable
from itertools import pairwise

from dateline.code.ontology import Rule
from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.data import table, word_class
from dateline.records import Role, Token
from dateline.syntax import children, subtree
from dateline.vocab import Acled, EventType, RoleName

_AIRCRAFT = {"warplane", "warplanes", "jet", "helicopter", "aircraft", "plane", "drone", "gunship", "bomber"}
# Words that say nothing of how near the sides came.
_FROM_AFAR = {"strike", "raid", "target", "hit"}
_BOMBING = {Acled.ATTACK, Acled.EXPLOSIVE}


def _words(roles: Iterable[Role], *names: RoleName) -> set[str]:
    text = " ".join(r.span.text.lower() for r in roles if r.role in names).replace("-", " ").split()
    return {w.rstrip("s") for w in text} | set(text)


def weapon_words(scene: Scene, group: tuple[Hit, ...], roles: Iterable[Role]) -> set[str]:
    """Lower-case words that name the means: inside the triggers, beside them, and in instrument roles."""
    by = _words(roles, RoleName.ACTOR)
    found = _words(roles, RoleName.INSTRUMENT) | (by & _AIRCRAFT) | ({"aircraft"} if {"air", "force"} <= by else set())
    for hit in group:
        found |= {t.lemma.lower() for t in scene.parse.tokens[hit.first : hit.i + 1]}
        found |= {t.lemma.lower() for t in children(scene.parse, hit.i, "compound", "amod", "nmod") if hit.noun}
        found |= {scene.parse.tokens[u].lemma.lower() for u in hit.used}
        found |= {t.lemma.lower() for u in hit.used for t in children(scene.parse, u, "compound", "amod", "nmod")}
        found |= _means_below(scene, hit)
    return found if _flown(roles) else (found - {"bomber", "bombers"}) | {"bomb"}


def _means_below(scene: Scene, hit: Hit) -> set[str]:
    """Weapons hung on the object ("targeted the outskirts of the town with rockets"), and who drove what exploded."""
    if hit.noun or hit.rule.acled is None:
        return set()
    carried = {scene.parse.tokens[k].lemma.lower() for t in children(scene.parse, hit.i, "nsubj")
               for k in subtree(scene.parse, t.i)} & {"suicide"}  # fmt: skip
    inside = {k for t in children(scene.parse, hit.i, "dobj") for k in subtree(scene.parse, t.i)}
    withs = [k for k in inside if scene.parse.tokens[k].lemma == "with"]
    means = [k for w in withs for t in children(scene.parse, w, "pobj") for k in subtree(scene.parse, t.i)]
    return carried | ({scene.parse.tokens[k].lemma.lower() for k in means} & word_class("weapon"))


def _flown(roles: Iterable[Role]) -> bool:
    """Whether bombers, if any are told, are aircraft: a state's, or several of which nothing else is said.

    "The bomber", "a motorcycle bomber", "suicide bombers" are people.
    """
    bombers = [r for r in roles if _words([r], r.role) & {"bomber", "bombers"}]
    told = {w for r in bombers for w in r.span.text.lower().replace("-", " ").split()}
    on_foot = told & {
        "suicide",
        "car",
        "truck",
        "lorry",
        "van",
        "motorbike",
        "motorcycle",
        "bike",
        "scooter",
        "vehicle",
    }
    return not bombers or any(r.type == "state forces" for r in bombers) or ("bombers" in told and not on_foot)


def by_weapon(named: set[str]) -> Acled | None:
    """The sub-event a weapon makes, the most telling weapon first."""
    for entry in table("events/crosswalk")["weapon"]:
        if named & set(entry["words"].split(", ")):
            return Acled(entry["acled"])
    return None


def _armed(roles: tuple[Role, ...], *names: RoleName) -> bool:
    chosen = [r for r in roles if r.role in names]
    civil = word_class("person") - word_class("armed")
    if not chosen or _words(chosen, *names) & civil:
        return False
    types = " ".join((r.type or "").lower() for r in chosen)
    known = any(w in types for w in ("military", "force", "rebel", "militia", "police", "armed"))
    return known or bool(_words(chosen, *names) & word_class("armed"))


def _state(roles: tuple[Role, ...]) -> bool | None:
    """Whether the actor is a state's force; None where that cannot be said."""
    actors = [r for r in roles if r.role is RoleName.ACTOR]
    types = " ".join((r.type or "").lower() for r in actors)
    if any(w in types for w in ("state", "military", "government", "police")) and "non-state" not in types:
        return True
    if any(w in types for w in ("rebel", "militia", "non-state", "armed group", "political")):
        return False
    said = _words(actors, RoleName.ACTOR)
    if said & {"army", "government", "regime", "troop", "soldier", "police", "military", "coalition"}:
        return True
    return (
        False
        if said & {"rebel", "militant", "insurgent", "jihadist", "fighter", "militia", "gunmen", "guerrilla"}
        else None
    )


def _territory(scene: Scene, hit: Hit, roles: tuple[Role, ...]) -> Acled:
    if _unopposed(scene, hit.i) or (hit.rule.key in _TAKEN_OVER and _vacated(scene, hit.i)):
        return Acled.NON_VIOLENT_TRANSFER
    state, key = _state(roles), hit.rule.key
    back = key.startswith("re") or key in {"liberate", "liberation", "clear"}
    return Acled.GOVERNMENT_REGAINS if state or (state is None and back) else Acled.NON_STATE_OVERTAKES


def _unopposed(scene: Scene, i: int) -> bool:
    """Whether ground changed hands without a fight: "peacefully took", "took over without resistance"."""
    if any(t.lemma.lower() in word_class("unopposed") for t in children(scene.parse, i)):
        return True
    if any(t.lemma.lower() in word_class("terms") for t in _settled(scene, i)):
        return True
    lacking = [p for a in children(scene.parse, i, "prep") if a.lemma == "without"
               for p in children(scene.parse, a.i, "pobj", "pcomp")]  # fmt: skip
    return any(p.lemma.lower() in word_class("no_fight") for p in lacking)


def _settled(scene: Scene, i: int) -> list[Token]:
    """What stands behind "under", "following" and the like: "entered the town under an agreement"."""
    behind = [a for a in children(scene.parse, i, "prep") if a.text.lower() in {"under", "following", "after"}]
    return [t for a in behind for t in children(scene.parse, a.i, "pobj")]


def _vacated(scene: Scene, i: int) -> bool:
    """Whether those who held it had gone: "took control after the troops withdrew"."""
    gone = [t for t in children(scene.parse, i, "advcl") if t.lemma.lower() in word_class("vacate")]
    pressed = {scene.parse.tokens[k].lemma.lower() for t in gone for k in subtree(scene.parse, t.i)}
    return bool(gone) and not pressed & (word_class("means") | {"heavy"})  # "retreated under fire"


# Who makes explosives harmless, if by a blast.
_DEMINERS = frozenset({"disposal", "squad", "sapper", "deminer", "deminers", "demining", "clearance"})
# What is done to fighters to get them off their ground.
_DRIVEN = frozenset({"drive", "push", "flush", "oust", "expel"})
# Verbs of taking that say nothing of force.
_TAKEN_OVER = {"take", "assume", "gain", "regain", "occupy", "reoccupy", "takeover"}


# Verbs of moving onto ground.
_COMING_IN = frozenset({"enter", "move", "march", "roll", "deploy"})
_DEMONSTRATORS = frozenset({"protester", "demonstrator", "protestor", "rioter", "marcher"})


def _of_crowds(roles: tuple[Role, ...], kind: Acled) -> Acled | None:
    """What protesters, rioters and mobs do has sub-events of its own."""
    by = _words(roles, RoleName.ACTOR) - {"group", "unit"}
    if kind not in {Acled.ATTACK, Acled.LOOTING, Acled.ARMED_CLASH}:
        return None
    mob, bare = by & word_class("mob"), _words(roles, RoleName.INSTRUMENT) & word_class("handheld")
    if not by & word_class("armed") and ((mob and kind is Acled.ATTACK) or (bare and kind is Acled.ARMED_CLASH)):
        return Acled.MOB_VIOLENCE
    if kind is Acled.ARMED_CLASH and _with_police(roles):
        return Acled.VIOLENT_DEMONSTRATION
    angry = kind is Acled.LOOTING and by & {"angry", "irate", "enraged"} and not by & word_class("armed")
    return Acled.VIOLENT_DEMONSTRATION if angry or by & _DEMONSTRATORS else None


_CIVIL_CROWD = frozenset("supporter student youth resident villager worker farmer fan trader miner activist".split())
_POLICE = frozenset({"police", "policemen", "gendarme", "security"})


def _with_police(roles: tuple[Role, ...]) -> bool:
    """Whether people who bear no arms clash with the police: "students clashed with riot police"."""
    sides = [_words(roles, RoleName.ACTOR), _words(roles, RoleName.RECIPIENT)]
    crowd = [s & _CIVIL_CROWD and not s & (word_class("armed") - {"group"}) for s in sides]
    return bool((crowd[0] and sides[1] & _POLICE) or (crowd[1] and sides[0] & _POLICE))


def _at_protest(scene: Scene, i: int) -> bool:
    """Whether it happened at a protest: "shot two students during a march"."""
    preps = [a for a in children(scene.parse, i, "prep") if a.lemma in {"during", "at"}]
    nouns = {p.lemma.lower() for a in preps for p in children(scene.parse, a.i, "pobj")}
    meanwhile = [s for a in children(scene.parse, i, "advcl") for s in children(scene.parse, a.i, "nsubj")]
    return bool(nouns & word_class("gathering")) or any(s.lemma.lower() in _DEMONSTRATORS for s in meanwhile)


def _each_other(scene: Scene, i: int) -> bool:
    """Whether it is done by groups to one another: "threw stones at each other"."""
    said = [scene.parse.tokens[k].lemma.lower() for k in subtree(scene.parse, i)]
    return any(pair in {("each", "other"), ("one", "another")} for pair in pairwise(said))


def _protest(rule: Rule, roles: tuple[Role, ...], harmed: bool) -> Acled | None:
    if harmed and rule.acled is Acled.PEACEFUL_PROTEST:
        return Acled.PROTEST_INTERVENTION
    return rule.acled


def acled_of(scene: Scene, group: tuple[Hit, ...], best: Hit, roles: tuple[Role, ...]) -> Acled | None:
    """The ACLED sub-event of a group of triggers typed by ``best``."""
    rule = best.rule
    if rule.acled in {Acled.NON_STATE_OVERTAKES, Acled.GOVERNMENT_REGAINS}:
        return _territory(scene, best, roles)
    if rule.type is EventType.PROTEST:
        riot = rule.acled is Acled.VIOLENT_DEMONSTRATION
        at_odds = riot and _each_other(scene, best.i)
        return Acled.MOB_VIOLENCE if at_odds else _protest(rule, roles, any(h.rule.harm for h in group))
    if rule.type is EventType.MOBILIZE and rule.key in _COMING_IN and _unopposed(scene, best.i):
        return Acled.NON_VIOLENT_TRANSFER
    if rule.acled is Acled.ARRESTS and any(_at_protest(scene, h.i) for h in group):
        return Acled.PROTEST_INTERVENTION
    if rule.acled is Acled.ATTACK and _each_other(scene, best.i) and not _armed(roles, RoleName.ACTOR):
        return Acled.MOB_VIOLENCE
    told = _of_parties(rule, roles) or (_of_crowds(roles, rule.acled) if rule.acled else None)
    if told or rule.type is not EventType.ASSAULT or rule.acled is None:
        return told or rule.acled
    if rule.acled is Acled.SHELLING or (rule.acled is Acled.AIR_STRIKE and _filling(scene, group)):
        return _from_afar(scene, group, roles)
    found = _by_means(scene, group, best, roles) if rule.acled in _BOMBING else None
    if found is None and rule.acled is Acled.ATTACK and _state(roles) and any(_at_protest(scene, h.i) for h in group):
        return Acled.EXCESSIVE_FORCE
    return found or _attack(rule, roles)


def _of_parties(rule: Rule, roles: tuple[Role, ...]) -> Acled | None:
    """What a deed becomes by who does it to whom, whatever the means."""
    if rule.key in _DRIVEN and _armed(roles, RoleName.VICTIM):
        return Acled.NON_STATE_OVERTAKES if _state(roles) is False else Acled.GOVERNMENT_REGAINS
    if rule.key == "sign" and rule.acled is None and any(r.type == "rebel group" for r in roles):
        return Acled.AGREEMENT  # with a party to the conflict
    if rule.acled in _BOMBING | {Acled.LOOTING} and _words(roles, RoleName.ACTOR) & _DEMINERS:
        return Acled.DISRUPTED_WEAPONS
    if rule.acled is Acled.ARRESTS and rule.key in {"capture", "seize"} and _state(roles) is False:
        return Acled.ABDUCTION  # a state arrests, a group carries off
    if rule.key == "destroy" and rule.acled is Acled.LOOTING and _words(roles, RoleName.ACTOR) & _AIRCRAFT:
        return Acled.AIR_STRIKE
    return Acled.ARRESTS if rule.acled is Acled.ABDUCTION and rule.key == "seize" and _state(roles) else None


def _by_means(scene: Scene, group: tuple[Hit, ...], best: Hit, roles: tuple[Role, ...]) -> Acled | None:
    """What an attack or a bombing becomes by its weapon, if one is told."""
    found = by_weapon(weapon_words(scene, group, roles))
    if found is Acled.EXPLOSIVE and best.rule.key in {"bombing", "bomb"} and _state(roles):
        return Acled.AIR_STRIKE  # states bomb from the air; a group's bombing is a bomb laid or driven
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
        for t in children(scene.parse, u, "dobj", "nsubjpass", "acl", "prep")
        if t.dep != "prep" or t.lemma == "with"
        for c in subtree(scene.parse, t.i)
    )
    words = {scene.parse.tokens[c].lemma.lower() for c in held}
    return words & _FILLINGS


def _struck_by_state(scene: Scene, group: tuple[Hit, ...], roles: tuple[Role, ...]) -> bool:
    """ "Israeli strikes", "a coalition strike": what a state's force strikes with, where no weapon is told, flies."""
    if not any(h.noun and scene.parse.tokens[h.i].lemma.lower() == "strike" for h in group):
        return False
    actors = [r.span for r in roles if r.role is RoleName.ACTOR]
    nation = any(d.span.meets(a) for d in scene.marks.demonyms for a in actors)  # "US-led strikes"
    return nation or _state(roles) is True


def _attack(rule: Rule, roles: tuple[Role, ...]) -> Acled | None:
    """An attack on people who bear arms is a clash; on protesters by a state's force, excessive force."""
    if rule.acled is not Acled.ATTACK:
        return rule.acled
    hit = _words(roles, RoleName.VICTIM, RoleName.RECIPIENT)
    crowd = {"protester", "demonstrator", "protestor", "marcher", "crowd", "mourner"} | word_class("gathering")
    if hit & crowd and _state(roles) is not False:
        return Acled.EXCESSIVE_FORCE
    if rule.key in _FROM_AFAR:
        return Acled.ATTACK
    manned = _armed(roles, RoleName.VICTIM, RoleName.RECIPIENT) or hit & word_class("manned")
    if manned and _armed(roles, RoleName.ACTOR):
        return Acled.ARMED_CLASH
    return Acled.ATTACK

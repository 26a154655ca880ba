"""What crowds do, which ACLED tells apart: protesters, rioters, mobs."""

from itertools import pairwise

from dateline.code.args import deep_object
from dateline.code.parties import bear_arms, words_of
from dateline.code.scene import Scene
from dateline.data import word_class
from dateline.records import Role
from dateline.syntax import children, subtree
from dateline.vocab import Acled, RoleName

DEMONSTRATORS = frozenset({"protester", "demonstrator", "protestor", "rioter", "marcher"})


def of_crowds(scene: Scene, i: int, roles: tuple[Role, ...], kind: Acled) -> Acled | None:
    """What protesters, rioters and mobs do has sub-events of its own."""
    by = words_of(roles, RoleName.ACTOR) - {"group", "unit"}
    if kind not in {Acled.ATTACK, Acled.LOOTING, Acled.ARMED_CLASH, Acled.MOB_VIOLENCE}:
        return None
    jailed = by & {"inmate", "prisoner", "detainee"}  # of gangs or not
    armed = not jailed and bool(by & (word_class("armed") | {"armed"}))
    armed = armed or ("member" in by and bear_arms(roles, RoleName.ACTOR))
    if not armed and _of_mob(scene, i, roles, kind):
        return Acled.MOB_VIOLENCE
    if kind in {Acled.ARMED_CLASH, Acled.MOB_VIOLENCE} and _with_police(roles):
        return Acled.VIOLENT_DEMONSTRATION
    if kind is Acled.MOB_VIOLENCE:
        return Acled.ARMED_CLASH if armed and bear_arms(roles, RoleName.ACTOR) else None
    angry = kind is Acled.LOOTING and by & _ANGRY
    loots = kind is Acled.LOOTING and at_protest(scene, i)
    upset = not armed and (angry or loots or _in_protest(scene, i))
    return Acled.VIOLENT_DEMONSTRATION if upset or by & DEMONSTRATORS else None


def _of_mob(scene: Scene, i: int, roles: tuple[Role, ...], kind: Acled) -> bool:
    """Whether people without arms fight one another, or a crowd strikes: at people, or at a suspect's house."""
    sides = [words_of(roles, RoleName.ACTOR), words_of(roles, RoleName.RECIPIENT)]
    if kind is Acled.ARMED_CLASH:
        bare = words_of(roles, RoleName.INSTRUMENT) & word_class("handheld")
        civil = sides[0] & word_class("civil_crowd") and not sides[1] & (_POLICE | word_class("armed"))
        return bool(bare or civil)
    if kind is Acled.LOOTING and sides[0] & word_class("mob"):
        struck = (k for t in children(scene.parse, i, "dobj") for k in subtree(scene.parse, t.i))
        said = {scene.parse.tokens[k].text.lower() for k in struck}
        return bool(said & (word_class("accused") | _STRANGERS) or (sides[0] & _MOBS and not sides[0] & _ANGRY))
    if kind is not Acled.ATTACK:
        return False
    many = sides[0] & (word_class("civil_crowd") - {"member"}) and not _gunned(roles)
    return bool(sides[0] & word_class("mob") or many)


def _gunned(roles: tuple[Role, ...]) -> bool:
    return bool(words_of(roles, RoleName.INSTRUMENT) & {"gun", "rifle", "pistol", "firearm", "bullet", "bomb"})


_STRANGERS = frozenset({"foreigner", "foreigners", "foreign", "migrant", "migrants", "immigrant", "immigrants"})
_MOBS = frozenset({"mob", "vigilante", "crowd"})
_ANGRY = frozenset({"angry", "irate", "enraged"})
_POLICE = frozenset({"police", "policemen", "gendarme", "security", "officer"})


def _in_protest(scene: Scene, i: int) -> bool:
    """Whether it is done "in protest at" something, or by people protesting."""
    parse = scene.parse
    inside = [p for a in children(parse, i, "prep") if a.lemma == "in" for p in children(parse, a.i, "pobj")]
    aims = children(parse, i, "advcl", "xcomp")
    subject = [parse.tokens[k] for t in children(parse, i, "nsubj") for k in subtree(parse, t.i)]
    busy = [t for t in subject if t.tag == "VBG"]
    return any(t.lemma.lower() in {"protest", "demonstrate"} for t in (*inside, *aims, *busy))


def _with_police(roles: tuple[Role, ...]) -> bool:
    """Whether people who bear no arms clash with the police: "students clashed with riot police"."""
    sides = [words_of(roles, RoleName.ACTOR), words_of(roles, RoleName.RECIPIENT)]
    civil = (word_class("civil_crowd") - {"member"}) | {"farmer"} | DEMONSTRATORS
    crowd = [s & civil and not s & (word_class("armed") - {"group"}) for s in sides]
    return bool((crowd[0] and sides[1] & _POLICE) or (crowd[1] and sides[0] & _POLICE))


def at_protest(scene: Scene, i: int) -> bool:
    """Whether it happened at a protest: "shot two students during a march"."""
    preps = [a for a in children(scene.parse, i, "prep") if a.lemma in {"during", "at"}]
    nouns = {p.lemma.lower() for a in preps for p in children(scene.parse, a.i, "pobj")}
    meanwhile = [s for a in children(scene.parse, i, "advcl") for s in children(scene.parse, a.i, "nsubj")]
    busy = bool(nouns & word_class("gathering")) or any(s.lemma.lower() in DEMONSTRATORS for s in meanwhile)
    return busy or _taking_part(scene, i)


def _taking_part(scene: Scene, i: int) -> bool:
    """ "Two men taking part in a rally were killed": whoever came to harm was at a protest."""
    harmed = deep_object(scene.parse, i)
    if harmed and any(p.lemma == "strike" for a in children(scene.parse, harmed[0], "prep") if a.text.lower() == "on"
                      for p in children(scene.parse, a.i, "pobj")):  # fmt: skip
        return True  # "miners on strike"
    clauses = children(scene.parse, harmed[0], "acl", "relcl") if harmed else []
    joining = [
        t for t in clauses if t.lemma in {"take", "attend", "join", "participate", "march", "protest", "demonstrate"}
    ]
    return any(t.lemma.lower() in word_class("gathering") | {"march", "protest", "demonstrate"}
               for j in joining for t in (scene.parse.tokens[k] for k in subtree(scene.parse, j.i)))  # fmt: skip


def each_other(scene: Scene, i: int) -> bool:
    """Whether it is done by groups to one another: "threw stones at each other"."""
    said = [scene.parse.tokens[k].lemma.lower() for k in subtree(scene.parse, i)]
    return any(pair in {("each", "other"), ("one", "another")} for pair in pairwise(said))

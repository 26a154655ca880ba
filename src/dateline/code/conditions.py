"""The conditions under which a word is really a trigger: who acts, on what, with which words around it."""

import re
from collections.abc import Callable, Iterable

from dateline.code.args import Arg, noun_args, verb_args
from dateline.code.clauses import asks_not_to_be_named
from dateline.code.ontology import Rule, frame
from dateline.code.phrases import counted_before, lemmas, real_head
from dateline.code.scene import Scene
from dateline.data import word_class
from dateline.syntax import children, conjuncts, subtree
from dateline.vocab import EventType

_FORCE_TYPES = ("force", "army", "military", "militia", "rebel", "police", "armed", "coalition", "peacekeep")
_PEOPLE_PRONOUNS = frozenset("him her them us he she they who whom himself".split())
_PERSON_ENTITY = {"B-PERSON", "I-PERSON", "B-NORP", "I-NORP"}


def fillers(args: Iterable[Arg], *slots: str) -> list[int]:
    """The tokens that fill any of ``slots``."""
    return [a.token for a in args if a.slot in slots]


def is_armed(scene: Scene, token: int) -> bool:
    """Whether a phrase names people or vehicles that bear arms, or an actor known to."""
    for i in conjuncts(scene.parse, token):
        if lemmas(scene.parse, i) & word_class("armed") and not _civil_column(scene, i):
            return True
        mark = scene.actor_by_head.get(i) or scene.actor_by_head.get(real_head(scene.parse, i))
        if mark is not None and any(part in (mark.type or "").lower() for part in _FORCE_TYPES):
            return True
    return _pronoun_of(scene, token, "armed")


def _civil_column(scene: Scene, i: int) -> bool:
    """ "A convoy of truckers": a column of people who bear no arms."""
    inner = scene.parse.tokens[real_head(scene.parse, i)]
    civil = inner.lemma.lower() in word_class("person") - word_class("armed")
    return scene.parse.tokens[i].lemma in {"convoy", "column", "fleet"} and civil


def _pronoun_of(scene: Scene, token: int, kind: str) -> bool:
    mark = scene.actor_at.get(token)
    if mark is None or scene.parse.tokens[token].pos != "PRON":
        return False
    said = f"{mark.name} {mark.of.text if mark.of else ''}".lower().split()
    return any(w.rstrip("s") in word_class(kind) or w in word_class(kind) for w in said)


def is_actor(scene: Scene, token: int) -> bool:
    """Whether a phrase names anyone who can act."""
    real = real_head(scene.parse, token)
    if real in scene.actor_at or token in scene.actor_at:
        return True
    return is_armed(scene, token) or bool(
        lemmas(scene.parse, token) & (word_class("official") | word_class("protester"))
    )


def is_person(scene: Scene, token: int) -> bool:
    """Whether a phrase names people, armed or not, or is a bare number or pronoun for them."""
    for i in conjuncts(scene.parse, token):
        t = scene.parse.tokens[i]
        names = lemmas(scene.parse, i)
        mark = scene.actor_at.get(i)
        if names & (word_class("person") | word_class("armed") | word_class("official")):
            return True
        if mark is not None and mark.via != "country":
            return True
        real = scene.parse.tokens[real_head(scene.parse, i)]
        number = t.pos == "NUM" and not re.search(r"[A-Za-z]-?\d", t.text)  # "one AK-47"
        counted = number and (real.i == i or real.pos in {"PRON", "DET"} or real.lemma == "own")
        counted = (counted or _counted_state(scene, i)) and counted_before(scene.parse, i) is None
        if counted or t.text.lower() in _PEOPLE_PRONOUNS:
            return True
        if t.entity in _PERSON_ENTITY and i not in scene.place_at:
            return True
    return False


def _counted_state(scene: Scene, i: int) -> bool:
    """ "Reported 23 dead": people, told by what befell them."""
    return scene.parse.tokens[i].pos == "ADJ" and bool(children(scene.parse, i, "nummod"))


def is_ground(scene: Scene, token: int) -> bool:
    """Whether a phrase names a place or a building."""
    group = conjuncts(scene.parse, token)
    if any(lemmas(scene.parse, i) & word_class("ground") or i in scene.place_at for i in group):
        return True
    return any(scene.parse.tokens[i].entity[2:] in {"GPE", "LOC", "FAC"} for i in group)


def _known(scene: Scene, token: int) -> bool:
    mark = scene.actor_at.get(token)
    return mark is not None and mark.id is not None


# Verbs of taking that hardly have a person for their object.
_TAKES_GROUND = frozenset("recover regain reclaim overrun occupy liberate reoccupy wrest secure".split())


def _taken_over(scene: Scene, i: int, rule: Rule, subjects: list[int], objects: list[int]) -> bool:
    """Whether armed people take what is only named: the name, if no gazetteer knows it, is a place's."""
    named = [t for t in objects if scene.parse.tokens[t].pos == "PROPN" and not _known(scene, t)]
    named += [t for t in objects if scene.parse.tokens[t].text.lower() == "it" and t not in scene.actor_at]
    if not named:
        return False
    if "hand" in rule.words or "hands" in rule.words:
        return True  # "fell into the hands of the rebels"
    takes = rule.key in _TAKES_GROUND or rule.words[1:] in {("over",), ("back",), ("control",)}
    return (takes and _any(scene, subjects, is_armed)) or _bare_ground(scene, rule, subjects, objects)


def _bare_ground(scene: Scene, rule: Rule, subjects: list[int], objects: list[int]) -> bool:
    """Whether armed people take or burn what is only named, by words that name nobody known: "took Kikingi"."""
    if rule.words not in {("take",), ("capture",), ("seize",), ("burn",)} or not _any(scene, subjects, is_armed):
        return False
    return bool(objects) and all(_of_nobody(scene, t, rule.key) for t in objects)


def _of_nobody(scene: Scene, i: int, verb: str) -> bool:
    """Whether a name of one word is nobody's; people are captured, and hardly only "taken", by name."""
    token, mark = scene.parse.tokens[i], scene.actor_at.get(i)
    bare = token.pos == "PROPN" and token.tag == "NNP" and not children(scene.parse, i, "compound", "amod", "nummod")
    known = mark is not None and (mark.id is not None or mark.type is not None or mark.of is not None)
    bare = bare or (verb == "burn" and i in scene.place_at)
    return bare and not known and (verb in {"take", "burn"} or token.entity not in _PERSON_ENTITY)


def is_force(scene: Scene, token: int) -> bool:
    """Whether a phrase names forces or what moves with them."""
    group = conjuncts(scene.parse, token)
    return is_armed(scene, token) or any(lemmas(scene.parse, i) & word_class("materiel") for i in group)


def is_official(scene: Scene, token: int) -> bool:
    """Whether a phrase names someone who speaks for a state or body."""
    real = real_head(scene.parse, token)
    mark = scene.actor_at.get(real)
    if lemmas(scene.parse, token) & word_class("official"):
        return True
    t = scene.parse.tokens[real]
    if mark is not None and (mark.id or "").startswith("group:"):
        return False  # whatever the parser took "Boko Haram" for
    return t.entity in _PERSON_ENTITY or (mark is not None and bool(mark.id) and not is_armed(scene, token))


_CIRCLES = frozenset({"group", "organization", "organisation", "association", "movement", "committee", "club"})


def is_protester(scene: Scene, token: int) -> bool:
    """Whether a phrase names people who can protest."""
    named = lemmas(scene.parse, token)
    if children(scene.parse, token, "amod") and _formerly(scene, token):
        return True
    if scene.parse.tokens[token].lemma in _CIRCLES:  # "women's groups"
        named |= {t.lemma.lower() for t in children(scene.parse, token, "poss", "compound", "nmod", "amod")}
    return bool(named & word_class("protester")) or scene.parse.tokens[token].pos == "NUM"


def _formerly(scene: Scene, token: int) -> bool:
    """ "Former combatants", "demobilised soldiers": people who bear arms no more."""
    said = {t.text.lower() for t in children(scene.parse, token, "amod")}
    return bool(said & {"former", "retired", "demobilised", "demobilized", "dismissed", "sacked"})


def _unarmed(scene: Scene, token: int) -> bool:
    """ "Yazidis demonstrated": whoever bears no arms may, where nothing is shown; "MSF suspended work" is no strike."""
    mark = scene.actor_by_head.get(token)
    body = mark is not None and (mark.id or "").startswith("org:")
    return is_person(scene, token) and not is_armed(scene, token) and not body


def _unnamed(scene: Scene, token: int) -> bool:
    """ "Unknown persons", "masked men": those who hide who they are do what the armed do."""
    said = {t.lemma.lower() for t in children(scene.parse, token, "amod")}
    return bool(said & {"unknown", "unidentified", "masked", "hooded"}) and is_person(scene, token)


def _people(scene: Scene, token: int) -> bool:
    """ "Forty Shiites held a gathering": of a people or a faith."""
    mark = scene.actor_by_head.get(token)
    return mark is not None and mark.type == "civilians" and scene.parse.tokens[token].tag in {"NNS", "NNPS"}


def _any(scene: Scene, tokens: list[int], test: Callable[[Scene, int], bool]) -> bool:
    return any(test(scene, t) for t in tokens)


def verb_allowed(scene: Scene, i: int, rule: Rule, used: frozenset[int]) -> bool:
    """Whether every condition of the verb rule holds at token ``i``."""
    args = verb_args(scene.parse, i)
    subjects = fillers(args, "subj") or (
        fillers(args, "obj") if frame(rule.frame)["verb"].get("subj") in {"victim"} else []
    )
    objects = [t for t in fillers(args, "obj") if t not in used or _counted_state(scene, t)]
    if frame(rule.frame)["verb"].get("subj") == "recipient":
        objects = objects or subjects  # what falls to someone, comes under fire
    if not objects and any(scene.parse.tokens[u].lemma in word_class("transparent") for u in used):
        objects = [o for u in sorted(used) if (o := real_head(scene.parse, u)) != u] or fillers(args, "of")
    if ("no_particle" in rule.only and _otherwise(scene, i, used)) or ("no_object" in rule.only and objects):
        return False
    if _names(scene, i, used) or (rule.frame == "strike_mine" and _with_it(scene, used)):
        return False
    if rule.words == ("warn",) and _foretells(scene, i, subjects, objects):
        return False
    leads_on = all(children(scene.parse, u) for u in used)  # "shot a farmer at a roadblock", not "was shot at"
    if rule.frame == "fire_weapon" and rule.key == "shoot" and leads_on and _any(scene, objects, is_person):
        return False
    if rule.words == ("insist",) and _held_true(scene, i):
        return False
    if rule.type in {EventType.REQUEST, EventType.REJECT} and asks_not_to_be_named(scene.parse, i):
        return False
    if "marks_of_violence" in rule.only and not _slain(scene, i):
        return False
    if rule.harm in {"killed", "injured", "displaced"} and _by_accident(scene, i, subjects):
        return False
    ground = _taken_from(scene, rule, objects, args) or _bare_ground(scene, rule, subjects, objects)
    if "person_object" in rule.only and ground:
        return False
    return _words_fit(scene, rule, subjects, objects, args) and _verb_needs(scene, i, rule, subjects, objects)


def _taken_from(scene: Scene, rule: Rule, objects: list[int], args: tuple[Arg, ...]) -> bool:
    """Whether a name is ground and nobody: "captured Tal Mardikh from regime forces", "Mihtarlam fell to the Taliban"."""
    named = [t for t in objects if scene.parse.tokens[t].pos == "PROPN" and not _known(scene, t)]
    slot = "to" if rule.words == ("fall", "to") else "from"
    takes = rule.key in {"capture", "seize", "take"} or slot == "to"
    return takes and bool(named) and _any(scene, fillers(args, slot), is_armed)


def _held_true(scene: Scene, i: int) -> bool:
    """ "Insisted that they had left" asks for nothing; "insisted that they leave", "should leave" does."""
    said = children(scene.parse, i, "ccomp")
    modals = {t.text.lower() for c in said for t in children(scene.parse, c.i, "aux")}
    told = any(c.tag in {"VBD", "VBZ", "VBN"} or c.lemma in {"be", "have"} or modals for c in said)
    return told and not modals & {"should", "must"}


_SELF = frozenset("i we it they he she its their his her our my".split())


def _foretells(scene: Scene, i: int, subjects: list[int], warned: list[int]) -> bool:
    """Whether a warning threatens nobody: from a relief or rights body, or of what somebody else would do or suffer."""
    marks = [scene.actor_by_head.get(t) for t in subjects]
    if any(m is not None and m.type == "other" for m in marks):
        return True
    about = [s for c in children(scene.parse, i, "ccomp") for s in children(scene.parse, c.i, "nsubj", "nsubjpass")]
    said = {scene.parse.tokens[k].text.lower() for s in about for k in subtree(scene.parse, s.i)}
    return bool(about) and not warned and not said & _SELF


def _otherwise(scene: Scene, i: int, used: frozenset[int]) -> bool:
    """Whether a particle turns the verb to something else: "took on the mayor", "left mines behind"."""
    behind = [t for t in children(scene.parse, i, "advmod") if t.text.lower() == "behind"]
    behind += children(scene.parse, i, "acomp", "oprd")  # "fell silent"
    return any(t.i not in used for t in (*children(scene.parse, i, "prt"), *behind))


def _names(scene: Scene, i: int, used: frozenset[int]) -> bool:
    """Whether a verb only gives its object a name: "called the strike a crime" calls no strike."""
    named = children(scene.parse, i, "oprd")
    return scene.parse.tokens[i].lemma == "call" and bool(named) and not any(t.i in used for t in named)


def _with_it(scene: Scene, used: frozenset[int]) -> bool:
    """ "Struck the city with bombs": no mine is run into."""
    return any(scene.parse.tokens[scene.parse.tokens[u].head].lemma == "with" for u in used)


def _by_accident(scene: Scene, i: int, subjects: list[int]) -> bool:
    """Whether people came to harm by no violence: "a landslide killed", "the building collapsed, killing"."""
    above = scene.parse.tokens[scene.parse.tokens[i].head]
    stormed = above.i == i or above.lemma == "storm"  # troops that storm a town are no weather
    named = {x for t in subjects for x in lemmas(scene.parse, t)} | {"" if stormed else above.lemma}
    named |= {
        p.lemma for a in children(scene.parse, i, "prep") for p in children(scene.parse, a.i, "pobj") if a.lemma == "in"
    }
    return bool(named & word_class("accident")) and not named & word_class("means")


def _slain(scene: Scene, i: int) -> bool:
    """Whether the sentence, or one beside it, tells that somebody found dead was killed: "with bullet wounds"."""
    sentence = scene.parse.tokens[i].sentence
    near = scene.parse.sentences[max(0, sentence - 1) : sentence + 2]
    told = (t for s in near for t in scene.parse.tokens[s.first : s.last] if t.i != i)
    return any({t.lemma.lower(), t.text.lower()} & word_class("wounds") for t in told)


def _words_fit(scene: Scene, rule: Rule, subjects: list[int], objects: list[int], args: tuple[Arg, ...]) -> bool:
    def named(tokens: list[int]) -> frozenset[str]:
        return frozenset(x for t in tokens for x in lemmas(scene.parse, t))

    never = rule.never
    if "subject_any" in never and not (named(subjects) | named(objects)) & never["subject_any"]:
        return False
    if named(objects) & never.get("object_not", frozenset()):
        return False
    if named(subjects) & never.get("subject_not", frozenset()):
        return False
    if "with_not" in never and {a.slot for a in args if not _is_setting(scene, a.token)} & never["with_not"]:
        return False
    return not named(fillers(args, "from")) & never.get("from_not", frozenset())


def _is_setting(scene: Scene, token: int) -> bool:
    """Whether a phrase tells where or when: "seized off Sabah", "fought for a second day"."""
    return token in scene.dated or token in scene.place_at


def _verb_needs(scene: Scene, i: int, rule: Rule, subjects: list[int], objects: list[int]) -> bool:
    tests: tuple[tuple[str, list[int], Callable[[Scene, int], bool]], ...] = (
        ("needs_object", objects, lambda s, t: True),
        ("person_object", objects, is_person),
        ("armed_subject", subjects, lambda s, t: is_armed(s, t) or _unnamed(s, t)),
        ("force_object", objects, is_force),
        ("place_object", objects, is_ground),
        ("official_subject", subjects, is_official),
        ("official_object", objects, is_official),
        (
            "protest_subject",
            subjects,
            lambda s, t: is_protester(s, t) or (_unarmed(s, t) and (not objects or _people(s, t))),
        ),
        ("person_subject", subjects, lambda s, t: is_person(s, t) or is_actor(s, t)),
        ("place_subject", objects, is_ground),
        ("actor_subject", subjects, is_actor),
        ("needs_actor_object", objects, lambda s, t: is_actor(s, t) or is_person(s, t)),
        ("force_or_armed", subjects + objects, is_force),
    )
    failed = {name for name, tokens, test in tests if name in rule.only and not _any(scene, tokens, test)}
    ground = _taken_over(scene, i, rule, subjects, objects) or _taken_from(
        scene, rule, objects, verb_args(scene.parse, i)
    )
    if failed - {"place_object"} or (failed and not ground):
        return False
    return "place_needed" not in rule.only or any(is_ground(scene, t) for t in subtree(scene.parse, i) if t != i)


def noun_allowed(scene: Scene, i: int, rule: Rule, carried: bool) -> bool:
    """Whether every condition of the noun rule holds at token ``i``; ``carried``: a verb says that it takes place."""
    parse, args = scene.parse, noun_args(scene.parse, i)
    before = {t.lemma.lower() for t in children(parse, i, "amod", "compound", "nmod", "poss") if t.i < i}
    banned = frozenset(w for entry in rule.never.get("adj_not", ()) for w in entry.split())
    if (before - set(rule.words)) & banned:
        return False
    inner = fillers(args, "of")
    if any(lemmas(parse, t) & rule.never.get("of_not", frozenset()) for t in inner):
        return False
    behind = (x for t in fillers(args, "from", "by") for x in lemmas(parse, t))
    if rule.never.get("from_not", frozenset()) & frozenset(behind):
        return False  # "under attack from critics"
    if parse.tokens[i].lemma.lower() in word_class("ground") and any(t in scene.place_at for t in inner):
        return False  # "the settlements of X and Y"
    if "plural_only" in rule.only and parse.tokens[i].tag not in {"NNS", "NNPS"}:
        return False
    if "head_only" in rule.only and not carried:
        return False
    if "bare_nouns" in rule.only and not (carried or _has_actor(scene, args)):
        return False
    return _of_fits(scene, rule, args, inner)


def _has_actor(scene: Scene, args: tuple[Arg, ...]) -> bool:
    return any(is_actor(scene, a.token) or is_person(scene, a.token) for a in args if a.slot not in {"in", "at"})


def _of_fits(scene: Scene, rule: Rule, args: tuple[Arg, ...], inner: list[int]) -> bool:
    tests = (
        ("force_of", is_force),
        ("armed_of", is_armed),
        ("person_of", is_person),
        ("place_of", is_ground),
        ("property_of", lambda s, t: not is_person(s, t)),
    )
    for name, test in tests:
        if name in rule.only:
            holders = inner or fillers(args, "poss", "adj", "by")
            if not inner and "bare_ok" in rule.only:
                return bool(fillers(args, "from", "to", "into", "between", "through"))
            if not _any(scene, holders, test):
                return False
    return True

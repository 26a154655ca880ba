"""Finds triggers: the words that tell an event, verbs and nouns, with the verbs that carry a noun's event."""

from dataclasses import dataclass
from functools import cache

from dateline.code.args import deep_object, is_passive
from dateline.code.carriers import below, carrier_of
from dateline.code.conditions import noun_allowed, verb_allowed
from dateline.code.doubtful import unlikely
from dateline.code.ontology import Ontology, Rule
from dateline.code.purposes import purpose_of
from dateline.code.scene import Scene
from dateline.data import word_class
from dateline.records import Token
from dateline.syntax import ancestors, children
from dateline.vocab import EventType, Kind, ZoneKind


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger at token ``i`` (``first`` to ``last`` with its fixed words), the rule that read it, and the verb that
    carries it ("carried out" an attack, clashes "continue"). ``used`` are further words of the pattern."""

    i: int
    first: int
    last: int
    rule: Rule
    carrier: int | None = None
    used: frozenset[int] = frozenset()

    @property
    def noun(self) -> bool:
        """Whether the trigger is a noun."""
        return self.rule.noun


_NOMINAL = {"pobj", "dobj", "nsubj", "nsubjpass", "attr", "conj"}


def _spell(token: Token) -> set[str]:
    """The forms a pattern may name a word by; "bases" may be lemmatised as the plural of "basis"."""
    return {token.lemma.lower(), token.text.lower(), token.text.lower().removesuffix("s")}


# A particle and its noun that stand behind the object.
_BEHIND_OBJECT = {("on", "fire"), ("into", "custody"), ("to", "death")}


# What is set so stands behind the object, and is told of it: "set two police stations alight".
_ABLAZE = frozenset({"alight", "ablaze", "afire"})


def _verb_words(scene: Scene, i: int, rule: Rule) -> frozenset[int] | None:
    """The tokens of the pattern's further words below the verb, or None where one is missing."""
    if len(rule.words) == 1:
        return frozenset()
    near = [t for t in below(scene, i, 3) if not (_located(scene, t, rule) or _aside(scene, t, rule))]
    direct = {t.i for t in children(scene.parse, i)}
    if rule.words[1] == "not":
        return _denied(scene, i, rule)
    if rule.words[1:] in _BEHIND_OBJECT:  # "set a church on fire", which the parser hangs on the church
        direct |= {p.i for o in children(scene.parse, i, "dobj") for p in children(scene.parse, o.i, "prep")}
    near += _shared_with(scene, i)
    near += [
        t for o in children(scene.parse, i, "dobj") for t in children(scene.parse, o.i, "appos") if t.lemma in _ABLAZE
    ]
    used = set()
    for word in rule.words[1:]:
        close = word in word_class("particle")
        match = next((t for t in near if word in _spell(t) and t.i not in used and _stands(t, i, direct, close)), None)
        if match is None:
            return None
        used.add(match.i)
    return frozenset(used)


def _denied(scene: Scene, i: int, rule: Rule) -> frozenset[int] | None:
    """The tokens of "vow not negotiate" in "vowed they would never negotiate"."""
    for clause in children(scene.parse, i, "ccomp", "xcomp"):
        denied = children(scene.parse, clause.i, "neg")
        if denied and rule.words[2:] in {(), (clause.lemma.lower(),)}:
            return frozenset({denied[0].i, clause.i} if rule.words[2:] else {denied[0].i})
    return None


def _shared_with(scene: Scene, i: int) -> list[Token]:
    """What is done to the noun a participle hangs on, or to what the verb it is joined to has: "was found and defused"."""
    token = scene.parse.tokens[i]
    if token.dep == "amod" or (token.dep == "acl" and is_passive(scene.parse, i)):
        return [scene.parse.tokens[token.head]]
    done_to = deep_object(scene.parse, i) if token.dep == "conj" or is_passive(scene.parse, i) else None
    return [scene.parse.tokens[done_to[0]]] if done_to else []


def _aside(scene: Scene, token: Token, rule: Rule) -> bool:
    """Whether a word is a participle behind a noun, "a stand calling for", which completes no verb but one of protest,
    or what is only found or said: "found that they had killed"."""
    if token.dep == "ccomp" and rule.harm and children(scene.parse, token.i, "mark"):
        return True
    return token.dep == "acl" and token.tag == "VBG" and rule.type is not EventType.PROTEST


def _located(scene: Scene, token: Token, rule: Rule) -> bool:
    """Whether a word only says where or when: "was burned inside the house" burns no house, "on 11 March" is no march."""
    above = scene.parse.tokens[token.head]
    place = token.lemma in (word_class("struck") | word_class("ground")) - {
        "front"
    }  # camps stand in front of ministries
    inside = above.lemma in {"in", "inside", "outside", "near"} and above.lemma not in rule.words
    on = token.dep == "prep" and token.lemma in {"on", "for", "by", "in", "at"}
    day = on and any(t.i in scene.dated for t in children(scene.parse, token.i, "pobj"))
    return token.i in scene.dated or day or (place and token.dep == "pobj" and inside)


def _stands(token: Token, verb: int, direct: set[int], close: bool) -> bool:
    """Whether a further word stands where it can complete the verb: a particle right below it and behind it."""
    return not close or (token.i in direct and token.i > verb)


@cache
def _irregular() -> dict[str, str]:
    return {entry.split()[0]: entry.split()[1] for entry in word_class("irregular")}


def lemma_of(token: Token) -> str:
    """The lemma a verb is looked up by, with forms a lemmatiser may miss ("retook", "raped")."""
    return _irregular().get(token.text.lower(), token.lemma.lower())


def _verb_hit(scene: Scene, token: Token, known: Ontology) -> Hit | None:
    for rule in known.verbs.get(lemma_of(token), ()):
        used = _verb_words(scene, token.i, rule)
        if used is not None and verb_allowed(scene, token.i, rule, used):
            last = max((u for u in used if u - token.i <= 2 and u > token.i), default=token.i)
            return Hit(token.i, token.i, last, rule, used=used)
    aim = purpose_of(scene, token, known.verbs.get("*", ())) if token.lemma != "be" else None
    return Hit(token.i, token.i, token.i, aim[0], used=aim[1]) if aim else None


def _noun_first(scene: Scene, token: Token, rule: Rule) -> int | None:
    """The first token of a noun pattern that ends at ``token``, or None where it does not fit."""
    parts = list(rule.words)
    if "of" in parts:
        return None  # patterns "X of Y" are looked up by X: see _of_hit
    at = token.i
    for word in reversed(parts[:-1]):
        at -= 1
        while at >= 0 and scene.parse.tokens[at].text in {"-", "–"}:
            at -= 1
        if at < 0 or scene.parse.tokens[at].sentence != token.sentence or word not in _spell(scene.parse.tokens[at]):
            return None
    return at


def _of_hit(scene: Scene, token: Token, rules: tuple[Rule, ...]) -> tuple[Rule, frozenset[int]] | None:
    """A pattern such as "delivery of aid": the head noun with a word in its phrase behind the preposition."""
    for rule in rules:
        _, prep, *rest = rule.words
        for p in children(scene.parse, token.i, "prep"):
            inner = list(below(scene, p.i, 2)) if p.lemma == prep else []
            used = {t.i for w in rest for t in inner if w in _spell(t)}
            if p.lemma == prep and len(used) >= len(rest):
                return rule, frozenset(used)
    return None


_PREPOSITIONS = {"of", "on", "for", "to", "in", "against", "from"}


def _split(known: Ontology) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rules in known.nouns.values():
        for rule in rules:
            if len(rule.words) > 2 and rule.words[1] in _PREPOSITIONS:
                found.setdefault(rule.words[0], []).append(rule)
    return {k: tuple(v) for k, v in found.items()}


_OF_RULES: dict[int, dict[str, tuple[Rule, ...]]] = {}


def _of_rules(known: Ontology) -> dict[str, tuple[Rule, ...]]:
    if id(known) not in _OF_RULES:
        _OF_RULES[id(known)] = _split(known)
    return _OF_RULES[id(known)]


def _modifies(scene: Scene, token: Token) -> bool:
    """Whether a noun only modifies another ("attack helicopter", "protest song") or stands in a name."""
    if token.i in scene.named:
        return True
    above = scene.parse.tokens[token.head]
    if token.dep in {"compound", "nmod", "amod", "npadvmod"} and above.pos in {"NOUN", "PROPN"} and above.i > token.i:
        return True
    zone = scene.parse.sentences[token.sentence].zone
    first = scene.parse.sentences[token.sentence].first
    capital = token.text[:1].isupper() and not token.text.isupper() and token.i > first
    return capital and token.tag in {"NNP", "NNPS"} and zone is not ZoneKind.HEADLINE and bool(token.entity)


def _noun_hit(scene: Scene, token: Token, known: Ontology) -> Hit | None:
    if _modifies(scene, token):
        return None
    carrier = carrier_of(scene, token.i)
    found = _of_hit(scene, token, _of_rules(known).get(token.lemma.lower(), ()))
    if found is not None and noun_allowed(scene, token.i, found[0], carried=True):
        return Hit(token.i, token.i, token.i, found[0], carrier, found[1])
    for key in dict.fromkeys((token.lemma.lower(), token.text.lower())):
        for rule in known.nouns.get(key, ()):
            first = _noun_first(scene, token, rule)
            told = carrier is not None or _occurs(scene, token) or ("head_only" in rule.only and token.dep == "ROOT")
            if first is not None and noun_allowed(scene, token.i, rule, told):
                return Hit(token.i, first, token.i, rule, carrier)
    return None


def _occurs(scene: Scene, token: Token) -> bool:
    """Whether a noun is subject or object of a verb that takes it as something that happened."""
    above = scene.parse.tokens[token.head]
    if token.dep == "pobj" and above.lemma in {"in", "during"}:  # "were killed in an encounter"
        return scene.parse.tokens[above.head].lemma in {"kill", "die", "wound", "injure", "neutralise", "neutralize"}
    return (
        token.dep in {"nsubj", "dobj", "nsubjpass"}
        and above.pos == "VERB"
        and above.lemma in {"kill", "wound", "injure", "hit"}
    )


def find_hits(scene: Scene, known: Ontology) -> tuple[Hit, ...]:
    """All triggers of the article in text order, each word in at most one."""
    found: list[Hit] = []
    for token in scene.parse.tokens:
        held = token.lemma == "be" and not token.dep.startswith("aux")  # "are in control of the port"
        if (
            (token.pos not in {"VERB", "NOUN", "PROPN", "ADJ"} and not held)
            or scene.quiet(token.i)
            or token.i in scene.dated
        ):
            continue
        hit = None
        if children(scene.parse, token.i, "auxpass"):
            hit = _verb_hit(scene, token, known)  # a participle, whatever the tagger took it for: "was overrun"
        elif (token.pos != "VERB" and not held) or _nominal(scene, token):
            hit = _noun_hit(scene, token, known) if token.pos != "ADJ" else None
        elif _verbal(scene, token):
            hit = _verb_hit(scene, token, known)
        if held and hit is not None and hit.rule.kind is not Kind.STATE:
            hit = None
        if hit is not None and not unlikely(scene, hit.i, hit.rule):
            found.append(hit)
    return _without_doubles(scene, found)


def _verbal(scene: Scene, token: Token) -> bool:
    """Whether a verb tells what somebody did: no modifier, or one taken for it that has a subject of its own."""
    if token.dep in {"amod", "compound"}:
        return _joined(scene, token) or bool(children(scene.parse, token.i, "nsubj"))
    return not _people(scene, token)


def _joined(scene: Scene, token: Token) -> bool:
    """ "Soldiers gang-raped two women", "police tear-gassed pupils": a compound verb taken for an adjective."""
    if token.i < 3 or token.tag not in {"VBD", "VBN"}:
        return False
    doer, first, hyphen = scene.parse.tokens[token.i - 3 : token.i]
    return hyphen.text == "-" and first.lemma.lower() in word_class("joined") and doer.tag in {"NNS", "NNP", "NNPS"}


def _nominal(scene: Scene, token: Token) -> bool:
    """ "Fighting between A and B was reported": a gerund that is a subject and has no object is a noun."""
    return (
        token.tag == "VBG"
        and token.dep in {"nsubj", "nsubjpass", "csubj"}
        and not children(scene.parse, token.i, "dobj")
    )


def _people(scene: Scene, token: Token) -> bool:
    """ "Two of the wounded": those to whom it was done, not the deed."""
    number = scene.parse.tokens[token.i - 1]
    counted = token.dep == "acl" and number.tag == "CD" and not children(scene.parse, token.i)
    those = number if counted else token  # "nine of the 27 wounded"
    stands = (token.dep in _NOMINAL or counted) and bool(children(scene.parse, those.i, "det"))
    return token.tag in {"VBN", "JJ"} and stands


def _without_doubles(scene: Scene, hits: list[Hit]) -> tuple[Hit, ...]:
    """Nouns that are part of a verb's pattern give way to it; light verbs give way to the noun they carry."""
    hits = _means_apart(hits)
    used = {u for h in hits if not h.noun for u in h.used}
    nouns = {h.i for h in hits if h.noun}
    inside = {u for h in hits if h.noun for u in h.used}
    carried = {h.carrier for h in hits if h.noun and h.i not in used}
    verbs = {h.i: h for h in hits if not h.noun}
    kept = []
    for hit in hits:
        if hit.noun and (hit.i in used or hit.i in inside):
            continue
        if (
            not hit.noun
            and hit.i in carried
            and not hit.used
            and scene.parse.tokens[hit.i].lemma in word_class("light")
        ):
            continue
        if hit.noun and (_is_predicate_of(scene, hit.i, nouns) or _way_of_arrest(scene, hit, verbs)):
            continue
        kept.append(hit)
    return tuple(kept)


def _means_apart(hits: list[Hit]) -> list[Hit]:
    """Without verbs completed by the means of what they carry: "launched a missile strike" launches the strike."""
    heads = {h.i for h in hits if h.noun}
    within = {(h.carrier, u) for h in hits if h.noun for u in range(h.first, h.i)}
    return [h for h in hits if h.noun or h.used & heads or not any((h.i, u) in within for u in h.used)]


def _way_of_arrest(scene: Scene, hit: Hit, verbs: dict[int, Hit]) -> bool:
    """ "Arrested 18 people in raids": the raids are how they were arrested, no second event."""
    token = scene.parse.tokens[hit.i]
    prep = scene.parse.tokens[token.head]
    above = next((verbs[t.i] for t in ancestors(scene.parse, prep.i) if t.i in verbs), None)
    return (
        token.lemma in {"raid", "sweep", "operation", "crackdown"}
        and prep.lemma in {"in", "during"}
        and above is not None
        and above.rule.frame == "detain"
    )


def _is_predicate_of(scene: Scene, i: int, nouns: set[int]) -> bool:
    """ "IED attacks … are some of the attacks by …": the predicate names its subject again, it is no second event."""
    parse = scene.parse
    for above in (parse.tokens[i], *ancestors(parse, i)):
        if above.dep == "attr":
            subjects = children(parse, above.head, "nsubj")
            return any(s.i in nouns for s in subjects)
        if above.pos not in {"NOUN", "PRON", "ADP", "DET", "NUM", "ADJ"}:
            return False
    return False

"""Deeds that are protest by what they are done for: "to demand", "in protest", "holding placards"."""

from collections.abc import Iterable

from dateline.code.carriers import below
from dateline.code.clauses import SPEECH
from dateline.code.conditions import verb_allowed
from dateline.code.ontology import Rule
from dateline.code.phrases import lemmas
from dateline.code.scene import Scene
from dateline.data import word_class
from dateline.records import Token
from dateline.syntax import children

# Verbs of coming together, whose purpose the parser hangs closer than that of other deeds.
_GATHERS = frozenset(
    "gather assemble meet converge march rally stand sit turn line walk mobilise mobilize come drive ride cycle "
    "pour throng flock crowd descend kneel".split()
)
# What people may aim at by any deed, where they do not come together for it.
_PLAIN_AIMS = frozenset("oppose demand reject denounce condemn decry protest opposition solidarity rejection".split())
# What a deed is done in: "in protest at the ban", "in solidarity with the jailed".
_INSIDE = frozenset({"protest", "opposition", "solidarity", "rejection"})
# Coming together that says nothing of talks: what is shouted meanwhile is protest too ("gathered, demanding water").
_TURNS_OUT = frozenset("gather assemble converge rally stand sit kneel turn pour throng flock crowd".split())


def purpose_of(scene: Scene, token: Token, rules: Iterable[Rule]) -> tuple[Rule, frozenset[int]] | None:
    """A deed that people do "to oppose", "to demand", "in protest", with the words that say so: whatever the deed."""
    aims = _aims(scene, token)
    for rule in rules:
        told = [t for t in aims if t.lemma == rule.words[1] and (t.lemma in _PLAIN_AIMS or token.lemma in _GATHERS)]
        used = frozenset(t.i for t in told if set(rule.words[2:]) <= {b.lemma for b in below(scene, t.i, 2)})
        if used and token.lemma not in SPEECH and verb_allowed(scene, token.i, rule, used):
            return rule, used
    return None


def _aims(scene: Scene, token: Token) -> list[Token]:
    """What a deed is done for: "to mark the day and call for jobs", "in protest"."""
    parse = scene.parse
    clauses = children(parse, token.i, "advcl", "xcomp")  # "to voice anger", whose verb the tagger may take for a noun
    meanwhile = [t for t in clauses if t.tag == "VBG" and token.lemma in _TURNS_OUT and _crowd(scene, token)]
    aims = [t for t in clauses if t.tag in {"VB", "NN"} and children(parse, t.i, "aux")] + meanwhile
    aims = [t for t in aims if (t.dep == "advcl" or token.lemma in _GATHERS) and t.i > token.i]
    aims += [c for t in aims for c in children(parse, t.i, "conj") if c.tag == "VB"]
    inside = [p for a in children(parse, token.i, "prep") if a.lemma == "in" for p in children(parse, a.i, "pobj")]
    return aims + [p for p in inside if p.lemma in _INSIDE]


def _crowd(scene: Scene, verb: Token) -> bool:
    """Whether several people do it, and none of those who speak for others: "ministers sat, asking for patience"."""
    by = children(scene.parse, verb.i, "nsubj")
    several = [t for t in by if t.tag in {"NNS", "NNPS", "CD"} or t.text.endswith("s")]
    return any(not lemmas(scene.parse, t.i) & word_class("official") for t in several)

"""Verbs that carry a noun's event: that it takes place, or that somebody carries it out."""

from collections.abc import Iterator

from dateline.code.scene import Scene
from dateline.data import word_class
from dateline.records import Token
from dateline.syntax import children

_NEAR = {"prt", "dobj", "prep", "advmod", "acomp", "attr", "oprd", "pobj", "nsubjpass", "dative", "ccomp", "xcomp",
         "pcomp", "compound", "npadvmod", "advcl", "nmod", "amod", "agent", "acl", "conj"}  # fmt: skip


def below(scene: Scene, i: int, depth: int) -> Iterator[Token]:
    for token in children(scene.parse, i):
        if token.dep in _NEAR and not (token.dep == "conj" and depth == 3):
            yield token
            if depth > 1 and token.dep not in {"ccomp", "advcl"}:
                yield from below(scene, token.i, depth - 1)


def carrier_of(scene: Scene, i: int) -> int | None:
    """The verb that only says that noun ``i``'s event takes place or is carried out, or None."""
    parse = scene.parse
    token = parse.tokens[i]
    if (told := _took_place(scene, i)) is not None:
        return told
    while token.dep == "conj" and parse.tokens[token.head].pos in {"NOUN", "PROPN"}:
        token = parse.tokens[token.head]
    above = parse.tokens[token.head]
    if above.pos in {"ADP"} and token.dep == "pobj":
        verb = parse.tokens[above.head]
        if verb.pos == "VERB" and f"{verb.lemma} {above.lemma}" in word_class("occur_in"):
            return verb.i
        return None
    if above.pos not in {"VERB", "AUX"} and not (above.lemma in word_class("occur") and token.dep == "nsubj"):
        return None  # a bare "erupt" behind its subject is a verb, whatever the tagger took it for
    if token.dep in {"dobj", "nsubjpass"} and above.lemma in word_class("light"):
        return above.i
    if token.dep in {"nsubj", "attr"} and _occurs_by(scene, above):
        return above.i if above.lemma != "be" or _exists(scene, above.i) else None
    return None


def _took_place(scene: Scene, i: int) -> int | None:
    """The verb of "the execution, which the army said took place on Sunday"."""
    clauses = children(scene.parse, i, "relcl")
    said = [c for r in clauses for c in children(scene.parse, r.i, "ccomp")]
    verbs = (t for t in (*clauses, *said) if t.pos == "VERB" and _occurs_by(scene, t))
    return next((t.i for t in verbs if _for_it(scene, t)), None)


def _for_it(scene: Scene, verb: Token) -> bool:
    return any(t.text.lower() in {"which", "that"} for t in children(scene.parse, verb.i, "nsubj"))


def _occurs_by(scene: Scene, verb: Token) -> bool:
    """Whether a verb only says that its subject takes place."""
    if verb.lemma in word_class("occur"):
        return verb.lemma != "hit"
    near = {t.lemma.lower() for t in below(scene, verb.i, 2)} | {t.text.lower() for t in children(scene.parse, verb.i)}
    return any(f"{verb.lemma} {word}" in word_class("occur_with") for word in near)


def _exists(scene: Scene, be: int) -> bool:
    """ "There was a clash", or "the attack was in Mosul": not "the attack was a mistake"."""
    kids = scene.parse.children[be]
    deps = {scene.parse.tokens[k].dep for k in kids}
    going_on = any(scene.parse.tokens[k].lemma.lower() in {"ongoing", "underway"} for k in kids)
    return going_on or "expl" in deps or ("prep" in deps and not deps & {"attr", "acomp"})

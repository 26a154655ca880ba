"""Triggers whose words tell nothing that happened: deaths of illness, help only named, reinforcements only awaited."""

from dateline.code.ontology import Rule
from dateline.code.scene import Scene
from dateline.data import word_class
from dateline.records import Token
from dateline.syntax import children
from dateline.vocab import EventType


def unlikely(scene: Scene, i: int, rule: Rule) -> bool:
    """Deaths without any violence near, and supporters consumed by "with the support of"."""
    if "needs_violence" in rule.only and not _violent_near(scene, i):
        return True
    token = scene.parse.tokens[i]
    if (token.text.lower() == "armed" and token.dep in {"acl", "amod", "advcl"}) or _unmentioned(scene, token):
        return True
    return rule.noun and (is_means_of_help(scene, i) or _longed_for(scene, i, rule))


def _longed_for(scene: Scene, i: int, rule: Rule) -> bool:
    """ "Awaits reinforcements": what is waited for has not come."""
    token = scene.parse.tokens[i]
    above = scene.parse.tokens[token.head]
    verb = scene.parse.tokens[above.head] if above.lemma == "for" else above
    waits = verb.lemma in ({"wait", "ask", "call"} if above.i != verb.i else {"await", "need", "lack", "request"})
    return rule.type is EventType.MOBILIZE and token.dep in {"dobj", "pobj"} and waits


def is_means_of_help(scene: Scene, i: int) -> bool:
    """The noun of "with the support of X": it names a helper of the verb above, not a second event."""
    token = scene.parse.tokens[i]
    prep = scene.parse.tokens[token.head]
    return (
        token.lemma in {"support", "help", "backing", "assistance", "aid"}
        and token.dep == "pobj"
        and prep.lemma == "with"
        and scene.parse.tokens[prep.head].pos == "VERB"
    )


def _unmentioned(scene: Scene, noun: Token) -> bool:
    """ "It did not mention civilian casualties": nothing is told of them."""
    verb = scene.parse.tokens[noun.head]
    return (
        noun.dep == "dobj"
        and verb.lemma in {"mention", "discuss", "address"}
        and bool(children(scene.parse, verb.i, "neg"))
    )


def _violent_near(scene: Scene, i: int) -> bool:
    sentence = scene.parse.tokens[i].sentence
    near = [
        scene.parse.sentences[n] for n in (sentence - 1, sentence, sentence + 1) if 0 <= n < len(scene.parse.sentences)
    ]
    tokens = scene.parse.tokens
    ill = {
        k for s in near for k in range(s.first, s.last) if tokens[max(0, k - 1)].lemma.lower() in word_class("medical")
    }
    if _of_illness(scene, i):
        return False
    lemmas = {tokens[k].lemma.lower() for s in near for k in range(s.first, s.last) if k not in ill}
    return bool(lemmas & (word_class("means") | word_class("armed") | {"kill", "wound", "shell", "bomb", "attack"}))


def _of_illness(scene: Scene, i: int) -> bool:
    """ "Died of cancer", "died of a heart attack"."""
    inner = [
        p
        for a in children(scene.parse, i, "prep")
        if a.lemma in {"of", "from"}
        for p in children(scene.parse, a.i, "pobj")
    ]
    medical = {t.lemma.lower() for p in inner for t in (p, *children(scene.parse, p.i, "compound", "amod"))}
    return bool(medical & (word_class("illness") | word_class("medical")))

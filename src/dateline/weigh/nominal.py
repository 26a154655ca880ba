"""Above a noun: what the verb, preposition or noun that holds it says of what it names."""

from dataclasses import replace

from dateline.records import Parse, Token
from dateline.syntax import children, subtree
from dateline.vocab import Tense
from dateline.weigh.lexicon import Effect, governing, idioms, light, spoken, transparent, within
from dateline.weigh.nearby import STOP, Link, governs, local, verbal
from dateline.weigh.verbal import finite, is_infinitive

_DEFINITE = {"the", "this", "that", "these", "those", "both", "his", "her", "its", "their"}
_CARRY_THROUGH = {
    "engage",
    "participate",
    "result",
    "lead",
    "take",
    "carry",
    "resort",
    "join",
    "help",
    "consist",
    "turn",
}
_MAKES_PAST = {"after", "during", "following", "since", "amid", "despite"}


def definite(parse: Parse, i: int) -> bool:
    """Whether the noun is put as known: "the attack", "their attack", "Friday's attack"."""
    return any(t.text.lower() in _DEFINITE or t.dep == "poss" for t in children(parse, i, "det", "poss"))


def from_noun(parse: Parse, token: Token) -> Link:
    head = parse.tokens[token.head]
    if token.dep == "appos":
        return head.i, (), True
    if token.dep in {"compound", "nmod"}:
        effect = governs(head) if head.pos == "NOUN" else None
        return (head.i, (effect,), True) if effect else STOP
    if token.dep == "attr":
        return _predicate(parse, head)
    if token.dep in {"dobj", "nsubjpass", "dative", "oprd"}:
        return _object(parse, token, head)
    if token.dep == "nsubj":
        return _subject(parse, token, head)
    if token.dep == "pobj":
        return _in_phrase(parse, token, head)
    return STOP


def _predicate(parse: Parse, be: Token) -> Link:
    """ "The decision is a withdrawal": what is decided lies ahead; "there was an attack": as sure as the verb."""
    for subject in children(parse, be.i, "nsubj"):
        effect = governs(subject)
        if effect and effect.tense:
            return be.i, (effect,), True
    return be.i, (), True


def _object(parse: Parse, token: Token, verb: Token) -> Link:
    effect = governs(verb)
    idiom = _idiom(parse, verb)
    if idiom:
        return None, (idiom,), True
    if verb.lemma in {"see", "have"} and any(t.text.lower() == "as" for t in children(parse, verb.i, "prep")):
        return STOP
    if verb.lemma in {"push", "press", "call"} and children(parse, verb.i, "prt", "advmod"):
        particles = {t.text.lower() for t in children(parse, verb.i, "prt", "advmod")}
        effect = None if particles & {"back", "out"} else effect  # "pushed back an attack" wishes for none
    if effect and effect.group == "undone" and token.lemma.lower() in spoken():
        return STOP
    if effect and not (
        effect.group in {"reported", "planned", "wished"}
        and definite(parse, token.i)
        and _past(parse, verb)
        and effect.group != "planned"
    ):
        return verb.i, (effect,), True
    if verb.lemma in light():
        return verb.i, (), True
    return _loosely(parse, token, verb)


def _past(parse: Parse, verb: Token) -> bool:
    return finite(parse, verb.i) is Tense.PAST


def _idiom(parse: Parse, verb: Token) -> Effect | None:
    for link in (parse.tokens[j] for j in subtree(parse, verb.i) if parse.tokens[j].dep == "prep"):
        for noun in children(parse, link.i, "pobj"):
            tense = idioms().get(f"{link.lemma.lower()} {noun.lemma.lower()}")
            if tense:
                return Effect("idiom", tense=tense, cue=noun.i)
    return None


def _loosely(parse: Parse, token: Token, verb: Token) -> Link:
    """A noun put as new shares the unreality of its verb ("will answer with attacks"); a known one does not."""
    if definite(parse, token.i) or not verbal(verb):
        return STOP
    unreal = finite(parse, verb.i) in {Tense.FUTURE, Tense.HYPOTHETICAL} or is_infinitive(parse, verb.i)
    return (verb.i, (), True) if unreal else STOP


def _subject(parse: Parse, token: Token, verb: Token) -> Link:
    idiom = _idiom(parse, verb)
    if idiom:
        return None, (idiom,), True
    effect = governing("verbs").get(verb.lemma.lower())
    if effect and effect.group == "goes_on":
        now = finite(parse, verb.i) in {Tense.HABITUAL, Tense.ONGOING}
        return verb.i, (replace(effect, cue=verb.i),) if now else (), True
    if verb.lemma == "be":
        for quality in children(parse, verb.i, "acomp", "attr"):
            governed = governing("adjectives").get(quality.lemma) or next(
                iter(within().get(quality.text.lower(), ())), None
            )
            if governed:
                return None, (replace(governed, cue=quality.i), *local(parse, verb.i)), True
        return STOP
    return (verb.i, (), True) if verb.lemma in light() else STOP


def _in_phrase(parse: Parse, token: Token, link: Token) -> Link:
    head = parse.tokens[link.head]
    if link.lemma.lower() in _MAKES_PAST:
        return STOP
    effect = governs(head)
    if (
        effect
        and (not verbal(head) or effect.group not in {"ended", "goes_on", "done", "reported"})
        and link.lemma not in {"in", "at", "by", "with", "during", "near"}
    ):
        return head.i, (effect,), True
    if head.pos == "NOUN" and head.lemma.lower() in transparent():
        return head.i, (), True
    if head.lemma in {"case", "event"} and link.lemma == "of":
        return None, (Effect("condition", tense=Tense.HYPOTHETICAL, cue=head.i),), True
    if (
        verbal(head)
        and (head.lemma in _CARRY_THROUGH or head.lemma in light())
        and link.lemma in {"in", "to", "out", "with", "of", "for"}
    ):
        return (head.i, (), True) if not definite(parse, token.i) or head.lemma in _CARRY_THROUGH else STOP
    return _loosely(parse, token, head)

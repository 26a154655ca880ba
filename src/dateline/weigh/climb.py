"""The climb from a trigger to the root of its sentence, one step a word, each with its effects."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.records import Parse, Token
from dateline.syntax import children, subtree
from dateline.vocab import Modality, Tense
from dateline.weigh.lexicon import Effect, governing, idioms, light, opens, spoken, transparent, within
from dateline.weigh.verbal import finite, is_infinitive

_MODIFIERS = ("neg", "aux", "auxpass", "advmod", "amod", "det", "mark", "preconj", "npadvmod", "compound")
_NOBODY = {"nobody", "none", "nothing", "neither", "no"}
_BEFORE = ("without", "instead of", "rather than", "in case of", "in the event of", "far from", "short of")
_IF = {"if", "unless", "lest", "provided", "whether", "until"}
_LATER = {"when", "once", "before", "after", "until", "till", "as"}
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


@dataclass(frozen=True, slots=True)
class Step:
    """One word of the climb: its effects, the tense of its own form, and whether it is the root."""

    i: int
    effects: tuple[Effect, ...]
    tense: Tense | None
    root: bool = False


def climb(parse: Parse, i: int, headline: bool = False) -> Iterator[Step]:
    """The steps from token ``i`` upwards, as far as what stands above acts on it."""
    at: int | None = i
    local = True
    for _ in range(40):
        if at is None:
            return
        token = parse.tokens[at]
        own = tuple(_local(parse, at)) if local else ()
        tense = _seen_from(parse, token, finite(parse, at, headline)) if verbal(token) else None
        above, effects, local = _link(parse, token)
        yield Step(at, (*own, *effects), tense, root=token.head == token.i)
        at = above


def _seen_from(parse: Parse, token: Token, tense: Tense | None) -> Tense | None:
    """A "would" under a past verb of saying is a future seen from then, unless a condition hangs on it."""
    told = token.dep == "ccomp" and parse.tokens[token.head].tag in {"VBD", "VBN"}
    conditional = any(
        t.text.lower() in _IF for c in children(parse, token.i, "advcl") for t in children(parse, c.i, "mark")
    )
    perfect = any(t.lemma == "have" for t in children(parse, token.i, "aux"))
    if tense is Tense.HYPOTHETICAL and told and not conditional and not perfect:
        return (
            Tense.FUTURE if any(t.text.lower() in {"would", "'d"} for t in children(parse, token.i, "aux")) else tense
        )
    return tense


def verbal(token: Token) -> bool:
    """Whether the token is a verb or auxiliary."""
    return token.pos in {"VERB", "AUX"}


def _local(parse: Parse, i: int) -> Iterator[Effect]:
    """What the modifiers of the word do to it."""
    for child in children(parse, i, *_MODIFIERS):
        if child.dep == "mark" and child.text.lower() in _IF:
            continue
        yield from _said(parse, child)
    yield from _before(parse, i)
    open_ = _left_open(parse, parse.tokens[i])
    if open_:
        yield open_
    if _ordered(parse, parse.tokens[i]):
        yield Effect("imperative", modality=Modality.REQUIRED, tense=Tense.FUTURE, cue=i)
    if verbal(parse.tokens[i]):
        for child in children(parse, i, "nsubj", "nsubjpass", "dobj", "attr"):
            first = [child, *children(parse, child.i, "det", "neg")]
            none = next((t for t in first if t.lemma.lower() in _NOBODY), None)
            if none and not (child.dep == "nsubj" and none.lemma == "neither" and child.i != none.i):
                yield Effect("negation", flip=True, cue=none.i)
                return


def _left_open(parse: Parse, token: Token) -> Effect | None:
    """ "Raises the possibility of": the clause claims no more than that it is possible."""
    if token.lemma not in opens("verbs") or not verbal(token):
        return None
    found = [t for t in children(parse, token.i, "dobj", "attr", "nsubjpass") if t.lemma in opens("nouns")]
    return Effect("open", modality=Modality.POSSIBLE, cue=found[0].i) if found else None


def _ordered(parse: Parse, token: Token) -> bool:
    """An imperative: a bare verb at the root or joined to one, with nobody to do it."""
    top = token
    while top.dep == "conj" and top.tag == "VB":
        top = parse.tokens[top.head]
    if token.tag != "VB" or top.dep not in {"ROOT", "ccomp", "parataxis"} or top.tag != "VB":
        return False
    return not any(children(parse, t.i, "nsubj", "nsubjpass", "aux", "auxpass", "expl", "csubj") for t in (token, top))


def _said(parse: Parse, child: Token) -> Iterator[Effect]:
    table = within()
    found = [parse.tokens[j].text.lower() for j in subtree(parse, child.i)]
    effects = table.get(" ".join(found)) if len(found) <= 4 else None
    effects = effects or table.get(child.text.lower(), ())
    for effect in effects:
        if child.dep in {"aux", "auxpass"} and effect.group in {"future", "hypothetical"}:
            continue  # the verb's own form says so already
        yield replace(effect, cue=child.i)


def _before(parse: Parse, i: int) -> Iterator[Effect]:
    """A preposition that undoes its object: "without firing", "instead of an attack"."""
    first = min(subtree(parse, i))
    before = " ".join(t.text.lower() for t in parse.tokens[max(0, first - 4) : first])
    for phrase in _BEFORE:
        if before == phrase or before.endswith(f" {phrase}"):
            for effect in within().get(phrase, within()["without"]):
                yield replace(effect, cue=first - 1)


Link = tuple[int | None, tuple[Effect, ...], bool]  # the next word, what acts on this one, and whether its modifiers do
STOP: Link = (None, (), True)


def _link(parse: Parse, token: Token) -> Link:
    if token.head == token.i:
        return STOP
    if token.dep == "conj":
        return _conjunct(parse, token)
    if verbal(token) and token.dep not in {"attr", "dobj", "pobj", "nsubj", "nsubjpass", "compound", "amod"}:
        return _from_verb(parse, token)
    return _from_noun(parse, token)


def _conjunct(parse: Parse, token: Token) -> Link:
    """A coordinated word shares what governs the first one; a bare verb shares its auxiliaries too."""
    head = parse.tokens[token.head]
    if not verbal(token):
        return token.head, (), not verbal(head) and not children(parse, token.i, "det")
    own = children(parse, token.i, "nsubj", "nsubjpass", "aux", "auxpass")
    shares = verbal(head) and not own and token.tag in {"VB", "VBN", "VBG"}
    return (token.head, (), True) if shares else _past_head(parse, head)


def _past_head(parse: Parse, head: Token) -> Link:
    """What governs the first conjunct, without its own modifiers."""
    return _link(parse, head) if head.dep in {"ccomp", "xcomp", "advcl", "acl", "conj"} else STOP


def _from_verb(parse: Parse, token: Token) -> Link:
    head = parse.tokens[token.head]
    if token.dep in {"ccomp", "xcomp", "oprd"}:
        return _complement(parse, token, head)
    if token.dep == "acl" and is_infinitive(parse, token.i):
        effect = _governs(head) or Effect("purpose", tense=Tense.HYPOTHETICAL, cue=token.i)
        return head.i, (effect,), True
    if token.dep == "acl" and any(t.text.lower() == "that" for t in children(parse, token.i, "mark")):
        return None, tuple(_told(parse, head)), True
    if token.dep == "acl":
        return _participle(parse, token)
    if token.dep == "advcl":
        return _adverbial(parse, token, head)
    if token.dep == "pcomp":
        return _behind_preposition(parse, token, head)
    if token.dep == "csubj":
        return None, (Effect("subject", tense=Tense.HYPOTHETICAL, cue=head.i),), True
    return STOP


def _told(parse: Parse, noun: Token) -> Iterator[Effect]:
    """ "Denied the report that", "the claim that": what the noun says of its clause, and what its verb makes of it."""
    effect, verb = _governs(noun), parse.tokens[noun.head]
    if effect and effect.group in {"undone", "doubted", "reported", "wished"}:
        yield effect
    above = _governs(verb) if noun.dep == "dobj" and verbal(verb) else None
    if above and above.group in {"undone", "doubted"}:
        yield above


def _participle(parse: Parse, token: Token) -> Link:
    """ "Convoys looting oil have been seen": a bare participle takes the tense of the clause around its noun."""
    if token.tag != "VBG":
        return STOP
    at = parse.tokens[token.head]
    while at.head != at.i and not verbal(at):
        at = parse.tokens[at.head]
    tense = finite(parse, at.i) if verbal(at) else None
    return None, (Effect("around", tense=tense if tense is not Tense.HYPOTHETICAL else None),), True


def _complement(parse: Parse, token: Token, head: Token) -> Link:
    effect = _governs(head, token)
    if effect is None and token.dep == "xcomp" and _too_much(parse, head):
        effect = Effect("too", flip=True, cue=head.i)
    if head.lemma == "have" and any(t.text.lower() == "yet" for t in children(parse, head.i, "advmod")):
        effect = Effect("yet", flip=True, cue=head.i)
    bare = (
        token.dep != "ccomp"
        or is_infinitive(parse, token.i)
        or (token.tag in {"VBG", "VB"} and not children(parse, token.i, "aux"))
    )
    if not bare:
        return None, tuple(_finite_complement(parse, token, head, effect)), True
    return head.i, (effect,) if effect else (), True


def _finite_complement(parse: Parse, token: Token, head: Token, effect: Effect | None) -> Iterator[Effect]:
    """ "denied that", "doubts that", "does not think that"; a "would" under a past verb is a future seen from then."""
    if any(t.text.lower() in {"if", "whether"} for t in children(parse, token.i, "mark")):
        yield Effect("possible", modality=Modality.POSSIBLE, cue=head.i)
    behind = token.i > head.i  # "they accused the army; it rejected this" is no complement, whatever the parse says
    if effect and behind and effect.group in {"undone", "doubted", "reported"}:
        yield effect
        if effect.group == "reported":
            yield from (e for e in _local(parse, head.i) if e.flip)
    elif effect and effect.group == "wished" and head.lemma not in {"mean", "help"}:
        yield replace(effect, cue=head.i)


def _adverbial(parse: Parse, token: Token, head: Token) -> Link:
    marks = [t for t in children(parse, token.i, "mark", "advmod") if t.text.lower() in _IF]
    later = [t for t in children(parse, token.i, "mark", "advmod") if t.text.lower() in _LATER]
    if later and token.tag in {"VBZ", "VBP"} and finite(parse, head.i) is Tense.FUTURE:
        return None, (Effect("later", tense=Tense.FUTURE, cue=later[0].i),), True
    if _in_subject_list(parse, token):
        return None, (Effect("subject", tense=Tense.HYPOTHETICAL, cue=head.i),), True
    if _too_much(parse, head) and is_infinitive(parse, token.i):
        return None, (Effect("too", flip=True, cue=head.i),), True
    if marks:
        return None, (Effect("condition", tense=Tense.HYPOTHETICAL, cue=marks[0].i),), True
    if is_infinitive(parse, token.i):
        return None, (_governs(head, token) or Effect("purpose", tense=Tense.HYPOTHETICAL, cue=token.i),), True
    if token.tag in {"VBG", "VBN"} and not children(parse, token.i, "mark", "aux", "auxpass"):
        return None, (Effect("around", tense=finite(parse, head.i) if verbal(head) else None),), True
    return STOP


def _in_subject_list(parse: Parse, token: Token) -> bool:
    """ "Leaving Iraq, holding Syria and arming allies are reasons": a gerund listed before the one that is parsed."""
    if token.tag != "VBG" or token.i == 0 or parse.tokens[token.i - 1].text != ",":
        return False
    later = [t for t in parse.tokens[token.i + 1 : token.i + 40] if t.sentence == token.sentence and t.dep == "csubj"]
    return any(t.tag == "VBG" and t.head > t.i and parse.tokens[t.i - 1].text == "," for t in later)


def _too_much(parse: Parse, head: Token) -> bool:
    """ "Too weak to fight": it did not come to it."""
    return any(t.text.lower() == "too" for t in children(parse, head.i, "advmod"))


def _behind_preposition(parse: Parse, token: Token, link: Token) -> Link:
    """ "accused of shelling", "prevented from entering", "by firing", "plans for retaking the town"."""
    head = parse.tokens[link.head]
    effect = _governs(head)
    if effect and (effect.group != "undone" or link.lemma in {"from", "of"}):
        return head.i, (effect,), True
    if link.lemma in {"before", "for", "about", "on", "against", "to"}:
        return (None, (), True) if link.lemma != "to" else (head.i, (), True)
    return (head.i, (), True) if verbal(head) and link.lemma in {"by", "in", "while"} else STOP


def _governs(head: Token, child: Token | None = None) -> Effect | None:
    """What the head does to what depends on it."""
    part = "verbs" if verbal(head) else "adjectives" if head.pos == "ADJ" else "nouns"
    effect = governing(part).get(head.lemma.lower())
    if effect is None and part == "verbs":
        effect = governing("adjectives").get(head.text.lower())
    if effect and head.lemma == "go" and head.tag != "VBG":
        return None
    if effect and effect.group == "ended" and child is not None and child.tag != "VBG":
        return None
    return replace(effect, cue=head.i) if effect else None


def definite(parse: Parse, i: int) -> bool:
    """Whether the noun is put as known: "the attack", "their attack", "Friday's attack"."""
    return any(t.text.lower() in _DEFINITE or t.dep == "poss" for t in children(parse, i, "det", "poss"))


def _from_noun(parse: Parse, token: Token) -> Link:
    head = parse.tokens[token.head]
    if token.dep == "appos":
        return head.i, (), True
    if token.dep in {"compound", "nmod"}:
        effect = _governs(head) if head.pos == "NOUN" else None
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
        effect = _governs(subject)
        if effect and effect.tense:
            return be.i, (effect,), True
    return be.i, (), True


def _object(parse: Parse, token: Token, verb: Token) -> Link:
    effect = _governs(verb)
    idiom = _idiom(parse, verb)
    if idiom:
        return None, (idiom,), True
    if verb.lemma in {"see", "have"} and any(t.text.lower() == "as" for t in children(parse, verb.i, "prep")):
        return STOP
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
                return None, (replace(governed, cue=quality.i), *_local(parse, verb.i)), True
        return STOP
    return (verb.i, (), True) if verb.lemma in light() else STOP


def _in_phrase(parse: Parse, token: Token, link: Token) -> Link:
    head = parse.tokens[link.head]
    if link.lemma.lower() in _MAKES_PAST:
        return STOP
    effect = _governs(head)
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

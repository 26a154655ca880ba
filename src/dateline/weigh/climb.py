"""The climb from a trigger to the root of its sentence, one step a word, each with its effects."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.records import Parse, Token
from dateline.syntax import children, subtree
from dateline.vocab import Modality, Tense
from dateline.weigh.held import held_to_be
from dateline.weigh.lexicon import Effect, keeping, proofs, proving
from dateline.weigh.nearby import IF, STOP, Link, governs, local, verbal
from dateline.weigh.nominal import from_noun
from dateline.weigh.verbal import finite, is_infinitive, is_to, subjunctive

_ODDS = {"likelihood", "probability", "chance"}
_HIGH = {"strong", "high", "good", "great", "every", "considerable"}
_FAILED = {"fail", "collapse", "founder", "fizzle", "backfire"}
_FOILED = {"foil", "thwart", "repel", "repulse", "frustrate", "abort", "defeat", "abandon", "beat", "rebuff"}
_NOTHING = {"failure", "nothing", "naught", "defeat", "disaster", "fiasco"}
_VAIN = {"vain", "vainly", "unsuccessfully", "fruitlessly", "success", "avail"}
_LATER = {"when", "once", "before", "after", "until", "till", "as"}


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
    beside = True
    for _ in range(40):
        if at is None:
            return
        token = parse.tokens[at]
        own = tuple(local(parse, at)) if beside else ()
        tense = _seen_from(parse, token, finite(parse, at, headline)) if verbal(token) else None
        above, effects, beside = _link(parse, token)
        yield Step(at, (*own, *effects), tense, root=token.head == token.i)
        at = above


def _seen_from(parse: Parse, token: Token, tense: Tense | None) -> Tense | None:
    """A "would" under a past verb of saying is a future seen from then, unless a condition hangs on it."""
    told = token.dep == "ccomp" and parse.tokens[token.head].tag in {"VBD", "VBN"}
    conditional = any(
        t.text.lower() in IF for c in children(parse, token.i, "advcl") for t in children(parse, c.i, "mark")
    )
    perfect = any(t.lemma == "have" for t in children(parse, token.i, "aux"))
    if tense is Tense.HYPOTHETICAL and told and not conditional and not perfect:
        return (
            Tense.FUTURE if any(t.text.lower() in {"would", "'d"} for t in children(parse, token.i, "aux")) else tense
        )
    return tense


def _link(parse: Parse, token: Token) -> Link:
    if token.head == token.i:
        return STOP
    if token.dep == "conj":
        return _conjunct(parse, token)
    if verbal(token) and token.dep not in {"attr", "dobj", "pobj", "nsubj", "nsubjpass", "compound", "amod"}:
        return _from_verb(parse, token)
    return from_noun(parse, token)


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
    if is_infinitive(parse, token.i) and (token.dep == "acl" or (token.dep == "relcl" and head.lemma == "time")):
        effect = governs(head) or Effect("purpose", tense=Tense.HYPOTHETICAL, cue=token.i)
        return head.i, (effect, *_came_to_nothing(parse, head)), True
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


def _came_to_nothing(parse: Parse, noun: Token) -> Iterator[Effect]:
    """ "Three attempts to seize the bridge, all of which failed"."""
    effect = governs(noun)
    if effect is None or effect.group != "wished":
        return
    after = [t for t in (parse.tokens[i] for i in subtree(parse, noun.i)) if t.dep == "relcl"]
    after += [parse.tokens[noun.head]] if noun.dep in {"nsubj", "nsubjpass"} else []
    failed = (t for t in after if _failed(parse, t) and not children(parse, t.i, "xcomp", "neg"))
    yield from (Effect("failed", flip=True, cue=t.i) for t in failed)


def _failed(parse: Parse, verb: Token) -> bool:
    """ "Failed", "ended in failure", "came to nothing", "was foiled"."""
    passive = bool(children(parse, verb.i, "auxpass")) and verb.lemma in _FOILED
    ends = (t for p in children(parse, verb.i, "prep") for t in children(parse, p.i, "pobj"))
    nothing = verb.lemma in {"end", "come", "result"} and any(t.lemma.lower() in _NOTHING for t in ends)
    return verb.lemma in _FAILED or passive or nothing


def _in_vain(parse: Parse, verb: Token) -> int | None:
    """The word by which an attempt came to nothing: "tried in vain to", "sought without success to"."""
    after = (t for p in children(parse, verb.i, "prep") for t in children(parse, p.i, "pobj", "pcomp", "amod"))
    vain = [t for t in (*children(parse, verb.i, "advmod"), *after) if t.lemma.lower() in _VAIN]
    without = any(t.text.lower() == "without" for t in children(parse, verb.i, "prep"))
    return vain[0].i if vain and (vain[0].lemma.lower() != "success" or without) else None


def _beaten(parse: Parse, verb: Token) -> int | None:
    """ "Tried to seize it but were beaten back", "tried to land but failed"."""
    but = any(t.text.lower() == "but" for t in children(parse, verb.i, "cc"))
    after = (
        t for t in children(parse, verb.i, "conj") if but and not children(parse, t.i, "nsubj", "nsubjpass", "neg")
    )
    return next((t.i for t in after if _failed(parse, t)), None)


def _told(parse: Parse, noun: Token) -> Iterator[Effect]:
    """ "Denied the report that", "the claim that": what the noun says of its clause, and what its verb makes of it."""
    effect, verb = governs(noun), parse.tokens[noun.head]
    if noun.lemma in _ODDS and any(t.lemma.lower() in _HIGH for t in children(parse, noun.i, "amod", "det")):
        effect = Effect("likely", modality=Modality.PROBABLE, cue=noun.i)
        yield effect
    none = next((e.cue for e in local(parse, noun.i) if e.flip), None)
    if noun.lemma in proofs() and none is not None:
        yield Effect("unproven", modality=Modality.POSSIBLE, cue=none)
    if effect and effect.group in {"undone", "doubted", "reported", "wished"}:
        yield effect
    above = governs(verb) if noun.dep == "dobj" and verbal(verb) else None
    if above and above.group in {"undone", "doubted"}:
        yield above


def _participle(parse: Parse, token: Token) -> Link:
    """ "Convoys looting oil have been seen": a bare participle takes the tense of the clause around its noun."""
    if token.tag == "VBN" and _asked_of(parse, token):
        return parse.tokens[token.head].head, (), True
    if token.tag != "VBG":
        return STOP
    at = parse.tokens[token.head]
    while at.head != at.i and not verbal(at):
        at = parse.tokens[at.head]
    tense = finite(parse, at.i) if verbal(at) else None
    return None, (Effect("around", tense=tense if tense is not Tense.HYPOTHETICAL else None),), True


def _asked_of(parse: Parse, token: Token) -> bool:
    """ "Were the hostages tortured …?": the verb of a question that the parse hangs on its subject."""
    noun = parse.tokens[token.head]
    be = parse.tokens[noun.head]
    return noun.dep == "nsubj" and be.lemma == "be" and be.i < noun.i and be.head == be.i


def _complement(parse: Parse, token: Token, head: Token) -> Link:
    effect = governs(head, token)
    vain = _in_vain(parse, head) if effect and effect.group == "wished" else None
    beaten = _beaten(parse, head) if effect and effect.group == "wished" else None
    if effect and beaten is not None:
        return head.i, (effect, Effect("failed", flip=True, cue=beaten)), True
    if vain is not None:
        return head.i, (Effect("failed", flip=True, cue=vain),), True
    if effect is None and head.lemma == "be" and is_infinitive(parse, token.i):
        said = (governs(q) for q in children(parse, head.i, "acomp") if q.i < token.i)
        effect = next((e for e in said if e), None)  # "it is necessary to withdraw", the clause hung on "is"
    if (
        token.dep == "xcomp"
        and head.lemma == "use"
        and head.tag == "VBD"
        and is_infinitive(parse, token.i)
        and not children(parse, head.i, "dobj")
    ):
        return None, (Effect("used", tense=Tense.HABITUAL, cue=head.i),), True
    if effect and effect.group == "duty" and finite(parse, head.i) is Tense.PAST:
        effect = None  # "was obliged to withdraw": and did
    if effect is None and token.dep == "xcomp" and is_to(parse, head, token):
        return None, (Effect("is to", tense=Tense.FUTURE, cue=head.i),), True
    if effect is None and token.dep == "xcomp" and _too_much(parse, head):
        effect = Effect("too", flip=True, cue=head.i)
    if head.lemma == "have" and any(t.text.lower() == "yet" for t in children(parse, head.i, "advmod")):
        effect = Effect("yet", flip=True, cue=head.i)
    if token.dep == "ccomp" and subjunctive(parse, token.i):
        return head.i, (effect or Effect("subjunctive", tense=Tense.HYPOTHETICAL, cue=head.i),), True
    bare = (
        token.dep != "ccomp"
        or is_infinitive(parse, token.i)
        or (token.tag in {"VBG", "VB"} and not children(parse, token.i, "aux"))
    )
    held = held_to_be(parse, token, head) if not bare else ()
    if held:
        return None, held, True
    if not bare:
        return None, tuple(_finite_complement(parse, token, head, effect)), True
    return head.i, (effect,) if effect else (), True


def _finite_complement(parse: Parse, token: Token, head: Token, effect: Effect | None) -> Iterator[Effect]:
    """ "denied that", "doubts that", "does not think that"; a "would" under a past verb is a future seen from then."""
    if any(t.text.lower() in {"if", "whether"} for t in children(parse, token.i, "mark")):
        yield Effect("possible", modality=Modality.POSSIBLE, cue=head.i)
    unproven = next((e.cue for e in local(parse, head.i) if e.flip), None) if head.lemma in proving() else None
    if unproven is not None:
        yield Effect("unproven", modality=Modality.POSSIBLE, cue=unproven)
    # "they accused the army; it rejected this", "a man was seized; a ransom was demanded" is no complement,
    # whatever the parse says.
    behind = token.i > head.i
    if effect and behind and effect.group in {"undone", "doubted", "reported"}:
        yield effect
        if effect.group == "reported":
            yield from (e for e in local(parse, head.i) if e.flip)
    elif effect and behind and head.lemma == "suggest":
        yield Effect("suggested", modality=Modality.PROBABLE, cue=head.i)  # "cables suggest that they knew"
    elif effect and behind and effect.group == "wished" and head.lemma not in {"mean", "help"}:
        yield replace(effect, cue=head.i)


def _adverbial(parse: Parse, token: Token, head: Token) -> Link:
    marks = [t for t in children(parse, token.i, "mark", "advmod") if t.text.lower() in IF]
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
        return None, (governs(head, token) or Effect("purpose", tense=Tense.HYPOTHETICAL, cue=token.i),), True
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
    """ "accused of shelling", "prevented from entering", "by firing", "plans for retaking the town", "comment
    on whether it fired"."""
    head = parse.tokens[link.head]
    if any(t.text.lower() in {"if", "whether"} for t in children(parse, token.i, "mark")):
        return None, (Effect("possible", modality=Modality.POSSIBLE, cue=link.i),), True
    if link.lemma == "from" and head.lemma in keeping() and children(parse, head.i, "dobj", "nsubjpass"):
        return head.i, (Effect("kept", flip=True, cue=head.i),), True
    effect = governs(head)
    if effect and (effect.group != "undone" or link.lemma in {"from", "of"}):
        return head.i, (effect,), True
    if link.lemma in {"before", "for", "about", "on", "against", "to"}:
        return (None, (), True) if link.lemma != "to" else (head.i, (), True)
    return (head.i, (), True) if verbal(head) and link.lemma in {"by", "in", "while"} else STOP

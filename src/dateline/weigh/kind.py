"""What sort of claim a clause makes: event, state, cause, value, forecast or policy."""

from collections.abc import Sequence

from dateline.records import Certainty, Claim, CueMark, Parse, Token
from dateline.syntax import children, head_of, subtree, tokens_in
from dateline.vocab import Kind, Modality, Stance, Tense
from dateline.weigh.lexicon import argument, governing, light
from dateline.weigh.verbal import is_infinitive, is_to

_PLANNED = {Stance.ANNOUNCES, Stance.PROMISES, Stance.THREATENS, Stance.INTENDS, Stance.DEMANDS, Stance.ASKS}
_AHEAD = {Tense.FUTURE, Tense.HYPOTHETICAL}


def head_at(parse: Parse, claim: Claim) -> int | None:
    """The token that carries the claim: its trigger's head, or the main verb of its clause."""
    if claim.event:
        return head_of(parse, claim.event.trigger.start, claim.event.trigger.end)
    inside = tokens_in(parse, claim.span.start, claim.span.end)
    indices = {t.i for t in inside}
    tops = [t for t in inside if t.head not in indices or t.head == t.i]
    verbs = [t for t in tops if t.pos in {"VERB", "AUX"}] or tops
    return max(verbs, key=lambda t: len(subtree(parse, t.i))).i if verbs else None


_SEEMS = {"seem", "appear"}
_FORETELLS = {"likely", "certain", "sure", "bound", "expected", "set", "poised", "due", "slated", "scheduled"}


def foretold(parse: Parse, i: int) -> int:
    """The infinitive that "is likely to", "is bound to", "seems to" only introduce; else the verb itself."""
    arranged = [t.i for t in children(parse, i, "xcomp") if is_to(parse, parse.tokens[i], t)]
    below = [q for q in (parse.tokens[i], *children(parse, i, "acomp")) if _looks_ahead(q) or q.lemma in _SEEMS]
    acts = [t.i for q in below for t in children(parse, q.i, "xcomp") if is_infinitive(parse, t.i)]
    return next(iter([*arranged, *acts]), i)


def _looks_ahead(token: Token) -> bool:
    effect = governing("adjectives").get(token.text.lower())
    return effect is not None and effect.tense is Tense.FUTURE and token.text.lower() in _FORETELLS


def kind_of(parse: Parse, claim: Claim, certainty: Certainty, cues: Sequence[CueMark], i: int | None) -> Kind:
    """The kind of the claim whose head is token ``i``; ``cues`` are those inside its clause."""
    if i is None:
        return claim.kind
    if claim.event and (claim.event.type is not None or not _argues(parse, i)):
        return _of_event(parse, claim, certainty, cues, i)
    return _of_clause(parse, claim, certainty, cues, i)


def _of_event(parse: Parse, claim: Claim, certainty: Certainty, cues: Sequence[CueMark], i: int) -> Kind:
    if parse.tokens[i].pos != "VERB":
        return Kind.FORECAST if _subject_of_future(parse, i) else claim.kind
    words = {t.text.lower() for t in children(parse, i, "aux")}
    if words & {"must", "should", "ought"} and certainty.tense is Tense.FUTURE:
        return Kind.POLICY
    planned = bool(claim.attribution) and claim.attribution[-1].stance in _PLANNED
    if words & {"will", "'ll", "wo"} and not planned and certainty.tense is Tense.FUTURE:
        return Kind.FORECAST
    framed = _framed(parse, cues, i) if certainty.tense in _AHEAD and not planned else set()
    return Kind.POLICY if "policy" in framed else Kind.FORECAST if "forecast" in framed else claim.kind


def _framed(parse: Parse, cues: Sequence[CueMark], i: int) -> set[str]:
    """The categories of the cues that take the infinitive ``i``: "need to send", "it is time to lift", "likely to"."""
    above = parse.tokens[parse.tokens[i].head]
    if above.tag == "VBD" or not is_infinitive(parse, i):
        return set()
    return {c.category for c in cues if c.first <= above.i <= c.last and c.category in {"policy", "forecast"}}


def _subject_of_future(parse: Parse, i: int) -> bool:
    """ "The talks will lead nowhere": about the event, the clause only foretells."""
    token = parse.tokens[i]
    while token.dep == "conj":
        token = parse.tokens[token.head]
    verb = parse.tokens[token.head]
    told = {t.text.lower() for t in children(parse, verb.i, "aux")} & {"will", "'ll", "wo"}
    return token.dep == "nsubj" and bool(told) and verb.lemma not in light()


def _argues(parse: Parse, i: int) -> bool:
    """Whether an untyped trigger only links or judges: a copula, a verb of causing, a word of judgement."""
    token = parse.tokens[i]
    known = (
        argument("cause", "verbs")
        | argument("cause", "nouns")
        | argument("value", "verbs")
        | argument("value", "nouns")
    )
    return token.lemma in known or token.pos in {"AUX", "ADJ"} or token.lemma == "be"


def _of_clause(parse: Parse, claim: Claim, certainty: Certainty, cues: Sequence[CueMark], i: int) -> Kind:
    found = {c.category for c in cues}
    if _policy(parse, certainty, cues, i):
        return Kind.POLICY
    if _causal(parse, i) or _opens_as_ground(claim, cues):
        return Kind.CAUSE
    if ("forecast" in found and certainty.tense in _AHEAD) or _foretells(parse, i):
        return Kind.FORECAST
    if _judges(parse, i):
        return Kind.VALUE
    return Kind.STATE if claim.kind is Kind.EVENT and claim.event is None else claim.kind


def _foretells(parse: Parse, i: int) -> bool:
    """ "Another famine is inevitable": a noun that is said to be coming."""
    who = children(parse, i, "nsubj")
    said = [
        *children(parse, i, "acomp"),
        *(c for t in children(parse, i, "attr") for c in children(parse, t.i, "conj")),
    ]
    ahead = any(t.text.lower() in argument("forecast", "adjectives") for t in said)  # "is all but inevitable"
    return ahead and parse.tokens[i].tag in {"VBZ", "VBP"} and any(t.pos in {"NOUN", "PROPN"} for t in who)


def _policy(parse: Parse, certainty: Certainty, cues: Sequence[CueMark], i: int) -> bool:
    near = [c for c in cues if c.category == "policy"]
    if any(c.first >= i - 6 and c.last <= i + 3 for c in near):
        return certainty.modality in {Modality.REQUIRED, Modality.ASSERTED, Modality.POSSIBLE}
    root = parse.tokens[i]
    return root.head == root.i and root.tag == "VB" and not children(parse, i, "nsubj", "aux", "nsubjpass")


def _causal(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    acting = token.dep == "xcomp" or bool(children(parse, i, "nsubj", "nsubjpass", "csubj"))
    if token.pos == "VERB" and acting and _brings_about(parse, token):
        return True
    if token.lemma == "be" and any(_brings_about(parse, c) for c in children(parse, i, "csubj")):
        return True  # "what lay behind the coup was …"
    parts: list[Token] = [token, *children(parse, i, "nsubj", "attr", "acomp", "pobj")]
    parts += [p for q in parts for p in children(parse, q.i, "prep") for p in children(parse, p.i, "pobj")]
    return token.lemma == "be" and any(p.lemma in argument("cause", "nouns") for p in parts)


def _brings_about(parse: Parse, verb: Token) -> bool:
    """A verb of causing, some only with their particle or preposition: "led to", "brought about"; not "led the raid"."""
    known = argument("cause", "verbs")
    with_it = {f"{verb.lemma} {t.lemma.lower()}" for t in children(parse, verb.i, "prep", "prt")}
    return verb.lemma in known or bool(with_it & known)


def _opens_as_ground(claim: Claim, cues: Sequence[CueMark]) -> bool:
    """Whether the claim's own words open with "because": what brings it in ("evidence shows") makes no cause of it."""
    start = claim.span.start
    return any(c.category == "ground" and c.span.start <= start + 3 and c.span.end > start for c in cues)


def _only(parse: Parse, i: int) -> bool:
    """ "The only way to peace is a withdrawal", "the best hope is a truce"."""
    named = [s for s in children(parse, i, "nsubj") if s.lemma in argument("value", "nouns")]
    return any(t.lemma == "only" or t.tag == "JJS" for s in named for t in children(parse, s.i, "amod"))


def _judges(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    if token.lemma in argument("value", "verbs"):
        return True
    if token.lemma == "be" and _only(parse, i):
        return True
    for part in children(parse, i, "acomp", "attr", "oprd", "prep", "advmod"):
        words = [parse.tokens[j] for j in subtree(parse, part.i)][:12]
        lemmas = {w.lemma.lower() for w in words}
        if lemmas & (argument("value", "adjectives") | argument("value", "nouns")):
            return part.dep != "advmod"
        if part.dep in {"acomp", "attr"} and any(w.tag in {"JJS", "RBS", "JJR"} for w in words):
            return True
    return token.pos == "ADJ" and token.lemma in argument("value", "adjectives")

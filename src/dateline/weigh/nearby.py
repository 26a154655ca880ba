"""What acts on a word from where it stands: the modifiers beside it, and the word that governs it."""

from collections.abc import Iterator
from dataclasses import replace

from dateline.records import Parse, Token
from dateline.syntax import children, subtree
from dateline.vocab import Modality, Tense
from dateline.weigh.lexicon import Effect, governing, opens, within
from dateline.weigh.verbal import inverted, unable

_MODIFIERS = ("neg", "aux", "auxpass", "advmod", "amod", "det", "mark", "preconj", "npadvmod", "compound")
_NOBODY = {"nobody", "none", "nothing", "neither", "no"}
_HARDLY = {"hardly", "scarcely", "barely"}
_BEFORE = ("without", "instead of", "rather than", "in case of", "in the event of", "far from", "short of")
IF = {"if", "unless", "lest", "provided", "whether", "until"}
Link = tuple[int | None, tuple[Effect, ...], bool]  # the next word, what acts on this one, and whether its modifiers do
STOP: Link = (None, (), True)


def verbal(token: Token) -> bool:
    """Whether the token is a verb or auxiliary."""
    return token.pos in {"VERB", "AUX"}


def local(parse: Parse, i: int) -> Iterator[Effect]:
    """What the modifiers of the word do to it."""
    for child in children(parse, i, *_MODIFIERS):
        if child.dep == "mark" and child.text.lower() in IF:
            continue
        yield from _said(parse, child)
    yield from _before(parse, i)
    yield from _in_all_probability(parse, parse.tokens[i])
    open_ = _left_open(parse, parse.tokens[i])
    if open_:
        yield open_
    if _held(parse, parse.tokens[i]):
        yield Effect("held", modality=Modality.PROBABLE, cue=i)
    turned = inverted(parse, i)
    if turned is not None:
        yield Effect("condition", tense=Tense.HYPOTHETICAL, cue=turned)
    if _awaited(parse, parse.tokens[i]):
        yield Effect("awaited", tense=Tense.FUTURE, cue=i)
    if _ordered(parse, parse.tokens[i]):
        yield Effect("imperative", modality=Modality.REQUIRED, tense=Tense.FUTURE, cue=i)
    if verbal(parse.tokens[i]):
        for child in children(parse, i, "nsubj", "nsubjpass", "dobj", "attr"):
            first = [child, *children(parse, child.i, "det", "neg", "preconj")]
            none = next((t for t in first if t.lemma.lower() in _NOBODY), None) or _hardly_any(parse, child)
            if none:
                yield Effect("negation", flip=True, cue=none.i)
                return


def _in_all_probability(parse: Parse, token: Token) -> Iterator[Effect]:
    """A phrase of the table set beside the verb: "in all probability", "at no point"."""
    be = parse.tokens[token.head]
    at = (
        [token.i, be.i] if token.tag == "VBN" and be.lemma == "be" else [token.i]
    )  # "was, in all probability, murdered"
    for link in (p for i in at for p in children(parse, i, "prep")):
        words = " ".join(parse.tokens[j].text.lower() for j in subtree(parse, link.i))
        yield from (replace(e, cue=link.i) for e in within().get(words, ()) if words not in _BEFORE)


def _hardly_any(parse: Parse, noun: Token) -> Token | None:
    """ "Hardly anyone", "scarcely any soldiers": as good as none; "barely twenty" are twenty."""
    some = [noun, *children(parse, noun.i, "det")]
    near = [t for s in some for t in children(parse, s.i, "advmod") if t.lemma.lower() in _HARDLY]
    single = any(t.text.lower() in {"single", "one"} for t in children(parse, noun.i, "amod", "nummod"))
    if single and (none := children(parse, noun.i, "neg")):
        return none[0]  # "not a single patient"
    return near[0] if near and any(t.lemma.lower().startswith("any") for t in some) else None


def _held(parse: Parse, token: Token) -> bool:
    """ "Were feared dead", "are presumed killed": the verb itself says that it is not known."""
    likely = governs(token)
    below = {t.text.lower() for t in children(parse, token.i, "oprd", "acomp")} & {"dead", "killed", "missing"}
    return bool(below) and (token.lemma == "fear" or (likely is not None and likely.group == "reported"))


_AWAITED = {"expected", "scheduled", "due", "slated", "anticipated"}


def _awaited(parse: Parse, token: Token) -> bool:
    """ "A verdict is expected in January", "the talks are due on Monday": it is still to come."""
    now = [t for t in children(parse, token.i, "auxpass", "aux") if t.tag in {"VBZ", "VBP"}]
    alone = not children(parse, token.i, "xcomp", "ccomp", "agent")
    return token.text.lower() in _AWAITED and bool(now) and alone


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
    if any(t.text == ":" for t in parse.tokens[child.i : parse.sentences[child.sentence].last] if t.i < child.head):
        return  # "“Nowhere to run”: attacks on clinics"
    table = within()
    found = [parse.tokens[j].text.lower() for j in subtree(parse, child.i)]
    effects = table.get(" ".join(found)) if len(found) <= 4 else None
    effects = effects or table.get(child.text.lower(), ())
    if child.text.lower() == "next" and any(t.text == "to" for t in parse.tokens[child.i + 1 : child.i + 2]):
        return  # beside, not after
    if child.text.lower() == "could" and unable(parse, child.head):
        return  # was not able to: it did not happen
    for effect in effects:
        if child.dep in {"aux", "auxpass"} and effect.group in {"future", "hypothetical"}:
            continue  # the verb's own form says so already
        yield replace(_of_the_past(parse, child, effect), cue=child.i)


def _of_the_past(parse: Parse, child: Token, effect: Effect) -> Effect:
    """ "Should have warned them" was not done, "must have seen it" is inferred; neither lies ahead."""
    behind = effect.group == "required" and any(t.lemma == "have" for t in children(parse, child.head, "aux"))
    if not behind:
        return effect
    inferred = child.lemma.lower() == "must"
    return Effect("inferred", modality=Modality.PROBABLE) if inferred else replace(effect, tense=Tense.HYPOTHETICAL)


def _before(parse: Parse, i: int) -> Iterator[Effect]:
    """A preposition that undoes its object: "without firing", "instead of an attack"."""
    first = min(subtree(parse, i))
    before = " ".join(t.text.lower() for t in parse.tokens[max(0, first - 4) : first])
    for phrase in _BEFORE:
        if before == phrase or before.endswith(f" {phrase}"):
            for effect in within().get(phrase, within()["without"]):
                yield replace(effect, cue=first - 1)


def governs(head: Token, child: Token | None = None) -> Effect | None:
    """What the head does to what depends on it."""
    part = "verbs" if verbal(head) else "adjectives" if head.pos == "ADJ" else "nouns"
    effect = governing(part).get(head.lemma.lower())
    if effect is None and part == "verbs":
        effect = governing("adjectives").get(head.text.lower())
    if effect and head.lemma == "go" and head.tag != "VBG":
        return None
    if effect and head.lemma == "call" and child is not None and child.dep == "oprd":
        return None  # "called the raid a success": by that name
    if effect and effect.group == "ended" and child is not None and child.tag != "VBG":
        return None
    return replace(effect, cue=head.i) if effect else None

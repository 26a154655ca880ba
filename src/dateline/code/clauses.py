"""Clauses: the words that make a claim, and the claims of clauses that tell no event."""

from collections.abc import Iterator

from dateline.code.args import clause_head
from dateline.code.scene import Scene
from dateline.records import Parse, Span, Token
from dateline.syntax import ancestors, children, subtree, words

_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_SPLIT = {"ccomp", "advcl", "relcl", "parataxis"}
SPEECH = frozenset(
    [
        "say",
        "tell",
        "add",
        "state",
        "note",
        "report",
        "quote",
        "cite",
        "mention",
        "explain",
        "write",
        "comment",
        "remark",
        "reply",
        "argue",
        "claim",
        "insist",
        "stress",
        "believe",
        "think",
        "know",
        "consider",
        "estimate",
        "acknowledge",
        "admit",
        "announce",
        "confirm",
        "deny",
        "declare",
        "suggest",
        "indicate",
        "show",
        "reveal",
        "mean",
        "become",
        "hope",
        "fear",
        "expect",
        "describe",
        "assert",
        "allege",
        "maintain",
        "emphasize",
        "emphasise",
        "underline",
        "recall",
        "conclude",
        "agree",
        "warn",
        "predict",
        "suspect",
        "hear",
        "learn",
        "find",
        "see",
        "feel",
        "demonstrate",
        "assume",
        "understand",
        "verify",
    ]
)
# "Let no convoy through": the deed, whatever the parser makes of it.
_LETS = frozenset({"let", "make", "have", "help", "keep", "ensure"})
_GROUNDS = {"reason", "cause", "result", "aim", "goal", "purpose", "consequence"}


def _own(scene: Scene, head: int, keep: int) -> list[int]:
    """The tokens of a clause without the clauses below it, save the one that holds ``keep``."""
    parse = scene.parse
    found = set(subtree(parse, head))
    for i in sorted(found):
        token = parse.tokens[i]
        if i == head or i not in found:
            continue
        apart = token.dep in _SPLIT or (
            token.dep == "conj" and token.pos in {"VERB", "AUX"} and _has_subject(scene, token)
        )
        lets = parse.tokens[token.head].lemma in _LETS
        held = token.dep == "ccomp" and (nobody(parse, token.head) or lets or _is_thing(parse, token))
        if apart and not held:
            below = set(subtree(parse, i))
            if keep not in below:
                found -= below
    return sorted(found)


def _has_subject(scene: Scene, token: Token) -> bool:
    subject = bool(children(scene.parse, token.i, "nsubj", "nsubjpass", "expl", "csubj"))
    return (subject and not _shares_auxiliary(scene.parse, token)) or token.tag in _FINITE


def _shares_auxiliary(parse: Parse, token: Token) -> bool:
    """ "Five were killed and 11 wounded": one clause, the second verb lacking the "were" of the first"""
    alone = token.tag == "VBN" and not children(parse, token.i, "aux", "auxpass")
    return alone and bool(children(parse, token.head, "auxpass"))


def _loose(token: Token) -> bool:
    """Whether a token at the end of a clause is none of its words: a comma, an "and" before the next clause."""
    return token.dep == "cc" or token.pos == "CCONJ" or (token.pos == "PUNCT" and token.text not in "”\"')")


def _trimmed(scene: Scene, tokens: list[int]) -> list[int]:
    parse = scene.parse
    first, last = 0, len(tokens) - 1
    while first < last and (
        parse.tokens[tokens[first]].pos in {"PUNCT", "CCONJ"} or parse.tokens[tokens[first]].dep == "cc"
    ):
        first += 1
    while last > first and _loose(parse.tokens[tokens[last]]):
        last -= 1
    return tokens[first : last + 1]


def clause_span(scene: Scene, i: int) -> Span:
    """The minimal clause around token ``i``, one run of text."""
    head = clause_head(scene.parse, i)
    tokens = _trimmed(scene, _own(scene, head, i))
    first, last = min(tokens[0], i), max(tokens[-1], i)
    return words(scene.article, scene.parse, first, last)


def is_finite(scene: Scene, i: int) -> bool:
    """Whether token ``i`` heads a finite clause."""
    token = scene.parse.tokens[i]
    return token.tag in _FINITE or any(t.tag in _FINITE for t in children(scene.parse, i, "aux", "auxpass"))


def _complement(scene: Scene, i: int) -> Token | None:
    found = [t for t in children(scene.parse, i, "ccomp") if t.pos in {"VERB", "AUX"} and not _is_thing(scene.parse, t)]
    return next((t for t in found if is_finite(scene, t.i) or children(scene.parse, t.i, "nsubj")), None)


def _is_thing(parse: Parse, clause: Token) -> bool:
    """ "Should sign whatever is put before it", "took what they wanted": a thing, and nothing that is told."""
    first = parse.tokens[min(subtree(parse, clause.i))].text.lower()
    verb = parse.tokens[clause.head]
    return first in {"what", "whatever", "whoever", "whichever"} and verb.i < clause.i and verb.lemma not in SPEECH


def asks_not_to_be_named(parse: Parse, i: int) -> bool:
    """ "An official who asked not to be named", "who asked to remain anonymous": about the source, no request of news."""
    below = {parse.tokens[k].lemma for t in children(parse, i, "xcomp") for k in subtree(parse, t.i)}
    if {"give", "name"} <= below:
        return True
    named = any(t.lemma in {"name", "identify", "quote"} and children(parse, t.i, "auxpass")
                for t in children(parse, i, "xcomp"))  # fmt: skip
    return named or "anonymous" in below


def nobody(parse: Parse, i: int) -> bool:
    """Whether verb ``i`` has "no group", "nobody", "none of them" for its subject."""
    subjects = children(parse, i, "nsubj", "nsubjpass")
    told = [t for s in subjects for t in (s, *children(parse, s.i, "det"))]
    return any(t.text.lower() in {"no", "nobody", "none", "neither", "noone"} for t in told)


def unsaid(parse: Parse, i: int) -> bool:
    """Whether token ``i`` stands in what nobody has said: "no group has said it was behind the raid"."""
    chain = (parse.tokens[i], *ancestors(parse, i))
    return any(t.dep == "ccomp" and nobody(parse, t.head) for t in chain)


def _only_reports(scene: Scene, token: Token) -> bool:
    """A clause that only introduces another: "officials said", "this means that"."""
    if nobody(scene.parse, token.i):
        return False
    if asks_not_to_be_named(scene.parse, token.i):
        return True
    complement = _complement(scene, token.i)
    if complement is not None and token.lemma not in _LETS:
        subjects = {t.lemma for t in children(scene.parse, token.i, "nsubj")}
        return not (token.lemma == "be" and subjects & _GROUNDS)
    if token.lemma == "report" and children(scene.parse, token.i, "nsubjpass"):
        return False  # "heavy casualties were reported"
    inserted = token.dep == "parataxis" and token.lemma in SPEECH and not children(scene.parse, token.i, "dobj", "prep")
    return inserted or (token.lemma in {"say", "tell", "add", "quote", "state", "report"} and token.dep != "relcl")


def _states(scene: Scene, token: Token) -> bool:
    """Whether the clause headed by ``token`` makes a claim of its own."""
    if (
        token.pos not in {"VERB", "AUX"}
        or scene.quiet(token.i)
        or (token.dep == "ccomp" and _is_thing(scene.parse, token))
    ):
        return False
    kids = {scene.parse.tokens[k].dep for k in scene.parse.children[token.i]}
    subject = kids & {"nsubj", "nsubjpass", "csubj", "expl", "csubjpass"}
    if token.dep == "ccomp" and not is_finite(scene, token.i):
        return bool(subject) and token.lemma == "be"
    if not is_finite(scene, token.i):
        return False
    if token.dep in {"ROOT", "ccomp", "parataxis"}:
        return bool(subject)
    if token.dep == "conj":
        return scene.parse.tokens[token.head].pos in {"VERB", "AUX"}
    if token.dep == "advcl":
        return bool(subject)
    return token.dep == "relcl" and _after_comma(scene, token)


def _after_comma(scene: Scene, token: Token) -> bool:
    first = min(subtree(scene.parse, token.i))
    return first > 0 and scene.parse.tokens[first - 1].text == ","


def bare_clauses(scene: Scene, taken: set[int]) -> Iterator[Token]:
    """The heads of clauses that state something and whose verb is no trigger (``taken``)."""
    for token in scene.parse.tokens:
        fit = token.i not in taken and _states(scene, token) and not _only_reports(scene, token)
        fit = fit and not unsaid(scene.parse, token.i)
        if fit and len(_trimmed(scene, _own(scene, token.i, token.i))) > 2:
            yield token

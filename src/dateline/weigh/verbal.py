"""Tense and modality of one verb, from its own form and auxiliaries."""

from dateline.data import word_class
from dateline.records import Parse, Token
from dateline.syntax import children
from dateline.vocab import Tense
from dateline.weigh.lexicon import stative

_FUTURE = {"will", "'ll", "’ll", "wo"}
_UNREAL = {"would", "'d", "’d", "could", "may", "might"}
_TURNED = {"had", "were", "should"}
_DUTY = {"must", "should", "ought", "shall", "can", "ca"}


def auxiliaries(parse: Parse, i: int) -> list[Token]:
    """The auxiliaries of a verb, in text order."""
    return children(parse, i, "aux", "auxpass")


def finite(parse: Parse, i: int, headline: bool = False) -> Tense | None:
    """The tense of the verb's own form; None for an infinitive or participle that has none of its own."""
    token, aux = parse.tokens[i], auxiliaries(parse, i)
    words = [t.text.lower() for t in aux]
    modal = _modal(parse, i, aux, words)
    if modal:
        return modal
    if "to" in words:
        return None
    if any(t.lemma == "have" for t in aux):
        return Tense.ONGOING if token.tag == "VBG" and "had" not in words else Tense.PAST
    if any(t.tag == "VBD" for t in aux):
        return Tense.PAST
    if any(t.lemma == "be" and t.tag in {"VBZ", "VBP"} for t in aux):
        return Tense.PAST if headline and token.tag == "VBN" else Tense.ONGOING
    if (
        token.tag == "VB"
        and not aux
        and children(parse, i, "nsubj")
        and token.dep in {"ROOT", "relcl", "advcl", "conj"}
    ):
        return (
            Tense.ONGOING if token.lemma in stative() else Tense.HABITUAL
        )  # the tagger took a present for an infinitive
    return _bare(token, words, headline)


def unable(parse: Parse, i: int) -> bool:
    """ "Could not be reached", "could not reach them": nobody did."""
    perfect = any(t.lemma == "have" for t in auxiliaries(parse, i))
    return bool(children(parse, i, "neg")) and not perfect


def _modal(parse: Parse, i: int, aux: list[Token], words: list[str]) -> Tense | None:
    perfect = any(t.lemma == "have" and t.tag in {"VB", "VBP"} for t in aux)
    tags = {t.text.lower(): t.tag for t in aux}
    if any(w in _FUTURE for w in words):
        return Tense.FUTURE
    if "could" in words and unable(parse, i):
        return Tense.PAST
    if any(w in _UNREAL and tags[w] == "MD" for w in words):
        return Tense.PAST if perfect and "would" not in words else Tense.HYPOTHETICAL
    if any(w in _DUTY for w in words):
        return Tense.PAST if perfect else Tense.FUTURE
    return None


def _bare(token: Token, words: list[str], headline: bool) -> Tense | None:
    if token.tag == "VBD":
        return Tense.PAST
    if token.tag in {"VBZ", "VBP"}:
        if headline:
            return Tense.PAST
        return Tense.ONGOING if token.lemma in stative() or token.pos == "AUX" else Tense.HABITUAL
    if {"do", "does"} & set(words):
        return Tense.HABITUAL
    return None


def is_infinitive(parse: Parse, i: int) -> bool:
    """Whether the verb stands behind "to"."""
    return any(t.tag == "TO" for t in children(parse, i, "aux"))


def is_to(parse: Parse, be: Token, act: Token) -> bool:
    """ "Observers are to be withdrawn", "troops are to leave": arranged; not "the aim is to leave"."""
    who = children(parse, be.i, "nsubj", "nsubjpass")
    people = any(t.tag in {"NNS", "NNP", "NNPS"} or t.lemma.lower() in word_class("armed") for t in who)
    passive = bool(children(parse, act.i, "auxpass"))
    return be.lemma == "be" and be.tag in {"VBZ", "VBP"} and is_infinitive(parse, act.i) and (people or passive)


def counterfactual(parse: Parse, i: int) -> bool:
    """ "would have died", "had been locked" in a condition: said so that the opposite is understood."""
    words = [t.text.lower() for t in auxiliaries(parse, i)]
    perfect = "have" in words or "'ve" in words
    if perfect and {"would", "'d", "should"} & set(words):
        return True
    if perfect and {"could", "might"} & set(words) and not children(parse, i, "neg"):
        return _conditioned(parse, i)
    conditional = any(t.lemma == "if" for t in children(parse, i, "mark")) or inverted(parse, i) is not None
    return conditional and "had" in words and _past_of_past(parse, i)


def _conditioned(parse: Parse, i: int) -> bool:
    """Whether the clause hangs on a condition: "… if the police had acted", "… had the police acted"."""
    clauses = children(parse, i, "advcl")
    marked = any(t.lemma == "if" for c in clauses for t in children(parse, c.i, "mark"))
    above = parse.tokens[parse.tokens[i].head]  # the parser takes "had" for the main verb
    turned = above.text.lower() == "had" and above.i > i and bool(children(parse, above.i, "ccomp"))
    even = any(t.text.lower() == "even" for t in parse.tokens[i : parse.sentences[parse.tokens[i].sentence].last])
    return (marked or turned or any(inverted(parse, c.i) is not None for c in clauses)) and not even


def _past_of_past(parse: Parse, i: int) -> bool:
    """ "If it had acted, they would have lived", "… they would still be alive": what had not been."""
    above = _main_clause(parse, i)
    perfect = parse.tokens[i].tag == "VBN" and any(_unreal(parse, j) and not _foreseen(parse, j) for j in above)
    return perfect or any(counterfactual(parse, j) for j in above)


def _foreseen(parse: Parse, i: int) -> bool:
    """ "Will", or a "would" under a past verb of saying: a future, seen from then."""
    told = parse.tokens[i].dep == "ccomp" and parse.tokens[parse.tokens[i].head].tag in {"VBD", "VBN"}
    return told or any(t.text.lower() in _FUTURE for t in auxiliaries(parse, i))


def inverted(parse: Parse, i: int) -> int | None:
    """The word that opens a condition without "if": "had the army attacked", "were it to attack", "should it attack"."""
    token = parse.tokens[i]
    if token.pos not in {"VERB", "AUX"} or parse.tokens[parse.sentences[token.sentence].last - 1].text == "?":
        return None
    opener = next((t for t in (*auxiliaries(parse, i), token) if t.text.lower() in _TURNED), None)
    subjects = children(parse, i, "nsubj", "nsubjpass") or _of_infinitive(parse, i)
    if opener is None or not subjects or not any(_unreal(parse, j) for j in _main_clause(parse, i)):
        return None
    return opener.i if opener.i < subjects[0].i else None


def _of_infinitive(parse: Parse, i: int) -> list[Token]:
    """The subject that the parse hangs on the infinitive: "were the army to withdraw"."""
    below = (t for t in children(parse, i, "ccomp", "xcomp") if is_infinitive(parse, t.i))
    return [s for t in below for s in children(parse, t.i, "nsubj")]


def _main_clause(parse: Parse, i: int) -> list[int]:
    """The verb that a condition belongs to: above it, or hung below it by the parse."""
    head = parse.tokens[i].head
    below = [t.i for t in children(parse, i, "ccomp", "parataxis") if t.i < i]
    return [head, *below] if head != i else below


def _unreal(parse: Parse, i: int) -> bool:
    return any(t.text.lower() in {"would", "'d", "’d", "will", "'ll", "could", "might"} for t in auxiliaries(parse, i))


def subjunctive(parse: Parse, i: int) -> bool:
    """ "(Ordered that) the colonel be arrested", "(insisted that) the army leave": what is asked for, not told."""
    token, aux = parse.tokens[i], auxiliaries(parse, i)
    if not any(t.lemma == "that" for t in children(parse, i, "mark")):
        return False
    be = [t for t in aux if t.text.lower() == "be"]
    return (len(aux) == 1 and bool(be)) or (token.tag == "VB" and not aux)

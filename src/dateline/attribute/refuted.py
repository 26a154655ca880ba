"""What is told only to be called untrue: "reports that the dam had burst were false", "contrary to what the caption claims".

Such words are nobody's account. The quotation stays in the record with the rule that says so ("refuted", "contrary"), and
the chain gives the claim to whoever calls it untrue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.attribute.draft import Draft, trim
from dateline.attribute.lexicon import nouns, speech
from dateline.records import Parse, Token
from dateline.syntax import ancestors, children, subtree
from dateline.vocab import ZoneKind

REFUTED, CONTRARY = "refuted", "contrary"
UNTOLD = frozenset({REFUTED, CONTRARY, "called"})  # rules whose contents their source does not tell as an account
_SUBJECTS = ("nsubj", "nsubjpass")
_LABELS = frozenset({"claim", "rumour", "rumor"})
_VERDICTS = frozenset({"verdict", "rating", "conclusion", "finding", "facts", "fact", "result"})


def without_untrue(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those of what is called untrue marked by their rule, and one for each that had none."""
    refuted = {d.head: d for d in (*_called_untrue(parse), *_checked(parse))}
    known = {d.head for d in drafts}
    kept = [replace(d, cue=refuted[d.head].cue, rule=REFUTED) if d.head in refuted else d for d in drafts]
    kept += [d for head, d in refuted.items() if head not in known]
    return [replace(d, rule=CONTRARY) if _against(parse, d) else d for d in kept]


def _called_untrue(parse: Parse) -> Iterator[Draft]:
    """ "The claim that soldiers fired is false", "reports that he had died turned out to be wrong"."""
    for noun in (t for t in parse.tokens if t.lemma.lower() in nouns()):
        clause = next((c for c in children(parse, noun.i, "acl", "relcl", "ccomp") if _that(parse, c)), None)
        untrue = _untrue(parse, noun, clause) if clause is not None and noun.i < clause.i else None
        if clause is not None and untrue is not None:
            words = trim(parse, (i for i in subtree(parse, clause.i) if i > noun.i))
            yield Draft(noun.i, (untrue.i,), (), words, nouns()[noun.lemma.lower()], REFUTED)


def _that(parse: Parse, clause: Token) -> bool:
    words = [parse.tokens[i].text.lower() for i in subtree(parse, clause.i)]
    return words[:1] == ["that"] and bool(children(parse, clause.i, *_SUBJECTS))


def _untrue(parse: Parse, noun: Token, clause: Token) -> Token | None:
    """The word by which the predicate behind its clause calls the noun untrue."""
    known = speech()["refuted"]
    for token in parse.tokens[clause.i + 1 : parse.sentences[noun.sentence].last]:
        word = token.lemma.lower()
        done = word in known["verbs"] and children(parse, token.i, "auxpass") and not children(parse, token.i, "neg")
        said = token.text.lower() in known["words"] and token.dep in {"acomp", "attr", "oprd"}
        if (said or done) and _predicate(parse, token, noun):
            return token
    return None


def _predicate(parse: Parse, word: Token, noun: Token) -> bool:
    """Whether the nearest subject above the word is the noun, or the word hangs on it with no subject between."""
    for token in (word, *ancestors(parse, word.i)):
        if children(parse, token.i, "neg"):
            return False
        subjects = children(parse, token.i, *_SUBJECTS)
        if subjects or token.i == noun.i:
            return token.i == noun.i or noun in subjects
    return False


def _checked(parse: Parse) -> Iterator[Draft]:
    """ "Claim: troops shelled the mosque. Verdict: false.": the two labels of a fact-check."""
    claim: tuple[Token, tuple[int, ...]] | None = None
    for sentence in parse.sentences:
        tokens = parse.tokens[sentence.first : sentence.last]
        labelled = len(tokens) > 2 and tokens[1].text == ":" and sentence.zone is not ZoneKind.META
        label = tokens[0].lemma.lower() if labelled else ""
        if label in _LABELS:
            claim = tokens[0], trim(parse, range(tokens[2].i, sentence.last))
        elif claim and label in _VERDICTS:
            if tokens[2].text.lower() in speech()["refuted"]["words"]:
                top, words = claim
                yield Draft(top.i, (tokens[2].i,), (), words, nouns()[top.lemma.lower()], REFUTED)
            claim = None


def _against(parse: Parse, draft: Draft) -> bool:
    """ "Contrary to what the caption claims, no child died": what the caption claims is not what stands behind."""
    above = (parse.tokens[draft.head], *ancestors(parse, draft.head))
    links = (t for t in above if t.text.lower() == "to" and t.i)
    against = next((t for t in links if parse.tokens[t.i - 1].text.lower() == "contrary"), None)
    return against is not None and not set(draft.content) & set(subtree(parse, against.i))

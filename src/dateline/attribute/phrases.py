"""Attributions without a verb of their own: nouns, adjectives, "according to", adverbs, headline colons."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise, takewhile

from dateline.attribute.draft import Draft, phrase, source_of, subject, trim
from dateline.attribute.lexicon import (
    adjectives,
    adverbs,
    carriers,
    labels,
    noun_prepositions,
    nouns,
    receivers,
    speech,
    verbs,
    voice_nouns,
)
from dateline.records import Parse, Token
from dateline.syntax import ancestors, children, subtree
from dateline.vocab import Stance, ZoneKind

_OF = {"claim", "accusation", "allegation", "report", "denial", "criticism", "condemnation", "suspicion", "rumor",
       "rumour", "confirmation", "fear", "threat", "warning", "hope", "complaint", "prediction", "charge"}  # fmt: skip
_HEARSAY = {"alleged": Stance.CLAIMS, "purported": Stance.CLAIMS, "reported": Stance.SAYS, "claimed": Stance.CLAIMS}


def from_phrases(parse: Parse) -> Iterator[Draft]:
    """Drafts from nouns, adjectives, prepositional phrases, adverbs and headlines."""
    yield from _from_nouns(parse)
    yield from _from_adjectives(parse)
    yield from _according(parse)
    yield from _in_the_eyes(parse)
    yield from _hearsay(parse)
    for line in _lines(parse):
        titled = bool(line) and parse.sentences[line[0].sentence].zone is ZoneKind.HEADLINE
        draft = headline(parse, line) or (_clipped(parse, line) if titled else None)
        if draft:
            yield draft


def _lines(parse: Parse) -> list[tuple[Token, ...]]:
    """The tokens of each sentence; those of a headline together with its label and credit."""
    found: list[tuple[Token, ...]] = []
    title = False
    for sentence in parse.sentences:
        tokens = parse.tokens[sentence.first : sentence.last]
        goes_on = bool(found) and found[-1][-1].text in {":", *_DASHES}
        headline = sentence.zone is ZoneKind.HEADLINE
        found[-1:] = [(*found[-1], *tokens)] if headline and title and goes_on else [*found[-1:], tokens]
        title = headline
    return found


def _from_nouns(parse: Parse) -> Iterator[Draft]:
    for token in parse.tokens:
        stance = nouns().get(token.lemma.lower()) if token.pos == "NOUN" else None
        content, link = _noun_content(parse, token) if stance else ([], None)
        if not stance or not content:
            continue
        source, first = _noun_source(parse, token)
        heard = _heard(parse, token)
        if not source and not heard and (link or parse.tokens[content[0]].tag == "TO"):
            continue
        if token.lemma == "order" and token.i and parse.tokens[token.i - 1].lemma == "in":
            continue
        cue = tuple(range(min(first, token.i), (link.i if link else token.i) + 1))
        cue = tuple(i for i in cue if i not in source)
        words = trim(parse, (i for i in content if i not in set(cue) | set(source)))
        yield Draft(token.i, cue, source, words, stance, "hearsay" if heard else "noun")


def _noun_content(parse: Parse, noun: Token) -> tuple[list[int], Token | None]:
    for child in children(parse, noun.i, "acl", "ccomp", "relcl"):
        if child.i < noun.i:
            continue
        infinitive = any(t.tag == "TO" for t in children(parse, child.i, "aux"))
        that = [t for t in children(parse, child.i, "mark") if t.lemma == "that"]
        if infinitive or that:
            return subtree(parse, child.i), None
    for link in children(parse, noun.i, "prep"):
        word = link.lemma.lower()
        if word in noun_prepositions() and (word not in {"of", "to", "in", "with"} or noun.lemma in _OF):
            content = [i for c in children(parse, link.i, "pobj", "pcomp") for i in subtree(parse, c.i)]
            if content:
                return content, link
    return [], None


def _noun_source(parse: Parse, noun: Token) -> tuple[tuple[int, ...], int]:
    """The owner of the noun, or the subject of the verb that takes it; and where the cue then starts."""
    for child in children(parse, noun.i, "poss"):
        words = [i for i in subtree(parse, child.i) if parse.tokens[i].dep != "case"]
        return tuple(words), noun.i
    for link in children(parse, noun.i, "prep"):
        if link.lemma in {"by", "from", "among"}:
            return next((source_of(parse, p) for p in children(parse, link.i, "pobj")), ()), noun.i
    verb = parse.tokens[noun.head]
    if noun.dep == "dobj" and verb.lemma in carriers() and not _heard(parse, noun):
        return source_of(parse, subject(parse, verb.i)), verb.i
    return (), noun.i


def _heard(parse: Parse, noun: Token) -> bool:
    """ "We are getting reports of a blast": the writer who gets them does not tell them."""
    said = noun.lemma.lower() in {"report", "word", "news"} and noun.dep == "dobj"
    who = subject(parse, noun.head) if said and parse.tokens[noun.head].lemma in receivers() else None
    return who is not None and who.text.lower() in {"i", "we"}


def _from_adjectives(parse: Parse) -> Iterator[Draft]:
    for token in parse.tokens:
        stance = adjectives().get(token.lemma.lower())
        if not stance or token.dep not in {"acomp", "conj", "oprd"} or token.pos not in {"ADJ", "VERB"}:
            continue
        content = [i for c in children(parse, token.i, "ccomp", "xcomp") if c.i > token.i for i in subtree(parse, c.i)]
        source = source_of(parse, subject(parse, token.head))
        if content and source:
            first = token.head if 0 < token.i - token.head <= 3 else token.i
            yield Draft(token.i, tuple(range(first, token.i + 1)), source, trim(parse, content), stance, "adjective")


def clause_of(parse: Parse, i: int) -> int:
    """The verb of the clause the token stands in (the root of its sentence, where there is none)."""
    last = i
    for token in ancestors(parse, i):
        last = token.i
        if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass", "acl", "prep"}:
            return token.i
    return last


def _according(parse: Parse) -> Iterator[Draft]:
    for token in parse.tokens[:-1]:
        if token.text.lower() != "according" or parse.tokens[token.i + 1].text.lower() != "to":
            continue
        sources = [p for i in (token.i, token.i + 1) for p in children(parse, i, "pobj", "pcomp")]
        if not sources:
            continue
        phrase = {*subtree(parse, token.i), *subtree(parse, token.i + 1)}
        content = (i for i in subtree(parse, clause_of(parse, token.i)) if i not in phrase)
        source = source_of(parse, sources[0])
        yield Draft(token.i, (token.i, token.i + 1), source, trim(parse, content), Stance.SAYS, "according")


def _in_the_eyes(parse: Parse) -> Iterator[Draft]:
    """ "In the view of": a phrase of the table, then the source, then what that source thinks."""
    lower = [t.text.lower() for t in parse.tokens]
    for stance, phrases in speech()["phrases"].items():
        for words in (p.split() for p in phrases if not p.startswith("according")):
            for i in range(len(lower) - len(words)):
                if lower[i : i + len(words)] == words:
                    last = i + len(words) - 1
                    yield from _phrase_draft(parse, range(i, last + 1), Stance(stance))


def _phrase_draft(parse: Parse, cue: range, stance: Stance) -> Iterator[Draft]:
    for owner in children(parse, cue[-1], "pobj"):
        source = source_of(parse, owner)
        out = {*cue, *source}
        content = (i for i in subtree(parse, clause_of(parse, cue[0])) if i not in out)
        rule = "according" if stance is Stance.SAYS else "phrase"
        yield Draft(cue[0], tuple(cue), source, trim(parse, content), stance, rule)


def _hearsay(parse: Parse) -> Iterator[Draft]:
    for token in parse.tokens:
        word = token.text.lower()
        if word in adverbs() and token.dep == "advmod":
            content = [i for i in _hedged(parse, token) if i != token.i]
            rule = "adverb" if adverbs()[word] is Stance.BELIEVES else "hearsay"  # "apparently" only hedges, as a rule
            yield Draft(token.i, (token.i,), (), trim(parse, content), adverbs()[word], rule)
        elif word in _HEARSAY and token.dep == "amod":
            content = [i for i in subtree(parse, token.head) if i != token.i]
            yield Draft(token.i, (token.i,), (), trim(parse, content), _HEARSAY[word], "adjective")


def _hedged(parse: Parse, adverb: Token) -> list[int]:
    """The clause that the adverb is about; "the bridge, reportedly mined by rebels, was closed" is about the mining."""
    verb = parse.tokens[adverb.head]
    if verb.dep == "acl" and verb.tag == "VBN":
        return [*phrase(parse, verb.head, clauses=False), *subtree(parse, verb.i)]
    return _own_clause(parse, clause_of(parse, adverb.i))


def _own_clause(parse: Parse, verb: int) -> list[int]:
    """The words of a verb's clause, without sentences set beside it: "… allegedly fired; the ministry said …"."""
    beside = [t for t in children(parse, verb, "parataxis", "conj", "ccomp") if children(parse, t.i, *_SUBJECTS)]
    apart = [t for t in beside if t.dep == "parataxis" or any(m.text == ";" for m in _between(parse, verb, t.i))]
    other = {i for t in apart for i in subtree(parse, t.i)}
    return [i for i in subtree(parse, verb) if i not in other]


_SUBJECTS = ("nsubj", "nsubjpass", "expl")


def _between(parse: Parse, a: int, b: int) -> tuple[Token, ...]:
    return parse.tokens[min(a, b) : max(a, b)]


def headline(parse: Parse, tokens: tuple[Token, ...]) -> Draft | None:
    """ "Police: nine arrested", "Nine arrested: police", "Sudan: nine arrested – police": a short name and a claim."""
    if not tokens or any(t.text in '“”"' for t in tokens) or tokens[0].tag == "``":
        return _quoted_title(parse, tokens)
    stopped = tokens[-1].text in {".", "!"}
    tokens = tokens[:-1] if stopped else tokens
    apart = [t for before, t in pairwise(tokens[:-1]) if before.end < t.start or t.text != "-"]  # not in "Pétion-Ville"
    dash = next((t for t in reversed(apart) if t.text in _DASHES), None)
    colon = next((t for t in tokens[1:-1] if t.text == ":"), None)
    for mark in (m for m in (dash, colon) if m):
        left, right = (tuple(t for t in tokens if (t.i > mark.i) is side and t is not mark) for side in (False, True))
        topic = next((n for n, t in enumerate(left[:_TOPIC], 1) if t.text == ":"), 0) if mark is dash else 0
        sides = [(right, left[topic:])] if not stopped else []
        sides = [(left, right), *sides] if mark is colon else sides
        for source, content in ((_of_label(s, mark), c) for s, c in sides):
            if _speaker(source) and _says_something(content):
                words = trim(parse, (t.i for t in content))
                return Draft(mark.i, (mark.i,), tuple(t.i for t in source), words, Stance.SAYS, "headline")
    return None


def _of_label(tokens: tuple[Token, ...], mark: Token) -> tuple[Token, ...]:
    """Who speaks in "Macron on Mali: …", "A word from the bishop: …"; else the whole label."""
    before = takewhile(lambda t: t.text.lower() not in {"on", "from"}, tokens)
    link = tokens[len(list(before)) :]
    if not link or tokens[-1].i > mark.i:
        return tokens
    name = tuple(t for t in tokens if t.i < link[0].i) if link[0].text.lower() == "on" else link[1:]
    return name if name and name[-1].tag in {"NNP", "NN"} and name[0].text[:1].isupper() else tokens


def _quoted_title(parse: Parse, tokens: tuple[Token, ...]) -> Draft | None:
    """ "“They shot my father”: a survivor speaks": words in quotation marks, a colon or dash, and who can speak."""
    close = next((n for n, t in enumerate(tokens) if n > 2 and (t.text in {"”", '"'} or t.tag == "''")), 0)
    if not close or tokens[0].text not in {"“", '"', "‘", "'"} or len(tokens) < close + 3:
        return None
    mark, behind = tokens[close + 1], tokens[close + 2 :]
    name = tuple(takewhile(_of_name, behind))
    if mark.text not in {":", *_DASHES} or not _speaker(name):
        return None
    words = tuple(t.i for t in tokens[: close + 1])
    return Draft(mark.i, (mark.i,), tuple(t.i for t in name), words, Stance.SAYS, "headline")


def _of_name(token: Token) -> bool:
    return token.tag == "HYPH" or token.pos not in {"VERB", "AUX", "ADP", "PUNCT", "SCONJ", "PRON"}


def _clipped(parse: Parse, tokens: tuple[Token, ...]) -> Draft | None:
    """ "Taliban claim attack on base": in a title, a present of saying that the parse took for part of a noun."""
    for verb in (t for t in tokens[1:-1] if t.tag in {"VBP", "VBZ"} and t.dep == "compound"):
        stance = verbs().get(verb.lemma.lower(), {}).get("object")
        before = tuple(t for t in tokens if t.i < verb.i)
        if stance and _speaker(before):
            words = trim(parse, (t.i for t in tokens if t.i > verb.i))
            return Draft(verb.i, (verb.i,), tuple(t.i for t in before), words, stance, "headline")
    return None


_DASHES = frozenset({"-", "–", "—", "--"})
_TOPIC = 4  # tokens that a topic before a colon may have: "Sudan war: …"


def _speaker(tokens: tuple[Token, ...]) -> bool:
    """Whether a label or credit names who can speak; a country before a colon is what the article is about."""
    nominal = {"NOUN", "PROPN", "ADJ", "DET", "ADP", "NUM"}
    return (
        0 < len([t for t in tokens if t.tag != "HYPH"]) <= 4
        and all(t.pos in nominal or t.tag == "HYPH" for t in tokens)
        and (tokens[-1].pos == "PROPN" or any(t.lemma.lower() in _speakers() for t in tokens))
        and not all(t.entity.endswith("GPE") for t in tokens)
        and tokens[-1].lemma.lower() not in labels()
        and tokens[0].pos not in {"ADP", "NUM"}
    )


@cache
def _speakers() -> frozenset[str]:
    return (
        voice_nouns("unnamed")
        | voice_nouns("office")
        | voice_nouns("document")
        | voice_nouns("body")
        | {"un", "president"}
    )


def _says_something(tokens: tuple[Token, ...]) -> bool:
    return len(tokens) >= 3 and any(t.pos in {"VERB", "AUX"} or t.tag in {"VBN", "VBD", "VBZ"} for t in tokens)

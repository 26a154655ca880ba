"""Who speaks where only "he", "she" or "the minister" stands: the last to speak, whom the story is about, or whose office it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from dateline.attribute import voices
from dateline.attribute.draft import phrase
from dateline.records import ActorMark, Article, Marks, Parse, Quotation, Sentence, Span, Token
from dateline.syntax import children, head_of, runs_in
from dateline.vocab import Quote, Voice

_DETERMINER = re.compile(r"^(?:an?|the|one)\s+", re.I)
_BARE = frozenset({"he", "she", "they", "it", "who"})
_ONE = frozenset({"he", "she", "him", "her"})
_SUBJECTS = ("nsubj", "nsubjpass")
_KILLED = frozenset({"kill", "murder", "execute", "behead", "slay", "assassinate", "hang", "slaughter", "massacre"})
_DIED = frozenset({"die", "perish", "drown"})
_BACK = 6  # sentences in which whom a story is about is looked for: by judgement


def known(
    article: Article,
    parse: Parse,
    marks: Marks,
    source: int,
    by: ActorMark | None,
    earlier: Sequence[Quotation],
) -> ActorMark | None:
    """The speaker headed by token ``source``, as far as the text before it tells; else ``by``, what the marks say."""
    token = parse.tokens[source]
    if section := _section(article, parse, token):
        earlier = [q for q in earlier if q.cue is None or q.cue.start >= parse.sentences[section].start]
    if by and by.via == "pronoun" and _dead(parse, by.of):
        return _last(article, parse, token, earlier)
    if by is None and (stands_for := voices.antecedent(parse, source)) != source:
        return _stood_for(article, parse, token, stands_for)
    if token.text.lower() not in _ONE:
        return by if by and by.name[:1].isupper() else _in_office(article, parse, marks, token, by) or by
    speaking = {_name(q) for q in earlier if _has_the_floor(q, token)}
    if speaking:
        return by or _last(article, parse, token, [q for q in earlier if _name(q) not in speaking])
    if by and by.via == "pronoun" and _several(parse, by.of):
        return _topic(article, parse, marks, token)
    if by and by.via == "pronoun" and not _is_subject(parse, by.of):
        return _topic(article, parse, marks, token) or _named_beside(article, parse, by)
    return by or (_last(article, parse, token, earlier) if earlier else _topic(article, parse, marks, token))


def _section(article: Article, parse: Parse, token: Token) -> int:
    """The sentence behind the nearest heading of a round-up, "IRAQ —": who is "he" there was named behind it."""
    for sentence in reversed(parse.sentences[: token.sentence]):
        if runs_in(article, sentence):
            return sentence.i + 1
    return 0


def _has_the_floor(q: Quotation, token: Token) -> bool:
    """Whether the token is one of the quotation's own words: nobody calls himself "he"."""
    return q.quote is not Quote.INDIRECT and any(s.start <= token.start < s.end for s in q.contents)


def _name(q: Quotation) -> str:
    return q.by.name if q.by else q.source.text if q.source else ""


def _last(article: Article, parse: Parse, token: Token, earlier: Sequence[Quotation]) -> ActorMark | None:
    """The last speaker, by name or, where nobody has one, by the words for him."""
    for q in _latest(earlier):
        if q.by and q.by.name[:1].isupper():
            span = article.span(token.start, token.end)
            return replace(q.by, span=span, head=token.i, via="pronoun", of=q.by.of or q.by.span)
        if q.voice is Voice.UNNAMED and q.source and q.source.text.lower() not in _BARE:
            return _the_same(article, parse, token, q.source)
        name = voices.name_in(article, parse, q.source) if q.source and q.voice is Voice.NAMED else None
        name = name or (q.source if q.source and voices.one_person(parse, q.source) else None)
        if name:
            return _the_same(article, parse, token, name)
    return None


def _latest(earlier: Sequence[Quotation]) -> Iterator[Quotation]:
    """The quotations, last first, without those inside another's words, unless all are."""
    apart = (q for q in reversed(earlier) if not _within_another(q, earlier))
    first = next(apart, None)
    return reversed(earlier) if first is None else chain([first], apart)


def _within_another(q: Quotation, others: Sequence[Quotation]) -> bool:
    """Whether somebody else tells that it was said: who tells it has the floor."""
    return q.cue is not None and any(o.holds(q.cue) for o in others if o is not q)


def _the_same(article: Article, parse: Parse, token: Token, earlier: Span) -> ActorMark | None:
    """The pronoun as one more mark of an earlier speaker; "officials" and "two doctors" are no "he"."""
    head = head_of(parse, earlier.start, earlier.end)
    if head is None or parse.tokens[head].tag == "NNS":
        return None
    name = _DETERMINER.sub("", earlier.text).partition(",")[0].strip()
    return ActorMark(article.span(token.start, token.end), token.i, name, via="pronoun", of=earlier)


def _stood_for(article: Article, parse: Parse, token: Token, noun: int) -> ActorMark:
    """ "Tehran, which denies it": Tehran denies it."""
    words = phrase(parse, noun, clauses=False)
    of = article.span(parse.tokens[words[0]].start, parse.tokens[words[-1]].end)
    return ActorMark(article.span(token.start, token.end), token.i, _DETERMINER.sub("", of.text), via="pronoun", of=of)


def _dead(parse: Parse, of: Span | None) -> bool:
    """ "One man was killed. He added …": the dead add nothing; the last speaker goes on."""
    head = head_of(parse, of.start, of.end) if of else None
    token = parse.tokens[head] if head is not None else None
    verb = parse.tokens[token.head].lemma.lower() if token else ""
    return token is not None and (
        (token.dep == "nsubjpass" and verb in _KILLED) or (token.dep == "nsubj" and verb in _DIED)
    )


def _is_subject(parse: Parse, of: Span | None) -> bool:
    head = head_of(parse, of.start, of.end) if of else None
    return head is not None and parse.tokens[head].dep in _SUBJECTS


def _several(parse: Parse, of: Span | None) -> bool:
    """ "Militiamen", which the marks let a "he" stand for."""
    head = head_of(parse, of.start, of.end) if of else None
    return head is not None and (parse.tokens[head].tag in {"NNS", "NNPS"} or parse.tokens[head].text.endswith("men"))


def _named_beside(article: Article, parse: Parse, by: ActorMark) -> ActorMark:
    """For "the union's secretary" of "said Boubacar Cissé, the union's secretary" the name."""
    head = head_of(parse, by.of.start, by.of.end) if by.of else None
    above = parse.tokens[parse.tokens[head].head] if head is not None and parse.tokens[head].dep == "appos" else None
    if above is None or above.tag != "NNP" or by.id:
        return by
    name = _full_name(article, parse, above)
    return replace(by, name=name.text, of=name)


def _topic(article: Article, parse: Parse, marks: Marks, token: Token) -> ActorMark | None:
    """Whom the story is about: the one person who is a subject in the sentences before."""
    here = parse.sentences[token.sentence]
    before = parse.sentences[max(here.i - _BACK, _section(article, parse, token)) : here.i]
    told = [t for s in before if s.zone is here.zone for t in _people(parse, marks, s)]
    told = told or [t for t in _people(parse, marks, here) if t.i < token.i]
    if not told or len({t.text for t in told}) > 1:
        return None
    beside = (t for t in children(parse, told[0].i, "appos") if t.tag == "NNP")
    name = _full_name(article, parse, next(beside, told[0]))
    return ActorMark(article.span(token.start, token.end), token.i, name.text, via="pronoun", of=name)


def _people(parse: Parse, marks: Marks, sentence: Sentence) -> Iterator[Token]:
    """The people who are subjects of the sentence's main verbs, without "his uncle Mateo" and without bodies and places."""
    other = {m.head for m in marks.actors if m.id and m.type != "person"}
    spots = [m.span for m in (*marks.places, *marks.demonyms)]
    for t in parse.tokens[sentence.first : sentence.last]:
        verb = parse.tokens[t.head]
        main = t.dep in _SUBJECTS and verb.dep in {"ROOT", "conj", "ccomp", "advcl"}
        told = (t.tag == "NNP" and not t.text.endswith("men")) or (t.tag == "NN" and t.lemma.lower() in voices.people())
        named = any(c.tag == "NNP" for c in children(parse, t.i, "appos"))  # "the prime minister, Nouri al-Maliki,"
        alone = not children(parse, t.i, "poss", "conj") and (named or t.i not in other)
        if main and told and alone and not any(s.start <= t.start < s.end for s in spots):
            yield t


def _full_name(article: Article, parse: Parse, head: Token) -> Span:
    first = head.i
    while first and parse.tokens[first - 1].pos == "PROPN" and parse.tokens[first - 1].head == head.i:
        first -= 1
    return article.span(parse.tokens[first].start, head.end)


def _in_office(article: Article, parse: Parse, marks: Marks, noun: Token, by: ActorMark | None) -> ActorMark | None:
    """ "The minister", after "the foreign minister, Amadou Fall": he, where the text names one minister only."""
    if noun.tag != "NN" or not any(t.text.lower() in {"the", "that"} for t in children(parse, noun.i, "det")):
        return None
    same = [parse.tokens[i] for i in parse.by_lemma[noun.lemma.lower()] if i < noun.i]
    named = [n for t in same for n in _holder(parse, t)]
    if not named or len({t.text for t in named}) > 1 or same[-1].tag == "NNS":
        return None
    name = _full_name(article, parse, named[0])
    mark = next((m for m in marks.actors if m.head == named[0].i and m.id), by)
    span = article.span(noun.start, noun.end)
    return ActorMark(
        span, noun.i, name.text, mark.id if mark else None, mark.type if mark else None, via="short name", of=name
    )


def _holder(parse: Parse, office: Token) -> Iterator[Token]:
    """The name beside an office: "the minister, Amadou Fall", "Amadou Fall, the minister", "Minister Amadou Fall"."""
    yield from (t for t in children(parse, office.i, "appos") if t.tag == "NNP")
    head = parse.tokens[office.head]
    if office.dep == "appos" and head.tag == "NNP":
        yield head

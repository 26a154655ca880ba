"""Finds time expressions and resolves them to intervals of days."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from dateline.mark.timex.clock import zone_of
from dateline.mark.timex.context import Context, Found
from dateline.mark.timex.grammar import Caught, catches
from dateline.mark.timex.joining import count_from, hours_on_days, join_lists, join_ranges, reach_here
from dateline.mark.timex.lexing import Lexeme, lex
from dateline.mark.timex.readers import READERS
from dateline.mark.timex.sense import is_aside, is_no_time, settle
from dateline.mark.timex.thence import since_then
from dateline.records import Article, Parse, TimeMark, Token
from dateline.syntax import ancestors, children, token_at
from dateline.timing import clause_head, precision, speaks

_PRESS = (1450, 9000)
_OPENING = 3  # words before a date that opens its sentence: "By the winter of 1942"
_COMPARED = 12  # words and signs between "compared with" and "last year": "net income of $1.8 million, or 44 cents"
_ANCIENT = 5  # so many years before Christ make a text history, too
_HISTORY = (8, 0.6, 2)  # a text is history if it names at least 8 years and 60 % lie at least 2 years back


def find_times(article: Article, parse: Parse) -> tuple[TimeMark, ...]:
    """The time expressions of one article, in text order, with what each resolves to.

    Relative expressions are counted from the publication date, as reading found it in a field, a dateline or a line
    of its own; where none is known they keep their words and an open value, ``start`` is None and the anchor "none".
    """
    row = settle(lex(article.text), parse)
    caught = catches(row)
    context = _context(article, parse, row)
    marks = [_mark(article, c, f, _leads_noun(parse, c)) for c, f in _read(caught, row, context, parse)]
    days = join_lists(article, hours_on_days(article, parse, marks))
    joined = count_from(article, join_ranges(article, days))
    return since_then(article, parse, context.published, reach_here(article, context.published, joined))


def _context(article: Article, parse: Parse, row: list[Lexeme]) -> Context:
    published, anchor = _written(article)
    texts = Counter(x.text for x in row)
    years = [int(t) for t in texts.elements() if len(t) == 4 and t.isdigit() and 1000 <= int(t) <= 2150]
    least, share, back = _HISTORY
    now = published.year if published else max(years, default=0)
    old = [y for y in years if y <= now - back]
    now_words = sum(n for t, n in texts.items() if t.lower() in _NOW_WORDS)
    ancient = sum(n for t, n in texts.items() if t.upper().replace(".", "") in {"BC", "BCE"}) >= _ANCIENT
    dense = len(years) >= least and len(years) * 240 > len(row)  # a year in every 240 words and signs
    history = ancient or (dense and now_words * 4 < len(years) and len(old) >= share * len(years))
    return Context(published, anchor, history, lambda offset: tense(article, parse, offset))


def _written(article: Article) -> tuple[date | None, str]:
    """The day of writing. A year no press was printed in is a slip of the metadata, and no day to count from."""
    if article.published and _PRESS[0] <= article.published.date.year <= _PRESS[1]:
        return article.published.date, "published"
    return None, "none"


def _read(caught: list[Caught], row: list[Lexeme], context: Context, parse: Parse) -> Iterator[tuple[Caught, Found]]:
    """The matches that hold, from left to right, each read in the light of those before."""
    done = 0
    for match in caught:
        if match.first < done:
            continue
        context.offset = row[match.first].start
        _place(context, parse)
        context.against = _is_against(row, match.first, context)
        context.measure = any(x.text.lower() in _MEASURES for x in row[max(0, match.first - 3) : match.first])
        found = None if is_no_time(parse, match) else READERS[match.rule.read](match, context)
        if found is None:
            continue
        done = match.last
        context.tell(found, match.has("year"))
        context.told_at = match.last
        yield match, found


def _is_against(row: list[Lexeme], first: int, context: Context) -> bool:
    """Whether an amount is compared here with another, by the words before it, near a quarter told."""
    words = [x.text.lower() for x in row[max(0, first - _COMPARED) : first]]
    told = context.any_quarter
    compared = any(w in {"compared", "against", "versus", "increase", "decrease", "up", "down"} for w in words)
    return compared and told is not None and context.sentence - told.sentence <= 1


def _place(context: Context, parse: Parse) -> None:
    """Tells the context the sentence of its offset, and whether the offset lies among that sentence's first words."""
    token = token_at(parse, context.offset)
    if token is not None:
        context.sentence = parse.tokens[token].sentence
        context.opens = token - parse.sentences[context.sentence].first <= _OPENING
        context.heads = token == parse.sentences[context.sentence].first
        context.leads = _leads(parse, token)
        context.aside = is_aside(parse, token)
        context.spoken = speaks(parse, clause_head(parse, token))


def _leads(parse: Parse, year: int) -> bool:
    """Whether a year is what the rest of its sentence tells of: "In 2014, …", "came to power in 2014, when …"."""
    sentence = parse.sentences[parse.tokens[year].sentence]
    before = [t for t in parse.tokens[sentence.first : year] if t.pos not in {"ADV", "CCONJ", "PUNCT"}]
    fronted = [t.text.lower() for t in before] in (["in"], ["during"])  # "Back in 2014", "But in 2014"
    behind = parse.tokens[year + 1 : min(year + 1 + _OPENING + 1, sentence.last)]
    return fronted or any(t.text.lower() == "when" for t in behind)


def _leads_noun(parse: Parse, caught: Caught) -> bool:
    """Whether the article before a time belongs to a noun behind it: "the summer offensive", "the two-day rally" """
    first, second = caught.row[caught.first], caught.row[min(caught.first + 1, caught.last - 1)]
    i = token_at(parse, first.start) if first.text.lower() in {"the", "a", "an"} and first is not second else None
    if i is None or parse.tokens[i].dep != "det":
        return False
    return parse.tokens[parse.tokens[i].head].start >= caught.row[caught.last - 1].end


def _mark(article: Article, caught: Caught, found: Found, bare: bool) -> TimeMark:
    span = article.span(caught.row[caught.first + bare].start, caught.row[caught.last - 1].end)
    exact = precision(found.start, found.end) if found.start and found.end else 5
    return TimeMark(
        span, found.kind, found.value, caught.rule.name, found.start, found.end, exact, found.anchor, zone_of(caught)
    )


_NOW_WORDS = frozenset(
    (
        "today",
        "yesterday",
        "tomorrow",
        *(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
    )
)
_MEASURES = frozenset({"from", "than", "after", "since", "with", "over"})
_RANKS = frozenset({"first", "second", "third", "last", "latest", "only", "next"})
_FUTURE_WORDS = frozenset({"will", "shall", "'ll", "wo", "would"})
_PLANS = frozenset({"expect", "schedule", "plan", "set", "due", "slate", "intend", "postpone"})
_TIMETABLE = frozenset(
    {"meet", "begin", "start", "open", "close", "end", "resume", "leave", "depart", "expire", "vote"}
)
_AHEAD = re.compile(r"\b(?:until|as soon as)\s[^,.;]{0,18}$|\b(?:by|through|payable|effective|due)\s$")
_AS_EARLY = re.compile(r"\bas early as\s[^,.;]{0,18}$")
_MODALS = frozenset({"could", "may", "might", "can", "to"})


def tense(article: Article, parse: Parse, offset: int) -> str:
    """ "past", "present" or "future" in the clause around a character offset, by its verb and auxiliaries.

    "open" where a past verb does not itself say when: "gave no reason for the Jan. 14 deadline", "extended to Nov. 16";
    "undone" for what was planned under a past verb: "the rally planned for Friday was called off".
    """
    i = token_at(parse, offset)
    above = [] if i is None else [parse.tokens[i], *ancestors(parse, i)]
    verbs = [t for t in above if t.pos in {"VERB", "AUX"}]
    if _perfect(parse, verbs[:2]):
        return "open" if any(t.lemma in _PLANS for t in above) else "past"
    if verbs and _called_for(parse, verbs[0], offset):
        return "future"
    if _AHEAD.search(article.text[max(0, offset - 30) : offset]):
        return "future"
    early = _AS_EARLY.search(article.text[max(0, offset - 30) : offset])
    if early and verbs and any(t.text.lower() in _MODALS for t in children(parse, verbs[0].i, "aux")):
        return "future"
    found = _tense(parse, verbs[0], verbs[1:2]) if verbs else "past"
    return "open" if found == "past" and verbs and _is_loose(above[: above.index(verbs[0])]) else found


def _called_for(parse: Parse, verb: Token, offset: int) -> bool:
    """ "Called for a shutdown on Monday": what is called for is to come"""
    wanted = (t for t in children(parse, verb.i, "prep") if t.text.lower() == "for" and t.start < offset)
    return verb.lemma in {"call", "appeal", "push"} and next(wanted, None) is not None


def _is_loose(between: list[Token]) -> bool:
    """Whether a date hangs on its verb only through a noun, or as what something was moved "to" or set."""
    nouns = (t.pos in {"NOUN", "PROPN"} and not t.entity.endswith(("DATE", "TIME")) for t in between)
    return any(nouns) or any(t.text.lower() == "to" or t.dep == "dobj" for t in between)


def _tense(parse: Parse, verb: Token, above: list[Token]) -> str:
    helpers = children(parse, verb.i, "aux", "auxpass")
    if any(t.text.lower() in _FUTURE_WORDS for t in helpers):
        return "future"
    if _is_plan(parse, verb):
        return "undone" if verb.dep == "acl" and above and _tense(parse, above[0], []) == "past" else "future"
    if above and _goes_along(parse, verb, helpers):
        return _tense(parse, above[0], [])
    if any(t.text.lower() == "to" for t in helpers):
        planned = not above or verb.tag == "VBN" or (above[0].i == verb.head and above[0].lemma in {"be", *_PLANS})
        return "future" if planned else "present"
    if any(t.tag in {"VBZ", "VBP"} and t.lemma == "be" for t in helpers):
        return "present"
    if verb.tag in {"VBD", "VBN"} or any(t.tag == "VBD" for t in helpers):
        return "past"
    if verb.tag not in {"VBZ", "VBP"}:
        return "present"
    coming = verb.dep == "advcl" and above and _tense(parse, above[0], []) == "future"  # "when the rains stop, … will"
    return "future" if coming or verb.lemma in _TIMETABLE else "present"


def _goes_along(parse: Parse, verb: Token, helpers: list[Token]) -> bool:
    """Whether a verb has the tense of the one above: "a third departing", "the first states to join were" """
    if any(t.text.lower() == "to" for t in helpers):
        before = children(parse, verb.head, "amod")
        return verb.dep == "csubj" or (verb.dep in {"relcl", "acl"} and any(t.text.lower() in _RANKS for t in before))
    return verb.tag == "VBG" and not helpers and verb.dep in {"advcl", "acl", "conj", "pcomp"}


def _is_plan(parse: Parse, verb: Token) -> bool:
    """ "is scheduled", "set for Friday"; a record "set on Friday" is no plan"""
    if verb.lemma == "set" and not children(parse, verb.i, "xcomp"):
        return any(t.text.lower() == "for" for t in children(parse, verb.i, "prep"))
    return verb.lemma in _PLANS


def _perfect(parse: Parse, verbs: list[Token]) -> bool:
    """ "had been due to expire Friday": told from behind, all of it is over"""
    return any(t.text.lower() in {"had", "'d"} for v in verbs for t in children(parse, v.i, "aux"))

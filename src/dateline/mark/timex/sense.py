"""What syntax says of words that look like a time: "that" as a conjunction, "to end", "This Week" as a programme."""

from collections.abc import Sequence
from functools import cache

from dateline.data import table
from dateline.mark.tally.counted import is_person
from dateline.mark.timex import lexing
from dateline.mark.timex.grammar import Caught
from dateline.mark.timex.lexing import OTHER, Lexeme
from dateline.records import Parse, Token
from dateline.syntax import ancestors, children, sentence_of, token_at

_TITLED = ("UNIT", "UNITS", "RELATIVE", "REGULAR")
_NUMBERED = frozenset({"resolution", "resolutions", "flight", "highway", "route", "article", "decree", "no.", "order"})
_SPEEDS = frozenset({"second", "minute", "hour"})  # "15 rounds per minute"; "33 deaths per day" tells how often
_DATING = frozenset({"in", "since", "until", "till", "during"})  # "in 2014 militants took the town"
_ROUGHLY = frozenset({"around", "about", "approximately", "roughly", "some", "exactly", "circa"})
_OF_DAY = frozenset({"hours", "hrs", "hr", "h", "gmt", "utc", "z", "local", "est", "cet", "eat"})
_OWNERS = frozenset({"his", "her", "their", "my", "your", "our", "its"})


def settle(row: Sequence[Lexeme], parse: Parse) -> list[Lexeme]:
    """The row with every word taken out that the parse knows to be something else."""
    doubtful = _doubtful()
    return [x._replace(char=OTHER) if x.char in doubtful and _is_other(x, parse) else x for x in row]


@cache
def _doubtful() -> frozenset[str]:
    """What stands in the row for a word that may be something else."""
    chars = lexing.alphabet()
    return frozenset(c for w in {*_syntax(), *_names(), "DECADE"} if (c := chars.get(w)))


def _is_other(lexeme: Lexeme, parse: Parse) -> bool:
    i = token_at(parse, lexeme.start)
    if i is None:
        return False
    token, word = parse.tokens[i], lexeme.text.lower()
    if {token.tag, token.dep} & _syntax().get(word, frozenset()):
        return not _is_time_after_all(parse, word, token)
    if word[0].isdigit():
        return lexeme.char == lexing.alphabet()["DECADE"] and _before(parse, token) in _OWNERS  # "in his 30s"
    return token.text[0].isupper() and _is_titled(word, token, parse)  # the parse's case: a wire shouts all its words


def _is_time_after_all(parse: Parse, word: str, token: Token) -> bool:
    """ "future years"; "over a week", which is more than one; "the day following", where the parser seeks an object"""
    after = parse.tokens[token.i + 1].text.lower() if token.i + 1 < len(parse.tokens) else ""
    return (
        _before(parse, token) == "day"
        or parse.tokens[token.head].text.lower() in lexing.classes()["UNITS"]
        or (word == "over" and after in {"a", "an"})
    )


@cache
def _syntax() -> dict[str, frozenset[str]]:
    rows = table("times")["traps"]["syntax"].items()
    return {word: frozenset(signs) for word, signs in rows if word != "source"}


def _before(parse: Parse, token: Token) -> str:
    before = parse.tokens[token.i - 1] if token.i else token
    return before.text.lower() if before.i < token.i and before.sentence == token.sentence else ""


@cache
def _names() -> frozenset[str]:
    return frozenset(w for name in _TITLED for w in lexing.classes()[name])


def _is_titled(word: str, token: Token, parse: Parse) -> bool:
    """ "60 Minutes", "VOA Today", "the Six Day War": a capital inside a sentence that else keeps small letters

    A lone word all in capitals is only said loudly ("reported TODAY"); "USA TODAY" is a paper.
    """
    if word not in _names() or not _before(parse, token).replace(".", "").isalnum():
        return False
    if token.text.isupper() and len(word) > 1 and not parse.tokens[token.i - 1].text.isupper():
        return False
    sentence = sentence_of(parse, token.i)
    words = [t.text for t in parse.tokens[sentence.first : sentence.last] if t.text.isalpha()]
    return sum(w.islower() for w in words) * 2 > len(words)


def is_no_time(parse: Parse, caught: Caught) -> bool:
    """Whether a match counts or names something else: "1300 people", "Resolution 1483", "700 seats a week"."""
    i = token_at(parse, caught.row[caught.first].start)
    if i is None:
        return False
    if caught.rule.name == "year" and caught.last - caught.first == 1:
        return _is_number(parse, i)
    if caught.rule.name == "former, future":
        return parse.tokens[i].dep != "amod"  # "the former" of two
    if caught.rule.name == "in a length":  # "the second letter in two weeks" hangs on a noun
        return i == 0 or parse.tokens[parse.tokens[i - 1].head].pos != "VERB"
    if caught.rule.name in {"length", "every"}:
        return _is_rate(parse, caught, i)
    last = token_at(parse, caught.row[caught.last - 1].start)
    if caught.rule.name == "future":  # "in future wars", "the future king"
        return last is not None and parse.tokens[last].dep in {"amod", "compound"}
    return last is not None and _leads_on(parse, caught, parse.tokens[last])


def _leads_on(parse: Parse, caught: Caught, last: Token) -> bool:
    """Whether the last word belongs to what follows: "in March first reports came", "the day before the vote" """
    if caught.rule.name == "month day year":
        return last.text.isalpha() and last.head > last.i
    beside = caught.rule.name == "the next day" and last.text.lower() in {"before", "after", "following"}
    return beside and (last.dep == "mark" or bool(children(parse, last.i, "pobj", "pcomp")))


def _is_number(parse: Parse, i: int) -> bool:
    """ "1300 people" and "Resolution 1483" are no years: they count the people behind them or number a thing"""
    before = parse.tokens[i - 1].text.lower() if i else ""
    if before in _NUMBERED | _DATING:
        return before in _NUMBERED
    if _is_clock(parse, i):
        return True
    token, head = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    return token.dep == "nummod" and 0 < head.i - i <= 2 and head.tag in {"NNS", "NNPS"} and is_person(parse, head)


def _is_clock(parse: Parse, i: int) -> bool:
    """ "At 1400", "around 1900 GMT", "1845hrs": the hours of a day, and none of its years"""
    digits = parse.tokens[i].text
    if not (digits.isdigit() and int(digits[:2]) < 24 and int(digits[2:]) < 60):
        return False
    after = parse.tokens[i + 1].text.lower() if i + 1 < len(parse.tokens) else ""
    at = i - 1
    while at > 0 and parse.tokens[at].text.lower() in _ROUGHLY:
        at -= 1
    return after.rstrip(".") in _OF_DAY or (at >= 0 and parse.tokens[at].text.lower() == "at")


def _is_rate(parse: Parse, caught: Caught, i: int) -> bool:
    """ "$500 million a year", "four flights a week" measure a pace; "waited a week" a time"""
    unit = parse.tokens[i + 1] if i + 1 < len(parse.tokens) else parse.tokens[i]
    head = parse.tokens[unit.head]
    word = caught.row[caught.first].text.lower()
    if caught.last - caught.first != 2 or word not in {"a", "an", "per"}:
        return False
    if word == "per":
        return unit.text.lower() in _SPEEDS
    return unit.dep == "npadvmod" and head.i < i and head.tag in {"NNS", "NNPS", "CD"}


def is_aside(parse: Parse, i: int) -> bool:
    """Whether a time only tells of somebody in passing: "since 2023", "Mr. X, who fled in May, said …" """
    if _before(parse, parse.tokens[i]) == "since":
        return True
    above = (parse.tokens[i], *ancestors(parse, i))
    clause = next((t for t in above if t.dep in {"relcl", "acl"}), None)
    return clause is not None and _is_somebody(parse, parse.tokens[clause.head])


def _is_somebody(parse: Parse, noun: Token) -> bool:
    """A name of somebody, or who speaks."""
    speaks = noun.dep == "nsubj" and bool(children(parse, noun.head, "ccomp", "parataxis"))
    return speaks or noun.entity[2:] in {"PERSON", "ORG", "GPE", "NORP"}

"""Which noun a number phrase counts, and which group of people or things that noun names."""

from functools import cache
from itertools import takewhile

from dateline.data import table
from dateline.records import Parse, Token
from dateline.syntax import children, tokens_in

_LINKS = frozenset({"nummod", "quantmod", "compound", "amod", "det", "advmod", "nmod", "poss", "npadvmod"})
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ"})
_EITHER = frozenset({"officer", "captain", "commander", "colonel", "lieutenant", "sergeant", "recruit", "guard"})
_REACH = 6  # words a counted noun may stand behind its number


@cache
def _groups() -> dict[str, str]:
    return {noun: group for group, nouns in table("counts")["groups"].items() if group != "source" for noun in nouns}


@cache
def _things() -> frozenset[str]:
    return frozenset(table("counts")["things"]["nouns"])


def noun_of(parse: Parse, start: int, end: int) -> Token | None:
    """The token of the noun counted by the number at ``start``…``end``; the number's own token where it stands alone.

    None where the phrase holds no token.
    """
    inside = tokens_in(parse, start, end)
    if not inside:
        return None
    last = inside[-1]
    after = parse.tokens[last.i + 1] if last.i + 1 < len(parse.tokens) else None
    if after is not None and after.text.lower() == "of" and after.sentence == last.sentence:
        return _behind_of(parse, after, last)
    head = parse.tokens[last.head]
    near = 0 < head.i - last.i <= _REACH and not any(t.pos == "NUM" for t in parse.tokens[last.i + 1 : head.i])
    if last.dep in _LINKS and near and head.pos in _NOUNS:
        return _whole_compound(parse, head)
    return _scan(parse, last) or last


def _whole_compound(parse: Parse, noun: Token) -> Token:
    """ "two dozen aid workers": a number tied to "aid" counts the workers"""
    head = parse.tokens[noun.head]
    if noun.tag == "NN":  # "70 regime and rebel fighters"
        joined = (t for t in children(parse, noun.i, "conj") if t.tag == "NNS" and is_person(parse, t))
        return next(joined, noun if noun.dep not in {"compound", "amod"} or head.i - noun.i not in {1, 2} else head)
    return head if noun.dep in {"compound", "amod"} and 0 < head.i - noun.i <= 2 and head.pos in _NOUNS else noun


def _behind_of(parse: Parse, of: Token, number: Token) -> Token:
    found = children(parse, of.i, "pobj")
    if found and found[0].text.lower() not in {"them", "whom", "those", "which"}:
        return found[0]
    start = parse.tokens[found[0].i] if found else of
    after = [t for t in parse.tokens[start.i + 1 : start.i + 4] if t.sentence == of.sentence]
    near = takewhile(lambda t: t.pos not in {"ADP", "VERB", "PUNCT"}, after)  # "50 of them in May" counts no May
    return next((t for t in near if t.pos in {"NOUN", "PROPN"}), number)


def _scan(parse: Parse, number: Token) -> Token | None:
    """The last noun of the row of adjectives and nouns right behind the number: for parses that miss the link."""
    best = None
    for token in parse.tokens[number.i + 1 : number.i + 1 + _REACH]:
        if token.sentence != number.sentence or token.pos not in {"NOUN", "PROPN", "ADJ", "ADV"}:
            break
        if token.pos in {"NOUN", "PROPN"}:
            best = token
        elif best is not None:
            break
    return best


def group_of(parse: Parse, noun: Token) -> str | None:
    """The group a noun names ("children", "soldiers"), with "aid worker" before "worker"; None for people at large."""
    group = _named(parse, noun)
    return group if group != "people" else _by_modifier(parse, noun)


def _named(parse: Parse, noun: Token) -> str | None:
    words = (_pair(parse, noun), noun.lemma.lower(), noun.text.lower(), _singular(noun.text.lower()))
    found = next((_groups()[w] for w in words if w in _groups()), None)
    return "police" if found == "soldiers" and noun.lemma.lower() in _EITHER and _of_police(parse, noun) else found


def _of_police(parse: Parse, noun: Token) -> bool:
    """ "Ambushed a police patrol, killing nine officers": officers where police are told of, and no army."""
    first = parse.sentences[max(0, noun.sentence - 1)].first
    told = {t.lemma.lower() for t in parse.tokens[first : parse.sentences[noun.sentence].last]}
    return "police" in told and not told & {"army", "military", "soldier", "troop"}


def _singular(word: str) -> str:
    """The singular of a capitalised plural the parser leaves as it is: "Terrorists", "Gunmen" """
    return word[:-3] + "man" if word.endswith("men") else word[:-1] if word.endswith("s") else word


def _pair(parse: Parse, noun: Token) -> str:
    before = parse.tokens[noun.i - 1].text.lower() if noun.i else ""
    return f"{before} {noun.lemma.lower()}"


def _by_modifier(parse: Parse, noun: Token) -> str | None:
    """ "civilian deaths", "police officers", "rebel casualties": the group stands before a word for people."""
    before = children(parse, noun.i, "amod", "compound", "nmod")
    found = (_groups().get(t.lemma.lower()) for t in before)
    return next((g for g in found if g and g != "people"), None)


def is_person(parse: Parse, noun: Token) -> bool:
    """Whether the noun is known to name people."""
    word = noun.lemma.lower()
    return (
        _named(parse, noun) is not None
        or noun.entity.endswith("NORP")
        or word.endswith(("man", "men", "woman", "women"))
    )


def is_thing(noun: Token) -> bool:
    """Whether the noun is known to name something that is not people."""
    return noun.lemma.lower() in _things() or noun.text.lower() in _things()

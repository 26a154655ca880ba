"""Finds counts of people and vehicles: how many were killed, hurt, taken, displaced, gathered or sent."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dateline.data import table
from dateline.mark.tally.counted import group_of, is_person, is_thing, noun_of
from dateline.mark.tally.harm import what_is_counted
from dateline.mark.tally.quantities import quantities
from dateline.mark.tally.records import Quantity
from dateline.near import Near
from dateline.records import Article, CountMark, Parse, TimeMark, Token
from dateline.syntax import children, tokens_in
from dateline.vocab import CountOf

_HARMS = frozenset({CountOf.KILLED, CountOf.INJURED, CountOf.MISSING, CountOf.DISPLACED, CountOf.DETAINED,
                    CountOf.ABDUCTED, CountOf.RELEASED, CountOf.CASUALTIES})  # fmt: skip
_PART = re.compile(
    r"(?:including|among (?:them|whom|those|the (?:dead|victims|killed|wounded))|of (?:whom|them|which))\b", re.I
)
_OPENING = re.compile(
    r"^\W*(?:among (?:them|those|the)|of (?:them|those)|they include|the (?:dead|victims) include)", re.I
)
_PART_AFTER = re.compile(r"(?<!all )\b(?:of (?:them|whom|those|the (?:dead|victims|killed))|among them)\b", re.I)
_HOW = re.compile(
    r"[\w-]+ of (?:them|whom) (?:(?:very )?(?:seriously|severely|critically|gravely|badly|slightly|lightly)"
    r"|in (?:a )?(?:very )?(?:serious|critical|grave|stable) condition)\b",
    re.I,
)
_GAP = re.compile(r"(?:\band|,) $")
_THERE = re.compile(r" (?:in|at|near|on|outside|elsewhere|around)\b")
_AMONG_DEAD = re.compile(
    r"[^.;]{0,25}?\b(?:was|were|are|is|been|identified)\b[^.;]{0,25}?\bamong (?:the|those) "
    r"(dead|killed|victims|wounded|injured)\b",
    re.I,
)
_PARTED = re.compile(
    r",? (?:including|among them|most of them) [^.;:]{3,70}, (?:lost their lives|were (?:shot |burned )?(?:dead|killed)|died)\b"
)
_AMONG = re.compile(r"^[^.;]{0,40}\b(?:was|were|are|is|be)\s+among\s*$", re.I)
_INCLUDED = re.compile(r"(?:including|among them|among whom)(?: were| was)?(?: [\w-]+){0,4} $", re.I)
_KIN = frozenset(
    {
        "wife",
        "husband",
        "son",
        "daughter",
        "mother",
        "father",
        "brother",
        "sister",
        "child",
        "baby",
        "bodyguard",
        "grandson",
        "granddaughter",
        "grandmother",
        "grandfather",
        "uncle",
        "aunt",
        "nephew",
        "niece",
        "cousin",
        "bride",
        "fiance",
        "driver",
    }
)


def vague_tables() -> tuple[str, ...]:
    """The names of the tables that say how many "dozens", "several" and the like are."""
    return tuple(table("counts")["vague"])


def find_counts(
    article: Article, parse: Parse, times: tuple[TimeMark, ...], rules: str | None = None
) -> tuple[CountMark, ...]:
    """The counts of one article, in text order; numbers inside ``times`` are not counts.

    ``rules`` names the table of ``data/counts.toml`` that turns vague words into numbers ("neutral", "acled").
    ``low``, ``best`` and ``high`` are whole numbers; for an open end ("at least 20") that end is the number itself.
    """
    table_name = rules or table("counts")["default"]
    taken = Near(times, lambda time: [time.span])
    found = [m for q in quantities(article.text, table_name) if (m := _mark(article, parse, q, taken))]
    found = list(_gapped(article, parse, found))
    found += [m for t in parse.tokens if (m := _single(article, parse, t, found) or _untold(article, parse, t, found))]
    ordered = sorted(found, key=lambda m: m.span)
    return tuple(_total(article, parse, m) for m in _parts(article, parse, ordered))


def _mark(article: Article, parse: Parse, quantity: Quantity, taken: Near[TimeMark]) -> CountMark | None:
    inside = tokens_in(parse, quantity.start, quantity.end)
    near = taken.at(quantity.start, quantity.end)
    if not inside or any(t.span.start < quantity.end and quantity.start < t.span.end for t in near):
        return None
    noun = noun_of(parse, quantity.start, quantity.end) or inside[-1]
    what = what_is_counted(parse, inside[0], noun)
    alone = noun.i in {t.i for t in inside}
    end = max(quantity.end, noun.end)
    what = what if what in _HARMS else _among_dead(article, end) or _behind_parts(article, end) or what
    if is_thing(noun) or _heads(parse, noun) or (quantity.rule == "none" and what not in _HARMS):
        return None
    if alone and ((what not in _HARMS and what is not None) or _is_pronoun(article, quantity)):
        return None
    if not alone and what in {None, CountOf.RELEASED} and not is_person(parse, noun):
        return None
    return CountMark(article.span(quantity.start, end), noun.i, what, group_of(parse, noun),
                     quantity.low, quantity.best, quantity.high, quantity.rule)  # fmt: skip


def _behind_parts(article: Article, end: int) -> CountOf | None:
    """ "16 civilians, including five women and four children, lost their lives": what follows the parts"""
    return CountOf.KILLED if _PARTED.match(article.text[end : end + 120]) else None


def _heads(parse: Parse, noun: Token) -> bool:
    """ "320 head of cattle" """
    beasts = (n for p in children(parse, noun.i, "prep") for n in children(parse, p.i, "pobj"))
    return noun.lemma.lower() in {"head", "herd", "flock"} and any(is_thing(n) for n in beasts)


def _among_dead(article: Article, end: int) -> CountOf | None:
    """ "Twelve children were among the dead", "31 were identified among those killed" """
    match = _AMONG_DEAD.match(article.text[end : end + 90])
    return (CountOf.INJURED if match[1].lower() in {"wounded", "injured"} else CountOf.KILLED) if match else None


def _gapped(article: Article, parse: Parse, marks: list[CountMark]) -> Iterator[CountMark]:
    """A number alone takes what is left out from the count before it: "killed 45 civilians in Homs and 22 in Idlib"."""
    before: CountMark | None = None
    for mark in marks:
        head = parse.tokens[mark.head]
        made: CountMark | None = mark
        if mark.what is None and not is_person(parse, head):
            made = replace(mark, what=before.what) if before and _leans(article, parse, mark, before) else None
        if made is not None:
            before = made if made.what in _HARMS else before
            yield made


def _leans(article: Article, parse: Parse, mark: CountMark, before: CountMark) -> bool:
    """ "and 22 in Idlib", "50 of them", and a total of what was just counted: "bringing the total to 45" """
    apart = parse.tokens[mark.head].sentence - parse.tokens[before.head].sentence
    if apart <= 1 and _is_total(_before(article, parse, mark)):
        return True
    if apart:
        return False
    own = article.text[mark.span.start : mark.span.end + 10]
    gap = _GAP.search(article.text[max(0, mark.span.start - 8) : mark.span.start]) and _THERE.match(
        article.text[mark.span.end :]
    )
    return bool(gap) or _PART_AFTER.search(own) is not None


def _is_pronoun(article: Article, quantity: Quantity) -> bool:
    """ "one of the …" """
    words = article.text[quantity.start : quantity.end + 3].lower()
    return words == "one of"


@cache
def _articles() -> frozenset[str]:
    return frozenset({"a", "an", "another"})


def _single(article: Article, parse: Parse, token: Token, found: list[CountMark]) -> CountMark | None:
    """One person: "a soldier was killed", "his wife"; only where something befell them."""
    if token.tag not in {"NN", "NNP"} or (token.dep == "poss" and is_person(parse, parse.tokens[token.head])):
        return None  # of "a mayor's brother" one died
    before = [t for t in children(parse, token.i, "det", "poss") if t.i < token.i]
    if not before or not is_person(parse, token):
        return None
    words = {t.text.lower() for t in before}
    own = token.lemma.lower() in _KIN and bool(
        words & {"his", "her", "their", "'s"} or any(t.dep == "poss" for t in before)
    )
    if not (words & _articles() or own) or any(m.span.start <= token.start < m.span.end for m in found):
        return None
    if children(parse, token.i, "nummod") or any(t.text.lower() == "of" and own is False for t in _next(parse, token)):
        return None
    first = min(before, key=lambda t: t.i)
    what = what_is_counted(parse, first, token)
    included = _INCLUDED.search(article.text[max(0, first.start - 48) : first.start]) is not None
    if (what not in _HARMS and not included) or is_thing(token):
        return None
    rule = "further" if "another" in words else "singular"
    start = first.start if first.dep == "det" or first.pos == "PRON" else token.start
    many = table("counts")["bands"].get(token.lemma.lower(), 1)
    return CountMark(article.span(start, token.end), token.i, what, group_of(parse, token), many, many, many, rule)


def _untold(article: Article, parse: Parse, token: Token, found: list[CountMark]) -> CountMark | None:
    """ "caused heavy civilian casualties": more than one, the text does not say how many; "without casualties": none"""
    if token.lemma.lower() != "casualty" or token.tag != "NNS" or not (_befell(parse, token) or _spared(parse, token)):
        return None
    if any(m.span.start <= token.start < m.span.end for m in found) or children(parse, token.i, "neg", "nummod", "det"):
        return None
    first = min([token, *children(parse, token.i, "amod", "compound")], key=lambda t: t.i)
    span, many = article.span(first.start, token.end), 0 if _spared(parse, token) else 2
    rule = "untold" if many else "none"
    return CountMark(span, token.i, CountOf.CASUALTIES, group_of(parse, token), many, many, many, rule)


def _spared(parse: Parse, token: Token) -> bool:
    """ "Without casualties", "without causing casualties" """
    above = parse.tokens[token.head]
    return "without" in {above.text.lower(), parse.tokens[above.head].text.lower()}


def _befell(parse: Parse, token: Token) -> bool:
    """Whether casualties are said to have been: of a verb in ``[untold]`` of the table that nothing negates."""
    above = parse.tokens[token.head]
    above = parse.tokens[above.head] if above.pos == "ADP" and above.text.lower() in {"in", "to"} else above
    said = above.lemma.lower() in table("counts")["untold"]["verbs"] and above.tag in {
        "VBD",
        "VBN",
        "VBG",
        "VBZ",
        "VBP",
    }
    there = above.lemma != "be" or bool(children(parse, above.i, "expl"))
    return said and there and not children(parse, above.i, "neg")


def _next(parse: Parse, token: Token) -> list[Token]:
    return [t for t in parse.tokens[token.i + 1 : token.i + 2] if t.sentence == token.sentence]


def _parts(article: Article, parse: Parse, marks: list[CountMark]) -> Iterator[CountMark]:
    """Ties "among them two teenagers" to the whole it is part of: a part is never added to its whole."""
    wholes: list[CountMark] = []
    for i, mark in enumerate(marks):
        same = _same_state(article, parse, mark, wholes)
        whole = same or _whole(article, parse, mark, wholes) or _among_next(article, mark, marks[i + 1 :])
        what = same.what if same else _inherited(mark, whole) if whole else mark.what
        made = replace(mark, of=whole.span if whole else None, what=what)
        wholes.append(made)
        if made.what is not None or made.rule != "singular":
            yield made


def _same_state(article: Article, parse: Parse, mark: CountMark, wholes: list[CountMark]) -> CountMark | None:
    """ "11 wounded, three of them seriously": the whole told right before, whose state the part shares"""
    last = wholes[-1] if wholes else None
    if last is None or not _HOW.match(article.text[mark.span.start :]) or last.best < mark.best:
        return None
    return last if parse.tokens[last.head].sentence == parse.tokens[mark.head].sentence else None


def _inherited(part: CountMark, whole: CountMark) -> CountOf | None:
    return part.what if part.what in _HARMS else whole.what


def _whole(article: Article, parse: Parse, mark: CountMark, wholes: list[CountMark]) -> CountMark | None:
    here = parse.tokens[mark.head].sentence
    fits = [
        w
        for w in reversed(wholes)
        if 0 <= here - parse.tokens[w.head].sentence <= 1
        and w.best >= mark.best
        and (mark.what not in _HARMS or mark.what is w.what)
    ]
    return next((w for w in fits if _is_part(article, parse, mark, w)), None)


def _is_part(article: Article, parse: Parse, part: CountMark, whole: CountMark) -> bool:
    sentence = parse.sentences[parse.tokens[part.head].sentence]
    same = parse.tokens[whole.head].sentence == sentence.i
    gap = article.text[whole.span.end if same else sentence.start : part.span.start]
    cues = list(_PART.finditer(gap)) if same else list(_OPENING.finditer(gap))
    if cues:
        start = part.span.start - len(gap) + cues[-1].end()
        return not any(
            t.tag in {"VBD", "VBZ", "VBP"} and t.lemma != "be" for t in tokens_in(parse, start, part.span.start)
        )
    after = article.text[part.span.start : part.span.end + 24]
    return same and _PART_AFTER.search(after) is not None


def _among_next(article: Article, mark: CountMark, after: list[CountMark]) -> CountMark | None:
    """ "Six civilians were among at least 22 people killed" """
    bigger = (m for m in after[:3] if m.best > mark.best)
    among = (m for m in bigger if _AMONG.search(article.text[mark.span.end : m.span.start]))
    return next(among, None)


@cache
def _totals() -> tuple[list[re.Pattern[str]], re.Pattern[str]]:
    data = table("counts")["totals"]
    return [re.compile(p, re.I) for p in data["patterns"]], re.compile(
        "|".join(rf"\b(?:{p})" for p in data["after"]), re.I
    )


def _before(article: Article, parse: Parse, mark: CountMark) -> str:
    return article.text[parse.sentences[parse.tokens[mark.head].sentence].start : mark.span.start]


def _is_total(before: str) -> bool:
    return any(p.search(before) for p in _totals()[0])


def _total(article: Article, parse: Parse, mark: CountMark) -> CountMark:
    """Marks a total reached over time ("bringing the toll to 70", "killed since 2011")."""
    sentence = parse.sentences[parse.tokens[mark.head].sentence]
    before, after = _before(article, parse, mark), article.text[mark.span.end : sentence.end]
    if _is_total(before) or (mark.what in _HARMS and (_totals()[1].search(after) or "so far" in before.lower())):
        return replace(mark, cumulative=True)
    return mark

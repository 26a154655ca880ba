"""Text as a row of classed words: each known word, number or sign is one character, so that a rule is one regex."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from dateline.data import table
from dateline.mark import calendars

OTHER = "."  # a word no rule knows
BREAK = "\n"  # a blank line: no expression crosses it
_FIRST = 0xE000  # the private use area: one code point for each word or class of numbers
_SIGNS = (
    "DAY", "TWO", "INT", "YEAR", "DEC", "HHMM", "ORD", "ISO", "FIGURES", "CLOCK", "DECADE", "FEAST", "FRACTION",
    "COMMA", "HY", "SLASH", "POSS", "SHORT", "MONEY", "DOT", "PUNCT",
)  # fmt: skip
_TOKEN = re.compile(
    r"(?P<dotted>\b[aApP]\.\s?[mM]\b\.?|\b[aApP][mM]\b|\b[bB]\.[cC]\.(?:[eE]\.)?|\b[oO]['’](?i:clock)\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<iso>(?<![\d-])\d{4}-\d{2}-\d{2}(?:[Tt]\d{2}:?\d{2}(?::?\d{2})?)?(?![\d-]))"
    r"|(?P<figures>(?<![\d/.])\d{1,4}(?P<rule>[/.-])\d{1,2}(?P=rule)\d{2,4}(?![\d/]))"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}\.\d{2}(?=\s?[apAP]\.?[mM]\b))"
    r"|(?P<decade>\b\d{2,3}0['’]?[sS]\b|['’`]\d0[sS]\b|\b\d0[sS]\b)"
    r"|(?P<ord>\d{1,2}(?i:st|nd|rd|th)\b)"
    r"|(?P<fraction>\d/\d\b|[½¼¾])"
    r"|(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"|(?P<poss>['’](?:[sS]\b|(?=\s)))"
    r"|(?P<sign>[^\w\s]|_)"
    r"|(?P<gap>\n\s*\n)"
)
_PUNCTUATION = {",": "COMMA", "-": "HY", "–": "HY", "—": "HY", "/": "SLASH", "'": "SHORT", "’": "SHORT", "`": "SHORT",
                "$": "MONEY", "£": "MONEY", "€": "MONEY", ".": "DOT"}  # fmt: skip


# A piece of a rule: a lookaround or bracket, the name of a part, a class, a word, a sign, or space.
PIECE = re.compile(r"\(\?P<\w+>|\(\?<?[=!]|\w+=|[A-Z][A-Z_]*|[a-z]+|[|()?*]|\s+")


class Lexeme(NamedTuple):
    """A word, number or sign of the text with the character that stands for it in the row."""

    start: int
    end: int
    text: str
    char: str


@cache
def alphabet() -> dict[str, str]:
    """The character of every known word (lower case) and of every sign class (upper case)."""
    names = list(_SIGNS)
    for word in literals() + [w for words in classes().values() for w in words]:
        if word not in names:
            names.append(word)
    return {name: chr(_FIRST + i) for i, name in enumerate(names)}


@cache
def classes() -> dict[str, dict[str, str | int]]:
    """Every class of words with the value each word has in it."""
    return {name: words for name, words in table("times")["words"].items() if isinstance(words, dict)}


def literals() -> list[str]:
    """The lower-case words the rules and macros name themselves, in order."""
    data = table("times")
    patterns = [rule["pattern"] for rule in data["rule"]] + list(data["macros"].values())
    return list(dict.fromkeys(m.group() for p in patterns for m in PIECE.finditer(p) if m.group()[-1].islower()))


def value(name: str, lexeme: Lexeme) -> str | int | None:
    """What the word means in the class ``name``, None where it is not of that class."""
    return classes()[name].get(plain(lexeme.text))


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """The form a word has in the lexicon: lower case, no final point, a straight apostrophe."""
    return re.sub(r"\s", "", word.lower().rstrip(".").replace("’", "'"))


def lex(text: str) -> list[Lexeme]:
    """The lexemes of ``text``, in order."""
    chars, found = alphabet(), []
    feasts = calendars.spans(text)
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if feasts and feasts[0][0] <= start:
            if end >= feasts[0][1]:
                first, last, words, holds = feasts.pop(0)
                found.append(Lexeme(first, last, words, chars["FEAST"] if holds else OTHER))
            continue
        if match.lastgroup == "word":  # nine in ten: the short way
            words = match.group()
            found.append(Lexeme(start, end, words, _of_word(words)))
        else:
            found.append(_lexeme(match, text, chars))
    _abbreviations(found, chars)
    _untrap(found, chars)
    return found


@lru_cache(maxsize=50_000)
def _of_word(words: str) -> str:
    return alphabet().get(plain(words), OTHER)


def _lexeme(match: re.Match[str], text: str, chars: dict[str, str]) -> Lexeme:
    kind, words = match.lastgroup or "", match.group()
    if kind == "dotted":
        return Lexeme(*match.span(), words, _of_word(words))
    if kind == "gap":
        return Lexeme(*match.span(), words, BREAK)
    if kind == "sign":
        return Lexeme(*match.span(), words, chars[_PUNCTUATION.get(words, "PUNCT")])
    if kind == "num":
        return Lexeme(*match.span(), words, _number(match, text, chars))
    return Lexeme(*match.span(), words, chars[kind.upper()])


def _number(match: re.Match[str], text: str, chars: dict[str, str]) -> str:
    words, after = match.group(), text[match.end() : match.end() + 1]
    before = text[match.start() - 1 : match.start()]
    if before in {"$", "£", "€", "#"} or after == "%" or (after and after.isalpha()) or before == ".":
        return OTHER
    if "." in words:
        return chars["DEC"]
    if "," in words or len(words) > 4:
        return chars["INT"]
    if len(words) == 4:
        return chars["YEAR"] if 1000 <= int(words) <= 2150 else chars["HHMM"] if int(words) < 1000 else chars["INT"]
    if len(words) <= 2:
        return chars["DAY"] if 1 <= int(words) <= 31 else chars["TWO"]
    return chars["INT"]


def _abbreviations(found: list[Lexeme], chars: dict[str, str]) -> None:
    """Joins the point of "Nov." or "Fri." to its word."""
    whole = {chars[w] for w in ("may", "june", "july", "march", "april", "august", "monday", "friday", "sunday")}
    short = {chars[w] for name in ("MONTH", "WEEKDAY") for w in classes()[name] if len(w) <= 6} - whole
    for i in range(len(found) - 2, -1, -1):
        lexeme, after = found[i], found[i + 1]
        if lexeme.char in short and after.text == "." and lexeme.end == after.start:
            found[i] = Lexeme(lexeme.start, after.end, lexeme.text + ".", lexeme.char)
            del found[i + 1]


def _untrap(found: list[Lexeme], chars: dict[str, str]) -> None:
    """Takes words such as "may" and "march" out of the row where nothing beside them speaks of a date."""
    traps = table("times")["traps"]
    strict = {chars[w] for w in traps["figures_only"]}
    trapped = {chars[w] for w in traps["date_only"]} | strict
    fours = {chars[c] for c in ("DAY", "YEAR", "ORD")} | {
        chars[w] for w in [*classes()["MONTH"], *classes()["ORDWORD"]]
    } - trapped
    after, in_capitals = set(traps["after"]), set(traps["after_in_capitals"])
    weekdays, papers = {chars[w] for w in classes()["WEEKDAY"]}, set(traps["papers"])
    for i, lexeme in enumerate(found):
        if lexeme.char in weekdays and i + 1 < len(found) and _titled(found[i + 1], papers):
            found[i] = lexeme._replace(char=OTHER)
        if lexeme.char not in trapped:
            continue
        left = found[i - 1] if i else None
        right = found[i + 1] if i + 1 < len(found) else None
        words = set() if lexeme.char in strict else in_capitals if lexeme.text.isupper() else after
        if not _dated(lexeme, left, right, fours, words):
            found[i] = lexeme._replace(char=OTHER)


def _titled(word: Lexeme, names: set[str]) -> bool:
    return word.text[0].isupper() and word.text.lower() in names


def _dated(word: Lexeme, left: Lexeme | None, right: Lexeme | None, fours: set[str], after: set[str]) -> bool:
    if word.text[0].islower():
        return bool(left and right and {left.char, right.char} <= fours)
    if (right and (right.char in fours or (right.text == "," and left is None))) or (left and left.char in fours):
        return True
    return bool(left and left.text.lower() in after) or bool(after and right and right.text in "-–")

"""Where names may begin and end: windows over capitalised words, and what capitals are worth here."""

from collections.abc import Sequence

from dateline.mark.placewords import words_of
from dateline.records import Parse, Token

LONGEST = 7  # tokens in a name, hyphens included
_JOINTS = frozenset(
    [
        "-",
        "–",
        "'",
        "’",
        ".",
        "/",
        "&",
        "of",
        "de",
        "la",
        "le",
        "del",
        "du",
        "des",
        "los",
        "las",
        "el",
        "al",
        "as",
        "ad",
        "ar",
        "an",
        "at",
        "az",
        "ash",
        "es",
        "ez",
        "et",
        "the",
        "da",
        "do",
        "dos",
        "di",
        "e",
        "y",
        "bin",
    ]
)
_OPENERS = frozenset(
    "the a they we he she it you i this that these those in on of to by for from and but or if no eight".split()
)
ARTICLES = frozenset(["al", "el", "as", "ad", "ar", "an", "at", "az", "ash", "es", "ez", "et", "ed", "er", "ul"])


def surnames(parse: Parse) -> frozenset[str]:
    """Words that end a person's full name somewhere in the article: alone, they are the person again."""
    found, given = set(), words_of("common", "given")
    for here, after in zip(parse.tokens, (*parse.tokens[1:], None), strict=False):
        if here.entity == "I-PERSON" and (after is None or after.entity != "I-PERSON") and here.text[0].isupper():
            found.add(here.text)
        if after is not None and here.text.lower() in given and here.text[0].isupper() and after.text[0].isupper():
            found.add(after.text)
    return frozenset(found)


def names_of(parse: Parse) -> list[list[int]]:
    """The tokens of each name of several words that the parser calls a person's or a body's."""
    found: list[list[int]] = []
    for token in parse.tokens:
        if token.entity in ("B-PERSON", "B-ORG"):
            found.append([token.i])
        elif token.entity in ("I-PERSON", "I-ORG") and found and found[-1][-1] == token.i - 1:
            found[-1].append(token.i)
    return [run for run in found if len(run) > 1]


def shouts(tokens: Sequence[Token]) -> bool:
    """Whether capitals tell nothing here: most words of a longer stretch begin with one."""
    words = [t.text for t in tokens if t.text[0].isalpha()]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def may_start(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether a name may begin here: a capital that is no mere sentence opening, or an Arabic or Spanish article.

    Text that came in capitals is given "el Salvador", "la Paz": a small Spanish article before a name belongs to the name.
    """
    text = tokens[i].text
    if text[0].isupper():
        word, after = text.lower(), tokens[i + 1].text if i + 1 < end else ""
        if word in _OPENERS:
            return after in ("-", "–") or (word == "the" and after in ("Hague", "Gambia", "Bahamas", "Bronx"))
        return not (word in ("an", "as", "at") and (i == 0 or tokens[i - 1].sentence != tokens[i].sentence))
    if text in ("el", "la", "los", "las") and i + 1 < end and tokens[i + 1].text[0].isupper():
        return True
    return text in ARTICLES and i + 2 < end and tokens[i + 1].text in ("-", "–") and tokens[i + 2].text[0].isupper()


def windows(tokens: Sequence[Token], i: int, end: int) -> list[int]:
    """The last tokens of all windows that start at ``i`` and end in a capitalised word, the longest first."""
    found, j = [], i
    while j < min(end, i + LONGEST):
        text = tokens[j].text
        capital = text[0].isupper() or (text[0].isdigit() and j > i)
        if capital:
            found.append(j)
        elif (
            text not in _JOINTS
            and not (j == i and text in ARTICLES)
            and text != "and"
            and not _hyphened(tokens, j, end)
        ):
            break
        j += 1
    return found[::-1]


def _hyphened(tokens: Sequence[Token], j: int, end: int) -> bool:
    """Whether a small word stands between the hyphens of a name: "Port-au-Prince", "Stratford-upon-Avon"."""
    return j + 1 < end and tokens[j - 1].text == tokens[j + 1].text == "-" and tokens[j - 1].end == tokens[j].start


def run_end(tokens: Sequence[Token], i: int, end: int) -> int:
    """The last token of the capitalised run from ``i``, hyphens and articles inside it included."""
    last = j = i
    while j < end and (tokens[j].text[0].isupper() or tokens[j].text in ("-", "–") or (tokens[j].text in ARTICLES)):
        if tokens[j].text[0].isupper():
            last = j
        j += 1
    return last

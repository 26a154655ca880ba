"""Numbers in words and figures: how many days "two and a half", "a couple of" or "twenty-four" are."""

from collections.abc import Sequence

from dateline.mark.timex import lexing
from dateline.mark.timex.lexing import Lexeme

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}


def number(lexemes: Sequence[Lexeme]) -> float | str | None:
    """The number some words say; "X" for a vague one ("several"), None where they say none."""
    words = [lexing.plain(x.text) for x in lexemes]
    if words[:1] == ["half"] or (words[-1:] == ["half"] and words[:-1] in (["a"], ["an"])):
        return 0.5
    if words[-2:] == ["a", "half"]:
        whole = number(lexemes[:-3])
        return whole + 0.5 if isinstance(whole, float | int) else whole
    vague = next((v for x in lexemes if (v := lexing.value("VAGUE", x)) is not None), None)
    if vague is not None or "many" in words:
        return float(vague) if vague not in {None, "X"} else "X"
    return _sum(words)


def _sum(words: list[str]) -> float | None:
    total, group, seen = 0.0, 0.0, False
    for word in words:
        if word in {"to", "or"}:
            break
        value = 1.0 if word in {"a", "an"} else _one(word)
        if value is None:
            continue
        seen = True
        if value in {100, 1000} and word.isalpha():
            group = max(group, 1) * value
        elif word.isdigit() and group:
            break
        else:
            group += value
    return total + group if seen else None


def _one(word: str) -> float | None:
    if word in _FRACTIONS:
        return _FRACTIONS[word]
    value = lexing.classes()["NUMWORD"].get(word)
    if value is not None:
        return float(value)
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return None


def spoken_year(lexemes: Sequence[Lexeme]) -> int | None:
    """The year some words say as it is read aloud, "nineteen ninety-six", None where they say none."""
    first, rest = _one(lexing.plain(lexemes[0].text)), _sum([lexing.plain(x.text) for x in lexemes[1:]])
    return int(first * 100 + rest) if first in {18, 19, 20} and rest and 10 <= rest <= 99 else None


def ordinal(lexemes: Sequence[Lexeme]) -> int | None:
    """The number an ordinal says: "third", "twenty-first", "16th"."""
    total = 0
    for lexeme in lexemes:
        word = lexing.plain(lexeme.text)
        value = lexing.classes()["ORDWORD"].get(word) or lexing.classes()["NUMWORD"].get(word)
        digits = "".join(c for c in word if c.isdigit())
        total += int(value) if value else int(digits) if digits else 0
    return total or None

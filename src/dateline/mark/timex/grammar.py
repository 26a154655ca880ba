"""The rules of ``data/times.toml`` compiled, and their matches on a row of classed words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.data import table
from dateline.mark.timex import lexing
from dateline.mark.timex.lexing import Lexeme


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled rule: ``read`` names the reader, ``names`` maps each group to the part it stands for."""

    order: int
    name: str
    read: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Caught:
    """A match of a rule: words ``first`` to ``last`` (exclusive) of ``row``, with its named parts."""

    rule: Rule
    first: int
    last: int
    parts: dict[str, tuple[Lexeme, ...]]
    row: list[Lexeme]

    def has(self, part: str) -> bool:
        """Whether the match holds that part."""
        return part in self.parts

    def words(self, part: str) -> str:
        """The lower-case words of a part, "" where it is missing."""
        return " ".join(lexing.plain(x.text) for x in self.parts.get(part, ()))

    def all_words(self) -> str:
        """All words of the match in lower case."""
        return " ".join(lexing.plain(x.text) for x in self.row[self.first : self.last])

    def value(self, part: str, name: str) -> str | int | None:
        """What the first word of a part that belongs to class ``name`` means in it."""
        found = (lexing.value(name, x) for x in self.parts.get(part, ()))
        return next((v for v in found if v is not None), None)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the file."""
    return tuple(
        Rule(i, r["name"], r["read"], compile_pattern(r["pattern"])) for i, r in enumerate(table("times")["rule"])
    )


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A rule's words as a regular expression over the row. Raises re.error where the pattern is not well formed."""
    return re.compile(_rename("".join(_pieces(pattern))))


def _pieces(pattern: str) -> Iterator[str]:
    """The expression piece by piece; a part's name opens a group around the next atom or bracket."""
    depth, named, pending = 0, [], False
    for match in lexing.PIECE.finditer(pattern):
        piece = match.group()
        if piece.isspace():
            continue
        if piece.endswith("=") and piece[0] != "(":
            yield f"(?P<{piece[:-1]}>"
            pending = True
            continue
        if piece.startswith("("):
            yield piece if len(piece) > 1 else "(?:"
            depth += 1
            if pending:
                named.append(depth)
        elif piece == ")":
            yield ")"
            if named and named[-1] == depth:
                named.pop()
                yield ")"
            depth -= 1
        else:
            yield _atom(piece) + (")" if pending else "")
        pending = False


def _atom(piece: str) -> str:
    if piece in "|?*":
        return piece
    if piece == "NOUN":
        return re.escape(lexing.OTHER)
    if piece == "STOP":
        marks = "".join(lexing.alphabet()[c] for c in ("COMMA", "DOT", "PUNCT", "HY"))
        return f"(?=[{marks}{lexing.BREAK}]|$)"
    macros, chars, groups = table("times")["macros"], lexing.alphabet(), lexing.classes()
    if piece in macros:
        return f"(?:{''.join(_pieces(macros[piece]))})"
    if piece in groups:
        return f"[{''.join(chars[w] for w in groups[piece])}]"
    return chars[piece]


def _rename(regex: str) -> str:
    """Numbers the second and later groups of one name, which ``re`` would refuse."""
    seen: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}__{seen[name]}>"

    return re.sub(r"\(\?P<(\w+)>", number, regex)


def catches(row: list[Lexeme]) -> list[Caught]:
    """Every match of every rule, by place, the longest first, then by the order of the rules."""
    chars = "".join(lexeme.char for lexeme in row)
    found = [_caught(rule, match, row) for rule in rules() for match in rule.regex.finditer(chars) if match.group()]
    return sorted(found, key=lambda c: (c.first, c.first - c.last, c.rule.order))


def _caught(rule: Rule, match: re.Match[str], row: list[Lexeme]) -> Caught:
    parts = {}
    for group in match.re.groupindex:
        name, start, end = group.split("__")[0], *match.span(group)
        if start >= 0 and end > start:
            parts[name] = tuple(row[start:end])
    first, last = match.span()
    while last > first + 1 and row[last - 1].text in ",-":
        last -= 1
    return Caught(rule, first, last, parts, row)

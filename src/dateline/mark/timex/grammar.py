"""The rules of ``data/times.toml`` compiled, and their matches on a row of classed words."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.data import table
from dateline.mark.timex import lexing
from dateline.mark.timex.lexing import Lexeme


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled rule: ``read`` names the reader, ``openings`` are the characters a match can begin with."""

    order: int
    name: str
    read: str
    regex: re.Pattern[str]
    openings: frozenset[str]


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
        Rule(i, r["name"], r["read"], compile_pattern(r["pattern"]), openings(r["pattern"]))
        for i, r in enumerate(table("times")["rule"])
    )


@cache
def _by_opening() -> dict[str, list[Rule]]:
    """The rules a match of which can begin with each character, in the order of the file."""
    found = defaultdict(list)
    for rule in rules():
        for char in rule.openings:
            found[char].append(rule)
    return dict(found)


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


def openings(pattern: str) -> frozenset[str]:
    """The characters a match of the pattern can begin with."""
    return frozenset(_openings(_words(pattern))[0])


def _words(pattern: str) -> deque[str]:
    return deque(p for m in lexing.PIECE.finditer(pattern) if not (p := m.group()).isspace())


def _openings(pieces: deque[str]) -> tuple[set[str], bool]:
    """The opening characters up to the closing bracket, and whether nothing need stand there at all."""
    found: set[str] = set()
    first, nothing = True, False  # whether no word of this branch need have come yet; the same of any branch before
    while pieces and (piece := pieces.popleft()) != ")":
        if piece == "|":
            first, nothing = True, nothing or first
            continue
        if piece.endswith("=") and piece[0] != "(":
            continue
        chars, skipped = _opening(piece, pieces)
        if pieces and pieces[0] in "?*":
            pieces.popleft()
            skipped = True
        found |= chars if first else set()
        first = first and skipped
    return found, nothing or first


def _opening(piece: str, after: deque[str]) -> tuple[set[str], bool]:
    """The same of one piece; what a bracket holds is taken from ``after``."""
    if piece.startswith("("):
        inside = _openings(after)
        return inside if piece[-1] in "(>" else (set(), True)  # what only looks around takes no word
    if piece in table("times")["macros"]:
        return _openings(_words(table("times")["macros"][piece]))
    if piece == "STOP":
        return set(), True
    if piece == "NOUN":
        return {lexing.OTHER}, False
    return {lexing.alphabet()[word] for word in lexing.classes().get(piece, (piece,))}, False


def _rename(regex: str) -> str:
    """Numbers the second and later groups of one name, which ``re`` would refuse."""
    seen: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}__{seen[name]}>"

    return re.sub(r"\(\?P<(\w+)>", number, regex)


def catches(row: list[Lexeme]) -> list[Caught]:
    """Every match of every rule, by place, the longest first, then by the order of the rules.

    Matches of one rule do not overlap.
    """
    chars, starting = "".join(lexeme.char for lexeme in row), _by_opening()
    done = [0] * len(rules())
    found = []
    for i, char in enumerate(chars):
        for rule in starting.get(char, ()):  # trying each rule along the whole row took ten times as long
            match = rule.regex.match(chars, i) if done[rule.order] <= i else None
            if match:
                done[rule.order] = match.end()
                found.append(_caught(rule, match, row))
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

"""Characters, once and for all: after this, offsets never move.

What carries no words goes (carriage returns, zero-width marks, soft hyphens, control characters); odd spaces become
plain ones, so that most text keeps its length. ``tidy`` is idempotent.
"""

import re
import unicodedata
from itertools import pairwise

_DROP = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\ud800-\udfff]"
)
_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAK = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_PAGE = re.compile("\x0c")
_WRAP_MAX = 120  # longest line of text that was wrapped by hand; wider lines are paragraphs of their own
_BULLETS = tuple("•▪●◦‣")
_ITEM = re.compile(r"^[ ]*[•▪●◦‣■►] ?(?=\S)", re.M)
_BULLET = re.compile(r"(?<=\S) (?=[•▪●◦‣] ?\w)")
_BULLET_AFTER = re.compile(r"(?<=[.;:!?]) (?=[•▪●◦‣] ?\w)")
_WORD = re.compile(r"\S+")


def tidy(text: str) -> str:
    """The text in NFC with plain line ends and spaces, free of characters that show nothing."""
    text = _PAGE.sub("\n", _BREAK.sub("\n", text))
    return unicodedata.normalize("NFC", _SPACE.sub(" ", _DROP.sub("", text)))


def itemised(text: str) -> str:
    """The items of a list on lines of their own, their bullets blank; the text keeps its length."""
    parted = "\n".join(
        (_BULLET if line.lstrip()[:1] in _BULLETS else _BULLET_AFTER).sub("\n", line) for line in text.split("\n")
    )
    return _ITEM.sub(_blank, parted)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def squeeze(text: str) -> str:
    """``tidy`` text on one line, every run of white space one space: for blocks cut out of mark-up."""
    return " ".join(tidy(text).split())


def unwrap(text: str) -> str:
    """Lines that were broken at a fixed width joined again; each joint keeps its length, a line end becoming a space.

    A break belongs to the wrapping where the next line's first word would not have fitted any more, or where, below
    the first line, a long line stops in the middle of a sentence.
    """
    lines = text.split("\n")
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lines) < 4 or not lengths or not 40 <= lengths[-1] <= _WRAP_MAX:
        return text
    width = lengths[int(len(lengths) * 0.9)]
    first = next(n for n, line in enumerate(lines) if line.strip())
    joined = [lines[0]]
    for n, (before, after) in enumerate(pairwise(lines)):
        joined.append(_joint(before, after, width, n == first) + after)
    return "".join(joined)


def _joint(before: str, after: str, width: int, opens: bool) -> str:
    first = _WORD.search(after)
    if not first or not before.strip() or _starts_item(after):
        return "\n"
    line = before.rstrip()
    fits = len(line) + 1 + len(first.group()) <= width
    in_sentence = not opens and len(line) >= 0.7 * width and line[-1] not in ".!?:;”\"’'"
    if fits and not in_sentence:
        return "\n"
    return "" if before.endswith("-") and before[-2:-1].isalpha() else " "


def _starts_item(line: str) -> bool:
    return bool(re.match(r"\s*([-*•–]|\d{1,2}[.)])\s", line))


def mend_hyphen(left: str, right: str, text: str) -> str:
    """The word broken as ``left-`` / ``right`` at a line end of a typeset page, as the rest of the text spells it.

    Where neither spelling stands elsewhere the hyphen goes, unless a capital or a digit says it is a compound.
    """
    whole, compound = left + right, f"{left}-{right}"
    if compound.lower() in text.lower():
        return compound
    if re.search(rf"\b{re.escape(whole)}\b", text, re.IGNORECASE):
        return whole
    return compound if not left.islower() or not right[:1].islower() else whole


def fold(text: str) -> str:
    """Letters and digits only, lower case: two spellings of one title meet."""
    return "".join(c for c in text.casefold() if c.isalnum())


def caps(text: str) -> bool:
    """Whether the text is written in capitals throughout, as old wires are."""
    letters = [c for c in text[:4000] if c.isalpha()]
    return len(letters) > 40 and sum(c.isupper() for c in letters) > 0.9 * len(letters)

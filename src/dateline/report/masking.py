"""Taking words out of a reading: its text, its spans, and every name made from them.

Blocks in the text keep its length, so offsets hold; names become "[name withheld]", places "[place withheld]".
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from dateline.folding import fold, skeleton
from dateline.records import Reading, Span

__all__ = ["MASK", "Words", "masked"]

MASK = "█"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
GAP = r"[\s\-‑–_.,+%20]{0,3}"  # what may stand between two words of a name in a text, a file name or an address
PARTED = re.compile(r"[\s\-‑–_.,]+")
EDGE, END = r"(?<![^\W_])", r"(?![^\W_])"
# Parts of names that are words of their own: alone they don't tell of whom, and much else would go with them.
NO_NAME = frozenset(
    """al el bin ibn abu umm abd bint ould ag de da dos del la van von ben der den du le san st the of and mr mrs ms miss
    dr will may march april june july august may january february september october november december monday sunday
    friday saturday a an in on at to""".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """What must not leave: names of ``people``, words of ``places``. ``kept`` are public names that share words with
    the first, ``wide`` the spans of areas that share them with the second."""

    people: frozenset[str]
    places: frozenset[str]
    kept: frozenset[str] = frozenset()
    wide: tuple[Span, ...] = ()


def masked(reading: Reading, words: Words) -> Reading:
    """The reading with those words out of its text, spans and names, its title, file name and address."""
    article = reading.article
    spots = _places(words.places)
    persons = _people(words, article.text)

    def outside(match: re.Match[str]) -> str:
        return match.group() if any(s.start <= match.start() < s.end for s in words.wide) else _block(match)

    def label(text: str) -> str:
        return spots.sub(_name("[place withheld]"), persons.sub(_name("[name withheld]"), text))

    text = spots.sub(outside, persons.sub(_block, article.text))
    bare = replace(
        article,
        text=text,
        title=article.title and label(article.title),
        byline=article.byline and label(article.byline),
        dateline=article.dateline and _cut(article.dateline, text),
        source=_address(article.source, words, label),
        url=article.url and _whole(article.url, words, label),
    )
    return replace(
        reading,
        article=bare,
        claims=_rewritten(reading.claims, text, label),
        marks=_rewritten(reading.marks, text, label),
        quotations=_rewritten(reading.quotations, text, label),
    )


def _cut(span: Span, text: str) -> Span:
    return Span(span.start, span.end, text[span.start : span.end])


def _block(match: re.Match[str]) -> str:
    return match.group() if match.lastgroup == "kept" else MASK * len(match.group())


def _name(label: str) -> Callable[[re.Match[str]], str]:
    return lambda match: match.group() if match.lastgroup == "kept" else label


# ---------------------------------------------------------------- patterns


def _places(words: Iterable[str]) -> re.Pattern[str]:
    """Any of ``words`` in any case, the longest first."""
    return _any(rf"(?i:{_spelt(word)})" for word in _longest(words))


def _people(words: Words, text: str) -> re.Pattern[str]:
    """Whole names in any case, then each of their words, and other spellings of it in ``text``, as a name is written."""
    whole = [rf"(?i:{_spelt(name)})" for name in _longest(words.people) if len(name.split()) > 1 or name[0] == "@"]
    kept = [rf"(?P<kept>{'|'.join(_spelt(name) for name in _longest(words.kept))})"] if words.kept else []
    return _any([*kept, *whole, *map(_single, _longest(_singles(words, text)))])


def _any(parts: Iterable[str]) -> re.Pattern[str]:
    found = "|".join(parts)
    return re.compile(f"{EDGE}(?:{found}){END}" if found else r"(?!)")


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _spelt(name: str) -> str:
    """The words of a name with whatever parts them."""
    parts = [part for part in PARTED.split(name) if part] or [name]
    return GAP.join(re.sub(r"['’]", "['’]", re.escape(part)) for part in parts)


def _single(word: str) -> str:
    """A word of a name as names are written, in capitals too, and of a family ("the Haddads")."""
    plural = "(?:s|S)?" if len(word) > 3 else ""
    return f"(?:{_spelt(word[:1].upper() + word[1:])}|{_spelt(word.upper())}){plural}"


def _singles(words: Words, text: str) -> frozenset[str]:
    """The words of the names, and words of the text that may be another spelling of one of them."""
    own = {part for name in words.people for part in WORD.findall(name) if _telling(part)}
    bones = {skeleton(part) for part in own} - {""}
    kept = {fold(part) for name in words.kept for part in WORD.findall(name)}
    capital = {word for word in WORD.findall(text) if word[:1].isupper() and _telling(word) and len(word) > 3}
    return frozenset(own | {word for word in capital if fold(word) not in kept and skeleton(word) in bones})


def _telling(word: str) -> bool:
    return len(word) > 1 and word.casefold() not in NO_NAME


# ---------------------------------------------------------------- addresses and records


def _address(source: str, words: Words, label: Callable[[str], str]) -> str:
    """A path or address without the names in it, in whatever case they are written there."""
    return _any(rf"(?i:{_spelt(word)})" for word in _longest(_all(words))).sub("[withheld]", label(source))


def _whole(url: str, words: Words, label: Callable[[str], str]) -> str | None:
    """The address where no name stands in it; half an address leads nowhere."""
    return url if _address(url, words, label) == url else None


def _all(words: Words) -> frozenset[str]:
    parts = {part for name in words.people for part in WORD.findall(name) if _telling(part) and len(part) > 2}
    return words.people | parts | words.places


def _rewritten(value: Any, text: str, label: Callable[[str], str]) -> Any:
    """Any record with its spans cut from ``text`` and its other words passed through ``label``."""
    if isinstance(value, Span):
        return _cut(value, text)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _rewritten(getattr(value, f.name), text, label) for f in fields(value)})
    if isinstance(value, tuple):
        return tuple(_rewritten(item, text, label) for item in value)
    return label(value) if type(value) is str else value

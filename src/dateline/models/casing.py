"""Restores case before parsing: text all in capitals or all without, and headlines that capitalise every word.

The parser was trained on ordinary case and reads "REBELS FIRED ON TROOPS" as a row of names. Words are put into lower
case unless they are names; lengths never change, so offsets hold. What counts as a name: words no English dictionary
of common words knows, and the names of states, peoples, months and actors in ``data``.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from dateline.data import table

_WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*\.?")
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september "
    "october november december i".split()
)
_PARTICLE = frozenset("el la los las san santa al abu ibn bin ben de del von van saint st".split())
_SMALL = frozenset("a an the of in on at by for to from and or but nor as with into over after up out off down".split())
_END = re.compile(r"[.!?:]\s*[\"“”‘’')\]]*\s*$")


def shout(text: str) -> bool:
    """Whether a block is written in capitals: at least four words and nine letters in ten upper case."""
    letters = [c for c in text if c.isalpha()]
    return len(_WORD.findall(text)) >= 4 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def hushed(text: str) -> bool:
    """Whether a block has no capital at all though it has a dozen words: text put in lower case by someone."""
    return len(_WORD.findall(text)) >= 12 and not any(c.isupper() for c in text)


def title_case(text: str) -> bool:
    """Whether a block capitalises every longer word, as many headlines do: at least five such words, all but one."""
    longer = [w for w in _WORD.findall(text) if len(w) > 3]
    return len(longer) >= 4 and sum(w[0].isupper() for w in longer) >= len(longer) - (len(longer) >= 7)


def _lower(word: str) -> str:
    lowered = word.lower()
    return lowered if len(lowered) == len(word) else word


def _upper(word: str) -> str:
    raised = word.upper()
    return raised if len(raised) == len(word) else word


def _capital(word: str) -> str:
    return _upper(word[0]) + _lower(word[1:]) if len(_lower(word)) == len(word) else word


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """Single words that are always names, and short names kept in capitals, from the actors' tables."""
    singles, capitals = set(_CALENDAR), set()
    for fields in table("actors/states").get("states", {}).values():
        for name in ";".join(fields).replace("!", "").split(";"):
            singles |= {w.lower() for w in name.split() if w[:1].isupper() and len(w) > 3}
    regions = ("middle-east", "africa", "asia", "europe", "americas")
    for source in (*(f"groups-{region}" for region in regions), "forces", "orgs", "media"):
        for value in _strings(table(f"actors/{source}")):
            if value.isupper() and 2 < len(value) < 7:
                capitals.add(value.lower())
    for fields in table("actors/leaders").get("leaders", {}).values():
        singles |= {w.lower() for name in fields[1:] for w in name.split() if w[:1].isupper() and len(w) > 4}
    return frozenset(singles) - {"united", "island", "islands", "republic", "house", "new", "south", "north", "kingdom",
                                 "people", "states", "state", "democratic", "central", "coast", "guards"}, frozenset(
        capitals - {"who", "tip", "mend", "model", "pad", "eros", "cam", "may"}  # acronyms that are words too
    )  # fmt: skip


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _keeps(word: str, around: str) -> bool:
    """Abbreviations stay as they are: "U.S.", known short names, a short word in brackets, one without vowels."""
    bare = word.rstrip(".")
    if word.islower():
        return False
    if "." in bare or bare.lower() in _names()[1]:
        return True
    return word.isupper() and 1 < len(bare) <= 6 and (around == "()" or not re.search("[AEIOUY]", bare))


def _recased(word: str, before: str, starts: bool, common: Callable[[str], bool]) -> str:
    bare = word.rstrip(".").lower()
    stem = bare[:-2] if bare.endswith(("'s", "’s")) else bare
    if word.islower() and (stem in _names()[1] or re.fullmatch(r"(?:[a-z]\.){1,}[a-z]?\.?", word)):
        return _upper(word)
    if starts or stem in _names()[0] or (before in _PARTICLE - {"la", "de"} and stem not in _SMALL):
        return _capital(word)
    return _lower(word) if stem in _SMALL or common(stem) else _capital(word)


def recase(text: str, common: Callable[[str], bool]) -> str:
    """``text`` with ordinary case, the same length; ``common`` tells of a lower-case word whether it is no name."""
    out, last, before = [], 0, ""
    for match in _WORD.finditer(text):
        lead = text[: match.start()]
        starts = last == 0 or (bool(_END.search(lead[-6:])) and not re.search(r"\b(?:\w\.)+\s*$", lead[-8:]))
        around = lead[-1:] + text[match.end() : match.end() + 1]
        word = match.group()
        raised = word.islower() and around == "()" and len(word) <= 6 and not common(word)
        kept = _upper(word) if raised else word
        keeps = raised or _keeps(word, around)
        out += [text[last : match.start()], kept if keeps else _recased(word, before, starts, common)]
        last, before = match.end(), word.lower().rstrip(".")
    return "".join([*out, text[last:]])

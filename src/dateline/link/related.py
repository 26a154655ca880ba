"""Which triggers reporters use of one and the same event, from ``data/related.toml``: what word vectors can't tell."""

from functools import cache, lru_cache

from dateline.data import table
from dateline.link.sighting import stem

# Synonyms and derivations; an act and its usual outcome. The weights, fitted on top, hang on the order alone.
SAME, NEAR = 0.8, 0.4


@cache
def _groups(level: str) -> dict[str, frozenset[str]]:
    """The groups of a level that each stem stands in, irregular forms with their verb."""
    irregular = table("related")["irregular"]
    found: dict[str, set[str]] = {}
    for group, words in table("related")[level].items():
        for word in (form for w in words for form in (w, *irregular.get(w, ()))):
            found.setdefault(stem(word), set()).add(group)
    return {word: frozenset(groups) for word, groups in found.items()}


def _level(a: tuple[str, ...], b: tuple[str, ...], level: str) -> frozenset[str]:
    groups = _groups(level)
    left = {g for word in a for g in groups.get(stem(word), ())}
    return frozenset(g for word in b for g in groups.get(stem(word), ()) if g in left)


@lru_cache(maxsize=1 << 18)
def related(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[float, str]:
    """How related two triggers' words are, from 0 to 1, and the group they share."""
    for value, level in ((SAME, "same"), (NEAR, "near")):
        shared = _level(a, b, level)
        if shared:
            return value, min(shared).replace("_", " ")
    return 0.0, ""

"""Which triggers reporters use of one and the same event, from ``data/related.toml``: what word vectors can't tell."""

from functools import cache, lru_cache

from dateline.data import table
from dateline.link.sighting import stem
from dateline.link.vectors import likeness

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
    """How related two triggers' words are, from 0 to 1, and by what."""
    if shared := _level(a, b, "same"):
        return SAME, _words_of(shared)
    if abbreviates(a, b) or abbreviates(b, a):
        return SAME, "one abbreviates the other"
    if derived(a, b):
        return SAME, "one is derived from the other"
    shared = _level(a, b, "near")
    return (NEAR, _words_of(shared)) if shared else (0.0, "")


def _words_of(groups: frozenset[str]) -> str:
    return f"both are words of “{min(groups).replace('_', ' ')}”"


def abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a word is the first letters of several: "ied", "improvised explosive device". A small word among them,
    which triggers don't keep, may have given a letter too: "dui", "driving influence"."""
    if len(short) != 1 or not 2 <= len(long) <= len(short[0]) <= len(long) + 1 or short[0][0] != long[0][0]:
        return False
    letters = iter(short[0])
    return all(word[0] in letters for word in long)


def derived(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the last words are a verb and its noun: "collide", "collision"; "explode", "explosions"."""
    if not a or not b:
        return False
    verb, noun = sorted((stem(a[-1]), stem(b[-1])), key=lambda word: (len(word), word))
    return len(verb) >= SHORTEST and noun in _nouns(verb) and likeness(a[-1:], b[-1:]) >= LIKE


# A shorter verb has too many words that only look like its nouns; so have longer ones, but those mean other things:
# "tent" and "tension", "allege" and "allegiance".
SHORTEST, LIKE = 4, 0.2


@lru_cache(maxsize=1 << 14)
def _nouns(verb: str) -> frozenset[str]:
    """The stems of the nouns that may be derived from a verb's stem."""
    rules = table("related")["derivation"]
    changed = (verb.removesuffix(old) + new for old, new in rules["ends"] if verb.endswith(old))
    return frozenset(stem(base + ending) for base in (verb, *changed) for ending in rules["nouns"])

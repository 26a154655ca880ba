"""The words around place names, from ``data/places``, and how well known a name is as a place."""

from functools import cache

from dateline.data import table
from dateline.folding import fold
from dateline.records import Entry


@cache
def words_of(group: str, name: str) -> frozenset[str]:
    value = table("places/words")[group][name]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def kinds() -> dict[str, str]:
    return {word: code for code, words in reversed(table("places/words")["types"].items()) for word in words}


@cache
def roads() -> frozenset[str]:
    return frozenset(w.rstrip(".") for w in words_of("roads", "words"))


@cache
def common() -> frozenset[str]:
    return words_of("common", "words") | words_of("common", "given")


@cache
def class_words() -> frozenset[str]:
    """Words that may stand in a written-out kind of place: "oil field", "border crossing", "refugee camp"."""
    return frozenset(kinds()) | {"oil", "gas", "air", "border", "refugee", "military", "power", "central", "dam's"}


@cache
def numbered_roads() -> frozenset[str]:
    return words_of("roads", "numbered")


@cache
def peoples() -> dict[str, str]:
    """Demonyms, folded and with their plurals, to the name of the place they belong to."""
    found: dict[str, str] = {}
    states = table("places/countries")["states"].values()
    places = [(s["name"], s["people"]) for s in states]
    for group in table("places/divisions").values():
        if isinstance(group, dict):
            places += [(name, item.get("people", ())) for name, item in group.items()]
    for group in table("places/regions")["region"]:
        places += [(item["name"], item.get("people", ())) for item in group["names"]]
    lands = {fold(name) for name, _ in places}  # "Laos", "Philippines" are no Lao, no Philippine people
    for name, words in places:
        for word in words:
            found.setdefault(fold(word), name)
            if not word.endswith(("ese", "ish", "ch", "s", "men")) and fold(word + "s") not in lands:
                found.setdefault(fold(word + "s"), name)
    return found


def directional(word: str) -> bool:
    stem = word.removesuffix("ern")
    return stem in table("places/words")["directions"] or word in ("central", "downtown", "greater", "mid")


def compass(word: str) -> bool:
    """Whether the word names a part of a wider area: "northern", "east", "rural"."""
    stem = word.removesuffix("ern")
    return (
        stem in table("places/words")["directions"]
        or word == "rural"
        or (directional(word.lower()) and word.endswith("ern"))
    )


@cache
def abbreviations() -> frozenset[str]:
    groups = [g for g in table("places/divisions").values() if isinstance(g, dict)]
    short = {s for g in groups for item in g.values() for s in item.get("short", ())}
    states = table("places/countries")["states"].values()
    return frozenset(short | {a for s in states for a in s.get("also", ()) if a.isupper()})


@cache
def folded_abbreviations() -> frozenset[str]:
    return frozenset(map(fold, abbreviations()))


def shorthand(name: str, entries: tuple[Entry, ...]) -> bool:
    """Whether a short form of a division stands without the capitals and dots that make it one ("In", "Me", "La")."""
    folded = fold(name)
    if len(folded) > 5 or name in abbreviations() or folded not in folded_abbreviations():
        return False
    return len(folded) < 4 or not any(fold(e.name) == folded for e in entries[:3])


def prior(name: str, entries: tuple[Entry, ...]) -> float:
    """How often a name as known as this is meant as a place, by the most important place that bears it."""
    folded = fold(name)
    best = -0.5
    for entry in entries[:6]:
        value = importance(entry)
        if folded != fold(entry.name) and entry.source != "dateline" and entry.feature != "PCLI":
            value -= 0.3
        best = max(best, value)
    return best


def importance(entry: Entry) -> float:
    by_feature = {
        "PCLI": 2.2,
        "CONT": 1.8,
        "RGN": 1.4,
        "ADM1": 1.4,
        "SEA": 1.6,
        "STM": 0.4,
        "MTS": 1.0,
        "ADM2": 0.7,
        "AIRP": 0.4,
    }
    if entry.source == "dateline" and entry.feature not in by_feature:
        return 1.3
    if entry.feature in by_feature and entry.source != "gdelt":
        return by_feature[entry.feature]
    for least, value in ((1_000_000, 1.6), (100_000, 1.2), (15_000, 0.8), (1_000, 0.4), (1, 0.2)):
        if entry.population >= least:
            return value
    return -0.3 if entry.feature in ("PPL", "ADM2") else -0.4

"""Finds weapons and means of attack, by the words of ``data/weapons.toml``."""

from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.data import table
from dateline.mark.nouns import listed
from dateline.mark.spelling import fold
from dateline.records import Article, Parse, Token, WeaponMark
from dateline.syntax import children
from dateline.vocab import ZoneKind

_LONGEST = 6  # tokens in the longest name, hyphens not counted
_LOOSE = {
    "mine": ("NOUN",),
    "shell": ("NOUN", "PROPN"),
    "blast": ("NOUN", "PROPN"),
    "club": ("NOUN",),
    "shooting": ("NOUN", "PROPN"),
}
_MINED = {"explode", "explosion", "detonate", "step", "plant", "lay", "clear", "clearance", "ordnance", "blast"}
_WORK = {"worker", "union", "hunger", "labor", "labour", "teacher", "wage", "pay", "employee", "picket"}
_STRIKES = {"hit", "destroy", "kill", "target", "engage", "damage", "strike", "wound", "injure", "suppress", "level"}
_HANDLING = {
    "throw",
    "hurl",
    "wield",
    "pelt",
    "attack",
    "beat",
    "arm",
    "hit",
    "brandish",
    "strike",
    "use",
    "armed",
    "lob",
    "fling",
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Weapon words: their folded lemmas joined by blanks, with the mode; ``handled`` are those that are weapons only
    where somebody throws or wields them, ``firsts`` the first words of all, and the nothing that a hyphen folds to."""

    modes: dict[str, str]
    handled: frozenset[str]
    firsts: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The words of ``data/weapons.toml``."""
    modes: dict[str, str] = {}
    handled: set[str] = set()
    for mode, entry in table("weapons").items():
        if isinstance(entry, dict):
            modes.update({_key(words): mode for words in listed(entry["words"])})
            handled.update(listed(entry.get("only", "")))
    return Lexicon(modes, frozenset(handled), frozenset(["", *(words.partition(" ")[0] for words in modes)]))


def _key(words: str) -> str:
    return fold(words.replace("-", " ")).strip()


def sub_event(mode: str) -> str | None:
    """The ACLED sub-event type an attack by this means has, where the means decides it."""
    entry = table("weapons").get(mode)
    return entry.get("acled") if isinstance(entry, dict) else None


def find_weapons(article: Article, parse: Parse) -> tuple[WeaponMark, ...]:
    """The weapons of one article, in text order, the longest name at each place."""
    found: list[WeaponMark] = []
    for sentence in parse.sentences:
        if sentence.zone == ZoneKind.META:
            continue
        i = sentence.first
        while i < sentence.last:
            last = _match(parse, i, sentence.last)
            if last is not None:
                found.append(_mark(article, parse, i, last))
            i = i + 1 if last is None else last + 1
    return tuple(found)


def _match(parse: Parse, i: int, end: int) -> int | None:
    """The last token of the longest weapon word that starts at token ``i``."""
    known = lexicon()
    if not any(word.partition(" ")[0] in known.firsts for word in _words(parse.tokens[i].text, parse.tokens[i].lemma)):
        return None
    best, forms = None, [""]
    j, counted = i, 0
    while j < end and counted < _LONGEST:
        token = parse.tokens[j]
        if token.pos == "PUNCT" and token.text not in ("-", "–"):
            break
        if token.text not in ("-", "–") or j == i:
            forms = [f"{form} {word}".strip() for form in forms[:6] for word in _words(token.text, token.lemma)]
            counted += 1
            if any(form in known.modes for form in forms) and _fits(parse, i, j):
                best = j
        j += 1
    return best


def names_weapon(words: str) -> bool:
    """Whether the words are a weapon's name, whatever the parser took them for."""
    key = _key(words)
    return key in lexicon().modes or key.removesuffix("s") in lexicon().modes


@lru_cache(maxsize=8192)
def _words(text: str, lemma: str) -> tuple[str, ...]:
    """The forms a token is looked up by: as it is and as its lemma; a hyphened token as its parts."""
    surface, lemma = _key(text), _key(lemma)
    bare = surface.removesuffix("s")
    return tuple(dict.fromkeys((surface, lemma, bare)))


def _fits(parse: Parse, i: int, j: int) -> bool:
    """Whether the words are nouns here, and, for everyday things, whether somebody wields them."""
    token = parse.tokens[j]
    if token.pos in ("VERB", "AUX", "ADV", "PRON") and token.tag != "VBG":
        return False
    if token.tag == "VBG" and token.dep not in (
        "compound",
        "pobj",
        "nsubj",
        "dobj",
        "conj",
        "nsubjpass",
        "ROOT",
        "appos",
    ):
        return False
    lemma = _key(token.lemma)
    if i == j and token.pos == "PROPN" and not token.text.isupper() and i > 0 and _in_name(parse, token):
        return any(
            lexicon().modes.get(word) == "aircraft" for word in _words(token.text, token.lemma)
        )  # "French Rafales"
    if lemma == "strike" and i == j and not _struck(parse, token):
        return False
    if i == j and lemma in _LOOSE and token.pos not in _LOOSE[lemma]:
        return False
    if i == j and lemma == "mine" and token.tag == "NN" and not _mined(parse, token):
        return False
    if i == j and token.tag == "VBG" and children(parse, j, "dobj"):
        return False
    return not (i == j and lemma in lexicon().handled) or _handled(parse, token)


def _in_name(parse: Parse, token: Token) -> bool:
    """Whether a capital word ends a name: "the Samarra Barrage"."""
    before = parse.tokens[token.i - 1]
    return before.pos == "PROPN" and before.head == token.i and before.dep == "compound"


def _struck(parse: Parse, token: Token) -> bool:
    """Whether a "strike" is one from the air, not one of workers: by its verb, its target, or who makes it."""
    sentence = parse.sentences[token.sentence]
    words = {t.lemma.lower() for t in parse.tokens[sentence.first : sentence.last]}
    if words & _WORK:
        return False
    above = parse.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass") and above.lemma.lower() in _STRIKES:
        return True
    if token.dep == "dobj" and above.lemma.lower() in ("conduct", "carry", "launch"):
        return True
    if any(t.text.lower() in ("against", "near", "on") for t in children(parse, token.i, "prep")):
        return token.tag == "NNS" or bool(words & {"coalition", "aircraft", "jet", "air", "warplane", "military"})
    return bool(words & {"coalition", "aircraft", "warplane", "airstrike"})


def _mined(parse: Parse, token: Token) -> bool:
    """Whether a single "mine" is one that explodes, not one where people dig."""
    sentence = parse.sentences[token.sentence]
    return any(t.lemma.lower() in _MINED for t in parse.tokens[sentence.first : sentence.last])


def _handled(parse: Parse, token: Token) -> bool:
    above = parse.tokens[token.head]
    if above.dep == "prep" or above.pos == "ADP":
        above = parse.tokens[above.head]
    return above.lemma.lower() in _HANDLING


def _mark(article: Article, parse: Parse, first: int, last: int) -> WeaponMark:
    tokens = parse.tokens[first : last + 1]
    forms = [""]
    for token in tokens:
        if token.text not in ("-", "–"):
            forms = [f"{form} {word}".strip() for form in forms[:6] for word in _words(token.text, token.lemma)]
    mode = next(lexicon().modes[form] for form in forms if form in lexicon().modes)
    span = article.span(tokens[0].start, tokens[-1].end)
    return WeaponMark(span, last, " ".join(span.text.split()), mode)

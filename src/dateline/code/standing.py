"""Places by the token that heads them: the marks, and names and nouns that stand where a place stands."""

from collections import Counter
from dataclasses import replace

from dateline.code.phrases import phrase
from dateline.code.scene import Scene
from dateline.data import word_class
from dateline.records import PlaceMark, Token
from dateline.syntax import children

# Directions that name a place of no fixed bounds ("from the northeast to the south").
NAMELESS = {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east",
             "north-west", "south-east", "south-west"}  # fmt: skip
_ANAPHOR = {
    "area",
    "region",
    "town",
    "city",
    "village",
    "country",
    "province",
    "district",
    "place",
    "camp",
    "neighborhood",
    "neighbourhood",
}
_NOT_PLACE = {
    "PERSON",
    "DATE",
    "TIME",
    "CARDINAL",
    "MONEY",
    "PERCENT",
    "ORDINAL",
    "QUANTITY",
    "NORP",
    "LANGUAGE",
    "EVENT",
}


def candidates(scene: Scene) -> dict[int, PlaceMark]:
    """Places by head token: the resolved marks, plus names and nouns that stand where a place stands."""
    found = dict(scene.place_heads)
    for token in scene.parse.tokens:
        if token.i in scene.place_at or token.i in scene.lent_at or token.i in scene.dated or scene.quiet(token.i):
            continue
        made = _unmarked(scene, token, found)
        if made is not None:
            found[token.i] = made
    return found


def _unmarked(scene: Scene, token: Token, known: dict[int, PlaceMark]) -> PlaceMark | None:
    above = scene.parse.tokens[token.head]
    if token.dep == "pobj" and above.pos == "ADP":
        if (
            token.lemma.lower() in NAMELESS
            and not _part_of(scene, token)
            and not _measured(scene, above)
            and above.lemma in {"from", "to", "in", "into", "toward", "towards"}
        ):
            return _named(scene, token)
        if token.lemma in _ANAPHOR and _demonstrative(scene, token):
            return _anaphor(scene, token, known)
    if (
        token.pos == "NOUN"
        and token.lemma in word_class("ground")
        and (_proper_modifier(scene, token) or _another(scene, token))
    ):
        return _named(scene, token)
    if token.pos != "PROPN" or token.i in scene.actor_at or token.entity[2:] in _NOT_PLACE - {"PERSON"}:
        return None
    if _hyphened(scene, token) or (token.dep == "compound" and above.entity[2:] == "PERSON"):
        return None  # "the man, Mushtaq Jawad al-Jawari," whose first name alone the parser takes for a town
    if token.dep == "conj" and token.head in known:
        return replace(_named(scene, token), country=known[token.head].country)
    if token.lemma.lower() in word_class("means") | word_class("untargeted"):
        return None
    if token.entity[2:] in {"GPE", "LOC", "FAC"} and above.entity[2:] != token.entity[2:]:
        return _named(scene, token)
    if _goal_of_motion(scene, token, above):
        return _named(scene, token)
    if token.dep == "pobj" and above.lemma in {"in", "near"} and token.entity[2:] != "PERSON":
        return _named(scene, token)
    return None


def _hyphened(scene: Scene, token: Token) -> bool:
    """ "Port" of "Port-au-Prince": the beginning of a name, and no place."""
    return scene.article.text[token.end : token.end + 1] == "-"


def _part_of(scene: Scene, token: Token) -> bool:
    """ "The south of Iraq" is Iraq's mark, with its words."""
    return any(
        place.i in scene.place_at
        for prep in children(scene.parse, token.i, "prep")
        for place in children(scene.parse, prep.i, "pobj")
    )


def _measured(scene: Scene, prep: Token) -> bool:
    """ "700 km to the east", "further to the north": a way from the place told before."""
    before = scene.parse.tokens[max(0, prep.i - 1)].lemma.lower()
    return before in {"km", "kilometre", "kilometer", "mile", "mi", "further", "farther", "just"}


def _another(scene: Scene, token: Token) -> bool:
    """ "Another crossing", "a second base": a place without a name of its own."""
    return any(t.text.lower() in {"another", "second", "third"} for t in children(scene.parse, token.i, "det", "amod"))


# Verbs and nouns of motion whose "from" and "to" lead to places, and verbs whose object is one.
_MOTION = frozenset(
    "transfer move movement withdraw withdrawal travel fly return advance march flee deport evacuate evacuation deploy "
    "retreat arrive relocate relocation depart redeploy leave head set".split()
)
_REACH = {"enter", "leave", "reach", "retake", "recapture", "besiege", "overrun", "evacuate"}


def _goal_of_motion(scene: Scene, token: Token, above: Token) -> bool:
    """A name no gazetteer knows where a movement starts or ends."""
    if token.dep == "dobj":
        return above.lemma in _REACH
    goal = above.lemma in {"from", "to", "into", "toward", "towards", "for"}
    return token.dep == "pobj" and goal and scene.parse.tokens[above.head].lemma in _MOTION


def _proper_modifier(scene: Scene, token: Token) -> bool:
    """ "Ain Diwar area": a place noun with a name before it that no mark has read."""
    before = children(scene.parse, token.i, "compound", "nmod")
    return any(
        t.pos == "PROPN"
        and t.i not in scene.actor_at
        and t.i not in scene.place_at
        and t.i not in scene.lent_at
        and t.entity[2:] not in {"DATE", "NORP"}
        for t in before
    ) and not any(t.i in scene.place_at for t in before)


def _demonstrative(scene: Scene, token: Token) -> bool:
    return any(
        d.text.lower() in {"this", "the", "that"} for d in children(scene.parse, token.i, "det")
    ) and not children(scene.parse, token.i, "prep", "relcl", "acl", "amod", "compound")


def _named(scene: Scene, token: Token) -> PlaceMark:
    span = phrase(scene.article, scene.parse, token.i)
    return PlaceMark(span, span.text)


def _anaphor(scene: Scene, token: Token, known: dict[int, PlaceMark]) -> PlaceMark | None:
    """ "This area" is the place the sentence began with, else the last one named; of the right size."""
    wide = token.lemma in {"country"}
    fits = [(h, m) for h, m in known.items() if h < token.i and (m.precision >= 6) == wide and m.id and m.name]
    if not fits:
        return None
    if wide:
        return replace(_most_told(fits, known), span=phrase(scene.article, scene.parse, token.i), relation=None)
    kinds = _KINDS.get(token.lemma, ())
    fits = [(h, m) for h, m in fits if m.feature and m.feature.startswith(kinds)] or fits if kinds else fits
    sentence = [(h, m) for h, m in fits if scene.parse.tokens[h].sentence == token.sentence]
    subjects = [m for h, m in sentence if _is_subject(scene, h)]
    mark = subjects[0] if subjects else max(fits, key=lambda x: x[0])[1]
    return replace(mark, span=phrase(scene.article, scene.parse, token.i), relation=None)


_KINDS = {"city": ("PPLA", "PPLC", "PPL"), "town": ("PPLA", "PPL"), "province": ("ADM1",), "camp": ("CAMP",)}


def _most_told(fits: list[tuple[int, PlaceMark]], known: dict[int, PlaceMark]) -> PlaceMark:
    """ "The country" is the one most of the article's places lie in, of those named before."""
    places = Counter(m.country for m in known.values())
    return max(fits, key=lambda fit: (places[fit[1].country], -fit[0]))[1]


def _is_subject(scene: Scene, head: int) -> bool:
    token = scene.parse.tokens[head]
    while token.dep == "compound":
        token = scene.parse.tokens[token.head]
    return token.dep in {"nsubj", "nsubjpass"}


# Who speaks from a capital of what happened elsewhere.
_SEATED = frozenset(
    {"ministry", "government", "parliament", "embassy", "presidency", "cabinet", "diplomat", "minister"}
)


def is_seat(scene: Scene, head: int, mark: PlaceMark) -> bool:
    """ "The defence ministry in Baku admitted the loss of 71 men": where who tells of it sits, and not where it was."""
    prep = scene.parse.tokens[scene.parse.tokens[head].head]
    teller = scene.parse.tokens[prep.head]
    return mark.feature == "PPLC" and prep.pos == "ADP" and teller.dep == "nsubj" and teller.lemma.lower() in _SEATED

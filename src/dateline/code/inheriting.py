"""Places an event inherits: from its sentence, from the sentence its definite noun points back to, from the dateline."""

import re
from collections.abc import Iterator

from dateline.code.hanging import PHYSICAL
from dateline.code.scene import Scene
from dateline.code.settings import Found, groups
from dateline.code.standing import is_seat
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.records import PlaceMark
from dateline.syntax import children
from dateline.vocab import PlaceRole, ZoneKind

_BACK = 2  # sentences "the attack" points back over


def inherited(scene: Scene, hit: Hit, known: dict[int, PlaceMark], taken: set[int]) -> list[Found]:
    """A place of the same sentence that hangs on no trigger, nearest first; only for events that happen somewhere."""
    if hit.rule.type not in PHYSICAL:
        return []
    sentence = scene.parse.tokens[hit.i].sentence
    here = (h for h in known if h not in taken and scene.parse.tokens[h].sentence == sentence)
    free = [h for h in here if _adverbial(scene, h) and not is_seat(scene, h, known[h])]
    if not free:
        return []
    head = min(free, key=lambda h: abs(h - hit.i))
    return [Found(known[head], PlaceRole.PLACE, head, "sentence")]


def _adverbial(scene: Scene, head: int) -> bool:
    """Whether a place says where: "in Homs", "in the town of Homs", "into the car park of the Homs hospital"."""
    token = scene.parse.tokens[head]
    above = scene.parse.tokens[token.head]
    ground = word_class("ground")
    if token.dep in {"compound", "nmod", "poss"} and above.lemma in ground:
        return _adverbial(scene, above.i)
    if token.dep == "pobj" and above.lemma == "of" and {token.lemma, scene.parse.tokens[above.head].lemma} & ground:
        return _adverbial(scene, above.head)
    return token.dep == "pobj" and (above.lemma in word_class("at") or above.lemma == "into")


def earlier(scene: Scene, group: tuple[Hit, ...], known: dict[int, PlaceMark]) -> list[Found]:
    """ "The attack", "were killed there": where the nearest sentence before that names one place for what it tells
    has it."""
    if group[0].rule.type not in PHYSICAL:
        return []
    if any(_there(scene, hit) for hit in group):
        return _last_told(scene, group[0].i, known)
    if not any(_definite(scene, hit) for hit in group):
        return []
    here = scene.parse.tokens[group[0].i].sentence
    for number in range(here - 1, max(-1, here - 1 - _BACK), -1):
        if scene.parse.sentences[number].zone is ZoneKind.HEADLINE:
            break  # another section
        told = [h for h in sorted(known) if scene.parse.tokens[h].sentence == number and _stands(scene, h, known[h])]
        if told:
            found = groups(scene, [Found(known[h], PlaceRole.PLACE, h, "previous") for h in told])
            return found[0] if len(found) == 1 and len(found[0]) == 1 else []
    return []


def _last_told(scene: Scene, i: int, known: dict[int, PlaceMark]) -> list[Found]:
    """ "There" is the place named last, in the same sentence or the one before."""
    here = scene.parse.tokens[i].sentence
    named = [h for h, m in known.items() if h < i and m.precision < 6 and here - scene.parse.tokens[h].sentence <= 1]
    return [Found(known[max(named)], PlaceRole.PLACE, max(named), "previous")] if named else []


def _there(scene: Scene, hit: Hit) -> bool:
    return any(t.text.lower() == "there" for t in children(scene.parse, hit.i, "advmod"))


def _definite(scene: Scene, hit: Hit) -> bool:
    return hit.noun and any(t.text.lower() in {"the", "this", "that"} for t in children(scene.parse, hit.i, "det"))


def _stands(scene: Scene, head: int, mark: PlaceMark) -> bool:
    return mark.precision < 6 and _adverbial(scene, head)


_HEADING = re.compile(r"[^:\n.]{2,40}:(?=\s)")
_LINE = re.compile(r"[^\n]+")


def heading_place(scene: Scene, hit: Hit) -> Iterator[Found]:
    """ "Kherson region: four people were hurt", "LEBANON — two men died": the place a paragraph of a round-up opens with."""
    text, at = scene.article.text, scene.parse.tokens[hit.i].start
    start = text.rfind("\n", 0, at) + 1
    match = _HEADING.match(text, start)
    above = text.rfind("\n", 0, max(start - 1, 0)) + 1
    if match is None and above and scene.article.zone_at(above) is ZoneKind.HEADLINE:
        start, match = above, _LINE.match(text, above)
    if match is None or hit.rule.type not in PHYSICAL or at < match.end():
        return
    for mark in scene.marks.places:
        if mark.span.start == start and mark.span.end < match.end() and not mark.metonym:
            yield Found(mark, PlaceRole.PLACE, scene.head(mark.span) or 0, "heading")
            return


def dateline_place(scene: Scene, hit: Hit) -> Iterator[Found]:
    """The place the report was filed from, for events of its first two sentences that name no place."""
    line = scene.article.dateline
    if scene.parse.sentences[scene.parse.tokens[hit.i].sentence].zone is ZoneKind.HEADLINE:
        return  # a headline is told again by its lead; the dateline only says where somebody wrote
    if line is None or hit.rule.type not in PHYSICAL or scene.parse.tokens[hit.i].sentence > 2:
        return
    for mark in scene.marks.places:
        if mark.span.meets(line):
            yield Found(mark, PlaceRole.PLACE, scene.head(mark.span) or 0, "dateline")
            return

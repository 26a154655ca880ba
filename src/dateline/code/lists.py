"""Long coordinated lists of events, read by their commas rather than by the tree.

"IED attacks on convoys in A, B in C and D, mortar attack on E in F and rocket attacks on G are among the attacks by X"
is one event for each place, each with the actor that the closing words name. Dependency parsers hang such lists badly,
so each event noun opens a segment that runs to the next one, and each segment is cut at its commas and "and".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline.code.args import members
from dateline.code.roles import role_at
from dateline.code.scene import Scene
from dateline.code.settings import Found
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.records import PlaceMark, Role, Sentence, Span, Token
from dateline.syntax import children, head_of, words
from dateline.vocab import PlaceRole, RoleName

_TARGET = {"on", "against", "targeting", "at", "upon"}
_AT = {"in", "at", "near", "around", "outside", "inside"}
_ETC = {"etc", "etc.", "."}
_FINITE = {"VBD", "VBZ", "VBP", "MD"}


@dataclass(frozen=True)
class Segment:
    """One item of a list: its trigger and its tokens from the first modifier to before the next item."""

    hit: Hit
    first: int
    last: int


@dataclass(frozen=True)
class Listed:
    """What a list says of one trigger: its words, its places one for each event, and roles that hold for all."""

    span: Span
    places: tuple[tuple[Found, ...], ...]
    roles: tuple[Role, ...]


def _opens_item(scene: Scene, hit: Hit, sentence: Sentence) -> bool:
    """Whether a trigger's phrase starts the sentence or follows a comma, semicolon or "and"."""
    before = _start(scene, hit) - 1
    while before >= sentence.first and scene.parse.tokens[before].tag in {"DT", "JJ", "CD"}:
        before -= 1
    return before < sentence.first or scene.parse.tokens[before].text.lower() in {
        ",",
        ";",
        "and",
        ":",
        "including",
        "–",
        "-",
    }


def _start(scene: Scene, hit: Hit) -> int:
    return hit.first


def _verb_after(scene: Scene, start: int, sentence: Sentence) -> int:
    """The first finite verb after ``start``, where the list must end."""
    for i in range(start, sentence.last):
        token = scene.parse.tokens[i]
        if token.pos in {"VERB", "AUX"} and token.tag in _FINITE:
            return i
    return sentence.last


def segments(scene: Scene, hits: list[Hit], sentence: Sentence) -> list[Segment]:
    """The items of a list of event nouns in one sentence; empty where there is no such list."""
    items = [h for h in hits if h.noun and _opens_item(scene, h, sentence)]
    if len(items) < 2:
        return []
    found = []
    for n, hit in enumerate(items):
        stop = _verb_after(scene, hit.i + 1, sentence)
        following = _start(scene, items[n + 1]) if n + 1 < len(items) else stop
        found.append(Segment(hit, _start(scene, hit), min(stop, following) - 1))
    commas = sum(scene.parse.tokens[i].text == "," for s in found for i in range(s.first, s.last + 1))
    unbroken = all(a.last + 1 >= b.first - 3 for a, b in pairwise(found))
    return found if commas >= 2 and unbroken and _places_in(scene, found) >= 3 else []


def _places_in(scene: Scene, found: list[Segment]) -> int:
    return sum(_leaf(scene, piece) is not None for segment in found for piece in _parts(scene, segment)[1])


def _parts(scene: Scene, segment: Segment) -> tuple[list[int], list[list[int]]]:
    """A segment's target tokens, and its places cut at commas and "and"."""
    target, pieces, state = list[int](), list[list[int]](), "head"
    for i in range(segment.hit.i + 1, segment.last + 1):
        token = scene.parse.tokens[i]
        word = token.text.lower()
        if state == "head" and word in _TARGET:
            state = "target"
        elif state in {"head", "target"} and word in _AT and token.pos == "ADP":
            state = "places"
            pieces.append([])
        elif state == "target":
            target.append(i)
        elif state == "places":
            if word in {",", ";", "and", "&"}:
                pieces.append([])
            elif word not in _ETC:
                pieces[-1].append(i)
    return target, [p for p in pieces if p]


def _marks_in(scene: Scene, piece: list[int]) -> list[PlaceMark]:
    found: list[PlaceMark] = []
    for i in piece:
        mark = scene.place_at.get(i)
        if mark is not None and mark not in found:
            found.append(mark)
    return found


def _leaf(scene: Scene, piece: list[int]) -> PlaceMark | None:
    """The place a piece of the list is about: "A in B" is A, "A's B district" is B."""
    marks = _marks_in(scene, piece)
    name = _name_before(scene, piece)
    if name is not None and not any(m.span.meets(name) for m in marks):
        country = marks[0].country if marks else None
        return PlaceMark(name, name.text, country=country, admin1=marks[0].admin1 if marks else None)
    if not marks:
        return None
    return _narrowest(scene, marks)


def _narrowest(scene: Scene, marks: list[PlaceMark]) -> PlaceMark:
    first = marks[0]
    for other in marks[1:]:
        between = scene.article.text[first.span.end : other.span.start].strip().lower()
        if between.startswith(("’s", "'s", "’", "'")):
            first = other
    return first


def _name_before(scene: Scene, piece: list[int]) -> Span | None:
    """The proper name that opens a piece, up to its first preposition."""
    run: list[int] = []
    for i in piece:
        token = scene.parse.tokens[i]
        if token.pos == "ADP":
            break
        if token.pos == "PROPN" or (run and token.text in {"-", "’s", "'s"}) or token.text[:1].isupper():
            run.append(i)
        elif run:
            break
    return words(scene.article, scene.parse, run[0], run[-1]) if run else None


def _groups(scene: Scene, target: list[int], pieces: list[list[int]]) -> tuple[tuple[Found, ...], ...]:
    facility = next((m for m in _marks_in(scene, target) if m.lat is not None), None)
    leaves = [m for m in (_leaf(scene, p) for p in pieces) if m is not None]
    if facility is not None:
        leaves = [facility]
    return tuple((Found(m, PlaceRole.PLACE, scene.head(m.span) or 0, "list"),) for m in leaves)


def _recipient(scene: Scene, target: list[int]) -> Iterator[Role]:
    while target and scene.parse.tokens[target[0]].pos == "DET":
        target = target[1:]
    if not target:
        return
    span = words(scene.article, scene.parse, target[0], target[-1])
    head = head_of(scene.parse, span.start, span.end)
    mark = scene.actor_by_head.get(target[-1]) or (scene.actor_by_head.get(head) if head is not None else None)
    if mark is not None and mark.span.holds(span):
        yield Role(RoleName.RECIPIENT, mark.name, span, mark.id, mark.type)
    else:
        yield Role(RoleName.RECIPIENT, span.text, span)


def _closing(scene: Scene, found: list[Segment], sentence: Sentence) -> tuple[Role, ...]:
    """Who did it all, by the words behind the list: "… are some of the attacks by X, Y and Z"."""
    for i in range(found[-1].last + 1, sentence.last):
        token: Token = scene.parse.tokens[i]
        if token.lemma == "by" and token.dep in {"prep", "agent"}:
            for pobj in children(scene.parse, i, "pobj"):
                if pobj.lemma not in word_class("means"):
                    return tuple(role_at(scene, RoleName.ACTOR, t, "list") for t, _ in members(scene.parse, pobj.i))
    return ()


def read_lists(scene: Scene, hits: tuple[Hit, ...]) -> dict[int, Listed]:
    """What lists say, by trigger token, for every sentence that holds one."""
    by_sentence: dict[int, list[Hit]] = {}
    for hit in hits:
        by_sentence.setdefault(scene.parse.tokens[hit.i].sentence, []).append(hit)
    found: dict[int, Listed] = {}
    for number, group in by_sentence.items():
        sentence = scene.parse.sentences[number]
        items = segments(scene, group, sentence)
        actors = _closing(scene, items, sentence) if items else ()
        for item in items:
            target, pieces = _parts(scene, item)
            span = words(scene.article, scene.parse, item.first, _end(scene, item))
            roles = (*_recipient(scene, target), *actors)
            found[item.hit.i] = Listed(span, _groups(scene, target, pieces), roles)
    return found


def _end(scene: Scene, segment: Segment) -> int:
    """The last token of a segment without the comma or "and" behind it."""
    last = segment.last
    while last > segment.hit.i and (
        scene.parse.tokens[last].pos in {"PUNCT", "CCONJ"} or scene.parse.tokens[last].text in _ETC
    ):
        last -= 1
    return last

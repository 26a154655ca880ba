"""Where by the model: the places it links to a trigger, whole names of them, and their say in what syntax finds."""

from itertools import pairwise, takewhile

from dateline.code.hanging import PHYSICAL, climb
from dateline.code.scene import Scene
from dateline.code.settings import Found, contains, joined
from dateline.code.standing import NAMELESS, is_seat
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.records import PlaceMark, Signal, Token
from dateline.syntax import ancestors, tokens_in
from dateline.vocab import PlaceRole

# A place less likely than the first counts only where it hangs on the trigger by syntax too: on the tenth of
# event_location's development set held out of training this gives token P .863, R .818 and none-accuracy .897, all that
# the model names .838, .832 and .861. Where it is as sure as the second that there is none, none is borrowed.
_LIKELY, _SURE_NONE = 0.65, 0.9


def linked(scene: Scene, tokens: set[int], known: dict[int, PlaceMark]) -> list[tuple[int, int]]:
    """The characters that name the place of a trigger, by the model: whole names, of which it may mark a part."""
    said = [(s.start, s.end, s.score) for s in _signals(scene, tokens) if s.label == "place"]
    sure = [(a, b) for a, b, score in said
            if score >= _LIKELY or any(climb(scene, head, tokens) for head in _named(known, [(a, b)]))]  # fmt: skip
    return [_whole(scene, a, b) for a, b in sure]


# What the model's words may end in without being of the name, and what belongs to a name if it has a capital.
_LOOSE = frozenset("area region town village province district governorate neighborhood neighbourhood".split())
_KIND = word_class("ground") | {"governorate", "prefecture", "forest", "municipality", "commune"}


def _whole(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """The whole name: all of a mark it meets, "Province" with a capital, not "area" without. On the same tenth this
    takes token P from .863 to .872 and R from .818 to .826."""
    names = [m.span for m in scene.near_places.at(start, end) if m.span.start < end and start < m.span.end]
    words = tokens_in(scene.parse, min([start, *(n.start for n in names)]), max([end, *(n.end for n in names)]))
    while len(words) > 1 and words[-1].text in _LOOSE:
        words = words[:-1]
    while len(words) > 1 and words[0].text in NAMELESS:
        words = words[1:]
    return words[0].start, max(words[-1].end, _kind_behind(scene, words[-1]))


def _kind_behind(scene: Scene, last: Token) -> int:
    """Where the capitalised words behind a name end, if the last is a kind of place: "Gamboru | Local Area"."""
    sentence = scene.parse.sentences[last.sentence]
    after = scene.parse.tokens[last.i + 1 : sentence.last]
    run = list(takewhile(lambda t: t.text[0].isupper() and t.pos in {"PROPN", "NOUN", "ADJ"}, after))
    closes = bool(run) and {run[-1].lemma.lower(), run[-1].text.lower()} & (_KIND | NAMELESS)
    return run[-1].end if closes else 0


def modelled(scene: Scene, group: tuple[Hit, ...], known: dict[int, PlaceMark]) -> list[Found]:
    """The places the model names for any trigger of the event, where a place mark lies on its words."""
    if group[0].rule.type not in PHYSICAL:
        return []
    named = {h for h in _named(known, _said(scene, group, known)) if not is_seat(scene, h, known[h])}
    if not named:
        return []
    for here, after in [*pairwise(sorted(known)), *pairwise(sorted(known, reverse=True))]:
        if here in named and joined(scene, *sorted((known[here].span, known[after].span))):
            named.add(after)  # what holds of one place of a list holds of the others
    return [Found(known[head], PlaceRole.PLACE, head, "model") for head in sorted(named)]


def _named(known: dict[int, PlaceMark], said: list[tuple[int, int]]) -> list[int]:
    """The heads of the places that share a character with what is ``said``."""
    return [h for a, b in said for h, m in known.items() if a < m.span.end and m.span.start < b]


def told(scene: Scene, group: tuple[Hit, ...], known: dict[int, PlaceMark]) -> list[Found]:
    """The places the model names where syntax finds none, names that nobody knows among them."""
    return modelled(scene, group, known | _strange(scene, _said(scene, group, known), known))


def _said(scene: Scene, group: tuple[Hit, ...], known: dict[int, PlaceMark]) -> list[tuple[int, int]]:
    return [span for h in group for span in linked(scene, _tokens(h), known)]


def _strange(scene: Scene, said: list[tuple[int, int]], known: dict[int, PlaceMark]) -> dict[int, PlaceMark]:
    """Names the model takes for a place where we know none: what only lends its name ("Delhi police shot …"), else its
    words and no point."""
    found = {}
    for start, end in said:
        span = scene.article.span(start, end)
        head = scene.head(span)
        named = all(t.text[0].isupper() or t.pos in {"ADP", "PUNCT", "DET"} for t in tokens_in(scene.parse, start, end))
        if head is None or not named or _is_person(scene, head) or head in scene.actor_at or head in scene.dated:
            continue
        if not any(m.span.meets(span) for m in known.values()):
            lent = (m for m in scene.marks.demonyms if m.span.meets(span) and m.lat is not None)
            found[head] = next(lent, PlaceMark(span, span.text))
    return found


def _is_person(scene: Scene, head: int) -> bool:
    """ "The man, Mushtaq al-Jawari,": a name beside a word for people."""
    token = scene.parse.tokens[head]
    return token.dep == "appos" and scene.parse.tokens[token.head].lemma in word_class("person")


def agreed(scene: Scene, group: tuple[Hit, ...], known: dict[int, PlaceMark], found: list[Found]) -> list[Found]:
    """Places by syntax, unless the model names others and none of these: then its own.

    On the tenth of event_location held out of training, claims rise with this and ``told`` from token P .65, R .70 to
    .67, .74; dropping single places too (.72, .76) loses the second of two towns."""
    places = [f for f in found if f.role is PlaceRole.PLACE]
    named = [f for f in modelled(scene, group, known) if not _of_doer(scene, group[0], f.head)] if places else []
    if not named or any(_beside(scene, f, named) for f in places):
        had = {f.head for f in found}
        finer = [n for n in named if n.head not in had and any(contains(scene, n, f) for f in places)]
        return sorted([*found, *finer], key=lambda f: f.head) if finer else found
    moved = [f for f in found if f not in places]
    had = {f.head for f in moved}
    return sorted([*moved, *(f for f in named if f.head not in had)], key=lambda f: f.head)


def _of_doer(scene: Scene, hit: Hit, head: int) -> bool:
    """Whether a place stands in a participle of who acts: "fighters hiding in Idlib attacked a bus in Hama"."""
    above = list(ancestors(scene.parse, head))
    inside = next((t for t in above if t.dep == "acl" and t.tag == "VBG"), None)
    return (
        inside is not None
        and scene.parse.tokens[inside.head].dep == "nsubj"
        and scene.parse.tokens[inside.head].head == hit.i
    )


def _beside(scene: Scene, found: Found, named: list[Found]) -> bool:
    return any(
        found.head == other.head or contains(scene, found, other) or contains(scene, other, found) for other in named
    )


def _tokens(hit: Hit) -> set[int]:
    return {hit.i, *(() if hit.carrier is None else (hit.carrier,))}


def _signals(scene: Scene, tokens: set[int]) -> list[Signal]:
    return [s for i in sorted(tokens) for s in scene.place_signals.get(scene.parse.tokens[i].start, [])]


def placeless(scene: Scene, hit: Hit) -> bool:
    """Whether the model is sure that the text gives this event no place."""
    said = _signals(scene, _tokens(hit))
    return bool(said) and all(s.label == "none" and s.score >= _SURE_NONE for s in said)

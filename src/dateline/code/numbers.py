"""Counts: each number joins the event whose words it hangs on."""

from collections.abc import Iterable, Sequence

from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.records import Count, CountMark
from dateline.syntax import ancestors, children, subtree
from dateline.timing import clause_head
from dateline.vocab import CountOf, EventType

_HARM = {"killed": CountOf.KILLED, "injured": CountOf.INJURED, "displaced": CountOf.DISPLACED,
         "detained": CountOf.DETAINED, "abducted": CountOf.ABDUCTED}  # fmt: skip
_NO_HARM = frozenset({CountOf.CROWD, CountOf.TROOPS, CountOf.VEHICLES})
_FITS = {
    CountOf.KILLED: {EventType.ASSAULT},
    CountOf.INJURED: {EventType.ASSAULT, EventType.PROTEST},
    CountOf.CASUALTIES: {EventType.ASSAULT, EventType.PROTEST},
    CountOf.DISPLACED: {EventType.COERCE, EventType.RETREAT, EventType.ASSAULT},
    CountOf.DETAINED: {EventType.COERCE},
    CountOf.ABDUCTED: {EventType.ASSAULT, EventType.COERCE},
    CountOf.RELEASED: {EventType.RETREAT},
    CountOf.CROWD: {EventType.PROTEST, EventType.CONSULT},
    CountOf.TROOPS: {EventType.MOBILIZE, EventType.RETREAT, EventType.ASSAULT},
}


def _what(mark: CountMark, hit: Hit, scene: Scene) -> CountOf | None:
    """What the number counts; a number in a harm's object counts that harm."""
    if mark.what is not None:
        return CountOf.RELEASED if _rescues(mark.what, hit) else mark.what
    if _only_whole(scene, mark):
        return None
    if hit.rule.harm is not None and not _below_subject(scene, mark.head, hit.i) and not _elsewhere(scene, mark, hit):
        return _HARM[hit.rule.harm]
    if hit.rule.type is EventType.PROTEST:
        return CountOf.CROWD
    forces = scene.parse.tokens[mark.head].lemma.lower() in word_class("armed")
    return CountOf.TROOPS if forces and hit.rule.type in {EventType.MOBILIZE, EventType.RETREAT} else None


def _only_whole(scene: Scene, mark: CountMark) -> bool:
    """ "Two of her three children", "12 members of one family": the whole is told of, not what befell it."""
    of = scene.parse.tokens[scene.parse.tokens[mark.head].head]
    part = scene.parse.tokens[of.head]
    return of.text.lower() == "of" and (part.pos == "NUM" or bool(children(scene.parse, part.i, "nummod")))


def _elsewhere(scene: Scene, mark: CountMark, hit: Hit) -> bool:
    """Whether the number is the subject of another verb: "five were killed, and 120 families left the hamlet" """
    verb = scene.parse.tokens[scene.parse.tokens[mark.head].head]
    subject = scene.parse.tokens[mark.head].dep in {"nsubj", "nsubjpass"}
    return subject and verb.pos == "VERB" and verb.i != hit.i and verb.dep == "conj"


def _below_subject(scene: Scene, i: int, verb: int) -> bool:
    for token in (scene.parse.tokens[i], *ancestors(scene.parse, i)):
        if token.head == verb:
            return token.dep == "nsubj" and scene.parse.tokens[verb].lemma not in {
                "die",
                "perish",
                "flee",
                "be",
                "lose",
            }
    return False


def _owner(scene: Scene, mark: CountMark, owners: dict[int, Hit]) -> Hit | None:
    for token in (scene.parse.tokens[mark.head], *ancestors(scene.parse, mark.head)):
        hit = owners.get(token.i)
        if hit is not None and (mark.what is None or hit.rule.type in _taken_by(mark.what, hit)):
            return hit
    return None


def _taken_by(what: CountOf, hit: Hit) -> set[EventType | None]:
    """The types of events that take such a number; an evacuation takes the wounded too, a rescue hostages."""
    moved = {EventType.RETREAT} if what is CountOf.INJURED else set[EventType]()
    return {*_FITS.get(what, {hit.rule.type}), *moved, *({hit.rule.type} if _rescues(what, hit) else ())}


def _rescues(what: CountOf, hit: Hit) -> bool:
    """Whether those counted as taken are let go: "rescued 17 hostages"."""
    return what is CountOf.ABDUCTED and hit.rule.key in {"rescue", "rescuing"}


def _cause(scene: Scene, mark: CountMark, owners: dict[int, Hit]) -> Hit | None:
    """The attack that "caused casualties", or was carried out "causing casualties": theirs, not an event beside it."""
    if mark.what is not CountOf.CASUALTIES:
        return None
    verbs = [t for t in ancestors(scene.parse, mark.head) if t.pos == "VERB"][:1]
    subjects = [t for v in verbs for t in children(scene.parse, v.i, "nsubj")]
    above = [t for v in verbs for t in (v, *ancestors(scene.parse, v.i))]
    fits = (owners[t.i] for t in (*subjects, *above) if t.i in owners)
    return next((hit for hit in fits if hit.rule.type in _FITS[CountOf.CASUALTIES]), None)


def _untyped(scene: Scene, mark: CountMark, owners: dict[int, Hit]) -> Hit | None:
    """The event of no type a harm hangs on: in "three people died on Monday" the dead are told, whatever killed them."""
    above = (owners.get(t.i) for t in (scene.parse.tokens[mark.head], *ancestors(scene.parse, mark.head)))
    return next((hit for hit in above if hit is not None and hit.rule.type is None), None) if mark.what else None


def _restated(scene: Scene, mark: CountMark) -> int | None:
    """ "Put the number of dead at 17": the verb of another voice's figure, which belongs to no claim outside its own."""
    above = [t for t in ancestors(scene.parse, mark.head) if t.pos == "VERB"][:1]
    totals = (t.lemma for v in above if v.lemma in {"put", "place"} for t in children(scene.parse, v.i, "dobj"))
    return above[0].i if any(lemma in {"toll", "number", "total", "figure", "count"} for lemma in totals) else None


def _nearest(scene: Scene, mark: CountMark, hits: Sequence[Hit]) -> Hit | None:
    """For a number of dead or wounded that hangs on no trigger: the nearest fitting one of its sentence."""
    if mark.what is None or mark.what in _NO_HARM:
        return None
    sentence, types = scene.parse.tokens[mark.head].sentence, _FITS.get(mark.what, set())
    fits = [h for h in hits if scene.parse.tokens[h.i].sentence == sentence and h.rule.type in types]
    if mark.what in {CountOf.KILLED, CountOf.INJURED}:  # "two were abducted; one was found dead"
        fits = [h for h in fits if h.rule.harm not in {"abducted", "detained"}]
    return min(fits, key=lambda h: abs(h.i - mark.head), default=None)


def counts_by_trigger(scene: Scene, hits: tuple[Hit, ...]) -> dict[int, list[Count]]:
    """Counts by the token of the trigger they belong to, in text order."""
    owners = {t: h for h in hits for t in ((h.i,) if h.carrier is None else (h.i, h.carrier))}
    owners |= {h.i: h for h in hits}
    found: dict[int, list[Count]] = {}
    for mark in scene.marks.counts:
        verb = _restated(scene, mark)
        if verb is not None:
            below = set(subtree(scene.parse, verb)) - {verb}
            hit = _nearest(scene, mark, [h for h in hits if h.i in below])
        else:
            hit = _cause(scene, mark, owners) or _owner(scene, mark, owners)
            hit = hit or _nearest(scene, mark, hits) or _untyped(scene, mark, owners)
        what = _what(mark, hit, scene) if hit is not None else None
        if hit is not None and what is not None:
            found.setdefault(hit.i, []).append(_count(mark, what))
    return found


def _count(mark: CountMark, what: CountOf) -> Count:
    return Count(what, mark.whom, mark.low, mark.best, mark.high, mark.span, mark.rule, mark.of, mark.cumulative)


def counts_by_clause(scene: Scene, taken: Iterable[Count]) -> dict[int, list[Count]]:
    """The dead, wounded, taken… that clauses without a trigger tell of, by the clause's head: "three more people died
    on Monday" """
    spans = {c.span for c in taken}
    found: dict[int, list[Count]] = {}
    for mark in scene.marks.counts:
        if mark.what and mark.what not in _NO_HARM and mark.span not in spans:
            found.setdefault(_clause(scene, mark), []).append(_count(mark, mark.what))
    return found


def _clause(scene: Scene, mark: CountMark) -> int:
    """The head of the clause a count belongs to: in "…, bringing the total to 17" it belongs to what brought it there."""
    head = clause_head(scene.parse, mark.head)
    token = scene.parse.tokens[head]
    brought = mark.cumulative and token.dep == "advcl" and token.tag == "VBG"
    return clause_head(scene.parse, token.head) if brought else head

"""One event told by several words: "an air strike killed nine", "shelled the town, wounding twelve"."""

from collections.abc import Iterable, Iterator

from dateline.code.args import deep_subject
from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.records import Token
from dateline.syntax import children, conjuncts
from dateline.vocab import Acled, EventType

_EFFECTS = {"killed", "injured"}
_INSIDE = {"in", "during", "by", "from", "after", "of", "to", "with", "following", "under", "as", "amid"}
_BELOW = {"advcl", "acl", "relcl", "conj", "xcomp", "ccomp"}
_WHEN = {"when", "after", "as", "while", "where"}


def _effect(hit: Hit) -> bool:
    """Whether a trigger tells what came of violence: the dead, the hurt, what was damaged."""
    return hit.rule.harm in _EFFECTS or hit.rule.group == "property damaged"


def _violent(hit: Hit) -> bool:
    return hit.rule.type is EventType.ASSAULT


def _means_below(scene: Scene, verb: int, by_token: dict[int, Hit]) -> Hit | None:
    """The violent noun a verb has as its subject or in a phrase: the strike that killed, killed in clashes."""
    parse = scene.parse
    subject = deep_subject(parse, verb)
    tokens = [subject[0]] if subject else []
    for prep in children(parse, verb, "prep", "agent"):
        preps = [prep, *children(parse, prep.i, "prep")]
        if prep.lemma in _INSIDE or prep.text.lower() == "when":
            tokens.extend(p.i for q in preps for p in children(parse, q.i, "pobj"))
    tokens.extend(_stepped_on(scene, verb, by_token))
    joined = [t.i for t in children(parse, verb, "conj") if t.i in by_token and _effect(by_token[t.i])]
    for clause in (c for v in (verb, *joined) for c in children(parse, v, "advcl")):
        if any(m.text.lower() in _WHEN for m in children(parse, clause.i, "mark", "advmod")):
            tokens.append(clause.i)
    spread = [c for t in tokens for c in conjuncts(parse, t)]
    return next((by_token[t] for t in spread if t in by_token and _violent(by_token[t])), None)


def _stepped_on(scene: Scene, verb: int, by_token: dict[int, Hit]) -> list[int]:
    """ "Was killed after stepping on a mine": the step is what killed."""
    after = [p for p in children(scene.parse, verb, "prep") if p.lemma in {"after", "by", "when", "while"}]
    steps = [t.i for p in after for t in children(scene.parse, p.i, "pcomp") if t.i in by_token]
    return [i for i in steps if by_token[i].rule.frame == "strike_mine"]


def _above(scene: Scene, hit: Hit, by_token: dict[int, Hit]) -> Hit | None:
    """The violent trigger an effect's clause hangs on: "… carried out a strike, killing nine"."""
    token = _left(scene, hit.i)
    while token.dep in _BELOW and token.head != token.i:
        if token.dep == "conj" and _own_deed(scene, token, by_token):
            return None
        token = scene.parse.tokens[token.head]
        other = by_token.get(token.i)
        if other is not None and _violent(other) and other.rule.group != "shooting down":
            return other
        if token.dep not in _BELOW or token.pos not in {"VERB", "AUX", "NOUN"} or other is not None:
            return None
    return None


def _own_deed(scene: Scene, verb: Token, by_token: dict[int, Hit]) -> bool:
    """ "Shells killed nine and an artillery barrage wounded a dozen": a second means did the second harm; "repelled an
    assault and the enemy lost 200 men": another side's dead are told for themselves."""
    subjects = children(scene.parse, verb.i, "nsubj") if children(scene.parse, verb.i, "dobj") else []
    others = [
        t
        for t in subjects
        if t.pos in {"NOUN", "PROPN"}
        and t.lemma.lower() in word_class("official") | {"authority", "police", "resident"}
    ]
    found = bool(others) and verb.lemma in {"find", "discover", "recover", "retrieve"}
    return (
        found
        or bool(subjects and verb.lemma == "lose")
        or any(t.i in scene.weapon_at or (t.i in by_token and _violent(by_token[t.i])) for t in subjects)
    )


def _left(scene: Scene, i: int) -> Token:
    """The verb of "left 72 injured", the "54" of "left 12 dead and 54 wounded"; else the token itself."""
    token = scene.parse.tokens[i]
    above = scene.parse.tokens[token.head]
    left = token.dep in {"oprd", "acomp"} and above.lemma == "leave"
    return above if left or (token.dep == "acl" and above.pos == "NUM") else token


def _nobody(scene: Scene, verb: int) -> bool:
    """ "Rounds landed, but no one was hurt": what befell nobody is told for itself, against what happened."""
    token = scene.parse.tokens[verb]
    but = any(t.lemma == "but" for t in scene.parse.tokens[max(0, verb - 8) : verb] if t.sentence == token.sentence)
    return but and _of_nobody(scene, verb)


def _of_nobody(scene: Scene, verb: int) -> bool:
    victims = children(scene.parse, verb, "nsubjpass", "nsubj")
    return any(
        t.lemma.lower() in {"no", "nobody", "none"} for v in victims for t in (v, *children(scene.parse, v.i, "det"))
    )


def _no_victim(scene: Scene, hit: Hit) -> bool:
    """ "No one was killed in the shelling of Nikopol": it befell nobody, and happened."""
    return _effect(hit) and not hit.noun and _of_nobody(scene, hit.i)


def _told_in_full(scene: Scene, noun: Hit) -> bool:
    """Whether a noun says more of its event than that it was."""
    return noun.noun and bool(children(scene.parse, noun.i, "prep", "poss", "compound", "amod"))


def _noun_above(scene: Scene, hit: Hit, by_token: dict[int, Hit]) -> Hit | None:
    """A noun of harm below a violent noun, or the reverse: "the killing of nine in an air strike"."""
    for prep in children(scene.parse, hit.i, "prep"):
        if prep.lemma in {"in", "during", "from", "by"}:
            for pobj in children(scene.parse, prep.i, "pobj"):
                other = by_token.get(pobj.i)
                if other is not None and _violent(other) and not _effect(other):
                    return other
    return None


def _shares_object(scene: Scene, hit: Hit, by_token: dict[int, Hit]) -> Hit | None:
    """The next verb of "entered and established bases", where the first has no object of its own: one movement."""
    for below in children(scene.parse, hit.i, "conj"):
        other = by_token.get(below.i)
        if other is not None and other.i - hit.i <= 3 and other.rule.type is hit.rule.type and not other.noun:
            own = children(scene.parse, hit.i, "dobj", "prep")
            return other if not own and children(scene.parse, other.i, "dobj") else None
    return None


def _find(parents: dict[int, int], i: int) -> int:
    while parents[i] != i:
        i = parents[i]
    return i


def _pairs(scene: Scene, hit: Hit, by_token: dict[int, Hit]) -> Iterator[tuple[Hit, Hit]]:
    """(lead, member) for every trigger that ``hit`` belongs with."""
    other = None if hit.noun else _shares_object(scene, hit, by_token)
    if other is not None:
        yield other, hit
    if not _violent(hit):
        return
    above = _above(scene, hit, by_token) if _effect(hit) and not _nobody(scene, hit.i) else None
    if above is not None:
        yield above, hit
    if hit.noun:
        means = _noun_above(scene, hit, by_token) if _effect(hit) and above is None else None
        if means is not None:
            yield hit, means
        return
    below = _means_below(scene, hit.i, by_token)
    if below is not None and _no_victim(scene, hit) and _told_in_full(scene, below):
        return
    if below is not None and below.i != hit.i and (_effect(hit) or below.noun):
        relative = scene.parse.tokens[hit.i].dep in {"relcl", "acl"} and scene.parse.tokens[hit.i].head == below.i
        yield (below, hit) if relative else (hit, below)


def merged(scene: Scene, hits: Iterable[Hit]) -> tuple[tuple[Hit, ...], ...]:
    """Triggers grouped by the event they tell, the leading one first, in text order of the leads."""
    listed = tuple(hits)
    by_token = {t: h for h in listed for t in ((h.i,) if h.carrier is None else (h.i, h.carrier))}
    by_token |= {h.i: h for h in listed}
    parents = {h.i: h.i for h in listed}
    for hit in listed:
        for first, second in _pairs(scene, hit, by_token):
            lead, member = _find(parents, first.i), _find(parents, second.i)
            if lead != member:
                parents[member] = lead
    by_i = {h.i: h for h in listed}
    found: dict[int, list[Hit]] = {}
    for hit in listed:
        found.setdefault(_find(parents, hit.i), []).append(hit)
    return tuple((by_i[lead], *(h for h in group if h.i != lead)) for lead, group in sorted(found.items()))


def typed(group: tuple[Hit, ...]) -> Hit:
    """The trigger that says best what kind of event a group is: means before mere harm."""

    def rank(hit: Hit) -> tuple[bool, bool, bool]:
        vague = hit.rule.acled in {None, Acled.ATTACK}
        return (_effect(hit) and hit.rule.mode is None, vague, hit is not group[0])

    return min(group, key=rank)

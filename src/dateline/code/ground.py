"""Ground that changes hands: who took it from whom, and whether by force."""

from dateline.code.parties import by_state, words_of
from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.records import Role, Token
from dateline.syntax import children, subtree
from dateline.vocab import Acled, EventType, RoleName

# Verbs of taking that say nothing of force.
_TAKEN_OVER = frozenset("take assume gain regain occupy reoccupy takeover retake enter move".split())
_INTO = frozenset({"in", "into", "over", "control"})
# Verbs of moving onto ground.
_COMING_IN = frozenset({"enter", "move", "march", "roll", "deploy", "walk"})


def _abroad(scene: Scene, hit: Hit, roles: tuple[Role, ...]) -> bool:
    """Whether those who took it are of another country than every place the sentence names."""
    by = [r.span for r in roles if r.role is RoleName.ACTOR]
    nations = {m.country for m in scene.marks.actors if m.country and any(m.span.meets(s) for s in by)}
    told = {t.i for t in sentence_of(scene, hit.i)}
    lands = {mark.country for head, mark in scene.place_heads.items() if head in told and mark.country}
    return bool(nations and lands) and not nations & lands


def sentence_of(scene: Scene, i: int) -> tuple[Token, ...]:
    """The tokens of the sentence a token stands in."""
    s = scene.parse.sentences[scene.parse.tokens[i].sentence]
    return scene.parse.tokens[s.first : s.last]


def territory(scene: Scene, hit: Hit, roles: tuple[Role, ...]) -> Acled:
    """Who took ground: a state from others, or others, or nobody by force."""
    if _unopposed(scene, hit.i) or (hit.rule.key in _TAKEN_OVER and _vacated(scene, hit.i)):
        return Acled.NON_VIOLENT_TRANSFER
    state, key = _whose(roles), hit.rule.key
    back = key.startswith("re") or key in {"liberate", "liberation", "clear", "free"} or _back(scene, hit)
    if state and not back and (_held_by_state(roles) or _abroad(scene, hit, roles)):
        return Acled.NON_STATE_OVERTAKES  # ACLED's for whoever takes ground from a state, a foreign one too
    return Acled.GOVERNMENT_REGAINS if state or (state is None and back) else Acled.NON_STATE_OVERTAKES


def _whose(roles: tuple[Role, ...]) -> bool | None:
    """Whether a state's side holds it now: its forces, those for it, or whoever a rebel group lost it to."""
    if {"pro", "government"} <= words_of(roles, RoleName.ACTOR):
        return True
    taken = any(r.role is RoleName.ACTOR for r in roles)
    lost = any(r.role is RoleName.RECIPIENT and r.type == "rebel group" for r in roles)
    return True if lost and not taken else by_state(roles)


def _back(scene: Scene, hit: Hit) -> bool:
    """ "Took it back", "wrested back"."""
    return any(t.text.lower() == "back" for t in children(scene.parse, hit.i, "advmod", "prt"))


def _held_by_state(roles: tuple[Role, ...]) -> bool:
    held = [r for r in roles if r.role is RoleName.RECIPIENT]
    return any(r.type == "state forces" for r in held) or bool(words_of(held, RoleName.RECIPIENT) & {"army", "troop"})


def _unopposed(scene: Scene, i: int) -> bool:
    """Whether ground changed hands without a fight: "peacefully took", "took over, meeting no resistance"."""
    sentence = list(sentence_of(scene, i))
    said = [t.lemma.lower() for t in sentence]
    ceded = any(t.lemma in {"cede", "relinquish"} and t.tag == "VBN" for t in sentence)
    if ceded or word_class("unopposed") & set(said):
        return True
    if any(t.lemma.lower() in word_class("terms") for t in _settled(scene, i)):
        return True
    lacking = (w for n, w in enumerate(said) if {"without", "no", "little"} & set(said[max(0, n - 3) : n]))
    return any(w in word_class("no_fight") for w in lacking)


def _settled(scene: Scene, i: int) -> list[Token]:
    """What stands behind "under", "following" and the like: "entered the town under an agreement"."""
    behind = [a for a in children(scene.parse, i, "prep") if a.text.lower() in {"under", "following", "after"}]
    return [t for a in behind for t in children(scene.parse, a.i, "pobj")]


def changed_hands(scene: Scene, hit: Hit) -> bool:
    """Whether forces come in unopposed, or leave and others come in."""
    coming = hit.rule.type is EventType.MOBILIZE and hit.rule.key in _COMING_IN
    going = hit.rule.type is EventType.RETREAT and hit.rule.key in word_class("vacate")
    return ((coming or going) and _unopposed(scene, hit.i)) or (going and _followed_in(scene, hit.i))


def _vacated(scene: Scene, i: int) -> bool:
    """Whether those who held it had gone: "took control after the troops withdrew"."""
    gone = [t for t in children(scene.parse, i, "advcl") if t.lemma.lower() in word_class("vacate")]
    pressed = {scene.parse.tokens[k].lemma.lower() for t in gone for k in subtree(scene.parse, t.i)}
    if gone:
        return not pressed & (word_class("means") | {"heavy"})  # "retreated under fire"
    return _calm(scene, i) and any(
        t.lemma.lower() in word_class("vacate") and t.pos == "VERB" and t.i != i for t in sentence_of(scene, i)
    )


def _calm(scene: Scene, i: int) -> bool:
    """Whether the sentence names no violence."""
    return not {t.lemma.lower() for t in sentence_of(scene, i)} & word_class("means")


def _followed_in(scene: Scene, i: int) -> bool:
    """Whether somebody else came in where forces left: "withdrew from the town and militiamen moved in"."""
    tokens = scene.parse.tokens
    coming = [t for t in sentence_of(scene, i) if t.i != i and t.pos == "VERB" and t.lemma in _COMING_IN | _TAKEN_OVER]
    alone = [t for t in coming if children(scene.parse, t.i, "nsubj")]
    into = [t for t in alone if t.lemma in {"enter", "occupy", "reoccupy"} or tokens[t.i + 1].text.lower() in _INTO]
    return bool(into) and _calm(scene, i)

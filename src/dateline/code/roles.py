"""Roles: the fillers of a trigger's frame, resolved to actors where a mark lies on them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.code.aims import aims_of, does, told_deed
from dateline.code.args import Arg, deep_object, deep_subject, is_passive, members, noun_args, verb_args
from dateline.code.blame import ascribed, blamed
from dateline.code.clauses import unsaid
from dateline.code.conditions import is_actor, is_person
from dateline.code.doers import beyond, inanimate, names_party
from dateline.code.doubtful import is_means_of_help
from dateline.code.ontology import frame
from dateline.code.owners import allegiance, mark_of, nations_before, owner_role
from dateline.code.patterns import FIRES, fills, leads_on
from dateline.code.phrases import lemmas, phrase
from dateline.code.scene import Scene
from dateline.code.triggers import Hit
from dateline.code.weapons import before_weapon, weapon_before
from dateline.data import word_class
from dateline.records import ActorMark, Role, Span
from dateline.syntax import children, conjuncts, head_of
from dateline.vocab import CountOf, EventType, RoleName

_PLACE_SLOTS = {"origin", "destination", "via", "none"}
_COUNTED = {"killed": CountOf.KILLED, "injured": CountOf.INJURED}


def _joined(scene: Scene, span: Span, mark: ActorMark) -> Span:
    """The phrase, widened to the whole name where the parser cut the name."""
    start, end = min(span.start, mark.span.start), max(span.end, mark.span.end)
    return scene.article.span(start, end)


def role_at(scene: Scene, name: RoleName, token: int, via: str | None) -> Role:
    """The role filled by the phrase headed by ``token``."""
    span, mark = phrase(scene.article, scene.parse, token), mark_of(scene, token)
    owner = allegiance(scene, token) if mark is None or mark.id is None else None
    if owner is not None:
        span = scene.article.span(span.start, max(span.end, scene.parse.tokens[owner[1]].end, owner[0].span.end))
        return Role(name, span.text, span, owner[0].id, (mark and mark.type) or owner[0].type, via or "member")
    if mark is None:
        span = _bare_name(scene, span)
        return Role(name, span.text, span, via=via)
    if scene.parse.tokens[token].pos == "PRON":
        return Role(name, mark.name, span, mark.id, mark.type, "pronoun")
    how = via or (mark.via if mark.via != "name" else None)
    span = _bare_name(scene, span)
    return Role(name, mark.name if mark.id else span.text, _joined(scene, span, mark), mark.id, mark.type, how)


def _bare_name(scene: Scene, span: Span) -> Span:
    """A phrase without a state the parser took into it: "shot dead two policemen"."""
    for lead in ("dead ", "wounded ", "injured ", "hostage "):
        if span.text.lower().startswith(lead) and len(span.text) > len(lead) + 3 and not span.text[len(lead)].isupper():
            return scene.article.span(span.start + len(lead), span.end)
    return span


def _wanted(scene: Scene, arg: Arg, role: str) -> bool:
    """Whether a filler can bear the role the frame gives its slot."""
    token = scene.parse.tokens[arg.token]
    asked = token.text.lower() in {"who", "what"} and arg.token not in scene.actor_at  # "Who burned the market?"
    if role in _PLACE_SLOTS or arg.token in scene.dated or asked:
        return False
    if arg.slot in {"adj", "poss"} and role in {"actor", "moved", "victim"}:
        return names_party(scene, arg.token) and token.lemma.lower() not in word_class("weapon")
    if arg.slot in {"with", "using"} and role == "instrument":
        return bool(
            arg.token in scene.weapon_at
            or lemmas(scene.parse, arg.token) & (word_class("means") | word_class("materiel"))
        )
    if arg.slot in {"at", "on", "in", "of", "for", "from"} and token.lemma.lower() in word_class("untargeted"):
        return False
    if arg.slot == "on" and token.tag == "NNS" and token.lemma.lower() in word_class("ridden"):
        return False  # "stormed the village on motorcycles"
    if token.entity[2:] in {"DATE", "TIME"} or is_means_of_help(scene, arg.token):
        return False
    bare = role == "actor" and not names_party(scene, arg.token)
    return not (bare and (arg.slot == "of" or (arg.slot == "from" and not inanimate(scene, arg.token))))


def _spread(scene: Scene, name: RoleName, arg: Arg) -> Iterator[Role]:
    for token, listed in members(scene.parse, arg.token):
        if listed and name is RoleName.INSTRUMENT and is_person(scene, token):
            continue  # "clashes left 16 dead, including two soldiers"
        role, nations = role_at(scene, name, token, listed or arg.via), nations_before(scene, token)
        yield from (Role(name, m.name, m.span, m.id, m.type, "list") for m in nations)
        own = scene.actor_by_head[token] if nations else None
        yield replace(role, name=own.name, span=own.span) if own else role
        yield from _others_meant(scene, name, token)


def _others_meant(scene: Scene, name: RoleName, token: int) -> Iterator[Role]:
    """Whom "they" means beside the first named: "X and Y said they would attack"."""
    mark = scene.actor_at.get(token)
    if scene.parse.tokens[token].text.lower() not in {"they", "them"} or mark is None or mark.of is None:
        return
    head = head_of(scene.parse, mark.of.start, mark.of.end)
    for other in conjuncts(scene.parse, head)[1:] if head is not None else ():
        found = mark_of(scene, other)
        if found is not None:
            yield Role(name, found.name, found.span, found.id, found.type, "pronoun")


def _parties(scene: Scene, arg: Arg) -> Iterator[Role]:
    """ "Between A and B": the first acts, the others receive; "between rebels" alone both act."""
    for n, role in enumerate(_spread(scene, RoleName.ACTOR, arg)):
        allied = role.span.text.lower().startswith(
            ("its ", "their ", "allied ")
        )  # "between the army and its allies and"
        if n and not allied:
            yield Role(RoleName.RECIPIENT, role.name, role.span, role.id, role.type, role.via)
        else:
            yield role


def _undated(scene: Scene, arg: Arg) -> Arg:
    """The name before a day the parser took for its head: "met with President Assad Tuesday"."""
    if arg.token in scene.dated:
        before = [t for t in children(scene.parse, arg.token, "compound", "nmod") if t.i not in scene.dated]
        if before and before[-1].pos in {"PROPN", "NOUN"}:
            return Arg(arg.slot, before[-1].i, arg.via)
    return arg


def _of_arg(scene: Scene, arg: Arg, slots: dict[str, str], hit: Hit) -> Iterator[Role]:
    arg = _undated(scene, arg)
    wanted = owner_role(scene, arg, hit) or slots.get(arg.slot)
    if wanted is None or not _wanted(scene, arg, wanted):
        return
    if wanted == "parties":
        stretch = arg.token in scene.place_at and scene.place_at[arg.token].relation == "between"
        yield from () if stretch else _parties(scene, arg)
        return
    name = RoleName(wanted)
    if arg.slot == "with" and scene.parse.tokens[arg.token].lemma.lower() in word_class("handheld") | {"weapon"}:
        name = RoleName.INSTRUMENT
    if name is RoleName.ACTOR and arg.slot in {"subj", "by", "from"} and inanimate(scene, arg.token):
        name = RoleName.INSTRUMENT
    if name is RoleName.ACTOR and arg.slot == "by" and scene.parse.tokens[arg.token].tag == "VBG":
        return
    if name is RoleName.VICTIM and arg.slot in {"obj", "of"} and _pure_place(scene, arg.token):
        return
    if name is RoleName.VICTIM and scene.parse.tokens[arg.token].lemma.lower() in word_class("struck"):
        name = RoleName.RECIPIENT  # "sprayed a minibus with bullets"
    if _vague_subject(scene, arg, name):
        return
    yield from _spread(scene, name, arg)


def _vague_subject(scene: Scene, arg: Arg, name: RoleName) -> bool:
    token = scene.parse.tokens[arg.token]
    return (
        name is RoleName.ACTOR
        and token.text.lower() in {"it", "this", "that", "there", "what", "you", "one"}
        and mark_of(scene, arg.token) is None
    )


def _pure_place(scene: Scene, token: int) -> bool:
    return token in scene.place_heads and token not in scene.actor_at


def _settlement_target(scene: Scene, hit: Hit, role: Role) -> bool:
    """A settlement or region is where a strike falls, not whom it hits; a base or an airport is both."""
    if role.role is not RoleName.RECIPIENT or hit.rule.type not in {
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.MOBILIZE,
    }:
        return False
    mark = next(
        (
            m
            for m in scene.near_places.at(role.span.start, role.span.end)
            if not m.metonym and m.span.start <= role.span.start and role.span.end <= m.span.end
        ),
        None,
    )
    return mark is not None and role.id is None and (mark.feature or "P")[:1] in {"P", "A"}


def _verb_slots(hit: Hit) -> dict[str, str]:
    return dict(frame(hit.rule.frame)["verb"])


def _noun_slots(hit: Hit) -> dict[str, str]:
    return dict(frame(hit.rule.frame)["noun"])


def _carried(scene: Scene, hit: Hit) -> Iterator[Role]:
    """What the light verb adds: its subject acts, its phrases fill the noun's slots."""
    if hit.carrier is None:
        return
    verb, slots = scene.parse.tokens[hit.carrier], _noun_slots(hit)
    subject = deep_subject(scene.parse, verb.i)
    for arg in verb_args(scene.parse, verb.i):
        if arg.slot == "subj" and verb.lemma in word_class("light_actor") and subject and arg.token != hit.i:
            role = _verb_slots(hit).get("subj", "actor")
            if role == "actor" and (is_actor(scene, arg.token) or is_person(scene, arg.token)):
                yield from _spread(scene, RoleName.ACTOR, arg)
        elif arg.slot in {"on", "against", "at", "with", "between", "by", "targeting", "using", "to", "for"}:
            yield from _of_arg(scene, arg, slots, hit)


def _headline_victim(scene: Scene, hit: Hit, arg: Arg) -> bool:
    """ "Minister stabbed": a verb of harm in the past without an object has its victim for subject."""
    verb = scene.parse.tokens[hit.i]
    if hit.rule.harm in _COUNTED and any(
        m.head == arg.token and m.what is _COUNTED[hit.rule.harm] for m in scene.marks.counts
    ):
        return True  # "Five killed four injured": the number says what befell them
    if (
        hit.rule.frame not in {"harm", "detain", "disperse"}
        or verb.tag not in {"VBD", "VBN"}
        or is_passive(scene.parse, hit.i)
    ):
        return False
    done = {scene.parse.tokens[u].lemma for u in hit.used} <= word_class("particle")  # "mayor gunned down"
    bare = deep_object(scene.parse, hit.i) is None and done
    return bare and is_person(scene, arg.token) and verb.lemma not in {"fire"}


def _in_support(scene: Scene, hit: Hit) -> bool:
    """ "In support of X" helps X; "with the support of X" is X helping."""
    token = scene.parse.tokens[hit.i]
    return token.lemma == "support" and scene.parse.tokens[token.head].lemma == "in"


def _accused(scene: Scene, verb: int, args: tuple[Arg, ...]) -> tuple[Arg, ...]:
    """The arguments of "blamed the attack on X", with X for the deed that is laid on them."""
    deed = next((a for a in args if a.slot == "obj"), None)
    who = ascribed(scene, scene.parse.tokens[verb], scene.parse.tokens[deed.token]) if deed else None
    if deed is None or who is None:
        return args
    return (*(a for a in args if a.token not in {deed.token, who}), Arg("obj", who))


def _fired_upon(scene: Scene, hit: Hit) -> bool:
    """ "The convoy was fired upon": behind a passive, a preposition that leads to nothing leads to its subject."""
    after = children(scene.parse, hit.i, "prep", "prt")
    bare = any(t.i == hit.i + 1 and t.lemma in {"on", "upon", "at"} and not children(scene.parse, t.i) for t in after)
    return bare and is_passive(scene.parse, hit.i)


def _raw(scene: Scene, hit: Hit) -> Iterator[Role]:
    yield from _of_noun(scene, hit) if hit.noun else _of_verb(scene, hit)
    yield from weapon_before(scene, hit)


def _of_noun(scene: Scene, hit: Hit) -> Iterator[Role]:
    slots = _noun_slots(hit)
    if _in_support(scene, hit):
        slots["of"] = "recipient"
    accused = blamed(scene, hit.i)
    for arg in (*(_owned(scene, hit, a) for a in noun_args(scene.parse, hit.i)), *before_weapon(scene, hit)):
        if not hit.first <= arg.token < hit.i and arg.token != accused:
            yield from _of_arg(scene, arg, slots, hit)
    yield from _carried(scene, hit)


def _owned(scene: Scene, hit: Hit, arg: Arg) -> Arg:
    """ "Belgrade gave its backing": whose it is, where the pronoun is not resolved, is told by who gave it."""
    unknown = arg.slot == "poss" and scene.parse.tokens[arg.token].pos == "PRON" and mark_of(scene, arg.token) is None
    giver = deep_subject(scene.parse, hit.carrier) if unknown and hit.carrier is not None else None
    return Arg("poss", giver[0]) if giver else arg


def _of_verb(scene: Scene, hit: Hit) -> Iterator[Role]:
    slots = _verb_slots(hit)
    if hit.rule.frame == "fire_weapon" and _fired_upon(scene, hit):
        slots["obj"] = "recipient"
    if scene.parse.tokens[hit.i].lemma in FIRES and any(
        t.i in scene.weapon_at for t in children(scene.parse, hit.i, "dobj")
    ):
        slots["obj"] = "instrument"  # "fired tear gas at protesters"
    if "obj" in slots and any(scene.parse.tokens[u].dep == "dobj" for u in hit.used):
        slots = dict.fromkeys(leads_on(scene, hit), slots["obj"]) | slots
    for arg in _accused(scene, hit.i, verb_args(scene.parse, hit.i)):
        if arg.slot == "subj" and _headline_victim(scene, hit, arg):
            yield from _spread(scene, RoleName.VICTIM, arg)
        elif arg.token not in hit.used or fills(scene, hit, arg, slots):
            yield from _of_arg(scene, arg, slots, hit)
    for used in hit.used:
        if scene.parse.tokens[used].pos == "NOUN":
            for arg in noun_args(scene.parse, used):
                if arg.slot not in {"poss", "adj"}:
                    yield from _of_arg(scene, arg, slots, hit)


def _of_nobody(scene: Scene, hit: Hit, role: Role) -> bool:
    """ "Nobody was hurt", and "it" or "they" in "no group has said it was behind the raid"."""
    text = role.span.text.lower()
    bare = text.startswith(("no ", "neither ")) and not text.startswith(("no fewer ", "no less ", "no more "))
    if text in {"nobody", "none", "no one", "no-one"} or bare:
        return True
    return text in {"it", "they", "he", "she"} and unsaid(scene.parse, hit.i)


def roles_of(scene: Scene, hit: Hit) -> tuple[Role, ...]:
    """All roles of a trigger, each phrase once in each role."""
    found = [r for r in _raw(scene, hit) if not _settlement_target(scene, hit, r) and not _of_nobody(scene, hit, r)]
    if not any(r.role is RoleName.ACTOR for r in found):
        found.extend(r for arg in beyond(scene, hit) for r in _spread(scene, RoleName.ACTOR, arg))
    parties = list(aims_of(scene, hit, found))
    doers = [p for p in parties if does(scene, p)] if any(told_deed(scene, r) for r in found) else []
    parties = doers or parties  # "the shelling of A by B" is B's
    aims = [role_at(scene, RoleName.RECIPIENT, party, "phrase") for party in parties]
    aims = [r for r in aims if not _again(r, found)]
    found = [r for r in found if not (doers and told_deed(scene, r))] + aims
    return distinct(found)


def _again(role: Role, found: list[Role]) -> bool:
    """Whether a pronoun only stands for who acts: "the army suspended its patrols" is not aimed at the army."""
    acting = {r.id or r.name for r in found if r.role is RoleName.ACTOR}
    return role.via == "pronoun" and (role.id or role.name) in acting


def distinct(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Roles without doubles: one for each part and phrase, the first found; "Israel began its raid" has one actor."""
    found: dict[tuple[RoleName, int, int], Role] = {}
    taken: set[tuple[int, int]] = set()
    for role in roles:
        key = (role.role, role.span.start, role.span.end)
        inside = any(k[0] is role.role and k[1] <= key[1] and key[2] <= k[2] for k in found)
        if not inside and (role.span.start, role.span.end) not in taken:
            found[key] = role
            taken.add((role.span.start, role.span.end))
    named = {(r.role, r.id or r.name) for r in found.values() if r.via != "pronoun"}
    return tuple(r for r in found.values() if r.via != "pronoun" or (r.role, r.id or r.name) not in named)

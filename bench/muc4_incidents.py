"""MUC-4's incidents with what the encoder's incident top marks: the words that fill a role, and the kind of incident.

``learned`` makes incidents of those words alone: of one kind, parted where the claims tell of several. ``joined`` keeps the
incidents that the claims tell of, with their places, dates, stages and effects, and gives them the words. A filler named
several times is told once, in the words the model is surest of.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bench.muc4_facts import sentence
from bench.muc4_fill import PEOPLE, Incident, incident_type, incidents, is_organisation, key_of, perpetrators, reported
from bench.muc4_parties import ARMED, behind, blamed, suspected
from bench.muc4_people import humans, of_people
from bench.muc4_relevance import ENOUGH, likelihood, of_note
from bench.muc4_retold import told_once
from bench.muc4_strings import bare, unbroken
from bench.muc4_things import is_thing
from dateline.records import Claim, Parse, Reading, Role, Signal, Span, Token
from dateline.syntax import children, conjuncts, head_of, tokens_in
from dateline.vocab import RoleName

SURE = {"perpetrator": 0.7, "organisation": 0.5, "target": 0.65, "victim": 0.65, "weapon": 0.7}
"""The chance from which words fill a role. These and the constants below were set on TST1 and TST2 (development here)."""
NEAR = (
    5  # sentences between a filler and the claim of its incident; over all templates 3: .482, 4: .485, 5: .487, 7: .486
)
ALONE = 1.8  # summed chances from which words no claim is near make an incident of their own; 2.5: .449, 1.8: .451
DOUBT = 0.7  # the odds an incident needs where the model marks nothing of it; ENOUGH where it does; .6: .485, .75: .483
TOLD = 0.4  # the chance from which a sentence tells of an incident
_PARTS = {
    "perpetrator": "perpetrators",
    "organisation": "perpetrators",
    "target": "targets",
    "victim": "victims",
    "weapon": "weapons",
}
_NAMES = {
    "perpetrator": RoleName.ACTOR,
    "organisation": RoleName.ACTOR,
    "target": RoleName.RECIPIENT,
    "victim": RoleName.VICTIM,
    "weapon": RoleName.INSTRUMENT,
}
_LIKE = {name: {role} for name, role in _NAMES.items()} | {"target": {RoleName.RECIPIENT, RoleName.VICTIM}}


@dataclass(frozen=True)
class Filler:
    """Words that fill a role of an incident of one kind."""

    role: str
    kind: str
    span: Span
    score: float

    @property
    def words(self) -> frozenset[str]:
        return frozenset(re.findall(r"\w+", self.span.text.lower()))


def learned(reading: Reading, agreed: bool = False) -> list[Incident]:
    """Incidents made of the model's fillers: of one kind each, as many as the claims tell apart.

    With ``agreed``, words of which the model is half sure are fillers too, where a claim gives them the same role.
    """
    told = incidents(reading)
    groups: dict[tuple[str, int], list[Filler]] = defaultdict(list)
    for filler in fillers(reading, agreed):
        near = nearest(reading, filler, told)
        groups[filler.kind, near[1] if near else -1].append(filler)
    found = [hit(reading, incident(reading, kind, group)) for (kind, _), group in groups.items()]
    return found or [incident(reading, kind, []) for kind in told_kinds(reading)]


def joined(reading: Reading) -> list[Incident]:
    """The incidents of the claims with the model's fillers, and those that only the model sees."""
    told = incidents(reading)
    near: dict[int, list[Filler]] = defaultdict(list)
    alone: dict[str, list[Filler]] = defaultdict(list)
    for filler in fillers(reading):
        place = nearest(reading, filler, told)
        if place and place[0] <= NEAR:
            near[place[1]].append(filler)
        else:
            alone[filler.kind].append(filler)
    kept = [backed(reading, i, filled(i, near[n])) for n, i in enumerate(told) if _likely(reading, i, near[n])]
    kept += [incident(reading, k, group) for k, group in alone.items() if sum(f.score for f in group) >= ALONE]
    once_each = told_once(reading, [hit(reading, i) for i in kept])
    whole = [listed(reading, i) for i in once_each if _harms(reading, i) and of_note(reading, i)]
    return suspected(blamed([behind(reading, i) for i in whole]))


def hit(reading: Reading, incident: Incident) -> Incident:
    """The incident with those of its targets that are things."""
    return replace(incident, targets=[t for t in incident.targets if is_thing(reading, t)])


def listed(reading: Reading, incident: Incident) -> Incident:
    """The incident with the people told in one list with its victims: "two teachers and a nurse"."""
    parse, victims = reading.parse, list(incident.victims)
    heads = [head_of(parse, v.span.start, v.span.end) for v in victims if v.role is RoleName.VICTIM]
    for token in (parse.tokens[i] for head in heads if head is not None for i in conjuncts(parse, head)[1:]):
        span = reading.article.span(_before(parse, token).start, _owned(parse, token).end)
        if (of_people(token) or token.entity.endswith("PERSON")) and not any(v.span.meets(span) for v in victims):
            victims.append(Role(RoleName.VICTIM, span.text, span))
    return replace(incident, victims=victims)


def _harms(reading: Reading, incident: Incident) -> bool:
    """Whether a target is told of: 5 of 26 incidents without one have a key on TST1 and TST2, 105 of 166 with one."""
    return bool(humans(reading, incident.victims) or (incident.targets and incident.type != "KIDNAPPING"))


def _likely(reading: Reading, incident: Incident, found: Sequence[Filler]) -> bool:
    seen = bool(found) or any(
        s.layer == "tells" and s.score >= TOLD and any(_meets(c.span, s) for c in incident.claims)
        for s in reading.signals
    )
    return likelihood(reading, incident) >= (ENOUGH if seen else DOUBT)


def nearest(reading: Reading, filler: Filler, told: Sequence[Incident]) -> tuple[int, int] | None:
    """(sentences away, index) of the incident that may hold the filler; None where no kind agrees.

    One told in the same sentence goes first, then any of the filler's own kind.
    """
    at = sentence(reading, filler.span.start)
    found = []
    for n, i in enumerate(told):
        away = min(abs(sentence(reading, c.span.start) - at) for c in i.claims)
        if i.type == filler.kind or "ATTACK" in (i.type, filler.kind):
            found.append((i.type != filler.kind and away > 0, away, n))
    return min(found)[1:] if found else None


def filled(told: Incident, found: Sequence[Filler]) -> Incident:
    """An incident of claims with the model's words: its perpetrators, and where it has any, weapons and targets.

    MUC-4's named victims come from both; people who are only described come from the claims.
    """
    parts = by_part(found)
    victims = list(told.victims)
    for role in parts["victims"]:
        if not any(role.span.meets(v.span) or key_of(role) == key_of(v) for v in victims):
            victims.append(role)
    return replace(
        told,
        perpetrators=parts["perpetrators"],
        weapons=parts["weapons"] or told.weapons,
        targets=parts["targets"] or told.targets,
        victims=victims,
    )


def backed(reading: Reading, told: Incident, whole: Incident) -> Incident:
    """Where the model is sure of no perpetrator, those that the claims name and it marks at all."""
    if any(not is_organisation(r) for r in whole.perpetrators):
        return whole
    others = [r for r in told.perpetrators if not is_organisation(r)]
    return replace(whole, perpetrators=[*whole.perpetrators, *seen(reading, others, "perpetrator", "organisation")])


def seen(reading: Reading, roles: Sequence[Role], *labels: str) -> list[Role]:
    """The roles that the model marks as one of the labels at all."""
    signals = [s for s in reading.signals if s.layer == "role" and s.label in labels]
    return [r for r in roles if any(_meets(r.span, s) for s in signals)]


def by_part(found: Sequence[Filler]) -> dict[str, list[Role]]:
    """Fillers as roles, each person or thing once, under the names of an incident's lists."""
    parts: dict[str, list[Role]] = {part: [] for part in _PARTS.values()}
    for name, part in _PARTS.items():
        kept = once([f for f in found if f.role == name])
        if name == "organisation":  # 553 of 582 keys of DEV that name any name one
            kept = sorted(kept, key=lambda f: -f.score)[:1]
        roles = [_role(name, f) for f in kept]
        parts[part].extend(r for role in roles for r in (perpetrators(role) if name == "organisation" else [role]))
    return parts


def told_kinds(reading: Reading) -> list[str]:
    """Kinds that whole sentences tell of, where no words fill a role: chances added up to a whole one."""
    weight: dict[str, float] = defaultdict(float)
    for signal in reading.signals:
        if signal.layer == "tells":
            weight[kind_of(signal)] += signal.score
    return [kind for kind, total in weight.items() if total >= 1]


def incident(reading: Reading, kind: str, found: Sequence[Filler]) -> Incident:
    """One incident of the model's fillers, and the claims that tell of it."""
    claims = [c for c in reading.claims if reported(c) and _tells(c, kind, found)]
    places = [w for c in claims if c.event for w in c.event.where]
    return Incident(kind, claims, places=places, **by_part(found))


def _tells(claim: Claim, kind: str, found: Iterable[Filler]) -> bool:
    told = incident_type(claim)
    return told == kind or (told is not None and any(claim.span.meets(f.span) for f in found))


def fillers(reading: Reading, agreed: bool = False) -> list[Filler]:
    """Role signals with the kind told beside each, the sure ones and maybe those that claims agree with."""
    kinds = {(s.start, s.end): s for s in reading.signals if s.layer == "incident"}
    found = [
        Filler(s.label, kind_of(kinds[s.start, s.end]), phrase(reading, s), s.score)
        for s in reading.signals
        if s.layer == "role" and (s.score >= SURE[s.label] or (agreed and _told(reading, s)))
    ]
    fitting = [f for f in found if fits(reading, f)]
    return [f for f in fitting if not any(_inside(reading, f, other) for other in fitting)]


def _told(reading: Reading, signal: Signal) -> bool:
    """Whether a claim of an incident gives the words the signal's role; victims of claims are too many to help."""
    if signal.label == "victim":
        return False
    claims = [c for c in reading.claims if incident_type(c) and reported(c)]
    roles = (r for c in claims if c.event for r in c.event.roles if r.role in _LIKE[signal.label])
    return any(_meets(r.span, signal) for r in roles)


def fits(reading: Reading, filler: Filler) -> bool:
    """Whether the words can be of the role's kind: no person, place or bare number is a thing that was hit."""
    head = _head(reading, filler.span)
    if filler.role == "weapon" or head is None:
        return filler.role == "weapon"
    if head.pos not in _NOUNS or head.entity[2:] in {"DATE", "CARDINAL", "TIME"}:
        return False
    person = head.entity[2:] in {"PERSON", "GPE"} or PEOPLE.search(head.lemma.lower())
    if filler.role == "perpetrator":
        return head.pos != "NOUN" or of_people(head) or bool(_BODIES.search(filler.span.text))
    return filler.role != "target" or not person


_BODIES = re.compile(
    r"group|squad|commando|unit|band|gang|troop|patrol|sector|force|element|cell|mafia|militar|police|army|front|column|crowd|"
    r"mob|team|militia|battalion|brigade|guard|assassin|traffick|guerrilla|rebel|terror|attack|assail|subvers|extrem|crimin|"
    r"mercen|delinq|cadre|combat|fighter|arm",
    re.IGNORECASE,
)
"""Men together, or in arms: other nouns that are no people did nothing."""


def _inside(reading: Reading, filler: Filler, other: Filler) -> bool:
    """Whether a filler stands in the phrase of another of its role: "offices" hold the mayor of "offices of the mayor"."""
    if filler.role != "target" or other.role != filler.role or other is filler:
        return False
    head, above = _head(reading, filler.span), _head(reading, other.span)
    if head is None or above is None or head.i <= above.i:
        return False
    at = head
    while at.head != at.i and at.dep in _BELOW and at.i != above.i:
        at = reading.parse.tokens[at.head]
    return at.i == above.i


_BELOW = frozenset(
    {"pobj", "prep", "poss", "compound", "nmod", "dobj", "acl", "relcl", "nsubj", "nsubjpass", "agent", "appos"}
)


def _head(reading: Reading, span: Span) -> Token | None:
    inside = tokens_in(reading.parse, span.start, span.end)
    indices = {t.i for t in inside}
    return next((t for t in inside if t.head not in indices or t.head == t.i), None)


def kind_of(signal: Signal) -> str:
    """MUC-4's name for a kind of incident."""
    return "FORCED WORK STOPPAGE" if signal.label == "work stoppage" else signal.label.upper()


def phrase(reading: Reading, signal: Signal) -> Span:
    """The signal's words as a phrase a key would write: the noun with what stands before it, a whole name, no title.

    The head marks words, and often loses a name's end or takes a word of the next clause.
    """
    known = named_group(reading, signal) if signal.label == "organisation" else None
    if known:
        return known
    nouns = [t for t in tokens_in(reading.parse, signal.start, signal.end) if t.pos in _NOUNS]
    if not nouns:
        return reading.article.span(signal.start, signal.end)
    inside = {t.i for t in nouns}
    head = next(t for t in nouns if t.head not in inside or t.head == t.i)
    head = _measured(reading.parse, head) if signal.label == "weapon" else _tail(reading.parse, head)
    first = _before(reading.parse, head)
    last = _behind(reading.parse, head) if signal.label == "organisation" else _owned(reading.parse, head)
    person = [t for t in reading.parse.tokens[first.i : last.i + 1] if t.entity.endswith("PERSON")]
    if signal.label == "victim" and person and head is last:
        first, last = person[0], person[-1]
    return reading.article.span(first.start, last.end)


def named_group(reading: Reading, signal: Signal) -> Span | None:
    """The mention of an armed group of the registry that the signal marks, whole, maybe with its men."""
    marks = [m.span for m in reading.marks.actors if m.id and m.type in ARMED and _meets(m.span, signal)]
    return max(marks, key=lambda s: s.end - s.start, default=None)


def _meets(span: Span, signal: Signal) -> bool:
    return span.start < signal.end and signal.start < span.end


_NOUNS = frozenset({"NOUN", "PROPN"})
_LEADING = frozenset({"compound", "amod", "nmod", "punct", "poss"})


def _measured(parse: Parse, token: Token) -> Token:
    """What a measure is of: "kg of dynamite", "a load of explosives"."""
    inside = [
        t for link in children(parse, token.i, "prep") if link.lemma == "of" for t in children(parse, link.i, "pobj")
    ]
    return inside[0] if inside else token


def _tail(parse: Parse, token: Token) -> Token:
    """The noun that ``token`` only stands before: "PATRIOTIC" of a front leads to the front."""
    while token.dep in {"compound", "amod", "nmod"} and parse.tokens[token.head].i > token.i:
        token = parse.tokens[token.head]
    return token


def _before(parse: Parse, head: Token) -> Token:
    """The first of the words that stand before a noun and belong to it, articles and numbers left out."""
    first = head
    for token in reversed(parse.tokens[max(0, head.i - 8) : head.i]):
        if token.dep not in _LEADING or token.tag in {"CD", "PRP$", "POS", ",", ":", "``", "''"}:
            break
        if token.dep == "punct" and token.text != "-":
            break
        first = token if token.dep != "punct" else first
    return unbroken(parse, first, head)


_WHOSE = frozenset(
    "office headquarters residence home house branch building installation department facility ministry embassy member "
    "group gang band column unit leader president mayor governor director rector head secretary son daughter wife "
    "relative employee resident".split()
)
"""Nouns that say little without their "of": of 320 fillers of DEV's keys with one, 259 have no way to be told without."""


def _owned(parse: Parse, head: Token) -> Token:
    """The end of what a noun is of: "offices of the deputy mayor", "members of the Shining Path"."""
    if head.lemma.lower() not in _WHOSE or head.i + 1 >= len(parse.tokens):
        return head
    link = parse.tokens[head.i + 1]
    named = children(parse, link.i, "pobj") if link.text.lower() == "of" and link.head == head.i else []
    return _owned(parse, named[0]) if named else head


def _behind(parse: Parse, head: Token) -> Token:
    """The end of a name that goes on behind its noun: "front of national liberation"."""
    for link in children(parse, head.i, "prep"):
        if link.i == head.i + 1 and link.lemma in {"of", "for"}:
            named = [t for t in children(parse, link.i, "pobj") if t.pos == "PROPN"]
            return named[0] if named else head
    return head


def _role(name: str, filler: Filler) -> Role:
    text = re.sub(r"\s+", " ", filler.span.text).strip(" ,.\"'")
    return Role(_NAMES[name], bare(text) or text, filler.span, type=name, via="model")


def once(found: Sequence[Filler]) -> list[Filler]:
    """One filler for each person or thing: the surest words of those that may be the same."""
    kept: list[Filler] = []
    for filler in sorted(found, key=lambda f: -f.score):
        if not any(same(filler, other) for other in kept):
            kept.append(filler)
    unnamed = [f for f in kept if f.role == "perpetrator" and _UNNAMED.search(f.span.text)]
    return sorted((f for f in kept if f not in unnamed[1:]), key=lambda f: f.span.start)


_UNNAMED = re.compile(
    r"\b(?:guerrilla|rebel|terrorist|subversive|attacker|assailant|criminal|kidnapper|commando|individual|person|people|"
    r"(?:gun)?m[ae]n|member|element|unit|group)s?$",
    re.IGNORECASE,
)
"""Perpetrators of one incident who bear no name are the same men, called now guerrillas, now attackers."""


def same(one: Filler, other: Filler) -> bool:
    """Whether two fillers of a role may be one: the same words, one within the other, or one's initials in any order, for
    wires translate a name and keep its Spanish initials."""
    a, b = one.words, other.words
    return a <= b or b <= a or _short(a, other.span.text) or _short(b, one.span.text)


def _short(words: frozenset[str], name: str) -> bool:
    """Whether the words are one short form made of the initials of ``name``, one of them left out at most."""
    letters = Counter(w[0] for w in re.findall(r"[a-z]\w+", name.lower()) if w not in {"of", "the", "for", "and"})
    return len(words) == 1 and any(
        len(w) > 2 and not Counter(w) - letters and letters.total() - len(w) <= 1 for w in words
    )

"""MUC-4's incidents with what the encoder's incident top marks: the words that fill a role, and the kind of incident.

``learned`` makes incidents of those words alone: of one kind, parted where the claims tell of several. ``joined`` keeps the
incidents that the claims tell of, with their places, dates, stages and effects, and gives them the words. A filler named
several times is told once, in the words the model is surest of.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bench.muc4_facts import sentence
from bench.muc4_fill import Incident, incident_type, incidents, is_organisation, key_of, perpetrators, reported
from bench.muc4_fillers import SURE, Filler, as_role, before, fillers, kind_of, meets, once, owned
from bench.muc4_parties import behind, blamed, cleared, named, suspected
from bench.muc4_people import humans, of_people
from bench.muc4_relevance import ENOUGH, likelihood, long_ago, of_note
from bench.muc4_retold import told_once
from bench.muc4_things import is_thing
from dateline.records import Claim, Reading, Role
from dateline.syntax import conjuncts, head_of
from dateline.vocab import RoleName

__all__ = ["ALONE", "DOUBT", "NEAR", "SURE", "TOLD", "hit", "joined", "learned", "listed", "seen"]
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
    news = [i for i in once_each if _harms(reading, i) and of_note(reading, i) and not long_ago(reading, i)]
    whole = [listed(reading, i) for i in news]
    return suspected(blamed([behind(reading, named(reading, cleared(reading, i))) for i in whole]))


def hit(reading: Reading, incident: Incident) -> Incident:
    """The incident with those of its targets that are things."""
    return replace(incident, targets=[t for t in incident.targets if is_thing(reading, t)])


def listed(reading: Reading, incident: Incident) -> Incident:
    """The incident with the people told in one list with its victims: "two teachers and a nurse"."""
    parse, victims = reading.parse, list(incident.victims)
    for victim in (v for v in incident.victims if v.role is RoleName.VICTIM):
        head = head_of(parse, victim.span.start, victim.span.end)
        told = [parse.tokens[i] for i in conjuncts(parse, head)] if head is not None else []
        names = [t for t in told if t.entity.endswith("PERSON")]
        for token in told[1:]:
            span = reading.article.span(before(parse, token).start, owned(parse, token).end)
            named = token in names or (len(names) > 1 and token.tag == "NNP")
            known = [v for v in victims if v.span.meets(span) and not (named and v is victim)]
            if (named or of_people(token)) and not known:
                victims.append(Role(RoleName.VICTIM, span.text, span))
    return replace(incident, victims=victims)


def _harms(reading: Reading, incident: Incident) -> bool:
    """Whether a target is told of: 5 of 26 incidents without one have a key on TST1 and TST2, 105 of 166 with one."""
    return bool(humans(reading, incident.victims) or (incident.targets and incident.type != "KIDNAPPING"))


def _likely(reading: Reading, incident: Incident, found: Sequence[Filler]) -> bool:
    seen = bool(found) or any(
        s.layer == "tells" and s.score >= TOLD and any(meets(c.span, s) for c in incident.claims)
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
    return [r for r in roles if any(meets(r.span, s) for s in signals)]


def by_part(found: Sequence[Filler]) -> dict[str, list[Role]]:
    """Fillers as roles, each person or thing once, under the names of an incident's lists."""
    parts: dict[str, list[Role]] = {part: [] for part in _PARTS.values()}
    for name, part in _PARTS.items():
        kept = once([f for f in found if f.role == name])
        if name == "organisation":  # 553 of 582 keys of DEV that name any name one
            kept = sorted(kept, key=lambda f: -f.score)[:1]
        roles = [as_role(name, f) for f in kept]
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

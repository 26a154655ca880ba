"""The organisation behind an incident of MUC-4, where the words that tell of it name only "guerrillas", and how surely."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bench.muc4_facts import COUNTRIES, country_of, sentence
from bench.muc4_fill import Incident, is_of_state, is_organisation, perpetrators, state_sponsored
from bench.muc4_people import humans, upper, written
from bench.muc4_strings import bare, nation_words
from dateline.records import ActorMark, Reading, Role
from dateline.vocab import RoleName

ARMED = frozenset({"rebel group", "political militia"})
FAR = 4  # sentences from a claim to the group that may be behind it; TST1 and TST2: 2 .4267, 4 .4272, 8 .4269
_IRREGULARS = re.compile(r"guerrilla|rebel|terrorist|subversive|commando|insurgent|traffick|extremist|militant")


def behind(reading: Reading, incident: Incident) -> Incident:
    """The incident with the armed group of its country that is named most near it, where it names irregulars alone."""
    found = incident.perpetrators
    irregular = any(_IRREGULARS.search(r.name.lower()) for r in found)
    if not irregular or state_sponsored(incident) or any(is_organisation(r) for r in found):
        return incident
    groups = [m for m in reading.marks.actors if m.id and m.type in ARMED and m.via != "pronoun"]
    named = [m for m in groups if _may_be(reading, incident, m)]
    if not named:
        return incident
    (most, _), *_ = Counter(m.id for m in named).most_common(1)
    mark = min((m for m in named if m.id == most), key=lambda m: len(m.span.text))
    role = Role(RoleName.ACTOR, mark.span.text, mark.span, id=mark.id, type="organisation", via="model")
    return replace(incident, perpetrators=[*found, perpetrators(role)[-1]])


def _may_be(reading: Reading, incident: Incident, mark: ActorMark) -> bool:
    """Whether a group is of the incident's country and named within FAR sentences of a claim."""
    where = [sentence(reading, c.span.start) for c in incident.claims]
    away = min((abs(sentence(reading, mark.span.start) - w) for w in where), default=0)
    return away <= FAR and COUNTRIES.get(mark.country or "") == country_of(reading, incident)


def blamed(found: Sequence[Incident]) -> list[Incident]:
    """Incidents of one report: where it blames one organisation alone, it is behind those too for which none is named.

    Over all templates .478 with it, .474 without, on TST1 and TST2.
    """
    named = [r for i in found for r in i.perpetrators if is_organisation(r)]
    if len({r.name for r in named}) != 1:
        return list(found)
    other = lambda i: not any(is_organisation(r) for r in i.perpetrators)  # noqa: E731
    return [replace(i, perpetrators=[*i.perpetrators, named[0]]) if other(i) else i for i in found]


def suspected(found: Sequence[Incident]) -> list[Incident]:
    """Incidents of one report: the irregulars of whom it tells most are behind those too for which no men are named.

    Over all templates .516 to .518 on TST1 and TST2; of DEV, on which the model learned and misses few, .498 to .496.
    """
    men = [r for i in found for r in i.perpetrators if not is_organisation(r) and _IRREGULARS.search(r.name.lower())]
    if not men:
        return list(found)
    (most, _), *_ = Counter(r.name.lower() for r in men).most_common(1)
    first = next(r for r in men if r.name.lower() == most)
    bare = lambda i: all(is_organisation(r) for r in i.perpetrators) and not state_sponsored(i)  # noqa: E731
    return [replace(i, perpetrators=[*i.perpetrators, first]) if bare(i) else i for i in found]


def named(reading: Reading, incident: Incident) -> Incident:
    """The incident with armed groups of the registry told by their names alone: "a column of the Shining Path"."""
    groups = [m.span for m in reading.marks.actors if m.id and m.type in ARMED]
    known = lambda r: is_organisation(r) and any(r.span.meets(s) for s in groups)  # noqa: E731
    return replace(
        incident,
        perpetrators=[
            replace(r, name=_THEIRS.sub("", _PARTS_OF.sub("", r.name))) if known(r) else r
            for r in incident.perpetrators
        ],
    )


_MEN = (
    r"(?:column|cell|group|(?<!death )squad|unit|command|commando|commandoe|member|militant|activist|fighter|sniper|subversive|terrorist|"
    r"guerrilla|rebel|mercenar(?:y|ie)|gunm[ae]n|troop|soldier|chief|leader|head|boss|wing|band)s?"
)
_PARTS_OF = re.compile(rf"^.*\b(?:{_MEN}|\d\w+ front) (?:of|from) (?:the )?(?:self-(?:styled|named) )?", re.IGNORECASE)
_THEIRS = re.compile(
    rf"(?: [(\[][A-Z-]+[)\]])?(?: (?:urban|armed|hit|terrorist|guerrilla|subversive))*"
    rf" (?:{_MEN}|(?<=terrorist )organization|(?<=guerrilla )(?:movement|organization))$|(?<=\w) [(\[][A-Z-]+[)\]]$",
    re.IGNORECASE,
)


def cleared(reading: Reading, incident: Incident) -> Incident:
    """The incident without perpetrators who are its victims, told by the same words or names."""
    harmed = [(set(name.split()), told) for _, told, name in humans(reading, incident.victims)]
    same = lambda words: any(words == told or (name and name <= set(words.split())) for name, told in harmed)  # noqa: E731
    others = [r for r in incident.perpetrators if is_organisation(r) or not same(written(r.name))]
    if any(_IRREGULARS.search(r.name.lower()) for r in others):
        others = [r for r in others if is_organisation(r) or not is_of_state(r)]
    return replace(incident, perpetrators=others)


def party(role: Role) -> str:
    """A perpetrator as a key writes it: men without their nation, an organisation with it; empty for a bare nation.

    Of 677 men in the keys of DEV 2 must be told as alleged or suspected.
    """
    if not is_organisation(role):
        return _ALLEGED.sub("", written(role.name))
    words = bare(upper(role.name))
    return "" if any(pattern.fullmatch(words) for _, pattern in nation_words()) else words


_ALLEGED = re.compile(r"^(?:ALLEGED|SUSPECTED|PRESUMED|SUPPOSED|APPARENT) ")
_CLAIMED = re.compile(
    r"claim\w* (?:responsib|credit|the attack)|admit|(?:take|took|accept)\w* (?:responsib|credit)", re.IGNORECASE
)
_NOBODY = re.compile(
    r"(?:no ?(?:one|body|group|organization)|not)\W+(?:\w+\W+){0,2}(?:claim|admit|tak|accept)", re.IGNORECASE
)
_ACCUSE = r"suspect|accus|blam|attribut|alleg|presum|apparent|charge[ds]? with|responsib|implicat"
_AUTHORITY = (
    r"president|police|army|military|armed forces|government|minister|authorit|officials?|judge|coprefa|security"
)
_ACCUSED = re.compile(_ACCUSE, re.IGNORECASE)
_BY_AUTHORITIES = re.compile(
    rf"(?:{_AUTHORITY})\w*\W+(?:\w+\W+){{0,7}}(?:{_ACCUSE})|"
    rf"(?:{_ACCUSE})\w*\W+(?:\w+\W+){{0,4}}by (?:the )?(?:\w+\W+){{0,2}}(?:{_AUTHORITY})",
    re.IGNORECASE,
)


def confidence(reading: Reading, incident: Incident) -> str:
    """PERP: ORGANIZATION CONFIDENCE by the guidelines' tree: who says that the organisation did it, and how surely.

    Accusations stand in the sentences of the incident or of the organisation: .524 to .526 over all templates of TST1 and
    TST2, of a quarter of DEV .500 to .501, where the words of the claims alone were asked before.
    """
    if _CLAIMED.search(" ".join(c.span.text for c in incident.claims)):
        return "CLAIMED OR ADMITTED"
    named = [r.span for r in incident.perpetrators if is_organisation(r)]
    at = {sentence(reading, s.start) for s in [*named, *(c.span for c in incident.claims)]}
    told = [reading.parse.sentences[n] for n in sorted(at) if n >= 0]
    words = " ".join(reading.article.text[s.start : s.end] for s in told)
    if _CLAIMED.search(words) and not _NOBODY.search(words):
        return "CLAIMED OR ADMITTED"
    if not _ACCUSED.search(words):
        return "REPORTED AS FACT"
    return "SUSPECTED OR ACCUSED" + (" BY AUTHORITIES" if _BY_AUTHORITIES.search(words) else "")

"""What an event is called in a line for readers, and the word before whom or what it is aimed at."""

from dateline.records import Event
from dateline.vocab import CountOf, EventType, RoleName

__all__ = ["RELEASE", "label"]

# ACLED's names are finer than modes and types, so they go first.
BY_ACLED = {
    "Government regains territory": ("Capture", "of"),
    "Non-state actor overtakes territory": ("Capture", "of"),
    "Armed clash": ("Clash", "with"),
    "Excessive force against protesters": ("Force", "against"),
    "Protest with intervention": ("Protest", "against"),
    "Peaceful protest": ("Protest", "against"),
    "Violent demonstration": ("Riot", "against"),
    "Mob violence": ("Mob violence", "against"),
    "Chemical weapon": ("Chemical attack", "on"),
    "Air/drone strike": ("Air or drone strike", "on"),
    "Suicide bomb": ("Suicide bombing", "of"),
    "Shelling/artillery/missile attack": ("Shelling, rocket or missile attack", "on"),
    "Remote explosive/landmine/IED": ("Bomb or mine attack", "on"),
    "Grenade": ("Grenade attack", "on"),
    "Sexual violence": ("Sexual violence", "against"),
    "Attack": ("Attack", "on"),
    "Abduction/forced disappearance": ("Abduction", "of"),
    "Agreement": ("Agreement", "with"),
    "Arrests": ("Arrest", "of"),
    "Disrupted weapons use": ("Interception or seizure", "of"),
    "Headquarters or base established": ("Base established", "for"),
    "Looting/property destruction": ("Looting or destruction", "of"),
    "Non-violent transfer of territory": ("Handover", "of"),
}
RELEASE = "Release"
BY_MODE = {
    "access": ("Access granted", "to"),
    "abduct": ("Abduction", "of"),
    "arrest": ("Arrest", "of"),
    "assassinate": ("Assassination", "of"),
    "boycott": ("Boycott", "of"),
    "ceasefire": ("Ceasefire", "with"),
    "curfew": ("Curfew", "on"),
    "deport": ("Expulsion or displacement", "of"),
    "disarm": ("Disarmament", "of"),
    "expel": ("Expulsion", "of"),
    "martial-law": ("Martial law", "on"),
    "obstruct": ("Obstruction", "of"),
    "release": (RELEASE, "of"),
    "restrict": ("Restriction", "of"),
    "seize": ("Seizure", "of"),
    "visit": ("Visit", "to"),
}
BY_TYPE = {
    EventType.AGREE: ("Agreement or promise", "to"),
    EventType.CONSULT: ("Talks", "with"),
    EventType.SUPPORT: ("Support", "for"),
    EventType.CONCEDE: ("Concession", "to"),
    EventType.COOPERATE: ("Cooperation", "with"),
    EventType.AID: ("Aid", "to"),
    EventType.RETREAT: ("Withdrawal", "of"),
    EventType.REQUEST: ("Demand or appeal", "to"),
    EventType.ACCUSE: ("Accusation or inquiry", "against"),
    EventType.REJECT: ("Refusal", "towards"),
    EventType.THREATEN: ("Threat", "against"),
    EventType.PROTEST: ("Protest", "against"),
    EventType.SANCTION: ("Sanction or break", "against"),
    EventType.MOBILIZE: ("Movement", "of"),
    EventType.COERCE: ("Coercion", "of"),
    EventType.ASSAULT: ("Violence", "against"),
}


def label(event: Event) -> tuple[str, str] | None:
    """The event's name and the word before its target; ACLED's names are the finest, then modes, then types."""
    if event.type == EventType.RETREAT and event.trigger.text.lower().startswith("evacuat"):
        return ("Evacuation", "of")
    if event.type == EventType.RETREAT and _flees(event):
        return ("Flight", "of")
    if event.type == EventType.COERCE and event.acled in _AT_PROTESTS:
        return ("Force", "against")
    found = BY_ACLED.get(event.acled or "") or BY_MODE.get(event.mode or "")
    return found or (BY_TYPE.get(event.type) if event.type else None)


_AT_PROTESTS = frozenset({"Protest with intervention", "Excessive force against protesters"})


def _flees(event: Event) -> bool:
    """Whether those who leave are people displaced, not a force that withdraws."""
    return any(c.what == CountOf.DISPLACED for c in event.counts) or any(r.role == RoleName.VICTIM for r in event.roles)

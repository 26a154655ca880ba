"""ACLED's sub-event types from a snippet: a TSV with columns id, EventSnippet, SubType."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dateline
from bench.acled_learned import likeliest
from bench.result import Result, bootstrap, locate, prf, sample
from dateline.records import Claim, Event, Reading, Role
from dateline.vocab import Acled, CountOf, Kind, Polarity, RoleName, Tense

# The codes of the shared task's file, for ACLED's names.
CODES: dict[str, Acled] = {
    "GOV_REGAINS_TERIT": Acled.GOVERNMENT_REGAINS,
    "NON_STATE_ACTOR_OVERTAKES_TER": Acled.NON_STATE_OVERTAKES,
    "ARMED_CLASH": Acled.ARMED_CLASH,
    "FORCE_AGAINST_PROTEST": Acled.EXCESSIVE_FORCE,
    "PROTEST_WITH_INTER": Acled.PROTEST_INTERVENTION,
    "PEACE_PROTEST": Acled.PEACEFUL_PROTEST,
    "VIOL_DEMONSTR": Acled.VIOLENT_DEMONSTRATION,
    "MOB_VIOL": Acled.MOB_VIOLENCE,
    "CHEM_WEAP": Acled.CHEMICAL_WEAPON,
    "AIR_STRIKE": Acled.AIR_STRIKE,
    "SUIC_BOMB": Acled.SUICIDE_BOMB,
    "ART_MISS_ATTACK": Acled.SHELLING,
    "REM_EXPLOS": Acled.EXPLOSIVE,
    "GRENADE": Acled.GRENADE,
    "SEX_VIOL": Acled.SEXUAL_VIOLENCE,
    "ATTACK": Acled.ATTACK,
    "ABDUCT_DISSAP": Acled.ABDUCTION,
    "AGREEMENT": Acled.AGREEMENT,
    "ARREST": Acled.ARRESTS,
    "CHANGE_TO_GROUP_ACT": Acled.CHANGE_TO_GROUP,
    "DISR_WEAP": Acled.DISRUPTED_WEAPONS,
    "HQ_ESTABLISHED": Acled.BASE_ESTABLISHED,
    "PROPERTY_DISTRUCT": Acled.LOOTING,
    "NON_VIOL_TERRIT_TRANSFER": Acled.NON_VIOLENT_TRANSFER,
    "OTHER": Acled.OTHER,
}
NONE = "none"
ARMED = frozenset({"state forces", "external forces", "rebel group", "political militia", "identity militia"})
Pair = tuple[str, str]  # gold, ours


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """All snippets of every TSV in the folder whose name holds the split, or of the file itself."""
    rows = sample(load(find(data, split)), limit)
    readings = [dateline.code(row["EventSnippet"]) for row in rows]
    golds = [gold_label(row["SubType"]) for row in rows]
    ruled = [(gold, label(reading)) for gold, reading in zip(golds, readings, strict=True)]
    pairs = [(gold, named(reading, ours)) for (gold, ours), reading in zip(ruled, readings, strict=True)]
    commonest = Counter(g for g, _ in pairs).most_common(1)[0][0] if pairs else NONE
    names: dict[str, Any] = {"weighted_f_seen": lambda p: weighted_f(p, seen=True), "weighted_f_all": weighted_f}
    return Result(
        bench="acled_types",
        split=split,
        docs=len(rows),
        items=len(rows),
        metrics={name: f(pairs) for name, f in names.items()},
        baselines={
            "majority": {n: f([(g, commonest) for g, _ in pairs]) for n, f in names.items()},
            "our rules alone": {n: f(ruled) for n, f in names.items()},
        },
        intervals={name: bootstrap(pairs, f) for name, f in names.items()},
        beat={"weighted_f_seen": "goal .84, with no training on this text"},
        predictions=[
            {"item": row["id"], "text": row["EventSnippet"], "gold": g, "ours": o, "ok": g == o}
            for row, (g, o) in zip(rows, pairs, strict=True)
        ],
    )


def find(data: Path, split: str) -> Path:
    """The TSV to read. Raises SystemExit where there is none: no development data of this kind is at hand."""
    place = locate(data, "acled_types", "acled")
    files = [place] if place.is_file() else sorted(place.glob(f"*{split}*.tsv")) or sorted(place.glob("*.tsv"))
    if not files:
        raise SystemExit(f"bench: no TSV in {place}; give --data a file or folder with id, EventSnippet, SubType")
    return files[0]


def load(path: Path) -> list[dict[str, str]]:
    """The rows; columns are found by name, whatever their order."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    missing = {"id", "EventSnippet", "SubType"} - set(rows[0] if rows else ())
    if missing:
        raise SystemExit(f"bench: {path} lacks the columns {sorted(missing)}")
    return rows


def gold_label(code: str) -> str:
    """ACLED's name for a code; "none" for codes outside ACLED's 25."""
    return str(CODES.get(code.strip().upper(), NONE))


# Of several events in one note, ACLED codes one, by its codebook: ground that changed hands above the fight for it, the
# named forms of violence above attacks; what is neither violence nor protest only where it stands alone.
_ABOVE = (
    frozenset({Acled.GOVERNMENT_REGAINS, Acled.NON_STATE_OVERTAKES, Acled.NON_VIOLENT_TRANSFER}),
    frozenset(
        {
            Acled.CHEMICAL_WEAPON,
            Acled.SEXUAL_VIOLENCE,
            Acled.SUICIDE_BOMB,
            Acled.EXCESSIVE_FORCE,
            Acled.VIOLENT_DEMONSTRATION,
        }
    ),  # what rioters do in a riot is told by it
)
_LIGHT = frozenset({Acled.OTHER, Acled.ARRESTS, Acled.CHANGE_TO_GROUP, Acled.AGREEMENT, Acled.BASE_ESTABLISHED,
                    Acled.LOOTING})  # fmt: skip
_PROTEST = frozenset({Acled.PEACEFUL_PROTEST, Acled.PROTEST_INTERVENTION})
_STATE = "state forces"


def named(reading: Reading, ruled: str) -> str:
    """The rules' label, or the one that notes of our own make much likelier."""
    return likeliest(reading, ruled, NONE)


def label(reading: Reading) -> str:
    """The sub-event type of the snippet: of the events that happened, the one ACLED puts first."""
    done = [c for c in reading.claims if c.kind is Kind.EVENT and (_happened(c) or _under_way(reading, c))]
    events = [c.event for c in done if c.event and c.event.acled]
    crowds = [c.event for c in reading.claims if c.event and c.event.acled in _PROTEST]
    about = [e for e in events if not any(_cause_of(e, crowd) for crowd in crowds)]
    about = _foremost(reading, about)
    held = [c for c in reading.claims if c.event and c.event.acled and c.kind is Kind.STATE and _happened(c)]
    about += [c.event for c in held if c.event and (_LATELY.search(c.span.text) or not about)]
    told = [e.acled for e in about if e.acled]
    present = any("protesters" in _types(c.event, RoleName.ACTOR) for c in reading.claims if c.event)
    turned = _protest(told, about, bool(crowds), present)
    if bool(crowds) and not turned and _stepped_in(reading):
        turned = Acled.PROTEST_INTERVENTION
    if turned or not told:
        return str(
            turned or (Acled.PEACEFUL_PROTEST if present else NONE)
        )  # protesters of whom no event is told protest
    first = min(about, key=_rank).acled
    if first is Acled.ABDUCTION and told[0] is Acled.ARRESTS:
        return str(Acled.ARRESTS)  # "arrested dozens of men and took them to an unknown place"
    taken = next((k for k in (Acled.ABDUCTION, Acled.ARRESTS, Acled.LOOTING) if k in told), None)
    if first is Acled.ATTACK and taken and not any(_hurt(e) for e in about):
        first = taken  # a raid of which nothing but the abduction, the arrests or the loot is told
    acting = {t for c in reading.claims if c.event for t in _types(c.event, RoleName.ACTOR, RoleName.MOVED)}
    fought = first is Acled.ATTACK and (_both_armed(about, acting) or Acled.ARMED_CLASH in told)
    return str(Acled.ARMED_CLASH if fought else first)


# Ground that somebody holds since what the note tells.
_LATELY = re.compile(r"\b(?:now|again|back)\b")
# What stands before a protest, or a dispersal, that people are at.
_AT_IT = re.compile(r"\b(?:tried|attempted|gathered|assembled|met|came|turned out|converged)\b[^.;]{0,60}\bto\s+$")


def _under_way(reading: Reading, claim: Claim) -> bool:
    """Whether people have come to protest, or police tried to end it: the tense of a purpose is none of an event."""
    if claim.event is None or claim.event.acled not in _PROTEST or claim.certainty.polarity is not Polarity.POSITIVE:
        return False
    start = claim.event.trigger.start
    return bool(_AT_IT.search(reading.article.text[max(0, start - 90) : start]))


# What stands before an event that is only why another came about, or what it came after.
_BACKGROUND = re.compile(
    r"\b(?:due to|in exchange for|in return for|because of|owing to|amid|following|fleeing|in response to|in the wake of|in retaliation for|in connection with|"
    r"on suspicion of|displaced by|suspected of|accused of|over|(?:denounc|condemn|decr)\w+)\s+(?:[\w'-]+\s+){0,3}$",
    re.IGNORECASE,
)


def _foremost(reading: Reading, events: list[Event]) -> list[Event]:
    """The events without those told only as the ground of others, where any are left: "fled due to clashes"."""
    before = {e.trigger: reading.article.text[max(0, e.trigger.start - 80) : e.trigger.start] for e in events}
    kept = [e for e in events if not _BACKGROUND.search(before[e.trigger])]
    return kept or events


def _hurt(event: Event) -> bool:
    """Whether an attack left anyone harmed, or at least was on people."""
    return event.acled is Acled.ATTACK and (bool(event.counts) or bool(_types(event, RoleName.VICTIM)))


def _rank(event: Event) -> int:
    kind = event.acled
    above = next((n for n, kinds in enumerate(_ABOVE) if kind in kinds), len(_ABOVE))
    last = kind is Acled.OTHER and event.made_by != "rules: overthrow"  # a coup stands above the arrests it brings
    return above + (kind in _LIGHT) + last


def _cause_of(event: Event, protest: Event) -> bool:
    """Whether an event is only what a protest is about: "protested against the arrest of a trader"."""
    told = event.trigger
    return event is not protest and any(r.span.start <= told.start and told.end <= r.span.end for r in protest.roles)


def _protest(told: Sequence[Acled], events: Sequence[Event], crowds: bool, present: bool) -> Acled | None:
    """What a protest became: one at which the police step in, or protesters turn violent, is one event."""
    if present and not crowds and any(_harmed_by_state(e) for e in events):
        return Acled.EXCESSIVE_FORCE  # "shot two people as protesters tried to reach parliament"
    if not crowds:
        seized = any(e.acled is Acled.ARRESTS and _types(e, RoleName.VICTIM) & {"protesters"} for e in events)
        return Acled.PROTEST_INTERVENTION if seized else None
    if Acled.VIOLENT_DEMONSTRATION in told or any(_wrecked(e) for e in events):
        return Acled.VIOLENT_DEMONSTRATION
    if Acled.EXCESSIVE_FORCE in told or any(_harmed_by_state(e) for e in events):
        return Acled.EXCESSIVE_FORCE
    if not {Acled.PROTEST_INTERVENTION, Acled.ARRESTS} & set(told):
        return None
    killed = any(c.what is CountOf.KILLED and c.best for e in events for c in e.counts)
    died = any(e.acled is Acled.ATTACK and e.made_by in _DEADLY for e in events)
    return Acled.EXCESSIVE_FORCE if killed or died else Acled.PROTEST_INTERVENTION


_DEADLY = frozenset({"rules: death", "rules: killing"})
_STEPS = re.compile(
    r"shove|push|stop|block|prevent|remov|clear|chas|drag|halt|barr|turn|corral|kettl|beat|forc|manhandl|interven|thwart"
)


def _stepped_in(reading: Reading) -> bool:
    """Whether the police do something to those who protest, if nothing that is an event of its own."""
    deeds = [c.event for c in reading.claims if c.event and c.event.acled is None and _happened(c)]
    return any(_STEPS.match(e.trigger.text) and _STATE in _types(e, RoleName.ACTOR) for e in deeds)


def _wrecked(event: Event) -> bool:
    """Whether it is looting or destruction by people who bear no arms: what makes a protest a riot."""
    return event.acled is Acled.LOOTING and not _types(event, RoleName.ACTOR) & ARMED


def _harmed_by_state(event: Event) -> bool:
    return event.acled is Acled.ATTACK and _STATE in _types(event, RoleName.ACTOR)


def _both_armed(events: Sequence[Event], acting: set[str]) -> bool:
    """Whether an attack is told by armed people, and its dead are armed too, if only in the next sentence."""
    fights = [e for e in events if e.acled is Acled.ATTACK]
    by = {t for e in fights for t in _types(e, RoleName.ACTOR)} or acting
    hit = [r for e in fights for r in e.roles if r.role in {RoleName.VICTIM, RoleName.RECIPIENT}]
    serving = [r for r in hit if not _NO_MORE.search(r.span.text.lower().split(" of ")[0])]
    fighters = [r for r in serving if r.type in ARMED and (_BEARS_ARMS.search(r.name.lower()) or _of_force(r))]
    unsaid = not by and not any(e.made_by == "rules: bodies of the slain found" for e in fights)
    return bool((by & ARMED or unsaid) and fighters) and not any(r.type == "civilians" for r in hit)


_BEARS_ARMS = re.compile(
    r"soldier|police|troop|gendarme|militant|militia|fighter|rebel|insurgent|guerrilla|jihadist|ranger|"
    r"members? of|dissident|paramilitar|peacekeeper|guard|marine|personnel|jawan"
)


def _of_force(role: Role) -> bool:
    """Whether the fallen are told by the name of their force alone: "eight FDLR neutralized"."""
    named = (role.id or "").startswith(("group:", "force:"))
    return named and role.via != "pronoun" and not _UNARMED.search(role.span.text.lower())


_UNARMED = re.compile(
    r"leader|support|candidate|official|politician|mayor|councill|sympath|relative|spokes|journalist|worker|activist|"
    r"youth|follower|deputy|head|chief|minister"
)


_NO_MORE = re.compile(r"\b(?:former|retired|ex)\b")


def _types(event: Event, *roles: RoleName) -> set[str]:
    return {r.type for r in event.roles if r.role in roles and r.type}


_FAR_OFF = frozenset({Acled.AIR_STRIKE, Acled.SHELLING, Acled.EXPLOSIVE, Acled.GRENADE, Acled.SUICIDE_BOMB})


def _happened(claim: Claim) -> bool:
    tense = claim.certainty.tense
    spared = claim.event and claim.event.acled in _FAR_OFF and any(c.best == 0 for c in claim.event.counts)
    told = claim.certainty.polarity is Polarity.POSITIVE or bool(spared)  # "nobody was hurt in the explosion"
    return told and tense not in {Tense.HYPOTHETICAL, Tense.FUTURE}


def weighted_f(pairs: Sequence[Pair], seen: bool = False) -> float:
    """F1 of each gold label, weighted by its share; ``seen`` leaves out what has no ACLED type."""
    gold = Counter(g for g, _ in pairs if not (seen and g == NONE))
    total = 0.0
    for name, n in gold.items():
        right = sum(g == o == name for g, o in pairs)
        guessed = sum(o == name for g, o in pairs if not (seen and g == NONE))
        total += n * prf(right, guessed, n)[2]
    return total / sum(gold.values()) if gold else 0.0

"""MUC-4: incident templates of 25 slots from capital-letter newswire, scored as in 1992.

``--split dev|tst1|tst2|tst3|tst4``; ``--validate`` scores the answers of 17 systems against their reports.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import dateline
from bench.muc4_facts import country_of, damage, date, effects, location, nation, number, stage, unharmed
from bench.muc4_fill import Incident, incidents, is_organisation, state_sponsored
from bench.muc4_incidents import joined, learned
from bench.muc4_parties import confidence, party
from bench.muc4_people import humans, kind_of_person, only_counted, titles, upper, written
from bench.muc4_relevance import ENOUGH, likelihood
from bench.muc4_score import SlotTallies, overall, score_message, total
from bench.muc4_templates import SLOTS, Fill, Option, Template, read_templates
from bench.muc4_things import kind_of_thing
from bench.result import Result, bootstrap, locate, sample
from dateline.records import Reading

COUNTS = {"dev": 1300, "tst1": 100, "tst2": 100}
Scored = tuple[SlotTallies, SlotTallies]
_HEADER = re.compile(r"^((?:DEV|TST\d)-MUC[34]-\d{4})", re.MULTILINE)


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """All messages of a split of the raw distribution."""
    corpora = locate(locate(data, "muc4/raw", "raw"), f"TASK/CORPORA/{split}", f"CORPORA/{split}", split)
    texts, every = load(corpora, split)
    keys = {message: every[message] for message in sample(list(every), limit)}
    told = {message: ways(message, dateline.code(text)) for message, text in texts.items() if message in keys}
    answers = {message: found["both"] for message, found in told.items()}
    scored = [score_message(keys[m], answers.get(m, [])) for m in keys]
    alone = {w: [score_message(keys[m], told[m][w]) for m in keys if m in told] for w in ("rules", "model")}
    trivial = [score_message(keys[m], majority(m)) for m in keys]
    return Result(
        bench="muc4",
        split=split,
        docs=len(keys),
        items=sum(map(len, keys.values())),
        metrics=metrics(scored),
        intervals={
            n: bootstrap(scored, lambda s, n=n: metrics(s)[n], 100) for n in ("all_templates_f", "matched_only_f")
        },
        baselines={
            "always one attack": metrics(trivial),
            "our rules alone": metrics(alone["rules"]),
            "our model alone": metrics(alone["model"]),
        },
        beat={"all_templates_f": ".5593 on TST3, .5715 on TST4 (GE, 1992 reports)"},
        predictions=[_prediction(m, keys[m], answers.get(m, []), s) for m, s in zip(keys, scored, strict=True)],
        notes=("Scored without a judge: mismatches that people forgave in 1992 count as wrong here.",),
    )


def load(folder: Path, split: str) -> tuple[dict[str, str], dict[str, list[Template]]]:
    """Texts by message id, and keys by message id."""
    files = sorted(p for p in folder.iterdir() if p.is_file())
    texts: dict[str, str] = {}
    keys: dict[str, list[Template]] = {}
    for file in files:
        text = file.read_text(encoding="latin-1")
        if file.name.startswith("key-"):
            keys.update(read_templates(text))
        elif "mixed-case" not in file.name:
            texts.update(messages(text))
    expected = COUNTS.get(split)
    assert expected is None or len(texts) == expected, f"{folder}: {len(texts)} messages, expected {expected}"
    return texts, {message: keys.get(message, []) for message in texts}


def messages(text: str) -> Iterator[tuple[str, str]]:
    """(message id, text) of each message of a corpus file."""
    starts = list(_HEADER.finditer(text))
    for match, after in zip(starts, [*starts, None][1:], strict=False):
        block = text[match.end() : after.start() if after else len(text)]
        yield match.group(1), unwrapped(block.split("\n", 1)[1] if "\n" in block else block)


def unwrapped(text: str) -> str:
    """Hard-wrapped lines joined to paragraphs."""
    paragraphs = re.split(r"\n\s*\n", text)
    return "\n\n".join(" ".join(p.split()) for p in paragraphs if p.strip())


def ways(message: str, reading: Reading) -> dict[str, list[Template]]:
    """Our answer, and what the rules for claims and the encoder's incident top would each answer alone."""
    ruled = [i for i in incidents(reading) if likelihood(reading, i) >= ENOUGH]
    return {
        "both": answer(message, reading, joined(reading)),
        "rules": answer(message, reading, ruled),
        "model": answer(message, reading, learned(reading)),
    }


def answer(message: str, reading: Reading, found: Sequence[Incident]) -> list[Template]:
    """The incidents that MUC-4's nine countries saw, as templates."""
    inside = [i for i in found if country_of(reading, i) is not None]
    return [template(message, n, reading, incident) for n, incident in enumerate(inside, 1)]


def majority(message: str) -> list[Template]:
    """The trivial answer: one accomplished attack in El Salvador."""
    slots = {"inc_type": "ATTACK", "inc_stage": "ACCOMPLISHED", "inc_loc": "EL SALVADOR"}
    filled = {slot: (Fill((Option(value),)),) for slot, value in slots.items()}
    # Only a template that shares a target may be mapped: the commonest ones are the answer here.
    filled["hum_tgt_type"] = (Fill((Option("CIVILIAN"),)),)
    filled["perp_ind_id"] = (Fill((Option("GUERRILLAS"),)),)
    return [Template(message, "1", False, filled)]


def template(message: str, number: int, reading: Reading, incident: Incident) -> Template:
    """One incident as a filled template."""
    slots: dict[str, list[Option]] = {slot: [] for slot in SLOTS.values()}
    country, day = country_of(reading, incident) or "", date(reading, incident)
    slots["inc_date"] = [Option(day)] if day else []
    slots["inc_loc"] = [Option(location(reading, incident, country))]
    slots["inc_type"] = [Option(incident.type)]
    slots["inc_stage"] = [Option(stage(incident))]
    _perpetrators(slots, incident, reading)
    _instruments(slots, incident)
    _targets(slots, incident, reading, country)
    _victims(slots, incident, reading, country)
    fills = {slot: tuple(Fill((option,)) for option in options) for slot, options in slots.items()}
    return Template(message, str(number), False, fills)


def _perpetrators(slots: dict[str, list[Option]], incident: Incident, reading: Reading) -> None:
    found = [(is_organisation(role), party(role)) for role in incident.perpetrators]
    for named, words in dict.fromkeys(found):
        others = [w for n, w in found if n == named and w != words]
        if words and not any(set(words.split()) < set(other.split()) for other in others):
            slots["perp_org_id" if named else "perp_ind_id"].append(Option(words))
    for option in slots["perp_org_id"]:
        slots["perp_org_conf"].append(Option(confidence(reading, incident), (option.value,)))
    if slots["perp_ind_id"] or slots["perp_org_id"]:  # the guidelines: generally null where nobody is told of
        act = "STATE-SPONSORED VIOLENCE" if state_sponsored(incident) else "TERRORIST ACT"
        slots["perp_inc_cat"].append(Option(act))


_INSTRUMENTS = (
    ("VEHICLE BOMB", r"(?:car|truck|vehicle) bomb"),
    ("BOMB", r"bomb"),
    ("DYNAMITE", r"dynamite"),
    ("MINE", r"\bmines?\b"),
    ("GRENADE", r"grenade"),
    ("MOLOTOV COCKTAIL", r"molotov"),
    ("MORTAR", r"mortar"),
    ("MACHINE GUN", r"machine ?-?gun"),
    ("RIFLE", r"rifle|ak-?47|m-?16"),
    ("HANDGUN", r"pistol|revolver|handgun"),
    ("ROCKET", r"rocket"),
    ("MISSILE", r"missile"),
    ("FIRE", r"\bfire\b|gasoline"),
    ("CUTTING DEVICE", r"knife|machete|dagger"),
    ("EXPLOSIVE", r"explosive|charge"),
    ("GUN", r"gun|bullet|shot|weapon"),
)


def _instruments(slots: dict[str, list[Option]], incident: Incident) -> None:
    if incident.type in {"ARSON", "KIDNAPPING"}:  # where the guidelines ask for none
        return
    for device, kind in devices(incident):
        slots["inc_instr_id"].append(Option(device))
        slots["inc_instr_type"].append(Option(kind, (device,)))
    if not slots["inc_instr_type"]:
        slots["inc_instr_type"].extend(Option(kind) for kind in implied(incident))


_USE = re.compile(r"^FIRST |^SECOND |^THIRD |(?<=\w) (?:EXPLOSIONS?|ATTACKS?|BLASTS?|FIRE|ROUNDS?)$")
_USED = re.compile(r"(?:SHOTS?|BOMBINGS?|EXPLOSIONS?|SHOOTINGS?|GUNFIRE)$")
"""What a device does is none: no key of DEV has a shot, an explosion, an attack or "fire" for an instrument."""


def devices(incident: Incident) -> list[tuple[str, str]]:
    """(words, kind) of each instrument."""
    told = [_USE.sub("", upper(role.name)) for role in incident.weapons]
    kinds = [next((k for k, pattern in _INSTRUMENTS if re.search(pattern, words.lower())), None) for words in told]
    return [(words, kind) for words, kind in zip(told, kinds, strict=True) if kind and not _USED.search(words)]


def implied(incident: Incident) -> list[str]:
    """The kind of instrument that the deed itself names: who was shot was shot with a gun, a bombing has a bomb."""
    words = " ".join(c.span.text for c in incident.claims)
    if incident.type == "BOMBING":
        return ["BOMB"]
    return ["GUN"] if _FIRED.search(words) else []


_FIRED = re.compile(
    r"\b(?:shot|shoot|gunned|gunfire|gunm[ae]n|machine-?gun|bullet|open\w* fire|fired (?:at|on|upon))", re.IGNORECASE
)


def _targets(slots: dict[str, list[Option]], incident: Incident, reading: Reading, country: str) -> None:
    for role in incident.targets if incident.type != "KIDNAPPING" else ():
        text = written(role.name)
        if not text:
            continue
        slots["phys_tgt_id"].append(Option(text))
        slots["phys_tgt_type"].append(Option(kind_of_thing(role.name), (text,)))
        slots["phys_tgt_num"].append(Option(number(reading, incident, role), (text,)))
        befell, foreign = damage(incident, role), nation(role.span.text, country)
        if befell:
            slots["phys_tgt_effect"].append(Option(befell, (text,)))
        if foreign:
            slots["phys_tgt_nation"].append(Option(foreign, (text,)))


def _victims(slots: dict[str, list[Option]], incident: Incident, reading: Reading, country: str) -> None:
    found = humans(reading, incident.victims)
    if not found and incident.type != "KIDNAPPING" and unharmed(reading, incident):
        slots["hum_tgt_effect"].append(Option("NO INJURY OR DEATH"))
    for described, counted, effect in only_counted(reading, incident):
        slots["hum_tgt_desc"].append(Option(described))
        slots["hum_tgt_type"].append(Option("CIVILIAN", (described,)))
        slots["hum_tgt_num"].append(Option(counted, (described,)))
        slots["hum_tgt_effect"].append(Option(effect, (described,)))
    for role, described, name in found:
        if name:
            slots["hum_tgt_name"].append(Option(name))
        if described:
            slots["hum_tgt_desc"].append(Option(described, (name,) if name else ()))
        text = name or described
        kind = kind_of_person(f"{described} {role.name}" if name else described)
        slots["hum_tgt_type"].append(Option(kind, (text,)))
        slots["hum_tgt_num"].append(Option("1" if name else number(reading, incident, role), (text,)))
        for effect in effects(reading, incident, role, name):
            slots["hum_tgt_effect"].append(Option(effect, (text,)))
        foreign = nation(" ".join([role.span.text, *titles(reading, name)]), country)
        if foreign:
            slots["hum_tgt_nation"].append(Option(foreign, (text,)))


def metrics(scored: Sequence[Scored]) -> dict[str, float]:
    """All templates, matched only, and each slot over all templates."""
    everything, matched = total(s[0] for s in scored), total(s[1] for s in scored)
    slots = {f"slot_{name}_f": tally.f for name, tally in everything.items()}
    return {"all_templates_f": overall(everything).f, "matched_only_f": overall(matched).f} | slots


def _prediction(message: str, keys: Sequence[Template], ours: Sequence[Template], scored: Scored) -> dict[str, Any]:
    tally = overall(scored[0])
    right = tally.correct == tally.possible == tally.actual
    return {"item": message, "ours": [_plain(t) for t in ours], "gold": [_plain(t) for t in keys], "ok": right}


def _plain(item: Template) -> dict[str, list[str]]:
    return {slot: [f.options[0].value for f in fills] for slot, fills in item.slots.items() if fills}

"""MUC-4 as role fillers: six-role entity templates, scored as GTT (template micro F) and GRIT (CEAF-REE) do.

A filler is right when it equals one of the gold's mentions of that entity. Template F: predicted and gold templates are
paired one to one for the most credit, an incident type counts as one filler, and all fillers of unpaired templates are
errors. CEAF-REE: per document the fillers of a role are pooled over templates, and entities paired one to one.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import dateline
from bench.muc4_fill import Incident, incidents, is_organisation
from bench.muc4_incidents import joined, learned, seen
from bench.muc4_people import parted
from bench.muc4_strings import at_home, bare
from bench.result import Result, bootstrap, locate, prf, sample
from dateline.records import Reading

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
COUNTS = {"train": 1300, "dev": 200}
Entity = frozenset[str]
Roles = dict[str, list[Entity]]
Document = tuple[list[tuple[str, Roles]], list[tuple[str, Roles]]]  # (ours, gold) templates: (type, roles)


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """All documents of ``{split}.json``."""
    rows = sample(load(locate(data, "muc4/processed", "processed") / f"{split}.json", split), limit)
    told = [ways(row["doctext"]) for row in rows]
    documents: list[Document] = [(t["marked"], gold_templates(row)) for t, row in zip(told, rows, strict=True)]
    ruled, model, agreed, both = (
        [(t[way], gold) for t, (_, gold) in zip(told, documents, strict=True)]
        for way in ("rules", "model", "agreed", "both")
    )
    lead: list[Document] = [(majority(row["doctext"]), gold) for row, (_, gold) in zip(rows, documents, strict=True)]
    metrics = score(documents)
    return Result(
        bench="muc4_roles",
        split=split,
        docs=len(rows),
        items=sum(len(gold) for _, gold in documents),
        metrics=metrics,
        intervals={n: bootstrap(documents, lambda d, n=n: score(d)[n], 200) for n in ("micro_f", "ceaf_ree_f")},
        baselines={
            "always one attack": score(lead),
            "our rules alone": score(ruled),
            "our model alone": score(model),
            "our model where claims agree": score(agreed),
            "rules and model": score(both),
        },
        beat={"micro_f": ".502 GTT (published, re-scored); IterX about .53", "ceaf_ree_f": ".502 GRIT (re-scored)"},
        predictions=[_prediction(row, doc) for row, doc in zip(rows, documents, strict=True)],
    )


def load(path: Path, split: str) -> list[dict[str, Any]]:
    """One JSON object a line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    expected = COUNTS.get(split)
    assert expected is None or len(rows) == expected, f"{path}: {len(rows)} documents, expected {expected}"
    return rows


def gold_templates(row: dict[str, Any]) -> list[tuple[str, Roles]]:
    """The gold of one document; a role's entity is the set of its mentions."""
    out = []
    for template in row["templates"]:
        roles = {r: [frozenset(_norm(m[0]) for m in entity) for entity in template.get(r, [])] for r in ROLES}
        out.append((template["incident_type"].split(" / ")[0], roles))
    return out


def _norm(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower()).strip(' "')


def ways(text: str) -> dict[str, list[tuple[str, Roles]]]:
    """Our templates of rules and model with the victims and weapons that the model marks, our answer; and of each, and all.

    The text is lower case, as the release has it, which put capital-letter wire text into lower case.
    """
    reading = dateline.code(paragraphs(text).upper())
    both = joined(reading)
    found = {
        "marked": [marked(reading, i) for i in both],
        "agreed": learned(reading, agreed=True),
        "model": learned(reading),
        "rules": incidents(reading),
        "both": both,
    }
    return {way: [(i.type.lower(), _roles(i, reading)) for i in some] for way, some in found.items()}


def marked(reading: Reading, incident: Incident) -> Incident:
    """The incident with the victims and weapons that the encoder's incident top marks at all: the release has few others.

    Micro F .538, CEAF-REE .570, .494 and .501 with all that whole templates hold.
    """
    return replace(
        incident,
        victims=seen(reading, incident.victims, "victim"),
        weapons=seen(reading, incident.weapons, "weapon"),
    )


def paragraphs(text: str) -> str:
    """Runs of spaces mark the paragraphs of the original."""
    return re.sub(r" {3,}", "\n\n", text)


def _roles(incident: Incident, reading: Reading) -> Roles:
    single = lambda roles: [frozenset({_norm(t)}) for r in roles if (t := at_home(bare(r.name)))]  # noqa: E731
    victims = [parted(r, reading) for r in incident.victims]
    return {
        "PerpInd": single([r for r in incident.perpetrators if not is_organisation(r)]),
        "PerpOrg": single([r for r in incident.perpetrators if is_organisation(r)]),
        "Target": single(incident.targets),
        "Victim": [frozenset({_norm(name or described)}) for described, name in victims if name or described],
        "Weapon": [frozenset({_norm(bare(r.name) or r.name)}) for r in incident.weapons],
    }


def majority(text: str) -> list[tuple[str, Roles]]:
    """The trivial answer: one attack, nothing else."""
    return [("attack", {r: [] for r in ROLES})]


def score(documents: Sequence[Document]) -> dict[str, float]:
    """micro_f over templates, CEAF-REE over pooled entities, and CEAF-REE of each role."""
    right = guessed = gold_n = 0.0
    pooled: dict[str, Counter[str]] = {r: Counter() for r in ROLES}
    for ours, gold in documents:
        r, g, n = _template_credit(ours, gold)
        right, guessed, gold_n = right + r, guessed + g, gold_n + n
        for role in ROLES:
            mine = _pool(ours, role)
            theirs = _pool(gold, role)
            pooled[role].update(right=_paired(mine, theirs), guessed=len(mine), gold=len(theirs))
    total = sum(pooled.values(), Counter())
    out = {
        "micro_f": prf(right, guessed, gold_n)[2],
        "ceaf_ree_f": prf(total["right"], total["guessed"], total["gold"])[2],
    }
    return out | {f"{r.lower()}_f": prf(c["right"], c["guessed"], c["gold"])[2] for r, c in pooled.items()}


def _pool(templates: Sequence[tuple[str, Roles]], role: str) -> list[Entity]:
    found: list[Entity] = []
    for _, roles in templates:
        found.extend(e for e in roles[role] if e not in found)
    return found


def _paired(mine: Sequence[Entity], theirs: Sequence[Entity]) -> int:
    """How many of ours can be paired one to one with gold entities that hold them."""
    if not mine or not theirs:
        return 0
    return int(_assign(np.array([[float(bool(m <= t)) for t in theirs] for m in mine])))


def _assign(credit: "np.ndarray[Any, Any]") -> float:
    """The credit of the best one-to-one pairing, by augmenting greedily: exact for 0/1 credits of this size."""
    pairs = sorted((-credit[i, j], i, j) for i in range(credit.shape[0]) for j in range(credit.shape[1]))
    rows: set[int] = set()
    cols: set[int] = set()
    total = 0.0
    for value, i, j in pairs:
        if value < 0 and i not in rows and j not in cols:
            total -= value
            rows.add(i)
            cols.add(j)
    return total


def _size(template: tuple[str, Roles]) -> int:
    return 1 + sum(len(entities) for entities in template[1].values())


def _template_credit(ours: Sequence[tuple[str, Roles]], gold: Sequence[tuple[str, Roles]]) -> tuple[float, int, int]:
    guessed, wanted = sum(map(_size, ours)), sum(map(_size, gold))
    if not ours or not gold:
        return 0.0, guessed, wanted
    credit = np.array([[_credit(o, g) for g in gold] for o in ours])
    return _assign(credit), guessed, wanted


def _credit(ours: tuple[str, Roles], gold: tuple[str, Roles]) -> float:
    same = sum(_paired(ours[1][r], gold[1][r]) for r in ROLES)
    return float(same + (ours[0] == gold[0]))


def _prediction(row: dict[str, Any], document: Document) -> dict[str, Any]:
    ours, gold = ([_plain(template) for template in side] for side in document)
    credit, guessed, wanted = _template_credit(*document)
    return {"item": row["docid"], "ours": ours, "gold": gold, "ok": credit == guessed == wanted}


def _plain(template: tuple[str, Roles]) -> dict[str, Any]:
    return {"type": template[0], **{role: [sorted(e) for e in found] for role, found in template[1].items()}}

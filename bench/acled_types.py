"""ACLED's sub-event types from a snippet: a TSV with columns id, EventSnippet, SubType."""

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dateline
from bench.result import Result, bootstrap, locate, prf, sample
from dateline.records import Claim, Reading
from dateline.vocab import Acled, Kind, Polarity, Tense

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
Pair = tuple[str, str]  # gold, ours


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """All snippets of every TSV in the folder whose name holds the split, or of the file itself."""
    rows = sample(load(find(data, split)), limit)
    pairs = [(gold_label(row["SubType"]), label(dateline.code(row["EventSnippet"]))) for row in rows]
    commonest = Counter(g for g, _ in pairs).most_common(1)[0][0] if pairs else NONE
    names: dict[str, Any] = {"weighted_f_seen": lambda p: weighted_f(p, seen=True), "weighted_f_all": weighted_f}
    return Result(
        bench="acled_types",
        split=split,
        docs=len(rows),
        items=len(rows),
        metrics={name: f(pairs) for name, f in names.items()},
        baselines={"majority": {n: f([(g, commonest) for g, _ in pairs]) for n, f in names.items()}},
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


# Of several events in one note, ACLED codes the gravest: what is neither violence nor protest only where it stands alone.
_LIGHT = frozenset({Acled.OTHER, Acled.ARRESTS, Acled.CHANGE_TO_GROUP, Acled.AGREEMENT, Acled.BASE_ESTABLISHED})


def label(reading: Reading) -> str:
    """The sub-event type of the snippet: of the first event that happened, the gravest kind first.

    A protest at which the police step in, or protesters turn violent, is one event.
    """
    events = [c for c in reading.claims if c.event and c.event.acled and c.kind is Kind.EVENT]
    told = [c.event.acled for c in events if _happened(c) and c.event and c.event.acled]
    if Acled.PEACEFUL_PROTEST in told:
        for turn in (Acled.VIOLENT_DEMONSTRATION, Acled.EXCESSIVE_FORCE, Acled.PROTEST_INTERVENTION):
            if turn in told:
                return str(turn)
        if Acled.ARRESTS in told:
            return str(Acled.PROTEST_INTERVENTION)
    ranked = sorted(told, key=lambda kind: (kind in _LIGHT) + (kind is Acled.OTHER))
    return str(ranked[0]) if ranked else NONE


def _happened(claim: Claim) -> bool:
    tense = claim.certainty.tense
    return claim.certainty.polarity is Polarity.POSITIVE and tense not in {Tense.HYPOTHETICAL, Tense.FUTURE}


def weighted_f(pairs: Sequence[Pair], seen: bool = False) -> float:
    """F1 of each gold label, weighted by its share; ``seen`` leaves out what has no ACLED type."""
    gold = Counter(g for g, _ in pairs if not (seen and g == NONE))
    total = 0.0
    for name, n in gold.items():
        right = sum(g == o == name for g, o in pairs)
        guessed = sum(o == name for g, o in pairs if not (seen and g == NONE))
        total += n * prf(right, guessed, n)[2]
    return total / sum(gold.values()) if gold else 0.0

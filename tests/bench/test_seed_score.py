"""The scorer of expected readings, on hand-made cases and beside the script it follows."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.seed_score import folded, score

TEXT = "Rebels shelled Homs. The army did not reply."
SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).parents[3] / "shared"))


def claim(words: str, trigger: str | None = None, **fields: Any) -> dict[str, Any]:
    """A claim over the first place of ``words`` in TEXT."""
    start = TEXT.index(words)
    made: dict[str, Any] = {
        "id": "c:" + words,
        "kind": "event",
        "span": {"start": start, "end": start + len(words), "text": words},
        "certainty": {"polarity": "positive", "modality": "asserted", "tense": "past"},
        "event": None,
    }
    if trigger:
        at = TEXT.index(trigger)
        made["event"] = {"type": "ASSAULT", "trigger": {"start": at, "end": at + len(trigger), "text": trigger},
                         "roles": [{"role": "actor", "name": "Rebels"}, {"role": "recipient", "name": "Homs"}]}  # fmt: skip
    return made | fields


ROWS = [
    {"id": "A", "anchor": "Rebels shelled Homs", "trigger": "shelled", "type": ["ASSAULT"], "actor": ["rebels"]},
    {"id": "B", "anchor": "The army did not reply", "polarity": ["negative"]},
]


def test_nothing_predicted_meets_nothing() -> None:
    result = score(ROWS, TEXT, [])
    assert (result.rows_met, result.fields_met, result.fields, result.spurious) == (0, 0, 5, ())


def test_a_full_reading_meets_all() -> None:
    deny = claim("The army did not reply", certainty={"polarity": "negative"})
    result = score(ROWS, TEXT, [claim("Rebels shelled Homs", "shelled"), deny])
    assert (result.rows_met, result.fields_met, result.spurious) == (2, 5, ())


def test_swapped_roles_are_missed() -> None:
    swapped = claim("Rebels shelled Homs", "shelled")
    swapped["event"]["roles"] = [{"role": "recipient", "name": "Rebels"}, {"role": "actor", "name": "Homs"}]
    result = score(ROWS[:1], TEXT, [swapped])
    assert (result.rows_met, result.fields_met) == (0, 2)


def test_one_claim_serves_one_row_unless_shared() -> None:
    row = {"anchor": "Rebels shelled Homs", "kind": ["event"]}
    one = [claim("Rebels shelled Homs", "shelled")]
    assert score([row, row], TEXT, one).rows_met == 1
    assert score([row, row | {"shared": True}], TEXT, one).rows_met == 2


def test_everything_predicted_is_spurious_outside_the_anchors() -> None:
    noise = [claim(w) for w in ("The army did not reply", "did not reply", "reply")]
    result = score(ROWS[:1], TEXT, [claim("Rebels shelled Homs", "shelled"), *noise])
    assert len(result.spurious) == 3


def test_denied_and_planned_claims_are_not_spurious() -> None:
    quiet = claim("reply", certainty={"polarity": "positive", "modality": "asserted", "tense": "future"})
    assert score(ROWS[:1], TEXT, [quiet]).spurious == ()


def test_folding_drops_accents_case_and_hyphens() -> None:
    assert folded("Al-Ḥillah’s") == "al hillah's"


def test_same_numbers_as_the_script_beside_the_seed_article(tmp_path: Path) -> None:
    seed = SHARED / "seed"
    if not (seed / "check.py").exists():
        pytest.skip(f"no seed article in {SHARED}")
    import dateline

    table = json.loads((seed / "expected.json").read_text())
    claims = dateline.read(str(seed / table["article"]), published=table["published"]).to_dicts()
    path = tmp_path / "claims.jsonl"
    path.write_text("".join(json.dumps(c) + "\n" for c in claims))
    told = subprocess.run(
        [sys.executable, str(seed / "check.py"), str(seed / "expected.json"), str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    theirs = json.loads(told.stdout.splitlines()[-1])
    ours = score(table["rows"], (seed / table["article"]).read_text(), claims)
    assert (ours.rows_met, ours.fields, ours.fields_met, len(ours.spurious)) == (
        theirs["rows_met"], theirs["fields"], theirs["fields_met"], theirs["spurious"],
    )  # fmt: skip

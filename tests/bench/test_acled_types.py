"""Notes for every ACLED sub-event type, from tests/cases/acled.toml, read by the bench's own mapping."""

import tomllib
from pathlib import Path

import pytest

import dateline
from bench.acled_learned import counted, shares, table
from bench.acled_types import CODES, NONE, gold_label, label, named, weighted_f

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "acled.toml").read_text(encoding="utf-8"))


def test_every_sub_event_has_notes() -> None:
    assert set(TABLE) == {str(kind) for kind in CODES.values()}
    assert all(len(entry["notes"]) >= 4 for entry in TABLE.values())


@pytest.mark.parametrize(("kind", "note"), [(k, n) for k, e in TABLE.items() for n in e["notes"]], ids=lambda x: x[:50])
def test_note_is_labelled(kind: str, note: str) -> None:
    assert label(dateline.code(note)) == kind


def test_most_notes_are_read_right() -> None:
    missed = sum(len(entry.get("misses", ())) for entry in TABLE.values())
    assert missed <= 0.05 * sum(len(entry["notes"]) for entry in TABLE.values())


def test_a_code_outside_acled_is_none() -> None:
    assert gold_label("air_strike ") == "Air/drone strike"
    assert gold_label("NATURAL_DISASTER") == NONE


def test_weighted_f_leaves_out_unseen_labels() -> None:
    pairs = [("Attack", "Attack"), (NONE, "Attack")]
    assert weighted_f(pairs, seen=True) == 1.0
    assert weighted_f(pairs) < 1.0


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        ("Peaceful protest", "Anger over blackouts brought several hundred inhabitants of Saida out on 26 June."),
        ("Air/drone strike", "Shahed drones were over an oil depot near Odesa for the third night."),
    ],
)
def test_a_note_no_rule_reads_is_named_by_how_our_notes_are_worded(kind: str, note: str) -> None:
    reading = dateline.code(note)
    assert label(reading) == NONE
    assert named(reading, label(reading)) == kind


def test_what_a_rule_reads_stands() -> None:
    assert named(dateline.code("Police detained a trader in Goma."), "Arrests") == "Arrests"


def test_what_is_much_likelier_is_taken_instead() -> None:
    assert named(dateline.code("Police detained a trader in Goma."), "Chemical weapon") == "Arrests"


def test_the_table_counts_the_notes_of_the_tests() -> None:
    notes = {kind: len(entry["notes"]) + len(entry.get("misses", ())) for kind, entry in TABLE.items()}
    assert table()["notes"] == notes, "run python -m bench.acled_learned"


def test_a_trait_counts_in_how_many_notes_of_each_type_it_stands() -> None:
    made = counted(
        {"Arrests": ["Police arrested a man.", "Police arrested two men."], "Attack": ["Gunmen shot a man."]}
    )
    assert made["notes"] == {"Arrests": 2, "Attack": 1}
    assert made["traits"]["arrest"] == {"Arrests": 2}
    assert made["traits"]["man"] == {"Arrests": 2, "Attack": 1}
    assert "shoot" not in made["traits"], "seen once"


def test_shares_add_up_to_one() -> None:
    assert sum(shares(dateline.code("Crowds marched in Goma.")).values()) == pytest.approx(1.0)

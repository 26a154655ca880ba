"""The MUC-4 scorer on hand-made templates, the degenerate ones included."""

import pytest

from bench.muc4_score import CORRECT, PARTIAL, WRONG, Tally, grade, no_judge, overall, same_string, score_message
from bench.muc4_templates import Fill, Option, Template, read_templates
from bench.muc4_validate import history_judge, reported, reported_f

KEY = """
0.  MESSAGE: ID                    TST9-MUC4-0001
1.  MESSAGE: TEMPLATE              1
2.  INCIDENT: DATE                 - 12 MAY 90
3.  INCIDENT: LOCATION             PERU: CUZCO (DEPARTMENT): URCOS (TOWN)
4.  INCIDENT: TYPE                 BOMBING
5.  INCIDENT: STAGE OF EXECUTION   ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID        "TWO CHARGES" / "CHARGES"
7.  INCIDENT: INSTRUMENT TYPE      DYNAMITE: "TWO CHARGES" / "CHARGES"
8.  PERP: INCIDENT CATEGORY        TERRORIST ACT
9.  PERP: INDIVIDUAL ID            ? "YOUTHS"
10. PERP: ORGANIZATION ID          -
12. PHYS TGT: ID                   "GRANARY OF THE [OLD] MILL"
13. PHYS TGT: TYPE                 COMMERCIAL / OTHER: "GRANARY OF THE [OLD] MILL"
14. PHYS TGT: NUMBER               1: "GRANARY OF THE [OLD] MILL"
18. HUM TGT: NAME                  *

0.  MESSAGE: ID                    TST9-MUC4-0002
1.  MESSAGE: TEMPLATE              *
2.  INCIDENT: DATE                 *
"""


def keys() -> list[Template]:
    return read_templates(KEY)["TST9-MUC4-0001"]


def test_reading_a_key():
    found = read_templates(KEY)
    assert found["TST9-MUC4-0002"] == []
    (key,) = found["TST9-MUC4-0001"]
    assert key.slots["inc_instr_id"] == (Fill((Option("TWO CHARGES"), Option("CHARGES"))),)
    assert key.slots["phys_tgt_type"][0].options == (
        Option("COMMERCIAL", ("GRANARY OF THE [OLD] MILL",)),
        Option("OTHER", ("GRANARY OF THE [OLD] MILL",)),
    )
    assert key.slots["perp_ind_id"][0].optional
    assert key.slots["hum_tgt_name"] == ()


def test_the_key_scores_full_marks_against_itself():
    tallies, matched = score_message(keys(), keys())
    assert overall(tallies).f == overall(matched).f == 1.0


def test_no_answer_misses_all_but_optional_fills():
    tallies, _ = score_message(keys(), [])
    assert overall(tallies) == Tally(missing=10)
    assert overall(tallies).f == 0.0


def test_everything_answered_is_spurious():
    tallies, _ = score_message([], keys())
    assert overall(tallies) == Tally(spurious=11)


def test_swapped_roles_are_wrong():
    (key,) = keys()
    swapped = Template(
        key.message, "1", False, {**key.slots, "phys_tgt_id": (), "hum_tgt_name": key.slots["phys_tgt_id"]}
    )
    tallies, _ = score_message([key], [swapped])
    assert tallies["phys_tgt_id"] == Tally(missing=1)
    assert tallies["hum_tgt_name"] == Tally(spurious=1)


def test_a_wrong_incident_type_is_not_mapped():
    (key,) = keys()
    other = Template(key.message, "1", False, {**key.slots, "inc_type": (Fill((Option("ROBBERY"),)),)})
    tallies, matched = score_message([key], [other])
    assert overall(matched) == Tally()
    assert tallies["inc_type"] == Tally(spurious=1, missing=1)


@pytest.mark.parametrize(
    ("slot", "answer", "expected"),
    [
        ("inc_type", Option("ATTACK"), PARTIAL),
        ("inc_type", Option("ARSON"), WRONG),
        ("inc_loc", Option("PERU"), PARTIAL),
        ("inc_loc", Option("PERU: URCOS (TOWN)"), CORRECT),
        ("inc_loc", Option("CHILE: URCOS (TOWN)"), WRONG),
        ("inc_date", Option("- 12 MAY 90"), CORRECT),
        ("inc_date", Option("12 MAY 90"), PARTIAL),
        ("inc_date", Option("2 MAY 90"), WRONG),
        ("inc_instr_type", Option("EXPLOSIVE", ("CHARGES",)), PARTIAL),
        ("inc_instr_type", Option("DYNAMITE", ("STONES",)), PARTIAL),
        ("phys_tgt_type", Option("OTHER", ("GRANARY OF THE MILL",)), CORRECT),
        ("phys_tgt_num", Option("2", ("GRANARY OF THE MILL",)), WRONG),
    ],
)
def test_grades(slot: str, answer: Option, expected: float):
    (key,) = keys()
    assert grade(key, slot, answer, key.slots[slot][0], no_judge) == expected


@pytest.mark.parametrize(
    ("answer", "key", "same"),
    [
        ("THE 3 PEASANTS", "PEASANTS", True),
        ("PEASANTS", "THREE OLD PEASANTS", False),
        ("GRANARY OF THE MILL", "GRANARY OF THE [OLD] MILL", True),
        ("GRANARY OF THE OLD MILL", "GRANARY OF THE [OLD] MILL", True),
    ],
)
def test_nonessential_premodifiers_do_not_count(answer: str, key: str, same: bool):
    assert same_string(answer, key) is same


REPORT = """
TOTAL SLOT SCORES * * *
SLOT                  POS ACT|COR PAR INC|
template-id            81  98| 69   0   0|
inc-date               81  98| 46  15   8|
MATCHED ONLY         1092 1114|732  94  74|
F-MEASURES                                          57.15     54.58     59.96
"""


def test_a_report_of_1992_is_read():
    assert reported(REPORT, "inc-date") == (81, 98, 46, 15)
    found = reported_f(REPORT)
    assert found["all_templates"] == 57.15
    assert found["matched_only"] == pytest.approx(200 * 779 / (1092 + 1114))


def test_people_overrule_only_where_they_did():
    history = '(("TST9-MUC4-0001" ("1" (inc-date (("2 MAY 90" match "- 12 MAY 90"))))))'
    judge = history_judge(history.replace('(("2', '("2').replace("))))))", ")))))"))
    (key,) = keys()
    fill = key.slots["inc_date"][0]
    assert judge("TST9-MUC4-0001", "1", "inc_date", Option("2 MAY 90"), fill) == CORRECT
    assert judge("TST9-MUC4-0001", "1", "inc_date", Option("3 MAY 90"), fill) is None
    assert judge("TST9-MUC4-0002", "1", "inc_date", Option("2 MAY 90"), fill) is None

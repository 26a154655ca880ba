"""The summary of a check: a reason stands once, and a match says whose accounts fit."""

from dataclasses import replace
from datetime import date

from dateline.check import ReferenceSet
from dateline.records import Account, Checked, EventView, Feature, Match
from dateline.report.checks import summary
from dateline.report.width import broken

DAY = date(2019, 5, 10)
REFERENCES = ReferenceSet("UCDP GED", "ged.csv", (), (), "deadly events only", True)


def event(name: str, *outlets: str) -> EventView:
    accounts = tuple(Account(f"c:{name}{n}", f"a:{n}", outlet, "", ()) for n, outlet in enumerate(outlets))
    return EventView(
        f"e:{name}", tuple(a.claim for a in accounts), "ASSAULT", "Attack", DAY, DAY, None, "Tel Marra", None, None, None,
        "SY", (), (), accounts, (), (),
    )  # fmt: skip


def test_events_outside_coverage_stand_under_their_reason():
    events = {e.id: e for e in (event(str(n), "Delta News") for n in range(12))}
    checked = [Checked(name, "outside coverage", "no death is told") for name in events]
    lines = list(summary(checked, events, REFERENCES))
    assert [line for line in lines if "no death is told" in line] == ["  no death is told: 12"]
    assert sum("Tel Marra" in line for line in lines) == 10
    assert "      and 2 more; --format json or csv lists them all" in lines


def test_a_match_says_whose_accounts_fit_unless_all_do():
    told = event("1", "Delta News", "Northern Post")
    match = Match("r1", 0.8, (Feature("when", 1.0, "one day"),), (), told.claims[1:])
    line = next(x for x in summary([Checked(told.id, "match", "", (match,))], {told.id: told}, REFERENCES) if "r1" in x)
    assert "by 1 of 2 accounts (Northern Post)" in line
    whole = replace(match, claims=told.claims)
    every = list(summary([Checked(told.id, "match", "", (whole,))], {told.id: told}, REFERENCES))
    assert not any("accounts (" in line for line in every)


def test_a_long_line_goes_on_below_its_start():
    found = broken("    1. Delta News and Northern Post: 99% of the shorter text stands in the other word for word", 60)
    assert len(found) == 2 and all(len(line) <= 60 for line in found)
    assert found[1].startswith(" " * 9) and found[1][9] != " "
    assert broken("", 60) == [""]

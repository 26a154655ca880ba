"""Counts: tables of sentences, and what must hold for any number."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.cli import Vague
from dateline.data import table
from dateline.errors import UsageError
from dateline.mark.counts import find_counts, vague_tables
from dateline.mark.tally.quantities import quantities
from dateline.mark.times import find_times
from dateline.records import CountMark
from dateline.vocab import CountOf
from tests.makers import parsed

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "counts.toml").read_text(encoding="utf-8"))["case"]
WORDS = [w for w in table("counts")["around"] if w != "source"]


def counts(text: str, rules: str | None = None) -> tuple[CountMark, ...]:
    made, parse = parsed(text, "2017-04-05")
    return find_counts(made, parse, find_times(made, parse), rules)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_sentences(case: dict[str, Any]) -> None:
    rows = [
        [m.span.text, m.what or "", m.whom or "", m.low, m.best, m.high, m.rule or "", m.of.text if m.of else ""]
        for m in counts(case["text"])
    ]
    assert rows == case["expect"]


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("The deaths brought the toll to 170.", True),
        ("More than 100,000 people have been killed since the conflict began in March 2011.", True),
        ("So far 12 people have died.", True),
        ("Four people were killed on Sunday.", False),
        ("The attack took the number of dead to 300.", True),
    ],
)
def test_totals_over_time(text: str, total: bool) -> None:
    assert [m.cumulative for m in counts(text)] == [total]


def test_the_total_of_what_was_just_counted_is_no_part_of_it() -> None:
    found = counts("Three more people died on Monday. The total now stands at 45.")
    assert [(m.what, m.best, m.cumulative) for m in found] == [(CountOf.KILLED, 3, False), (CountOf.KILLED, 45, True)]


def test_the_table_of_vague_words_can_be_switched() -> None:
    text = "Dozens of people were killed and hundreds were wounded; several died."
    assert [m.best for m in counts(text, "acled")] == [12, 100, 3]
    assert [(m.low, m.high) for m in counts(text)] == [(24, 99), (100, 999), (3, 9)]


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 900_000), st.sampled_from(["", *WORDS]))
def test_low_best_and_high_are_in_order(number: int, words: str) -> None:
    found = list(quantities(f"They killed {words} {number:,} people.".replace("  ", " "), "neutral"))
    assert [q.best for q in found] == [number]
    assert 0 <= found[0].low <= found[0].best <= found[0].high


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 5000))
def test_figures_are_counted(number: int) -> None:
    found = counts(f"The bomb killed {number:,} civilians.")
    assert [(m.what, m.whom, m.low, m.best, m.high) for m in found] == [
        (CountOf.KILLED, "civilians", number, number, number)
    ]


@pytest.mark.parametrize("rules", [name for name in table("counts")["vague"] if name != "source"])
def test_every_table_knows_the_same_words_in_order(rules: str) -> None:
    rows = {w: r for w, r in table("counts")["vague"][rules].items() if w != "source"}
    assert rows.keys() == {w for w in table("counts")["vague"]["neutral"] if w != "source"}
    assert all(low <= best <= high for low, best, high in rows.values())


@pytest.mark.parametrize(
    "text", ["He paid $500.", "A 40% rise.", "Highway 1 is shut.", "7.62 mm rounds", "a 52-year-old", "at 5 p.m."]
)
def test_measures_are_no_counts(text: str) -> None:
    assert counts(text) == ()


def test_the_table_of_vague_words_is_the_callers_choice() -> None:
    text = "Dozens of people were killed in Baghdad on Sunday, police said."
    ours = [c.low for c in dateline.code(text).marks.counts], [c.high for c in dateline.code(text).marks.counts]
    acled = [(c.low, c.best, c.high) for c in dateline.code(text, vague="acled").marks.counts]
    assert (ours, acled) == (([24], [99]), [(12, 12, 12)])
    assert vague_tables() == tuple(Vague)
    with pytest.raises(UsageError, match="neutral, acled"):
        dateline.code(text, vague="gdelt")

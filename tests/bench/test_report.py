"""The page of all benches."""

from bench.report import met, page, section, shortfalls
from bench.result import Result

GOOD = Result("seed", "dev", 1, 54, {"rows": 0.95, "spurious": 5.0}, {"nothing": {"rows": 0.0}}, {"rows": (0.9, 1.0)})
GOALS = {"seed": {"rows": 0.9, "spurious": 3, "absent": 1.0}}


def test_more_is_better_but_for_roofs() -> None:
    assert met("rows", 0.9, 0.9)
    assert not met("rows", 0.89, 0.9)
    assert met("spurious", 3.0, 3)
    assert not met("mae", 0.5, 0.4)


def test_what_is_under_its_goal_stands_first() -> None:
    told = shortfalls([GOOD], GOALS)
    assert "1 of 2 goals are met" in told
    assert "`spurious` | 5.000 | 3.000 | -2.000" in told
    assert "`rows`" not in told


def test_a_section_holds_value_interval_baseline_goal_and_peer() -> None:
    told = section(GOOD, 3.0, GOALS["seed"])
    assert "| `rows` | **0.950** | 0.900–1.000 | 0.000 | 0.9 met |" in told
    assert "3 **under**" in told


def test_benches_without_data_are_named() -> None:
    assert "## Not run\n\n- acled_types: no TSV" in page("# Benchmarks\n", [(GOOD, 1.0)], ["acled_types: no TSV"], "")

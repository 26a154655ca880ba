"""event_location and plover scorers on hand-made rows, degenerate ones included."""

import pytest

from bench.event_location import Row, score, words
from bench.plover import Row as PloverRow
from bench.plover import macro_f, majority, met, metrics, unmark
from dateline.records import Span
from training.split import held_out


def row(gold: set[int], ours: set[int]) -> Row:
    return Row("", "", frozenset(gold), frozenset(ours), frozenset())


def test_perfect() -> None:
    assert score([row({1, 2}, {1, 2}), row(set(), set())]) == {"token_p": 1, "token_r": 1, "none_accuracy": 1}


def test_nothing_predicted() -> None:
    assert score([row({1}, set()), row(set(), set())]) == {"token_p": 0, "token_r": 0, "none_accuracy": 1}


def test_everything_predicted() -> None:
    assert score([row({1}, {1, 2, 3, 4}), row(set(), {5})]) == {"token_p": 0.2, "token_r": 1, "none_accuracy": 0}


def test_words_touching_a_span() -> None:
    assert words("in Deir Ezzor city", [(3, 13)]) == {3, 8}
    assert words("in Deir Ezzor", []) == frozenset()


def test_macro_f_counts_gold_classes_only() -> None:
    assert macro_f([("A", "A"), ("B", "C")]) == 0.5
    assert macro_f([]) == 0


def test_swapped_roles_are_not_met() -> None:
    a, b = Span(0, 3, "Abc"), Span(5, 8, "Def")
    assert met((a, "AID", b), a, "AID", b)
    assert not met((b, "AID", a), a, "AID", b)
    assert not met((a, "AID", b), a, "YIELD", b)
    assert not met((a, "AID", b), a, "AID", None)


def plover_row(gold: str, ours: str, forward: bool | None, found: int = 0, right: bool = False) -> PloverRow:
    triple = (Span(0, 1, "A"), "AID", Span(2, 3, "B"))
    return PloverRow("", "", gold, ours, forward, ("A", "B"), (triple,) * found, right)


def test_plover_all_right_and_nothing_found() -> None:
    assert set(metrics([plover_row("AID", "AID", True, 1, True)]).values()) == {1.0}
    assert set(metrics([plover_row("AID", "none", None)]).values()) == {0.0}


def test_plover_swapped_actors_lose_the_direction_only() -> None:
    found = metrics([plover_row("AID", "AID", False), plover_row("CONSULT", "CONSULT", False)])
    assert (found["root_macro_f"], found["quad_macro_f"], found["direction"]) == (1.0, 1.0, 0.0)


def test_plover_everything_found_pays_in_precision() -> None:
    assert metrics([plover_row("AID", "AID", True, 9, True)])["triple_f"] == pytest.approx(0.2)


def test_plover_majority() -> None:
    rows = [plover_row(g, "", None) for g in ("AID", "AID", "ASSAULT")]
    assert majority(rows)["root_macro_f"] == macro_f([("AID", "AID"), ("AID", "AID"), ("ASSAULT", "AID")])


def test_unmark() -> None:
    assert unmark("<s>A b</s> hit <t>C</t>.") == ("A b hit C.", {"s": (0, 3), "t": (8, 9)})


def test_held_out_is_stable_and_about_its_share() -> None:
    chosen = [n for n in range(5000) if held_out(f"sentence {n}", 10)]
    assert 400 < len(chosen) < 600
    assert all(held_out(f" sentence {n}\n", 10) for n in chosen[:20])

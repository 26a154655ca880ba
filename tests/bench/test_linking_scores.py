"""Coreference scores on hand-made clusters."""

import pytest

from bench.linking import b_cubed, ceaf_e, muc_f, scores

pytest.importorskip("scipy")


def of(*groups: str) -> list[frozenset[str]]:
    return [frozenset(group) for group in groups]


def test_perfect_is_one():
    assert scores(of("ab", "c"), of("ab", "c")) == {"b3_f": 1.0, "conll_f": 1.0, "muc_f": 1.0, "ceaf_e_f": 1.0}


def test_singletons_lose_recall_only():
    alone, gold = of("a", "b", "c"), of("ab", "c")
    assert muc_f(alone, gold) == 0.0
    assert b_cubed(alone, gold) == pytest.approx(2 * 1 * (2 / 3) / (1 + 2 / 3))


def test_everything_in_one_loses_precision_only():
    whole, gold = of("abc"), of("ab", "c")
    precision = (2 / 3 + 2 / 3 + 1 / 3) / 3
    assert b_cubed(whole, gold) == pytest.approx(2 * precision / (1 + precision))
    assert ceaf_e(whole, gold) == pytest.approx(2 * (4 / 5) * (4 / 5 / 2) / (4 / 5 + 4 / 5 / 2))


def test_nothing_found():
    assert b_cubed([], of("ab")) == 0.0
    assert ceaf_e([], of("ab")) == 0.0

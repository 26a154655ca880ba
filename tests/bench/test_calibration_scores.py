"""Calibration on hand-made answers."""

import pytest

from bench.calibration import accuracy, curve, ece, metrics


def test_sure_and_right_is_perfect_and_sure_and_wrong_is_worst() -> None:
    assert ece([(1.0, True)] * 5) == 0.0
    assert ece([(1.0, False)] * 5) == 1.0
    assert ece([]) == 0.0


def test_a_coin_called_a_coin_is_calibrated() -> None:
    assert ece([(0.55, True), (0.55, False)]) == pytest.approx(0.05)


def test_bins_do_not_cancel_each_other() -> None:
    assert ece([(0.95, False), (0.05, True)]) == pytest.approx(0.95)


def test_the_surer_half_is_more_often_right() -> None:
    answers = [(0.9, True), (0.8, True), (0.6, False), (0.5, False)]
    assert (accuracy(answers, 0.5), accuracy(answers), accuracy([])) == (1.0, 0.5, 0.0)
    assert set(metrics("type", answers)) == {
        "ece_type", "accuracy_type_at_50", "accuracy_type_at_80", "accuracy_type",
    }  # fmt: skip
    assert curve(answers).endswith("100 % 0.500")

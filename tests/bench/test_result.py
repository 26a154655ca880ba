"""The arithmetic every bench shares."""

from bench.acled_types import weighted_f
from bench.diff import compare
from bench.muc4_roles import ROLES, score
from bench.result import bootstrap, prf, sample


def test_prf_degenerate_cases():
    assert prf(0, 0, 0) == (1.0, 1.0, 1.0)
    assert prf(0, 0, 5) == (0.0, 0.0, 0.0)
    assert prf(0, 5, 0) == (0.0, 0.0, 0.0)
    assert prf(1, 2, 4)[2] == 2 * 0.5 * 0.25 / 0.75


def test_bootstrap_is_seeded_and_brackets_the_mean():
    values = [0.0, 1.0] * 50
    low, high = bootstrap(values, lambda v: sum(v) / len(v))
    assert (low, high) == bootstrap(values, lambda v: sum(v) / len(v))
    assert low < 0.5 < high
    assert bootstrap([], len) == (0.0, 0.0)


def test_sample_is_fixed_and_spread():
    assert sample(list(range(10)), 5) == [0, 2, 4, 6, 8]
    assert sample([1, 2], 5) == [1, 2]
    assert sample([1, 2], None) == [1, 2]


def test_role_fillers_need_the_role_and_one_mention():
    empty = {r: [] for r in ROLES}
    gold = [("attack", {**empty, "PerpInd": [frozenset({"guerrillas", "rebels"})]})]
    right = [("attack", {**empty, "PerpInd": [frozenset({"rebels"})]})]
    swapped = [("attack", {**empty, "Victim": [frozenset({"rebels"})]})]
    assert score([(right, gold)])["micro_f"] == 1.0
    assert score([(swapped, gold)])["ceaf_ree_f"] == 0.0
    assert score([([], gold)])["micro_f"] == 0.0
    twice = [("attack", {**empty, "PerpInd": [frozenset({"rebels"}), frozenset({"guerrillas"})]})]
    assert score([(twice, gold)])["ceaf_ree_f"] == prf(1, 2, 1)[2]


def test_weighted_f_leaves_unseen_types_out_when_asked():
    pairs = [("Attack", "Attack"), ("none", "Attack")]
    assert weighted_f(pairs, seen=True) == 1.0
    assert weighted_f(pairs) < 1.0


def test_diff_names_what_was_won_and_lost():
    before = {"a": {"ok": True}, "b": {"ok": False}, "c": {"ok": True}}
    after = {"a": {"ok": False}, "b": {"ok": True}, "c": {"ok": True}, "d": {"ok": True}}
    assert compare(before, after) == (["b"], ["a"])

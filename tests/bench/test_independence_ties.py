"""Ties as the bench of independence counts them."""

from bench.independence import _closed
from dateline.records import Tie


def tie(left: str, right: str, kind: str = "owner", why: str = "both belong to A") -> Tie:
    return Tie(left, right, kind, 0.0, why)


def test_all_reports_of_one_chain_are_tied_to_each_other():
    assert set(_closed([tie("a", "b"), tie("b", "c")])) == {("owner", *pair) for pair in ("ab", "ac", "bc")}


def test_chains_of_two_reasons_join_nobody():
    ties = [tie("a", "b"), tie("b", "c", "wire", "both credit W"), tie("c", "d", why="both belong to C")]
    assert set(_closed(ties)) == {("owner", "a", "b"), ("wire", "b", "c"), ("owner", "c", "d")}


def test_copies_are_no_chain():
    assert _closed([tie("a", "b", "copy"), tie("b", "c", "copy")]) == []

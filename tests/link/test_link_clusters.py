"""Clusters: a function of the judgements, in which people outrank the machine."""

import random
from itertools import combinations

import pytest

from dateline.link.cluster import clusters
from tests.link.reports import says

ABC = ["c:a", "c:b", "c:c"]


def machine(left: str, right: str, score: float):
    return says(left, right, score >= 0.5, "machine", score)


def test_without_judgements_each_stands_alone():
    assert clusters(ABC, []) == [("c:a",), ("c:b",), ("c:c",)]


def test_likely_pairs_are_joined_and_unlikely_ones_are_not():
    assert clusters(ABC, [machine("a", "b", 0.9), machine("b", "c", 0.2)]) == [("c:a", "c:b"), ("c:c",)]


def test_one_strong_link_does_not_join_two_events_known_apart():
    rows = [machine(x, y, 0.9) for group in ("abc", "def") for x, y in combinations(group, 2)]
    found = clusters([f"c:{n}" for n in "abcdef"], [*rows, machine("c", "d", 0.8)])
    assert found == [("c:a", "c:b", "c:c"), ("c:d", "c:e", "c:f")]


def test_a_middling_link_to_one_of_three_joins_nothing():
    rows = [machine("a", "b", 0.6), machine("b", "c", 0.9), machine("c", "d", 0.9), machine("b", "d", 0.9)]
    assert clusters([*ABC, "c:d"], rows) == [("c:a",), ("c:b", "c:c", "c:d")]


def test_a_refusal_of_the_machine_splits_a_chain_and_a_person_outranks_it():
    rows = [machine("a", "b", 0.9), machine("b", "c", 0.8)]
    assert clusters(ABC, rows) == [("c:a", "c:b", "c:c")]
    assert clusters(ABC, [*rows, machine("a", "c", 0.0)]) == [("c:a", "c:b"), ("c:c",)]
    assert clusters(ABC, [*rows, machine("a", "c", 0.0), says("a", "c", True)]) == [("c:a", "c:b", "c:c")]


def test_a_persons_no_splits_what_the_machine_joins():
    rows = [machine("a", "b", 0.99), says("a", "b", False)]
    assert clusters(ABC, rows) == clusters(ABC, rows[::-1]) == [("c:a",), ("c:b",), ("c:c",)]


def test_a_persons_no_also_holds_through_a_third_claim():
    rows = [machine("a", "c", 0.99), machine("b", "c", 0.9), machine("a", "b", 0.9), says("a", "b", False)]
    assert clusters(ABC, rows) == [("c:a", "c:c"), ("c:b",)]


def test_a_persons_yes_joins_what_the_machine_keeps_apart():
    assert clusters(ABC, [machine("a", "c", 0.0), says("a", "c", True)]) == [("c:a", "c:c"), ("c:b",)]


def test_the_last_word_of_a_person_holds():
    assert clusters(ABC, [says("a", "b", True), says("b", "a", False)]) == [("c:a",), ("c:b",), ("c:c",)]
    assert clusters(ABC, [says("b", "a", False), says("a", "b", True)]) == [("c:a", "c:b"), ("c:c",)]


def test_rows_about_claims_that_are_gone_say_nothing():
    assert clusters(["c:a"], [machine("a", "b", 0.9), says("a", "z", True)]) == [("c:a",)]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_claims_and_of_the_machines_rows_never_shows(seed: int):
    rng = random.Random(seed)
    names = [f"{n:02}" for n in range(40)]
    rows = [machine(x, y, round(rng.random(), 2)) for x in names for y in names if x < y and rng.random() < 0.2]
    people = [says("03", "04", False), says("01", "39", True)]
    claims = [f"c:{n}" for n in names]
    found = clusters(claims, [*rows, *people])
    assert any(len(group) > 2 for group in found)
    mixed = rows[:]
    rng.shuffle(mixed)
    rng.shuffle(claims)
    assert clusters(claims, [*people, *mixed]) == found

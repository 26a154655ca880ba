"""MUC-4's physical targets: things, of which sort."""

import pytest

import dateline
from bench.muc4_incidents import joined
from bench.muc4_things import is_thing, kind_of_thing
from dateline.records import Role, Span
from dateline.vocab import RoleName

TEXT = "Rebels attacked the bank, windows, weapons, two trucks, army troops, the outskirts of the capital, several teachers, a village, an air base, the stalemate, the grain warehouse, an armored car, a Shining Path hideout building and Juan Perez."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the bank", True),
        ("windows", False),
        ("weapons", False),
        ("two trucks", True),
        ("army troops", False),
        ("the outskirts of the capital", False),
        ("several teachers", False),
        ("a village", False),
        ("an air base", False),
        ("the stalemate", False),
        ("the grain warehouse", True),
        ("an armored car", False),
        ("a Shining Path hideout building", False),
        ("Juan Perez", False),
    ],
)
def test_people_forces_and_ground_are_no_things(words: str, expected: bool) -> None:
    start = TEXT.index(words)
    role = Role(RoleName.RECIPIENT, words, Span(start, start + len(words), words))
    assert is_thing(dateline.code(TEXT), role) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("POWER PYLONS", "ENERGY"),
        ("FRENCH EMBASSY", "DIPLOMAT OFFICE OR RESIDENCE"),
        ("PARTY HEADQUARTERS", "ORGANIZATION OFFICE"),
        ("STATUE", "OTHER"),
        ("BUSINESSES", "COMMERCIAL"),
        ("GAS STATION", "COMMERCIAL"),
        ("HIGH-VOLTAGE LINES", "ENERGY"),
        ("SAVINGS ASSOCIATION", "FINANCIAL"),
        ("SECURITY HEADQUARTERS", "LAW ENFORCEMENT FACILITY"),
        ("SOCIAL SECURITY OFFICE", "ORGANIZATION OFFICE"),
        ("MINISTER'S HOME", "GOVERNMENT OFFICE OR RESIDENCE"),
    ],
)
def test_sorts_of_things(name: str, expected: str) -> None:
    assert kind_of_thing(name) == expected


def test_an_attack_on_nobody_told_is_no_incident() -> None:
    told = "SAN SALVADOR, 3 MAY 89 -- [TEXT] GUERRILLAS ATTACKED YESTERDAY IN USULUTAN."
    hit = "SAN SALVADOR, 3 MAY 89 -- [TEXT] GUERRILLAS ATTACKED A BUS YESTERDAY IN USULUTAN AND KILLED TWO PEASANTS."
    assert joined(dateline.code(told)) == []
    assert [i.type for i in joined(dateline.code(hit))] == ["ATTACK"]

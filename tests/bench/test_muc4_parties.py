"""MUC-4's perpetrators: which words are the group, which men are not behind the deed, whose violence it is."""

from dataclasses import replace

import pytest

import dateline
from bench.muc4 import implied
from bench.muc4_fill import Incident, is_of_state
from bench.muc4_parties import cleared, confidence, named
from dateline.records import Reading, Role, Span
from dateline.vocab import RoleName


def actor(reading: Reading, words: str, of: str = "perpetrator") -> Role:
    at = reading.article.text.index(words)
    return Role(RoleName.ACTOR, words, Span(at, at + len(words), words), type=of, via="model")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("column of the Shining Path", "Shining Path"),
        ("deputy chief of the Shining Path", "Shining Path"),
        ("Shining Path columns", "Shining Path"),
        ("Shining Path terrorist organization", "Shining Path"),
        ("Shining Path", "Shining Path"),
        ("Ranchers' Union column", "Ranchers' Union column"),
    ],
)
def test_a_group_is_told_by_its_name_alone(words: str, expected: str) -> None:
    reading = dateline.code(f"In Lima, {words} burned a bus.")
    incident = named(reading, Incident("ARSON", perpetrators=[actor(reading, words, "organisation")]))
    assert [r.name for r in incident.perpetrators] == [expected]


def test_victims_are_not_their_own_attackers() -> None:
    reading = dateline.code("Gunmen killed Mayor Luis Pardo and a nurse in Cali.")
    men = [actor(reading, "Gunmen"), actor(reading, "Mayor Luis Pardo"), actor(reading, "nurse")]
    harmed = [replace(r, role=RoleName.VICTIM, via=None, type=None) for r in men[1:]]
    found = cleared(reading, Incident("ATTACK", perpetrators=men, victims=harmed))
    assert [r.name for r in found.perpetrators] == ["Gunmen"]


@pytest.mark.parametrize(("first", "expected"), [("guerrillas", ["guerrillas"]), ("robbers", ["robbers", "soldiers"])])
def test_soldiers_beside_irregulars_are_whom_they_fight(first: str, expected: list[str]) -> None:
    reading = dateline.code(f"A bus burned when {first} and soldiers fought in Cali.")
    men = [actor(reading, first), actor(reading, "soldiers")]
    assert [r.name for r in cleared(reading, Incident("ARSON", perpetrators=men)).perpetrators] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the army", True),
        ("police officers", True),
        ("the Army of National Liberation", False),
        ("paramilitary squads", False),
        ("retired soldiers", False),
    ],
)
def test_whose_forces(words: str, expected: bool) -> None:
    assert is_of_state(Role(RoleName.ACTOR, words, Span(0, len(words), words))) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A mayor was killed in Cali. The ELN accepted responsibility.", "CLAIMED OR ADMITTED"),
        ("A mayor was killed in Cali. Nobody claimed the attack, but many suspect the ELN.", "SUSPECTED OR ACCUSED"),
        ("A mayor was killed in Cali. The president blamed the ELN.", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ("A mayor was killed in Cali by the ELN.", "REPORTED AS FACT"),
    ],
)
def test_who_says_that_the_organisation_did_it(text: str, expected: str) -> None:
    reading = dateline.code(text)
    claims = [c for c in reading.claims if c.event and c.event.trigger.text == "killed"]
    assert confidence(reading, Incident("ATTACK", claims, [actor(reading, "ELN", "organisation")])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Men opened fire on a judge in Cali.", ["GUN"]), ("Men stabbed a judge in Cali.", [])],
)
def test_shots_come_from_guns(text: str, expected: list[str]) -> None:
    reading = dateline.code(text)
    assert implied(Incident("ATTACK", [c for c in reading.claims if c.event])) == expected

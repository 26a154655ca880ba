"""MUC-4's incidents from the model's words: which words are one person, which incident they belong to."""

from dataclasses import replace

import pytest

import dateline
from bench.muc4_fill import Incident
from bench.muc4_fillers import Filler, fits, kind_of, once, phrase, same
from bench.muc4_incidents import joined, learned, listed
from bench.muc4_parties import suspected
from bench.muc4_relevance import of_note
from bench.muc4_roles import marked
from dateline.records import Role, Signal, Span
from dateline.vocab import RoleName

TEXT = "Three members of the Manuel Rodriguez Patriotic Front planted 300 kg of dynamite at the town hall, police said."


def filler(words: str, role: str = "organisation", score: float = 0.9, start: int = 0) -> Filler:
    return Filler(role, "BOMBING", Span(start, start + len(words), words), score)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("FMLN", "Farabundo Marti National Liberation Front", True),
        ("the town hall", "town hall", True),
        ("Julio Cesar Lopez", "Lopez", True),
        ("Shining Path", "Tupac Amaru", False),
        ("ELN", "Farabundo Marti National Liberation Front", False),
    ],
)
def test_words_that_may_be_one(one: str, other: str, expected: bool) -> None:
    assert same(filler(one), filler(other)) is expected is same(filler(other), filler(one))


def test_each_is_told_once_in_the_surest_words() -> None:
    found = once(
        [filler("FMLN", score=0.6, start=50), filler("Farabundo Marti Liberation National", score=0.9), filler("ELN")]
    )
    assert [f.span.text for f in found] == ["Farabundo Marti Liberation National", "ELN"]
    assert once([]) == []


def test_men_without_a_name_are_told_once() -> None:
    calls = [("armed men", 0.6), ("guerrillas", 0.8), ("Pablo Rojas", 0.7), ("attackers", 0.5)]
    found = once([filler(words, "perpetrator", score, 20 * n) for n, (words, score) in enumerate(calls)])
    assert [f.span.text for f in found] == ["guerrillas", "Pablo Rojas"]


@pytest.mark.parametrize(
    ("words", "role", "expected"),
    [
        ("Rodriguez Patriotic", "organisation", "members of the Manuel Rodriguez Patriotic Front"),
        ("kg", "weapon", "dynamite"),
        ("town", "target", "town hall"),
    ],
)
def test_words_become_phrases(words: str, role: str, expected: str) -> None:
    reading = dateline.code(TEXT)
    start = reading.article.text.index(words)
    assert phrase(reading, Signal("role", start, start + len(words), role, 0.9)).text == expected


def test_a_group_of_the_registry_is_told_by_its_name() -> None:
    text = "Maoist Shining Path attacks left the town without light, the police said on Tuesday."
    signal = Signal("role", 13, 25, "organisation", 0.9)
    assert phrase(dateline.code(text), signal).text == "Shining Path"


def test_people_of_one_list_are_victims_together() -> None:
    text = "Gunmen killed three nurses and a cook in Cali on Monday."
    reading, at = dateline.code(text), text.index("three nurses")
    nurses = Role(RoleName.VICTIM, "three nurses", Span(at, at + 12, "three nurses"))
    assert [v.name for v in listed(reading, Incident("ATTACK", victims=[nurses])).victims] == [
        "three nurses",
        "cook",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Masked men", True),
        ("A faction", False),
        ("A rival gang", True),
        ("A leaflet", False),
        ("Guerrilla attacks", False),
    ],
)
def test_perpetrators_are_people_or_bodies_of_men(words: str, expected: bool) -> None:
    reading = dateline.code(f"{words} attacked the bank on Monday.")
    told = Filler("perpetrator", "ATTACK", reading.article.span(0, len(words)), 0.9)
    assert fits(reading, told) is expected


def test_irregulars_of_one_incident_are_behind_the_others() -> None:
    told = [[_man("guerrillas")], [], [_man("soldiers")]]
    found = suspected([Incident("ATTACK", perpetrators=roles) for roles in told])
    assert [[r.name for r in i.perpetrators] for i in found] == [["guerrillas"], ["guerrillas"], ["soldiers"]]
    assert suspected([Incident("ATTACK", perpetrators=[_man("soldiers")]), Incident("ATTACK")])[1].perpetrators == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("six soldiers", False),
        ("people", False),
        ("12 people", True),
        ("a nurse", True),
        ("two policemen", False),
        ("the population", False),
    ],
)
def test_forces_alone_and_people_in_general_are_no_incident(words: str, expected: bool) -> None:
    reading = dateline.code(f"Gunmen killed {words} in Cali on Monday.")
    victim = Role(RoleName.VICTIM, words, reading.article.span(14, 14 + len(words)))
    told = Incident("ATTACK", list(reading.claims), victims=[victim])
    assert of_note(reading, told) is expected
    assert of_note(reading, replace(told, targets=[victim]))


@pytest.mark.parametrize(
    ("label", "start", "victims", "weapons"),
    [("victim", 16, ["a nurse"], []), ("weapon", 29, [], ["a bomb"]), ("target", 16, [], []), ("victim", 29, [], [])],
)
def test_role_fillers_ask_for_what_the_model_marks(
    label: str, start: int, victims: list[str], weapons: list[str]
) -> None:
    reading = dateline.code("Gunmen killed a nurse with a bomb in Cali on Monday.")
    nurse = Role(RoleName.VICTIM, "a nurse", reading.article.span(14, 21))
    bomb = Role(RoleName.INSTRUMENT, "a bomb", reading.article.span(27, 33))
    seen = replace(reading, signals=(Signal("role", start, start + 4, label, 0.5),))
    found = marked(seen, Incident("ATTACK", victims=[nurse], weapons=[bomb]))
    assert ([v.name for v in found.victims], [w.name for w in found.weapons]) == (victims, weapons)


def _man(name: str) -> Role:
    return Role(RoleName.ACTOR, name, Span(0, len(name), name), type="perpetrator", via="model")


def test_kinds_have_the_names_of_the_keys() -> None:
    assert kind_of(Signal("tells", 0, 1, "work stoppage", 0.9)) == "FORCED WORK STOPPAGE"
    assert kind_of(Signal("tells", 0, 1, "bombing", 0.9)) == "BOMBING"


def test_peaceful_news_has_no_incident() -> None:
    reading = dateline.code("The central bank lowered its rates on Monday. Exports of coffee rose by a tenth.")
    assert learned(reading) == [] == joined(reading)


@pytest.mark.parametrize(("agreed", "expected"), [(False, []), (True, ["bank"])])
def test_half_sure_words_need_a_claim_that_agrees(agreed: bool, expected: list[str]) -> None:
    reading = dateline.code("Guerrillas attacked a bank in Cali on Monday.")
    start = reading.article.text.index("bank")
    half = (Signal("role", start, start + 4, "target", 0.42), Signal("incident", start, start + 4, "attack", 0.9))
    found = learned(replace(reading, signals=half), agreed=agreed)
    assert [t.name for i in found for t in i.targets] == expected

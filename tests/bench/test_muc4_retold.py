"""MUC-4's incidents: what is one, what is told again, whom a report blames."""

import pytest

import dateline
from bench.muc4_fill import Incident, incidents
from bench.muc4_parties import blamed
from bench.muc4_retold import told_once
from dateline.records import Reading, Role, Span
from dateline.vocab import RoleName

PEOPLE = (
    "Gunmen killed Rosa Vega and two peasants. A day later the death of Vega was condemned, and a teacher was killed. "
    "Gunmen killed Pedro Cuellar in Cali. Mr Cueller was buried."
)


def victim(reading: Reading, words: str) -> Role:
    at = reading.article.text.index(words)
    return Role(RoleName.VICTIM, words, Span(at, at + len(words), words), type="victim")


@pytest.mark.parametrize(
    ("first", "later", "left"),
    [
        (("Rosa Vega", "two peasants"), ("Vega",), 1),
        (("Pedro Cuellar",), ("Cueller",), 1),
        (("Rosa Vega", "two peasants"), ("two peasants",), 1),
        (("Rosa Vega",), ("Vega", "two peasants"), 2),
        (("two peasants",), ("peasants",), 1),
        (("Rosa Vega",), ("a teacher",), 2),
        (("Rosa Vega",), (), 2),
    ],
)
def test_who_was_harmed_before_is_told_again(first: tuple[str, ...], later: tuple[str, ...], left: int) -> None:
    reading = dateline.code(PEOPLE)
    made = [Incident("ATTACK", victims=[victim(reading, w) for w in names]) for names in (first, later)]
    assert len(told_once(reading, made)) == left


def test_a_retelling_keeps_the_exact_kind() -> None:
    reading = dateline.code(PEOPLE)
    made = [Incident(kind, victims=[victim(reading, "Rosa Vega")]) for kind in ("ATTACK", "BOMBING")]
    assert [i.type for i in told_once(reading, made)] == ["BOMBING"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Rebels killed a judge on 3 May 1989. On 4 May 1989 rebels killed people.", ["ATTACK", "ATTACK"]),
        ("Rebels killed a judge on 3 May 1989. On 3 May 1989 they killed the judge.", ["ATTACK"]),
        ("A cargo plane was destroyed when a bomb exploded at the airport of Monteria.", ["BOMBING"]),
        ("Rebels kidnapped a judge. Rebels murdered a teacher.", ["KIDNAPPING", "ATTACK"]),
    ],
)
def test_another_kind_or_day_is_another_incident(text: str, kinds: list[str]) -> None:
    assert [i.type for i in incidents(dateline.code(text))] == kinds


def test_one_blamed_is_behind_all() -> None:
    named = Role(RoleName.ACTOR, "FMLN", Span(0, 4, "FMLN"), type="organisation", via="model")
    other = Role(RoleName.ACTOR, "ELN", Span(0, 3, "ELN"), type="organisation", via="model")
    one, two, three = (Incident("ATTACK", perpetrators=p) for p in ([named], [], [other]))
    assert [len(i.perpetrators) for i in blamed([one, two])] == [1, 1]
    assert [len(i.perpetrators) for i in blamed([one, two, three])] == [1, 0, 1]

"""The one record of an article that FA-KES asks for, by rules true of any article."""

import pytest

import dateline
from bench.fakes_record import COALITION, ISIS, KURDISH, OPPOSITION, STATE, UNKNOWN, Answer, answer_of, supported
from dateline.records import Span


def answer(text: str) -> Answer:
    return answer_of(dateline.code(text))


def test_a_vague_headline_takes_its_number_and_its_place_from_the_lead() -> None:
    got = answer(
        "Dozens of civilians killed in US-led air strikes in Syria\n\n"
        "At least 34 civilians were killed in air strikes by the US-led coalition on the city of Raqqa on Tuesday."
    )
    assert (got.governorate, got.actor, got.cause, got.civilians) == ("raqqa", COALITION, "shelling", 34)


def test_fighters_are_counted_apart() -> None:
    got = answer(
        "Air strikes kill 20 in Syria\n\n"
        "Russian air strikes killed 20 people in the city of Idlib on Monday, among them 12 fighters, a monitor said."
    )
    assert (got.actor, got.civilians) == (STATE, 8)


def test_all_dead_were_fighters() -> None:
    assert answer("Kurdish forces kill 12 militants near Kobane\n\nThe clashes lasted all night.").civilians == 0


def test_gas_kills_whatever_carried_it() -> None:
    got = answer("Barrel bombs with chlorine gas kill 8 in Idlib\n\nHelicopters dropped barrel bombs on the town.")
    assert got.cause == "chemical and toxic gases"


@pytest.mark.parametrize(
    ("headline", "actor"),
    [
        ("Rebel rocket fire kills five people in Aleppo", OPPOSITION),
        ("Terrorist attack kills five people in Aleppo", UNKNOWN),  # the article's word for someone, no side
        ("Warplanes kill five people in Aleppo", STATE),  # only states fly warplanes
        ("Islamic State fighters behead five people in Raqqa", ISIS),
        ("Five IS militants killed in clashes with Kurdish fighters near Kobane", KURDISH),
    ],
)
def test_who_acts(headline: str, actor: str) -> None:
    assert answer(f"{headline}\n\nThe attack took place on Friday, residents said.").actor == actor


def test_support_is_words_at_their_place() -> None:
    assert supported("Some 34 died.", Span(5, 7, "34"), 34)
    assert not supported("Some 34 died.", Span(5, 7, "34"), 35)
    assert not supported("Some 34 died.", Span(4, 6, "34"))

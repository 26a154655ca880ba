"""Places: sentence → toponyms with country, kind and precision, by the shipped gazetteer and parser."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.mark.places import find_places, mark_places
from dateline.places.gazetteer import load
from dateline.records import ActorMark, PlaceMark
from tests.makers import parsed

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "places.toml").read_text(encoding="utf-8"))["case"]


def places(text: str, actors: tuple[ActorMark, ...] = ()) -> tuple[PlaceMark, ...]:
    article, parse = parsed(text)
    return find_places(article, parse, load(), actors)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_places_of_a_sentence(case: dict[str, Any]) -> None:
    found = [
        [m.span.text, m.country or "", (m.feature or "") if m.id else "", m.precision] for m in places(case["text"])
    ]
    for expected in case["expect"]:
        assert expected in found
    assert not {words for words, *_ in found} & set(case.get("not", ()))


def test_a_country_never_has_a_pin() -> None:
    assert all(m.lat is None and m.radius_km is None for m in places("War spread from Sudan to Chad and Libya."))


def test_metonymy_is_flagged() -> None:
    (mark,) = places("Washington said that the talks had failed.")
    assert mark.metonym
    assert not any(m.metonym for m in places("Protesters marched in Washington."))


def test_metonymy_holds_of_a_pair() -> None:
    found = places("The deal was signed by Washington and Beijing.")
    assert [(m.span.text, m.metonym) for m in found] == [("Washington", True), ("Beijing", True)]


def test_names_inside_actors_only_lend_themselves() -> None:
    article, parse = parsed("The Aleppo Army raided Homs.")
    actor = ActorMark(article.span(4, 15), 2, "Aleppo Army")
    here, lent = mark_places(article, parse, load(), (actor,))
    assert [m.span.text for m in here] == ["Homs"]
    assert "Aleppo" in [m.span.text for m in lent]


def test_one_sense_holds_through_the_article() -> None:
    marks = places("The mayor of Lexington, Ky., resigned. Residents of Lexington were told on Monday.")
    assert {m.id for m in marks if m.span.text == "Lexington"} == {"gn:4297983"}


def test_a_part_named_alone_belongs_to_the_country_of_its_paragraph() -> None:
    marks = places("Clashes in Syria went on. Fighters moved from the northeast to the south.")
    assert [(m.span.text, m.country, m.lat) for m in marks if m.relation and "the " in m.span.text] == [
        ("the northeast", "SY", None),
        ("the south", "SY", None),
    ]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="ABCabc Syria-'’.,\n", max_size=80))
def test_spans_are_the_text_at_their_offsets(text: str) -> None:
    article, parse = parsed(f"Troops left Homs. {text}")
    for mark in mark_places(article, parse, load(), ())[0]:
        assert article.text[mark.span.start : mark.span.end] == mark.span.text


def test_the_owner_of_a_state_is_its_country() -> None:
    found = [
        (m.span.text, m.country, m.feature) for m in places("A patrol was hit in Mexico's western state of Michoacan.")
    ]
    assert found == [("Mexico", "MX", "PCLI"), ("Michoacan", "MX", "ADM1")]

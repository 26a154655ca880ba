"""Weapons: sentence → the words found and their mode."""

import pytest

from dateline.data import table
from dateline.mark.weapons import find_weapons, sub_event
from dateline.models import parser
from dateline.read import from_text
from dateline.vocab import Acled

CASES = [
    ("Rebels fired mortars and Grad rockets at the town.", [("mortars", "mortar"), ("Grad rockets", "rocket")]),
    ("A car bomb and an IED exploded near the gate.", [("car bomb", "car-bomb"), ("IED", "ied")]),
    ("The car-bomb attack killed two.", [("car-bomb attack", "car-bomb")]),
    ("Air strikes and barrel bombs killed ten.", [("Air strikes", "airstrike"), ("barrel bombs", "barrel-bomb")]),
    ("Oil cost $50 a barrel.", []),
    ("A suicide car bomber hit the checkpoint.", [("suicide car bomber", "suicide-bomb")]),
    ("They stormed it with machine-gun fire and rocket-propelled grenades.",
     [("machine-gun fire", "small-arms"), ("rocket-propelled grenades", "grenade")]),
    ("He works in a mine.", []),
    ("Youths threw stones at police, who fired tear gas.", [("stones", "stones"), ("tear gas", "tear-gas")]),
    ("The road was paved with stones.", []),
    ("Chlorine gas was used, doctors said.", [("Chlorine gas", "chemical")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_weapons_of_a_sentence(sentence: str, expected: list[tuple[str, str]]) -> None:
    article = from_text(sentence, published=None)
    marks = find_weapons(article, parser.parse(article))
    assert [(m.span.text, m.mode) for m in marks] == expected


def test_every_mode_has_an_acled_sub_event_of_the_vocabulary_or_none() -> None:
    modes = [name for name, entry in table("weapons").items() if isinstance(entry, dict)]
    assert len(modes) > 15
    assert {sub_event(mode) for mode in modes} - {None} <= {str(member) for member in Acled}
    assert sub_event("no such mode") is None

"""Genitives that lost their apostrophe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.genitives import original, restored


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Syrias army entered Iraqs Mosul.", "Syria's army entered Iraq's Mosul."),
        ("President Bashar al-Assads forces", "President Bashar al-Assad's forces"),
        ("Russias Rossiya 24", "Russia's Rossiya 24"),
        ("the Assads ruled for decades", "the Assads ruled for decades"),  # a family
        ("Syrians fled", "Syrians fled"),  # a people
        ("turkeys were sold", "turkeys were sold"),
        ("Honduras signed, and Cyprus too", "Honduras signed, and Cyprus too"),
        ("He left Syrias.", "He left Syrias."),  # owns nothing
    ],
)
def test_restored(text: str, meant: str) -> None:
    assert restored(text)[0] == meant


@given(st.lists(st.sampled_from(["Syrias", "Iraqs", "army", "Homs", "the", "Irans", "12"]), max_size=12))
def test_offsets_lead_back_to_the_same_letters(words: list[str]) -> None:
    text = " ".join(words)
    changed, at = restored(text)
    for i, letter in enumerate(changed):
        if i not in at:
            assert text[original(i, at)] == letter

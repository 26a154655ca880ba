"""Which words are loaded: tables of text and the words that are shown."""

import pytest

import dateline

CASES = [
    # text, words that must be shown, words that must not
    ("Terrorism Research Center staff were killed.", [], ["Terrorism"]),
    ("The Martyrs Brigade attacked a village.", [], ["Martyrs", "Brigade", "attacked"]),
    ("The Radical Party leader was shot.", [], ["Radical"]),
    ("The radical party leader was shot.", ["radical"], []),
    ("Nazi troops burned the village.", ["Nazi"], []),
    ("The terrorist regime massacred nine villagers.", ["terrorist", "regime"], []),
    ("Troops bombed the market and killed nine people.", [], ["bombed", "killed"]),
    ("The savage butchers slaughtered nine people.", ["savage", "slaughtered"], []),
]


@pytest.mark.parametrize(("text", "shown", "silent"), CASES, ids=[c[0][:40] for c in CASES])
def test_loaded_words(text: str, shown: list[str], silent: list[str]) -> None:
    found = {r.span.text for claim in dateline.code(text).claims for r in claim.rhetoric}
    assert set(shown) <= found
    assert not found & set(silent)

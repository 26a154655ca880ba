"""A claim's words go on to the end of the tally it tells."""

import pytest

import dateline

TALLIES = [
    ("A bomb in Kabul killed nine people and wounded 11, three critically.", "three critically"),
    ("The blast left four dead and 11 wounded, three critically.", "three critically"),
    ("A mine killed a shepherd and injured 4, one of them a child.", "one of them a child"),
    ("A mine killed two shepherds, a ministry that keeps the tolls reported.", "two shepherds"),
]


@pytest.mark.parametrize(("text", "end"), TALLIES, ids=[t[:30] for t, _ in TALLIES])
def test_the_words_hold_the_whole_tally(text: str, end: str) -> None:
    claim = next(c for c in dateline.code(text).claims if c.event and c.event.counts)
    assert claim.span.text.endswith(end)

"""A claim's words go on to the end of the tally it tells."""

import pytest

import dateline

TALLIES = [
    ("A bomb in Kabul killed nine people and wounded 11, three critically.", "three critically"),
    ("The blast left four dead and 11 wounded, three critically.", "three critically"),
    ("A mine killed a shepherd and injured 4, one of them a child.", "one of them a child"),
    ("Five people were killed and 11 wounded, three of them seriously, in an attack on Sadia.", "attack on Sadia"),
    ("The hospital in Mopti had received 11 wounded, three of them in serious condition, a doctor said.", "condition"),
    ("One peacekeeper was killed and two others were slightly injured.", "slightly injured"),
    ("A mine killed two shepherds, a ministry that keeps the tolls reported.", "two shepherds"),
]


@pytest.mark.parametrize(("text", "end"), TALLIES, ids=[t[:30] for t, _ in TALLIES])
def test_the_words_hold_the_whole_tally(text: str, end: str) -> None:
    claim = next(c for c in dateline.code(text).claims if c.event and c.event.counts)
    assert claim.span.text.endswith(end)


@pytest.mark.parametrize(
    ("text", "trigger", "told"),
    [
        ("Two women were killed by 12 men on motorcycles.", "killed", [("killed", 2), ("troops", 12)]),
        ("Five people were killed in Yarumal, and 120 families left the hamlet.", "killed", [("killed", 5)]),
        ("Twelve wounded people were evacuated by air to Pemba.", "evacuated", [("injured", 12)]),
    ],
)
def test_what_befell_whom(text: str, trigger: str, told: list[tuple[str, int]]) -> None:
    event = next(c.event for c in dateline.code(text).claims if c.event and c.event.trigger.text == trigger)
    assert [(c.what, c.best) for c in event.counts] == told

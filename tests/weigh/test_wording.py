"""Which words are loaded: tables of text and the words that are shown."""

import pytest

import dateline
from dateline.read import from_text
from dateline.records import Marks, PlaceMark, Rhetoric
from dateline.weigh.wording import outside_places

CASES = [
    # text, words that must be shown, words that must not
    ("Terrorism Research Center staff were killed.", [], ["Terrorism"]),
    ("The Martyrs Brigade attacked a village.", [], ["Martyrs", "Brigade", "attacked"]),
    ("The Radical Party leader was shot.", [], ["Radical"]),
    ("The radical party leader was shot.", ["radical"], []),
    ("Nazi troops burned the village.", ["Nazi"], []),
    ("The terrorist regime massacred nine villagers.", ["terrorist", "regime"], []),
    ("Troops bombed the market and killed nine people.", [], ["bombed", "killed"]),
    ("The army removed an explosive device and sank an explosive-laden boat.", [], ["explosive"]),
    (
        "A roadside bomb killed nine; residents said rebels alleged to be behind the blast had claimed it.",
        [],
        ["bomb", "killed", "alleged", "behind", "blast", "claimed"],
    ),
    ("The barbaric attack killed ten.", ["barbaric"], ["attack", "killed"]),  # beside armed force the words are plain
    ("Either we expel them or they kill us.", ["Either we expel them or they kill us"], []),
    ("We appeal to every family: sell nothing and stop the looting.", [], ["sell", "stop"]),
    ("The savage butchers slaughtered nine people.", ["savage", "slaughtered"], []),
]


@pytest.mark.parametrize(("text", "shown", "silent"), CASES, ids=[c[0][:40] for c in CASES])
def test_loaded_words(text: str, shown: list[str], silent: list[str]) -> None:
    found = {r.span.text for claim in dateline.code(text).claims for r in claim.rhetoric}
    assert set(shown) <= found
    assert not found & set(silent)


def test_the_name_of_a_place_is_not_loaded() -> None:
    article = from_text("The savages of Syria shelled Idlib province.")
    found = tuple(
        Rhetoric("loaded language", article.span(a, b), "") for a, b in ((4, 11), (15, 20), (29, 43), (4, 20))
    )
    marks = Marks(places=(PlaceMark(article.span(15, 20), "Syria"), PlaceMark(article.span(29, 34), "Idlib")))
    assert [r.span.text for r in outside_places(marks, found)] == ["savages", "savages of Syria"]


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("He has been in jail since soldiers toppled the government in May.", 0),
        ("Thousands have fled since the shelling began.", 0),
        ("The army left the town because rebels shelled it.", 1),
        ("The army left the town since rebels shelled it.", 1),
    ],
)
def test_since_a_time_is_no_ground(text: str, grounds: int) -> None:
    assert sum(len(claim.supports) for claim in dateline.code(text).claims) == grounds

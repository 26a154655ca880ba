"""The scorer of the time bench, on hand-made spans."""

from pathlib import Path

import pytest

from bench.time import Timex, documents, fold, matches, metrics, realign, tally

GOLD = [Timex(0, 6, "Friday", "2020-01-03"), Timex(20, 29, "last week", "2019-W52")]
TML = """<?xml version="1.0" ?><TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2020-01-05"
functionInDocument="CREATION_TIME">x</TIMEX3></DCT>
<TEXT>On <TIMEX3 tid="t1" type="DATE" value="2020-01-03">Friday</TIMEX3>
a <EVENT eid="e1">raid <TIMEX3 tid="t2" type="DATE" value="2019">last year</TIMEX3></EVENT>.</TEXT></TimeML>"""


def score(guessed: list[Timex]) -> dict[str, float]:
    return metrics([tally(guessed, GOLD)])


def test_all_right() -> None:
    assert set(score(GOLD).values()) == {1.0}


def test_nothing_predicted() -> None:
    assert set(score([]).values()) == {0.0}


def test_a_wider_span_is_only_relaxed() -> None:
    found = score([Timex(0, 6, "Friday", "2020-01-03"), Timex(16, 29, "the last week", "2019-W51")])
    assert found == {
        "strict_f": 0.5,
        "relaxed_f": 1.0,
        "value_f": 0.5,
        "value_accuracy": 0.5,
        "value_accuracy_folded": 0.5,
    }


def test_everything_predicted_counts_each_gold_once() -> None:
    found = score([Timex(n, n + 1, "x", "") for n in range(30)])
    assert found["relaxed_f"] == pytest.approx(2 * 2 / 32)


def test_one_prediction_meets_one_gold() -> None:
    assert len(matches([Timex(0, 29, "all of it", "")], GOLD)) == 1


def test_loading(tmp_path: Path) -> None:
    (tmp_path / "time" / "set").mkdir(parents=True)
    (tmp_path / "time" / "set" / "a.tml").write_text(TML, encoding="utf-8")
    (document,) = documents(tmp_path)
    assert (document.set, document.created) == ("set", "2020-01-05")
    assert [document.text[t.start : t.end] for t in document.gold] == ["Friday", "last year"]


def test_realigning_after_spaces_changed() -> None:
    assert realign([Timex(0, 9, "last week", "v")], "the  last\n week")[0] == Timex(5, 15, "last\n week", "v")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2000-W7", "2000-W07", True),
        ("1949-XX", "1949", True),
        ("198X", "198", True),
        ("1989-11-06T17", "1989-11-06T17:00", True),
        ("1989-WXX", "1989-W42", False),
        ("1998-10-XX", "1998-10", False),
        ("XXXX-XX", "XXXX", False),
    ],
)
def test_spellings_of_one_value_fold_and_coarser_values_do_not(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same

"""The FA-KES scorer and its trivial answers on hand-made rows, the degenerate ones included."""

from datetime import date

import pytest

from bench.fakes import METRICS, load
from bench.fakes_record import Answer
from bench.fakes_trivial import baselines, first_date, first_governorate, first_number, gold_day, gold_number

ROW = {
    "unit_id": "1", "article_title": "Air strikes kill 12 in Raqa", "date": "7/5/16", "location": "raqqa",
    "article_content": "Tue 05 Jul 2016 Warplanes killed twelve people near Aleppo.", "actor": "unknown",
    "cause_of_death": "shelling", "nb_civilians": "12", "crowd_date": "5 Jul 2016", "crowd_location": "Raqa city",
}  # fmt: skip
OTHER = ROW | {"location": "homs", "actor": "isis", "cause_of_death": "explosion", "nb_civilians": "", "crowd_date": ""}
RIGHT = Answer("raqqa", "Raqa", "2016-07-05", "unknown", "shelling", 12, (True, True))
NOTHING = Answer(None, None, None, "", "", 0, ())


def scores(*pairs: tuple[dict[str, str], Answer]) -> dict[str, float]:
    return {name: f(pairs) for name, f in METRICS.items()}


def test_all_right() -> None:
    assert scores((ROW, RIGHT)) == dict.fromkeys(METRICS, 1.0) | {"unsupported": 0.0}


def test_nothing_predicted_and_no_row() -> None:
    assert set(scores((ROW, NOTHING)).values()) == {0.0}
    assert scores()["actor"] == 0.0


def test_swapped_records_are_wrong() -> None:
    swapped = Answer("homs", "Homs", "2016-07-06", "isis", "explosion", 0, (False,))
    found = scores((ROW, swapped), (OTHER, RIGHT))
    assert found.pop("date_1d") == 1.0  # the row without the crowd's date is not asked
    assert found.pop("unsupported") == pytest.approx(1 / 3)
    assert found.pop("location_f") == 0.5  # "Raqa" of the other row's answer is in the crowd's words
    assert set(found.values()) == {0.0}


def test_one_class_for_everything_pays_in_macro_f() -> None:
    found = scores((ROW, RIGHT), (OTHER, RIGHT))
    assert found["actor"] == 0.5
    assert found["actor_macro_f"] == pytest.approx(1 / 3)


def test_ten_per_cent_off() -> None:
    near = Answer("raqqa", "Raqa", "2016-07-05", "unknown", "shelling", 13, ())
    assert scores((ROW, near))["civilians_10pct"] == 1.0
    assert scores((ROW, near))["civilians_exact"] == 0.0


def test_gold_cells() -> None:
    assert gold_day(ROW) == gold_day(ROW | {"date": "7/5/2016"}) == date(2016, 7, 5)
    assert (gold_number(""), gold_number("3"), gold_number("3.0")) == (0, 3, 3)


def test_trivial_answers() -> None:
    assert first_governorate(ROW) == "raqqa"
    assert first_governorate(ROW | {"article_title": "", "article_content": "Nobody."}) == ""
    assert first_number(ROW) == 12
    assert first_number(ROW | {"article_title": "On 5 July 2016", "article_content": "Two died."}) == 2
    found = baselines([ROW])
    assert found["first-named"] == {"governorate": 1.0, "date_exact": 1.0, "civilians_exact": 1.0}


@pytest.mark.parametrize(
    ("text", "named", "any_"),
    [
        ("Tue 05 Jul 2016 Bombing", date(2016, 7, 5), date(2016, 7, 5)),
        ("Posted on July 5 2016 by", date(2016, 7, 5), date(2016, 7, 5)),
        ("05-07-2016 Bomb Kills Four", None, date(2016, 7, 5)),
        ("05.07.2016 Four died", None, date(2016, 7, 5)),
        ("No date here", None, None),
    ],
)
def test_first_dates(text: str, named: date | None, any_: date | None) -> None:
    assert (first_date(text, figures=False), first_date(text)) == (named, any_)


def test_another_split_may_have_any_number_of_rows(tmp_path) -> None:
    path = tmp_path / "test.csv"
    path.write_text("unit_id,date\n1,7/5/16\n")
    assert len(load(path, "test")) == 1
    with pytest.raises(AssertionError):
        load(path, "dev")

"""What may leave: recent positions and private names, and that old articles leave as they are."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import dateline
from dateline.records import Claim, Reading, plain
from dateline.report.masking import MASK
from dateline.report.positions import recent
from dateline.report.private import private_names
from dateline.report.release import Rules, release, release_all
from dateline.vocab import Tense
from tests.records_walk import spans
from tests.report import fiction

SOON = date(2019, 5, 13)
LATER = date(2021, 5, 13)


def claim(reading: Reading, key: str) -> Claim:
    return reading.by_id[key]


def test_an_old_article_without_private_names_leaves_untouched() -> None:
    reading = replace(fiction.reading(), parse=fiction.reading().parse.__class__((), (), ()))
    released = release(reading, Rules(LATER, names=True))
    assert released.reading.to_dicts() == reading.to_dicts()
    assert released.notes == ()


def test_places_of_old_movements_stay_exact() -> None:
    released = release(fiction.reading(), Rules(LATER)).reading
    assert claim(released, "c:3").event.where == fiction.reading().by_id["c:3"].event.where


def test_recent_movements_are_written_as_their_province() -> None:
    released = release(fiction.reading(), Rules(SOON, names=True))
    wheres = claim(released.reading, "c:3").event.where
    assert [(w.name, w.lat, w.lon, w.id, w.radius_km, w.precision) for w in wheres] == [
        ("Marra", None, None, None, None, 4),
        ("Marra", None, None, None, None, 4),
        ("Sahl", None, None, None, None, 4),
    ]
    assert "3 places" in released.notes[0]
    assert "--exact-recent" in released.notes[0]


@pytest.mark.parametrize("words", ["Qasr Nur", "QASR NUR", "Ain Dibs bridge", "Wadi Sahl", "35.6", "x:Wadi"])
def test_no_word_of_a_recent_position_is_left_anywhere(words: str) -> None:
    released = release(fiction.reading(), Rules(SOON, names=True)).reading
    assert words not in str(plain(released.claims)) + str(plain(released.marks)) + str(plain(released.article))


def test_attacks_keep_their_places_beside_recent_movements() -> None:
    released = release(fiction.reading(), Rules(SOON)).reading
    assert claim(released, "c:1").event.where[0].lat == 35.1


def test_exact_recent_lifts_the_rule() -> None:
    released = release(fiction.reading(), Rules(SOON, names=True, exact_recent=True))
    assert released.reading.to_dicts() == fiction.reading().to_dicts()


def test_every_span_still_holds_the_words_of_the_released_text() -> None:
    released = release(fiction.reading(), Rules(SOON)).reading
    found = [*spans(released.claims), *spans(released.marks)]
    assert len(released.article.text) == len(fiction.TEXT)
    assert found
    assert all(released.article.text[s.start : s.end] == s.text for s in found)
    assert any(MASK in s.text for s in found)


@pytest.mark.parametrize(
    ("after", "tense", "expected"),
    [
        (13, Tense.PAST, True),
        (14, Tense.PAST, False),
        (15, Tense.ONGOING, False),
        (14, Tense.ONGOING, True),  # still there when the article came out, a day after the movement
    ],
)
def test_recent_counts_days_from_the_movement_or_from_the_article(after: int, tense: Tense, expected: bool) -> None:
    moved = fiction.reading().by_id["c:3"]
    moved = replace(moved, certainty=replace(moved.certainty, tense=tense))
    assert recent(moved, fiction.reading(), date(2019, 5, 11) + timedelta(after), 14) is expected


def test_a_movement_without_any_date_counts_as_recent() -> None:
    reading = replace(fiction.reading(), article=replace(fiction.article(), published=None))
    moved = reading.by_id["c:3"]
    undated = replace(moved, event=replace(moved.event, when=None))
    assert recent(undated, reading, LATER, 14)


def test_a_named_victim_is_withheld_and_a_spokesman_is_not() -> None:
    assert private_names(fiction.reading()) == {"Samir Haddu"}
    released = release(fiction.reading(), Rules(LATER)).reading
    assert "Haddu" not in str(released.to_dicts()) + released.article.text
    assert "Omar Reyhan" in released.article.text
    assert claim(released, "c:2").event.roles[0].name == "[name withheld]"


def test_names_lifts_the_rule() -> None:
    assert "Samir Haddu" in release(fiction.reading(), Rules(LATER, names=True)).reading.article.text


def test_a_wide_area_is_no_position() -> None:
    reading = fiction.reading()
    moved = reading.by_id["c:3"]
    wide = tuple(replace(w, precision=5, radius_km=120.0, country="SY") for w in moved.event.where)
    vague = replace(reading, claims=(replace(moved, event=replace(moved.event, where=wide)),))
    assert release(vague, Rules(SOON, names=True)).reading.to_dicts() == vague.to_dicts()


def test_a_place_without_a_province_is_written_as_its_country() -> None:
    reading = fiction.reading()
    moved = reading.by_id["c:3"]
    bare = tuple(replace(w, admin1=None) for w in moved.event.where)
    released = release(replace(reading, claims=(replace(moved, event=replace(moved.event, where=bare)),)), Rules(SOON))
    assert {(w.name, w.precision) for w in released.reading.claims[0].event.where} == {("Syria", 6)}


def test_places_named_beside_a_recent_movement_are_masked_with_it() -> None:
    reading = fiction.reading()
    moved = reading.by_id["c:3"]
    only = replace(moved, event=replace(moved.event, where=moved.event.where[:1]))
    marks = replace(reading.marks, places=(fiction.mark("Wadi Sahl", 35.0, 38.9),))
    released = release(replace(reading, claims=(only,), marks=marks), Rules(SOON, names=True)).reading
    assert "Wadi Sahl" not in released.article.text
    assert released.marks.places[0].lat is None


def test_a_name_withheld_from_one_article_is_withheld_from_those_it_leaves_with() -> None:
    texts = (
        "Tarek Halabi, a 43-year-old baker, was killed in the shelling of Idlib on Monday.",
        "Tarek Halabi opened a second shop in Idlib that spring.",
        "The mayor of Idlib, Tarek Halabi, opened the road on Tuesday.",
    )
    readings = [dateline.code(text, published="2016-05-02") for text in texts]
    alone = [release(reading, Rules(LATER)).reading.article.text for reading in readings]
    together = [one.reading.article.text for one in release_all(readings, Rules(LATER))]
    assert ["Halabi" in text for text in alone] == [False, True, True]
    assert ["Halabi" in text for text in together] == [False, False, True]
    assert ["Halabi" in one.reading.article.text for one in release_all(readings, Rules(LATER, names=True))] == [
        True
    ] * 3

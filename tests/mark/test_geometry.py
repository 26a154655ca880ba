"""Geometry: what the words before and after a name do to its point."""

import pytest

from dateline.mark.geometry import between, moved, shape
from dateline.records import Entry


def place(
    feature: str = "PPL", lat: float = 36.0, lon: float = 37.0, radius: float = 5.0, country: str = "SY"
) -> Entry:
    return Entry("x", "X", lat, lon, country, "", feature, 0, radius, "test")


def test_a_town_is_exact_with_its_own_radius() -> None:
    here = shape(place(), "in ", " on Monday")
    assert (here.lat, here.radius_km, here.precision) == (36.0, 5.0, 1)


def test_so_many_kilometres_north_is_there_and_not_here() -> None:
    here = shape(place(), "a village 20 km north of ", "")
    assert here.lat == pytest.approx(36.18, abs=0.01)
    assert (here.lon, here.precision) == (37.0, 2)
    assert here.radius_km == pytest.approx(7.5)


@pytest.mark.parametrize(
    ("words", "east", "north"),
    [("ten miles west of ", -0.179, 0.0), ("30 kilometers (19 miles) south-east of the city of ", 0.236, -0.191)],
)
def test_offsets_in_miles_and_between_winds(words: str, east: float, north: float) -> None:
    here = shape(place(), words, "")
    assert here.lat == pytest.approx(36 + north, abs=0.01)
    assert here.lon == pytest.approx(37 + east, abs=0.01)


def test_a_distance_without_a_side_widens() -> None:
    here = shape(place(), "some 12 km from ", "")
    assert (here.lat, here.radius_km, here.precision) == (36.0, 17.0, 2)


@pytest.mark.parametrize("words", ["near ", "on the outskirts of ", "outside the city of ", "north of "])
def test_near_and_outside_widen_and_are_not_exact(words: str) -> None:
    here = shape(place(), words, "")
    assert here.precision == 2
    assert here.radius_km is not None and here.radius_km > 5.0


@pytest.mark.parametrize(
    "words", ["in the south-east of ", "in the centre and north of ", "in the heart of the city of "]
)
def test_a_quarter_of_a_town_is_the_town(words: str) -> None:
    here = shape(place(), words, "")
    assert (here.lat, here.radius_km, here.precision) == (36.0, 5.0, 1)
    assert here.relation == words.removeprefix("in ").strip()


def test_to_the_south_east_of_a_town_is_outside_it() -> None:
    assert shape(place(), "to the south-east of ", "").precision == 2


def test_a_country_has_no_pin() -> None:
    assert shape(place("PCLI", radius=240), "in ", "").lat is None
    assert shape(place("PCLI", radius=240), "in ", "").precision == 6


def test_the_north_of_a_country_is_a_wide_area_in_it() -> None:
    here = shape(place("PCLI", radius=240), "in northern ", "")
    assert here.lat is not None and here.lat > 36.5
    assert here.radius_km is not None and here.radius_km >= 50
    assert here.precision == 5


def test_the_west_of_a_very_large_country_stays_without_a_pin() -> None:
    assert shape(place("PCLI", radius=2000), "in western ", "").lat is None


def test_a_province_is_precision_four_and_its_part_is_moved() -> None:
    assert shape(place("ADM1", radius=60), "in ", " province").precision == 4
    part = shape(place("ADM1", radius=60), "in eastern ", " province")
    assert part.precision == 4 and part.lon is not None and part.lon > 37.1


def test_a_border_of_a_country_has_no_point() -> None:
    here = shape(place("PCLI", radius=240), "near the ", " border")
    assert (here.lat, here.precision, here.relation) == (None, 5, "border")


def test_between_two_towns_is_the_middle_of_the_stretch() -> None:
    here = between(place(lat=36.0), place(lat=36.9), "between")
    assert here is not None
    assert (here.lat, here.precision) == (36.45, 5)
    assert here.radius_km == pytest.approx(50, abs=1)


def test_between_far_places_is_no_stretch() -> None:
    assert between(place(lat=36.0), place(lat=46.0), "between") is None
    assert between(place("PCLI"), place(), "between") is None


def test_moving_goes_the_right_way() -> None:
    assert moved(0, 0, 111.2, 90) == (0.0, 1.0)

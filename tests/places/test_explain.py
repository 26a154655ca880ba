"""``dateline places info``: candidates in order, and why the first wins."""

import pytest

from dateline.places.explain import explain
from dateline.places.gazetteer import load


@pytest.mark.parametrize(
    ("name", "context", "country", "division"),
    [
        ("Midan", ("Aleppo", "Sakhour", "Hanano"), "SY", "Aleppo"),
        ("Midan", ("Damascus", "Mezzeh", "Jobar"), "SY", "Damascus"),
        ("Mayadin", ("Syria",), "SY", "Deir ez-Zor"),
        ("Beit Jinn", ("Syria",), "SY", "Rif Dimashq"),
        ("Al Mansoura", ("Yemen", "Aden", "Crater"), "YE", "Aden"),
        ("Qamishlo", ("Syria",), "SY", "Al-Hasakah"),
        ("Lexington", ("Kentucky", "Louisville"), "US", "Kentucky"),
    ],
)
def test_the_places_named_beside_it_settle_a_name(
    name: str, context: tuple[str, ...], country: str, division: str
) -> None:
    first = explain(name, context, load())[0].entry
    assert (first.country, first.admin1) == (country, division)


def test_why_tells_the_faults_of_the_next_from_the_merits_of_the_first() -> None:
    first, second = explain("Jaar", ("Yemen",), load())[:2]
    assert "of the next, only GDELT knows it" in first.why(second)
    assert "it is in the reviewed list" in first.why(second)

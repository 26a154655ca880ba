"""Case restored before parsing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.models.casing import recase, shout, title_case
from dateline.models.parser import _listed, parse
from dateline.records import Article, Zone
from dateline.vocab import ZoneKind

COMMON = frozenset("rebels fired mortars at the airport in on troops enter as town killing six soldiers said".split())


def article(text: str, zone: ZoneKind = ZoneKind.BODY) -> Article:
    """An article of one zone."""
    return Article("a:1", text, (Zone(zone, 0, len(text)),), "-", "0")


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("REBELS FIRED MORTARS AT THE AIRPORT IN KISMAYO.", "Rebels fired mortars at the airport in Kismayo."),
        ("TROOPS ENTER KIDAL AS REBELS FIRED.", "Troops enter Kidal as rebels fired."),
        ("THE FMLN SAID U.S. TROOPS FIRED.", "The FMLN said U.S. troops fired."),
        ("SYRIAN TROOPS ENTER ON MONDAY.", "Syrian troops enter on Monday."),
        ("syrian troops fired on the u.s. airport in kismayo.", "Syrian troops fired on the U.S. airport in Kismayo."),
    ],
)
def test_names_keep_their_capitals(given_text: str, wanted: str) -> None:
    assert recase(given_text, COMMON.__contains__) == wanted


@given(st.text(max_size=80))
def test_length_never_changes(text: str) -> None:
    assert len(recase(text, COMMON.__contains__)) == len(text)


def test_what_shouts_and_what_is_title_case() -> None:
    assert shout("REBELS FIRED MORTARS AT THE AIRPORT")
    assert not shout("NATO and the EU met in Brussels")
    assert title_case("Rebels Fire Mortars At Airport")
    assert not title_case("Rebels fire mortars at the airport in Aden")


def test_spans_keep_the_letters_of_the_article() -> None:
    text = "REBELS FIRED MORTARS AT THE AIRPORT IN ADEN."
    parsed = parse(article(text))
    assert parsed.tokens[1].text == "fired"
    assert text[parsed.tokens[1].start : parsed.tokens[1].end] == "FIRED"
    assert parsed.tokens[1].pos == "VERB"


def test_title_case_is_only_undone_in_headlines() -> None:
    text = "Rebels Fire Mortars At Troops Near Airport"
    assert parse(article(text, ZoneKind.HEADLINE)).tokens[2].text == "mortars"
    assert parse(article(text)).tokens[2].text == "Mortars"


def test_lemma_of_verbs_that_would_have_doubled() -> None:
    lemmas = {t.text: t.lemma for t in parse(article("Activists staged a protest after soldiers raped women.")).tokens}
    assert (lemmas["staged"], lemmas["raped"]) == ("stage", "rape")


@pytest.mark.parametrize("word", "planned stayed fleeing carries tried attacks rushes firing hoped bombing".split())
def test_inflections_are_known(word: str) -> None:
    assert _listed(word, ("verb",))


@pytest.mark.parametrize("word", "fayed sayyed boyd lazard kidals dodd".split())
def test_names_that_look_inflected_are_not(word: str) -> None:
    assert not _listed(word, ("noun", "verb", "adj", "adv"))

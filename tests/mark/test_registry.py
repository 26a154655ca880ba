"""The registry: spellings that meet and spellings that must not."""

import pytest

import dateline
from dateline.mark.registry import registry
from dateline.mark.spelling import fold, skeleton

SAME = [
    ("Saraya Oliya al-Dam", "Saraya Awliya al-Dam"),
    ("Qasim al-Jabbarin", "Qasem al-Jabbarin"),
    ("Ashab al-Khaf", "Ashab al-Kahf"),
    ("Hizballah", "Hezbollah"),
    ("Ahrar ash-Sham", "Ahrar al-Sham"),
    ("Jaysh al Islam", "Jaish al-Islam"),
    ("Basher al-Assad", "Bashar al-Assad"),
    ("Israel Defence Forces", "Israel Defense Forces"),
    ("Da’esh", "ISIS"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    first, second = registry().named(one), registry().named(other)
    assert first is not None and second is not None and first.id == second.id


def test_different_names_stay_apart() -> None:
    assert skeleton(fold("Homs")) != skeleton(fold("Hamah"))
    hts, ahrar = registry().named("Hayat Tahrir al-Sham"), registry().named("Ahrar al-Sham")
    assert hts is not None and ahrar is not None and hts.id != ahrar.id
    assert registry().named("Homs") is None


def test_acronyms_are_words_only_in_capitals() -> None:
    assert [h.actor.id for h in registry().find("It is the US, who told us.")] == ["state:US"]
    assert [h.actor.id for h in registry().find("Fighters of IS said so.")] == ["group:isis"]


def test_a_name_behind_the_article_wins_over_a_shorter_one_with_it() -> None:
    assert [h.actor.id for h in registry().find("The National Liberation Army said so.")] == ["group:eln"]
    assert [h.actor.id for h in registry().find("The National said so.")] == ["media:the-national"]


def test_types_are_known_and_never_terrorist() -> None:
    armed = {"state forces", "rebel group", "political militia", "identity militia", "external forces"}
    known = armed | {"protesters", "rioters", "civilians", "other"}
    assert {actor.type for actor in registry().actors.values()} <= known


def test_leaders_and_media_point_to_something_known() -> None:
    actors = registry().actors
    lost = [a.id for a in actors.values() if a.kind == "leader" and a.of not in actors]
    assert not lost


def test_every_state_has_its_forces_by_rule() -> None:
    assert len([a for a in registry().actors.values() if a.kind == "state"]) > 220


def test_no_group_is_listed_twice_and_all_regions_are_there() -> None:
    groups = [a for a in registry().actors.values() if a.kind == "group"]
    assert len(groups) > 500
    assert {"SV", "CO", "NG", "MM", "UA", "SY", "PH", "LK"} <= {a.country for a in groups}


@pytest.mark.parametrize(("day", "kind"), [("2019-06-03", "state forces"), ("2023-06-15", "rebel group")])
def test_a_force_that_turned_on_its_state_is_a_rebel_group_since(day: str, kind: str) -> None:
    (claim,) = dateline.code("RSF fighters attacked a market in Nyala.", published=day).claims
    assert claim.event and next((r.id, r.type) for r in claim.event.roles) == ("force:SD-rsf", kind)


@pytest.mark.parametrize(
    ("text", "day", "ident", "kind"),
    [
        ("Haftar's forces shelled a camp in Benghazi.", "2014-08-01", "force:LY-lna", "rebel group"),
        ("Haftar's forces shelled a camp in Benghazi.", "2019-08-01", "force:LY-lna", "state forces"),
        ("Machar's troops attacked the palace in Juba.", "2016-07-10", "group:splm-io", "rebel group"),
        ("Hemedti's forces attacked the palace in Khartoum.", "2023-07-10", "force:SD-rsf", "rebel group"),
        ("Assad's troops attacked a market in Homs.", "2014-08-01", "force:SY-military", "state forces"),
    ],
)  # fmt: skip
def test_a_leaders_forces_are_those_of_what_he_leads(text: str, day: str, ident: str, kind: str) -> None:
    (claim,) = dateline.code(text, published=day).claims
    assert claim.event and next((r.id, r.type) for r in claim.event.roles) == (ident, kind)

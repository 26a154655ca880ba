"""Which pairs are compared, and by what they are scored."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.link import vectors
from dateline.link.blocks import WINDOW, pairs
from dateline.link.context import Context
from dateline.link.features import apart, features, judged, probability
from dateline.link.related import related
from dateline.link.sighting import Setting, Sighting, content, home, setting, sight, stem
from dateline.link.timing import far_in_time
from dateline.records import Span
from dateline.vocab import Acled
from tests.link.reports import article, claim


def seen(name: str, **fields) -> Sighting:
    report = article(name)
    found = sight(claim(report, name, **fields), report)
    assert found is not None
    return found


def compared(*sightings: Sighting, near: dict[str, frozenset[str]] | None = None) -> set[tuple[str, str]]:
    return {
        (sightings[i].claim[2:], sightings[j].claim[2:]) for i, j in pairs(sightings, lambda a: (near or {}).get(a, ()))
    }


def test_blocks_are_intervals_and_radii_not_points():
    same, near = seen("a"), seen("b", place="Qasr Nur", day=12, trigger="bombed")
    far, late = seen("c", place="Harran", trigger="raided"), seen("d", day=28, trigger="hit")
    assert compared(same, near, late) == {("a", "b")}
    assert ("a", "c") in compared(same, far), "one country, one type, one time"


def test_an_undated_claim_is_blocked_by_its_publication():
    assert compared(seen("a", day=None), seen("b", trigger="struck")) == {("a", "b")}


BOTH = {"a:a": frozenset({"a:b"}), "a:b": frozenset({"a:a"})}


def test_like_articles_bring_like_triggers_together_across_places():
    one, other = seen("a"), seen("b", place="Harran", acled=Acled.ATTACK)
    one, other = replace(one, lat=None, lon=None), replace(other, country="")
    assert compared(one, other) == set()
    assert compared(one, other, near=BOTH) == {("a", "b")}


def timed(name: str, start: int | None, length: int, published: int | None) -> Sighting:
    return replace(seen(name), start=start, end=None if start is None else start + length, published=published)


DAYS = st.none() | st.integers(1000, 1030)


@given(DAYS, st.integers(0, 20), DAYS, DAYS, st.integers(0, 20), DAYS)
def test_only_pairs_that_the_features_refuse_are_far_in_time(start, length, published, other, long, came):
    a, b = timed("a", start, length, published), timed("b", other, long, came)
    refused = judged(a, b, CONTEXT)[1] == ()
    assert far_in_time(a, b) == refused
    if not refused:
        assert (a.claim, b.claim) in {("c:" + x, "c:" + y) for x, y in compared(a, b, near=BOTH)}, (
            "never let go too soon"
        )


def test_a_block_costs_a_window_and_not_a_square():
    many = [seen(f"{n:03}") for n in range(200)]
    found = list(pairs(many, lambda _: ()))
    assert len(found) == len(set(found)) <= 200 * WINDOW
    assert all(i < j for i, j in found)


def test_the_pairs_do_not_depend_on_the_order_given():
    many = [
        seen(f"{n:03}", place=p, day=d)
        for n, (p, d) in enumerate((p, d) for p in ("Tel Marra", "Harran") for d in range(1, 29))
    ]
    mixed = many[:]
    random.Random(1).shuffle(mixed)
    assert {frozenset(p) for p in compared(*many)} == {frozenset(p) for p in compared(*mixed)}


CONTEXT = Context({"a:a": content("shells fell on the market"), "a:b": content("shells hit a market")})


@pytest.mark.parametrize(
    ("name", "left", "right", "more_than_half"),
    [
        ("trigger", {}, {}, True),
        ("trigger", {}, {"trigger": "met"}, False),
        ("kin", {}, {"trigger": "bombarded"}, True),
        ("kin", {}, {"trigger": "bombed"}, False),
        ("telling", {"trigger": "evacuated"}, {"trigger": "evacuated"}, True),
        ("telling", {"trigger": "took"}, {"trigger": "took"}, False),
        ("when", {}, {}, True),
        ("when", {}, {"day": 12}, False),
        ("where", {}, {"place": "Qasr Nur"}, True),
        ("where", {}, {"place": "Harran"}, False),
        ("counts", {"killed": 9}, {"killed": 9}, True),
        ("counts", {"killed": 9}, {"killed": 2}, False),
        ("who", {"actor": "Northern Guard"}, {"actor": "the Guard"}, True),
        ("who", {"actor": "Northern Guard"}, {"actor": "Southern Union"}, False),
        ("speaker", {"trigger": "said", "actor": "Anan"}, {"trigger": "according to", "actor": "Anan"}, True),
        ("speaker", {"trigger": "said", "actor": "Anan"}, {"trigger": "told", "actor": "Badr"}, False),
        ("speaker", {"trigger": "said", "actor": "Anan"}, {"trigger": "said"}, False),
    ],
)  # fmt: skip
def test_each_feature_has_a_number_and_a_sentence(name: str, left: dict, right: dict, more_than_half: bool):
    a, b = seen("a", **left), seen("b", **right)
    found = {f.name: f for f in features(a, b, CONTEXT)}
    assert features(a, b, CONTEXT) == features(b, a, CONTEXT)
    assert 0 <= found[name].value <= 1
    assert (found[name].value > 0.5) is more_than_half
    assert found[name].why


def test_what_one_side_does_not_tell_is_no_feature():
    found = {f.name for f in features(seen("a", killed=3, day=None), seen("b"), CONTEXT)}
    assert not found & {"counts", "when", "who", "speaker"}


def test_another_place_or_day_refuses_the_pair_and_agreement_raises_the_probability():
    one = seen("a", killed=9, actor="Northern Guard")
    assert probability(features(one, seen("b", place="Harran"), CONTEXT)) == 0
    assert probability(features(one, seen("b", day=20), CONTEXT)) == 0
    alike, other = seen("b", killed=9, actor="Northern Guard"), seen("b", trigger="met", actor="Union")
    assert probability(features(one, alike, CONTEXT)) > probability(features(one, other, CONTEXT)) > 0


def lying_in(name: str, country: str):
    told = claim(article(name), name)
    where = tuple(replace(w, country=country, lat=None, lon=None) for w in told.event.where) if country else ()
    return replace(told, event=replace(told.event, where=where))


@pytest.mark.parametrize(
    ("countries", "country"),
    [
        (["SY", "SY", ""], "SY"),
        (["SY", "SY", "TR"], "SY"),
        (["SY", "SY", "TR", "TR"], ""),
        (["SY", ""], ""),
        ([], ""),
    ],
)
def test_an_article_has_a_home_where_its_places_plainly_lie_in_one_country(countries: list[str], country: str):
    assert home([lying_in(f"{n}", told) for n, told in enumerate(countries)]) == country


def test_a_country_taken_from_the_article_refuses_a_link_and_splits_no_event():
    there = sight(lying_in("a", "SY"), article("a"), Setting("SY"))
    guessed, told = (sight(lying_in("b", country), article("b"), Setting("TR")) for country in ("", "TR"))
    assert {f.name: f.value for f in features(there, guessed, CONTEXT)}["where"] == 0
    assert apart(there, guessed) is None
    assert apart(there, told).why == "SY is not TR"


def test_a_claim_without_a_place_is_of_none_far_from_all_that_its_report_names():
    there = seen("a")
    assert there.lat is not None
    far, near = ((there.lat + d, there.lon, 5.0) for d in (3.0, 0.2))
    untold = replace(seen("b"), lat=None, lon=None, place="", around=(far,))
    assert {f.name: f.value for f in features(there, untold, CONTEXT)}["where"] < 0.25
    assert judged(there, untold, CONTEXT) == (0.0, ())
    for spared in (replace(untold, around=(far, near)), replace(untold, around=()), replace(untold, place="Nowhere")):
        assert "where" not in {f.name for f in features(there, spared, CONTEXT)}


def test_the_points_of_an_article_are_those_of_its_main_country():
    report = article("a")
    told = [claim(report, f"{n}", place=town) for n, town in enumerate(["Harran", "Qasr Nur", "Harran"])]
    found = setting(told)
    assert (found.country, len(found.points)) == (home(told), 2)
    assert setting([]) == Setting()


@pytest.mark.parametrize(
    ("days", "killed", "kind", "two"),
    [
        ((11, 12), (9, 5), "ASSAULT", True),
        ((11, 12), (9, None), "ASSAULT", True),
        ((11, 12), (9, 9), "ASSAULT", False),
        ((11, 11), (9, 5), "ASSAULT", False),
        ((11, 12), (9, 5), "RETREAT", False),
        ((11, None), (9, 5), "ASSAULT", False),
    ],
)
def test_attacks_of_two_days_are_two_but_for_a_number_in_common(days: tuple, killed: tuple, kind: str, two: bool):
    a, b = (
        replace(seen(name, day=day, killed=many), kind=kind, dated=day is not None)
        for name, day, many in zip("ab", days, killed, strict=True)
    )
    assert ("another" in {f.name for f in features(a, b, CONTEXT)}) == two
    assert (judged(a, b, CONTEXT)[0] == 0.0) >= two


@pytest.mark.parametrize(
    ("kind", "one", "other", "two"),
    [
        ("ACCUSE", "committee", "mediators", True),
        ("ACCUSE", "the committee", "committee of residents", False),
        ("ACCUSE", "committee", None, False),
        ("ASSAULT", "committee", "mediators", False),
    ],
)
def test_who_accuses_does_so_for_themselves(kind: str, one: str, other: str | None, two: bool):
    a, b = (
        replace(seen(name), kind=kind, doer=content(who) if who else frozenset())
        for name, who in (("a", one), ("b", other))
    )
    assert ("voiced" in {f.name for f in features(a, b, CONTEXT)}) == two


@pytest.mark.parametrize(
    ("left", "right", "value"),
    [
        ("died", "death", 0.8),
        ("killed", "murder", 0.8),
        ("shot dead", "shooting", 0.8),
        ("fought", "clashes", 0.8),
        ("wounding", "injured", 0.8),
        ("captured", "seizure", 0.8),
        ("killed", "death toll", 0.4),
        ("bombed", "shelled", 0.4),
        ("met", "bombed", 0.0),
        ("evacuated", "arrested", 0.0),
        ("collided", "collision", 0.8),
        ("ied", "improvised explosive device", 0.8),
        ("expelled", "expulsions", 0.8),
        ("tread", "treasure", 0.0),
        ("alleged", "allegiance", 0.0),
        ("irc", "improvised explosive device", 0.0),
    ],
)
def test_words_of_one_event_are_related(left: str, right: str, value: float):
    assert related(tuple(left.split()), tuple(right.split()))[0] == value
    assert related(tuple(right.split()), tuple(left.split()))[0] == value


def test_a_synonym_in_a_like_article_is_compared_and_counts_as_its_matter():
    one, other = (
        replace(seen(name, trigger=trigger), lat=None, lon=None, country="", kind="", acled="")
        for name, trigger in (("a", "fought"), ("b", "clashes"))
    )
    assert compared(one, other, near={"a:a": frozenset({"a:b"}), "a:b": frozenset({"a:a"})}) == {("a", "b")}
    found = {f.name: f for f in features(one, other, CONTEXT)}
    assert found["matter"].value == pytest.approx(0.8 * CONTEXT.likeness("a:a", "a:b"), abs=1e-4)


def test_triggers_that_share_words_are_as_like_as_the_share():
    assert vectors.likeness(("watergate", "burglary"), ("watergate",)) >= 0.5
    assert vectors.likeness(("forced", "displacement"), ("forcing", "displacement")) == 1.0


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("shot", "shoot"),
        ("fell", "fall"),
        ("checked herself into", "check"),
        ("broke out", "break"),
        ("carried out an air strike", "strike"),
        ("said", "say"),
        ("told", "tell"),
        ("according to", "say"),
    ],
)
def test_the_head_of_a_trigger_is_no_particle_and_no_form_of_its_own(words: str, head: str):
    assert seen("a", trigger=words).stem == head


def test_numbers_tell_articles_apart():
    assert {"5.8", "2009", "12"} <= content("A quake of 5.8 killed 12 people in 2009.")


def test_the_stored_stems_are_what_the_stemmer_says():
    with vectors._stored() as stored:
        words, stems = stored["words"].tolist(), stored["stems"].tolist()
    assert len(words) == len(stems)
    assert stems[::97] == [stem(word) for word in words[::97]]


def toll(name: str, killed: int, start: int = 734138, end: int = 736826, **more) -> Sighting:
    return replace(
        seen(name), counts=(("killed", killed, killed),), start=start, end=end, total=True, told=False, **more
    )


@pytest.mark.parametrize(
    ("other", "parted"),
    [
        (toll("b", 500000), False),
        (toll("b", 500000, start=734197, end=736840), False),
        (toll("b", 560000), True),
        (toll("b", 500000, end=736826 + 90), True),
        (toll("b", 500000, start=734138 + 800), True),
        (replace(seen("b"), start=736826, end=736826), True),
    ],
)
def test_tolls_of_years_are_one_only_where_they_tell_one_number_of_one_time(other: Sighting, parted: bool):
    one = toll("a", 500000)
    assert (apart(one, other) is not None) == parted
    assert (judged(one, other, CONTEXT)[1] == ()) == parted


@pytest.mark.parametrize(
    ("words", "rule", "days", "total"),
    [
        ("since 2011", "since", 900, True),
        ("the past seven years", "modifier", 2500, True),
        ("2014", "modifier", 364, False),
        ("since Monday", "since", 4, False),
    ],
)
def test_a_toll_is_told_of_a_stretch_not_of_a_vague_date(words: str, rule: str, days: int, total: bool):
    report = article("a")
    made = claim(report, "a", killed=12)
    when = replace(made.event.when, end=made.event.when.start + timedelta(days), rule=rule, span=Span(0, 0, words))
    assert sight(replace(made, event=replace(made.event, when=when)), report).total == total


def test_what_a_war_has_cost_is_a_toll_without_a_date():
    report = article("a")
    assert sight(claim(report, "a", actor="civil war", killed=9000, day=None), report).total
    assert not sight(claim(report, "a", actor="war planes", killed=9, day=None), report).total


def test_a_denial_is_kin_to_what_it_denies():
    told, denied = seen("a", trigger="hit"), seen("b", trigger="bombed", denied=True)
    values = [
        {f.name: f.value for f in features(told, other, CONTEXT)}["kin"]
        for other in (denied, replace(denied, affirmed=True))
    ]
    assert values == [0.8, 0.4]

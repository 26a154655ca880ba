"""Verdicts on events against reference rows: reasons for each, and never whether it happened."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dateline.check import ReferenceSet, check
from dateline.check.compare import where, who
from dateline.records import Account, Count, Event, EventView, Reference, Role, Span, When, Where
from dateline.vocab import CountOf, EventType, PlaceRole, RoleName

DAY = date(2019, 5, 10)


def event(**changes) -> EventView:
    cells = (("what", "shelled"), ("actor", "Northern Guard"), ("victim", "civilians"))
    account = Account("c:1", "a:1", "Delta News", "residents", cells)
    made = EventView(
        "e:1", ("c:1",), "ASSAULT", "Shelling/artillery/missile attack", DAY, DAY, None, "Tel Marra", 35.0, 38.0, 3.0, "SY",
        ("Marra",), (("killed", 9, 9),), (account,), (), (("a:1",),),
    )  # fmt: skip
    return replace(made, **changes)


def row(name: str = "r1", **changes) -> Reference:
    made = Reference(
        "UCDP GED", name, DAY, DAY, "Syria", "Marra governorate", "Tel Marra town", 35.0, 38.0, 1,
        ("Northern Guard", "Civilians"), "3", 9, 9, 9, 9, "",
    )  # fmt: skip
    return replace(made, **changes)


def held(*rows: Reference, deadly: bool = True) -> ReferenceSet:
    far = row("far", place="Harran", admin1="Hasaka", lat=37.0, lon=41.0, start=date(2019, 1, 1), end=date(2019, 1, 1))
    every = (*rows, far, replace(far, id="last", start=date(2019, 12, 31), end=date(2019, 12, 31)))
    return ReferenceSet(
        "UCDP GED", "ged.csv", every, (), "UCDP keeps only events with at least one direct death", deadly,
        frozenset(r.country for r in every), min(r.start for r in every), max(r.end for r in every),
    )  # fmt: skip


def verdict(found: EventView, references: ReferenceSet):
    return check([found], references)[0]


def test_a_row_of_the_same_place_day_and_number_matches_with_reasons():
    found = verdict(event(), held(row()))
    assert found.verdict == "match"
    match = found.matches[0]
    assert (match.reference, match.differences) == ("r1", ())
    assert match.probability > 0.9
    assert {f.name for f in match.features} == {"when", "where", "who", "deaths"}
    assert all(f.why for f in match.features)


def test_several_reports_can_share_a_row_and_one_event_several_rows():
    rows = held(row("r1"), row("r2", best=8, low=8, high=8))
    found = check([event(), event(id="e:2", claims=("c:2",))], rows)
    assert [f.verdict for f in found] == ["match", "match"]
    assert all({m.reference for m in f.matches} == {"r1", "r2"} for f in found)


def test_a_row_of_a_whole_province_or_month_is_coarser():
    assert verdict(event(), held(row(precision=4))).verdict == "coarser"
    assert verdict(event(), held(row(end=DAY + timedelta(9), start=DAY - timedelta(1)))).verdict in (
        "coarser",
        "no match",
    )


def test_differences_are_listed():
    found = verdict(event(counts=(("killed", 10, 10),)), held(row()))
    assert found.verdict == "match"
    assert found.matches[0].differences == ("deaths: accounts say 10, UCDP GED 9",)
    late = verdict(event(start=DAY + timedelta(1), end=DAY + timedelta(1)), held(row()))
    assert any(line.startswith("date:") for match in late.matches for line in match.differences)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"start": DAY + timedelta(30), "end": DAY + timedelta(30)}, "nothing in Syria within 5 days"),
        ({"lat": 36.5, "lon": 40.0, "place": "Qasr Nur"}, "km apart"),
    ],
)
def test_no_match_says_why(changes: dict, words: str):
    found = verdict(event(**changes), held(row()))
    assert (found.verdict, found.matches) == ("no match", ())
    assert words in found.why


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"start": date(2020, 2, 1), "end": date(2020, 2, 1)}, "outside the file's period"),
        ({"country": "UA"}, "no row in Ukraine"),
        ({"counts": ()}, "at least one direct death"),
        ({"start": None, "end": None}, "no date"),
        ({"start": DAY, "end": DAY + timedelta(60)}, "no closer than"),
    ],
)
def test_outside_coverage_says_which_rule(changes: dict, words: str):
    found = verdict(event(**changes), held(row()))
    assert found.verdict == "outside coverage"
    assert words in found.why


def test_a_set_that_keeps_deathless_events_is_asked_about_them():
    assert verdict(event(counts=()), held(row(low=0, best=0, high=0), deadly=False)).verdict != "outside coverage"


def test_no_verdict_or_reason_speaks_of_truth():
    events = [event(), event(country="UA"), event(lat=36.5, lon=40.0, place="Qasr Nur")]
    for found in check(events, held(row())):
        words = " ".join([found.verdict, found.why, *(d for m in found.matches for d in m.differences)]).lower()
        assert not any(word in words.split() for word in ("true", "false", "fake", "happened", "wrong"))


def test_the_order_of_rows_never_shows():
    rows = [row("r1"), row("r2", best=8, low=8, high=8), row("r3", precision=4)]
    assert verdict(event(), held(*rows)) == verdict(event(), held(*rows[::-1]))


WORDS = Span(0, 4, "hit")


def told(killed: int | None = None, place: str | None = None, day: date | None = None) -> Event:
    counts = (Count(CountOf.KILLED, None, killed, killed, killed, WORDS),) if killed else ()
    where = (Where(PlaceRole.PLACE, place, WORDS, country="SY", admin1="Marra", precision=1),) if place else ()
    when = When(day, day, 1, "published", WORDS, "day") if day else None
    return Event(EventType.ASSAULT, WORDS, where=where, when=when, counts=counts)


def merged(*accounts: Event, **changes) -> EventView:
    made = tuple(Account(f"c:{n}", f"a:{n}", "", "", (), e) for n, e in enumerate(accounts))
    return event(claims=tuple(a.claim for a in made), accounts=made, lat=None, lon=None, **changes)


def test_one_account_that_fits_is_a_match_however_far_the_others_are():
    one, other = told(9, "Tel Marra", DAY), told(60, "Deir Sun", DAY - timedelta(2))
    found = verdict(merged(one, other, start=DAY - timedelta(2), counts=(("killed", 9, 60),)), held(row(lat=None)))
    assert (found.verdict, found.matches[0].claims) == ("match", ("c:0",))


def test_an_account_has_what_it_leaves_out_from_its_event():
    found = verdict(merged(told(9), told(None, "Tel Marra", DAY), counts=(("killed", 9, 9),)), held(row(lat=None)))
    assert (found.verdict, found.matches[0].claims) == ("match", ("c:1",))


@pytest.mark.parametrize(("reported", "told_in"), [(DAY, "match"), (DAY - timedelta(1), "no match")])
def test_an_account_without_a_day_is_not_of_a_day_after_the_first_report(reported: date, told_in: str):
    accounts = told(60, "Deir Sun", DAY), told(9, "Tel Marra")
    found = verdict(merged(*accounts, reported=reported, counts=(("killed", 9, 60),)), held(row(lat=None)))
    assert found.verdict == told_in


def test_what_accounts_of_other_days_and_numbers_tell_is_not_put_together():
    days = told(None, "Upper Marra", DAY), told(9, "Deir Sun", DAY - timedelta(8)), told(40, "Deir Sun", DAY)
    found = verdict(merged(*days, start=DAY - timedelta(8), counts=(("killed", 9, 40),)), held(row(lat=None)))
    assert found.verdict == "no match"


@pytest.mark.parametrize(
    ("radius", "place", "value"), [(7.0, "Homs city", 0.9), (60.0, "Homs city", 0.75), (7.0, "Western Homs", 0.75)]
)
def test_a_town_that_is_called_like_its_province_is_told_apart_by_its_radius(radius: float, place: str, value: float):
    there = event(place="Homs", radius_km=radius, divisions=("Homs",))
    answer = where(there, row(place=place, admin1="Homs governorate", lat=None))
    assert answer and answer[0] == value


def test_without_a_place_the_other_places_of_the_report_may_tell():
    placed = merged(told(None, "Tel Marra", DAY - timedelta(9)), id="e:2", counts=())
    nowhere = merged(told(9, None, DAY), place="Syria", divisions=())
    both = check([nowhere, placed], held(row(lat=None, place="Tel Marra town", admin1="Upper governorate")))
    assert both[0].verdict == "match"
    assert "its report names Tel Marra town" in {f.name: f.why for f in both[0].matches[0].features}["where"]
    alone = check([nowhere], held(row(lat=None)))
    assert alone[0].verdict == "no match"


@pytest.mark.parametrize(
    ("named", "sides", "share"),
    [
        ("Syrian army", ("Government of Syria", "Syrian insurgents"), 0.5),
        ("Syrian rebels", ("Government of Syria", "Syrian insurgents"), 0.5),
        ("Syrian rebels; Assad regime", ("Government of Syria", "Syrian insurgents"), 1.0),
        ("Russian warplanes", ("Government of Syria", "IS"), 0.5),
        ("US-led coalition", ("IS", "SDF"), 0.5),
        ("Turkish soldiers", ("Government of Turkey", "IS"), 0.5),
        ("Daesh", ("Hawar Kilis Operations Room", "SDF"), 0.0),
    ],
)
def test_sides_are_named_by_their_own_words_or_by_who_fights_for_them(named: str, sides: tuple, share: float):
    account = Account("c:1", "a:1", "", "", (("actor", named),))
    answer = who(event(accounts=(account,)), row(sides=sides))
    assert answer and answer[0] == share


@pytest.mark.parametrize(
    ("name", "identity", "share"),
    [("traffic police", "force:SY-police", 0.5), ("gunmen", None, None), ("Ahrar of the South", "group:ahrar", 0.0)],
)
def test_who_nobody_knows_is_of_no_side_and_forces_are_of_their_state(name: str, identity: str, share: float):
    role = Role(RoleName.RECIPIENT, name, WORDS, identity)
    account = Account("c:1", "a:1", "", "", (("recipient", name),), replace(told(), roles=(role,)))
    answer = who(event(accounts=(account,)), row(sides=("Government of Syria", "IS")))
    assert (answer and answer[0]) == share

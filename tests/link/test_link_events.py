"""From readings to events: accounts, contests, findings, and a state that is a function of articles and rows."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.link import Corpus, link
from dateline.records import Attribution, Linked, Span
from dateline.vocab import Acled, Stance, Voice
from tests.link.reports import article, claim, says, voice

TEXTS = {
    "a": "Northern Guard shelled Tel Marra market on Friday killing nine civilians near a bakery, residents said.",
    "b": "Northern Guard guns shelled Tel Marra, the market by the bakery, and killed fourteen civilians on Friday.",
    "c": "Southern Union shelled Tel Marra on Friday; the market and a bakery were hit and nine civilians died.",
}


def corpus():
    a, b, c = (article(n, TEXTS[n], outlet=f"{n.upper()} News", day=11 + i) for i, n in enumerate(TEXTS))
    far = article("d", "Harran was shelled on 20 May by persons unknown.", outlet="D News", day=21)
    return [
        (a, [claim(a, "a", actor="Northern Guard", killed=9, words=TEXTS["a"])]),
        (b, [claim(b, "b", actor="Northern Guard", killed=14, words=TEXTS["b"])]),
        (c, [claim(c, "c", actor="Southern Union", killed=9, words=TEXTS["c"])]),
        (far, [claim(far, "d", place="Harran", day=20)]),
    ]


YES = [says("a", "b", True), says("b", "c", True)]


def shape(linked: Linked) -> list[tuple[str, ...]]:
    return sorted(e.claims for e in linked.events)


def test_reports_of_one_event_are_found_and_others_stay_single():
    assert sorted(shape(link(corpus()))) == [("c:a", "c:b", "c:c"), ("c:d",)]


def test_contests_name_what_cannot_all_hold():
    event = next(e for e in link(corpus(), YES).events if len(e.claims) == 3)
    found = {c.field: c.values for c in event.contested}
    assert found["actor"] == ("Northern Guard", "Southern Union")
    assert found["killed"] == ("9", "14")
    assert event.counts == (("killed", 9, 14),)
    assert event.independent == 3


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"acled": Acled.AIR_STRIKE, "trigger": "bombed"}, "method"),
        ({"day": 12}, "when"),
        ({"place": "Harran"}, "where"),
        ({"denied": True}, "whether"),
    ],
)
def test_each_field_can_be_contested(other: dict, field: str):
    a, b = article("a"), article("b")
    linked = link([(a, [claim(a, "a")]), (b, [claim(b, "b", **other)])], [says("a", "b", True)])
    assert [c.field for c in linked.events[0].contested] == [field]


def test_accounts_that_agree_are_not_contested():
    a, b = article("a"), article("b")
    linked = link([(a, [claim(a, "a", killed=9)]), (b, [claim(b, "b", killed=9)])], [says("a", "b", True)])
    assert linked.events[0].contested == ()


def mixed():
    """Copies, undated claims, a denial and shared sources, so that each kind of tie and finding is at stake."""
    sana = (voice("SANA", Voice.WIRE),)
    e, f = (article(n, TEXTS["a"] * 3, outlet=f"{n.upper()} News", day=12) for n in "ef")
    g = article("g", TEXTS["c"], outlet="C News", day=13)
    return [
        *corpus(),
        (e, [claim(e, "e1", killed=9, voices=sana), claim(e, "e2", day=None, trigger="killed", voices=sana)]),
        (f, [claim(f, "f", killed=9, voices=sana)]),
        (g, [claim(g, "g", denied=True, actor="Southern Union")]),
    ]


@given(st.permutations(range(len(mixed()))))
@settings(max_examples=25, deadline=None)
def test_the_order_of_articles_never_shows(order: list[int]):
    readings = mixed()
    assert link([readings[n] for n in order], YES) == link(mixed(), YES)


def test_an_event_does_not_chain_from_one_country_to_another():
    reports = [article(n, TEXTS["a"], outlet=f"{n.upper()} News") for n in "abc"]
    told = [claim(r, r.id[2:], words=TEXTS["a"], killed=9) for r in reports]
    there = replace(told[1].event.where[0], country="TR", lat=48.0)
    nowhere = replace(told[2].event, where=())
    told[1:] = [replace(told[1], event=replace(told[1].event, where=(there,))), replace(told[2], event=nowhere)]
    linked = link([(r, [c]) for r, c in zip(reports, told, strict=True)])
    assert [r.features[0].name for r in linked.judgements if r.score == 0.0] == ["where"]
    assert not any({"c:a", "c:b"} <= set(group) for group in shape(linked))


def test_the_day_somebody_spoke_contests_nothing():
    a, b = article("a"), article("b")
    told, reported = claim(a, "a"), claim(b, "b", day=12)
    reported = replace(reported, event=replace(reported.event, when=replace(reported.event.when, rule="reporting")))
    assert link([(a, [told]), (b, [reported])], [says("a", "b", True)]).events[0].contested == ()


def test_people_split_merge_and_take_back():
    before = link(corpus())
    split = link(corpus(), [says("a", "c", False), says("b", "c", False)])
    assert ("c:c",) in shape(split)
    merged = link(corpus(), [says("a", "d", True)])
    assert any({"c:a", "c:d"} <= set(group) for group in shape(merged))
    assert link(corpus(), []) == before, "taken back: the rows that hold are none"


def test_the_machines_old_rows_are_not_judgements_of_people():
    old = [says("a", "d", True, "machine")]
    assert link(corpus(), old) == link(corpus())


def test_what_may_leave_is_told_by_what_was_compared():
    """Events of articles under rules of release are those of the articles as they are; masked reasons lose their words."""
    linked, told = link(corpus(), YES), Corpus()
    told.take(corpus())
    told.judge(YES)
    for report, claims in reversed(corpus()):
        told.keep(replace(report, text="█" * len(report.text)), claims, veiled=report.id == "a:a")
    shown = told.tell()
    assert shape(shown) == shape(linked)
    assert [*told.judgements] == [*linked.judgements]
    touched = [j for j in shown.judgements if "c:a" in (j.left, j.right)]
    assert touched and not any(f.why for j in touched for f in j.features)
    assert [f.value for j in touched for f in j.features] == [
        f.value for j in linked.judgements if "c:a" in (j.left, j.right) for f in j.features
    ]


def test_a_tie_for_one_event_is_none_for_another():
    a, b = article("a"), article("b")
    sana = (voice("SANA", Voice.WIRE),)
    one = [claim(a, "a1", voices=sana), claim(a, "a2", place="Harran", day=3)]
    two = [claim(b, "b1", voices=sana), claim(b, "b2", place="Harran", day=3)]
    linked = link([(a, one), (b, two)], [says("a1", "b1", True), says("a2", "b2", True)])
    assert {e.place: e.independent for e in linked.events} == {"Tel Marra": 1, "Harran": 2}


def test_findings():
    a, b = article("a", day=11), article("b", day=13)
    future = claim(a, "f", day=20, place="Harran")
    both = [(a, [claim(a, "a", killed=9), future]), (b, [claim(b, "b", killed=14)])]
    found = {f.kind: f.why for f in link(both, [says("a", "b", True)]).findings}
    assert found["count grows"] == "killed rises from 9 (2019-05-11) to 14 (2019-05-13)"
    assert "2019-05-20" in found["impossible date"]
    assert "repeated without a source" in found
    assert "contradiction" in found


def grown(*told: tuple[int, int], words: str = "", outlets: str = "abcdef") -> dict[str, str]:
    """The findings of reports that came out on those days with those numbers; ``words`` stand in the last."""
    reports = []
    for n, ((day, killed), outlet) in enumerate(zip(told, outlets, strict=False)):
        report = article(
            str(n), f"Report {n}. " + words * (n == len(told) - 1), outlet=f"{outlet.upper()} News", day=day
        )
        reports.append((report, [claim(report, str(n), killed=killed)]))
    rows = [says("0", str(n), True) for n in range(1, len(told))]
    return {f.kind: f.why for f in link(reports, rows).findings}


def test_a_number_grows_only_where_all_told_first_lies_below_all_told_last():
    assert grown((11, 9), (11, 10), (13, 14))["count grows"] == "killed rises from 9–10 (2019-05-11) to 14 (2019-05-13)"
    falls = grown((11, 9), (13, 7), outlets="aa")["count falls"]
    assert falls == "killed falls from 9 (2019-05-11) to 7 (2019-05-13)"
    assert (
        not {"count grows", "count falls", "later count is lower"} & grown((11, 9), (11, 14), (13, 9), (13, 14)).keys()
    )


def test_another_outlets_smaller_number_does_not_fall():
    found = grown((11, 9), (13, 7))
    assert "count falls" not in found
    assert found["later count is lower"] == "killed: A News tells 9 (2019-05-11), later B News tells 7 (2019-05-13)"


def test_a_partys_larger_claim_is_no_growth():
    a, b = article("a", outlet="A News", day=11), article("b", outlet="B News", day=13)
    rebels = (Attribution(Voice.NAMED, "rebels", stance=Stance.CLAIMS),)
    both = [(a, [claim(a, "a", killed=9)]), (b, [claim(b, "b", killed=40, voices=rebels)])]
    found = {f.kind: f.why for f in link(both, [says("a", "b", True)]).findings}
    assert "count grows" not in found
    told = "killed: A News tells 9 (2019-05-11), later B News (claimed by rebels) tells 40 (2019-05-13)"
    assert found["later count is higher"] == told


def test_an_article_that_says_it_corrects_is_found():
    found = grown((11, 9), (12, 14), (13, 8), words="The toll has since been corrected.")
    assert found["correction"] == "C News (2019-05-13) corrects killed to 8; earlier reports say 9, 14"
    assert "correction" not in grown((11, 9), (12, 14), (13, 8))
    assert "correction" not in grown((11, 9), (12, 9), (13, 9), words="A correction was made.")


def test_an_outlet_corrects_itself_to_what_others_had():
    found = grown((11, 9), (12, 19), (13, 9), words="The dead were misstated.", outlets="abb")
    assert found["correction"] == "B News (2019-05-13) corrects killed to 9; its earlier report says 19"


def test_nobody_is_named_by_the_words_that_leave_the_source_out():
    a = article("a")
    cue = Span(0, 6, "Report")
    vague = Attribution(Voice.VAGUE, "is accused of", span=cue, cue=cue)
    told = claim(a, "a", voices=(vague,))
    assert link([(a, [told])]).events[0].accounts[0].voice == "a source not named (“is accused of”)"


def test_a_part_does_not_stand_in_the_place_of_its_whole():
    a = article("a")
    told = claim(a, "a", killed=11)
    whole = told.event.counts[0]
    part = replace(whole, low=2, best=2, high=2, whom="children", part_of=whole.span)
    told = replace(told, event=replace(told.event, counts=(part, whole)))
    assert dict(link([(a, [told])]).events[0].accounts[0].cells)["killed"] == "11, of them 2 children"
    one = replace(part, low=1, best=1, high=1)
    told = replace(told, event=replace(told.event, counts=(one, whole)))
    assert dict(link([(a, [told])]).events[0].accounts[0].cells)["killed"] == "11, of them 1 child"


def test_the_writers_own_voice_is_no_source():
    a = article("a")
    told = claim(a, "a", voices=(voice("Salma Haddad", Voice.AUTHOR),))
    assert link([(a, [told])]).events[0].accounts[0].voice == "author"

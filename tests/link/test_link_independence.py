"""How many reports really agree, each tie with its reason."""

from dateline.link import copying
from dateline.link.independence import groups, shared
from dateline.records import Article, Tie
from dateline.vocab import Voice
from tests.link.reports import article, claim, voice

STORY = (
    "Shells fell on the market of Tel Marra early on Friday and killed nine people who queued for bread, the town's "
    "hospital said. Ambulances could not reach the wounded for two hours because the bridge of Ain Dibs was shut. The "
    "Northern Guard denied that its gunners had fired, and blamed a rival group that holds the hills to the west."
)
OTHER = (
    "The finance minister presented a budget to parliament that cuts subsidies on fuel and raises the pay of teachers. "
    "Deputies from both large parties asked for more time to study the figures before they vote on them next month."
)


def copies(reports: list[Article]) -> list[Tie]:
    return copying.copies({report.id: report for report in reports})


def only(found: list[Tie]) -> Tie:
    assert len(found) == 1
    return found[0]


def test_a_copy_with_a_changed_number_is_a_copy_and_the_number_is_shown():
    tie = only(copies([article("a", STORY), article("b", STORY.replace("nine", "14").replace("two", "2"))]))
    assert tie.kind == "copy"
    tie = only(copies([article("a", STORY.replace("nine", "9")), article("b", STORY.replace("nine", "14"))]))
    assert tie.edits == ("9 → 14",)
    assert "9 → 14" in tie.why


def test_a_number_written_out_counts_as_a_number():
    tie = only(copies([article("a", STORY), article("b", STORY.replace("nine", "fourteen"))]))
    assert tie.edits == ("nine → fourteen",)


def test_a_partial_reprint_counts_for_the_part_it_copies():
    taken = STORY.split(". ", maxsplit=1)[0] + ". "
    mixed = taken + OTHER
    tie = only(copies([article("a", STORY + " " + OTHER[:60]), article("b", mixed)]))
    assert tie.kind == "reprint"
    assert 0.25 <= tie.share < 0.6


def test_reports_of_their_own_are_no_copies():
    retold = (
        "At least nine people died on Friday when artillery hit Tel Marra's market, according to doctors there. The "
        "Guard said it was not behind the attack."
    )
    assert copies([article("a", STORY), article("b", retold), article("c", OTHER)]) == []


def test_copies_do_not_depend_on_the_order_of_articles():
    reports = [article("a", STORY), article("b", STORY.upper()), article("c", STORY[60:] + OTHER), article("d", OTHER)]
    assert sorted(copies(reports), key=str) == sorted(copies(reports[::-1]), key=str)


def told(*reports, by=()):
    return [claim(r, r.id, voices=tuple(by)) for r in reports]


def test_one_wire_credit_ties_and_so_does_the_agencys_own_report():
    reports = [
        article("a", wire="AFP"),
        article("b", wire="AFP"),
        article("c", outlet="Agence France-Presse"),
        article("d"),
    ]
    assert {t.kind for t in shared(reports, told(*reports))} == {"wire"}
    assert groups([r.id for r in reports], shared(reports, told(*reports))) == (("a:a", "a:b", "a:c"), ("a:d",))


def test_one_owner_ties():
    reports = [article("a", outlet="Al Manar"), article("b", outlet="Al Nour"), article("c", outlet="Arab News")]
    tie = only(shared(reports, told(*reports)))
    assert (tie.kind, tie.left, tie.right) == ("owner", "a:a", "a:b")
    assert "Lebanese Communication Group" in tie.why


def test_citing_another_of_the_reports_ties():
    a, b = article("a", outlet="Delta News"), article("b", outlet="Arab News")
    found = shared([a, b], [claim(a, "1"), claim(b, "2", voices=(voice("Delta News", Voice.OUTLET),))])
    assert (only(found).kind, only(found).why) == ("cites", "Arab News attributes a claim to Delta News")


def test_an_outlets_own_voice_cites_nobody():
    a, b = article("a", outlet="Delta News"), article("b", outlet="Delta News")
    found = shared([a, b], told(a, b, by=[voice("Delta News", Voice.OUTLET)]))
    assert "cites" not in {tie.kind for tie in found}


def test_the_same_cited_origin_is_one_source_only_where_all_rests_on_it():
    a, b, c = article("a"), article("b"), article("c")
    sana, doctor = voice("SANA", Voice.WIRE), voice("Dr Reyhan")
    one = [claim(r, r.id, voices=(sana,)) for r in (a, b, c)]
    assert groups(["a:a", "a:b", "a:c"], shared([a, b, c], one)) == (("a:a", "a:b", "a:c"),)
    more = [*one, claim(c, "more", voices=(doctor,))]
    assert groups(["a:a", "a:b", "a:c"], shared([a, b, c], more)) == (("a:a", "a:b"), ("a:c",))


def test_two_unnamed_officials_are_not_one():
    a, b = article("a"), article("b")
    assert shared([a, b], told(a, b, by=[voice("an official", Voice.UNNAMED)])) == []


def test_what_a_report_says_in_its_own_voice_is_no_other_source():
    a, b = article("a"), article("b")
    sana, author = voice("SANA", Voice.WIRE), voice("author", Voice.AUTHOR)
    headed = [claim(a, "head", voices=(author,)), claim(a, "body", voices=(sana,)), claim(b, "1", voices=(sana,))]
    assert only(shared([a, b], headed)).why == "both rest on SANA"
    assert shared([a, b], [claim(r, r.id, voices=(author,)) for r in (a, b)]) == []


def test_a_round_up_makes_no_one_source_of_those_it_cites():
    a, b, c = article("a", outlet="Delta News"), article("b", outlet="SUNA"), article("c", outlet="Arab News")
    cited = [voice("Delta News", Voice.OUTLET), voice("SUNA", Voice.OUTLET)]
    found = shared([a, b, c], [claim(a, "1"), claim(b, "2"), *(claim(c, f"3{v.name}", voices=(v,)) for v in cited)])
    assert {tie.kind for tie in found} == {"cites"} and len(found) == 2
    assert groups(["a:a", "a:b", "a:c"], found) == (("a:a", "a:c"), ("a:b",))
    assert groups(["a:a", "a:b", "a:c"], found[::-1]) == (("a:a", "a:c"), ("a:b",))

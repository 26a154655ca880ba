"""Whose words stand in whose text."""

import pytest

from dateline.link import copying
from dateline.records import Article, Tie
from tests.link.reports import article

STORY = (
    "Shells fell on the market of Tel Marra early on Friday and killed nine people who queued for bread, the town's "
    "hospital said. Ambulances could not reach the wounded for two hours because the bridge of Ain Dibs was shut. "
)
OTHER = (
    "The finance minister presented a budget to parliament that cuts subsidies on fuel and raises the pay of teachers. "
    "Deputies from both large parties asked for more time to study the figures before they vote on them next month. "
)
THIRD = (
    "A convoy of forty lorries with flour and medicine entered the besieged quarter for the first time since winter, "
    "after its drivers had waited for six days at a checkpoint whose commander demanded half of what they carried. "
)
BACKGROUND = (
    "The war began seven years ago with protests against the governor of the northern province, and has since driven "
    "a third of the people from their homes, according to figures of the relief council. "
)


def copies(reports: list[Article]) -> list[Tie]:
    return copying.copies({report.id: report for report in reports})


@pytest.mark.parametrize(
    ("days", "outlets", "kinds"),
    [
        ((11, 12), ("A News", "B News"), ["reprint"]),
        ((1, 20), ("A News", "B News"), []),  # a passage that comes back over weeks is standing background
        ((11, 12), ("A News", "A News"), []),  # one outlet's own page text
    ],
)
def test_a_shared_passage_ties_reports_of_two_outlets_within_days(days, outlets, kinds):
    texts = (STORY + BACKGROUND, OTHER + BACKGROUND)
    reports = [article(n, t, outlet=o, day=d) for n, t, o, d in zip("ab", texts, outlets, days, strict=True)]
    assert [tie.kind for tie in copies(reports)] == kinds


def test_background_known_from_a_third_report_ties_nobody():
    texts = zip("abc", (STORY, OTHER, THIRD), (11, 12, 30), strict=True)
    assert copies([article(n, text + BACKGROUND, outlet=n, day=day) for n, text, day in texts]) == []


def test_a_whole_copy_is_one_however_late_and_wherever_it_comes_out():
    reports = [article("a", STORY, outlet="A News", day=1), article("b", STORY, outlet="A News", day=30)]
    assert [tie.kind for tie in copies(reports)] == ["copy"]


def test_paragraphs_in_another_order_are_still_a_copy():
    tied = copies([article("a", STORY + OTHER + THIRD), article("b", THIRD + STORY + OTHER)])
    assert [tie.kind for tie in tied] == ["copy"]


def test_texts_shorter_than_a_run_are_not_compared():
    assert copies([article("a", "Nine died."), article("b", "Nine died.")]) == []

"""The summary: everything in its part, each occurrence once, at any width, plain where it is piped."""

from io import StringIO

import pytest
from rich.console import Console

from dateline.records import Reading
from dateline.report import summary
from dateline.report.groups import arguments, by_standing
from dateline.report.phrases import Standing
from tests.report import fiction


def told(width: int = 100, reading: Reading | None = None) -> str:
    out = StringIO()
    summary.show(reading or fiction.reading(), Console(file=out, width=width, no_color=True))
    return out.getvalue()


def part(heading: str, text: str) -> str:
    """The lines below a heading, with single spaces."""
    below = text.split(heading.upper())[1].split("\n\n", maxsplit=1)[0]
    return " ".join(below.split())


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Reported as having happened", "10 May 2019 Shelling, rocket or missile attack on the market"),
        ("Reported as having happened", "9 civilians killed, 20 to 30 (about 25) injured"),
        ("Reported as having happened", "— according to residents, via Delta News"),
        ("Reported as having happened", "told again"),
        ("Denied, or said not to have happened", "— according to the army (denies)"),
        ("Threatened, planned, demanded or expected", "Threat by the Guard"),
        ("Held possible", "[possible]"),
        ("What it argues, and on what grounds", "∴ the powers must act because the talks will fail"),
        ("Loaded words", "“bandits”, “brutal”"),
        ("Could not be resolved", "places: Kafr Zeit"),
    ],
)
def test_each_part_holds_what_belongs_there(heading: str, words: str) -> None:
    assert words in part(heading, told())


def test_the_article_comes_first_with_the_evidence_of_its_date() -> None:
    head = told().split("\n\n")[0]
    assert head.startswith(fiction.TITLE)
    assert "Delta News · Lena Orsk · filed from QASR NUR · 12 May 2019 (from dateline: “12 May 2019”)" in head
    assert "13 claims: 5 reported" in head


def test_what_is_denied_is_never_among_what_happened() -> None:
    assert "its guns had fired" not in part("Reported as having happened", told())


@pytest.mark.parametrize("width", [40, 60, 76, 100, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = told(width).splitlines()
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_a_file_gets_no_codes_and_no_boxes() -> None:
    text = "".join(summary.plain_text([fiction.reading()]))
    assert "\x1b" not in text
    assert not set("│┃╭╰━─") & set(text)


def test_repeated_mentions_are_one_entry() -> None:
    entries = by_standing(fiction.claims())[Standing.REPORTED]
    assert [[c.id for c in e.claims] for e in entries] == [["c:1"], ["c:3"], ["c:5", "c:6", "c:7"]]
    assert [c.id for c in entries[0].again] == ["c:2"]


def test_arguments_join_grounds_to_conclusions() -> None:
    found = [([c.id for c in a.conclusions], [g.id for g in a.grounds]) for a in arguments(fiction.claims())]
    assert found == [(["c:10"], ["c:11"]), (["c:12"], ["c:10"]), (["c:13"], ["c:12"])]


def test_an_article_without_claims_says_so() -> None:
    bare = Reading(fiction.article(), (), fiction.marks(), (), fiction.parse())
    assert "No claims found." in told(reading=bare)

"""Accounts of several articles side by side: in the dossier, in CSV and JSON."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from dateline.link import link
from dateline.records import Linked, Marks, Parse, Reading
from dateline.report import LinkedFormat, dossier
from dateline.report.events import write_linked
from tests.link.reports import article, claim, says
from tests.report.test_dossier import browser, opened

__all__ = ["browser"]


def readings(hostile: str = "residents") -> list[Reading]:
    found = []
    for n, (name, killed, actor) in enumerate((("a", 9, "Northern Guard"), ("b", 14, "Southern Union"), ("c", 9, ""))):
        report = article(name, f"The {actor or 'report'} shelled Tel Marra.", outlet=f"{name.upper()} News", day=11 + n)
        words = claim(report, name, actor=actor, killed=killed, words=f"{hostile} {name}")
        found.append(Reading(report, (words,), Marks(), (), Parse((), (), ())))
    return found


def linked(found: list[Reading]) -> Linked:
    rows = [says("a", "b", True), says("b", "c", True)]
    return link([(r.article, r.claims) for r in found], rows)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_rows_are_accounts_and_what_differs_stands_out(browser: Any, tmp_path: Path, scheme: str) -> None:
    found = readings()
    for seen in opened(browser, dossier.page(found, linked(found)), tmp_path, color_scheme=scheme):
        part = seen.page.locator("#accounts")
        assert part.is_visible()
        assert "3 independent of 3 reports" in part.inner_text()
        assert part.locator("tbody tr").count() == 3
        assert part.locator("thead th.contested").all_inner_texts() == ["Who contested", "Killed contested"]
        marked = part.locator("td.differs")
        assert sorted(marked.all_inner_texts()) == ["14", "Northern Guard", "Southern Union"]
        plain = part.locator("td:not(.differs)").first.evaluate("e => getComputedStyle(e).backgroundColor")
        assert marked.first.evaluate("e => getComputedStyle(e).backgroundColor") != plain
        seen.page.set_viewport_size({"width": 380, "height": 800})
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 380


def test_an_account_opens_its_claim_in_its_own_article(browser: Any, tmp_path: Path) -> None:
    found = readings()
    for seen in opened(browser, dossier.page(found, linked(found)), tmp_path):
        seen.page.locator("#accounts").get_by_role("button", name="B News").focus()
        seen.page.keyboard.press("Enter")
        assert seen.page.locator("#switch").input_value() == "1"
        assert "14 killed" in seen.page.locator("#panel").inner_text()


def test_one_article_has_no_such_section(browser: Any, tmp_path: Path) -> None:
    for seen in opened(browser, dossier.page(readings()[:1]), tmp_path):
        assert not seen.page.locator("#accounts").is_visible()
        assert not seen.page.locator("nav a[href='#accounts']").is_visible()


def written(found: list[Reading], form: LinkedFormat) -> str:
    out = io.BytesIO()
    write_linked([r.article for r in found], linked(found), form, out)
    return out.getvalue().decode()


def test_the_csv_has_a_row_for_each_account_and_no_formula() -> None:
    found = readings()
    rows = list(csv.DictReader(io.StringIO(written(found, LinkedFormat.CSV))))
    assert [r["outlet"] for r in rows] == ["A News", "B News", "C News"]
    assert {(r["reports"], r["independent"], r["contested"], r["latitude"]) for r in rows} == {
        ("3", "3", "actor | killed", "35.0")
    }
    assert [r["killed"] for r in rows] == [r["killed_best"] for r in rows] == ["9", "14", "9"]
    assert {(r["injured_low"], r["coded"] == r["type"]) for r in rows} == {("", True)}


def test_the_json_is_the_whole_record() -> None:
    found = json.loads(written(readings(), LinkedFormat.JSON))
    assert {"articles", "events", "judgements", "ties", "findings"} == found.keys()
    assert found["events"][0]["independent"] == 3
    assert [j["by"] for j in found["judgements"]].count("Ada") == 2


def test_the_summary_tells_who_agrees_and_what_cannot_all_hold() -> None:
    text = written(readings(), LinkedFormat.SUMMARY)
    assert "3 independent of 3 reports" in text
    assert "contested, killed: the numbers killed can't all hold: 9, 14" in text
    assert "according to" not in text


def test_a_table_is_as_wide_as_the_paper(browser: Any, tmp_path: Path) -> None:
    found = readings()
    for seen in opened(browser, dossier.page(found, linked(found)), tmp_path):
        seen.page.set_viewport_size({"width": 500, "height": 900})
        seen.page.emulate_media(media="print")
        cut = "e => [...e.querySelectorAll('.scroll')].some(s => s.scrollWidth > s.clientWidth + 1)"
        assert not seen.page.locator("#accounts").evaluate(cut)


def test_findings_stand_at_their_event_in_the_summary() -> None:
    text = written(readings(), LinkedFormat.SUMMARY)
    assert "  repeated without a source: several reports tell it, and none says who says so" in text

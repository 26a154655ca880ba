"""Time expressions: tables of sentences, and what must hold for any date."""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.data import table
from dateline.mark import calendars
from dateline.mark.times import find_times
from dateline.mark.timex.grammar import catches, rules
from dateline.mark.timex.lexing import lex
from dateline.mark.timex.values import GRAINS, at, interval, length, narrow, shift
from dateline.records import TimeMark
from dateline.timing import precision
from tests.makers import parsed

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "times.toml").read_text(encoding="utf-8"))["case"]
DAYS = st.dates(date(1950, 1, 10), date(2070, 12, 20))
RELATIVE = "yesterday|today|tomorrow|the day before yesterday|tonight|three days ago|nine days from now".split("|")


def times(text: str, published: str | None) -> tuple[TimeMark, ...]:
    return find_times(*parsed(text, published))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_sentences(case: dict[str, Any]) -> None:
    found = times(case["text"], case.get("published"))
    rows = [[m.span.text, str(m.kind), m.value, str(m.start or ""), str(m.end or "")] for m in found]
    assert rows == case["expect"]


@settings(max_examples=40, deadline=None)
@given(DAYS, st.sampled_from(RELATIVE))
def test_a_day_later_moves_relative_days_by_a_day(day: date, words: str) -> None:
    text = f"The town was shelled {words}."
    first, second = (times(text, (day + timedelta(n)).isoformat())[0] for n in (0, 1))
    assert first.start and second.start and second.start - first.start == timedelta(1)
    assert first.anchor == "published"


WORDS = RELATIVE + (
    "last week|next month|Friday|last Tuesday|in March|3 May|early June|the spring|in recent months|the past year|"
    "two years ago|several weeks ago|Ramadan|Christmas|the weekend|last summer|the third quarter|"
    "mid-January|the end of the year|later this month|a decade ago|the 1990s|overnight|since March|by Sunday night|"
    "the second week of May|the week of 3 June|the first day of Ramadan|10 Muharram|so far this year|"
    "at 0730 GMT on 3 June|Monday, 5 May"
).split("|")


TOGETHER = ["two days after 3 May", "the day before Christmas", "a week after 3 May", "the year after the 2014 war"]


@settings(max_examples=120, deadline=None)
@given(DAYS, st.sampled_from(WORDS + TOGETHER))
def test_no_interval_ends_before_it_starts(day: date, words: str) -> None:
    found = times(f"They had fought {words} in the hills.", day.isoformat())
    assert found
    for mark in found:
        assert (mark.start is None) == (mark.end is None)
        if mark.start and mark.end:
            assert mark.start <= mark.end
            assert mark.precision == precision(mark.start, mark.end)


@settings(max_examples=60, deadline=None)
@given(
    DAYS,
    DAYS,
    st.sampled_from(["{0.day} {0:%B} {0.year}", "{0:%B} {0.day}, {0.year}", "{0:%A}, {0.day} {0:%b} {0.year}", "{0}"]),
)
def test_a_written_date_reads_back(day: date, published: date, form: str) -> None:
    found = times(f"It fell on {form.format(day)} at last.", published.isoformat())
    assert [(m.value, m.start, m.end, m.precision) for m in found] == [(day.isoformat(), day, day, 1)]


@settings(max_examples=60, deadline=None)
@given(DAYS, st.sampled_from(WORDS))
def test_words_read_again_give_the_same_value(day: date, words: str) -> None:
    published = day.isoformat()
    for mark in times(f"They had fought {words} in the hills.", published):
        before = re.match(r"(in|since|by) ", words)
        again = times(f"They had fought {before.group() if before else ''}{mark.span.text} in the hills.", published)
        assert mark.value in [m.value for m in again]


@given(DAYS, st.sampled_from(GRAINS))
def test_a_value_covers_the_day_it_was_made_from(day: date, grain: str) -> None:
    covered = interval(at(day, grain))
    assert covered and covered[0] <= day <= covered[1]


@given(DAYS, st.integers(-400, 400), st.sampled_from(["D", "W", "M", "Y"]))
def test_shifting_keeps_order(day: date, count: int, grain: str) -> None:
    assert (shift(day, count, grain) > day) == (count > 0)


@given(DAYS, st.integers(0, 400), st.sampled_from(["early", "mid", "late"]))
def test_narrowing_stays_inside(day: date, days: int, part: str) -> None:
    start, end = narrow(day, day + timedelta(days), part)
    assert day <= start <= end <= day + timedelta(days)


@pytest.mark.parametrize("value", ["XXXX-05-03", "PAST_REF", "P3D", "BC0480", "2021-02-30", "0000", ""])
def test_values_that_cover_no_days(value: str) -> None:
    assert interval(value) is None


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [(3, "D", "P3D"), ("X", "TH", "PTXH"), (2.5, "Y", "P2Y6M"), (1, "2W", "P2W"), (0.5, "CE", "P0.5CE")],
)
def test_durations(count: float | str, unit: str, value: str) -> None:
    assert length(count, unit) == value


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("easter", 2024, "2024-03-31", "2024-03-31"),
        ("orthodox easter", 2024, "2024-05-05", "2024-05-05"),
        ("ramadan", 2021, "2021-04-13", "2021-05-12"),
        ("Eid al-Adha", 2016, "2016-09-11", "2016-09-14"),
        ("thanksgiving", 1999, "1999-11-25", "1999-11-25"),
        ("election day", 1998, "1998-11-03", "1998-11-03"),
        ("memorial day", 2020, "2020-05-25", "2020-05-25"),
        ("Passover", 2020, "2020-04-09", "2020-04-15"),
        ("Yom Kippur", 1973, "1973-10-06", "1973-10-06"),
        ("Simchat Torah", 2023, "2023-10-07", "2023-10-07"),
        ("Hanukkah", 2024, "2024-12-26", "2025-01-02"),
        ("Lunar New Year", 2019, "2019-02-05", "2019-02-07"),
        ("Tet", 2023, "2023-01-22", "2023-01-26"),
        ("Diwali", 2015, "2015-11-10", "2015-11-10"),
        ("Meskel", 2019, "2019-09-28", "2019-09-28"),
    ],
)
def test_feasts(name: str, year: int, first: str, last: str) -> None:
    assert calendars.days(name, year) == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_feast_in_a_year_its_calendar_does_not_reach_has_no_days() -> None:
    assert calendars.days("holi", 1950) is None


@pytest.mark.parametrize("feast", list(table("feasts")["national"]))
def test_every_feast_of_a_national_calendar_is_found_there(feast: str) -> None:
    assert all(calendars.days(feast, year) for year in (2012, 2019, 2024))


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("The blast hit at 0330 GMT on Tuesday.", ["Z"]),
        ("The raid began at 14:30 local time (11:30 UTC) on 5 May.", ["local", "Z", None]),
        ("A bomb went off at 10 p.m. Moscow time.", ["Moscow"]),
        ("He was shot at 5 p.m. EST on 9 May.", ["-05"]),
        ("He was shot at noon on 9 May.", [None]),
    ],
)
def test_the_zone_of_an_hour_is_kept(text: str, zones: list[str | None]) -> None:
    assert [m.zone for m in times(text, "2020-05-20")] == zones


def test_openings_of_a_rule_are_where_it_can_match() -> None:
    """Trying each rule only where it can begin finds what a search along the whole row finds."""
    text = Path(__file__).parent.parent / "cases" / "times.toml"
    row = lex(text.read_text(encoding="utf-8"))
    chars = "".join(x.char for x in row)
    searched = {(r.name, m.span()) for r in rules() for m in r.regex.finditer(chars) if m.group()}
    assert {(c.rule.name, c.rule.regex.match(chars, c.first).span()) for c in catches(row)} == searched


def test_history_goes_by_the_date_told() -> None:
    text = (
        "The war of 1861 began in April. In 1862 the north advanced. By 1863 it had won at two places, and 1864 was "
        "worse. In 1864 the south lost ground; in 1865, 1866 and 1867 it was occupied. In March it rose again."
    )
    found = {m.span.text: m for m in times(text, "2009-12-19")}
    assert (found["April"].value, found["April"].anchor) == ("1861-04", "previous")
    assert found["March"].value == "1867-03"


def test_a_year_named_in_passing_does_not_lead_a_history() -> None:
    text = (
        "The war of 1861 began in April. In 1862 the north advanced. By 1863 it had won at two places, and 1864 was "
        "worse. On 10 March 1865 the south lost a fort, which it had hoped to hold until 1867. On 11 March the former "
        "governor fled. In 1866, 1867 and 1868 the land was occupied."
    )
    found = {m.span.text: m.value for m in times(text, "2009-12-19")}
    assert (found["11 March"], found["former"]) == ("1865-03-11", "PAST_REF")


def test_an_article_without_a_date_counts_from_none() -> None:
    found = {m.span.text: m for m in times("The war began on March 15, 2011. A bomb went off yesterday.", None)}
    assert (found["yesterday"].value, found["yesterday"].start, found["yesterday"].anchor) == (
        "XXXX-XX-XX",
        None,
        "none",
    )

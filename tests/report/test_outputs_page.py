"""docs/outputs.md is held to the code."""

from pathlib import Path

import pytest

from dateline.report import SUFFIXES, Format, checks, events
from dateline.report.phrases import Standing
from dateline.report.tables import COLUMNS

PAGE = (Path(__file__).parents[2] / "docs/outputs.md").read_text(encoding="utf-8")


TABLES = [COLUMNS, events.COLUMNS, checks.COLUMNS]


@pytest.mark.parametrize("number", range(len(TABLES)))
def test_the_columns_are_those_of_the_code_in_their_order(number: int) -> None:
    told = PAGE.split("| column | type | meaning |\n|---|---|---|\n")[number + 1].split("\n\n")[0]
    assert told.splitlines() == [f"| `{name}` | {kind} | {meaning} |" for name, kind, meaning in TABLES[number]]


@pytest.mark.parametrize("columns", TABLES)
def test_no_column_comes_twice(columns: tuple[tuple[str, str, str], ...]) -> None:
    names = [name for name, _, _ in columns]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("word", [*Format, *SUFFIXES, *Standing])
def test_formats_suffixes_and_standings_are_explained(word: str) -> None:
    assert f"`{word}`" in PAGE

"""docs/outputs.md is held to the code."""

from pathlib import Path

import pytest

from dateline.report import SUFFIXES, Format
from dateline.report.phrases import Standing
from dateline.report.tables import COLUMNS

PAGE = (Path(__file__).parents[2] / "docs/outputs.md").read_text(encoding="utf-8")


def test_the_columns_are_those_of_the_code_in_their_order() -> None:
    listed = PAGE.split("| column | type | meaning |\n|---|---|---|\n")[1].splitlines()
    assert listed == [f"| `{name}` | {kind} | {meaning} |" for name, kind, meaning in COLUMNS]


@pytest.mark.parametrize("word", [*Format, *SUFFIXES, *Standing])
def test_formats_suffixes_and_standings_are_explained(word: str) -> None:
    assert f"`{word}`" in PAGE

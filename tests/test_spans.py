"""The first law, on whole articles: every span of a reading holds the words at its offsets."""

from pathlib import Path

import pytest

import dateline
from dateline.records import Reading
from tests.records_walk import spans

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.mark.parametrize("name", ["burma-caps.txt", "sahel-daily.html", "yemen-feed.xml"])
def test_every_span_holds_its_words(name: str) -> None:
    for reading in dateline.read_all([str(EXAMPLES / name)]):
        assert isinstance(reading, Reading)
        found = list(spans(reading))
        assert len(found) > 50
        text = reading.article.text
        assert [s for s in found if text[s.start : s.end] != s.text] == []

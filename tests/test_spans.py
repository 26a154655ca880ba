"""The first law, on whole articles: every span of a reading holds the words at its offsets."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.records import Parse, Reading, Span

EXAMPLES = Path(__file__).parents[1] / "examples"


def spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from spans(item)
    elif is_dataclass(value) and not isinstance(value, Parse):
        for item in fields(value):
            yield from spans(getattr(value, item.name))


@pytest.mark.parametrize("name", ["burma-caps.txt", "sahel-daily.html", "yemen-feed.xml"])
def test_every_span_holds_its_words(name: str) -> None:
    for reading in dateline.read_all([str(EXAMPLES / name)]):
        assert isinstance(reading, Reading)
        found = list(spans(reading))
        assert len(found) > 50
        text = reading.article.text
        assert [s for s in found if text[s.start : s.end] != s.text] == []

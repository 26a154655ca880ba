"""Real input that does not travel with the repository: the seed article's floor, and articles that must be readable.

``DATELINE_SHARED`` names the folder (default: ``shared`` beside the repository).
"""

import csv
import itertools
import os
from pathlib import Path

import pytest

import dateline
from bench import seed
from dateline.records import Reading

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).parents[2] / "shared"))
ROWS, FIELDS, SPURIOUS = 48, 0.78, 4  # 50 rows, 0.98 of fields and 2 spurious were measured when this floor was set


def folder(name: str) -> Path:
    """A folder of the shared data; the test is skipped where it is absent."""
    found = SHARED / name
    if not found.is_dir():
        pytest.skip(f"no {found}: the gold data are not part of the repository (set DATELINE_SHARED)")
    return found


def test_the_seed_article_keeps_its_floor() -> None:
    for path, table in seed.load(folder("seed")):
        result, _ = seed.read(path, table)
        assert result.rows_met >= ROWS
        assert result.fields_met >= FIELDS * result.fields
        assert len(result.spurious) <= SPURIOUS


def test_every_wikinews_article_is_read() -> None:
    paths = sorted(folder("data/wikinews").glob("*.json"))
    readings = list(dateline.read_all([str(p) for p in paths]))
    assert len(readings) == len(paths) == 11
    for reading in readings:
        assert isinstance(reading, Reading), reading
        assert reading.claims
        assert reading.article.title and reading.article.published


def test_fifty_fakes_rows_are_read() -> None:
    with (folder("data/fakes") / "dev.csv").open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(itertools.islice(csv.DictReader(file), 50))
    readings = [dateline.code(f"{row['article_title'].strip()}\n\n{row['article_content']}") for row in rows]
    assert len(readings) == 50
    assert [row["unit_id"] for row, reading in zip(rows, readings, strict=True) if not reading.claims] == []

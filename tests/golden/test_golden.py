"""Each example says what a careful reader expects; what is not met yet stands as an expected failure, with why."""

from functools import cache

import pytest

import dateline
from dateline.records import Reading
from tests.golden import update
from tests.golden.expectations import EXAMPLES, Expectation, example, expectations, fold, judged, tables

ALL = expectations()
# Of 340 claims, one had other voices on a second processor: one in two hundred may, and nothing else.
HAIRLINE = 0.005


@cache
def readings(stem: str) -> tuple[Reading, ...]:
    """The articles of an example, read once."""
    found = tuple(dateline.read_all([str(example(stem))]))
    assert all(isinstance(r, Reading) for r in found)
    return tuple(r for r in found if isinstance(r, Reading))


@cache
def verdict(index: int) -> dict[str, bool]:
    """Which fields of the expectation hold."""
    wanted = ALL[index]
    return judged(readings(wanted.file)[wanted.number], wanted.row, wanted.fields)


def missing() -> list[object]:
    """One parameter for each field that is not met yet."""
    return [
        pytest.param(n, field, id=f"{e.name}:{field}", marks=pytest.mark.xfail(reason=why, strict=True))
        for n, e in enumerate(ALL)
        for field, why in e.xfail.items()
    ]


def test_every_example_has_golden_records() -> None:
    inputs = {path.name.split(".")[0] for path in EXAMPLES.iterdir() if path.name != "README.md"}
    assert inputs == {stem for stem, _ in tables()}


@pytest.mark.parametrize("stem", [stem for stem, _ in tables()])
def test_the_article_is_as_expected(stem: str) -> None:
    articles = dict(tables())[stem]["article"]
    assert len(articles) == len(readings(stem))
    for wanted, reading in zip(articles, readings(stem), strict=True):
        article = reading.article
        found = {
            "title": article.title,
            "outlet": article.outlet,
            "wire": article.wire,
            "published": article.published.date.isoformat() if article.published else None,
            "dateline": article.dateline.text if article.dateline else None,
        }
        assert {k: v for k, v in wanted.items() if k in found and fold(v) not in fold(found[k])} == {}


@pytest.mark.parametrize("index", range(len(ALL)), ids=[e.name for e in ALL])
def test_a_careful_reader_agrees(index: int) -> None:
    wanted: Expectation = ALL[index]
    assert set(wanted.xfail) <= {*wanted.fields, "claim"}, "an expected failure of a field that is not named"
    if "claim" in wanted.xfail:
        pytest.skip(wanted.xfail["claim"])
    assert [field for field, ok in verdict(index).items() if not ok and field not in wanted.xfail] == []


@pytest.mark.parametrize(("index", "field"), missing())
def test_not_met_yet(index: int, field: str) -> None:
    assert verdict(index)[field]


def test_no_change_goes_unseen() -> None:
    """Every claim of every example as it was when last reviewed: ``python tests/golden/update.py`` after a review."""
    now = [line for path in update.examples() for line in update.digests(readings(path.name.split(".")[0]), path)]
    was = update.DIGESTS.read_text(encoding="utf-8").splitlines()
    changed = sorted({*without_voices(now)} ^ {*without_voices(was)})
    assert changed == [], f"{len(changed)} claims differ; look at them, then run python tests/golden/update.py"
    revoiced = sorted(set(now) - set(was))
    assert len(revoiced) <= HAIRLINE * len(now), f"{len(revoiced)} claims have other voices: {revoiced}"


def without_voices(lines: list[str]) -> list[str]:
    return [line.rpartition(" ")[0] for line in lines]

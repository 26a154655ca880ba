"""The command line of the benches."""

from pathlib import Path

import pytest

from bench.__main__ import arguments


@pytest.mark.parametrize(
    "words",
    [
        "diff main --data d --limit 5 fakes petrarch",
        "diff main fakes petrarch --data d --limit 5",
        "--data d --limit 5 diff main fakes petrarch",
    ],
)
def test_names_may_stand_before_or_behind_options(words: str) -> None:
    options = arguments().parse_intermixed_args(words.split())
    assert (options.name, options.rest) == ("diff", ["main", "fakes", "petrarch"])
    assert (options.data, options.limit) == (Path("d"), 5)


def test_the_split_is_dev_and_floors_are_raised_only_when_asked() -> None:
    options = arguments().parse_intermixed_args(["gate", "--data", "d"])
    assert (options.split, options.quick, options.lift) == ("dev", False, False)

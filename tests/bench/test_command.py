"""The command line of the benches."""

from pathlib import Path

import pytest

from bench.__main__ import arguments
from bench.run import Job, side_by_side, standing


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


def test_those_at_work_are_the_first_not_done_as_many_as_there_are_cores() -> None:
    assert standing([("muc4", False), ("fakes", True), ("seed", False), ("time", False)], 2) == (1, "muc4, seed")
    assert standing([("muc4", True)], 2) == (1, "")


def test_every_bench_that_ends_is_told_on_stderr(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    jobs = [Job("seed", tmp_path / "absent"), Job("plover", tmp_path / "absent")]
    assert all(isinstance(outcome, str) for _, outcome in side_by_side(jobs))
    told = capfd.readouterr().err.splitlines()
    assert "bench: 0 of 2 done" in told[0]
    assert told[-1] == "bench: 2 of 2 done, running none"

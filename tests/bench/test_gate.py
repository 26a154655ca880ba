"""The quality floors: what is missed, what may rise, and that the file covers every bench that has development data."""

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from bench import NAMES, gate
from bench.result import Result
from bench.run import Job, timed

WITHOUT_DATA = {"acled_types"}  # no development file is at hand


def result(**metrics: float) -> Result:
    return Result("x", "dev", 1, 1, metrics)


def test_a_floor_is_a_roof_where_less_is_better() -> None:
    assert gate.misses(result(rows=0.5, spurious=3.0), {"rows": 0.5, "spurious": 3.0}) == []
    assert len(gate.misses(result(rows=0.5, spurious=3.0), {"rows": 0.51, "spurious": 2.0})) == 2


def test_a_metric_that_is_gone_is_missed() -> None:
    assert len(gate.misses(result(), {"absent": 0.1})) == 1
    assert len(gate.misses(result(), {"absent": None})) == 1


def test_floors_rise_to_the_value_less_the_slack_and_never_fall() -> None:
    floors = {"f": 0.5, "high": 0.9, "new": None, "mae": 0.7, "low_mae": 0.2, "spurious": None}
    values = {"f": 0.8, "high": 0.8, "new": 0.3, "mae": 0.5, "low_mae": 0.5, "spurious": 2.0}
    assert gate.lifted(floors, values, 0.01) == {"f": 0.79, "new": 0.29, "mae": 0.51, "spurious": 3.0}


def test_a_raised_floor_holds_for_the_value_that_raised_it() -> None:
    values = {"f": 0.8, "mae": 0.5, "spurious": 2.0, "mean_km": 800.0}
    assert gate.misses(result(**values), gate.lifted(dict.fromkeys(values), values, 0.01)) == []


def test_other_data_are_refused_and_absent_ones_skipped(tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "dev.csv").write_text("a")
    right = gate.fingerprint(tmp_path / "set")
    entries = {
        "one": {"data": "set", "sha256": right, "limit": 3, "floors": {}},
        "two": {"data": "set", "sha256": "0", "floors": {}},
        "three": {"data": "nowhere", "sha256": "0", "floors": {}},
    }
    jobs, failed = gate.sift(tmp_path, entries)
    assert jobs == [Job("one", tmp_path / "set", "dev", 3)]
    assert [line.split(":")[0] for line in failed] == ["two"]
    (tmp_path / "set" / "dev.csv").write_text("b")
    assert gate.fingerprint(tmp_path / "set") != right


def test_the_hash_is_of_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert gate.fingerprint(tmp_path) == hashlib.sha256(b"a\0x").hexdigest()[:16]


def test_the_file_is_what_the_gate_would_write() -> None:
    text = gate.FLOORS.read_text()
    assert gate.written(json.loads(text)) == text


def test_every_bench_with_data_has_floors() -> None:
    floors = json.loads(gate.FLOORS.read_text())
    assert set(floors["full"]) == set(NAMES) - WITHOUT_DATA
    assert len(floors["quick"]) >= 12
    assert all(len(entry["sha256"]) == 16 for part in floors.values() for entry in part.values())


def test_every_goal_is_of_a_bench() -> None:
    goals = tomllib.loads((gate.FLOORS.parent / "goals.toml").read_text())
    assert set(goals) <= set(NAMES)


def test_an_empty_set_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "test" / "attributions").mkdir(parents=True)
    with pytest.raises(SystemExit, match="no document"):
        timed(Job("attribution", tmp_path, "test"))


@pytest.mark.parametrize("name", ["fakes", "event_location", "plover", "muc4_roles", "loaded"])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="needs"):
        timed(Job(name, tmp_path, "test"))


def test_development_data_with_other_counts_are_refused(tmp_path: Path) -> None:
    (tmp_path / "dev.jsonl").write_text('{"text": "He fell.", "spans": []}\n')
    with pytest.raises(SystemExit, match="9686"):
        timed(Job("event_location", tmp_path, "dev"))

"""The arithmetic of the heads, on small numbers."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dateline.models.network import gelu, open_network, sigmoid, softmax
from dateline.models.view import runs, stretches


def test_softmax_sums_to_one_and_keeps_order() -> None:
    shares = softmax(np.array([[1.0, 2.0, 1000.0], [0.0, 0.0, 0.0]]))
    assert np.allclose(shares.sum(1), 1)
    assert shares[0].argmax() == 2 and np.allclose(shares[1], 1 / 3)


def test_sigmoid_stays_within_its_bounds() -> None:
    assert sigmoid(np.array([-1e9, 0.0, 1e9])).tolist() == pytest.approx([0, 0.5, 1], abs=1e-6)


@pytest.mark.parametrize(("x", "expected"), [(0.0, 0.0), (1.0, 0.8413), (-1.0, -0.1587), (10.0, 10.0)])
def test_gelu_is_near_the_exact_one(x: float, expected: float) -> None:
    assert float(gelu(np.array([x], np.float32))[0]) == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize(
    ("flags", "starts", "expected"),
    [
        ("", "", []),
        ("000", "000", []),
        ("0110", "0000", [(1, 2)]),
        ("1111", "0010", [(0, 1), (2, 3)]),
        ("1011", "1010", [(0, 0), (2, 3)]),
        ("0001", "1111", [(3, 3)]),
    ],
)
def test_runs(flags: str, starts: str, expected: list[tuple[int, int]]) -> None:
    inside, opens = (np.array([c == "1" for c in text], bool) for text in (flags, starts))
    assert list(runs(inside, opens)) == expected


def test_a_stretch_may_dip_but_must_rise() -> None:
    chance = np.array([0.4, 0.7, 0.4, 0.1, 0.4, 0.4])
    assert list(stretches(chance, 0.6, 0.2, None)) == [(0, 2)]
    assert list(stretches(chance, 0.6, 0.0, None)) == [(1, 1)]


def test_no_files_no_network(tmp_path: pytest.TempPathFactory) -> None:
    assert open_network(tmp_path) is None  # type: ignore[arg-type]


def test_the_runtime_keeps_no_record_of_its_use(tmp_path: Path) -> None:
    script = "from dateline.models.network import shipped; assert shipped() is not None"
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "USERPROFILE": str(tmp_path)}
    kept = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", script], env=kept | home, check=True)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []

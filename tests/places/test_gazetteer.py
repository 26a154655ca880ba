"""The shipped gazetteer: names found, duplicates merged, cheap to open."""

import subprocess
import sys
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.places.gazetteer import SHIPPED, World, load


@pytest.mark.parametrize(
    ("name", "tag", "feature"),
    [
        ("Deir Ezzor", "gn:170794", "PPL"),
        ("Baghdad", "gn:98182", "PPLC"),
        ("Syria", "gn:163843", "PCLI"),
        ("Ky.", "gn:6254925", "ADM1"),
        ("Middle East", "region:middle-east", "RGN"),
        ("Laurel County", "gn:4297480", "ADM2"),
    ],
)
def test_the_place_is_among_the_first_three_of_its_name(name: str, tag: str, feature: str) -> None:
    assert (tag, feature) in [(entry.id, entry.feature) for entry in load().find(name)[:3]]


def test_one_place_of_several_sources_is_one() -> None:
    towns = [e for e in load().find("Taftanaz") if e.country == "SY" and e.feature == "PPL"]
    assert len(towns) == 1


def test_two_crossings_of_one_name_stay_two() -> None:
    found = {e.country for e in load().find("al-Waleed crossing")}
    assert found == {"IQ", "SY"}


def test_unknown_names_find_nothing() -> None:
    assert load().find("Qwxyzzq") == ()


def test_a_folder_without_a_gazetteer_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DataError, match=str(tmp_path)):
        World(tmp_path)


def test_it_credits_its_sources() -> None:
    assert any("GeoNames" in credit for credit in World(SHIPPED).about["credits"])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc, on Linux only")
def test_opening_costs_little_memory() -> None:
    script = (
        "from pathlib import Path; from dateline.places.gazetteer import load; g = load(); "
        "[g.find(n) for n in ('Homs', 'Springfield', 'San Antonio', 'Kyiv')]; "
        "print(next(w.split()[1] for w in Path('/proc/self/status').read_text().splitlines() if 'VmHWM' in w))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 150 * 1024  # kB at the peak

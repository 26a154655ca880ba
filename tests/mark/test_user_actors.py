"""Actors of the user's own: a TOML file is enough, and a bad one is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli import app
from dateline.errors import DataError
from dateline.mark.registry import read_actors, registry

GOOD = '[SY]\nfalcons = ["2020-; political militia", "Mountain Falcons", "Falcons of the Mountain"]\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    registry.cache_clear()
    yield tmp_path
    registry.cache_clear()


def test_imported_actors_are_found_by_all_their_names(home: Path) -> None:
    file = home / "mine.toml"
    file.write_text(GOOD)
    assert CliRunner().invoke(app, ["actors", "import", str(file)]).exit_code == 0
    registry.cache_clear()
    found = registry().find("The Falcons of the Mountain attacked the Mountain Falcons.")
    assert [(h.actor.id, h.actor.type, h.actor.country) for h in found] == [
        ("group:falcons", "political militia", "SY")
    ] * 2


BAD = [
    ("[Syria]\nx = ['', 'Name']", "two-letter"),
    ("[SY]\nx = 'Name'", "must be like"),
    ("[SY]\nx = ['; terrorist', 'Name']", "use one of"),
    ("[SY", "mend the file"),
]


@pytest.mark.parametrize(("content", "advice"), BAD)
def test_a_bad_file_is_named_with_the_next_step(home: Path, content: str, advice: str) -> None:
    file = home / "mine.toml"
    file.write_text(content)
    with pytest.raises(DataError, match=advice):
        read_actors(file)
    assert CliRunner().invoke(app, ["actors", "import", str(file)]).exit_code == 2
    assert not (home / "home").exists()


def test_info_shows_an_actor_in_any_spelling_and_fails_on_a_stranger() -> None:
    shown = CliRunner().invoke(app, ["actors", "info", "Saraya Oliya al-Dam"])
    assert shown.exit_code == 0 and "group:saraya-awliya-dam" in shown.output
    assert CliRunner().invoke(app, ["actors", "info", "Nobody At All"]).exit_code == 1

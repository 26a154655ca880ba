"""``--case`` and ``dateline verify`` as a user meets them."""

import json
from pathlib import Path

from typer.testing import CliRunner

from dateline.cli import app
from dateline.store import Case

SENTENCE = "Rebels fired mortars at Aleppo on Monday, killing nine people, police said."


def test_read_into_a_case_and_verify_it(tmp_path: Path) -> None:
    page, folder = tmp_path / "page.txt", tmp_path / "case"
    page.write_text(SENTENCE)
    words = ["read", str(page), "--published", "2016-05-04", "--case", str(folder), "--format", "jsonl"]
    first = CliRunner().invoke(app, words)
    assert first.exit_code == 0, first.output
    assert f"case {folder}: 1 new" in first.stderr
    again = CliRunner().invoke(app, words)
    assert "1 known" in again.stderr and again.stdout == first.stdout
    with Case(folder) as case:
        assert {c.id for c in case.claims()} == {json.loads(line)["id"] for line in first.stdout.splitlines()}
    found = CliRunner().invoke(app, ["verify", "--case", str(folder)])
    assert found.exit_code == 0 and "1 original, 1 reading," in found.output
    next((folder / "originals").glob("??/*")).write_text("changed")
    found = CliRunner().invoke(app, ["verify", "--case", str(folder)])
    assert found.exit_code == 1 and "wrong:" in found.output


def test_verify_makes_no_case(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["verify", "--case", str(tmp_path / "none")])
    assert found.exit_code == 2
    assert not (tmp_path / "none").exists()

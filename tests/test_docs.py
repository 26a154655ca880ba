"""The documentation held to the code: every public field and value stands in docs/record.md."""

from dataclasses import fields
from pathlib import Path

import pytest

from dateline.records import Attribution, Certainty, Checkable, Claim, Count, Event, Rhetoric, Role, When, Where
from dateline.vocab import Kind, Modality, PlaceRole, Polarity, Quote, RoleName, Tense, Voice

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "record", [Claim, Event, Role, Where, When, Count, Certainty, Attribution, Rhetoric, Checkable]
)
def test_every_field_is_documented(record: type):
    missing = [f.name for f in fields(record) if f"`{f.name}`" not in PAGE]
    assert not missing


@pytest.mark.parametrize("vocabulary", [Kind, RoleName, PlaceRole, Polarity, Modality, Tense, Voice, Quote])
def test_every_value_is_documented(vocabulary: type):
    missing = [str(v) for v in vocabulary if f"`{v}`" not in PAGE]  # type: ignore[attr-defined]
    assert not missing


def test_the_readme_keeps_its_two_commands():
    setup = (ROOT / "README.md").read_text(encoding="utf-8").split("## Set it up")[1].split("## Use it")[0]
    blocks = [b for b in setup.split("```") if b.startswith("sh\n")]
    assert len(blocks) == 2
    assert all(len(b.strip().splitlines()) == 2 for b in blocks)

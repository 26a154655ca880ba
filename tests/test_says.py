"""According to whom, how surely, fact or opinion: each item of the list with sentences of its own, in several rounds."""

from pathlib import Path

import pytest

from tests import says

CASES = [(path, item) for path in says.rounds() for item in says.items(path)]


@pytest.mark.parametrize(("path", "item"), CASES, ids=[f"{path.stem}-{item}" for path, item in CASES])
def test_an_item(path: Path, item: str) -> None:
    """Every want is met, and every known miss ("!") still fails: one that is met now loses its mark."""
    found = says.unmet(says.items(path)[item]["rows"])
    assert [(text, want) for text, want, missed in found if missed is not want.startswith("!")] == []

"""The pages on inputs and cases say what the code does."""

import re
from pathlib import Path

from dateline import errors
from dateline.read import sniff
from dateline.store import Added, Case

DOCS = Path(__file__).parents[1] / "docs"


def test_every_format_is_on_the_page() -> None:
    page = (DOCS / "inputs.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \|", page, re.M)
    said = sniff.kind.__doc__ or ""
    named = re.findall(r"\w+", said.partition("One of ")[2].partition(".")[0])
    assert set(named) == {row for row in rows if row.islower()}
    assert {row for row in rows if row.endswith(("Input", "Error"))} == {
        e.__name__ for e in errors.InputError.__subclasses__()
    }


def test_every_verb_of_a_case_is_there() -> None:
    page = (DOCS / "case.md").read_text()
    for verb in re.findall(r"case\.(\w+)\(", page):
        assert callable(getattr(Case, verb)), verb
    assert all(name in page for name in Added.__members__)

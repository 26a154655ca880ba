"""The examples and counter-examples that stand beside the triggers hold."""

from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.code.ontology import FILES, extended, frame, ontology, rules_of
from dateline.code.scene import Scene
from dateline.code.triggers import find_hits
from dateline.data import table
from dateline.errors import DataError

GROUPS = [g for name in FILES for g in table(f"events/{name}")["group"]]


def told(sentence: str) -> set[str]:
    """The names of the groups whose triggers are found in a sentence."""
    reading = dateline.code(sentence)
    return {h.rule.group for h in find_hits(Scene(reading.article, reading.parse, reading.marks), ontology())}


@pytest.mark.parametrize(
    ("group", "sentence"), [(g["name"], s) for g in GROUPS for s in g.get("examples", ())], ids=lambda x: x[:50]
)
def test_example_is_read_by_its_group(group: str, sentence: str) -> None:
    assert group in told(sentence)


@pytest.mark.parametrize(
    ("group", "sentence"), [(g["name"], s) for g in GROUPS for s in g.get("counters", ())], ids=lambda x: x[:50]
)
def test_counter_example_is_no_event_of_its_group(group: str, sentence: str) -> None:
    assert group not in told(sentence)


@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g["name"])
def test_every_group_has_an_example_a_frame_and_valid_names(group: dict[str, Any]) -> None:
    assert group.get("examples")
    assert {"verb", "noun"} <= set(frame(group["frame"]))
    assert rules_of([group])


def test_no_word_is_told_twice_in_one_group() -> None:
    for group in GROUPS:
        for part in ("verbs", "nouns"):
            listed = [w.strip() for w in group.get(part, "").split(",")]
            assert len(listed) == len(set(listed)), (group["name"], {w for w in listed if listed.count(w) > 1})


def test_all_sixteen_types_are_covered() -> None:
    types = {r.type for rules in (ontology().verbs, ontology().nouns) for group in rules.values() for r in group}
    assert len(types - {None}) == 16


def test_user_triggers_come_first(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[group]]\nname = "mine"\ntype = "ASSAULT"\nacled = "Attack"\nframe = "attack"\nverbs = "bazooka"\n'
    )
    assert extended(own).verbs["bazooka"][0].group == "mine"
    assert extended(own).verbs["attack"]


def test_a_broken_file_of_triggers_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[group]]\nname = "mine"\ntype = "NO SUCH"\nframe = "attack"\nverbs = "bazooka"\n')
    with pytest.raises(DataError, match=r"own\.toml"):
        extended(own)


def test_user_triggers_through_the_public_face(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[group]]\nname = "mine"\ntype = "ASSAULT"\nacled = "Attack"\nframe = "attack"\nverbs = "bazooka"\n'
    )
    text = "Rebels bazooka the fort in Homs every night."
    told = {c.event.made_by for c in dateline.code(text, triggers=own).claims if c.event}
    assert any(name.startswith("rules: mine") for name in told)
    assert not any(c.event.made_by.startswith("rules: mine") for c in dateline.code(text).claims if c.event)


def test_the_page_on_triggers_holds_a_valid_file(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "triggers.md").read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(page.partition("```toml")[2].partition("```")[0], encoding="utf-8")
    reading = dateline.code("Gunmen waylaid a bus near Zaria. Police blamed a carjacking on Monday.", triggers=own)
    told = [c.event.made_by for c in reading.claims if c.event]
    assert "rules: highway robbery" in told

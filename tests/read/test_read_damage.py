"""Damaged files: whatever bytes come, there are articles and named errors, and nothing else is raised."""

import random
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.read import articles
from dateline.records import Article

EXAMPLES = sorted(p for p in (Path(__file__).parents[2] / "examples").iterdir() if p.name != "README.md")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes cut short, with some changed, or with a piece taken out."""
    way, at = chance.randrange(3), chance.randrange(len(data))
    if way == 0:
        return data[:at]
    if way == 1:
        spoiled = bytearray(data)
        for _ in range(chance.choice([1, 5, 50])):
            spoiled[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(spoiled)
    return data[:at] + data[at + chance.randrange(400) :]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_damage_gives_articles_or_named_errors(tmp_path, example):
    chance = random.Random(example.name)
    data = example.read_bytes()
    for _ in range(12):
        path = tmp_path / example.name
        path.write_bytes(damaged(data, chance))
        for item in articles([str(path)]):
            assert isinstance(item, Article | InputError)
            if isinstance(item, InputError):
                assert item.source.startswith(str(path)) and item.reason and item.advice
                assert "report this" not in item.advice, item

"""FA-KES as a corpus: its articles read as a user would read the csv, linked once for every bench that looks at it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import dateline
from bench.fakes import load
from bench.result import locate, sample
from dateline.read import articles
from dateline.records import Article, Linked

READINGS = Path(__file__).with_name("readings")


@dataclass(frozen=True)
class Corpus:
    """Rows of the csv by their unit id, the article each became, and what linking made of all."""

    rows: Mapping[str, Mapping[str, str]]
    articles: Mapping[str, Article]
    linked: Linked

    @property
    def units(self) -> Mapping[str, str]:
        """The unit id of each article id."""
        return {article.id: unit for unit, article in self.articles.items()}


@cache
def corpus(data: Path, split: str, limit: int | None) -> Corpus:
    """All articles of ``{split}.csv``, or a fixed sample."""
    path = locate(data, "fakes") / f"{split}.csv"
    rows = load(path, split)
    made = [found for found in articles([str(path)]) if isinstance(found, Article)]
    assert len(made) == len(rows), f"{path}: {len(made)} articles of {len(rows)} rows"
    kept = sample(list(zip(rows, made, strict=True)), limit)
    linked = dateline.link(dateline.code(article) for _, article in kept)
    return Corpus({r["unit_id"]: r for r, _ in kept}, {r["unit_id"]: a for r, a in kept}, linked)


def read_by_eye(name: str) -> list[dict[str, str]]:
    """The verdicts of a hand reading, ids only, in ``readings/``."""
    with (READINGS / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))

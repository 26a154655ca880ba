"""Whole articles against what a careful reader finds in them: a folder of EXPECTED.json files with their articles."""

import json
from pathlib import Path
from typing import Any

from bench.result import Result, bootstrap, locate, sample
from bench.seed_score import Score, occurred, score, wanted

_BEAT = {
    "rows": "0.926 (50 of 54 readings, the goal set for the seed article)",
    "fields": "0.78 (the floor set for the seed article)",
    "spurious": "3 or fewer (the goal)",
}


def load(data: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Every table of expected readings in the folder, with its path.

    Raises SystemExit where the folder holds none.
    """
    folder = locate(data, "seed")
    found = [(p, json.loads(p.read_text(encoding="utf-8"))) for p in sorted(folder.glob("*.json"))]
    tables = [(p, t) for p, t in found if isinstance(t, dict) and {"article", "rows"} <= set(t)]
    if not tables:
        raise SystemExit(f"bench: no table of expected readings (a JSON object with article and rows) in {folder}")
    return tables


def read(path: Path, table: dict[str, Any]) -> tuple[Score, list[dict[str, Any]]]:
    """The score of one article and its claims as public JSON."""
    import dateline

    article = path.parent / table["article"]
    reading = dateline.read(str(article), published=table.get("published"))
    claims = reading.to_dicts()
    return score(table["rows"], article.read_text(encoding="utf-8"), claims), claims


def rows_share(scores: list[Score] | tuple[Score, ...]) -> float:
    """The share of rows with every field met."""
    return sum(s.rows_met for s in scores) / max(1, sum(len(s.rows) for s in scores))


def fields_share(scores: list[Score] | tuple[Score, ...]) -> float:
    """The share of fields met."""
    return sum(s.fields_met for s in scores) / max(1, sum(s.fields for s in scores))


def _predictions(path: Path, result: Score, claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for r, row in enumerate(result.rows):
        index, met = result.taken.get(r, (None, ()))
        missed = [f for f in wanted(row) if f not in met]
        claim = claims[index] if index is not None else None
        found.append(
            {
                "item": f"{path.stem}/{row['id']}",
                "ok": index is not None and not missed,
                "missed": missed,
                "gold": row,
                "ours": claim,
            }
        )
    for index in result.spurious:
        found.append({"item": f"{path.stem}/spurious/{claims[index]['id']}", "ok": False, "ours": claims[index]})
    return found


def _everything(claims: list[dict[str, Any]]) -> int:
    return sum(map(occurred, claims))


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """``rows`` and ``fields`` as shares, ``spurious`` as a number of claims over all articles."""
    tables = sample(load(data), limit)
    read_ones = [(path, *read(path, table)) for path, table in tables]
    scores = [s for _, s, _ in read_ones]
    return Result(
        bench="seed",
        split=split,
        docs=len(tables),
        items=sum(len(s.rows) for s in scores),
        metrics={
            "rows": rows_share(scores),
            "fields": fields_share(scores),
            "spurious": float(sum(len(s.spurious) for s in scores)),
        },
        baselines={"no claim at all": {"rows": 0.0, "fields": 0.0, "spurious": 0.0}},
        intervals={
            "rows": bootstrap(scores, lambda d: rows_share(list(d))),
            "fields": bootstrap(scores, lambda d: fields_share(list(d))),
        },
        beat=_BEAT,
        predictions=[row for path, s, claims in read_ones for row in _predictions(path, s, claims)],
        notes=(
            f"{sum(s.rows_met for s in scores)} of {sum(len(s.rows) for s in scores)} readings, "
            f"{sum(s.fields_met for s in scores)} of {sum(s.fields for s in scores)} fields, "
            f"{sum(_everything(c) for _, _, c in read_ones)} claims of something that happened",
        ),
    )

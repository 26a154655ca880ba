"""``python -m bench diff REV [NAME…]``: the items won and lost against another revision of this repository."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.run import placed

ROOT = Path(__file__).parent.parent
QUICK = ("seed", "petrarch", "fakes")
SHOWN = 20


def show(data: Path, rest: list[str], limit: int | None = None) -> None:
    """Runs the benches here and at the revision, and prints what changed, item by item."""
    if not rest:
        raise SystemExit("bench diff: name a revision, for example: python -m bench diff HEAD~1 --data DIR fakes")
    revision, names = rest[0], rest[1:] or list(QUICK)
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        subprocess.run(["git", "worktree", "add", "-q", "--detach", str(tree), revision], cwd=ROOT, check=True)
        try:
            for name in names:
                _print(name, *(predictions(place, data, name, limit) for place in (tree, ROOT)))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)


def predictions(tree: Path, data: Path, name: str, limit: int | None = None) -> dict[str, Any]:
    """Predictions of a bench by item, made by the code in ``tree``."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        command = [sys.executable, "-m", "bench", name, "--data", str(placed(data, name).resolve()), "-o", file.name]
        command += ["--limit", str(limit)] if limit else []
        env = os.environ | {"PYTHONPATH": os.pathsep.join((str(tree / "src"), str(tree)))}
        subprocess.run(command, cwd=tree, check=True, env=env, stdout=subprocess.DEVNULL)
        rows = map(json.loads, Path(file.name).read_text(encoding="utf-8").splitlines())
        return {str(row["item"]): row for row in rows}


def compare(before: dict[str, Any], after: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The items won and lost, by their key."""
    both = [item for item in after if item in before]
    won = [i for i in both if after[i].get("ok") and not before[i].get("ok")]
    return won, [i for i in both if before[i].get("ok") and not after[i].get("ok")]


def _print(name: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    won, lost = compare(before, after)
    right = [sum(bool(row.get("ok")) for row in rows.values()) for rows in (before, after)]
    print(
        f"{name}: {len(won)} won, {len(lost)} lost; right {right[0]} of {len(before)}, now {right[1]} of {len(after)}"
    )
    for sign, items in (("+", won), ("-", lost)):
        for item in items[:SHOWN]:
            print(f"  {sign} {item}: {_short(before[item])} -> {_short(after[item])}")
        if len(items) > SHOWN:
            print(f"  {sign} and {len(items) - SHOWN} more")


def _short(row: dict[str, Any]) -> str:
    """Ours, cut short; the whole row but its key where a bench names no such column."""
    ours = row.get("ours", {k: v for k, v in row.items() if k not in {"item", "ok", "text"}})
    return json.dumps(ours, ensure_ascii=False)[:100]

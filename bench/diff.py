"""``python -m bench diff REV [NAME…]``: the items won and lost against another revision of this repository."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
QUICK = ("seed", "petrarch", "fakes")
SHOWN = 20


def show(data: Path, rest: list[str]) -> None:
    """Runs the benches here and at the revision, and prints what changed, item by item."""
    if not rest:
        raise SystemExit("bench diff: name a revision, for example: python -m bench diff HEAD~1 --data DIR fakes")
    revision, names = rest[0], rest[1:] or list(QUICK)
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        subprocess.run(["git", "worktree", "add", "-q", "--detach", str(tree), revision], cwd=ROOT, check=True)
        try:
            for name in names:
                _print(name, predictions(tree, data, name), predictions(ROOT, data, name))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)


def predictions(tree: Path, data: Path, name: str) -> dict[str, Any]:
    """Predictions of a bench by item, made by the code in ``tree``."""
    place = data.parent / "seed" if name == "seed" and not (data / "seed").exists() else data
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        command = [sys.executable, "-m", "bench", name, "--data", str(place.resolve()), "-o", file.name]
        env = os.environ | {"PYTHONPATH": str(tree / "src")}
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
    print(f"{name}: {len(won)} won, {len(lost)} lost, of {len(after)}")
    for sign, items, source in (("+", won, after), ("-", lost, after)):
        for item in items[:SHOWN]:
            print(f"  {sign} {item}: {json.dumps(source[item].get('ours'), ensure_ascii=False)[:160]}")

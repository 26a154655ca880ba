"""The command ``dateline``."""

import json
import sys

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def main() -> None:
    """Read reporting on armed conflict: who is said to have done what to whom, where, when, and according to whom."""


@app.command()
def read(inputs: list[str], published: str | None = None) -> None:
    """Read articles."""
    from dateline import read_all
    from dateline.errors import InputError

    for item in read_all(inputs, published=published):
        if isinstance(item, InputError):
            print(item, file=sys.stderr)
            continue
        for row in item.to_dicts():
            print(json.dumps(row, ensure_ascii=False))

"""``dateline places info`` and ``dateline places import``: what the gazetteer knows, and how to widen it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True, help="What places dateline knows, why one wins, and how to add all of GeoNames."
)


@app.command(
    epilog="""Examples:

    dateline places info Tripoli

    dateline places info Lexington --with Kentucky --with Louisville"""
)
def info(
    name: Annotated[str, typer.Argument(help="A place name, in any spelling.")],
    context: Annotated[
        list[str] | None, typer.Option("--with", help="A place named in the same text; may be given again.")
    ] = None,
    most: Annotated[int, typer.Option(help="How many candidates to show.")] = 8,
) -> None:
    """Shows the places a name could mean, how likely each is, and why the first wins."""
    from dateline.places.explain import explain
    from dateline.places.gazetteer import load

    candidates = explain(name, tuple(context or ()), load())
    if not candidates:
        print(f"{name}: no place of that name or of a spelling near it; `dateline places import` adds all of GeoNames")
        raise typer.Exit(1)
    for rank, candidate in enumerate(candidates[:most], 1):
        print(f"{rank:2}. {candidate.line()}")
    print(f"\nWhy the first wins: {candidates[0].why(candidates[1] if len(candidates) > 1 else None)}")
    if len(candidates) > most:
        print(f"({len(candidates) - most} less likely ones not shown)")


@app.command(name="import")
def import_(
    archive: Annotated[Path, typer.Argument(help="allCountries.zip, or a country's zip, of download.geonames.org.")],
    home: Annotated[
        Path | None, typer.Option("--to", help="Where to keep it; the user's data directory if absent.")
    ] = None,
) -> None:
    """Adds a GeoNames dump to the gazetteer. Stopped half-way, it goes on where it stopped."""
    from rich.console import Console
    from rich.progress import Progress, TimeRemainingColumn

    from dateline.data import user_folder
    from dateline.errors import DataError
    from dateline.places.imported import import_dump

    folder = home or user_folder("places")
    console = Console(stderr=True)
    with Progress(*Progress.get_default_columns()[:-1], TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task("compiling", total=None)
        try:
            count = import_dump(archive, folder, lambda done, size: bar.update(task, completed=done, total=size))
        except DataError as error:
            print(error, file=sys.stderr)
            raise typer.Exit(1) from error
    print(f"{count:,} places added in {folder}; remove the folder to undo")

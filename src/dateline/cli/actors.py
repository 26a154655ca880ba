"""``dateline actors``: look a name up in the registry of actors, and add actors of one's own."""

from pathlib import Path
from typing import Annotated

import typer

verbs = typer.Typer(no_args_is_help=True, help="Look up actors, or add your own.")


@verbs.command()
def info(name: Annotated[str, typer.Argument(help="A name in any spelling.", show_default=False)]) -> None:
    """Show what the registry knows under a name. Exit code 1 where it knows nothing."""
    from dateline.mark.registry import registry

    known = registry()
    actor = known.named(name)
    if actor is None:
        typer.echo(f"{name}: not in the registry; it is still marked as an actor, by its words", err=True)
        raise typer.Exit(1)
    shown = {"id": actor.id, "name": actor.name, "type": actor.type, "country": actor.country, "years": actor.years}
    shown["of"] = f"{actor.of}, a news agency" if actor.wire else actor.of
    for label, value in shown.items():
        if value:
            print(f"{label:8} {value}")
    print(f"{'names':8} {'; '.join(known.names_of(actor.id))}")


@verbs.command("import")
def add(file: Annotated[Path, typer.Argument(help="A TOML file of actors.", exists=True, dir_okay=False)]) -> None:
    """Add the actors of a TOML file, for all later runs.

    The file has a section for each country and a line for each actor:
    [SY], then my-group = ["2012-; rebel group", "Name", "Other name"]. A file of the same name is replaced.
    """
    from dateline.data import user_folder
    from dateline.errors import DataError
    from dateline.mark.registry import read_actors

    try:
        found = read_actors(file)
    except DataError as error:
        raise typer.BadParameter(str(error), param_hint="FILE") from None
    folder = user_folder("actors")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{file.stem}.toml"
    beside = target.with_suffix(".part")
    beside.write_bytes(file.read_bytes())
    beside.replace(target)
    print(f"{len(found)} actors added: {target}")

"""The command ``dateline``: results to stdout or a file, progress and warnings to stderr.

Exit codes: 0 all was read, 1 some inputs failed (each named, the rest done), 2 the command was used wrongly.
To add a verb, write a function here, or a Typer in its room and ``app.add_typer(verbs, name="places")`` below; import
inside functions, so that ``--help`` stays quick.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.amounts import many
from dateline.cli.actors import verbs
from dateline.cli.case import mount
from dateline.edges import NothingRead, form_of, opened, stdout, whole
from dateline.places.commands import app as places
from dateline.report import SUFFIXES, Format

if TYPE_CHECKING:
    from dateline.errors import InputError
    from dateline.models.beside import Beside
    from dateline.pipeline import Tables
    from dateline.records import Reading
    from dateline.report.release import Rules
    from dateline.store import Case


class Vague(StrEnum):
    """The tables of ``data/counts.toml`` for vague numbers."""

    NEUTRAL = "neutral"
    ACLED = "acled"


# What became of articles read into a case, in the order it is told.
KEPT = {"new": "new", "supersedes": "new in place of an earlier reading", "known": "known"}
STOPPED = 130  # what a shell has for a program that Ctrl-C ended
MOST = 10  # articles named one by one where words were withheld

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(verbs, name="actors")
app.add_typer(places, name="places")


def _version(wanted: bool) -> None:
    if wanted:
        from dateline import __version__

        print(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Reads reporting on armed conflict and writes down what it says happened, and according to whom."""


@app.command(
    epilog="""Examples:

    dateline read report.html

    dateline read reports/ --format csv -o claims.csv

    dateline read 'wire/*.txt' --published 2021-03-04 -o claims.jsonl

    cat report.txt | dateline read - --format jsonl

    dateline read report.pdf -o dossier.html

Exit code: 0 all was read, 1 some inputs failed (each is named, the rest is done), 2 wrong usage, 130 stopped by Ctrl-C."""
)
def read(  # noqa: PLR0913, PLR0917 - a command's parameters are its options
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="A file, folder, 'glob', URL, or - for standard input.", show_default=False
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Publication date, as 2021-03-04, where you know it better than the page."),
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="What to write. [dim]default: by the suffix of -o, else summary[/dim]",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help="Write to this file; it is replaced only when all is written."
        ),
    ] = None,
    names: Annotated[
        bool,
        typer.Option("--names", help="Keep the names of victims, witnesses and minors, which are withheld otherwise."),
    ] = False,
    exact_recent: Annotated[
        bool,
        typer.Option(
            "--exact-recent",
            help="Keep exact places of movements and bases younger than 14 days, written as their province otherwise.",
        ),
    ] = False,
    vague: Annotated[
        Vague | None,
        typer.Option(
            "--vague",
            help='What "dozens", "several" and the like count as: the words\' own range, or one number as ACLED has it. '
            "[dim]default: neutral[/dim]",
            show_default=False,
        ),
    ] = None,
    triggers: Annotated[
        Path | None,
        typer.Option(
            "--triggers", metavar="TOML", help="Event triggers of your own, tried before ours (see docs/triggers.md)."
        ),
    ] = None,
    case: Annotated[
        Path | None,
        typer.Option("--case", metavar="DIR", help="Keep originals and all that was read in this case as well."),
    ] = None,
) -> None:
    """Read articles: who is said to have done what to whom, where and when, how many were hurt, and who says so.

    Reads text, Markdown, HTML, PDF, DOCX, e-mail, MHTML, JSON, JSON Lines and CSV of articles, WARC, RSS and Atom, and .gz of each.
    """
    form = _chosen(form, output)
    day = _day(published)
    from dateline.models.beside import Beside

    with Beside() as beside:  # before all else is imported: its start is what the user waits for
        from dateline.report.release import Rules

        rules = Rules(date.today(), names=names, exact_recent=exact_recent)
        run = Run(beside, inputs, day, rules, opened(case), _tables(triggers, vague))
        try:
            run.write(form, output)
        except KeyboardInterrupt:
            run.report(stopped=True)
            raise typer.Exit(STOPPED) from None
    run.report()
    raise typer.Exit(1 if run.failed else 0)


@app.command()
def verify(
    case: Annotated[Path, typer.Option("--case", metavar="DIR", help="The case to check.", show_default=False)],
) -> None:
    """Check that a case is still what was put into it: re-hash its originals, replay its log.

    Exit code: 0 it is, 1 it is not (each finding is named).
    """
    held = opened(case, make=False)
    assert held is not None
    with held:
        found = held.verify()
    for problem in found.problems:
        print(f"{'wrong' if problem.harms else 'note'}: {problem.where}: {problem.what}")
    print(
        f"{many(found.originals, 'original')}, {many(found.readings, 'reading')}, {many(found.judgements, 'judgement')}"
    )
    print(f"last line {found.chain}")
    raise typer.Exit(0 if found.sound else 1)


mount(app)


def _chosen(form: Format | None, output: Path | None) -> Format:
    found = form_of(form, output, SUFFIXES, Format.SUMMARY)
    if found == Format.PARQUET and output is None and sys.stdout.isatty():
        raise typer.BadParameter("parquet is not for a terminal; add -o claims.parquet", param_hint="--format")
    return found


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        raise typer.BadParameter(
            f"{published!r} is no date; write it as 2021-03-04", param_hint="--published"
        ) from None


def _tables(triggers: Path | None, vague: Vague | None) -> "Tables":
    from dateline.errors import DataError
    from dateline.pipeline import tables

    try:
        return tables(triggers, vague)
    except DataError as error:
        raise typer.BadParameter(str(error), param_hint="--triggers") from None


class Run:
    """One ``dateline read``: the parser's process, the inputs, the rules of release, and what went wrong or was withheld."""

    def __init__(
        self,
        beside: "Beside",
        inputs: list[str],
        published: date | None,
        rules: "Rules",
        case: "Case | None",
        chosen: "Tables",
    ) -> None:
        self.beside, self.inputs, self.published, self.rules, self.case = beside, inputs, published, rules, case
        self.chosen = chosen
        self.added: Counter[str] = Counter()
        self.failed: list[InputError] = []
        self.withheld: list[str] = []

    def readings(self) -> "Iterator[Reading]":
        """Released readings, one per article; what fails is noted and left out."""
        from dateline.errors import InputError
        from dateline.pipeline import read_beside
        from dateline.report.release import release

        for item in read_beside(self.beside, self.inputs, published=self.published, chosen=self.chosen):
            if isinstance(item, InputError):
                self.failed.append(item)
                continue
            if self.case:  # a case keeps all that was read; the rules are for what leaves
                self.added[self.case.add(item)] += 1
            released = release(item, self.rules)
            self.withheld.extend(f"{item.article.source}: {note}" for note in released.notes)
            yield released.reading

    def write(self, form: Format, output: Path | None) -> None:
        """Read everything and write it where it belongs."""
        from dateline import link
        from dateline.report import write

        open_screen = output is None and sys.stdout.isatty()  # what is printed there shows how far it is
        shown = form == Format.SUMMARY and open_screen
        with _progress([] if open_screen else self.inputs) as watch:
            readings = watch(self.readings())
            if output is not None:
                with whole(output) as out:
                    if write(readings, form, out, link) == 0:
                        raise NothingRead
                return
            with stdout() as out:
                if shown:
                    _show(readings)
                else:
                    write(readings, form, out, link)

    def report(self, stopped: bool = False) -> None:
        """Name on stderr what was kept, what was withheld and what failed."""
        if stopped:
            kept = "; the case keeps what was read, and the same command goes on" if self.case else ""
            print(f"dateline: stopped{kept}", file=sys.stderr)
        if self.case:
            kept = (
                ", ".join(f"{self.added[what]} {said}" for what, said in KEPT.items() if self.added[what])
                or "nothing new"
            )
            print(
                f"dateline: case {self.case.folder}: {kept}; dateline link --case {self.case.folder} links them",
                file=sys.stderr,
            )
            self.case.close()
        for note in self.withheld[:MOST]:
            print(f"dateline: {note}", file=sys.stderr)
        if len(self.withheld) > MOST:
            print(f"dateline: withheld in {len(self.withheld) - MOST} more articles", file=sys.stderr)
        for error in self.failed:
            print(f"dateline: cannot read {error.source}: {error.reason}; {error.advice}", file=sys.stderr)


def _show(readings: "Iterator[Reading]") -> None:
    from rich.console import Console

    from dateline.report.summary import show

    console = Console(highlight=False, emoji=False, markup=False)
    for reading in readings:
        show(reading, console)


@contextmanager
def _progress(inputs: list[str]) -> Iterator[Any]:
    """A function that passes readings on, and counts them on stderr where that is a terminal."""
    if not sys.stderr.isatty() or not inputs:
        yield lambda readings: readings
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    place = _places(inputs)
    columns = (TextColumn("reading"), BarColumn(), TextColumn("{task.fields[many]} articles"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=len(place) if len(place) > 1 else None, many=0)

        def watch(readings: "Iterator[Reading]") -> "Iterator[Reading]":
            for many, reading in enumerate(readings, start=1):
                yield reading
                source = reading.article.source
                bar.update(task, completed=place.get(source) or place.get(source.rpartition("#")[0]), many=many)

        yield watch


def _places(inputs: list[str]) -> dict[str, int]:
    """Every single input the arguments stand for, by its place among them, counted from one."""
    from dateline.errors import InputError
    from dateline.read.inputs import names

    single: list[str] = []
    for source in inputs:
        with suppress(InputError):  # it is named when it is read
            single += names(source)
    return {name: n for n, name in enumerate(single, start=1)}

"""``dateline link``, ``check`` and ``judge``: the events that several articles tell of, and what people and reference
data say of them."""

import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from dateline.edges import form_of, opened, stdout, whole
from dateline.report import LINKED_SUFFIXES, LinkedFormat

if TYPE_CHECKING:
    from dateline.link import Corpus
    from dateline.records import Article, Linked, Reading
    from dateline.report.release import Rules

CaseDir = Annotated[
    Path | None, typer.Option("--case", metavar="DIR", help="The case that holds the articles.", show_default=False)
]
Inputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[INPUT]", help="Without a case: files, folders, 'globs' or URLs.", show_default=False),
]
Form = Annotated[
    LinkedFormat | None,
    typer.Option(
        "--format",
        "-f",
        help="What to write. [dim]default: by the suffix of -o, else summary[/dim]",
        show_default=False,
    ),
]
CheckForm = Annotated[
    LinkedFormat | None,
    typer.Option(
        "--format",
        "-f",
        metavar="<summary|json|csv>",
        help="What to write. [dim]default: by the suffix of -o, else summary[/dim]",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write to this file; it is replaced only when all is written."),
]
Names = Annotated[
    bool,
    typer.Option("--names", help="Keep the names of victims, witnesses and minors, which are withheld otherwise."),
]
Exact = Annotated[
    bool,
    typer.Option(
        "--exact-recent",
        help="Keep exact places of movements and bases younger than 14 days, written as their province otherwise.",
    ),
]


class Verdict(StrEnum):
    """What a person can say of two claims."""

    SAME = "same"
    DIFFERENT = "different"
    WITHDRAW = "withdraw"  # takes their earlier word back


def mount(app: typer.Typer) -> None:
    """Adds the commands to the app."""
    app.command(epilog=LINK_EXAMPLES)(link)
    app.command(epilog=CHECK_EXAMPLES)(check)
    app.command(epilog=JUDGE_EXAMPLES)(judge)


LINK_EXAMPLES = """Examples:

    dateline link --case spring

    dateline link --case spring -o accounts.csv

    dateline link a.html b.html c.html -o dossier.html

Exit code: 0 all was linked, 1 some inputs failed (each is named, the rest is done), 2 wrong usage."""


def link(
    inputs: Inputs = None,
    case: CaseDir = None,
    form: Form = None,
    output: Output = None,
    names: Names = False,
    exact_recent: Exact = False,
) -> None:
    """Link articles: which reports tell of one event, account beside account, and how many of them are independent.

    With a case, the machine's judgements are added to its log; what people judged outranks them.
    """
    chosen = form_of(form, output, LINKED_SUFFIXES, LinkedFormat.SUMMARY)
    corpus = _Corpus(inputs, case, _rules(names, exact_recent))
    told = corpus.linked(whole=chosen == LinkedFormat.HTML)
    corpus.write(lambda out: told.write(chosen, out), output)


CHECK_EXAMPLES = """Examples:

    dateline check --case spring --against GEDEvent_v24_1.csv

    dateline check --case spring --against my-list.csv --mapping my-list.toml -o checked.csv

The verdicts are match, coarser, no match and outside coverage. None of them says that an event did or did not happen.

Exit code: 0 all was checked, 1 some inputs failed, 2 wrong usage or an unknown file layout."""


def check(  # noqa: PLR0913, PLR0917 - a command's parameters are its options
    against: Annotated[
        Path,
        typer.Option(
            metavar="FILE", help="UCDP GED, ACLED, GDELT, POLECAT, or a CSV with --mapping.", show_default=False
        ),
    ],
    inputs: Inputs = None,
    case: CaseDir = None,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="MAP.toml", help="Names the columns of a CSV of your own.", show_default=False),
    ] = None,
    form: CheckForm = None,
    output: Output = None,
    names: Names = False,
    exact_recent: Exact = False,
) -> None:
    """Check events against a reference data set: which of its rows may tell of each, why, and where they differ."""
    chosen = form_of(form, output, LINKED_SUFFIXES, LinkedFormat.SUMMARY)
    if chosen == LinkedFormat.HTML:
        raise typer.BadParameter("check writes summary, json or csv", param_hint="--format")
    from dateline import check as check_events
    from dateline.check import read_references
    from dateline.errors import DataError

    try:
        references = read_references(against, mapping)
    except DataError as error:
        raise typer.BadParameter(str(error), param_hint="--against") from None
    corpus = _Corpus(inputs, case, _rules(names, exact_recent))
    linked = corpus.linked().linked
    from dateline.report.checks import write_checked

    checked = check_events(linked, references)
    corpus.write(lambda out: write_checked(linked, checked, references, chosen, out), output)


JUDGE_EXAMPLES = """Examples:

    dateline judge --case spring c:1f0c6d7e8a9b0c1d c:22aa33bb44cc55dd same --by Ada

    dateline judge --case spring c:1f0c6d7e8a9b0c1d c:22aa33bb44cc55dd withdraw --by Ada

The ids of claims stand in the CSV and JSON of dateline link. Exit code: 0 noted, 2 wrong usage."""


def judge(
    left: Annotated[str, typer.Argument(help="The id of a claim.", show_default=False)],
    right: Annotated[str, typer.Argument(help="The id of another.", show_default=False)],
    verdict: Annotated[Verdict, typer.Argument(help="What they are.", show_default=False)],
    case: Annotated[Path, typer.Option("--case", metavar="DIR", help="The case that holds both.", show_default=False)],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who judges: it stands in the log.", show_default=False)],
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why.")] = "",
) -> None:
    """Say whether two claims tell of one event: it outranks the machine, and "withdraw" takes it back.

    Nothing is overwritten: each word is a row of the case's log, and a person's newest on a pair holds.
    """
    meaning = {Verdict.SAME: True, Verdict.DIFFERENT: False, Verdict.WITHDRAW: None}
    from dateline.errors import UsageError

    held = opened(case, make=False)
    assert held is not None
    with held:
        try:
            held.judge(left, right, meaning[verdict], by=by, note=note)
        except UsageError as error:
            raise typer.BadParameter(str(error)) from None
    print(f"{left} {right}: {verdict}, by {by}; dateline link --case {case} shows what follows")


# ---------------------------------------------------------------- what the commands share


def _rules(names: bool, exact_recent: bool) -> "Rules":
    from dateline.report.release import Rules

    return Rules(date.today(), names=names, exact_recent=exact_recent)


@dataclass(frozen=True)
class _Told:
    """Linked events as they may leave, with their articles; the whole readings only for a dossier."""

    linked: "Linked"
    articles: "Sequence[Article]"
    readings: "Sequence[Reading]"

    def write(self, form: LinkedFormat, out: BinaryIO) -> None:
        if form == LinkedFormat.HTML:
            from dateline.report import dossier

            dossier.write(sorted(self.readings, key=_by_day), out, self.linked)
            return
        from dateline.report.events import write_linked

        write_linked(self.articles, self.linked, form, out)


def _by_day(reading: "Reading") -> tuple[str, str]:
    published = reading.article.published
    return (published.date.isoformat() if published else "", reading.article.id)


class _Corpus:
    """The articles of a case or of inputs: linked as they are, shown as the rules of release allow."""

    def __init__(self, inputs: list[str] | None, folder: Path | None, rules: "Rules") -> None:
        if bool(inputs) == bool(folder):
            raise typer.BadParameter("give either --case DIR or inputs to read, not both", param_hint="--case")
        self.inputs, self.rules = inputs or [], rules
        self.case = opened(folder, make=False)
        self.failed = 0
        self.notes: list[str] = []

    def linked(self, whole: bool = False) -> _Told:
        """The events of all readings as the released ones tell them. Readings are gone through twice, one at a time: to
        be compared as they are, and to be told as they may leave; ``whole`` keeps those that leave."""
        from dateline.link import Corpus
        from dateline.report.private import whole_names

        corpus, names = Corpus(), set[str]()
        readings = self.case.readings if self.case else _Again(self._read()).readings
        with _counting("reading") as count:
            for reading in count(readings()):
                names |= frozenset() if self.rules.names else whole_names([reading])
                corpus.take([(reading.article, reading.claims)])
        corpus.judge(self.case.said() if self.case else ())
        if self.case:
            new = self.case.propose(corpus.judgements)
        shown = list(self._released(corpus, readings(), frozenset(names), whole))
        if self.case:
            told = f"{_many(len(corpus.articles), 'article')}, {_many(new, 'new judgement')} of the machine"
            self.notes.insert(0, f"case {self.case.folder}: {told}")
            self.case.close()
        if not corpus.articles:
            self.notes.append("no article to link; add some with dateline read … --case DIR")
        return _Told(corpus.tell(), corpus.articles, shown)

    def _released(
        self, corpus: "Corpus", readings: "Iterator[Reading]", names: frozenset[str], whole: bool
    ) -> "Iterator[Reading]":
        """Keeps every reading as it may leave, and passes it on where it is asked for."""
        from dateline.report.release import release

        for reading in readings:
            found = release(reading, self.rules, names)
            self.notes += [f"{reading.article.source}: {note}" for note in found.notes]
            corpus.keep(found.reading.article, found.reading.claims, bool(found.notes))
            if whole:
                yield found.reading

    def _read(self) -> "Iterator[Reading]":
        from dateline import read_all
        from dateline.errors import InputError

        for item in read_all(self.inputs):
            if isinstance(item, InputError):
                self.failed += 1
                self.notes.append(f"cannot read {item.source}: {item.reason}; {item.advice}")
            else:
                yield item

    def write(self, writer: Callable[[BinaryIO], None], output: Path | None) -> None:
        """Writes where it belongs, tells on stderr what a reader must know, and leaves."""
        with stdout() if output is None else whole(output) as out:
            writer(out)
        for note in self.notes:
            print(f"dateline: {note}", file=sys.stderr)
        raise typer.Exit(1 if self.failed else 0)


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"


class _Again:
    """Readings that come once, to be gone through a second time: they wait in a temporary file."""

    def __init__(self, readings: "Iterable[Reading]") -> None:
        self._readings: Iterable[Reading] | None = readings
        self._file = TemporaryFile()  # noqa: SIM115 - it is taken away with this

    def readings(self) -> "Iterator[Reading]":
        if self._readings is not None:
            first, self._readings = self._readings, None
            for reading in first:
                pickle.dump(replace(reading, signals=()), self._file)
                yield reading
            return
        self._file.seek(0)
        with suppress(EOFError):
            while True:
                yield pickle.load(self._file)


@contextmanager
def _counting(what: str) -> "Iterator[Callable[[Iterator[Reading]], Iterator[Reading]]]":
    """A function that passes readings on and counts them on stderr, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda readings: readings
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn(what), TextColumn("{task.completed} articles"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def count(readings: "Iterator[Reading]") -> "Iterator[Reading]":
            for reading in readings:
                yield reading
                bar.advance(task)

        yield count
        bar.update(task, description="linking")

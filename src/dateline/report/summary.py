"""The summary: what an article claims, in the order a reader wants it, for a terminal or a plain file.

The same lines go to both: no boxes, no padding, so that a pipe gets clean text. Styles vanish where there is no
terminal.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from dateline.records import Claim, Marks, Reading, Span
from dateline.report.groups import Entry, arguments, by_standing
from dateline.report.masking import MASK
from dateline.report.phrases import (
    Standing,
    according,
    around,
    clause,
    interval,
    manner,
    numbers,
    phrase,
    published,
    sentence,
    short,
    told,
)
from dateline.report.unresolved import unresolved
from dateline.vocab import Voice

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["lines", "plain_text", "show"]

PLAIN_WIDTH = 100  # columns of a summary that goes to a pipe or a file
NARROW = 76  # below this many columns the time stands before the words, not in a column of its own
DATES = 27  # columns of the time: "28 Sep 2020 – 12 Oct 2021" and a gap
FEW = 4  # words of a clause below which its sentence is shown: "wounded" alone says nothing
MOST = 12  # names listed in each part of "could not be resolved"

HEADINGS = {
    Standing.REPORTED: "Reported as having happened",
    Standing.HOLDS: "Said to hold",
    Standing.DENIED: "Denied, or said not to have happened",
    Standing.EXPECTED: "Threatened, planned, demanded or expected",
    Standing.POSSIBLE: "Held possible",
    Standing.ARGUED: "Judged or argued",
}
STANDS = {Standing.HOLDS: "said to hold", Standing.POSSIBLE: "held possible"}  # where the word alone reads badly


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: styled pieces, how far it is indented, how much further its next lines are, and a ``lead`` that
    stands in the indent of its first line."""

    pieces: tuple[tuple[str, str], ...]
    indent: int = 0
    hang: int = 0
    lead: tuple[str, str] = ("", "")


def show(reading: Reading, console: "Console") -> None:
    """Print the summary of one reading to ``console``, as wide as it is."""
    for line in lines(reading, console.width):
        for text in _wrapped(line, console):
            console.print(text, soft_wrap=True)


def plain_text(readings: Iterable[Reading]) -> Iterator[str]:
    """The summaries as plain text, one string per reading."""
    from rich.console import Console

    for reading in readings:
        out = StringIO()
        show(reading, Console(file=out, width=PLAIN_WIDTH, no_color=True, highlight=False, emoji=False, markup=False))
        yield out.getvalue()


def _wrapped(line: Line, console: "Console") -> Iterator["Text"]:
    from rich.text import Text

    body = Text.assemble(*line.pieces)
    rows = body.wrap(console, max(20, console.width - line.indent - line.hang))
    for i, row in enumerate(rows or [Text("")]):
        row.rstrip()
        words, style = line.lead if i == 0 else ("", "")
        before = Text(words, style) + Text(" " * (line.indent - len(words) + (line.hang if i else 0)))
        yield before + row if row.plain else Text("")


def lines(reading: Reading, width: int) -> Iterator[Line]:
    """The whole summary as paragraphs for ``width`` columns."""
    yield from _article(reading)
    sorted_claims = by_standing(reading.claims)
    for stands, entries in sorted_claims.items():
        yield from _heading(HEADINGS[stands], sum(len(e.claims) for e in entries))
        for entry in entries:
            yield from _entry(entry, stands, width, reading.article.text)
    yield from _argument(reading)
    yield from _loaded(reading)
    yield from _unresolved(reading.marks)
    yield _blank()


def _blank() -> Line:
    return Line((("", ""),))


def _heading(title: str, many: int | None = None) -> Iterator[Line]:
    yield _blank()
    yield Line(((title.upper(), "bold cyan"), (f"  {many}" if many else "", "dim")))


def _article(reading: Reading) -> Iterator[Line]:
    article = reading.article
    yield Line(((article.title or short(article.text, 80) or "(no text)", "bold"),), hang=2)
    credit = [article.outlet, article.byline, article.wire and f"credited to {article.wire}"]
    filed = f"filed from {article.dateline.text}" if article.dateline else None
    facts = [part for part in (*credit, filed, published(article.published)) if part]
    yield Line(((" · ".join(facts), ""),), hang=2)
    yield Line(((article.url or article.source, "dim"),), hang=2)
    yield Line(((_tally(reading), "dim"),), hang=2)
    if MASK in article.text:
        yield Line(((f"{MASK} stands for words withheld; --names and --exact-recent keep them.", "yellow"),), hang=2)


def _tally(reading: Reading) -> str:
    found = by_standing(reading.claims)
    if not found:
        return "No claims found."
    parts = (f"{sum(len(e.claims) for e in entries)} {STANDS.get(stands, stands)}" for stands, entries in found.items())
    many = len(reading.claims)
    voice = ". Where no source is named, the author says so."
    again = sum(len(e.again) for entries in found.values() for e in entries)
    return f"{many} claim{'s' * (many != 1)}: {', '.join(parts)}" + (f", {again} told again" if again else "") + voice


def _entry(entry: Entry, stands: Standing, width: int, text: str) -> Iterator[Line]:
    """Time beside (or before) the deed, its numbers and hedges; then the words, and who says so."""
    claim = entry.first
    event = claim.event
    when = interval(event.when if event else None)
    timed = stands != Standing.ARGUED
    beside = timed and width >= NARROW
    indent = 2 + (DATES if beside else 0)
    deed, evidence = _deed(entry, stands), _evidence(entry, text)
    if evidence and not evidence[0][0]:  # no words to add: the source stands beside the claim, which is its words
        deed, evidence = (*deed, (" ", ""), *evidence), ()
    if beside:
        yield Line(deed, indent=indent, lead=("  " + (when or _undated(stands)), "green" if when else "dim"))
    else:
        before = ((f"{when}  ", "green"),) if timed and when else ()
        yield Line((*before, *deed), indent=2, hang=2)
    if evidence:
        yield Line(evidence, indent=indent + 2, hang=2 if not beside else 0)


def _undated(stands: Standing) -> str:
    return "undated" if stands == Standing.REPORTED else ""


def _deed(entry: Entry, stands: Standing) -> tuple[tuple[str, str], ...]:
    claim = entry.first
    counts = numbers(claim.event.counts) if claim.event else ""
    kind = f"{claim.kind}: " if stands == Standing.ARGUED else ""
    qualified = "" if stands == Standing.ARGUED else manner(claim)
    return (
        (kind, "magenta"),
        (phrase(entry.claims), "bold" if stands == Standing.REPORTED else ""),
        (f": {counts}" if counts else "", "red"),
        (f" [{qualified}]" if qualified else "", "yellow"),
    )


def _evidence(entry: Entry, text: str) -> tuple[tuple[str, str], ...]:
    """The words, and who says so where it is not the author; nothing where the line above is the words already."""
    claim = entry.first
    words = ""
    if claim.event and told(claim.event):
        start, end = claim.span.start, claim.span.end
        if len(claim.span.text.split()) < FEW:
            start, end = sentence(text, start, end)
        words = f"“{around(text[start:end], claim.event.trigger.start - start, 160)}”"
    voiced = any(step.kind != Voice.AUTHOR for step in claim.attribution)
    source = f"— {according(claim)}" if voiced else ""
    again = f"· told again{f' {len(entry.again)}×' if len(entry.again) > 1 else ''}" if entry.again else ""
    parts = ((words, "dim italic"), (source, "blue"), (again, "dim"))
    return tuple(
        (" " * bool(n and parts[0][0]) + part, style) for n, (part, style) in enumerate(parts) if part or n == 0
    )


def _argument(reading: Reading) -> Iterator[Line]:
    found = arguments(reading.claims)
    if not found:
        return
    yield from _heading("What it argues, and on what grounds", len(found))
    for argument in found:
        for conclusion in argument.conclusions:
            yield Line((("∴ ", "magenta"), (short(clause(conclusion.span.text), 200), "bold")), indent=2, hang=2)
        for ground in argument.grounds:
            yield Line((("because ", "dim"), (short(clause(ground.span.text), 200), "")), indent=6, hang=2)


def _loaded(reading: Reading) -> Iterator[Line]:
    found: dict[str, Counter[str]] = {}
    for technique, span in _loaded_words(reading.claims):
        found.setdefault(technique, Counter())[" ".join(span.text.split()).casefold()] += 1
    if not found:
        return
    yield from _heading("Loaded words")
    for technique, words in found.items():
        listed = ", ".join(f"“{word}”" + (f" ×{n}" if n > 1 else "") for word, n in words.most_common())
        yield Line(((f"{technique.replace('_', ' ')}: ", "magenta"), (listed, "")), indent=2, hang=2)


def _loaded_words(claims: tuple[Claim, ...]) -> list[tuple[str, Span]]:
    return sorted({(r.technique, r.span) for claim in claims for r in claim.rhetoric}, key=lambda pair: pair[1])


def _unresolved(marks: Marks) -> Iterator[Line]:
    found = {name: names for name, names in unresolved(marks).items() if names}
    if not found:
        return
    yield from _heading("Could not be resolved")
    for name, names in found.items():
        title = "actors in no list" if name == "actors" else name
        more = f", and {len(names) - MOST} more" if len(names) > MOST else ""
        yield Line(((f"{title}: ", "magenta"), ("; ".join(names[:MOST]) + more, "")), indent=2, hang=2)

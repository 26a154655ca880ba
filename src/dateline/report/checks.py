"""What reference data say of events: as a summary to read, JSON, and a CSV with a row for each match."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import TextIOWrapper
from typing import Any, BinaryIO, Protocol

from dateline.records import Checked, EventView, Linked, Match, Reference, plain
from dateline.report import LinkedFormat
from dateline.report.events import headline
from dateline.report.tables import safe
from dateline.report.width import fitted

__all__ = ["References", "write_checked"]

VERDICTS = ("match", "coarser", "no match", "outside coverage")
MEANS = {
    "match": "rows of the file may tell of it",
    "coarser": "compatible, but told of a wider place or a longer time",
    "no match": "no row of the file fits",
    "outside coverage": "the file can't be expected to hold it",
}
NOTE = "A verdict says what the file holds. It never says that an event did or did not happen."
# Name, type and meaning of the columns of the CSV, one row for each match and one for an event without; docs and tests read it.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("event", "text", "id of the event, as in the linked files"),
    ("verdict", "text", "match, coarser, no match or outside coverage"),
    ("why", "text", "why there is no match, empty where there is one"),
    ("type", "text", "ACLED sub-event type, else PLOVER type"),
    ("start", "day", "first day of the event"),
    ("end", "day", "last day of the event"),
    ("place", "text", "the closest place told"),
    ("killed", "text", "deaths told, a range where accounts differ"),
    ("reference", "text", "id of the row of the reference file"),
    ("probability", "number", "that the row tells of the event, 0 to 1"),
    ("reasons", "text", "what was compared, each with its number"),
    ("differences", "text", "where the two differ"),
)


class References(Protocol):
    """A reference file as ``dateline.check.read_references`` reads it."""

    @property
    def name(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def rows(self) -> tuple[Reference, ...]: ...
    @property
    def bad(self) -> tuple[tuple[int, str], ...]: ...
    @property
    def inclusion(self) -> str: ...
    @property
    def countries(self) -> frozenset[str]: ...


def write_checked(
    linked: Linked, checked: Sequence[Checked], references: References, form: LinkedFormat, out: BinaryIO
) -> None:
    """Writes a verdict for each event, and what the file covers."""
    events = _ById(linked.events)
    if form == LinkedFormat.JSON:
        found = {"reference": _about(references), "note": NOTE, "checked": [_record(c, events) for c in checked]}
        out.write(json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n")
    elif form == LinkedFormat.CSV:
        _csv(checked, events, out)
    else:
        out.writelines(f"{line}\n".encode() for line in fitted(summary(checked, events, references)))


class _ById(Mapping[str, EventView]):
    """Events by their id, where they lie."""

    def __init__(self, events: Sequence[EventView]) -> None:
        self._events, self._number = events, {event.id: n for n, event in enumerate(events)}

    def __getitem__(self, name: str) -> EventView:
        return self._events[self._number[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._number)

    def __len__(self) -> int:
        return len(self._number)


def _about(references: References) -> dict[str, Any]:
    return {
        "name": references.name,
        "path": references.path,
        "rows": len(references.rows),
        "start": _first(references),
        "end": _last(references),
        "countries": sorted(references.countries),
        "inclusion": references.inclusion,
        "bad": [{"line": line, "why": why} for line, why in references.bad],
    }


def _first(references: References) -> str | None:
    return min((r.start.isoformat() for r in references.rows), default=None)


def _last(references: References) -> str | None:
    return max((r.end.isoformat() for r in references.rows), default=None)


def _record(checked: Checked, events: Mapping[str, EventView]) -> dict[str, Any]:
    found: dict[str, Any] = plain(checked)
    return found | {"says": headline(events[checked.event])}


def _csv(checked: Sequence[Checked], events: Mapping[str, EventView], out: BinaryIO) -> None:
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        table = csv.writer(text)
        table.writerow([name for name, _, _ in COLUMNS])
        for found in checked:
            for match in found.matches or (None,):
                table.writerow([safe(value) for value in _row(found, events[found.event], match)])
    finally:
        text.detach()


def _row(checked: Checked, event: EventView, match: Match | None) -> list[Any]:
    killed = next((f"{low}–{high}" if low != high else low for what, low, high in event.counts if what == "killed"), "")
    row = [event.id, checked.verdict, checked.why, event.acled or event.type, event.start, event.end, event.place]
    if match is None:
        return [*row, killed, "", "", "", ""]
    return [*row, killed, match.reference, match.probability, _reasons(match), " | ".join(match.differences)]


def _reasons(match: Match) -> str:
    return "; ".join(f"{f.name} {f.value:.2f}: {f.why}" for f in match.features)


def summary(checked: Sequence[Checked], events: Mapping[str, EventView], references: References) -> Iterator[str]:
    """Lines: what the file covers, its bad rows, the verdicts and their reasons."""
    period = f"{_first(references)} to {_last(references)}" if references.rows else "no rows"
    yield f"{references.name}, {references.path}: {_many(len(references.rows), 'row')}, {period}"
    yield f"  {_many(len(references.countries), 'country', 'countries')}; {references.inclusion}"
    if references.bad:
        yield f"  {_many(len(references.bad), 'row')} could not be read:"
        yield from (f"    line {line}: {why}" for line, why in references.bad[:MOST])
        if len(references.bad) > MOST:
            yield f"    and {len(references.bad) - MOST} more; --format json lists them all"
    many = Counter(found.verdict for found in checked)
    for verdict in VERDICTS:
        yield ""
        yield f"{verdict.upper()}  {many[verdict]}   {MEANS[verdict]}"
        alike = [found for found in checked if found.verdict == verdict]
        if verdict == "outside coverage":
            yield from _by_reason(alike, events)
        else:
            yield from (line for found in alike for line in _told(found, events[found.event]))
    yield ""
    yield NOTE


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number} {one if number == 1 else more or one + 's'}"


def _by_reason(checked: Sequence[Checked], events: Mapping[str, EventView]) -> Iterator[str]:
    """Each reason once, the commonest first, with the events it holds of."""
    reasons = Counter(found.why for found in checked)
    for why, times in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {why}: {times}"
        held = [events[found.event] for found in checked if found.why == why]
        yield from (f"      {headline(event)}   {event.id}" for event in held[:MOST])
        if times > MOST:
            yield f"      and {times - MOST} more; --format json or csv lists them all"


MOST = 10


def _told(found: Checked, event: EventView) -> Iterator[str]:
    yield f"  {headline(event)}   {event.id}"
    if not found.matches:
        yield f"      {found.why}"
    for match in found.matches:
        yield f"      {match.reference}, probability {match.probability:.2f}{_by_whom(match, event)}: {_reasons(match)}"
        yield from (f"        differs: {line}" for line in match.differences)


def _by_whom(match: Match, event: EventView) -> str:
    """Whose accounts fit, where others of the event do not."""
    if not match.claims or len(match.claims) == len(event.claims):
        return ""
    outlets = dict.fromkeys(a.outlet for a in event.accounts if a.claim in match.claims)
    return f" by {len(match.claims)} of {len(event.claims)} accounts ({', '.join(outlets)})"

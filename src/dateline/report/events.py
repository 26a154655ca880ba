"""Events that several reports tell of: as a summary to read, JSON, a CSV of accounts, and a section of the dossier."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from typing import Any, BinaryIO

from dateline.data import table
from dateline.folding import fold
from dateline.records import Account, Article, EventView, Finding, Linked, Tie, plain
from dateline.report import LinkedFormat
from dateline.report.phrases import day, listed
from dateline.report.tables import safe
from dateline.report.width import fitted

__all__ = ["COLUMNS", "headline", "independence", "sides", "write_linked"]

# The columns of an account, in the order of the table, with their names for readers.
FIELDS = {
    "what": "What",
    "actor": "Who",
    "recipient": "To whom",
    "victim": "Hurt",
    "moved": "Moved",
    "where": "Where",
    "when": "When",
    "killed": "Killed",
    "injured": "Injured",
    "missing": "Missing",
    "displaced": "Displaced",
    "detained": "Detained",
    "abducted": "Abducted",
    "released": "Released",
    "casualties": "Killed or injured",
    "crowd": "Crowd",
    "troops": "Troops",
    "vehicles": "Vehicles",
    "instrument": "With what",
    "type": "Coded as",
    "how surely": "How surely",
}
# What is counted in numbers of their own, and the numbers of each.
COUNTED, ENDS = ("killed", "injured"), ("low", "best", "high")
# The cell in which a contest shows.
SHOWN_IN = {"method": "type", "whether": "how surely"}
# Name, type and meaning of the columns of the CSV; docs and tests read this table.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("event", "text", "id of the event: of the claims that tell it"),
    ("type", "text", "ACLED sub-event type most accounts have, else their PLOVER type"),
    ("start", "day", "first day that all dated accounts allow, or the first of all"),
    ("end", "day", "last day of the same"),
    ("place", "text", "the closest place told"),
    ("latitude", "number", "of that place, in degrees"),
    ("longitude", "number", "of that place, in degrees"),
    ("radius_km", "number", "radius of that point"),
    ("country", "text", "ISO 3166 code"),
    ("reports", "whole", "how many articles tell of the event"),
    ("independent", "whole", "how many of them do not depend on each other"),
    ("group", "whole", "number of the independent source this account belongs to"),
    ("contested", "text", "fields on which not all accounts can hold"),
    ("claim", "text", "id of the claim that is this account"),
    ("article", "text", "id of its article"),
    ("outlet", "text", "outlet of its article, else its title"),
    ("title", "text", "title of its article"),
    ("published", "day", "when its article was published"),
    ("voice", "text", "name of the innermost source"),
    *(
        (name.replace(" ", "_"), "text", f"as the account has it: {title.lower()}")
        for name, title in FIELDS.items()
        if name != "type"
    ),
    ("coded", "text", "ACLED sub-event type of this account, else its PLOVER type"),
    *((f"{what}_{end}", "whole", f"{what}: {end} number of this account") for what in COUNTED for end in ENDS),
)


def write_linked(articles: Iterable[Article], linked: Linked, form: LinkedFormat, out: BinaryIO) -> None:
    """Writes the events of released ``articles`` as summary, JSON or CSV, one after the other: none is held.

    The order of the articles in JSON is the one given.
    """
    if form == LinkedFormat.JSON:
        out.writelines(f"{line}\n".encode() for line in _json(articles, linked))
    elif form == LinkedFormat.CSV:
        _csv(articles, linked, out)
    else:
        out.writelines(f"{line}\n".encode() for line in fitted(summary(linked)))


def _json(articles: Iterable[Article], linked: Linked) -> Iterator[str]:
    """One JSON object, a record a line."""
    parts: dict[str, Iterable[Any]] = {
        "articles": ({name: plain(getattr(a, name)) for name in DESCRIBED} for a in articles),
        "events": (plain(e) | {"reports": len(reports(e)), "independent": e.independent} for e in linked.events),
        "judgements": map(plain, linked.judgements),
        "ties": map(plain, linked.ties),
        "findings": map(plain, linked.findings),
    }
    for n, (name, records) in enumerate(parts.items()):
        yield f'{"," if n else "{"}"{name}": ['
        yield from _parted(json.dumps(record, ensure_ascii=False) for record in records)
        yield "]"
    yield "}"


# What JSON tells of an article.
DESCRIBED = ("id", "title", "outlet", "wire", "source", "url", "sha256", "published")


def _parted(lines: Iterable[str]) -> Iterator[str]:
    """Lines with a comma between them."""
    before: str | None = None
    for line in lines:
        if before is not None:
            yield f"{before},"
        before = line
    if before is not None:
        yield before


def _csv(articles: Iterable[Article], linked: Linked, out: BinaryIO) -> None:
    """One row per account; nothing in it can start a spreadsheet's formula."""
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    told = {a.id: (a.title, a.published.date if a.published else None) for a in articles}
    try:
        rows = csv.writer(text)
        rows.writerow([name for name, _, _ in COLUMNS])
        for event in linked.events:
            about = [event.id, event.acled or event.type, event.start, event.end, event.place, event.lat, event.lon]
            about += [event.radius_km, event.country, len(reports(event)), event.independent]
            contested = " | ".join(c.field for c in event.contested)
            for a in event.accounts:
                title, published = told[a.article]
                cells = dict(a.cells)
                group = next((n for n, g in enumerate(event.groups, 1) if a.article in g), None)
                row = [*about, group, contested, a.claim, a.article, a.outlet, title, published, a.voice]
                row += [cells.get(name) for name in FIELDS if name != "type"]
                rows.writerow([safe(value) for value in (*row, cells.get("type"), *_numbers(a))])
    finally:
        text.detach()


def _numbers(account: Account) -> Iterator[int | None]:
    """The numbers of the account's dead and hurt, a whole before its parts."""
    counts = sorted(account.event.counts, key=lambda c: c.part_of is not None) if account.event else []
    for what in COUNTED:
        first = next((c for c in counts if c.what == what), None)
        yield from (getattr(first, end) if first else None for end in ENDS)


# ---------------------------------------------------------------- what the writers share


def reports(event: EventView) -> tuple[str, ...]:
    """The ids of the articles that tell of it, in the order of the accounts."""
    return tuple(dict.fromkeys(a.article for a in event.accounts))


def headline(event: EventView) -> str:
    """What, where and when in a line."""
    what = event.acled or (event.type or "").capitalize() or f"“{dict(event.accounts[0].cells).get('what', 'event')}”"
    return " · ".join(part for part in (what, event.place or "place not told", _days(event)) if part)


def _days(event: EventView) -> str:
    if event.start is None or event.end is None:
        return "day not told"
    return day(event.start) if event.start == event.end else f"{day(event.start)} – {day(event.end)}"


def independence(event: EventView) -> str:
    """ "3 independent of 11 reports"."""
    many = len(reports(event))
    return f"{event.independent} independent of {many} report{'s' * (many != 1)}"


def _name(event: EventView, article: str) -> str:
    return next((a.outlet for a in event.accounts if a.article == article), article)


def dependent(event: EventView) -> Iterator[tuple[str, list[str]]]:
    """Each group of reports that count as one: their names, and why."""
    for group in event.groups:
        names = listed(f"{name} ({n} reports)" if n > 1 else name for name, n in _counted(event, group))
        ties = [t for t in event.ties if t.left in group and t.right in group]
        yield names, list(dict.fromkeys(tie.why if len(group) == 2 else _reason(event, tie) for tie in ties))


def _counted(event: EventView, group: Sequence[str]) -> list[tuple[str, int]]:
    return list(Counter(_name(event, article) for article in group).items())


def _reason(event: EventView, tie: Tie) -> str:
    left, right = _name(event, tie.left), _name(event, tie.right)
    if tie.kind == "cites":  # it names both
        return tie.why
    return f"{left} and {right}: {tie.why}" if left != right else f"{left}: {tie.why}"


# ---------------------------------------------------------------- summary


def summary(linked: Linked) -> Iterator[str]:
    """Lines: the events of several reports, the most reported first, then the findings, then what stands alone."""
    told, found = several(linked), _findings(linked)
    yield f"EVENTS TOLD BY SEVERAL REPORTS  {len(told)}"
    for event in told:
        yield ""
        yield from _event(event)
        yield from (f"  {f.kind}: {f.why}" for f in _of(event, found))
    alone = [f for f in linked.findings if f.kind in ALONE]
    if alone:
        yield ""
        yield f"FINDINGS  {len(alone)}"
        yield from (f"  {f.kind}: {f.why} ({', '.join(f.claims)})" for f in alone)
    yield ""
    rest = len(linked.events) - len(told)
    yield f"{rest} event{'s' * (rest != 1)} of one report each; --format csv or json has them all."


# Findings that stand at the events themselves are not told a second time.
ALONE = frozenset({"impossible date"})


def several(linked: Linked) -> Sequence[EventView]:
    """The events that more than one article tells of, the most reported first."""
    told = (
        (-len(reports(e)), e.start.isoformat() if e.start else "9999", e.id, n) for n, e in enumerate(linked.events)
    )
    return _Chosen(linked.events, [n for *_, n in sorted(t for t in told if t[0] < -1)])


class _Chosen(Sequence[EventView]):
    """Some events of a sequence in an order of their own."""

    def __init__(self, events: Sequence[EventView], chosen: Sequence[int]) -> None:
        self._events, self._chosen = events, chosen

    def __len__(self) -> int:
        return len(self._chosen)

    def __getitem__(self, n: Any) -> Any:
        return self._events[self._chosen[n]]


def _event(event: EventView) -> Iterator[str]:
    yield headline(event)
    yield f"  {independence(event)}   {event.id}"
    for n, (names, why) in enumerate(dependent(event), 1):
        yield f"    {n}. {names}{': ' * bool(why)}{'; '.join(why)}"
    yield from (f"  contested, {c.field}: {c.why}" for c in event.contested)
    for account in event.accounts:
        yield f"  - {account.outlet}{_by(account)}: {_cells(account)}   {account.claim}"


def _by(account: Account) -> str:
    named = account.voice and account.voice != account.outlet and account.voice.lower() not in UNNAMED
    return f", according to {account.voice}" if named else ""


# Voices that tell a reader nothing: the writer's own, and pronouns that were not resolved.
UNNAMED = frozenset({"author", "he", "she", "they", "it", "who"})


def _cells(account: Account) -> str:
    skip = {"type", "how surely"}
    return "; ".join(v if k == "what" else f"{FIELDS[k].lower()} {v}" for k, v in account.cells if k not in skip)


# ---------------------------------------------------------------- the dossier's section


def sides(linked: Linked, outlets: dict[str, str | None]) -> list[dict[str, Any]]:
    """What the dossier shows of each event of several reports. ``outlets`` are the days the articles came out."""
    found = _findings(linked)
    return [_side(event, _of(event, found), outlets) for event in several(linked)]


def _side(event: EventView, found: Sequence[Finding], days: dict[str, str | None]) -> dict[str, Any]:
    rows = [dict(a.cells) for a in event.accounts]
    contested = {SHOWN_IN.get(c.field, c.field) for c in event.contested}
    columns = sorted((name for name in FIELDS if any(map(_told(name), rows))), key=lambda name: name not in contested)
    group = {article: n for n, members in enumerate(event.groups, 1) for article in members}
    return {
        "id": event.id,
        "title": headline(event),
        "independence": independence(event),
        "groups": [{"names": names, "why": why} for names, why in dependent(event)],
        "contested": [{"field": FIELDS.get(c.field, c.field.capitalize()), "why": c.why} for c in event.contested],
        "findings": [f"{f.kind}: {f.why}" for f in found],
        "columns": [{"name": FIELDS[name], "contested": name in contested} for name in columns],
        "rows": [
            {
                "claim": a.claim,
                "article": a.article,
                "outlet": a.outlet,
                "group": group[a.article],
                "day": days.get(a.article),
                "voice": "the author" if a.voice == "author" else a.voice,
                "cells": [{"text": row.get(name, ""), "differs": _differs(name, row, rows)} for name in columns],
            }
            for a, row in zip(event.accounts, rows, strict=True)
        ],
    }


def _findings(linked: Linked) -> dict[str, list[Finding]]:
    """By the first of its claims, what is not shown as a contest already."""
    found: dict[str, list[Finding]] = {}
    for finding in linked.findings:
        if finding.kind not in SHOWN_OTHERWISE:
            found.setdefault(finding.claims[0], []).append(finding)
    return found


def _of(event: EventView, found: Mapping[str, list[Finding]]) -> list[Finding]:
    """The findings of an event, in their order."""
    every = [f for claim in event.claims for f in found.get(claim, ())]
    return sorted(every, key=lambda f: (f.kind, f.claims, f.why))


# Contradictions stand in the table itself.
SHOWN_OTHERWISE = frozenset({"contradiction"})


def _told(name: str) -> Callable[[Mapping[str, str]], bool]:
    return lambda row: bool(row.get(name))


def _differs(name: str, row: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether the cell tells something other than most of those that tell it; other words for it are no difference."""
    if name == "what" or not row.get(name):
        return False
    told = Counter(_gist(r[name]) for r in rows if r.get(name))
    most = max(told.values())
    usual = [gist for gist, times in told.items() if times == most]
    mine = _gist(row[name])
    return not all(mine <= gist or gist <= mine for gist in usual)


def _gist(text: str) -> frozenset[str]:
    """The words of a cell without their case, plural or spelling of numbers."""
    numbers: dict[str, int] = table("counts")["words"]
    words = fold(text).split()
    return frozenset(str(numbers.get(w, w.removesuffix("s"))) for w in words) - {"the", "a", "an", "of", "and"}

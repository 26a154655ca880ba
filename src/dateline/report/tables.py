"""Flat tables: one row per claim, the columns of ``COLUMNS`` in that order, as CSV or Parquet.

A claim may have several parties, places or counts; a flat row keeps all their names, joined by ``" | "``, and the
numbers of the first that has them. Nothing is lost: ``record`` (Parquet only) holds the public JSON of the claim.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, BinaryIO

from dateline.records import Article, Claim, Event, Reading, Where
from dateline.report.phrases import phrase, standing
from dateline.vocab import CountOf, PlaceRole, RoleName

if TYPE_CHECKING:
    import pyarrow

__all__ = ["COLUMNS", "row", "rows", "write_csv", "write_parquet"]

JOIN = " | "
COUNTED = (CountOf.KILLED, CountOf.INJURED, CountOf.CASUALTIES, CountOf.DISPLACED, CountOf.DETAINED, CountOf.ABDUCTED)

# Name, type ("text", "day", "whole", "number"), meaning. docs and tests read this table.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("claim", "text", "id of the claim"),
    ("article", "text", "id of the article"),
    ("source", "text", "file or URL the article came from"),
    ("title", "text", "title of the article"),
    ("outlet", "text", "who published it"),
    ("published", "day", "when it was published"),
    ("kind", "text", "event, state, cause, value, forecast or policy"),
    ("standing", "text", "reported, holds, denied, expected, possible or argued"),
    ("says", "text", "the claim in a line, made from its fields"),
    ("type", "text", "PLOVER event type"),
    ("mode", "text", "PLOVER mode"),
    ("acled", "text", "ACLED sub-event type"),
    ("trigger", "text", "the words that name the event"),
    *((str(role), "text", f"names in the role {role}") for role in RoleName),
    *((str(role), "text", f"names of places in the role {role}") for role in PlaceRole),
    ("latitude", "number", "of the first pinned place, in degrees"),
    ("longitude", "number", "of the first pinned place, in degrees"),
    ("radius_km", "number", "radius of that point"),
    ("country", "text", "ISO 3166 code of the first place that has one"),
    ("admin1", "text", "first-level division of the first place that has one"),
    ("where_precision", "whole", "UCDP where_prec of the first place: 1 exact to 7 international"),
    ("start", "day", "first day"),
    ("end", "day", "last day"),
    ("date_precision", "whole", "UCDP date_prec: 1 a day to 5 longer than a month"),
    ("date_anchor", "text", "what the days were counted from"),
    *((f"{what}_{end}", "whole", f"{what}: {end} number") for what in COUNTED for end in ("low", "best", "high")),
    ("counts", "text", "all numbers in words"),
    ("polarity", "text", "positive or negative"),
    ("modality", "text", "asserted, probable, possible or required"),
    ("tense", "text", "past, ongoing, habitual, future or hypothetical"),
    ("voice", "text", "kind of the innermost source"),
    ("speaker", "text", "name of the innermost source"),
    ("stance", "text", "how that source puts it"),
    ("quote", "text", "direct, indirect, mixed or none"),
    ("chain", "text", "all voices from the one nearest the reader inwards"),
    ("rhetoric", "text", "techniques and their words"),
    ("same_as", "text", "id of the first mention of the same event"),
    ("supports", "text", "ids of the claims this one is offered as grounds for"),
    ("checkable", "number", "0 to 1"),
    ("span_start", "whole", "offset of the clause in the article's text"),
    ("span_end", "whole", "offset after the clause"),
    ("words", "text", "the clause"),
)


def rows(readings: Iterable[Reading]) -> Iterator[dict[str, Any]]:
    """A flat row for each claim of each reading."""
    for reading in readings:
        for claim in reading.claims:
            yield row(reading.article, claim)


def row(article: Article, claim: Claim) -> dict[str, Any]:
    """One claim as a flat row: every name in ``COLUMNS``, None where the claim has nothing."""
    found: dict[str, Any] = dict.fromkeys(name for name, _, _ in COLUMNS)
    found.update(_head(article, claim), **_voices(claim), **_rest(claim))
    if claim.event:
        found.update(_event(claim.event), **_places(claim.event.where), **_numbers(claim.event))
    return {name: (None if value == "" else value) for name, value in found.items()}


def _head(article: Article, claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim.id,
        "article": claim.article,
        "source": article.url or article.source,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.date if article.published else None,
        "kind": str(claim.kind),
        "standing": str(standing(claim)),
        "says": phrase((claim,)),
    }


def _event(event: Event) -> dict[str, Any]:
    when = event.when
    return {
        "type": event.type and str(event.type),
        "mode": event.mode,
        "acled": event.acled and str(event.acled),
        "trigger": event.trigger.text,
        **{str(name): JOIN.join(r.name for r in event.roles if r.role == name) for name in RoleName},
        "start": when and when.start,
        "end": when and when.end,
        "date_precision": when and when.precision,
        "date_anchor": when and when.anchor,
        "same_as": event.same_as,
    }


def _places(wheres: tuple[Where, ...]) -> dict[str, Any]:
    pinned = next((w for w in wheres if w.lat is not None), None)
    return {
        **{str(name): JOIN.join(w.name for w in wheres if w.role == name) for name in PlaceRole},
        "latitude": pinned and pinned.lat,
        "longitude": pinned and pinned.lon,
        "radius_km": pinned and pinned.radius_km,
        "country": next((w.country for w in wheres if w.country), None),
        "admin1": next((w.admin1 for w in wheres if w.admin1), None),
        "where_precision": wheres[0].precision if wheres else None,
    }


def _numbers(event: Event) -> dict[str, Any]:
    found: dict[str, Any] = {}
    counts = sorted(event.counts, key=lambda c: c.part_of is not None)  # a whole before its parts
    for what in COUNTED:
        first = next((c for c in counts if c.what == what), None)
        if first:
            found |= {f"{what}_low": first.low, f"{what}_best": first.best, f"{what}_high": first.high}
    return found | {"counts": JOIN.join(f"{c.what}: {c.span.text}" for c in event.counts)}


def _voices(claim: Claim) -> dict[str, Any]:
    inner = claim.told_by[-1] if claim.told_by else None
    return {
        "voice": inner and str(inner.kind),
        "speaker": inner and inner.name,
        "stance": inner and str(inner.stance),
        "quote": inner and str(inner.quote),
        "chain": JOIN.join(f"{a.kind}: {a.name}" for a in claim.attribution),
    }


def _rest(claim: Claim) -> dict[str, Any]:
    sure = claim.certainty
    return {
        "polarity": str(sure.polarity),
        "modality": str(sure.modality),
        "tense": str(sure.tense),
        "rhetoric": JOIN.join(f"{r.technique}: {r.span.text}" for r in claim.rhetoric),
        "supports": JOIN.join(claim.supports),
        "checkable": claim.checkable.score,
        "span_start": claim.span.start,
        "span_end": claim.span.end,
        "words": claim.span.text,
    }


# ---------------------------------------------------------------- CSV


def write_csv(readings: Iterable[Reading], out: BinaryIO) -> None:
    """The rows as CSV in UTF-8, with a header. No cell can start a spreadsheet's formula."""
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        table = csv.writer(text)
        table.writerow([name for name, _, _ in COLUMNS])
        for found in rows(readings):
            table.writerow([safe(value) for value in found.values()])
    finally:
        text.detach()


def safe(value: Any) -> Any:
    """A cell a spreadsheet shows and never runs: text that would start a formula gets an apostrophe before it."""
    if isinstance(value, str) and (value[:1] in "\t\r\n" or value.lstrip()[:1] in tuple("=+-@")) and value:
        return f"'{value}"
    return value


# ---------------------------------------------------------------- Parquet


def write_parquet(readings: Iterable[Reading], out: BinaryIO) -> None:
    """The same rows as Parquet, typed, with the public JSON of each claim in ``record``."""
    import pyarrow
    from pyarrow import parquet

    columns: list[dict[str, Any]] = []
    for reading in readings:
        records = reading.to_dicts()
        for claim, record in zip(reading.claims, records, strict=True):
            columns.append({**row(reading.article, claim), "record": json.dumps(record, ensure_ascii=False)})
    parquet.write_table(pyarrow.Table.from_pylist(columns, schema=schema()), out)


def schema() -> "pyarrow.Schema":
    """The Arrow schema of the flat table, the same whatever was read."""
    import pyarrow

    types = {"text": pyarrow.string(), "day": pyarrow.date32(), "whole": pyarrow.int64(), "number": pyarrow.float64()}
    columns = [pyarrow.field(name, types[kind], metadata={"description": meaning}) for name, kind, meaning in COLUMNS]
    return pyarrow.schema([*columns, pyarrow.field("record", pyarrow.string())])

"""Report: what leaves. A summary, tables, a map layer, and the dossier, from readings already released.

``release.release`` applies the rules that keep people from harm; every writer here takes readings that went
through it.
"""

import json
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:  # the command's help needs the formats, not the records
    from dateline.records import Linked, Reading

    Linker = Callable[[Iterable[Reading]], Linked]

__all__ = ["Format", "LinkedFormat", "write"]


class Format(StrEnum):
    """What a reading can be written as."""

    SUMMARY = "summary"  # for reading: what the article says happened, and according to whom
    JSONL = "jsonl"  # the full record, one claim a line
    CSV = "csv"  # one row per claim, the columns of tables.COLUMNS
    PARQUET = "parquet"  # the same columns, typed
    GEOJSON = "geojson"  # points, radii and movements
    HTML = "html"  # the dossier, one file that needs no network


SUFFIXES = {
    ".txt": Format.SUMMARY,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".csv": Format.CSV,
    ".parquet": Format.PARQUET,
    ".geojson": Format.GEOJSON,
    ".html": Format.HTML,
    ".htm": Format.HTML,
}


class LinkedFormat(StrEnum):
    """What linked and checked events can be written as."""

    SUMMARY = "summary"
    JSON = "json"  # the whole record: events, accounts, judgements, ties, findings
    CSV = "csv"  # one row per account, or per match
    HTML = "html"  # the dossier, with the accounts side by side


LINKED_SUFFIXES = {
    ".txt": LinkedFormat.SUMMARY,
    ".json": LinkedFormat.JSON,
    ".csv": LinkedFormat.CSV,
    ".html": LinkedFormat.HTML,
    ".htm": LinkedFormat.HTML,
}


def write(readings: Iterable["Reading"], form: Format, out: BinaryIO, link: "Linker | None" = None) -> int:
    """Write ``readings`` to ``out`` and return how many there were; lines go out as they come where they can.

    With ``link``, a dossier of several articles shows the events they share.
    """
    many = 0

    def counted() -> Iterable["Reading"]:
        nonlocal many
        for reading in readings:
            many += 1
            yield reading

    if form == Format.HTML:
        _dossier(list(counted()), out, link)
    else:
        _writer(form)(counted(), out)
    return many


def _dossier(readings: list["Reading"], out: BinaryIO, link: "Linker | None") -> None:
    from dateline.report import dossier

    dossier.write(readings, out, link(readings) if link and len(readings) > 1 else None)


def _writer(form: Format) -> Callable[[Iterable["Reading"], BinaryIO], None]:
    """The writer for ``form``, imported only when asked for: most runs need one."""
    if form == Format.JSONL:
        return _jsonl
    if form == Format.SUMMARY:
        return _summary
    if form == Format.GEOJSON:
        from dateline.report.geojson import write as write_geojson

        return write_geojson
    from dateline.report.tables import write_csv, write_parquet

    return write_csv if form == Format.CSV else write_parquet


def _jsonl(readings: Iterable["Reading"], out: BinaryIO) -> None:
    for reading in readings:
        for row in reading.to_dicts():
            out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        out.flush()


def _summary(readings: Iterable["Reading"], out: BinaryIO) -> None:
    from dateline.report import summary

    for text in summary.plain_text(readings):
        out.write(text.encode())
        out.flush()

"""Articles as records: JSON, JSON Lines and CSV, whatever their fields are called."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.errors import EmptyInput, InputError, UnsupportedInput
from dateline.read.dates import field_day
from dateline.read.draft import LIMIT, Block, Draft, dated
from dateline.read.encoding import encoding_of
from dateline.read.inputs import as_input_error
from dateline.read.normal import squeeze
from dateline.read.plain import text_blocks
from dateline.vocab import ZoneKind

_LINE_LIMIT = 32 * 1024 * 1024  # bytes of one line; an article is a thousandth of it
_TEXT = (
    "maintext",
    "text",
    "body",
    "content",
    "article_content",
    "article_text",
    "full_text",
    "fulltext",
    "articlebody",
    "story",
)
_TITLE = ("title", "headline", "article_title", "name")
_DATE = ("date_publish", "published", "date_published", "datepublished", "publish_date", "publication_date", "pubdate",
         "published_at", "publishedat", "date", "pub_date", "timestamp")  # fmt: skip
_OUTLET = ("outlet", "publisher", "source_name", "site_name", "source", "source_domain", "domain", "newspaper")
_URL = ("url", "link", "source_url", "canonical_url", "permalink")
_BYLINE = ("authors", "author", "byline", "creator")
_STANDFIRST = ("standfirst", "subtitle", "dek", "description")
_LISTS = ("articles", "items", "data", "results", "documents", "news", "entries", "hits")
_ADVICE = "give records with fields such as title, text, date and url"


def _first(record: dict[str, Any], names: tuple[str, ...]) -> tuple[str, Any] | None:
    """The first of those fields that holds something, with its name as the record spells it."""
    lower = {str(key).strip().lower(): key for key in record}
    for name in names:
        if name in lower and record[lower[name]] not in (None, "", [], {}):
            return str(lower[name]), record[lower[name]]
    return None


def _words(record: dict[str, Any], names: tuple[str, ...]) -> str | None:
    found = _first(record, names)
    return _said(found[1]) if found else None


def _said(value: Any) -> str | None:
    """A field's value as words: a list's items joined, an object's name."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_said(item) for item in value))) or None
    if isinstance(value, dict):
        return _said(value.get("name") or value.get("title"))
    return squeeze(str(value)) or None if isinstance(value, str | int | float) else None


def draft(record: dict[str, Any], raw: bytes, source: str, made: str) -> Draft:
    """The draft of one record.

    Raises EmptyInput where none of its fields holds the article's text.
    """
    body = _first(record, _TEXT)
    text = body[1] if body else None
    if isinstance(text, list):
        text = "\n\n".join(str(part) for part in text)
    if not isinstance(text, str) or not text.strip():
        raise EmptyInput(source, "no field holds the article's text", _ADVICE)
    day = _first(record, _DATE)
    return Draft(
        blocks=_standfirst(record, text) + _body(text, raw, source),
        raw=raw,
        source=source,
        format=made,
        title=_words(record, _TITLE),
        outlet=_words(record, _OUTLET),
        byline=_words(record, _BYLINE),
        url=_address(record),
        dated=dated(field_day(day[1]), f"field: {day[0]}", str(day[1])) if day else (),
    )


def _standfirst(record: dict[str, Any], text: str) -> tuple[Block, ...]:
    words = _words(record, _STANDFIRST)
    return (Block(words, ZoneKind.STANDFIRST),) if words and words[:60] not in squeeze(text) else ()


def _body(text: str, raw: bytes, source: str) -> tuple[Block, ...]:
    if "</p>" in text or "<br" in text:
        from dateline.read.page import fragment

        return fragment(text)
    return text_blocks(text)


def _address(record: dict[str, Any]) -> str | None:
    words = _words(record, _URL)
    return words if words and words.startswith(("http://", "https://")) else None


# ---------------------------------------------------------------- JSON


def json_file(data: bytes, source: str) -> Iterator[Draft | InputError]:
    """The articles of a JSON file: one object, a list of them, or an object that holds such a list.

    Raises UnsupportedInput where it is not valid JSON.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnsupportedInput(source, f"not valid JSON: {error}", "mend the file there") from error
    records = _records(value)
    if not records:
        raise EmptyInput(source, "no articles in the JSON", _ADVICE)
    for n, record in enumerate(records, start=1):
        alone = len(records) == 1 and isinstance(value, dict) and record is value
        raw = data if alone else _canonical(record)
        yield _or_error(record, raw, source if alone else f"{source}#{n}", "json")


def _records(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not _first(value, _TEXT):
        lists = (value.get(name) for name in _LISTS)
        return next((items for items in lists if isinstance(items, list)), [value])
    return [value]


def _canonical(record: Any) -> bytes:
    """A record's own bytes where its container has no line for it: JSON without white space."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _or_error(record: Any, raw: bytes, source: str, made: str) -> Draft | InputError:
    if not isinstance(record, dict):
        return UnsupportedInput(source, f"a {type(record).__name__} where an article should stand", _ADVICE)
    try:
        return draft(record, raw, source, made)
    except InputError as error:
        return error
    except Exception as error:  # one record's fault must not lose those behind it
        return as_input_error(error, source)


def is_lines(head: bytes, name: str) -> bool:
    """Whether JSON that opens so is JSON Lines: by its suffix, or because a line is a whole object and more follow."""
    if name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson", ".jl")):
        return True
    lines = [line for line in head.split(b"\n") if line.strip()][:3]
    return len(lines) > 1 and any(_is_object(line) for line in lines[:2])


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def json_lines(stream: BinaryIO, source: str) -> Iterator[Draft | InputError]:
    """The articles of JSON Lines, one line at a time; a bad line is named and the next ones are read."""
    number = 0
    while line := stream.readline(_LINE_LIMIT):
        number += 1
        raw = line.strip().removeprefix(b"\xef\xbb\xbf")
        if len(line) >= _LINE_LIMIT:
            raise UnsupportedInput(f"{source}#{number}", f"a line of over {_LINE_LIMIT:,} bytes", "check the file")
        if not raw:
            continue
        try:
            record = json.loads(raw)
        except (ValueError, RecursionError) as error:
            yield UnsupportedInput(
                f"{source}#{number}", f"line {number} is not valid JSON: {error}", "mend or delete that line"
            )
            continue
        yield _or_error(record, raw, f"{source}#{number}", "jsonl")


# ---------------------------------------------------------------- CSV


def is_table(head: str) -> bool:
    """Whether a text opens with a row of column names, one of them a text's and one a title's, date's or address's."""
    first = head.lstrip("\ufeff").splitlines()[0] if head else ""
    names = {name.strip().strip('"').lower() for name in first.split(_mark(first))}
    return len(names) > 1 and bool(names & set(_TEXT)) and bool(names & {*_TITLE, *_DATE, *_URL})


def _mark(first: str) -> str:
    """What parts the columns: a comma, a tab, or the semicolon of spreadsheets where the comma is a decimal point."""
    return max(",\t;", key=first.count)


def csv_rows(stream: io.BufferedReader, source: str) -> Iterator[Draft | InputError]:
    """The articles of a CSV or TSV file with a header row."""
    csv.field_size_limit(min(LIMIT, 2**31 - 1))
    lines = io.TextIOWrapper(stream, encoding=encoding_of(stream.peek()), errors="replace", newline="")
    first = lines.readline()
    mark = _mark(first)
    names = next(csv.reader([first], delimiter=mark))
    try:
        for n, row in enumerate(csv.DictReader(lines, names, delimiter=mark), start=2):
            record = {key: value for key, value in row.items() if key}
            yield _or_error(record, _canonical(record), f"{source}#{n}", "csv")
    except csv.Error as error:
        raise UnsupportedInput(source, f"not valid CSV: {error}", "save it again as CSV with quoted fields") from error

"""Containers of pages: web archives (WARC) and news feeds (RSS, Atom)."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.errors import EmptyInput, InputError, UnsupportedInput
from dateline.read.dates import field_day
from dateline.read.draft import Draft, dated
from dateline.read.normal import squeeze
from dateline.read.page import fragment, html
from dateline.read.plain import text_blocks

_PAGE_LIMIT = 32 * 1024 * 1024  # bytes of one archived page


def warc(stream: BinaryIO, source: str) -> Iterator[Draft | InputError]:
    """The pages of a web archive: every response with HTML or plain text, one at a time.

    Raises UnsupportedInput where the archive is damaged, EmptyInput where it holds no page.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    pages = 0
    try:
        for n, record in enumerate(ArchiveIterator(stream), start=1):
            if _is_page(record):
                pages += 1
                yield _page(record, f"{source}#{n}")
    except ArchiveLoadFailed as error:
        raise UnsupportedInput(source, f"the archive is damaged: {error}", "download or record it again") from error
    if not pages:
        raise EmptyInput(source, "no archived page in it", "give an archive with response records of HTML pages")


def _is_page(record: Any) -> bool:
    kind = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
    status = record.http_headers.get_statuscode() if record.http_headers else ""
    return (
        record.rec_type in ("response", "resource") and "html" in kind.lower() and status in ("200", "203", "206", "")
    )


def _page(record: Any, source: str) -> Draft | InputError:
    url = record.rec_headers.get_header("WARC-Target-URI")
    data = record.content_stream().read(_PAGE_LIMIT + 1)
    if len(data) > _PAGE_LIMIT:
        return UnsupportedInput(source, f"a page of over {_PAGE_LIMIT:,} bytes", "look at that page by itself")
    try:
        return html(data, source, url.strip("<>") if url else None)
    except InputError as error:
        return error


def feed(data: bytes, source: str) -> Iterator[Draft | InputError]:
    """The entries of an RSS or Atom feed that carry text.

    Raises UnsupportedInput where it is no feed or defines entities of its own, EmptyInput where it has no entry.
    """
    if re.search(rb"<!ENTITY", data[:100_000], re.I):
        raise UnsupportedInput(source, "the feed defines XML entities, which can hide a bomb", "remove its DOCTYPE")
    import feedparser

    try:
        parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, TypeError) as error:
        raise UnsupportedInput(source, f"the feed is damaged: {error}", "save the feed again") from error
    if not parsed.entries:
        if parsed.bozo or not parsed.version:
            raise UnsupportedInput(
                source, f"not a readable feed: {parsed.get('bozo_exception', 'no entries')}", "save the feed again"
            )
        raise EmptyInput(source, "a feed without entries", "give a feed that has some")
    for n, entry in enumerate(parsed.entries, start=1):
        yield _entry(entry, parsed.feed, f"{source}#{n}")


def _entry(entry: Any, about: Any, source: str) -> Draft | InputError:
    contents = [item.get("value") or "" for item in entry.get("content", [])] + [entry.get("summary") or ""]
    body = max(contents, key=len)
    if not body.strip():
        return EmptyInput(source, "the feed entry carries no text", "read the page it links to")
    day = next((entry[key] for key in ("published", "created", "updated") if entry.get(key)), None)
    fields = {key: entry.get(key, "") for key in ("id", "title", "link", "author")} | {
        "date": day or "",
        "content": body,
    }
    return Draft(
        blocks=fragment(body) if "<" in body else text_blocks(body),
        raw=json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode(),
        source=source,
        format="feed",
        title=squeeze(entry.get("title", "")) or None,
        outlet=squeeze(about.get("title", "")) or None,
        byline=squeeze(entry.get("author", "")) or None,
        url=entry.get("link") or None,
        dated=dated(field_day(day), "feed", day or ""),
    )

"""Read: a file, URL, feed, archive or stdin becomes articles whose offsets never move again."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from dateline.errors import InputError, MissingInput
from dateline.records import Article, Published, Zone, identify
from dateline.vocab import ZoneKind

__all__ = ["articles", "from_text"]


def from_text(text: str, *, published: date | str | None = None, source: str = "text") -> Article:
    """An article made of plain text."""
    day = date.fromisoformat(published) if isinstance(published, str) else published
    return Article(
        id=identify("a", text),
        text=text,
        zones=(Zone(ZoneKind.BODY, 0, len(text)),),
        source=source,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        published=Published(day, "user", day.isoformat()) if day else None,
    )


def articles(
    sources: Iterable[str], *, published: date | str | None = None
) -> Iterator[Article | InputError]:
    """Every article in ``sources``, in order; an InputError in place of each that cannot be read."""
    for source in sources:
        path = Path(source)
        if not path.exists():
            yield MissingInput(source, "no such file", "check the path")
        else:
            yield from_text(path.read_text(encoding="utf-8"), published=published, source=source)

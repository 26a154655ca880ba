"""From a draft to an article: the one place where text, id and evidence are fixed."""

import hashlib
from datetime import date
from urllib.parse import urlsplit

from dateline.errors import EmptyInput, UnsupportedInput
from dateline.read.dates import url_day
from dateline.read.draft import Draft, compose, dated
from dateline.read.language import require_english
from dateline.read.layout import Layout, settle
from dateline.records import Article, Published, identify
from dateline.vocab import ZoneKind

_LONGEST = 1_000_000  # characters; the parser's own limit, and far above any article


def finish(draft: Draft, *, published: date | None = None, language: bool = True) -> Article:
    """The article of a draft.

    Raises EmptyInput where no words are left, UnsupportedInput where it is as long as a book, and LanguageError (unless
    ``language`` is False) where it is not English.
    """
    layout = settle(draft)
    text, zones = compose(layout.draft.blocks)
    if language:
        _require_words(text, draft.source)
        require_english(" ".join(b.text for b in layout.draft.blocks if b.kind is ZoneKind.BODY), draft.source)
    place = layout.place
    settled = layout.draft
    outlet = settled.outlet or _host(settled.url)
    article = Article(
        id=identify("a", text, settled.title or "", outlet or "", settled.url or ""),
        text=text,
        zones=zones,
        source=settled.source,
        sha256=hashlib.sha256(settled.raw).hexdigest(),
        title=settled.title,
        outlet=outlet,
        byline=settled.byline,
        wire=layout.wire,
        published=_published(layout, published),
        url=settled.url,
        format=settled.format,
        original=settled.raw,
    )
    return _with_place(article, place)


def _with_place(article: Article, place: tuple[int, int] | None) -> Article:
    from dataclasses import replace

    return replace(article, dateline=article.span(*place)) if place else article


def _require_words(text: str, source: str) -> None:
    if not any(c.isalpha() for c in text):
        raise EmptyInput(source, "no words in it", "check that the file holds the article's text")
    if len(text) > _LONGEST:
        raise UnsupportedInput(source, f"{len(text):,} characters in one article", "split it into its articles")


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _published(layout: Layout, user: date | None) -> Published | None:
    """The best evidence: the user's word, then the record's or page's own fields, the dateline, the first lines, the
    address, and last what a file says of its own making."""
    draft = layout.draft
    found = url_day(draft.url or draft.source)
    evidence = (
        *dated(user, "user", user.isoformat() if user else ""),
        *draft.dated,
        *layout.dateline_day,
        *layout.line_day,
        *(dated(found[0], "address" if draft.url else "file name", found[1]) if found else ()),
        *draft.weakly,
    )
    return evidence[0] if evidence else None

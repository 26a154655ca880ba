"""Read: a file, URL, feed, archive or stdin becomes articles whose offsets never move again.

The way of an input: ``inputs`` opens it, ``sniff`` tells its format, its reader (``plain``, ``page``, ``pdf``,
``word``, ``mail``, ``tables``, ``bundles``) makes ``Draft``s, ``layout`` settles what each block is, ``finish`` fixes the text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from dateline.errors import InputError
from dateline.read.dates import user_day
from dateline.read.draft import Draft
from dateline.read.encoding import decode
from dateline.read.finish import finish
from dateline.read.inputs import Opened, as_input_error, names, open_input
from dateline.read.plain import plain
from dateline.read.sniff import kind
from dateline.records import Article

__all__ = ["articles", "from_text"]


def from_text(
    text: str,
    *,
    published: date | str | None = None,
    source: str = "text",
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Article:
    """An article made of plain text; never refused, whatever its words or language.

    The layout stays: apart from characters that show nothing and line ends of a fixed width, offsets into ``text``
    are offsets into the article, unless ``title`` has to be put before it. ``published`` is a date or "2021-03-04".
    """
    draft = replace(plain(text, text.encode("utf-8", "surrogatepass"), source), title=title, outlet=outlet, url=url)
    return finish(draft, published=user_day(published), language=False)


def articles(sources: Iterable[str], *, published: date | str | None = None) -> Iterator[Article | InputError]:
    """Every article in ``sources``, in order; an InputError in place of each that cannot be read.

    A source is a file, a folder (all files below it, sorted; hidden files and a folder's own README, LICENSE and the
    like left out), a glob, an http(s) address, or "-" for standard input. JSON Lines, CSV and WARC are streamed.
    """
    day = user_day(published)
    for source in sources:
        try:
            single = names(source)
        except InputError as error:
            yield error
            continue
        for name in single:
            yield from _of_one(name, day)


def _of_one(name: str, day: date | None) -> Iterator[Article | InputError]:
    try:
        opened = open_input(name)
        with opened.stream:
            for draft in _drafts(opened):
                yield draft if isinstance(draft, InputError) else _finished(draft, day)
    except InputError as error:
        yield error
    except Exception as error:  # on damaged bytes the libraries that read the formats raise what they like
        yield as_input_error(error, name)


def _finished(draft: Draft, day: date | None) -> Article | InputError:
    try:
        return finish(draft, published=day)
    except InputError as error:
        return error


def _drafts(opened: Opened) -> Iterator[Draft | InputError]:
    """The drafts of an open input. Heavy readers are imported only when their format is met."""
    made = kind(opened.head(), opened.name)
    if made in ("jsonl", "json", "csv"):
        from dateline.read import tables

        if made == "json":
            yield from tables.json_file(opened.all(), opened.name)
        else:
            yield from (tables.json_lines if made == "jsonl" else tables.csv_rows)(opened.stream, opened.name)
    elif made in ("warc", "feed"):
        from dateline.read import bundles

        yield from (
            bundles.warc(opened.stream, opened.name) if made == "warc" else bundles.feed(opened.all(), opened.name)
        )
    else:
        yield _single(made, opened)


def _single(made: str, opened: Opened) -> Draft:
    data = opened.all()
    if made == "pdf":
        from dateline.read.pdf import pdf

        return pdf(data, opened.name)
    if made == "docx":
        from dateline.read.word import word

        return word(data, opened.name)
    if made == "html":
        from dateline.read.page import html

        return html(data, opened.name, opened.url)
    if made == "mail":
        from dateline.read.mail import mail

        return mail(data, opened.name)
    if made == "markdown":
        from dateline.read.plain import markdown

        return markdown(decode(data), data, opened.name)
    return replace(plain(decode(data), data, opened.name), url=opened.url)

"""HTML pages: the body by trafilatura, the rest from the page's own metadata."""

import json
import re
from collections.abc import Iterator
from typing import Any

from dateline.errors import EmptyInput, UnsupportedInput
from dateline.read.dates import field_day
from dateline.read.draft import Block, Draft, dated
from dateline.read.normal import fold, squeeze, tidy
from dateline.records import Published
from dateline.vocab import ZoneKind

_DATE_METAS = (
    "article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.created", "parsely-pub-date", "sailthru.date", "publish-date", "publish_date", "publishdate", "pubdate",
    "publication_date", "article.published", "date",
)  # fmt: skip
_NEXT_TO_NOTHING = 60  # characters: less than one sentence of news
_WRITER_METAS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")


def html(data: bytes, source: str, url: str | None = None) -> Draft:
    """A draft of an HTML page.

    Raises EmptyInput where no article text is found in it.
    """
    tree = _parse(data, source)
    metas = dict(reversed(list(_metas(tree))))
    linked = list(_linked(tree))
    address = url or _canonical(tree, metas)
    body, title, author = _body(data, source, address)
    blocks = _fuller(tuple(_blocks(body)), tree)
    if not any(char.isalpha() for block in blocks for char in block.text):
        raise EmptyInput(source, "no article text found in the page", "save the article's own page, or its text")
    return Draft(
        blocks=_captioned(blocks, tree),
        raw=data,
        source=source,
        format="html",
        title=squeeze(title or metas.get("og:title", "")) or None,
        outlet=_outlet(metas, linked),
        byline=_writer(author, metas, linked),
        url=address,
        dated=_dates(tree, metas, linked, data),
    )


def _parse(data: bytes, source: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    try:
        return lxml_html.document_fromstring(data, parser=lxml_html.HTMLParser(encoding=encoding(data)))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnsupportedInput(source, f"not readable as HTML: {error}", "save the page again, or its text") from error


def encoding(data: bytes) -> str | None:
    """ "utf-8" where the bytes are valid as such; None leaves it to what the page declares."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        if key and (element.get("content") or "").strip():
            yield key.strip().lower(), element.get("content").strip()


def _linked(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, those of a graph too."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                yield from _objects(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                continue


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _objects(item.get("@graph", []))


def _canonical(tree: Any, metas: dict[str, str]) -> str | None:
    links = (e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical")
    address = next((link for link in links if link), None) or metas.get("og:url")
    return address if address and address.startswith(("http://", "https://")) else None


def _body(data: bytes, source: str, url: str | None) -> tuple[Any, str | None, str | None]:
    """trafilatura's body element, title and author."""
    import trafilatura

    text = data.decode(encoding(data) or "latin-1", errors="replace") if encoding(data) else data
    found: Any = trafilatura.bare_extraction(
        text, url=url, include_comments=False, include_tables=True, with_metadata=True
    )
    if found is None or found.body is None:
        raise EmptyInput(source, "no article text found in the page", "save the article's own page, or its text")
    return found.body, found.title, found.author


def _blocks(body: Any) -> Iterator[Block]:
    for element in body:
        yield from _element(element)


def _fuller(blocks: tuple[Block, ...], tree: Any) -> tuple[Block, ...]:
    """What trafilatura found, or all the page's own text where that is headings and next to nothing else."""
    found = sum(len(block.text) for block in blocks if block.kind is not ZoneKind.HEADLINE)
    if found >= _NEXT_TO_NOTHING or tree.find("body") is None:
        return blocks
    whole = lxml_fragment(tree.find("body"))
    return whole if sum(len(block.text) for block in whole) > sum(len(block.text) for block in blocks) else blocks


def _element(element: Any) -> Iterator[Block]:
    if not isinstance(element.tag, str):
        return
    if element.tag == "row":
        cells = (squeeze("".join(cell.itertext())) for cell in element)
        yield Block(" | ".join(cell for cell in cells if cell), ZoneKind.BODY)
        return
    if any(child.tag in ("p", "item", "head", "list", "quote", "row", "cell") for child in element):
        if (element.text or "").strip():
            yield Block(squeeze(element.text))
        for child in element:
            yield from _element(child)
            if (child.tail or "").strip():
                yield Block(squeeze(child.tail))
        return
    yield from _lines(element)


def _lines(element: Any) -> Iterator[Block]:
    """One element without paragraphs inside; line breaks in it part it."""
    for mark in element.iter("lb"):
        mark.tail = "\n\n" + (mark.tail or "")
    kinds = {"head": ZoneKind.HEADLINE, "item": ZoneKind.BODY, "row": ZoneKind.BODY, "cell": ZoneKind.BODY}
    kind = kinds.get(element.tag) or _class_kind(element.get("class") or element.get("rend") or "")
    for line in re.split(r"\n\s*\n", "".join(element.itertext())):
        if squeeze(line):
            yield Block(squeeze(line), kind)


def _class_kind(classes: str) -> ZoneKind | None:
    names = classes.lower()
    if any(word in names for word in ("standfirst", "subtitle", "dek", "article-summary", "lead-in")):
        return ZoneKind.STANDFIRST
    if any(word in names for word in ("byline", "dateline-meta", "timestamp")):
        return ZoneKind.META
    return ZoneKind.CAPTION if "caption" in names else None


def _captioned(blocks: tuple[Block, ...], tree: Any) -> tuple[Block, ...]:
    """Figure captions, marked where the body has them and put at the end where it does not."""
    captions = [squeeze(" ".join(e.itertext())) for e in tree.iter("figcaption")]
    known = {fold(caption) for caption in captions if caption}
    marked = tuple(b.of(ZoneKind.CAPTION) if fold(b.text) in known else b for b in blocks)
    here = {fold(block.text) for block in blocks}
    added: dict[str, Block] = {fold(c): Block(c, ZoneKind.CAPTION) for c in captions if len(c.split()) > 2}
    return marked + tuple(block for key, block in added.items() if key not in here)


def _outlet(metas: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    publishers = (item.get("publisher") for item in linked)
    named = (p.get("name") for p in publishers if isinstance(p, dict))
    names = (metas.get("og:site_name"), *named, metas.get("dc.publisher"), metas.get("application-name"))
    return next((squeeze(name) for name in names if isinstance(name, str) and name.strip()), None)


def _writer(author: str | None, metas: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    people = [person for item in linked for person in _people(item.get("author"))]
    named = (
        "; ".join(dict.fromkeys(people)) or next((metas[key] for key in _WRITER_METAS if key in metas), None) or author
    )
    return squeeze(named) if named and not named.startswith("http") else None


def _people(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    names = (item.get("name") if isinstance(item, dict) else item for item in items)
    return [name for name in names if isinstance(name, str) and name.strip()]


def _dates(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]], data: bytes) -> tuple[Published, ...]:
    for key in _DATE_METAS:
        found = dated(field_day(metas.get(key)), f"meta: {key}", metas.get(key, ""))
        if found:
            return found
    for item in linked:
        found = dated(field_day(item.get("datePublished")), "JSON-LD: datePublished", str(item.get("datePublished")))
        if found:
            return found
    return _time_element(tree) or _guessed(data)


def _time_element(tree: Any) -> tuple[Published, ...]:
    for element in tree.iter("time"):
        words = element.get("datetime") or "".join(element.itertext())
        found = dated(field_day(words), "time element", squeeze(words))
        if found:
            return found
    return ()


def _guessed(data: bytes) -> tuple[Published, ...]:
    from htmldate import find_date

    words = find_date(data.decode("utf-8", errors="replace"), original_date=True, extensive_search=False)
    return dated(field_day(words), "page, by htmldate", words or "")


def fragment(text: str) -> tuple[Block, ...]:
    """The blocks of a piece of HTML that is all article, such as a feed entry's content."""
    from lxml import html as lxml_html

    return lxml_fragment(lxml_html.fragment_fromstring(tidy(text), create_parent="div"))


def lxml_fragment(tree: Any) -> tuple[Block, ...]:
    """The blocks of a parsed piece of HTML, without its scripts, forms and navigation."""
    for element in list(tree.iter("script", "style", "iframe", "form", "nav", "header", "footer", "aside", "noscript")):
        element.drop_tree()
    return tuple(_fragment_blocks(tree))


_BREAKING = (
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "blockquote",
    "br",
    "table",
    "tr",
    "figure",
    "figcaption",
    "section",
    "article",
)


def _fragment_blocks(element: Any) -> Iterator[Block]:
    """Paragraphs in reading order: text is cut wherever a breaking element starts or ends."""
    words: list[str] = []
    kind: ZoneKind | None = None
    for event, text, new_kind in _events(element, None):
        if event == "break":
            if squeeze("".join(words)):
                yield Block(squeeze("".join(words)), kind)
            words, kind = [], new_kind
        else:
            words.append(text)
    if squeeze("".join(words)):
        yield Block(squeeze("".join(words)), kind)


def _events(element: Any, kind: ZoneKind | None) -> Iterator[tuple[str, str, ZoneKind | None]]:
    yield "text", element.text or "", None
    for child in element:
        breaking = isinstance(child.tag, str) and child.tag in _BREAKING
        inner = _tag_kind(child.tag) or kind if breaking else kind
        if breaking:
            yield "break", "", inner
        if isinstance(child.tag, str):
            yield from _events(child, inner)
        if breaking:
            yield "break", "", kind
        yield "text", child.tail or "", None


def _tag_kind(tag: str) -> ZoneKind | None:
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return ZoneKind.HEADLINE
    return {"figcaption": ZoneKind.CAPTION, "li": ZoneKind.BODY, "tr": ZoneKind.BODY}.get(tag)

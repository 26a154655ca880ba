"""Plain text and Markdown."""

import re
from dataclasses import replace

from dateline.read.dates import field_day
from dateline.read.draft import Block, Draft, dated
from dateline.read.normal import itemised, squeeze, tidy, unwrap
from dateline.vocab import ZoneKind

_LINE = re.compile(r"[^\n]*\S(?=[ ]*(?:\n|$))")
_FRONT = re.compile(r"\A---[ ]*\n(.*?)\n---[ ]*(?:\n|\Z)", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_FENCE = re.compile(r"^(?:```|~~~).*$", re.M)
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\[[^\]]*\])")
_MARKS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3}|~~|`)(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_KEYS = {
    "title": "title", "headline": "title", "author": "byline", "authors": "byline", "by": "byline", "byline": "byline",
    "outlet": "outlet", "source": "outlet", "publisher": "outlet", "url": "url", "link": "url",
}  # fmt: skip


def text_blocks(text: str) -> tuple[Block, ...]:
    """The lines of plain text as blocks; white space between them stays as it is, so most offsets stay too."""
    text = itemised(unwrap(tidy(text)))
    blocks: list[Block] = []
    matches = list(_LINE.finditer(text))
    if matches and _begin(text, matches[0]) > 0:
        blocks.append(Block("", ZoneKind.META, text[: _begin(text, matches[0])]))
    for n, match in enumerate(matches):
        until = _begin(text, matches[n + 1]) if n + 1 < len(matches) else len(text)
        blocks.append(Block(text[_begin(text, match) : match.end()], None, text[match.end() : until]))
    if blocks and blocks[-1].gap:
        blocks.append(Block("", ZoneKind.META, ""))
    return tuple(blocks)


def _begin(text: str, match: re.Match[str]) -> int:
    return match.start() + len(match.group()) - len(match.group().lstrip())


def plain(text: str, raw: bytes, source: str) -> Draft:
    """A draft of plain text."""
    return Draft(text_blocks(text), raw, source)


def markdown(text: str, raw: bytes, source: str) -> Draft:
    """A draft of Markdown: front matter as fields, headings as headlines, marks of emphasis and links taken off."""
    text = tidy(text)
    front = _FRONT.match(text)
    fields = _front(front[1]) if front else {}
    body = _FENCE.sub("", _COMMENT.sub("", text[front.end() :] if front else text))
    blocks = _with_standfirst([block for part in re.split(r"\n[ ]*\n", body) for block in _part(part)], body)
    day = next((value for key, value in fields.items() if key in ("date", "published", "publication_date")), None)
    known = {name: fields[key] for key, name in reversed(_KEYS.items()) if key in fields}
    draft = Draft(blocks, raw, source, "markdown", dated=dated(field_day(day), "front matter: date", day or ""))
    return replace(
        draft,
        title=known.get("title"),
        byline=known.get("byline"),
        outlet=known.get("outlet"),
        url=known.get("url"),
    )


def _with_standfirst(blocks: list[Block], body: str) -> tuple[Block, ...]:
    """A second block that is set in italics throughout, below the headline, is the standfirst."""
    if len(blocks) > 2 and blocks[0].kind is ZoneKind.HEADLINE and blocks[1].kind is None:
        whole = re.search(r"^#[^\n]*\n\s*([*_])(?![*_])([^\n]+)\1[ ]*\n", body, re.M)
        if whole:
            blocks[1] = blocks[1].of(ZoneKind.STANDFIRST)
    return tuple(blocks)


def _front(text: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in text.split("\n") if ":" in line and not line.startswith((" ", "-", "#")))
    return {key.strip().lower(): value.strip().strip("\"'[]") for key, _, value in pairs if value.strip()}


def _part(part: str) -> list[Block]:
    """The blocks of one stretch between blank lines: headings and list items each on their own."""
    part = re.sub(r"^(.+)\n(=+|-{3,})[ ]*$", lambda m: f"# {m[1]}", part, flags=re.M)
    lines: list[list[str]] = []
    for line in part.split("\n"):
        alone = re.match(r"\s*(#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|!\[|>)", line)
        if alone or not lines or lines[-1][0].lstrip().startswith("#"):
            lines.append([line])
        else:
            lines[-1].append(line)
    blocks = (_line(" ".join(group)) for group in lines)
    return [block for block in blocks if block and block.text]


def _line(line: str) -> Block | None:
    image = _IMAGE.fullmatch(line.strip())
    if image:
        return Block(_inline(image[1]), ZoneKind.CAPTION)
    if re.fullmatch(r"\s*([-*_][ ]*){3,}", line):
        return None
    heading = re.match(r"\s*#{1,6}\s+(.*?)\s*#*$", line)
    if heading:
        return Block(_inline(heading[1]), ZoneKind.HEADLINE)
    item = re.match(r"\s*(?:>\s?)*(?P<mark>[-*+]\s+|\d{1,3}[.)]\s+)?", line)
    listed = bool(item and item["mark"])
    return Block(_inline(line[item.end() if item else 0 :]), ZoneKind.BODY if listed else None)


def _inline(text: str) -> str:
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    for _ in range(3):
        text = _MARKS.sub(r"\2", text)
    return squeeze(re.sub(r"<(https?://[^>]+)>", r"\1", re.sub(r"\\([\\`*_{}\[\]()#+\-.!>])", r"\1", text)))

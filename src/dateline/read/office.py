"""PDF and Word files."""

import io
import re
import zipfile
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

from dateline.errors import EmptyInput, UnsupportedInput
from dateline.read.draft import LIMIT, Block, Draft, dated
from dateline.read.normal import fold, mend_hyphen, squeeze, tidy
from dateline.vocab import ZoneKind

_PAGES = 2000
_TEMPLATE_MADE = "2013-12-23T23:15"  # the day python-docx's own template was made: says nothing about the document
_STYLES = {
    "title": ZoneKind.HEADLINE,
    "heading": ZoneKind.HEADLINE,
    "subtitle": ZoneKind.STANDFIRST,
    "caption": ZoneKind.CAPTION,
}
_STOP = re.compile(r"[.!?:][\"”’')\]]*$")


# ---------------------------------------------------------------- PDF


def pdf(data: bytes, source: str) -> Draft:
    """A draft of a PDF: lines joined to paragraphs, broken words mended, running heads dropped.

    Raises UnsupportedInput where it is encrypted or damaged, EmptyInput where it has no text layer.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnsupportedInput(source, "the PDF is encrypted", "open it with its password and save it without one")
        pages = [_lines(page) for page in reader.pages[:_PAGES]]
        about = reader.metadata
    except UnsupportedInput:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        raise UnsupportedInput(source, f"the PDF is damaged: {error}", "print or export it to PDF again") from error
    lines = [line.strip() for page in _without_furniture(pages) for line in page]
    if sum(len(line) for line in lines) < 30:
        raise EmptyInput(source, "the PDF holds no text, only images", "run text recognition (OCR) on it first")
    return Draft(_paragraphs(lines), data, source, "pdf", _title(about, lines), weakly=_made(about))


def _lines(page: Any) -> list[str]:
    """The lines of a page, an empty one where more than a line's height was left free."""
    pieces: list[tuple[str, float]] = []

    def visit(text: str, outer: list[float], inner: list[float], *_: Any) -> None:
        height = inner[5] * outer[3] + outer[5]
        pieces.extend((line, height) for line in tidy(text).split("\n") if line.strip())

    plain = [line for line in tidy(page.extract_text(visitor_text=visit) or "").split("\n") if line.strip()]
    heights = _heights(plain, pieces)
    steps = sorted(above - below for above, below in pairwise(heights) if above > below)
    usual = steps[len(steps) // 4] if steps else 0.0
    spaced: list[str] = []
    for n, line in enumerate(plain):
        if n and usual and heights[n - 1] - heights[n] > 1.35 * usual:
            spaced.append("")
        spaced.append(line)
    return spaced


def _heights(lines: list[str], pieces: list[tuple[str, float]]) -> list[float]:
    """How high on the page each line stands: where the piece of text that opens it was set."""
    found: list[float] = []
    at = 0
    for line in lines:
        n = next((n for n in range(at, len(pieces)) if line.strip().startswith(pieces[n][0].strip())), None)
        at = at if n is None else n + 1
        found.append(pieces[n][1] if n is not None else found[-1] if found else 0.0)
    return found


def _without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """Pages without the lines that stand at the top or foot of most of them, and without page numbers."""
    edges = Counter(key for page in pages for key in {_edge(line) for line in _ends(page)})
    often = {key for key, count in edges.items() if key and count > max(1, len(pages) // 2)}
    return [
        _trimmed([line for line in page if not (line in _ends(page) and _furniture(line, often))]) for page in pages
    ]


def _ends(page: list[str]) -> list[str]:
    filled = [line for line in page if line]
    return [*filled[:2], *filled[-2:]]


def _trimmed(page: list[str]) -> list[str]:
    filled = [n for n, line in enumerate(page) if line]
    return page[filled[0] : filled[-1] + 1] if filled else []


def _edge(line: str) -> str:
    return re.sub(r"\d+", "#", fold(line))


def _furniture(line: str, often: set[str]) -> bool:
    return _edge(line) in often or bool(re.fullmatch(r"\s*(?:page )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?\s*", line, re.I))


def _paragraphs(lines: list[str]) -> tuple[Block, ...]:
    text = "\n".join(lines)
    filled = [len(line) for line in lines if line]
    width = sorted(filled)[int(len(filled) * 0.9)] if filled else 0
    blocks: list[str] = []
    previous = ""
    for line in lines:
        if blocks and previous and line and not _parts(previous, line, width):
            blocks[-1] = _join(blocks[-1], line, text)
        elif line:
            blocks.append(line)
        previous = line
    return tuple(Block(squeeze(block)) for block in blocks)


def _parts(previous: str, line: str, width: int) -> bool:
    """Whether a new paragraph begins at ``line``: the line before it was left unfinished, or a list item starts."""
    if re.match(r"(?:[•●▪◦*–-]|\d{1,2}[.)]|\([a-z0-9]\))\s", line):
        return True
    first = re.match(r"\S+", line)
    room = len(previous) + 1 + len(first.group() if first else "")
    if _STOP.search(previous):
        return room < 0.92 * width
    return room < 0.75 * width and (line[:1].isupper() or line[:1].isdigit() or line[:1] in '“"(')


def _join(block: str, line: str, text: str) -> str:
    broken = re.search(r"([^\W\d_]+)-$", block)
    first = re.match(r"[^\W\d_]+", line)
    if not broken or not first:
        return f"{block} {line}" if not block.endswith("-") else block + line
    return block[: broken.start()] + mend_hyphen(broken[1], first.group(), text) + line[first.end() :]


def _title(about: Any, lines: list[str]) -> str | None:
    """The title of the file's metadata where the page bears it out."""
    title = squeeze(str((about or {}).get("/Title") or ""))
    return title if fold(title) and fold(title) in fold(" ".join(lines[:12])) else None


def _made(about: Any) -> Any:
    words = str((about or {}).get("/CreationDate") or "")
    match = re.search(r"(\d{4})(\d{2})(\d{2})", words)
    try:
        day = date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        day = None
    return dated(day, "PDF creation date (weak: when the file was made)", words)


# ---------------------------------------------------------------- Word


def word(data: bytes, source: str) -> Draft:
    """A draft of a DOCX file: paragraphs and table rows in order, styles as zones.

    Raises UnsupportedInput where it is damaged, no Word file, or unpacks to more than LIMIT bytes.
    """
    _check_zip(data, source)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        blocks = tuple(block for item in document.iter_inner_content() for block in _word_blocks(item))
        about = document.core_properties
        title, made = about.title, about.created
    except (KeyError, ValueError, AttributeError, OSError, zipfile.BadZipFile, SyntaxError) as error:
        raise UnsupportedInput(
            source, f"the Word file is damaged: {error}", "open it in a word processor and save it again"
        ) from error
    headed = title if title and fold(title) in fold(" ".join(b.text for b in blocks[:4])) else None
    made = None if made and made.isoformat().startswith(_TEMPLATE_MADE) else made
    evidence = dated(made.date() if made else None, "Word file creation date (weak: when the file was made)", str(made))
    return Draft(blocks, data, source, "docx", headed, weakly=evidence)


def _check_zip(data: bytes, source: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            size = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnsupportedInput(source, f"a damaged zip archive: {error}", "copy or download the file again") from error
    if "word/document.xml" not in names:
        raise UnsupportedInput(source, "a zip archive but no Word file", "unpack it and give the files inside")
    if size > LIMIT:
        raise UnsupportedInput(
            source, f"unpacks to {size:,} bytes, over the limit of {LIMIT:,}", "check where the file comes from"
        )


def _word_blocks(item: Any) -> list[Block]:
    if hasattr(item, "rows"):
        rows = (dict.fromkeys(squeeze(cell.text) for cell in row.cells) for row in item.rows)
        return [Block(" | ".join(cell for cell in row if cell)) for row in rows if any(row)]
    style = (item.style.name if item.style is not None else "").lower()
    kind = next((zone for name, zone in _STYLES.items() if style.startswith(name)), None)
    return [Block(squeeze(line), kind) for line in item.text.split("\n") if squeeze(line)]

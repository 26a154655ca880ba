"""PDF files: lines joined to paragraphs, broken words mended, headings known by their size, running heads dropped."""

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from dateline.errors import EmptyInput, UnsupportedInput
from dateline.read.draft import Block, Draft, dated
from dateline.read.normal import fold, mend_hyphen, squeeze, tidy
from dateline.records import Published
from dateline.vocab import ZoneKind

_PAGES = 2000
_APART = 1.35  # of the usual step from line to line: above it a paragraph ends
_LARGE = 1.15  # of the body's size: from there on a line is a heading
_WORD = 80  # letters: no word is longer, and a paragraph may be
_STOP = re.compile(r"[.!?:][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One line as set: how high it stands on its page, how large it is, and whether room was left above it."""

    text: str
    height: float
    size: float
    apart: bool = False


def pdf(data: bytes, source: str) -> Draft:
    """A draft of a PDF.

    Raises UnsupportedInput where it is encrypted or damaged, EmptyInput where it has no text layer.
    """
    pages, about = _read(data, source)
    rows = [row for page in _without_furniture(pages) for row in page]
    if sum(len(row.text) for row in rows) < 30:
        raise EmptyInput(source, "the PDF holds no text, only images", "run text recognition (OCR) on it first")
    body = _body_size(rows)
    blocks, title = _titled(_paragraphs(rows, body), rows, body)
    return Draft(blocks, data, source, "pdf", title or _title(about, rows), weakly=_made(about, rows))


def _read(data: bytes, source: str) -> tuple[list[list[Row]], Any]:
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it grumbles about is in the error, or was mended
    damage = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError, ArithmeticError)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [_rows(page) for page in reader.pages[:_PAGES]]
        about = None if locked else reader.metadata
    except (*damage, NotImplementedError) as error:
        raise UnsupportedInput(source, f"the PDF is damaged: {error}", "print or export it to PDF again") from error
    if locked:
        raise UnsupportedInput(source, "the PDF is encrypted", "open it with its password and save it without one")
    return pages, about


# ---------------------------------------------------------------- lines


def _rows(page: Any) -> list[Row]:
    """The lines of a page in reading order."""
    pieces: list[Row] = []

    def visit(text: str, outer: list[float], inner: list[float], _: Any, size: float) -> None:
        height, scale = inner[5] * outer[3] + outer[5], abs(inner[3] * outer[3]) or 1.0
        pieces.extend(Row(line.strip(), height, size * scale) for line in tidy(text).split("\n") if line.strip())

    lines = [line.strip() for line in tidy(page.extract_text(visitor_text=visit) or "").split("\n") if line.strip()]
    rows = _placed(lines, pieces)
    steps = sorted(above.height - below.height for above, below in pairwise(rows) if above.height > below.height)
    usual = steps[len(steps) // 4] if steps else 0.0
    gaps = [False, *(above.height - below.height > _APART * usual > 0 for above, below in pairwise(rows))]
    return [replace(row, apart=gap) for row, gap in zip(rows, gaps, strict=False)]


def _placed(lines: list[str], pieces: list[Row]) -> list[Row]:
    """Each line with the height and size of the piece of text that opens it."""
    found: list[Row] = []
    at = 0
    for line in lines:
        n = next((n for n in range(at, len(pieces)) if line.startswith(pieces[n].text)), None)
        at = at if n is None else n + 1
        known = pieces[n] if n is not None else found[-1] if found else Row("", 0.0, 0.0)
        found.append(Row(line, known.height, known.size))
    return found


def _body_size(rows: list[Row]) -> float:
    """The size most characters are set in."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size, 1)] += len(row.text)
    return sizes.most_common(1)[0][0]


def _without_furniture(pages: list[list[Row]]) -> list[list[Row]]:
    """Pages without the lines that stand at the top or foot of most of them, and without page numbers."""
    edges = Counter(key for page in pages for key in {_edge(row.text) for row in (*page[:2], *page[-2:])})
    often = {key for key, count in edges.items() if key and count > max(1, len(pages) // 2)}
    kept = []
    for page in pages:
        ends = {*range(2), *range(len(page) - 2, len(page))}
        rows = [row for n, row in enumerate(page) if not (n in ends and _furniture(row.text, often))]
        # what opens a page may go on from the page before: the room above it says nothing
        kept.append([replace(rows[0], apart=False), *rows[1:]] if rows else [])
    return kept


def _edge(line: str) -> str:
    return re.sub(r"\d+", "#", fold(line))


def _furniture(line: str, often: set[str]) -> bool:
    number = r"(?:page )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?"
    return _edge(line) in often or bool(re.fullmatch(number, line, re.I))


# ---------------------------------------------------------------- paragraphs


def _paragraphs(rows: list[Row], body: float) -> list[tuple[Row, ...]]:
    """The lines that belong together."""
    lengths = sorted(len(row.text) for row in rows)
    width = lengths[int(len(lengths) * 0.9)]
    groups: list[list[Row]] = []
    for row in rows:
        if groups and _goes_on(groups[-1][-1], row, width, body):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [tuple(group) for group in groups]


def _goes_on(before: Row, row: Row, width: int, body: float) -> bool:
    large = before.size > _LARGE * body, row.size > _LARGE * body
    if any(large):
        near = abs(before.height - row.height) < 1.7 * row.size
        return all(large) and abs(before.size - row.size) < 0.02 * row.size and near
    return not row.apart and not _parts(before.text, row.text, width)


def _parts(previous: str, line: str, width: int) -> bool:
    """Whether a new paragraph begins at ``line``: the line before it was left unfinished, or a list item starts."""
    if re.match(r"(?:[•●▪◦*–-]|\d{1,2}[.)]|\([a-z0-9]\))\s", line):
        return True
    first = re.match(r"\S+", line)
    room = len(previous) + 1 + len(first.group() if first else "")
    if _STOP.search(previous):
        return room < 0.92 * width
    return room < 0.75 * width and (line[:1].isupper() or line[:1].isdigit() or line[:1] in '“"(')


def _titled(groups: list[tuple[Row, ...]], rows: list[Row], body: float) -> tuple[tuple[Block, ...], str | None]:
    """The blocks, headings and what stands above the title settled; and the title, if size tells one."""
    text = "\n".join(row.text for row in rows)
    kinds = [ZoneKind.HEADLINE if group[0].size > _LARGE * body else None for group in groups]
    blocks = [Block(squeeze(_joined(group, text)), kind) for group, kind in zip(groups, kinds, strict=True)]
    first = [n for n, kind in enumerate(kinds[:12]) if kind]
    if not first:
        return tuple(blocks), None
    at = max(first, key=lambda n: (groups[n][0].size, -n))
    above = [b.of(ZoneKind.META) if len(b.text.split()) < 8 else b for b in blocks[:at]]
    return (*above, *blocks[at:]), blocks[at].text


def _joined(group: tuple[Row, ...], text: str) -> str:
    words = group[0].text
    for row in group[1:]:
        words = _join(words, row.text, text)
    return words


def _join(block: str, line: str, text: str) -> str:
    if not block.endswith("-"):
        return f"{block} {line}"
    broken = re.search(r"([^\W\d_]+)-$", block[-_WORD:])
    first = re.match(r"[^\W\d_]+", line)
    if not broken or not first:
        return block + line
    return block[: -len(broken.group())] + mend_hyphen(broken[1], first.group(), text) + line[first.end() :]


# ---------------------------------------------------------------- metadata


def _title(about: Any, rows: list[Row]) -> str | None:
    """The title of the file's metadata where the page bears it out."""
    title = squeeze(str((about or {}).get("/Title") or ""))
    return title if fold(title) and fold(title) in fold(" ".join(row.text for row in rows[:12])) else None


def _made(about: Any, rows: list[Row]) -> tuple[Published, ...]:
    """The day the file was made. Where the text names years and none is near it, the file was made long after."""
    words = str((about or {}).get("/CreationDate") or "")
    match = re.search(r"(\d{4})(\d{2})(\d{2})", words)
    try:
        day = date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        day = None
    years = [int(year) for row in rows for year in re.findall(r"\b(?:19|20)\d{2}\b", row.text)]
    if day and years and day.year > max(years) + 1:
        return ()
    return dated(day, "PDF creation date (weak: when the file was made)", words)

"""Word files: paragraphs and table rows in order, styles as zones."""

import io
import zipfile
import zlib
from typing import Any

from dateline.errors import UnsupportedInput
from dateline.read.draft import LIMIT, Block, Draft, dated
from dateline.read.normal import fold, squeeze
from dateline.vocab import ZoneKind

_TEMPLATE_MADE = "2013-12-23T23:15"  # the day python-docx's own template was made: says nothing about the document
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    AttributeError,
    RuntimeError,
    SyntaxError,
)
_STYLES = {
    "title": ZoneKind.HEADLINE,
    "heading": ZoneKind.HEADLINE,
    "subtitle": ZoneKind.STANDFIRST,
    "caption": ZoneKind.CAPTION,
}


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
    except _DAMAGE as error:
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
    except _DAMAGE as error:
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

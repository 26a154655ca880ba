"""In which encoding bytes are written: by their byte order mark, UTF-8, or else Windows-1252, which meets Latin-1 too."""

import codecs

__all__ = ["decode", "encoding_of"]

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes) -> str:
    """The text of a whole file."""
    return data.decode(encoding_of(data, whole=True), errors="replace")


def encoding_of(data: bytes, *, whole: bool = False) -> str:
    """The encoding of a text that opens with ``data``, which may end within a character unless it is the ``whole``."""
    if data.startswith(_MARKS):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"

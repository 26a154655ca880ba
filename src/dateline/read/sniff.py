"""What a file is, by its first bytes; its suffix only decides between kinds of text."""

import re

from dateline.errors import UnsupportedInput
from dateline.read.encoding import encoding_of
from dateline.read.tables import is_lines, is_table

_BINARY = {
    b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image", b"RIFF": "a media file",
    b"\x7fELF": "a program", b"MZ": "a program", b"OggS": "a media file", b"ID3": "a sound file",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive", b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a RAR archive", b"PAR1": "a Parquet table",
    b"SQLite format 3": "a SQLite database", b"{\\rtf": "an RTF document",
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIL = re.compile(rb"(?:[\w-]+:.*\n(?:[ \t].*\n)*){0,80}?MIME-Version:", re.I)
_TAG = re.compile(rb"<(?:!doctype html|html|head|body|article|meta|p|div|h1)\b", re.I)


def kind(head: bytes, name: str) -> str:
    """One of pdf, docx, warc, feed, html, mail, json, jsonl, csv, markdown, text.

    Raises UnsupportedInput where it is none of them.
    """
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    _refuse_binary(head, name)
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith((b"WARC/1.", b"WARC/0.")):
        return "warc"
    if bare.startswith(b"<"):
        return _markup(bare, name)
    if _MAIL.match(bare):
        return "mail"
    if bare[:1] in (b"{", b"[") and _is_json(bare, name):
        return "jsonl" if is_lines(bare, name) else "json"
    return _text_kind(bare, name)


def _refuse_binary(head: bytes, name: str) -> None:
    if head.startswith(_OLE):
        raise UnsupportedInput(
            name, "an old or password-protected Office file", "open it, remove the password, save it as .docx"
        )
    for magic, what in _BINARY.items():
        if head.startswith(magic):
            raise UnsupportedInput(name, what, "give the article's text, HTML, PDF or DOCX")
    controls = sum(byte < 9 or 13 < byte < 27 for byte in head[:4096])
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and (b"\0" in head[:4096] or controls > 0.02 * len(head[:4096])):
        raise UnsupportedInput(name, "binary data", "give the article's text, HTML, PDF or DOCX")


def _markup(bare: bytes, name: str) -> str:
    start = bare[:4096].lower()
    if re.search(rb"<(?:rss|feed|rdf:rdf)\b", start):
        return "feed"
    if _TAG.search(start):
        return "html"
    if start.startswith(b"<!--") and name.lower().endswith((".md", ".markdown")):
        return "markdown"
    if start.startswith(b"<?xml"):
        raise UnsupportedInput(name, "XML of a kind dateline does not know", "give RSS, Atom, HTML or plain text")
    return "html" if re.match(rb"<[a-z!]", start) else "text"


def _is_json(bare: bytes, name: str) -> bool:
    named = re.search(r"\.(?:json|jsonl|ndjson|jl)(?:\.gz)?$", name.lower())
    return bool(named) or bool(re.match(rb'[\[{]\s*(?:["{\]}]|\[)', bare))


def _text_kind(bare: bytes, name: str) -> str:
    suffix = name.lower().removesuffix(".gz").rpartition(".")[2]
    if is_table(bare[:4096].decode(encoding_of(bare[:4096]), errors="replace")):
        return "csv"
    if suffix in ("md", "markdown") or re.match(rb"---[ ]*\r?\n[\w-]+:", bare) or re.match(rb"# \S", bare):
        return "markdown"
    return "text"

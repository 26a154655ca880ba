"""From what the user names to open streams: files, folders, globs, addresses, standard input, each maybe gzipped."""

import glob
import gzip
import io
import os
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from dateline.errors import EmptyInput, InputError, MissingInput, UnsupportedInput
from dateline.read.draft import LIMIT

_HEAD = 65536  # bytes looked at to tell the format
_NOT_ARTICLES = ("readme", "license", "licence", "notice", "changelog", "copying")
_TIMEOUT = 30  # seconds for one page


@dataclass(frozen=True, slots=True)
class Opened:
    """One input, open: its name, a stream that can be peeked into, and its address if it has one."""

    name: str
    stream: io.BufferedReader
    url: str | None = None

    def head(self) -> bytes:
        """The first bytes, left unread."""
        return self.stream.peek(_HEAD)[:_HEAD]

    def all(self) -> bytes:
        """All bytes. Raises UnsupportedInput where they are more than LIMIT."""
        data = self.stream.read(LIMIT + 1)
        if len(data) > LIMIT:
            raise UnsupportedInput(
                self.name, f"over {LIMIT:,} bytes unpacked", "split it, or give it as JSON Lines or WARC"
            )
        return data


def names(source: str) -> list[str]:
    """The single inputs a source stands for, in order: a folder's files, what a glob meets, or the source itself.

    Raises MissingInput where there is nothing of that name.
    """
    if source == "-" or is_url(source):
        return [source]
    if not source.strip():
        raise MissingInput("''", "an empty name", "give a file, folder, glob or URL, or - for standard input")
    path = Path(source)
    if path.is_dir():
        found = _walk(path)
        if not found:
            raise EmptyInput(source, "a folder without files", "give a folder that holds articles")
        return found
    if path.exists():
        return [source]
    if glob.has_magic(source):
        # pathlib's glob takes no absolute pattern, and users write them
        found = sorted(name for name in glob.glob(source, recursive=True) if Path(name).is_file())  # noqa: PTH207
        if found:
            return found
        raise MissingInput(source, "no file matches", "check the pattern, and quote it")
    raise MissingInput(source, "no such file or folder", "check the path")


def is_url(source: str) -> bool:
    """Whether the source is an http or https address."""
    return source.lower().startswith(("http://", "https://"))


def _walk(folder: Path) -> list[str]:
    found = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        kept = (
            name for name in sorted(files) if not name.startswith(".") and not name.lower().startswith(_NOT_ARTICLES)
        )
        found += [str(Path(root) / name) for name in kept]
    return sorted(found)


def open_input(name: str) -> Opened:
    """The input, open and unzipped.

    Raises MissingInput where it cannot be had, EmptyInput where nothing is in it.
    """
    if is_url(name):
        opened = Opened(name, _buffered(io.BytesIO(_fetch(name))), name)
    elif name == "-":
        opened = Opened("stdin", _buffered(cast(BinaryIO, sys.stdin.buffer)))
    else:
        opened = Opened(name, _open_file(name))
    if opened.head()[:2] == b"\x1f\x8b":
        opened = Opened(
            opened.name, io.BufferedReader(cast(Any, gzip.GzipFile(fileobj=opened.stream)), _HEAD), opened.url
        )
    if not opened.head():
        raise EmptyInput(opened.name, "the file is empty", "check that it was saved or downloaded whole")
    return opened


def _buffered(stream: BinaryIO) -> io.BufferedReader:
    return io.BufferedReader(cast(io.RawIOBase, stream), _HEAD)


def _open_file(name: str) -> io.BufferedReader:
    try:
        return io.BufferedReader(io.FileIO(name), _HEAD)
    except PermissionError as error:
        raise MissingInput(name, "no permission to read it", "change its permissions, or run as its owner") from error
    except OSError as error:
        raise MissingInput(name, f"cannot be opened: {error.strerror}", "check the path") from error


def _fetch(url: str) -> bytes:
    """The bytes at an address.

    Raises MissingInput where there is no network, no such page or no answer in time.
    """
    import http.client
    import urllib.error
    import urllib.request

    request = urllib.request.Request(url, headers={"User-Agent": "dateline (reads one page its user asked for)"})
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
            data = answer.read(LIMIT + 1)
    except urllib.error.HTTPError as error:
        raise MissingInput(
            url, f"the server answers {error.code} {error.reason}", "check the address, or save the page"
        ) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise MissingInput(
            url, f"cannot be fetched: {reason}", "check the network and the address, or save the page and give the file"
        ) from error
    if len(data) > LIMIT:
        raise UnsupportedInput(url, f"over {LIMIT:,} bytes", "save the part you need and give the file")
    return cast(bytes, data)


def as_input_error(error: Exception, name: str) -> InputError:
    """A damaged stream's error as one of ours."""
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return UnsupportedInput(name, f"the gzip file is damaged: {error}", "copy or download it again")
    if isinstance(error, OSError):
        return UnsupportedInput(name, f"cannot be read: {error}", "check the file and the disk")
    reason = f"cannot be read: {type(error).__name__}: {error}"
    return UnsupportedInput(name, reason, "check the file; if it opens elsewhere, report this to dateline")

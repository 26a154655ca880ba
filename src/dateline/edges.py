"""Where commands meet the disk: a case that is opened, a file that is replaced only when all is written."""

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

if TYPE_CHECKING:
    from dateline.store import Case


def opened(folder: Path | None, *, make: bool = True) -> "Case | None":
    """The case in that folder, or None without one; a usage error where it cannot be opened."""
    if folder is None:
        return None
    from dateline.errors import CaseError
    from dateline.store import Case

    try:
        return Case(folder, command=shlex.join(["dateline", *sys.argv[1:]]), make=make)
    except CaseError as error:
        raise typer.BadParameter(str(error), param_hint="--case") from None


class NothingRead(Exception):
    """No article was read: the file of an earlier run is better than an empty one."""


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file beside ``path`` that takes its place once all is written, and leaves nothing behind otherwise."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        out = beside.open("wb")
    except OSError as error:
        raise typer.BadParameter(f"cannot write {path}: {error.strerror}", param_hint="-o") from None
    try:
        with out:
            yield out
        beside.replace(path)
    except NothingRead:
        pass
    finally:
        beside.unlink(missing_ok=True)

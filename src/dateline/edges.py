"""Where commands meet the disk: a case that is opened, a file that is replaced only when all is written."""

import glob
import os
import shlex
import signal
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
    _clear(path)
    try:
        out = beside.open("wb")
    except OSError as error:
        raise typer.BadParameter(f"cannot write {path}: {error.strerror}", param_hint="-o") from None
    try:
        with _unwound(), out:
            yield out
        beside.replace(path)
    except NothingRead:
        pass
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _unwound() -> Iterator[None]:
    """Being told to end (kill, a closed terminal) unwinds as Ctrl-C does, so that what was begun is taken away."""
    told = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    try:
        before = {number: signal.signal(number, _leave) for number in told}
    except ValueError:  # only the main thread may; in another, its owner decides
        before = {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _: object) -> None:
    sys.exit(128 + number)


def _clear(path: Path) -> None:
    """Take away what runs that were killed outright left beside ``path``."""
    if os.name != "posix":  # elsewhere, asking whether a process lives can end it
        return
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        owner = left.name.removesuffix(".part").rpartition(".")[2]
        if owner.isdecimal() and not _alive(int(owner)):
            left.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it is another user's; a number that names no process is no file of ours
        return True
    return True

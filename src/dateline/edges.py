"""Where commands meet the disk: a case that is opened, a file that is replaced only when all is written."""

import glob
import os
import shlex
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import typer

if TYPE_CHECKING:
    from dateline.store import Case

F = TypeVar("F")  # the formats of one command


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


def form_of(form: F | None, output: Path | None, suffixes: Mapping[str, F], default: F) -> F:
    """The format asked for, or the one the file's suffix names; usage errors where there is none or no such file can be."""
    writable(output)
    found = form or (suffixes.get(output.suffix.lower()) if output else default)
    if found is None:
        known = ", ".join(suffixes)
        raise typer.BadParameter(
            f"the suffix of {output} names no format; use one of {known}, or --format", param_hint="-o"
        )
    return found


def writable(output: Path | None) -> None:
    """A usage error where no file can be written there, before anything is read for it."""
    if output is None:
        return
    if output.is_dir():
        raise typer.BadParameter(f"{output} is a folder; give a file name", param_hint="-o")
    folder = output.absolute().parent
    if not folder.is_dir():
        raise typer.BadParameter(f"the folder {output.parent} does not exist; create it first", param_hint="-o")
    if not os.access(output if output.exists() and not output.is_file() else folder, os.W_OK):
        raise typer.BadParameter(f"cannot write {output}: no permission; choose another folder", param_hint="-o")


class NothingRead(Exception):
    """No article was read: the file of an earlier run is better than an empty one."""


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file beside ``path`` that takes its place once all is written, and leaves nothing behind otherwise.

    A link leads to its file; what is no file (a pipe, ``/dev/stdout``) is written to, never replaced.
    """
    plain = path.is_file() or not path.exists()
    beside = path
    if plain:
        path = path.resolve()
        beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        _clear(path)
    try:
        out = beside.open("wb")
    except OSError as error:
        raise typer.BadParameter(f"cannot write {path}: {error.strerror}", param_hint="-o") from None
    try:
        with _unwound(), _told(path), out:
            yield out
        if plain:
            beside.replace(path)
    except NothingRead:
        pass
    finally:
        if plain:
            beside.unlink(missing_ok=True)


@contextmanager
def stdout() -> Iterator[BinaryIO]:
    """Standard output; that the reader of our pipe has seen enough is no fault."""
    try:
        with _told("standard output"):
            yield sys.stdout.buffer
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _told(path: Path | str) -> Iterator[None]:
    """A full disk and the like in a line, not in a stack trace."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"dateline: cannot write {error.filename or path}: {error.strerror or error}", file=sys.stderr)
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left in its buffer stays there
        raise typer.Exit(1) from None


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

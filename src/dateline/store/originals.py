"""The originals of a case: bytes in files named by their SHA-256, never changed once they stand there."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from dateline.errors import CaseError


class Originals:
    """A folder of originals. Two levels, so that no folder grows too long: ``originals/ab/ab12…``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the original of that hash stands or would stand."""
        return self.folder / digest[:2] / digest

    def put(self, data: bytes, digest: str) -> None:
        """Keeps the bytes; when this returns they are on the disk.

        They are written beside their place and renamed into it, so a file with a name is a whole file.
        Raises CaseError where ``digest`` is not their SHA-256.
        """
        if sha256(data).hexdigest() != digest:
            raise CaseError(f"an original's bytes do not hash to {digest}; read its source again")
        path = self.path(digest)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{digest}.{os.getpid()}.part")
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        for folder in (path.parent, self.folder, self.folder.parent):
            _sync_folder(folder)

    def get(self, digest: str) -> bytes:
        """The bytes of an original.

        Raises CaseError where it is missing.
        """
        try:
            return self.path(digest).read_bytes()
        except OSError as error:
            raise CaseError(f"{self.path(digest)}: the original is missing; put it back from a copy") from error

    def names(self) -> Iterator[str]:
        """The names of all files kept, finished ones only, in order."""
        for path in sorted(self.folder.glob("??/*")):
            if not path.name.startswith("."):
                yield path.name


def _sync_folder(folder: Path) -> None:
    """Makes a rename last: on POSIX systems the folder itself has to reach the disk. Elsewhere nothing is needed."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

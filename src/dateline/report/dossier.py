"""The dossier: one HTML file with everything in it. Not built yet."""

from collections.abc import Iterable
from typing import BinaryIO

from dateline.errors import UsageError
from dateline.records import Reading


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Raises UsageError until the dossier lands."""
    raise UsageError("the dossier is not built yet")

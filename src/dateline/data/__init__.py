"""Reviewed world knowledge and cue rules, as TOML files with a source for each group of facts."""

import os
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import tomli

from dateline.errors import DataError


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed content of ``data/NAME.toml``.

    Raises DataError naming the file where it is not valid TOML.
    """
    path = files(__name__).joinpath(f"{name}.toml")
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except tomli.TOMLDecodeError as error:
        raise DataError(f"{path}: {error}; mend the file") from error


def words(text: str) -> tuple[str, ...]:
    """A comma-separated list as its items."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


@cache
def word_class(name: str) -> frozenset[str]:
    """The lemmas of one class of ``data/events/classes.toml``."""
    return frozenset(words(table("events/classes")[name]))


def user_folder(kind: str) -> Path:
    """Where what the user imported of that kind ("actors") is kept: ``DATELINE_HOME``, or the user's data directory."""
    if home := os.environ.get("DATELINE_HOME"):
        return Path(home) / kind
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share"))
    return base / "dateline" / kind

"""Reviewed world knowledge and cue rules, as TOML files with a source for each group of facts."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.errors import DataError


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed content of ``data/NAME.toml``.

    Raises DataError naming the file where it is not valid TOML.
    """
    path = files(__name__).joinpath(f"{name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: {error}; mend the file") from error

"""Walks over records, for tests of their laws."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from dateline.records import Parse, Span


def spans(value: Any) -> Iterator[Span]:
    """Every span a record holds, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from spans(item)
    elif is_dataclass(value) and not isinstance(value, Parse):
        for item in fields(value):
            yield from spans(getattr(value, item.name))

"""Records back from their public JSON: the inverse of ``records.plain``, by the records' own type hints."""

import types
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def revive(kind: type[T], value: Any) -> T:
    """The record of class ``kind`` that ``plain`` made ``value`` of.

    Fields that are not there take their defaults, fields unknown today are left out, so that a case of another
    version can be read. Raises TypeError or ValueError where the value cannot be such a record.
    """
    found: T = _revive(kind, value)
    return found


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _revive(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _revive(next(k for k in get_args(kind) if k is not type(None)), value)
    if origin is tuple:
        return _tuple(get_args(kind), value)
    if is_dataclass(kind):
        record: Any = kind
        hints = _hints(record)
        return record(**{f.name: _revive(hints[f.name], value[f.name]) for f in fields(record) if f.name in value})
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return float(value) if kind is float else value


def _tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_revive(kinds[0], item) for item in value)
    return tuple(_revive(kind, item) for kind, item in zip(kinds, value, strict=True))

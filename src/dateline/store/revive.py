"""Records back from their public JSON: the inverse of ``records.plain``, by the records' own type hints."""

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Build = Callable[[Any], Any]


def revive(kind: type[T], value: Any) -> T:
    """The record of class ``kind`` that ``plain`` made ``value`` of.

    Fields that are not there take their defaults, fields unknown today are left out, so that a case of another
    version can be read. Raises TypeError or ValueError where the value cannot be such a record.
    """
    wanted: Any = kind
    build = _builder(wanted)
    found: T = build(value) if build else value
    return found


@cache
def _builder(kind: Any) -> Build | None:
    """What makes a value of that kind; None where JSON's own value is right. Worked out once for each kind."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional(_builder(next(k for k in get_args(kind) if k is not type(None))))
    if origin is tuple:
        return _tuple(get_args(kind))
    if is_dataclass(kind):
        return _record(kind)
    if kind is date:
        return date.fromisoformat
    if kind is float or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind
    return None


def _optional(build: Build | None) -> Build | None:
    return (lambda value: None if value is None else build(value)) if build else None


def _tuple(kinds: tuple[Any, ...]) -> Build:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        one = _builder(kinds[0])
        return (lambda value: tuple(map(one, value))) if one else tuple
    builds = [_builder(kind) for kind in kinds]
    return lambda value: tuple(build(item) if build else item for build, item in zip(builds, value, strict=True))


def _record(kind: Any) -> Build:
    hints = get_type_hints(kind)
    plan: list[tuple[str, Build | None]] = [(f.name, _builder(hints[f.name])) for f in fields(kind)]

    def build(value: Any) -> Any:
        found = ((name, make, value[name]) for name, make in plan if name in value)
        return kind(**{name: make(item) if make else item for name, make, item in found})

    return build

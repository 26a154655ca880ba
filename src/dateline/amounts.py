"""Numbers of things in sentences meant for readers."""

__all__ = ["many", "one_of"]

_ONE = {
    "people": "person",
    "children": "child",
    "women": "woman",
    "men": "man",
    "policemen": "policeman",
    "families": "family",
    "police": "police officer",
}


def many(number: int, one: str, more: str | None = None) -> str:
    """``1 day``, ``3 days``, ``2,310 rows``; ``more`` is the plural where an s does not make it."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def one_of(people: str) -> str:
    """The singular of a word for people: ``civilian`` of ``civilians``, ``child`` of ``children``."""
    return _ONE.get(people) or people.removesuffix("s")

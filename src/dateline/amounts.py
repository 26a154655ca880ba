"""Numbers of things in sentences meant for readers."""

__all__ = ["many"]


def many(number: int, one: str, more: str | None = None) -> str:
    """``1 day``, ``3 days``, ``2,310 rows``; ``more`` is the plural where an s does not make it."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"

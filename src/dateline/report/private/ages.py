"""Ages told beside a name."""

import re

from dateline.data import table
from dateline.records import Span

__all__ = ["age_of"]

AGE_BEHIND = re.compile(
    r"^(?:,| \(|,? aged| -| –)\s*(?:aged |age |about )?(\d{1,2}|[a-z]+)(?=[,.;:)]| and\b|-year|$)", re.I
)
AGE_BEFORE = re.compile(r"\b(\w+)[- ](?:year|month|day|week)s?[- ]old,?\s+(?:[\w-]+,?\s+){0,3}$", re.I)


def age_of(span: Span, text: str) -> int | None:
    """The age beside the name: "12-year-old" before it, ", 12," or "aged nine" behind it."""
    before = AGE_BEFORE.search(text[max(0, span.start - 50) : span.start])
    behind = AGE_BEHIND.match(text[span.end : span.end + 20])
    ages = (_number(found.group(1)) for found in (before, behind) if found)
    return next((age for age in ages if age is not None), None)


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    value = table("counts")["words"].get(word.casefold())
    return int(value) if value is not None else None

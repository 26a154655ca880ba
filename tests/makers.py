"""One-line makers of records for tests; add yours, keep them pure."""

from functools import cache

from dateline.mend import mended
from dateline.models import parser
from dateline.read import from_text
from dateline.records import Article, Parse


def article(text: str, published: str | None = None) -> Article:
    """A plain article."""
    return from_text(text, published=published)


@cache
def parsed(text: str, published: str | None = None) -> tuple[Article, Parse]:
    """An article with its parse; each text is parsed once."""
    made = article(text, published)
    return made, mended(parser.parse(made))

"""E-mails and pages that a browser saved as one file (MHTML): the message's own words, without what is attached."""

from dataclasses import replace
from email import policy
from email.parser import BytesParser

from dateline.errors import EmptyInput
from dateline.read.dates import field_day
from dateline.read.draft import Draft, dated
from dateline.read.normal import squeeze
from dateline.read.page import html
from dateline.read.plain import plain

__all__ = ["mail"]


def mail(data: bytes, source: str) -> Draft:
    """A draft of the message's plain text, or of its page where it has none; its subject is the title.

    Raises EmptyInput where it holds neither.
    """
    message = BytesParser(policy=policy.default).parsebytes(data)
    part = message.get_body(("plain", "html"))
    if part is None:
        raise EmptyInput(source, "a message without text", "give what is attached to it")
    day = str(message.get("Date") or "")
    title = squeeze(str(message.get("Subject") or "")) or None
    if part.get_content_subtype() == "plain":
        body = plain(part.get_content(), data, source)
        return replace(body, title=title, format="mail", dated=dated(field_day(day), "mail: Date", day))
    page = html(part.get_content().encode(), source, message.get("Snapshot-Content-Location"))
    return replace(page, raw=data, title=page.title or title)

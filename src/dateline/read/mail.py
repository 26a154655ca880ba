"""E-mails and pages that a browser saved as one file (MHTML): the message's own words, without what is attached."""

from dataclasses import replace
from email import policy
from email.message import MIMEPart
from email.parser import BytesParser
from typing import cast

from dateline.errors import EmptyInput
from dateline.read.dates import field_day
from dateline.read.draft import Draft, dated
from dateline.read.encoding import decode
from dateline.read.normal import squeeze
from dateline.read.page import fragment, html
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
    day, title = str(message.get("Date") or ""), squeeze(str(message.get("Subject") or "")) or None
    body = _text(part)
    if part.get_content_subtype() == "plain":
        found = plain(body, data, source)
        return replace(found, title=title, format="mail", dated=dated(field_day(day), "mail: Date", day))
    try:
        page = html(body.encode(), source, message.get("Snapshot-Content-Location"))
    except EmptyInput:  # no page with an article in it, but words all the same
        return Draft(fragment(body), data, source, "mail", title, dated=dated(field_day(day), "mail: Date", day))
    return replace(page, raw=data, title=page.title or title)


def _text(part: MIMEPart) -> str:
    """The words of a part, in the encoding it names or, where that is none, in the one they show."""
    try:
        return str(part.get_content())
    except LookupError:
        return decode(cast(bytes, part.get_payload(decode=True)))

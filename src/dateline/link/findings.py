"""Findings in one corpus: what a reader should look at. None of them says which account is true."""

from collections.abc import Mapping, Sequence

from dateline.records import Article, Claim, EventView, Finding
from dateline.vocab import Tense, Voice


def findings(
    views: Sequence[EventView], claims: Mapping[str, Claim], articles: Mapping[str, Article]
) -> tuple[Finding, ...]:
    """All findings, in the order of the events."""
    out: list[Finding] = []
    for event in views:
        members = [claims[c] for c in event.claims]
        out += [Finding("contradiction", event.claims, f"{c.field}: {c.why}") for c in event.contested]
        out += growing(event, members, articles)
        out += single_source(event, articles)
        out += unsourced(event, members)
    out += [f for claim in claims.values() for f in impossible_date(claim, articles)]
    return tuple(sorted(out, key=lambda f: (f.kind, f.claims, f.why)))


def growing(event: EventView, members: Sequence[Claim], articles: Mapping[str, Article]) -> list[Finding]:
    """Counts that rise or fall from one publication day to a later one."""
    out = []
    for what, low, high in event.counts:
        if low == high:
            continue
        told = []
        for claim in members:
            published = articles[claim.article].published if claim.article in articles else None
            best = [c.best for c in claim.event.counts if str(c.what) == what] if claim.event else []
            if published and best:
                told.append((published.date, best[0], claim.id))
        days = sorted(told)
        if len({d for d, _, _ in days}) > 1 and days[0][1] != days[-1][1]:
            word = "rises" if days[-1][1] > days[0][1] else "falls"
            why = f"{what} {word} from {days[0][1]} ({days[0][0]}) to {days[-1][1]} ({days[-1][0]})"
            kind = "count grows" if word == "rises" else "correction"
            out.append(Finding(kind, tuple(c for _, _, c in days), why))
    return out


def single_source(event: EventView, articles: Mapping[str, Article]) -> list[Finding]:
    """Several reports that all depend on each other."""
    reports = {a.article for a in event.accounts}
    if len(reports) < 2 or event.independent > 1:
        return []
    why = f"{len(reports)} reports, but they all depend on each other: one source"
    return [Finding("single dependent source", event.claims, why)]


def unsourced(event: EventView, members: Sequence[Claim]) -> list[Finding]:
    """A claim told by several reports of which none names a source."""
    voices = [v for c in members for v in c.told_by]
    named = any(v.kind in {Voice.NAMED, Voice.DOCUMENT, Voice.WIRE, Voice.OUTLET, Voice.UNNAMED} for v in voices)
    if named or len({c.article for c in members}) < 2:
        return []
    return [Finding("repeated without a source", event.claims, "several reports tell it, and none says who says so")]


def impossible_date(claim: Claim, articles: Mapping[str, Article]) -> list[Finding]:
    """An event told as past that starts after the article came out."""
    article = articles.get(claim.article)
    when = claim.event.when if claim.event else None
    if not article or not article.published or not when or claim.certainty.tense is not Tense.PAST:
        return []
    if when.start <= article.published.date:
        return []
    why = f"told as past, dated {when.start}, but published {article.published.date}"
    return [Finding("impossible date", (claim.id,), why)]

"""Findings in one corpus: what a reader should look at. None of them says which account is true."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from dateline.data import table
from dateline.records import Article, Claim, EventView, Finding
from dateline.vocab import Stance, Tense, Voice


def findings(event: EventView, members: Sequence[Claim], articles: Mapping[str, Article]) -> Iterator[Finding]:
    """All findings of one event and its claims."""
    yield from (Finding("contradiction", event.claims, f"{c.field}: {c.why}") for c in event.contested)
    yield from growing(event, members, articles)
    yield from corrections(event, members, articles)
    yield from single_source(event, articles)
    yield from unsourced(event, members)
    yield from (found for claim in members for found in impossible_date(claim, articles))


CLAIMED = " (claimed by "
# A number of one kind as told: the day its article came out, the number, the claim.
Told = tuple[date, int, str]


def _numbers(what: str, members: Sequence[Claim], articles: Mapping[str, Article]) -> list[Told]:
    """The first number of that kind that each dated account gives, in the order of days."""
    found = []
    for claim in members:
        published = articles[claim.article].published if claim.article in articles else None
        best = [c.best for c in claim.event.counts if str(c.what) == what and not c.part_of] if claim.event else []
        if published and best:
            found.append((published.date, best[0], claim.id))
    return sorted(found)


def growing(event: EventView, members: Sequence[Claim], articles: Mapping[str, Article]) -> list[Finding]:
    """Counts that rise or fall: all that was told on the first day lies on one side of all told on the last."""
    names = {c.id: _teller(c, articles[c.article]) for c in members if c.article in articles}
    out = []
    for what, low, high in event.counts:
        told = _numbers(what, members, articles) if low != high else []
        if moved := _moved(what, told, names):
            out.append(Finding(moved[0], tuple(c for _, _, c in told), moved[1]))
    return out


def _teller(claim: Claim, article: Article) -> str:
    """Who tells a number: the outlet, and who claims it there."""
    last = claim.told_by[-1] if claim.told_by else None
    return f"{article.name}{CLAIMED}{last.name})" if last and last.stance is Stance.CLAIMS else article.name


def _moved(what: str, told: Sequence[Told], names: Mapping[str, str]) -> tuple[str, str] | None:
    """What became of a number, and the sentence that says so. A toll rises whoever tells it, if nobody only claims it;
    it falls only where one outlet goes back on its own number: another's smaller one is a difference."""
    if not told:
        return None
    then, now = ([(n, names[c]) for day, n, c in told if day == end] for end in (told[0][0], told[-1][0]))
    first, last = {n for n, _ in then}, {n for n, _ in now}
    began, ended = f"{_span(first)} ({told[0][0]})", f"{_span(last)} ({told[-1][0]})"
    apart = f"{what}: {_tellers(then)} {began}, later {_tellers(now)} {ended}"
    if max(first) < min(last):
        claimed = all(CLAIMED in who for _, who in now)
        return ("later count is higher", apart) if claimed else ("count grows", f"{what} rises from {began} to {ended}")
    if min(first) <= max(last):
        return None
    again = {who for _, who in then} & {who for _, who in now}
    return ("count falls", f"{what} falls from {began} to {ended}") if again else ("later count is lower", apart)


def _tellers(told: Iterable[tuple[int, str]]) -> str:
    names = sorted({who for _, who in told})
    return f"{' and '.join(names)} {'tells' if len(names) == 1 else 'tell'}"


def _span(numbers: Iterable[int]) -> str:
    low, *_, high = [*sorted(numbers)] * 2
    return str(low) if low == high else f"{low}–{high}"


def corrections(event: EventView, members: Sequence[Claim], articles: Mapping[str, Article]) -> list[Finding]:
    """A later article that says it corrects, and gives a number that no earlier report has: of its own outlet where that
    gave any, since others may have had it right all along."""
    out = []
    said = {c.article for c in members if c.article in articles and corrects(c, articles[c.article])}
    of = {c.id: c.article for c in members}
    for what, low, high in event.counts:
        told = _numbers(what, members, articles) if low != high else []
        for article in sorted(said & {of[c] for _, _, c in told}):
            day = next(d for d, _, c in told if of[c] == article)
            who = articles[article].name
            own = {n for d, n, c in told if d < day and articles[of[c]].name == who}
            earlier = own or {n for d, n, c in told if d < day}
            new = {n for _, n, c in told if of[c] == article} - earlier
            if earlier and new:
                before = "its earlier report says" if own else "earlier reports say"
                why = f"{who} ({day}) corrects {what} to {_span(new)}; {before} {_listed(earlier)}"
                out.append(Finding("correction", tuple(c for d, _, c in told if d < day or of[c] == article), why))
    return out


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


# How far from a claim, in characters, the words stand that say it corrects another: its own sentence or the next.
REACH = 200


def corrects(claim: Claim, article: Article) -> bool:
    """Whether the article says, in its title or about this claim, that it corrects what was reported."""
    around = article.text[max(0, claim.span.start - REACH) : claim.span.end + REACH]
    return bool(_correcting().search(f"{article.title or ''}\n{around}"))


@cache
def _correcting() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, table('corrections')['words']))})\b", re.IGNORECASE)


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

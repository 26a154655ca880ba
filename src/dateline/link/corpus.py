"""A corpus being linked: taken in article by article, judged, and told, all on the disk.

What memory holds is a window of the articles, the scores of the pairs as numbers, and the ids of the claims.
"""

import marshal
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.data import table
from dateline.link.blocks import sweep
from dateline.link.cluster import clusters
from dateline.link.context import Context
from dateline.link.copying import copies
from dateline.link.disk import Kept, Stored, rows
from dateline.link.features import judged
from dateline.link.findings import findings
from dateline.link.independence import by_article, order, shared
from dateline.link.refusals import refusals
from dateline.link.retold import Retold
from dateline.link.sighting import Sighting, content, setting, sight
from dateline.link.spool import Spool
from dateline.link.views import view
from dateline.records import Article, Claim, EventView, Feature, Finding, Judgement, Linked, Tie

# Proposals under this are not written down: they could never join two claims, and there are very many of them.
KEPT = 0.1
_TABLES = """
create table judgement (left text, right text, same integer, by text, score real, body blob);
create table report (id text primary key, day text, body blob);
create table claim (id text primary key, veiled integer, body blob) without rowid;
create table event (start text, id text, body blob);
create table tie (left text, right text, kind text, why text, body blob, unique (left, right, kind, why));
create table finding (kind text, claims text, why text, body blob);
"""


class Corpus:
    """Articles and claims on their way to events. ``take`` what is compared, ``keep`` what may be told (the same, or the
    same under rules of release), ``judge``, then ``tell``."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._db = self._spool.db
        self._db.executescript(_TABLES)
        self._db.execute("begin")

    def take(self, readings: Iterable[tuple[Article, Sequence[Claim]]]) -> None:
        """Takes articles with their claims in, to be compared."""
        self._spool.add((a.id, _day(a), content(a.text), _sighted(a, claims)) for a, claims in readings)

    def keep(self, article: Article, claims: Sequence[Claim], veiled: bool = False) -> None:
        """Keeps an article as it may be told; ``veiled`` where that is without words it was compared by."""
        bare = replace(article, original=None)
        day = article.published.date.isoformat() if article.published else ""
        self._db.execute("insert or ignore into report values (?, ?, ?)", (article.id, day, pickle.dumps(bare)))
        told = ((c.id, veiled, pickle.dumps(c)) for c in claims if sight(c, article))
        self._db.executemany("insert or ignore into claim values (?, ?, ?)", told)

    def judge(self, said: Iterable[Judgement]) -> None:
        """Compares all that was taken in. ``said`` are rows of before, the oldest first: people's outrank the machine's,
        which judges anew."""
        self._put(propose(self._spool))
        self._put(refusals(self._spool.claims(), self._scores, self._spool.of, _version()))
        self._put(row for row in said if row.by != "machine")

    def _put(self, judgements: Iterable[Judgement]) -> None:
        rows = ((j.left, j.right, j.same, j.by, j.score, _packed(j)) for j in judgements)
        self._db.executemany("insert into judgement values (?, ?, ?, ?, ?, ?)", rows)

    def _scores(self) -> Iterator[Judgement]:
        """All judgements without their reasons."""
        for left, right, same, by, score in rows(self._db, "select left, right, same, by, score from judgement"):
            yield Judgement(left, right, bool(same), by, score)

    @property
    def judgements(self) -> Sequence[Judgement]:
        """All judgements with their reasons: the machine's as they were made, then people's."""
        return Stored(self._db, "judgement", "rowid", _unpacked)

    @property
    def articles(self) -> Sequence[Article]:
        """The articles as they may be told, in the order they came out."""
        return Stored(self._db, "report", "day, id", _loaded)

    def tell(self) -> Linked:
        """The events that the judgements give, with ties and findings; its sequences read from the disk."""
        claims: Mapping[str, Claim] = Kept(self._db, "claim", _loaded)
        articles: Mapping[str, Article] = Kept(self._db, "report", _loaded)
        copied = by_article(copies(articles))
        self._tie(tie for found in copied.values() for tie in found)
        retold = Retold()
        for group in clusters(self._spool.claims(), self._scores()):
            members = [claims[c] for c in group]
            found = _ties(members, articles, copied)
            self._tie(found)
            event = view(members, articles, found)
            retold.see(event, members, articles)
            self._view(event, members, articles)
        self._find(retold.findings())
        return Linked(
            events=Stored(self._db, "event", "start, id", _loaded),
            judgements=Stored(self._db, "judgement", "rowid", self._shown),
            ties=Stored(self._db, "tie", "left, right, kind, why", _loaded),
            findings=Stored(self._db, "finding", "kind, claims, why", _loaded),
        )

    def _tie(self, ties: Iterable[Tie]) -> None:
        rows = ((t.left, t.right, t.kind, t.why, pickle.dumps(t)) for t in ties)
        self._db.executemany("insert or ignore into tie values (?, ?, ?, ?, ?)", rows)

    def _view(self, event: EventView, members: Sequence[Claim], articles: Mapping[str, Article]) -> None:
        start = event.start.isoformat() if event.start else ""
        self._db.execute("insert into event values (?, ?, ?)", (start, event.id, pickle.dumps(event)))
        self._find(findings(event, members, articles))

    def _find(self, found: Iterable[Finding]) -> None:
        rows = ((f.kind, "\x01".join(f.claims), f.why, pickle.dumps(f)) for f in found)
        self._db.executemany("insert into finding values (?, ?, ?, ?)", rows)

    def _shown(self, body: bytes) -> Judgement:
        """A judgement, its reasons without their sentences where these may tell of withheld words."""
        row = _unpacked(body)
        hidden = "select 1 from claim where veiled and id in (?, ?)"
        if self._db.execute(hidden, (row.left, row.right)).fetchone() is None:
            return row
        return replace(row, features=tuple(replace(f, why="") for f in row.features))


def propose(spool: Spool) -> Iterator[Judgement]:
    """A judgement for every pair worth comparing that is not plainly two events."""
    version = _version()
    context = Context(spool.words, spool.published(), spool.frequency)
    for a, b in sweep(spool.sightings(), context.neighbours):
        score, found = judged(a, b, context, KEPT)
        if found:
            left, right = sorted((a.claim, b.claim))
            yield Judgement(left, right, score >= 0.5, "machine", score, found, version)


def _version() -> str:
    return str(table("linking")["version"])


def _day(article: Article) -> int | None:
    return article.published.date.toordinal() if article.published else None


def _sighted(article: Article, claims: Sequence[Claim]) -> list[Sighting]:
    within = setting(claims)
    return [s for c in claims if (s := sight(c, article, within))]


def _ties(group: Sequence[Claim], articles: Mapping[str, Article], copied: Mapping[str, Sequence[Tie]]) -> list[Tie]:
    """Why reports of one event depend on each other: the copies among them, and what they share for this event."""
    here = {claim.article for claim in group}
    if len(here) < 2:
        return []
    found = {tie for a in here for tie in copied.get(a, ()) if tie.left in here and tie.right in here}
    return sorted({*found, *shared([articles[a] for a in sorted(here)], group)}, key=order)


def _packed(row: Judgement) -> bytes:
    features = [(f.name, f.value, f.why) for f in row.features]
    return marshal.dumps((row.left, row.right, row.same, row.by, row.score, features, row.model))


def _unpacked(body: bytes) -> Judgement:
    left, right, same, by, score, features, model = marshal.loads(body)
    return Judgement(left, right, same, by, score, tuple(Feature(*f) for f in features), model)


def _loaded(body: bytes) -> Any:
    return pickle.loads(body)

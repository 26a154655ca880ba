"""Laws that hold for every text: over sentences made of our own templates and over paragraphs of the examples."""

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dateline
from dateline.records import Article, Claim, Reading, Where
from dateline.vocab import Quote, Voice
from tests.records_walk import spans

EXAMPLES = Path(__file__).parents[1] / "examples"
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)

WHO = ("Rebels", "The army", "Boko Haram fighters", "Gunmen", "Houthi forces", "He", "Police", "Nobody", "The IDF")
DID = (
    "shelled {where}", "killed {number} people in {where}", "attacked a convoy near {where}", "withdrew from {where}",
    "moved {number} troops from {where} to {other}", "did not enter {where}", "may strike {where}",
    "will bomb {where} unless it surrenders", "abducted a teacher in {where}", "were said to have left {where}",
    "carried out IED attacks in {where}, {other} and Hit, a mortar attack on Baaj", "denied bombing {where}",
)  # fmt: skip
WHERE = ("Aleppo", "Tripoli", "Syria", "the Mopti region", "Kharkiv", "Georgia", "northern Yemen", "Atlantis", "Juba")
WHEN = ("on Monday", "in March", "last week", "since 2014", "overnight", "between 3 and 5 May", "30 February", "")
SAID = (
    "{0}.", "{0}, the ministry said.", "“{0},” a resident told AFP.", "According to two officials, {0}.",
    "It is a shameful lie that {0}.", "If {0}, the war will spread.", "The army denied that {0}.", "{0}, reportedly.",
    "A witness said the mayor had claimed that {0}.",
)  # fmt: skip
NUMBER = ("two", "at least 40", "dozens of", "no", "1,200", "between 10 and 20", "several hundred", "twelve")


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """One sentence of news."""
    pick = lambda words: draw(st.sampled_from(words))  # noqa: E731
    act = pick(DID).format(where=pick(WHERE), other=pick(WHERE), number=pick(NUMBER))
    return str(pick(SAID)).format(" ".join(f"{pick(WHO)} {act} {pick(WHEN)}".split()))


@cache
def paragraphs() -> tuple[str, ...]:
    """Every paragraph of the examples."""
    read = [r for r in dateline.read_all([str(p) for p in sorted(EXAMPLES.glob("*.*"))]) if isinstance(r, Reading)]
    return tuple(p for r in read for p in r.article.text.split("\n\n") if len(p) > 80)


TEXTS = st.one_of(
    st.lists(sentences(), min_size=1, max_size=4).map(" ".join),
    st.lists(st.deferred(lambda: st.sampled_from(paragraphs())), min_size=1, max_size=2).map("\n\n".join),
)
DATES = st.sampled_from((None, "2016-05-04", "2020-02-29"))


def as_bytes(reading: Reading) -> bytes:
    return json.dumps(reading.to_dicts(), ensure_ascii=False).encode()


@FEW
@given(TEXTS, DATES)
def test_the_laws_hold(text: str, published: str | None) -> None:
    reading = dateline.code(text, published=published)
    held = list(spans(reading))
    assert [s for s in held if reading.article.text[s.start : s.end] != s.text or s.start >= s.end] == []
    assert len({c.id for c in reading.claims}) == len(reading.claims)
    ids = {c.id for c in reading.claims}
    for claim in reading.claims:
        lawful(claim)
        refers(claim, ids)
        voiced(claim, reading)
    assert as_bytes(reading) == as_bytes(dateline.code(text, published=published))


def lawful(claim: Claim) -> None:
    """Places, times and numbers of one claim make sense."""
    assert 0 <= claim.checkable.score <= 1
    if claim.event is None:
        return
    for where in claim.event.where:
        honest(where)
    if claim.event.when:
        assert claim.event.when.start <= claim.event.when.end
        assert 1 <= claim.event.when.precision <= 5
    for count in claim.event.counts:
        assert 0 <= count.low <= count.best <= count.high


def honest(where: Where) -> None:
    """A point has a radius, no point has none; countries and wider have no point."""
    assert (where.lat is None) == (where.lon is None) == (where.radius_km is None)
    assert where.lat is None or (-90 <= where.lat <= 90 and -180 <= (where.lon or 0) <= 180)
    assert where.radius_km is None or where.radius_km > 0
    assert where.precision < 6 or where.lat is None
    assert where.lat is None or where.country is not None


def refers(claim: Claim, ids: set[str]) -> None:
    """What a claim points at is another claim of the article."""
    others = ids - {claim.id}
    assert set(claim.supports) <= others
    assert claim.event is None or claim.event.same_as is None or claim.event.same_as in others


def voiced(claim: Claim, reading: Reading) -> None:
    """Somebody says it; where nobody is quoted, it is the writer."""
    assert claim.attribution
    quoted = [v for v in claim.attribution if v.kind is not Voice.AUTHOR]
    reported = [s for q in reading.quotations for s in q.contents if s.meets(claim.span)]
    assert reported or not quoted or reading.article.wire
    if claim.attribution[-1].kind is Voice.AUTHOR:
        assert claim.attribution[-1].quote is Quote.NONE


@settings(FEW, max_examples=12)
@given(st.lists(TEXTS, min_size=2, max_size=3, unique=True))
def test_articles_read_beside_change_nothing(texts: list[str]) -> None:
    alone = {text: as_bytes(dateline.code(text, published="2016-05-04")) for text in texts}
    for text in reversed(texts):
        assert as_bytes(dateline.code(text, published="2016-05-04")) == alone[text]
    dateline.link([dateline.code(text, published="2016-05-04") for text in texts])
    assert as_bytes(dateline.code(texts[0], published="2016-05-04")) == alone[texts[0]]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "A" * 5000, "1 " * 400, "“" * 30, "Shelling.", "\u200b\ufeff."])
def test_odd_texts_break_nothing(text: str) -> None:
    reading = dateline.code(text)
    assert isinstance(reading.article, Article)
    assert all(c.attribution for c in reading.claims)

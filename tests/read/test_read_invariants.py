"""What holds for any text: zones tile its words, spans hold their words, reading twice is reading once."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.read import articles, from_text
from dateline.read.normal import tidy, unwrap
from dateline.records import Article

LINE = st.sampled_from(
    [
        "",
        "By Mona Haddad",
        "Thursday, 4 March 2021 - 10:30",
        "Baghdad, 12 October 2016",
        "Nine die in market shelling",
        "BAGHDAD (AFP) - Rebels fired mortars at the town, police said.",
        "ALEPPO, Syria—Two people were killed.",
        "Wed 05 Apr 2017 Syria attack symptoms. Victims appeared to show symptoms, the agency said.",
        "He left. (Reuters)",
        "- SANA",
        "Photo: smoke",
        "  indented, and  double  spaced ",
        "Source: AFP",
        "What the army says",
    ]
)
TEXT = st.one_of(
    st.text(max_size=300),
    st.lists(LINE, max_size=12).map("\n".join),
    st.lists(st.one_of(LINE, st.text(max_size=60)), max_size=10).map("\n\n".join),
)
TITLE = st.one_of(st.none(), st.text(max_size=40), LINE)


def check(article: Article) -> None:
    at = 0
    for zone in article.zones:
        assert at <= zone.start < zone.end <= len(article.text)
        assert not article.text[at : zone.start].strip(), "words outside all zones"
        at = zone.end
    assert not article.text[at:].strip()
    if article.dateline:
        span = article.dateline
        assert article.text[span.start : span.end] == span.text and span.text.strip()


@settings(max_examples=300, deadline=None)
@given(TEXT, TITLE)
def test_zones_tile_the_words_and_reading_is_repeatable(text, title):
    article = from_text(text, title=title)
    check(article)
    assert from_text(text, title=title) == article
    words = "".join(tidy(text).split())
    assert words in "".join(article.text.split()) or words.replace("-", "") in "".join(article.text.split()).replace(
        "-", ""
    )


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_tidying_twice_is_tidying_once(text):
    once = tidy(text)
    assert tidy(once) == once
    assert "\r" not in once and "\u00a0" not in once and "\u200b" not in once


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("abc -.", max_size=90), max_size=12).map("\n".join))
def test_joining_lines_keeps_every_word(text):
    joined = unwrap(text)
    assert joined.replace("\n", "").replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert len(text) - len(joined) <= text.count("-\n")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["title", "text", "date", "url", "authors", "x"]),
            st.one_of(TEXT, st.none(), st.integers(), st.lists(TEXT, max_size=2)),
        ),
        max_size=4,
    )
)
def test_any_record_gives_an_article_or_a_named_error(tmp_path, records):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records))
    first, second = list(articles([str(path)])), list(articles([str(path)]))
    assert len(first) == max(1, len(records))
    for one, two in zip(first, second, strict=True):
        if isinstance(one, Article):
            check(one)
            assert one == two
        else:
            assert str(one) == str(two) and one.advice


def test_an_article_is_the_same_wherever_its_file_lies(tmp_path):
    text = "Nine die in market shelling\n\nRebels fired mortars at the town on Monday, the police said."
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text)
    one, two = articles([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert isinstance(one, Article) and isinstance(two, Article)
    assert (one.id, one.sha256, one.text) == (two.id, two.sha256, two.text)
    assert from_text(text, outlet="The Post").id != one.id  # a reprint is another article

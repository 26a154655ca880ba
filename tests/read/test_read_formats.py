"""Real files of every format, made here or in examples/, read whole."""

import gzip
import io
import json
import subprocess
import sys
import time
from datetime import date
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.read import articles, from_text
from dateline.records import Article
from dateline.vocab import ZoneKind
from tests.example_files import docx_bytes, pdf_bytes, warc_bytes, zipped

EXAMPLES = Path(__file__).parents[2] / "examples"
BODY = (
    "Mortar shells hit a crowded market in the city on Wednesday, killing at least nine people and wounding dozens "
    "more, residents and the rescue service said, in the deadliest attack in weeks.\n\n"
    "The government denied that its forces were behind the attack and blamed the rebels, who said that they had not "
    "fired a shell from the western suburbs since the truce began."
)


def read_one(path, **options) -> Article:
    found = list(articles([str(path)], **options))
    assert len(found) == 1
    assert isinstance(found[0], Article), found[0]
    return found[0]


def zones(article: Article, kind: ZoneKind) -> list[str]:
    return [article.text[z.start : z.end] for z in article.zones if z.kind is kind]


# ---------------------------------------------------------------- text


def test_plain_text_with_a_headline_a_byline_and_a_date_line(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        f"Nine die in market shelling\n\nBy Mona Haddad\nThursday, 4 March 2021 - 10:30\n\nALEPPO, Syria — {BODY}"
    )
    article = read_one(path)
    assert article.title == "Nine die in market shelling"
    assert article.byline == "Mona Haddad"
    assert article.dateline is not None and article.dateline.text == "ALEPPO, Syria"
    assert article.published is not None
    assert (article.published.date, article.published.evidence) == (date(2021, 3, 4), "first lines")
    assert zones(article, ZoneKind.HEADLINE) == ["Nine die in market shelling"]
    assert zones(article, ZoneKind.META) == ["By Mona Haddad", "Thursday, 4 March 2021 - 10:30", "ALEPPO, Syria —"]
    assert len(zones(article, ZoneKind.BODY)) == 2
    assert article.sha256 == sha256(path.read_bytes()).hexdigest()


def test_a_bulletin_is_named_and_dated_by_its_first_lines(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"MALI: MOPTI REGION\nFlash Update No. 7\nAs of 2 April 2021\n\nHIGHLIGHTS\n• {BODY}")
    article = read_one(path)
    assert article.title == "MALI: MOPTI REGION"
    assert article.published is not None and article.published.date == date(2021, 4, 2)


def test_a_paper_with_its_date_is_no_place(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        f"Two police martyred in Bannu\nStaff Correspondent\nThe Frontier Times, January 18, 2010\n\n{BODY}"
    )
    article = read_one(path)
    assert (article.title, article.outlet) == ("Two police martyred in Bannu", "The Frontier Times")
    assert article.dateline is None
    assert article.published is not None and article.published.date == date(2010, 1, 18)


def test_a_title_right_above_its_dateline(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"Mali: Villages Burned in Mopti\n(Nairobi, 14 March 2014) – {BODY}\n\nIt was dark.")
    article = read_one(path)
    assert article.title == "Mali: Villages Burned in Mopti"
    assert article.dateline is not None and article.dateline.text == "Nairobi"
    assert article.published is not None and article.published.date == date(2014, 3, 14)


def test_the_users_date_outranks_all(tmp_path):
    path = tmp_path / "2019" / "a.txt"
    path.parent.mkdir()
    path.write_text(f"4 March 2021\n\n{BODY}")
    found = read_one(path, published="2020-01-02").published
    assert found is not None
    assert (found.date, found.evidence) == (date(2020, 1, 2), "user")


def test_sub_headings_are_headlines_and_captions_captions():
    article = from_text(f"{BODY}\n\nWhat the army says\n\n{BODY}\n\nPhoto: smoke over the market\n\n{BODY}")
    assert zones(article, ZoneKind.HEADLINE) == ["What the army says"]
    assert zones(article, ZoneKind.CAPTION) == ["Photo: smoke over the market"]


def test_plain_text_keeps_its_offsets():
    text = f"  {BODY}  \n\n\nHe  left.\n"
    assert from_text(text).text == text


def test_a_title_is_put_before_the_text_unless_it_is_there():
    title = "Nine die in market shelling"
    assert from_text(BODY, title=title).text == f"{title}\n\n{BODY}"
    there = from_text(f"Wed 05 Apr 2017 Nine die in market shelling. {BODY}", title=title)
    assert zones(there, ZoneKind.HEADLINE) == ["Nine die in market shelling."]
    assert zones(there, ZoneKind.META) == ["Wed 05 Apr 2017"]
    assert there.published is not None and there.published.date == date(2017, 4, 5)
    site = from_text(f"{title}\n\n{BODY}", title=f"{title} - World - Levant Post Online")
    assert site.title == title and site.text.count(title) == 1


def test_a_date_in_running_text_is_a_publication_date_only_before_the_place_and_agency_that_filed():
    filed = from_text("Shells fell on the old city 6 October 2016 Aleppo SANA-Several organizations fired on the city.")
    assert filed.published is not None and filed.published.date == date(2016, 10, 6)
    told = from_text("The war that began on 15 March 2011 in Syria has not ended - so much is known of it today.")
    assert told.published is None


def test_a_dateline_inside_a_text_without_line_ends():
    article = from_text(
        "20.04.2017(updated 1618 20.04.2017) Get short URL 211 The toll has grown. MOSCOW (Sputnik) Over 130 died."
    )
    assert article.wire == "Sputnik"
    assert article.dateline is not None and article.dateline.text == "MOSCOW"
    assert zones(article, ZoneKind.BODY) == ["Get short URL 211 The toll has grown.", "Over 130 died."]
    assert from_text("The army (AFP) Photo of HOMS (see map) It said").dateline is None


def test_markdown(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: Nine die in market shelling\nauthor: Mona Haddad\ndate: 2021-03-04\noutlet: The Post\n---\n"
        f"# Nine die in market shelling\n\n**ALEPPO, Syria** — {BODY}\n\n## The *second* strike\n\n"
        "- [Two](https://a.example) died at the hospital\n- One is missing\n\n![Smoke over the city](a.png)\n"
    )
    article = read_one(path)
    assert (article.format, article.title, article.byline, article.outlet) == (
        "markdown",
        "Nine die in market shelling",
        "Mona Haddad",
        "The Post",
    )
    assert zones(article, ZoneKind.HEADLINE) == ["Nine die in market shelling", "The second strike"]
    assert zones(article, ZoneKind.CAPTION) == ["Smoke over the city"]
    assert "Two died at the hospital" in zones(article, ZoneKind.BODY)
    assert article.dateline is not None and article.dateline.text == "ALEPPO, Syria"


def test_old_encodings_and_byte_order_marks(tmp_path):
    text = f"Café in Homs hit by shells\n\n{BODY}"
    for name, data in {
        "latin": text.encode("cp1252"),
        "mark": text.encode("utf-8-sig"),
        "wide": text.encode("utf-16"),
    }.items():
        path = tmp_path / f"{name}.txt"
        path.write_bytes(data)
        assert read_one(path).title == "Café in Homs hit by shells"


# ---------------------------------------------------------------- pages


HTML = f"""<!DOCTYPE html><html lang="en"><head><title>Shelling hits market | The Post</title>
<meta property="og:site_name" content="The Post"><meta property="article:published_time" content="2021-03-04T10:30:00Z">
<link rel="canonical" href="https://post.example/world/shelling"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Shelling hits market in Aleppo, killing nine people</h1><p class="byline">By Mona Haddad</p>
<figure><img src="a.jpg"><figcaption>Smoke over the market on Wednesday.</figcaption></figure>
<p>ALEPPO (Reuters) - {BODY.replace(chr(10) * 2, "</p><p>")}</p><h2>Second strike</h2><p>A second shell landed near the
hospital an hour later, the provincial health office said in a statement late on Wednesday evening.</p>
<ul><li>Nine dead in the market</li><li>Two dead at the hospital</li></ul></article></body></html>"""


def test_html(tmp_path):
    path = tmp_path / "page.txt"  # the suffix lies; the content tells
    path.write_text(HTML)
    article = read_one(path)
    assert article.format == "html"
    assert article.title == "Shelling hits market in Aleppo, killing nine people"
    assert (article.outlet, article.wire, article.url) == ("The Post", "Reuters", "https://post.example/world/shelling")
    assert article.published is not None and article.published.evidence == "meta: article:published_time"
    assert zones(article, ZoneKind.HEADLINE) == [article.title, "Second strike"]
    assert zones(article, ZoneKind.CAPTION) == ["Smoke over the market on Wednesday."]
    assert "Two dead at the hospital" in zones(article, ZoneKind.BODY)
    assert "Home" not in article.text


def test_web_archives_zipped_or_not(tmp_path):
    pages = [("https://a.example/2021/03/04/one", HTML), ("https://b.example/two", HTML.replace("nine", "ten"))]
    for name, data in {"a.warc.gz": warc_bytes(pages), "a.warc": warc_bytes(pages, zipped=False)}.items():
        (tmp_path / name).write_bytes(data)
        found = list(articles([str(tmp_path / name)]))
        assert [article.url for article in found] == [url for url, _ in pages]
        assert found[0].sha256 == sha256(HTML.encode()).hexdigest()
        assert found[0].id != found[1].id


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title><link>https://post.example</link>
<item><title>Nine die in market shelling</title><link>https://post.example/1</link>
<pubDate>Thu, 04 Mar 2021 10:30:00 +0200</pubDate>
<description><![CDATA[<p>{BODY.replace(chr(10) * 2, "</p><p>")}</p>]]></description>
</item>
<item><title>No text</title><link>https://post.example/2</link></item></channel></rss>"""

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><id>x</id>
<entry><title>Nine die</title><id>1</id><published>2021-03-04T10:30:00Z</published><link href="https://post.example/1"/>
<content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("text", [FEED, ATOM], ids=["rss", "atom"])
def test_feeds(tmp_path, text):
    path = tmp_path / "feed.xml"
    path.write_text(text)
    first, *rest = articles([str(path)])
    assert isinstance(first, Article)
    assert (first.outlet, first.url, first.format) == ("The Post", "https://post.example/1", "feed")
    assert first.published is not None and first.published.evidence == "feed"
    assert first.published.date == date(2021, 3, 4)
    assert "<p>" not in first.text and "Mortar shells" in first.text
    assert all(isinstance(item, InputError) for item in rest)


# ---------------------------------------------------------------- office


def test_pdf_lines_become_paragraphs_and_broken_words_whole(tmp_path):
    page = [
        "Access Group",
        "",
        "Market shelled in Aleppo",
        "",
        "Mortar shells hit a crowded market in the city on Wednesday, killing at least nine people and wound-",
        "ing dozens more, residents and the rescue service said, in the deadliest attack for many long weeks. The",
        "government denied it.",
        "",
        "Rescuers worked through the night to free the people who were still trapped under the ruins of shops.",
        "",
        "Page 1",
    ]
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes([page, ["Access Group", "", "All of them were brought to hospital.", "", "Page 2"]]))
    article = read_one(path)
    assert "wounding dozens more" in article.text and "The government denied it." in article.text
    assert article.title == "Market shelled in Aleppo"
    assert "Access Group" not in article.text and "Page" not in article.text
    assert article.published is not None and "weak" in article.published.evidence


def test_a_page_without_paragraphs_and_a_table(tmp_path):
    (tmp_path / "br.html").write_text("<html><body><h1>Blast in Homs</h1>Two died.<br><br>The army came.</body></html>")
    assert read_one(tmp_path / "br.html").text == "Blast in Homs\n\nTwo died.\n\nThe army came."
    table = "<table><tr><th>Town</th><th>Killed</th></tr><tr><td>Homs</td><td>2</td></tr></table>"
    (tmp_path / "table.html").write_text(
        f"<html><body><article><h1>Toll</h1><p>{BODY}</p>{table}</article></body></html>"
    )
    assert "Homs | 2" in zones(read_one(tmp_path / "table.html"), ZoneKind.BODY)


def test_a_pdf_made_long_after_its_text_is_not_dated_by_it(tmp_path):
    for year, known in {"2015": False, "2020": True}.items():
        path = tmp_path / f"{year}.pdf"
        path.write_bytes(pdf_bytes([[f"The town was shelled in the spring of {year}, and nine people died there."]]))
        assert (read_one(path).published is not None) is known


def test_word_files(tmp_path):
    path = tmp_path / "a.docx"
    parts = [
        ("Title", "Statement No. 4"),
        ("Subtitle", "On the shelling"),
        ("Normal", "Baghdad, 12 October 2016"),
        ("Normal", BODY),
    ]
    path.write_bytes(docx_bytes(parts, table=[["Axis", "Killed"], ["Anbar", "31"]]))
    article = read_one(path)
    assert (article.title, article.format) == ("Statement No. 4", "docx")
    assert zones(article, ZoneKind.STANDFIRST) == ["On the shelling"]
    assert article.dateline is not None and article.dateline.text == "Baghdad"
    assert article.published is not None and article.published.date == date(2016, 10, 12)
    assert "Anbar | 31" in zones(article, ZoneKind.BODY)


# ---------------------------------------------------------------- records


@pytest.mark.parametrize("body", ["text", "maintext", "body", "content"])
@pytest.mark.parametrize("day", ["date", "date_publish", "published_at"])
def test_json_by_any_usual_field_names(tmp_path, body, day):
    path = tmp_path / "a.json"
    record = {
        "title": "Nine die",
        body: BODY,
        day: "2021-03-04 10:00",
        "source_domain": "post.example",
        "authors": ["A B", "C D"],
    }
    path.write_text(json.dumps(record))
    article = read_one(path)
    assert (article.title, article.outlet, article.byline) == ("Nine die", "post.example", "A B, C D")
    assert article.published is not None
    assert (article.published.evidence, article.published.date) == (f"field: {day}", date(2021, 3, 4))
    assert article.text == f"Nine die\n\n{BODY}"
    assert article.sha256 == sha256(path.read_bytes()).hexdigest()


def test_json_lists_and_wrappers(tmp_path):
    records = [{"title": f"Report {n}", "text": BODY} for n in range(3)]
    (tmp_path / "list.json").write_text(json.dumps(records))
    (tmp_path / "wrapped.json").write_text(json.dumps({"count": 3, "articles": records}, indent=1))
    for name in ("list.json", "wrapped.json"):
        assert [a.title for a in articles([str(tmp_path / name)])] == ["Report 0", "Report 1", "Report 2"]


def test_json_lines_name_a_bad_line_and_read_the_others(tmp_path):
    path = tmp_path / "a.jsonl"
    good = json.dumps({"title": "One", "text": BODY})
    path.write_text(f'{good}\n{{"title": \n\n{good.replace("One", "Two")}\n{{"title": "no text"}}\n[1]\n')
    found = list(articles([str(path)]))
    assert [getattr(item, "title", None) for item in found] == ["One", None, "Two", None, None]
    assert [item.source for item in found] == [f"{path}#{n}" for n in (1, 2, 4, 5, 6)]
    assert "line 2 is not valid JSON" in str(found[1])
    assert found[0].sha256 == sha256(good.encode()).hexdigest()


def test_a_paragraph_of_many_pages_takes_no_longer_than_many_paragraphs(tmp_path):
    path = tmp_path / "a.pdf"
    line = "Mortar shells hit a crowded market in the city on Wednesday, and hit it"
    path.write_bytes(pdf_bytes([[line] * 45] * 60))
    begun = time.perf_counter()
    (found,) = articles([str(path)])
    assert len(found.text) > 150_000 and time.perf_counter() - begun < 10  # 0.2 s; it was 15


def test_csv_with_quoted_newlines(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f'id,title,text,date,source\n1,Nine die,"{BODY}",2021-03-04,post\n2,Empty,"",,\n')
    good, bad = articles([str(path)])
    assert (good.title, good.outlet, good.format) == ("Nine die", "post", "csv")
    assert isinstance(bad, InputError) and "no field" in bad.reason


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_as_spreadsheets_save_it(tmp_path, mark, encoding):
    path = tmp_path / "a.csv"
    rows = f'title{mark}text{mark}date\r\n"Café; nine die"{mark}"{BODY}"{mark}\r\n'
    path.write_bytes(rows.encode(encoding))
    (found,) = articles([str(path)])
    assert (found.title, found.format) == ("Café; nine die", "csv")


def test_one_record_that_fails_loses_no_other(tmp_path):
    path = tmp_path / "a.jsonl"
    rows = [{"title": "One", "text": BODY, "date": 10**400}, {"title": "Two", "text": BODY}]
    path.write_text("\n".join(map(json.dumps, rows)))
    assert [a.title for a in articles([str(path)])] == ["One", "Two"]


def test_the_text_of_a_mail(tmp_path):
    path = tmp_path / "a.eml"
    message = EmailMessage()
    message["Subject"], message["Date"] = "Nine die", "Thu, 04 Mar 2021 10:00:00 +0000"
    message["MIME-Version"] = "1.0"
    message.set_content(BODY.replace("nine people", "nine people in Café Nur"))
    message.add_attachment(b"secret", maintype="application", subtype="pdf", filename="x.pdf")
    path.write_bytes(message.as_bytes())
    (found,) = articles([str(path)])
    assert (found.title, found.format, found.published.date) == ("Nine die", "mail", date(2021, 3, 4))
    assert "nine people in Café Nur" in found.text and "secret" not in found.text and "MIME" not in found.text


@pytest.mark.parametrize("kind", ["text/plain; charset=x-none", "text/html"])
def test_a_mail_that_is_no_page_or_names_no_encoding(tmp_path, kind):
    path = tmp_path / "a.eml"
    path.write_text(f"MIME-Version: 1.0\nSubject: Nine die\nContent-Type: {kind}\n\n<p>{BODY}</p>")
    (found,) = articles([str(path)])
    assert (found.title, found.format) == ("Nine die", "mail") and "nine people" in found.text


def test_a_page_that_a_browser_saved_as_one_file(tmp_path):
    path = tmp_path / "a.mhtml"
    message = EmailMessage()
    message["Snapshot-Content-Location"], message["Subject"] = "https://post.test/1", "Nine die"
    message["MIME-Version"] = "1.0"
    message.set_content(HTML, subtype="html")
    message.make_related()
    path.write_bytes(message.as_bytes())
    (found,) = articles([str(path)])
    assert found.url == "https://post.test/1"
    assert found.format == "html" and "nine people" in found.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt.gz", BODY.encode()),
        ("a.html.gz", HTML.encode()),
        ("a.jsonl.gz", (json.dumps({"text": BODY}) + "\n" + json.dumps({"text": BODY})).encode()),
        ("a.pdf.gz", pdf_bytes([BODY.split("\n\n")])),
        ("a.docx.gz", docx_bytes([("Normal", BODY)])),
        ("a.xml.gz", FEED.encode()),
    ],
)
def test_gzip_of_each(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(zipped(data))
    plain_path = tmp_path / name.removesuffix(".gz")
    plain_path.write_bytes(data)
    zipped_ids = [getattr(item, "id", type(item)) for item in articles([str(path)])]
    assert zipped_ids == [getattr(item, "id", type(item)) for item in articles([str(plain_path)])]
    assert any(isinstance(item, str) for item in zipped_ids)


# ---------------------------------------------------------------- sources


def test_folders_are_read_in_order_and_globs_too(tmp_path):
    for name in ("b/2.txt", "a/1.txt", "3.txt", ".hidden.txt", "README.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Report {name[-5]}: nine die in shelling\n\n{BODY}")
    order = [Path(a.source).name for a in articles([str(tmp_path)])]
    assert order == ["3.txt", "1.txt", "2.txt"]
    assert [Path(a.source).name for a in articles([str(tmp_path / "*" / "*.txt")])] == ["1.txt", "2.txt"]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(BODY.encode()))))
    (article,) = articles(["-"])
    assert (article.source, article.text) == ("stdin", BODY)


def test_a_text_file_needs_no_heavy_library(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(BODY)
    heavy = ("trafilatura", "pypdf", "docx", "feedparser", "warcio", "py3langid", "lxml", "htmldate")
    code = (
        "import sys; from dateline.read import articles; "
        f"assert len(list(articles([{str(path)!r}]))) == 1; print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---------------------------------------------------------------- examples


def test_every_example_is_read_dated_and_marked_as_ours():
    found = list(articles([str(EXAMPLES)]))
    assert all(isinstance(item, Article) for item in found)
    assert len({item.format for item in found}) >= 8
    assert len(found) >= 16
    for article in found:
        assert article.published is not None, article.source
        assert article.published.date.year < 2020 or "darfur" in article.source
        assert article.title or "burma" in article.source
        raw = Path(article.source.partition("#")[0]).read_bytes()
        raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        if article.format not in ("docx", "pdf"):
            assert b"for dateline as an example" in raw or b"FOR DATELINE AS AN EXAMPLE" in raw
        else:
            assert "written for dateline as an example" in article.text


MASTHEADS = [
    # first line of a plain text, the outlet it names
    ("Daily Trust", "Daily Trust"),
    ("The Guardian", "The Guardian"),
    ("Radio Okapi | 3 March 2012", "Radio Okapi"),
    ("Dawn, 5 June 2011", "Dawn"),
    ("Dawn broke over the port as shells fell", None),
    ("Kyiv Independent - Drones hit the port", None),
    ("Shells hit the port", None),
]


@pytest.mark.parametrize(("line", "outlet"), MASTHEADS, ids=[m[0][:30] for m in MASTHEADS])
def test_an_outlet_on_the_first_line(line: str, outlet: str | None) -> None:
    article = from_text(f"{line}\n\nShells hit the port of Kalemie\n\n{BODY}")
    assert article.outlet == outlet
    assert outlet != line or article.zone_at(0) is ZoneKind.META

"""Makes the examples that are not text: ``python tests/example_files.py`` writes them into ``examples/``.

Also the makers of small PDF, DOCX and WARC files for the tests of the reading room.
"""

import gzip
import io
import sys
import textwrap
from pathlib import Path

NOTE = "Note: written for dateline as an example; the events are invented."


def pdf_bytes(pages: list[list[str]], *, title: str = "", made: str = "D:20200811090000Z") -> bytes:
    """A PDF with one line of Helvetica for each string of each page. ``made`` is its CreationDate."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, lines in enumerate(pages):
        resources = f"<< /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /Resources {resources} >>".encode())
        shown = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
        body = b"BT /F1 11 Tf 14 TL 60 790 Td\n" + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
    objects.append(b"<< /Title (" + _escaped(title) + b") /CreationDate (" + made.encode() + b") >>")
    return _file(objects)


def _escaped(line: str) -> bytes:
    data = line.encode("cp1252", "replace")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: list[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for n, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (n, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    info = len(objects)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (info + 1, info, start))
    return out.getvalue()


def docx_bytes(paragraphs: list[tuple[str, str]], *, table: list[list[str]] | None = None) -> bytes:
    """A Word file of (style, text) paragraphs, with a table at the end if given."""
    import docx

    document = docx.Document()
    document.core_properties.author = ""
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for n, row in enumerate(table):
            for m, words in enumerate(row):
                made.cell(n, m).text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def warc_bytes(pages: list[tuple[str, str]], *, zipped: bool = True) -> bytes:
    """A web archive of (address, HTML) response records."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=zipped)
    writer.write_record(writer.create_warcinfo_record("example.warc", {"description": NOTE}))
    for url, html in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        record = writer.create_warc_record(url, "response", payload=io.BytesIO(html.encode()), http_headers=headers)
        writer.write_record(record)
    return out.getvalue()


def zipped(data: bytes) -> bytes:
    """The bytes gzipped, without a time stamp."""
    return gzip.compress(data, mtime=0)


DARFUR = """\
North Darfur Access Bulletin No. 7

{note}

11 August 2020

Fighting around Kutum and Fata Borno forced an estimated 8,400 people from their homes between 1 and 9 August 2020, \
the Access Working Group said. About two thirds are children. The figure comes from counts at eleven gathering places \
and has not been checked against registration; local authorities speak of 12,000 displaced.

Attacks on civilians

On 3 August armed men on camels and in five pick-up trucks attacked the market of Fata Borno. Community leaders \
reported 17 people killed and 30 injured. The health post in the camp counted 13 bodies. Some residents accused \
members of the Rapid Support Forces of having taken part; the RSF command in Kutum rejected the accusation and said \
that its patrol had arrived after the attack to separate the parties.

On 5 August two aid workers were stopped at a checkpoint near Kabkabiya and held for six hours. Their vehicle, two \
satellite telephones and medicine for about 900 patients were taken. They were released unharmed.

The group also received reports of sexual violence against four women who were collecting firewood east of Kassab \
camp. It has not been able to verify them and gives no further details in order to protect the survivors.

Movement and access

A Sudanese Armed Forces column of some 40 vehicles left El Fasher for Kutum on 6 August and reached it the next day. \
The road between Kutum and Ain Siro has been closed to humanitarian traffic since 4 August. Flights from El Fasher \
were to resume on 15 August if security allowed.

What is needed

The working group calls on all parties to allow food deliveries to Fata Borno and Ain Siro at once. Without them, \
stocks in the two camps will run out before the end of the month. It urges the government to investigate the attack \
of 3 August and to publish what it finds.\
"""

MINISTRY = [
    ("Normal", NOTE),
    ("Title", "Statement No. 41 of the Joint Operations Centre"),
    ("Subtitle", "Operations in Anbar and Nineveh, 9 to 12 October 2016"),
    ("Normal", "Baghdad, 12 October 2016"),
    (
        "Normal",
        "The Joint Operations Centre announces that units of the 7th Division, supported by tribal fighters and by the "
        "aircraft of the international coalition, liberated the villages of Al-Jazira, Al-Dulab and Sahliya north of "
        "Hit from the terrorist gangs of Daesh on Monday, 10 October. Thirty-one terrorists were killed and two car "
        "bombs were destroyed before they could reach our positions. Our forces suffered two martyrs and nine wounded.",
    ),
    ("Heading 1", "Nineveh axis"),
    (
        "Normal",
        "Engineers of the 9th Armoured Division removed 214 explosive devices from the road between Qayyarah and "
        "Hammam al-Alil. On 11 October the enemy fired mortar shells at Qayyarah air base; there were no losses. "
        "Army Aviation carried out strikes on a workshop in Shirqat, a tunnel in Makhmur and a fuel depot in Baaj.",
    ),
    (
        "Normal",
        "The Centre denies categorically the report of a foreign agency that a school in Tal Afar was bombed on 9 "
        "October. No aircraft was in the area at that hour. Citizens are warned to keep away from the headquarters of "
        "the terrorist gangs, which will be targeted without further notice.",
    ),
    ("Heading 1", "Displaced families"),
    (
        "Normal",
        "1,120 families have been moved from the front line to the camps of Debaga and Khazir since the beginning of "
        "the month. The Centre asks humanitarian organisations to double the number of tents before the liberation "
        "of Mosul begins. The killers of our people must leave Iraq or be buried in it.",
    ),
]
FRONTS = [["Axis", "Killed, enemy", "Wounded, own"], ["Anbar", "31", "9"], ["Nineveh", "not stated", "0"]]

_PAGE = """<!DOCTYPE html>
<!-- Written for dateline as an example; the events are invented. -->
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{day}"></head><body><nav><a href="/">Front page</a></nav>
<article><h1>{title}</h1>{body}</article></body></html>"""

LAKE_CHAD = [
    (
        "https://borno-post.example/2015/11/23/gumsuri",
        _PAGE.format(
            title="Insurgents kill eight, seize women in raid on Gumsuri",
            outlet="Borno Post",
            day="2015-11-23T08:00:00+01:00",
            body="<p>MAIDUGURI, Nigeria — Suspected Boko Haram fighters killed eight people and abducted at least a "
            "dozen women in a raid on the village of Gumsuri, south of Maiduguri, on Saturday evening, a member of a "
            "local vigilante force said.</p><p>The attackers came in three pick-up trucks and on motorcycles, set "
            "fire to the clinic and the market and drove off towards the Sambisa forest before soldiers arrived from "
            "Damboa, Modu Bukar told the Borno Post on Sunday.</p><p>“We had eleven hunting rifles. They had a "
            "machine gun,” he said. His own sister was among those taken, according to neighbours.</p><p>The army did "
            "not answer calls. On Friday it had said that the Damboa road was safe and that the insurgents were "
            "“finished as a fighting force”.</p>",
        ),
    ),
    (
        "https://capital-herald.example/news/2015/army-foils-attack-gumsuri",
        _PAGE.format(
            title="Troops repel terrorists at Gumsuri, rescue 12 women",
            outlet="Capital Herald",
            day="2015-11-24",
            body="<p>Abuja — Troops of the Nigerian Army repelled an attack by Boko Haram terrorists on Gumsuri in "
            "Borno State on Saturday, killing 23 of them and rescuing twelve women, the army spokesman said in a "
            "statement on Monday.</p><p>Two civilians lost their lives before the troops arrived, the statement said. "
            "It described reports of eight dead and of kidnapped women as “false and unpatriotic”.</p><p>A rights "
            "group in Maiduguri said it had spoken to relatives of nine women who were still missing. It called on "
            "the army to publish the names of those it says it rescued.</p><p>Cameroonian forces shelled Boko Haram "
            "positions across the border near Gwoza on the same day, a Cameroonian officer said, but he could not say "
            "whether the two operations were connected.</p>",
        ),
    ),
]


def _darfur_pages() -> list[list[str]]:
    lines: list[str] = []
    for paragraph in DARFUR.format(note=NOTE).split("\n\n"):
        lines += [*textwrap.wrap(paragraph, 88, break_on_hyphens=False), ""]
    lines = _with_broken_word(lines)
    half = 24
    pages = [lines[:half], lines[half:]]
    return [["Access Working Group, North Darfur", "", *page, "", f"Page {n}"] for n, page in enumerate(pages, start=1)]


def _with_broken_word(lines: list[str]) -> list[str]:
    """One word broken at a line end, as typeset bulletins have it."""
    at = next(n for n, line in enumerate(lines) if line.startswith("members of the Rapid") or "satellite" in line)
    words = lines[at].split(" ")
    lines[at - 1] += f" {words[0][:4]}-" if len(words[0]) > 6 else ""
    lines[at] = " ".join([words[0][4:], *words[1:]]) if len(words[0]) > 6 else lines[at]
    return lines


def main(folder: Path) -> None:
    """Writes the three files into the folder."""
    pages = _darfur_pages()
    (folder / "darfur-bulletin.pdf").write_bytes(pdf_bytes(pages, title="North Darfur Access Bulletin No. 7"))
    (folder / "iraq-statement.docx").write_bytes(docx_bytes(MINISTRY, table=FRONTS))
    (folder / "lake-chad.warc.gz").write_bytes(warc_bytes(LAKE_CHAD))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "examples"))

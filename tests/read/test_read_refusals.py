"""What bad input gets: the right error, its reason, the next step; the other inputs are still read."""

import gzip
import io
import socket
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dateline.errors import EmptyInput, InputError, LanguageError, MissingInput, UnsupportedInput
from dateline.read import articles, from_text, inputs, word
from dateline.records import Article
from tests.example_files import docx_bytes, pdf_bytes

GOOD = (
    "Rebels fired mortars at the town on Monday and the army said that nine of the people who were in the market had "
    "been killed and that it would answer the attack before the end of the week."
)
GERMAN = (
    "Die Rebellen beschossen die Stadt am Montag mit Mörsern, und das Heer teilte mit, dass neun Menschen auf dem "
    "Markt getötet worden seien und dass es den Angriff noch vor dem Ende der Woche beantworten werde, wie ein "
    "Sprecher sagte."
)
INDONESIAN = (
    "Pemberontak menembakkan mortir ke kota itu pada hari Senin dan tentara mengatakan bahwa sembilan orang di pasar "
    "telah tewas dan bahwa mereka akan membalas serangan itu sebelum akhir pekan ini, menurut seorang juru bicara."
)
RUSSIAN = "Повстанцы обстреляли город из миномётов в понедельник, девять человек погибли, сообщили военные. " * 4


def encrypted_pdf() -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf_bytes([[GOOD]]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zip_of(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


BAD = {
    "empty.txt": (b"", EmptyInput, "empty"),
    "blank.txt": (b" \n\n ", EmptyInput, "no words"),
    "numbers.txt": (b"1 2 3", EmptyInput, "no words"),
    "empty.gz": (gzip.compress(b""), EmptyInput, "empty"),
    "noise.bin": (bytes(range(256)) * 8, UnsupportedInput, "binary"),
    "photo.jpg": (b"\xff\xd8\xff\xe0" + b"x" * 99, UnsupportedInput, "JPEG"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, UnsupportedInput, "password"),
    "locked.pdf": (encrypted_pdf(), UnsupportedInput, "encrypted"),
    "damaged.pdf": (b"%PDF-1.4\nnothing here", UnsupportedInput, "damaged"),
    "scan.pdf": (pdf_bytes([[""]]), EmptyInput, "no text, only images"),
    "sheet.xlsx": (zip_of("xl/workbook.xml", b"<x/>"), UnsupportedInput, "no Word file"),
    "broken.docx": (b"PK\x03\x04 torn", UnsupportedInput, "damaged zip"),
    "hollow.docx": (zip_of("word/document.xml", b"<x/>"), UnsupportedInput, "damaged"),
    "bad.json": (b'{"title": "x", "text": ', UnsupportedInput, "not valid JSON"),
    "none.json": (b"[]", EmptyInput, "no articles"),
    "number.json": (b"[3]", UnsupportedInput, "int where an article"),
    "page.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", EmptyInput, "no article text"),
    "data.xml": (b"<?xml version='1.0'?><catalogue><item/></catalogue>", UnsupportedInput, "XML of a kind"),
    "bomb.xml": (
        b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'x'>]><rss><channel/></rss>",
        UnsupportedInput,
        "entities",
    ),
    "none.xml": (b"<rss version='2.0'><channel><title>t</title></channel></rss>", EmptyInput, "without entries"),
    "none.warc": (
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
        EmptyInput,
        "no archived page",
    ),
    "torn.warc": (b"WARC/1.0\r\ngarbage", (UnsupportedInput, EmptyInput), ""),
    "cut.txt.gz": (gzip.compress(GOOD.encode() * 200)[:-40], UnsupportedInput, "gzip file is damaged"),
    "notreally.gz": (b"\x1f\x8b\x08garbage", UnsupportedInput, "gzip"),
    "german.txt": ((GERMAN * 2).encode(), LanguageError, "not in English"),
    "indonesian.txt": ((INDONESIAN * 2).encode(), LanguageError, "not in English"),
    "russian.txt": (RUSSIAN.encode(), LanguageError, "Latin script"),
    "short-russian.txt": (RUSSIAN[:90].encode(), LanguageError, "Latin script"),
    "short-german.txt": (
        b"Bei einem Angriff auf den Markt von Homs sind neun Menschen ums Leben gekommen.",
        LanguageError,
        "'de'",
    ),
    "short-french.txt": (
        "Neuf personnes ont été tuées dans une attaque contre le marché de la ville.".encode(),
        LanguageError,
        "'fr'",
    ),
    "short-spanish.txt": (
        b"Nueve personas fueron asesinadas en un ataque contra el mercado de la ciudad.",
        LanguageError,
        "'es'",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_with_reason_and_advice_and_the_rest_is_read(tmp_path, name):
    data, kind, reason = BAD[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD)
    found = list(articles([str(tmp_path / name), str(tmp_path / "good.txt")]))
    assert isinstance(found[0], kind), found[0]
    assert reason in found[0].reason
    assert found[0].advice and found[0].source.startswith(str(tmp_path / name))
    assert isinstance(found[-1], Article) and found[-1].text == GOOD


@pytest.mark.parametrize("source", ["absent.txt", "nowhere/*.txt", "a?b.txt"])
def test_absent_files(tmp_path, source):
    (found,) = articles([str(tmp_path / source)])
    assert isinstance(found, MissingInput)


@pytest.mark.parametrize("source", ["", " "])
def test_an_empty_name_is_not_the_folder_one_stands_in(source):
    (found,) = articles([source])
    assert isinstance(found, MissingInput) and "empty name" in found.reason


def test_the_pdf_reader_keeps_its_grumbling_to_itself(tmp_path, capfd):
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.4\nnothing here")
    list(articles([str(tmp_path / "damaged.pdf")]))
    assert capfd.readouterr().err == ""


def test_an_empty_folder(tmp_path):
    (found,) = articles([str(tmp_path)])
    assert isinstance(found, EmptyInput) and "folder" in found.reason


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = tmp_path / "secret.txt"
    path.write_text(GOOD)

    def refuse(name):
        raise PermissionError(13, "Permission denied", name)

    monkeypatch.setattr(io, "FileIO", refuse)  # root may read everything, so the system's refusal is played
    (found,) = articles([str(path)])
    assert isinstance(found, MissingInput) and "permission" in found.reason


def test_unpacking_stops_at_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "LIMIT", 10_000)
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a " * 100_000))
    (found,) = articles([str(tmp_path / "bomb.txt.gz")])
    assert isinstance(found, UnsupportedInput) and "10,000 bytes" in found.reason
    monkeypatch.setattr(inputs, "LIMIT", 10_000_000)
    monkeypatch.setattr(word, "LIMIT", 10_000)
    (tmp_path / "bomb.docx").write_bytes(docx_bytes([("Normal", GOOD)]))
    (found,) = articles([str(tmp_path / "bomb.docx")])
    assert isinstance(found, UnsupportedInput) and "unpacks to" in found.reason


def test_a_book_is_no_article(tmp_path):
    (tmp_path / "book.txt").write_text((GOOD + "\n\n") * 6000)
    (found,) = articles([str(tmp_path / "book.txt")])
    assert isinstance(found, UnsupportedInput) and "split" in found.advice


def test_short_shouted_and_foreign_words_are_no_reason_to_refuse(tmp_path):
    notes = {
        "short": "Mortar hits Homs",
        "caps": GOOD.upper(),
        "names": f"{GOOD} {GERMAN[:90]}",
        "spanish-names": "Gunmen from Los Zetas killed two men in San Juan de los Lagos, near El Salto de la Cruz.",
        "headline": "Police arrest Juan de la Cruz y Romero, leader of La Familia, over killings",
    }
    for name, text in notes.items():
        (tmp_path / f"{name}.txt").write_text(text)
        (found,) = articles([str(tmp_path / f"{name}.txt")])
        assert isinstance(found, Article), found


def test_text_given_by_a_program_is_never_refused():
    for text in ("", " ", "123", RUSSIAN, "\x00\ud800"):
        assert from_text(text).language == "en"


# ---------------------------------------------------------------- addresses


@pytest.fixture
def server():
    class Pages(BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path == "/2021/03/04/story"
            self.send_response(200 if found else 404)
            self.end_headers()
            if found:
                self.wfile.write(GOOD.encode())

        def log_message(self, *_):
            pass

    made = HTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


def test_an_address_is_read(server, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    (article,) = articles([f"{server}/2021/03/04/story"])
    assert isinstance(article, Article)
    assert article.url == f"{server}/2021/03/04/story" and article.text == GOOD
    assert article.published is not None and article.published.evidence == "address"


def test_a_page_that_is_not_there_or_no_network(server, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{free.getsockname()[1]}/x"
    found = list(articles([f"{server}/gone", dead]))
    assert all(isinstance(item, MissingInput) for item in found)
    assert "404" in found[0].reason and "cannot be fetched" in found[1].reason
    assert isinstance(found[1], InputError) and "network" in found[1].advice

"""Dates, datelines, credits and bylines: a table of words and what is read from them."""

from datetime import date

import pytest

from dateline.errors import UsageError
from dateline.read import from_text
from dateline.read.credits import agency, byline, credit, dated_byline, head
from dateline.read.dates import field_day, leading, line_day, near_top, url_day, user_day
from dateline.read.normal import itemised, mend_hyphen, tidy, unwrap
from dateline.vocab import ZoneKind

FIELD_DAYS = [
    ("2021-03-04", date(2021, 3, 4)),
    ("2021-03-04T23:30:00-05:00", date(2021, 3, 4)),  # as the publisher wrote it, not in another time zone
    ("2019-03-16 06:05:00", date(2019, 3, 16)),
    ("20210304", date(2021, 3, 4)),
    ("20210304T103000Z", date(2021, 3, 4)),
    ("Wed, 11 Jul 2018 16:20:00 +0300", date(2018, 7, 11)),
    ("March 4, 2021", date(2021, 3, 4)),
    ("4th March 2021", date(2021, 3, 4)),
    ("Sept. 5, 2013", date(2013, 9, 5)),
    ("05.09.2013", date(2013, 9, 5)),
    ("05-09-2013", date(2013, 9, 5)),
    ("16/09/2013", date(2013, 9, 16)),
    ("09/16/2013", date(2013, 9, 16)),
    ("05/09/2013", None),  # fifth of September or ninth of May: nobody can say
    ("05/05/2013", date(2013, 5, 5)),
    ("4/5/17", None),
    ("31 February 2019", None),
    ("March 2021", None),
    ("last Tuesday", None),
    (1614816000, date(2021, 3, 4)),
    (1614816000000, date(2021, 3, 4)),
    ("1614816000", date(2021, 3, 4)),  # as CSV has it
    (20210304, date(2021, 3, 4)),
    (2021, None),  # a year, no second of 1970
    (10**400, None),
    (True, None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("value", "day"), FIELD_DAYS)
def test_day_of_a_field(value, day):
    assert field_day(value) == day


LINES = [
    ("Thursday, 4 March 2021 - 10:30", date(2021, 3, 4)),
    ("Published: July 5, 2015, 6:40 p.m.", date(2015, 7, 5)),
    ("Last updated on 12 June 2016 at 14:05 GMT", date(2016, 6, 12)),
    ("11.10.2017 (updated 18:38 11.10.2017)", date(2017, 10, 11)),
    ("2019-03-15", date(2019, 3, 15)),
    ("As of 2 April 2021", date(2021, 4, 2)),
    ("Flash Update No. 7 | 2 April 2021", date(2021, 4, 2)),
    ("Situation Report #12, as of 9 May 2015 at 18:00", date(2015, 5, 9)),
    ("Flash Update No. 7 on the fighting of 2 April 2021", None),
    ("On 4 March 2021 rebels shelled the town", None),
    ("The treaty of 4 March 2021", None),
]


@pytest.mark.parametrize(("line", "day"), LINES)
def test_a_date_line_holds_nothing_but_a_date(line, day):
    found = line_day(line)
    assert (found.day if found else None) == day


OPENINGS = [
    ("Wed 05 Apr 2017 Syria attack symptoms", "Wed 05 Apr 2017"),
    ("Published July 5 2015 U.S.-led aircraft", "Published July 5 2015"),
    ("Date of publication 25 April 2017 Air strikes", "Date of publication 25 April 2017"),
    ("Thursday 02 June 2016 16:02 The council declares", "Thursday 02 June 2016 16:02"),
    ("11.10.2017(updated 1838 11.10.2017) At least nine", "11.10.2017(updated 1838 11.10.2017)"),
    ("Last updated at Jun 062016 AMMAN Nearly 50 strikes", "Last updated at Jun 062016"),
    ("Posted on July 12 2016 by the desk", "Posted on July 12 2016"),
    ("On April 4 2017 an attack killed 80 people", None),  # an event's date, not the article's
    ("Rebels fired mortars on 4 April 2017", None),
]


@pytest.mark.parametrize(("text", "words"), OPENINGS)
def test_the_date_that_opens_a_text(text, words):
    found = leading(text)
    assert (text[: found.end] if found else None) == words


def test_a_date_with_its_weekday_near_the_top():
    assert near_top("Rockets kill 30 in Aleppo AP Saturday 9 Jul 2016 Syrians pass").day == date(2016, 7, 9)
    assert near_top("Information as of 08:00 on 21 November 2024 on the war").day == date(2024, 11, 21)
    assert near_top("The army said that on Saturday 9 July 2016 it had lost the town") is None


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://a.example/2021/03/04/story", (date(2021, 3, 4), "2021/03/04")),
        ("https://a.example/news/2021-03-04-story.html", (date(2021, 3, 4), "2021-03-04")),
        ("https://a.example/story-20210304", (date(2021, 3, 4), "20210304")),
        ("https://a.example/2021/13/04/story", None),
        ("https://20210304.example/story", None),
        ("https://a.example/id/120210304", None),
    ],
)
def test_the_day_in_an_address(url, found):
    assert url_day(url) == found


def test_a_user_gives_a_date_or_is_told():
    assert user_day("2021-03-04") == user_day(date(2021, 3, 4)) == date(2021, 3, 4)
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        user_day("03/04/2021")


HEADS = [
    ("BAGHDAD (AFP) - Rebels fired", "BAGHDAD", "AFP", None, "Rebels"),
    ("ALEPPO, Syria — Mortar shells", "ALEPPO, Syria", None, None, "Mortar"),
    ("SAN SALVADOR, 19 May 89 (ACAN-EFE) -- [TEXT] The", "SAN SALVADOR", "EFE", date(1989, 5, 19), "The"),
    ("Damascus, SANA – The army", "Damascus", "SANA", None, "The"),
    ("MOSCOW (Sputnik) Over 130 people", "MOSCOW", "Sputnik", None, "Over"),
    ("UNITED NATIONS, March 3 (Xinhua) -- The", "UNITED NATIONS", "Xinhua", None, "The"),
    ("Khan Younis, Gaza Strip, Aug. 3, 2017 (WAFA) - A man", "Khan Younis, Gaza Strip", "WAFA", date(2017, 8, 3), "A"),
    ("KHARTOUM/NAIROBI, April 20 (Reuters) - Clashes", "KHARTOUM/NAIROBI", "Reuters", None, "Clashes"),
    ("NEW DELHI, (PTI): Two soldiers", "NEW DELHI", "PTI", None, "Two"),
    ("BAMAKO, Mali, March 15, 2019 (Sahel Wire) — Gunmen", "BAMAKO, Mali", "Sahel Wire", date(2019, 3, 15), "Gunmen"),
    (
        "MANAGUA (NICARAGUA), 21 Mar 89 (Barricada) -- [Editorial report] The",
        "MANAGUA",
        "Barricada",
        date(1989, 3, 21),
        "[Editorial",
    ),
    ("CLANDESTINE, 8 Jan 90 (Radio Venceremos) -- [TEXT] The", None, "Radio Venceremos", date(1990, 1, 8), "The"),
    ("(Nairobi, 14 March 2014) – Militias", "Nairobi", None, date(2014, 3, 14), "Militias"),
    ("(Port-au-Prince) – Gangs", "Port-au-Prince", None, None, "Gangs"),
    ("(Reuters) - Two people", None, "Reuters", None, "Two"),
    ("CÚCUTA — A ceasefire", "CÚCUTA", None, None, "A"),
    ("Beirut - Warplanes hit", "Beirut", None, None, "Warplanes"),
    ("Srinagar, May 14, 2024 (UNI) Two soldiers", "Srinagar", "UNI", date(2024, 5, 14), "Two"),
    ("MOGADISHU (Radio Dalmar) – 17 August 2024. Somali", "MOGADISHU", "Radio Dalmar", date(2024, 8, 17), "Somali"),
]


@pytest.mark.parametrize(("text", "place", "wire", "day", "rest"), HEADS)
def test_dateline(text, place, wire, day, rest):
    found = head(text)
    assert found is not None
    assert (text[slice(*found.place)] if found.place else None) == place
    assert (found.wire, found.day) == (wire, day)
    assert text[found.end :].split()[0] == rest


@pytest.mark.parametrize(
    "text",
    [
        "LIVE: At least nine dead",
        "Analysis – Why the army left",
        "The army – which had left – returned",
        "Rebels (who had left) - and the army",
        "In Aleppo, rebels and the army fought",
        "He said: the war is over",
        "(The army and the police) – Nine people were killed",
        "“Nobody came” - a survivor",
    ],
)
def test_what_is_no_dateline(text):
    assert head(text) is None


CREDITS = [
    ("He left the town. (Reuters)", "Reuters"),
    ("It said so. – SANA", "SANA"),
    ("Source: SANA", "SANA"),
    ("© 2021 Agence France-Presse", "AFP"),
    ("(With inputs from AFP and others)", "AFP"),
    ("Syrian Arab News Agency", "SANA"),
    ("the army said (see map)", None),
    ("the road from Homs to Hama - closed", None),
    ("He met the map - makers", None),
]


@pytest.mark.parametrize(("text", "name"), CREDITS)
def test_credit_at_the_end(text, name):
    found = credit(text)
    assert (found[1] if found else None) == name


def test_agencies_by_their_forms():
    assert agency("The Associated Press") == "AP"
    assert agency("ap") is None
    assert agency("REUTERS", loose=True) == "Reuters"
    assert agency("the map") is None


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("By Mona Haddad", "Mona Haddad"),
        ("Author: E.Hasani", "E.Hasani"),
        ("By Inés Pardo in Nebaj, Guatemala", "Inés Pardo"),
        ("By Omar Said reporting from Sirte", "Omar Said"),
        ("Opinion by Rana Darwish", "Rana Darwish"),
        ("BY MONA HADDAD AND OMAR SAID", "MONA HADDAD AND OMAR SAID"),
        ("By the time the army came, nine were killed.", None),
        ("By morning nobody was left", None),
        ("By Monday 14 people had died", None),
    ],
)
def test_byline(line, who):
    assert byline(line) == who


@pytest.mark.parametrize(
    ("line", "who", "day"),
    [
        ("By Mona Haddad, The Daily Star, 9 August 2018", "Mona Haddad, The Daily Star", date(2018, 8, 9)),
        ("BY MARTA RUIZ | August 9, 2018", "MARTA RUIZ", date(2018, 8, 9)),
        ("By 9 August 2018 the town had fallen", None, None),
        ("By Mona Haddad", None, None),
    ],
)
def test_a_byline_with_its_date(line, who, day):
    found = dated_byline(line)
    assert (found and found[0], found and found[1].day) == (who, day)


def test_a_list_run_into_one_line_is_parted_and_keeps_its_length():
    run = (
        "• Rebels took Hama. • Two clinics were hit • 300 families fled\nNews • World • Mali\nIt was hit. • Nine died."
    )
    parted = itemised(run)
    assert len(parted) == len(run)
    assert parted.split("\n") == [
        "  Rebels took Hama.",
        "  Two clinics were hit",
        "  300 families fled",
        "News • World • Mali",
        "It was hit.",
        "  Nine died.",
    ]
    assert itemised("He left.\n- AFP") == "He left.\n- AFP"


def test_characters_are_settled_once():
    text = tidy("Al\u00adeppo\u200b was\u00a0hit\r\nby\tcafe\u0301\ufeff\x0cshells\x00")
    assert text == "Aleppo was hit\nby café\nshells"
    assert tidy(text) == text


def test_lines_broken_at_a_width_are_joined_and_keep_their_length():
    wrapped = (
        "Guerrillas said today that they blew up a railway bridge south of\n"
        "the town and that eighteen soldiers who were guarding it had been\n"
        "killed.\n"
        "A short line stays.\n\n"
        "Another paragraph that is broken at the same width as the one above\n"
        "it goes on here."
    )
    joined = unwrap(wrapped)
    assert len(joined) == len(wrapped)
    assert "south of the town" in joined and "killed.\nA short line" in joined and "above it goes" in joined


def test_a_word_broken_at_a_line_end_is_spelled_as_elsewhere():
    assert mend_hyphen("govern", "ment", "the government said") == "government"
    assert mend_hyphen("Russian", "backed", "nothing else") == "Russian-backed"
    assert mend_hyphen("rebel", "held", "the rebel-held town") == "rebel-held"
    assert mend_hyphen("sat", "ellite", "nothing else") == "satellite"


OPENINGS = [
    ("Nile Courier\nMarch 4, 2024\n\nShells hit the market\n\nNine died on Sunday, a doctor said.", "Nile Courier"),
    ("SUNA\nMarch 5, 2024\n\nThe army took the town on Monday, it said.", "SUNA"),
    ("Upper Valley Gazette\n\nBridge blown up overnight\n\nNobody was hurt, police said.", "Upper Valley Gazette"),
    ("Rebels storm army post\nMarch 5, 2024\n\nNine died on Sunday, a doctor said.", None),
    ("Militants Attack Army Post\nMarch 5, 2024\n\nNine died on Sunday, a doctor said.", None),
    (
        "Evening News\nNine people died when shells hit the market on Sunday, a doctor said, and two were hurt.\nMore.",
        None,
    ),
]


@pytest.mark.parametrize(("text", "outlet"), OPENINGS)
def test_the_first_line_alone_names_the_outlet(text, outlet):
    found = from_text(text)
    assert found.outlet == outlet
    assert found.title != "Nile Courier"


@pytest.mark.parametrize(
    ("opening", "place", "wire"),
    [("(Lakeside News) -", None, "Lakeside News"), ("(BAGHDAD) -", "BAGHDAD", None)],
)
def test_a_bracket_that_opens_a_report_holds_its_place_or_its_paper(opening, place, wire):
    article = from_text(f"Bomb in Baidoa\n\n{opening} A bomb killed nine people in Baidoa on Sunday, police said.")
    assert (article.dateline and article.dateline.text, article.wire) == (place, wire)


def test_the_run_in_headings_of_a_round_up_are_headlines():
    text = "GAZA — Two men died.\n\nLEBANON — One man died.\n\nRED SEA — The army said a ship was hit."
    article = from_text(text)
    told = [(z.kind, article.text[z.start : z.end]) for z in article.zones]
    assert ("headline", "LEBANON —") in told and ("headline", "RED SEA —") in told
    assert ("body", "The army said a ship was hit.") in told


def test_one_run_in_heading_makes_no_round_up():
    article = from_text("The row went on for days.\n\nSYRIA — the word alone made him sigh, he said.")
    assert all(z.kind is not ZoneKind.HEADLINE for z in article.zones[1:])

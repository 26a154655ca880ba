"""The dossier as a browser shows it: no request, no error, and every part answers to mouse and keyboard."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.report import dossier
from dateline.report.release import Rules, release
from tests.report import fiction

BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


@pytest.fixture(scope="module")
def html() -> str:
    return dossier.page([fiction.reading()])


# ---------------------------------------------------------------- the file


def test_the_page_is_small_and_the_same_each_time(html: str) -> None:
    assert len(html.encode()) < 1_500_000
    assert html == dossier.page([fiction.reading()])


def test_article_text_cannot_leave_its_block(html: str) -> None:
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    assert "<" not in block.group(1)
    assert '<script>alert("x")</script>' in json.loads(block.group(1))["articles"][0]["text"]


def test_a_title_cannot_become_markup() -> None:
    reading = fiction.reading()
    titled = replace(reading, article=replace(reading.article, title="</title><script>alert(1)</script>"))
    assert "<script>alert(1)" not in dossier.page([titled])


def test_no_script_sets_markup_from_data() -> None:
    own = "".join(dossier._asset(f"{name}.js") for name in dossier.SCRIPTS)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|</script", own)
    assert "</script" not in dossier._asset("leaflet.js")


def test_the_page_names_no_address_to_load_from(html: str) -> None:
    outside = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)  # what scripts ask for, the browser tests see
    assert not re.search(r"""(?:src|href)=["']?https?:|url\(["']?(?!data:)|@import""", outside)


def test_the_page_says_that_words_were_withheld() -> None:
    released = release(fiction.reading(), Rules(date(2021, 1, 1))).reading
    page = dossier.page([released])
    assert "Haddu" not in page
    assert "were withheld" in page
    assert "were withheld" not in dossier.page([fiction.reading()])


# ---------------------------------------------------------------- in a browser


@dataclass
class Seen:
    """What a page did while it was open."""

    page: Any
    requests: list[str]
    complaints: list[str]


def chromium() -> str:
    found = next((path for path in BROWSERS if Path(path).exists()), None)
    if found is None:
        pytest.skip(f"no browser at {', '.join(BROWSERS)}: install Debian's chromium to test the dossier")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
    path = chromium()
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def seen(browser: Any, html: str, tmp_path: Path) -> Iterator[Seen]:
    yield from opened(browser, html, tmp_path)


def opened(browser: Any, html: str, folder: Path, **options: Any) -> Iterator[Seen]:
    (folder / "dossier.html").write_text(html, encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1400, "height": 900}, **options)
    page = context.new_page()
    found = Seen(page, [], [])
    page.on("request", lambda r: found.requests.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
    page.on("console", lambda m: found.complaints.append(m.text))
    page.on("pageerror", lambda e: found.complaints.append(str(e)))
    page.goto(f"file://{folder / 'dossier.html'}")
    page.wait_for_selector("body[data-ready]")
    yield found
    assert found.requests == []
    assert found.complaints == []
    context.close()


def panel(seen: Seen) -> str:
    return str(seen.page.locator("#panel").inner_text())


def test_the_marked_article_still_reads_as_written(seen: Seen) -> None:
    words = seen.page.locator("#text").evaluate("e => e.textContent")
    assert words == re.sub(r"\n+", "", fiction.TEXT)
    assert seen.page.locator("#text script").count() == 0


def test_a_click_on_marked_words_opens_the_claim_with_the_words_of_each_field(seen: Seen) -> None:
    seen.page.get_by_text("shelled", exact=True).first.click()
    text = panel(seen)
    for words in ("“nine civilians”", "9 civilians killed", "Tel Marra, Marra, Syria", "2019-05-10", "“on Friday”"):
        assert words in text
    assert "the Qasr Nur hospital" in text
    assert seen.page.locator(".mark.on").count() > 3


def test_words_of_several_claims_turn_through_them(seen: Seen) -> None:
    seen.page.get_by_text("Bomb attacks", exact=True).first.click()
    assert "1 of 3 claims here" in panel(seen)
    assert "in Tel Marra" in panel(seen)
    seen.page.get_by_label("next claim here").click()
    assert "2 of 3 claims here" in panel(seen)
    assert "in Harran" in panel(seen)


def test_the_keyboard_opens_and_closes_a_claim_and_comes_back(seen: Seen) -> None:
    seen.page.locator("#legend button").last.focus()
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    assert "Claim 1 of 13" in panel(seen)
    assert seen.page.evaluate("document.activeElement.id") == "panel"
    seen.page.keyboard.press("Escape")
    assert "No claim chosen" in panel(seen)
    assert seen.page.evaluate("document.activeElement.textContent") == "shelled"


def test_a_denial_is_shown_as_one(seen: Seen) -> None:
    seen.page.get_by_text("fired", exact=True).first.click()
    text = panel(seen)
    assert "Denied, or said not to have happened" in text
    assert "denies" in text
    assert "calls the other side criminals" in text


def test_the_map_pins_only_what_has_a_point(seen: Seen) -> None:
    pins = seen.page.locator("#map path[role=button]")
    labels = [pins.nth(i).get_attribute("aria-label") for i in range(pins.count())]
    assert sorted(str(label).split(":")[0] for label in labels if ": " in str(label)) == [
        "Ain Dibs bridge", "Harran", "Qasr Nur", "Tel Marra", "Wadi Sahl",
    ]  # fmt: skip
    assert seen.page.locator("#map .arrow").count() == 2
    assert seen.page.locator("#unpinned").inner_text().split("\n")[-1].strip() == "Kafr Zeit"
    assert seen.page.locator("#map canvas").count() == 1


def test_a_pin_opens_its_claims_by_keyboard(seen: Seen) -> None:
    seen.page.locator("#map path[aria-label^='Tel Marra']").focus()
    seen.page.keyboard.press("Enter")
    assert "1 of 2 claims here" in panel(seen)


def test_the_timeline_has_a_bar_for_each_dated_occurrence(seen: Seen) -> None:
    rows = seen.page.locator("#chart g.row")
    assert [str(rows.nth(i).get_attribute("aria-label"))[:24] for i in range(rows.count())] == [
        "2019-05-10: Shelling, ro", "2019-05-10 to 2019-05-11", "2019-05-11 to 2019-05-12",
    ]  # fmt: skip
    rows.nth(1).click()
    assert "Movement of two columns" in panel(seen)
    first, second = (rows.nth(i).locator(".span").bounding_box() for i in range(2))
    assert first is not None
    assert second is not None
    assert second["width"] == pytest.approx(2 * first["width"], rel=0.05)


def test_the_table_sorts_and_filters(seen: Seen) -> None:
    rows = seen.page.locator("#table tbody tr")
    assert rows.count() == 13
    seen.page.get_by_role("button", name="How many").click()
    seen.page.get_by_role("button", name="How many").click()
    assert seen.page.locator("th[aria-sort=descending]").inner_text().startswith("How many")
    assert "9 civilians killed" in rows.first.inner_text()
    seen.page.locator("#find").fill("convoys")
    assert rows.count() == 3
    assert seen.page.locator("#found").inner_text() == "3 of 13 claims"
    seen.page.locator("#find").fill("")
    seen.page.locator("#kind").select_option("policy")
    assert rows.count() == 1
    rows.first.click()
    assert "the powers must act" in panel(seen)


def test_the_legend_hides_claims_everywhere(seen: Seen) -> None:
    seen.page.get_by_role("button", name="Reported as having happened").click()
    assert seen.page.locator("#table tbody tr").count() == 7
    assert seen.page.locator("#chart g.row").count() == 0
    assert seen.page.locator(".mark.s-reported").count() == 0


def test_sources_and_argument_are_told(seen: Seen) -> None:
    sources = seen.page.locator("#sources summary").all_inner_texts()
    assert [s.split(" · ")[0] for s in sources] == ["The author", "the Qasr Nur hospital", "residents", "The army"]
    assert "(told by Delta News)" in seen.page.locator("#sources").inner_text()
    chain = seen.page.locator("#reasons").inner_text()
    assert chain.index("13.") < chain.index("12.") < chain.index("10.") < chain.index("11.")


def test_words_in_the_panel_lead_back_to_the_article(seen: Seen) -> None:
    seen.page.locator("#table tbody tr").nth(2).click()
    seen.page.get_by_role("button", name="“on 10 and 11 May”").click()
    assert "on 10 and 11 May" in "".join(seen.page.locator(".flash").all_inner_texts())


def test_several_articles_can_be_switched(browser: Any, tmp_path: Path) -> None:
    other = dateline.code("The minister, Lina Tarun, said <b>shells</b> fell.")
    for seen in opened(browser, dossier.page([fiction.reading(), other]), tmp_path):
        assert seen.page.locator("#switch option").count() == 2
        seen.page.locator("#switch").select_option("1")
        assert "<b>shells</b>" in seen.page.locator("#text").inner_text()
        assert seen.page.locator("#table tbody tr").count() == len(other.claims)
        assert not seen.page.locator("#map").is_visible()
        assert not seen.page.get_by_text("Article 2 of 2").is_visible()
        seen.page.emulate_media(media="print")  # only the one that is chosen is printed, and says so
        assert seen.page.get_by_text("Article 2 of 2").is_visible()


@pytest.mark.parametrize(("scheme", "media"), [("light", "screen"), ("dark", "screen"), ("dark", "print")])
def test_words_stand_out_from_their_ground(browser: Any, html: str, tmp_path: Path, scheme: str, media: str) -> None:
    for seen in opened(browser, html, tmp_path, color_scheme=scheme):
        seen.page.emulate_media(media=media)
        colours = seen.page.evaluate("""() => {
            const probe = document.body.appendChild(document.createElement("i"));
            const rgb = (name) => {
                probe.style.color = `var(--${name})`;
                return getComputedStyle(probe).color.match(/[\\d.]+/g).map(Number);
            };
            return ["paper", "card", "ink", "soft", "link", "reported", "holds", "denied", "expected", "possible",
                "argued"].map(rgb);
        }""")
        paper, card, *words = [light(c) for c in colours]
        assert min(contrast(word, ground) for word in words for ground in (paper, card)) >= 4.5


def test_a_dark_dossier_prints_a_light_map(browser: Any, html: str, tmp_path: Path) -> None:
    for seen in opened(browser, html, tmp_path, color_scheme="dark"):
        seen.page.emulate_media(media="print")
        seen.page.wait_for_timeout(200)
        land = seen.page.locator("#map canvas").evaluate(
            "c => [...c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data]"
        )
        assert min(land) > 150


def test_who_says_so_stands_in_the_table_without_scrolling(browser: Any, html: str, tmp_path: Path) -> None:
    for seen in opened(browser, html, tmp_path):
        seen.page.set_viewport_size({"width": 1280, "height": 800})
        wide, room = seen.page.locator("#table .scroll").evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert wide <= room


def light(rgb: list[float]) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [c / 255 / 12.92 if c / 255 <= 0.03928 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def test_nothing_runs_over_the_edge_of_a_narrow_screen(browser: Any, html: str, tmp_path: Path) -> None:
    for seen in opened(browser, html, tmp_path):
        seen.page.set_viewport_size({"width": 380, "height": 800})
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 380
        assert not seen.page.locator("#panel").is_visible()
        seen.page.get_by_text("shelled", exact=True).first.click()
        assert seen.page.locator("#panel").is_visible()


BARE = "The weather in spring."
LONG = "Al-" + "Jumhuriyya" * 9
TALL = f"Shells hit Idlib on 3 May 2019, killing nine people, {LONG} said.\n\nGunmen abducted four men.\n\n"


def test_an_article_without_claims_says_so_on_screen_and_on_paper(browser: Any, tmp_path: Path) -> None:
    for seen in opened(browser, dossier.page([dateline.code(BARE)]), tmp_path):
        assert seen.page.locator("#panel").count() == 1
        for media in ("screen", "print"):
            seen.page.emulate_media(media=media)
            assert seen.page.get_by_text("No claim was read in this article.").is_visible()
            assert seen.page.get_by_text("Marked words make a claim").count() == 0


def test_paper_tells_what_is_left_out_of_map_and_timeline_but_not_what_to_click(browser: Any, tmp_path: Path) -> None:
    reading = dateline.code(TALL, published="2019-05-04")
    untold = sum(bool(c.event) and c.event.when is None for c in reading.claims)
    for seen in opened(browser, dossier.page([reading]), tmp_path):
        for media, clicked in (("screen", True), ("print", False)):
            seen.page.emulate_media(media=media)
            told = f"{untold} event{'s have' if untold > 1 else ' has'} no time in the text"
            assert untold and seen.page.get_by_text(told).is_visible()
            assert seen.page.get_by_text("A ring shows how far").is_visible()
            assert seen.page.get_by_text("Marked words make a claim").is_visible() == clicked
            assert seen.page.get_by_text("Show all").is_visible() == clicked


def test_the_table_names_the_dead_beside_what_was_hit(browser: Any, tmp_path: Path) -> None:
    page = dossier.page([dateline.code("Rebels shelled a market in Idlib on 3 May 2019, killing nine people.")])
    for seen in opened(browser, page, tmp_path):
        assert seen.page.locator("#table td.whom").first.inner_text() == "market, nine people"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_long_article_with_long_names_stays_inside_the_page(browser: Any, tmp_path: Path, width: int) -> None:
    reading = dateline.code(TALL * 150, published="2019-05-04")
    assert len(reading.claims) >= 300
    for seen in opened(browser, dossier.page([reading]), tmp_path):
        seen.page.set_viewport_size({"width": width, "height": 800})
        seen.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        beyond = """() => [...document.querySelectorAll('.list *, #text *, #head *')]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1).length"""
        assert seen.page.evaluate(beyond) == 0
        assert seen.page.locator("#table tbody tr").count() == len(reading.claims)

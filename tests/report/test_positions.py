"""Recent positions of forces leave as their first-level division, in every format: attacks on the rule."""

import io
import json
from datetime import date, timedelta

import pyarrow.parquet
import pytest

import dateline
from dateline.report import Format, write
from dateline.report.release import Rules, release

TODAY = date(2024, 5, 20)
# a sentence of the last days, and words that must not be left anywhere; the name of its province may
TABLE = [
    ("The army withdrew from Palmyra on Monday, residents said.", "Palmyra"),
    ("Fighters of the group are dug in near Hajin, officials said.", "Hajin"),
    ("Troops are stationed at the T4 airbase near Palmyra, the ministry said.", "T4 Palmyra"),
    ("Rebel forces hold positions in Maarrat al-Numan, a spokesman said.", "Maarrat Numan"),
    ("Militants set up a checkpoint on the road between Manbij and Kobani.", "Manbij Kobani"),
    ("Militants set up a checkpoint on the road between Hasakah and Qamishli.", "Qamishli"),
    ("The 4th Division has massed tanks outside Khan Sheikhoun, activists said.", "Sheikhoun"),
    ("The group's headquarters in Baga were moved to Kukawa last week.", "Baga Kukawa"),
    ("Warships were anchored off Tartus on Sunday.", "Tartus"),
    ("Hundreds of fighters are hiding in the caves of Tora Bora, an official said.", "Tora Bora"),
    ("Reinforcements are heading for Bakhmut, the general staff said.", "Bakhmut"),
    ("The Wagner group has 500 men in Bangassou.", "Bangassou"),
    ("Rebel fighters dug in around Khan Sheikhoun.", "Sheikhoun"),  # no claim is read here
    ("Troops based in Saraqib fired 40 shells at Binnish on Monday.", "Saraqib"),
    ("Fighters hiding in Salqin attacked a bus in Ariha on Monday, killing three people.", "Salqin"),
    ("The rebels would storm Tadif from positions in Arima, the commander said.", "Arima"),
    ("The front line now runs through Neirab.", "Neirab"),
    ("The army moved tanks from Umm Qarnafa to Tawila in Darfur on Monday, residents said.", "Qarnafa Tawila"),
    (
        "TROOPS MOVE INTO SLOVIANSK\n\nTroops moved into Sloviansk on Monday. Shells hit Sloviansk on Tuesday.",
        "Sloviansk",
    ),
]


def written(sentence: str, form: Format, days: int) -> str:
    reading = dateline.code(sentence, published=TODAY - timedelta(days))
    out = io.BytesIO()
    write([release(reading, Rules(TODAY)).reading], form, out)
    if form == Format.PARQUET:
        return str(pyarrow.parquet.read_table(io.BytesIO(out.getvalue())).to_pylist())
    page = out.getvalue().decode()
    return page[page.index('<script type="application/json"') :].split("</script>")[0] if form == Format.HTML else page


@pytest.mark.parametrize(("sentence", "gone"), TABLE, ids=[gone for _, gone in TABLE])
@pytest.mark.parametrize("form", list(Format))
def test_no_format_tells_a_recent_position(sentence: str, gone: str, form: Format) -> None:
    left = written(sentence, form, 2).casefold()
    assert [word for word in gone.casefold().split() if word in left] == []


@pytest.mark.parametrize(("sentence", "gone"), TABLE[:3])
def test_an_old_position_is_told(sentence: str, gone: str) -> None:
    left = written(sentence, Format.JSONL, 40)
    assert all(word in left for word in gone.split())


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Troops based in Saraqib fired 40 shells at Binnish on Monday.", "Binnish"),
        ("A rebel base in Hadher was hit by drones on Monday, killing nine fighters.", "Hadher"),
        ("Rebel fighters had dug in around Khan Sheikhoun in 2018.", "Khan Sheikhoun"),
    ],
)
def test_where_an_attack_hit_and_what_is_long_past_is_told(sentence: str, told: str) -> None:
    assert told in written(sentence, Format.HTML, 2)


def test_a_province_may_share_the_name_of_a_masked_town() -> None:
    rows = [json.loads(row) for row in written("Troops moved into Kherson.", Format.JSONL, 2).splitlines()]
    (where,) = rows[0]["event"]["where"]
    assert (where["name"], where["lat"], where["precision"]) == ("Kherson", None, 4)
    assert "Kherson" not in rows[0]["span"]["text"]

"""Reference files of every layout, with the column names they really have, and rows that can't be read."""

import csv
import gzip
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from dateline.check import ReferenceSet, read_references
from dateline.errors import DataError


def table(path: Path, *rows: dict[str, object], delimiter: str = ",") -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


GED_OLD = {
    "id": 7, "year": 2015, "active_year": 1, "type_of_violence": 1, "conflict_name": "Marra: Government",
    "side_a": "Government of Syria", "side_b": "IS", "source_article": "Delta News,2015-05-13", "where_prec": 2,
    "where_coordinates": "Tel Marra town", "adm_1": "Marra governorate", "adm_2": "", "latitude": 35.0,
    "longitude": 38.0, "country": "Syria", "date_prec": 1, "date_start": "2015-05-11", "date_end": "2015-05-12",
    "deaths_a": 0, "deaths_b": 1, "deaths_civilians": 2, "deaths_unknown": 0, "low": 3, "best": 3, "high": 5,
}  # fmt: skip
GED_OLDER = {k: v for k, v in GED_OLD.items() if k not in ("low", "best", "high")} | {
    "low_est": 3, "best_est": 3, "high_est": 5, "date_start": "11-May-15", "date_end": "12-May-15",
}  # fmt: skip
GED_NEW = GED_OLD | {
    "relid": "SYR-2015-1", "code_status": "Clear", "source_headline": "Shelling", "source_original": "residents",
    "where_description": "the market", "date_start": "2015-05-11 00:00:00.000", "date_end": "2015-05-12 00:00:00.000",
}  # fmt: skip


@pytest.mark.parametrize("row", [GED_OLDER, GED_OLD, GED_NEW], ids=["older", "old", "new"])
def test_each_generation_of_ged(tmp_path: Path, row: dict[str, object]):
    found = read_references(table(tmp_path / "ged.csv", row))
    assert (found.name, found.bad, len(found.rows), found.deadly_only) == ("UCDP GED", (), 1, True)
    one = found.rows[0]
    assert (one.id, one.start, one.end) == ("7", date(2015, 5, 11), date(2015, 5, 12))
    assert (one.lat, one.lon, one.precision, one.place) == (35.0, 38.0, 2, "Tel Marra town")
    assert (one.low, one.best, one.high, one.civilians) == (3, 3, 5, 2)
    assert one.sides == ("Government of Syria", "IS")
    assert (found.start, found.end, found.countries) == (one.start, one.end, {"Syria"})
    assert "25 deaths" in found.inclusion


ACLED = {
    "event_id_cnty": "SYR1", "event_date": "11 May 2019", "year": 2019, "time_precision": 1,
    "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack", "actor1": "Northern Guard", "assoc_actor_1": "",
    "inter1": "Rebel group", "actor2": "Civilians (Syria)", "country": "Syria", "admin1": "Marra",
    "location": "Tel Marra", "latitude": "35.0", "longitude": "38.0", "geo_precision": 1, "source": "Delta News",
    "notes": "Shells fell.", "fatalities": 9,
}  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_acled_in_each_of_its_separators(tmp_path: Path, delimiter: str):
    found = read_references(table(tmp_path / "acled.csv", ACLED, delimiter=delimiter))
    one = found.rows[0]
    assert (found.name, one.id, one.start, one.low, one.high) == ("ACLED", "SYR1", date(2019, 5, 11), 9, 9)
    assert (one.kind, one.sides) == ("Shelling/artillery/missile attack", ("Northern Guard", "Civilians (Syria)"))
    assert found.deadly_only is False


def gdelt(columns: int, **at: str) -> str:
    fields = [""] * columns
    for position, value in at.items():
        fields[int(position[1:])] = value
    return "\t".join(fields) + "\n"


def test_gdelt_of_both_generations(tmp_path: Path):
    head = {"c0": "410000001", "c1": "20190511", "c6": "REBEL", "c16": "CIVILIAN", "c26": "190"}
    two = gdelt(
        61, **head, c51="4", c52="Tel Marra, Marra, Syria", c53="UP", c54="UP12", c56="35.0", c57="38.0", c60="u"
    )
    one = gdelt(
        58, **head, c49="4", c50="Tel Marra, Marra, Syria", c51="UP", c52="UP12", c53="35.0", c54="38.0", c57="u"
    )
    for name, text, path in (("GDELT 2", two, tmp_path / "2.csv"), ("GDELT 1", one, tmp_path / "1.csv")):
        path.write_text(text * 2, encoding="utf-8")
        found = read_references(path)
        row = found.rows[0]
        assert (found.name, len(found.rows), row.start) == (name, 2, date(2019, 5, 11))
        assert (row.lat, row.lon, row.kind, row.words) == (35.0, 38.0, "190", "u")
        assert row.sides == ("REBEL", "CIVILIAN")
        assert row.precision == 1, "GDELT's type 4 is a city of the world, no first-level division"
        assert row.country == "UA", "GDELT writes FIPS codes: Ukraine is UP"


def test_polecat(tmp_path: Path):
    row = {
        "Event ID": "p1", "Event Date": "2019-05-11", "Event Type": "ASSAULT", "Actor Name": "Guard",
        "Recipient Name": "residents", "Placename": "Tel Marra", "Province": "Marra", "Country": "SYR",
        "Latitude": "35", "Longitude": "38", "Headline": "Shells fall",
    }  # fmt: skip
    found = read_references(table(tmp_path / "ngec.txt", row, delimiter="\t"))
    one = found.rows[0]
    assert (found.name, one.id, one.kind, one.best, one.country) == ("POLECAT", "p1", "ASSAULT", None, "SY")


def test_a_list_of_ones_own_with_a_mapping(tmp_path: Path):
    mapping = tmp_path / "mine.toml"
    mapping.write_text(
        'name = "Ada\'s list"\nid = ["nr"]\nstart = ["day"]\nplace = ["town"]\nbest = ["dead"]\ncountry = ["land"]\n'
        'inclusion = "what Ada heard of"\nfirst = "day"\n'
    )
    path = table(tmp_path / "mine.csv", {"nr": 1, "day": "11/05/2019", "town": "Tel Marra", "dead": 9, "land": "Syria"})
    found = read_references(path, mapping)
    assert (found.name, found.inclusion) == ("Ada's list", "what Ada heard of")
    assert (found.rows[0].best, found.rows[0].low, found.rows[0].lat) == (9, 9, None)
    with pytest.raises(DataError, match=r"mine\.csv.*--mapping"):
        read_references(path)


def test_a_mapping_may_spell_columns_as_the_file_does_and_say_what_its_country_codes_are(tmp_path: Path):
    mapping = tmp_path / "mine.toml"
    mapping.write_text('start = ["Day"]\ncountry = ["Land"]\ncodes = "fips"\n')
    path = table(tmp_path / "mine.csv", {"Day": "2019-05-11", "Land": "IZ"}, {"Day": "2019-05-12", "Land": "Utopia"})
    assert [row.country for row in read_references(path, mapping).rows] == ["IQ", "Utopia"]


@pytest.mark.parametrize(
    "text", ["start = [", 'start = "day"\n', 'id = ["nr"]\n', 'start = ["when"]\ncodes = "isbn"\n']
)
def test_a_mapping_that_is_wrong_is_told(tmp_path: Path, text: str):
    mapping = tmp_path / "mine.toml"
    mapping.write_text(text)
    path = table(tmp_path / "mine.csv", {"nr": 1, "day": "2019-05-11"})
    with pytest.raises(DataError, match=r"mine\.toml"):
        read_references(path, mapping)
    mapping.write_text('start = ["when"]\n')
    with pytest.raises(DataError, match=r"no column.*when.*mine\.toml.*nr.*day"):
        read_references(path, mapping)
    with pytest.raises(DataError, match=r"none\.toml"):
        read_references(path, tmp_path / "none.toml")


def test_json_lines_and_gz(tmp_path: Path):
    row = {
        "id": 5, "side_a_name": "IS", "side_b_name": "Civilians", "location_root_name": "Syria",
        "location_adm1_name": "Marra", "location_where_name": "Tel Marra", "start_date": "2019-05-11T00:00:00.000",
        "end_date": "2019-05-11T00:00:00.000", "deaths_low": 4, "deaths_high": 6, "deaths_civilian": 4,
    }  # fmt: skip
    path = tmp_path / "events.jsonl.gz"
    path.write_bytes(gzip.compress((json.dumps(row) + "\n").encode()))
    found = read_references(path)
    assert (found.rows[0].low, found.rows[0].high, found.rows[0].start) == (4, 6, date(2019, 5, 11))


def bad(found: ReferenceSet) -> dict[int, str]:
    return dict(found.bad)


def test_bad_rows_are_listed_with_their_line_and_reason_and_the_rest_is_read(tmp_path: Path):
    rows = [ACLED, ACLED | {"event_date": "soon"}, ACLED | {"latitude": "135"}, ACLED | {"fatalities": "some"}, ACLED]
    found = read_references(table(tmp_path / "acled.csv", *rows))
    assert len(found.rows) == 2
    assert sorted(bad(found)) == [3, 4, 5]
    assert "soon" in bad(found)[3]
    assert "off the globe" in bad(found)[4]
    assert "some" in bad(found)[5]


def test_the_line_is_that_of_the_file_where_cells_hold_line_ends(tmp_path: Path):
    rows = [ACLED | {"notes": "one\ntwo\nthree"}, ACLED | {"event_date": "soon"}]
    assert sorted(bad(read_references(table(tmp_path / "acled.csv", *rows)))) == [5]


def test_a_broken_line_of_json_does_not_end_the_reading(tmp_path: Path):
    good = json.dumps({"start_date": "2019-05-11", "side_a_name": "IS", "location_root_name": "Syria"})
    path = tmp_path / "events.jsonl"
    path.write_text(f"{good}\n{{broken\n{good}\n")
    found = read_references(path)
    assert len(found.rows) == 2
    assert sorted(bad(found)) == [2]


def test_a_short_row_of_gdelt_is_bad(tmp_path: Path):
    path = tmp_path / "g.csv"
    path.write_text(gdelt(61, c0="1", c1="20190511") + "2\t20190511\n")
    found = read_references(path)
    assert (len(found.rows), sorted(bad(found))) == (1, [2])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_files_are_read_in_the_encoding_they_have(tmp_path: Path, encoding: str, suffix: str):
    path = tmp_path / f"ged.csv{suffix}"
    plain = table(tmp_path / "plain.csv", GED_OLD | {"where_coordinates": "Él Obeïd"}).read_text(encoding="utf-8")
    with (gzip.open if suffix else open)(path, "wb") as file:
        file.write(plain.encode(encoding))
    assert [row.place for row in read_references(path).rows] == ["Él Obeïd"]


def test_a_zip_of_one_file_is_read_and_others_are_refused(tmp_path: Path):
    path = tmp_path / "ged.csv.zip"
    plain = table(tmp_path / "plain.csv", GED_OLD).read_text(encoding="utf-8")
    for names, told in ((["ged.csv"], None), (["a.csv", "b.csv"], "holds 2 files"), (["xl/workbook.xml"], "Excel")):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                archive.writestr(name, plain)
        if told is None:
            assert len(read_references(path).rows) == 1
            continue
        with pytest.raises(DataError, match=told):
            read_references(path)


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"PK\x03\x04cut short", b"\x1f\x8bcut short"])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes):
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(DataError, match="give a CSV"):
        read_references(tmp_path / "x.csv")


@pytest.mark.parametrize(
    ("days", "first"),
    [("02/03/2019 13/03/2019", date(2019, 3, 2)), ("02/03/2019 03/13/2019", date(2019, 2, 3))],
)
def test_the_file_itself_shows_what_stands_first_in_its_dates(tmp_path: Path, days: str, first: date):
    (tmp_path / "own.csv").write_text("\n".join(["day", *days.split()]))
    (tmp_path / "map.toml").write_text('start = ["day"]\n')
    found = read_references(tmp_path / "own.csv", tmp_path / "map.toml")
    assert (found.rows[0].start, found.bad) == (first, ())


def test_dates_that_may_be_either_are_asked_for(tmp_path: Path):
    (tmp_path / "own.csv").write_text("day\n02/03/2019\n04/05/2019\n")
    (tmp_path / "map.toml").write_text('start = ["day"]\n')
    with pytest.raises(DataError, match="the day or the month; give --mapping"):
        read_references(tmp_path / "own.csv", tmp_path / "map.toml")
    (tmp_path / "map.toml").write_text('start = ["day"]\nfirst = "day"\n')
    assert read_references(tmp_path / "own.csv", tmp_path / "map.toml").rows[0].start == date(2019, 3, 2)


def test_an_unknown_layout_is_named_with_the_columns_it_has(tmp_path: Path):
    (tmp_path / "own.csv").write_text("id,event_date,location\n1,2024-03-03,El Obeid\n")
    with pytest.raises(DataError, match="id, event_date, location; give --mapping"):
        read_references(tmp_path / "own.csv")


def test_a_list_of_ones_own_is_called_by_its_file(tmp_path: Path):
    (tmp_path / "town.csv").write_text("day,town\n2024-03-03,Bara\n")
    (tmp_path / "map.toml").write_text('start = ["day"]\nplace = ["town"]\n')
    found = read_references(tmp_path / "town.csv", tmp_path / "map.toml")
    assert (found.name, found.rows[0].source) == ("town", "town")


def test_no_file_and_an_empty_file(tmp_path: Path):
    with pytest.raises(DataError, match="--against"):
        read_references(tmp_path / "none.csv")
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(DataError, match=r"empty\.csv"):
        read_references(tmp_path / "empty.csv")
    with pytest.raises(DataError, match="--against"):
        read_references(tmp_path)

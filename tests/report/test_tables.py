"""Flat tables and GeoJSON: stable columns, safe cells, geometry only where a point is honest."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any

import pytest

from dateline.report import Format, tables, write
from dateline.report.geojson import path
from tests.report import fiction


def written(form: Format) -> bytes:
    out = BytesIO()
    assert write([fiction.reading()], form, out) == 1
    return out.getvalue()


def csv_rows() -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(written(Format.CSV).decode())))


def features() -> dict[tuple[str, str], dict[str, Any]]:
    found = json.loads(written(Format.GEOJSON))["features"]
    return {(f["properties"]["claim"], f["properties"]["place"]): f for f in found}


def test_a_row_for_each_claim_with_every_column() -> None:
    rows = csv_rows()
    assert [row["claim"] for row in rows] == [claim.id for claim in fiction.claims()]
    assert list(rows[0]) == [name for name, _, _ in tables.COLUMNS]


@pytest.mark.parametrize(
    ("claim", "column", "value"),
    [
        (0, "standing", "reported"),
        (0, "type", "ASSAULT"),
        (0, "latitude", "35.1"),
        (0, "start", "2019-05-10"),
        (0, "killed_best", "9"),
        (0, "injured_low", "20"),
        (0, "injured_high", "30"),
        (0, "speaker", "the Qasr Nur hospital"),
        (1, "same_as", "c:1"),
        (2, "origin", "Qasr Nur"),
        (2, "via", "Ain Dibs bridge"),
        (2, "chain", "outlet: Delta News | unnamed: residents"),
        (3, "polarity", "negative"),
        (3, "rhetoric", "loaded_language: bandits"),
        (6, "latitude", ""),
        (9, "supports", "c:12"),
    ],
)
def test_cells_hold_the_fields_of_the_claim(claim: int, column: str, value: str) -> None:
    assert csv_rows()[claim][column] == value


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\n=1"])
def test_no_cell_can_run_in_a_spreadsheet(cell: str) -> None:
    assert tables.safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Tel Marra", "", -3.5, 0, None, "a-b"])
def test_harmless_cells_stay(cell: object) -> None:
    assert tables.safe(cell) == cell


def test_parquet_has_the_same_columns_typed_and_the_whole_record() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(BytesIO(written(Format.PARQUET)))
    assert table.column_names == [*(name for name, _, _ in tables.COLUMNS), "record"]
    assert str(table.schema.field("start").type) == "date32[day]"
    assert json.loads(table["record"][0].as_py()) == fiction.reading().to_dicts()[0]


def test_parquet_keeps_its_schema_when_nothing_was_claimed() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = BytesIO()
    tables.write_parquet([], out)
    assert parquet.read_table(BytesIO(out.getvalue())).schema.equals(tables.schema())


def test_a_place_is_a_point_with_its_radius() -> None:
    found = features()["c:1", "Tel Marra"]
    assert found["geometry"] == {"type": "Point", "coordinates": [38.2, 35.1]}
    assert (found["properties"]["radius_km"], found["properties"]["precision"]) == (3.0, 1)


def test_a_movement_is_a_line_from_origin_to_destination() -> None:
    found = features()["c:3", "Qasr Nur → Ain Dibs bridge → Wadi Sahl"]
    assert found["geometry"]["coordinates"] == [[38.9, 35.6], [38.6, 35.4], [38.9, 35.0]]
    assert found["properties"]["radius_km"] == 12.0


def test_a_place_without_a_point_has_no_geometry_and_keeps_its_rivals() -> None:
    found = features()["c:7", "Kafr Zeit"]
    assert found["geometry"] is None
    assert [rival["name"] for rival in found["properties"]["rivals"]] == ["Kafr Zeit", "Kafr Zayta"]


def test_a_country_has_no_pin() -> None:
    country = fiction.at("Harran", 35.0, 38.0, precision=6)
    assert path((country, fiction.at("Harran", 35.0, 38.0, "destination"))) == ()


def test_a_movement_known_only_by_its_way_is_no_line() -> None:
    assert path((fiction.at("Harran", 35.0, 38.0, "via"), fiction.at("Tel Marra", 35.1, 38.2, "via"))) == ()


def test_jsonl_is_the_public_record() -> None:
    lines = written(Format.JSONL).decode().splitlines()
    assert [json.loads(line) for line in lines] == fiction.reading().to_dicts()

"""Loaders on made-up files in the original layouts: other splits have other counts, and a set may be given by itself."""

import json
from pathlib import Path

import pytest

from bench import (
    acled_types,
    entities,
    event_location,
    factuality,
    geoparsing,
    loaded,
    muc4,
    muc4_roles,
    persuasion,
    plover,
    subjectivity,
)
from bench.attribution import brat
from bench.result import locate

MUC = "TST3-MUC4-0001\n\n   SAN SALVADOR, 5 JAN 90 -- A BOMB EXPLODED\nIN THE CITY.\n\n   NOBODY WAS HURT.\n"
KEY = "0.  MESSAGE: ID                    TST3-MUC4-0001\n1.  MESSAGE: TEMPLATE              1\n4.  INCIDENT: TYPE                 BOMBING\n"
LGL = """<articles><article docid="7"><text>Fire in Homs.</text><toponyms><toponym><start>8</start><end>12</end>
<phrase>Homs</phrase><gaztag geonameid="169577"><lat>34.7</lat><lon>36.7</lon></gaztag></toponym></toponyms></article>
</articles>"""
FLAT = """<articles><article><text>Fire in Homs.</text><locations><location><name>Homs</name><lat>34.7</lat>
<lon>36.7</lon><start>9</start><end>13</end></location></locations></article></articles>"""


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_may_be_all_the_data_or_one_set(tmp_path: Path) -> None:
    (tmp_path / "polnear" / "test").mkdir(parents=True)
    assert locate(tmp_path, "polnear") == locate(tmp_path / "polnear", "polnear") == tmp_path / "polnear"
    with pytest.raises(SystemExit, match="no such folder"):
        locate(tmp_path / "absent", "polnear")


def test_muc4(tmp_path: Path) -> None:
    put(tmp_path / "tst3-muc4", MUC)
    put(tmp_path / "key-tst3.v3", KEY)
    texts, keys = muc4.load(tmp_path, "tst3")
    assert texts["TST3-MUC4-0001"].splitlines()[0] == "SAN SALVADOR, 5 JAN 90 -- A BOMB EXPLODED IN THE CITY."
    assert keys["TST3-MUC4-0001"][0].slots["inc_type"][0].options[0].value == "BOMBING"
    with pytest.raises(AssertionError):
        muc4.load(tmp_path, "tst2")


def test_muc4_roles(tmp_path: Path) -> None:
    template = {"incident_type": "attack / bombing", "PerpInd": [[["Guerrillas", 3]]], "Victim": []}
    path = put(tmp_path / "test.json", json.dumps({"docid": "x", "doctext": "a", "templates": [template]}) + "\n")
    (row,) = muc4_roles.load(path, "test")
    ((kind, roles),) = muc4_roles.gold_templates(row)
    assert (kind, roles["PerpInd"], roles["Weapon"]) == ("attack", [frozenset({"guerrillas"})], [])


def test_event_location_and_plover(tmp_path: Path) -> None:
    assert event_location.load(put(tmp_path / "test.jsonl", '{"text": "He fell.", "spans": []}\n\n'))[0]["spans"] == []
    row = plover.load(put(tmp_path / "PLV_test.tsv", "\tsentence_id\tgold_root\n\t4\tACCUSE\n"))[0]
    assert (row["sentence_id"], row["gold_root"]) == ("4", "ACCUSE")


def test_acled_types(tmp_path: Path) -> None:
    put(tmp_path / "test.tsv", 'SubType\tid\tEventSnippet\nAIR_STRIKE\t1\tJets hit "Dohuk.\nOIL_SPILL\t2\tOil.\n')
    rows = acled_types.load(acled_types.find(tmp_path, "test"))
    assert [acled_types.gold_label(r["SubType"]) for r in rows] == ["Air/drone strike", "none"]
    assert len(set(acled_types.CODES.values())) == len(acled_types.CODES) == 25
    with pytest.raises(SystemExit, match="lacks the columns"):
        acled_types.load(put(tmp_path / "other.tsv", "id\ttext\n1\tx\n"))


def test_acled_scores() -> None:
    pairs = [("Attack", "Attack"), ("Arrests", "Attack"), ("none", "none")]
    assert acled_types.weighted_f(pairs, seen=True) == pytest.approx(1 / 3)
    assert acled_types.weighted_f([(g, "none") for g, _ in pairs], seen=True) == 0.0
    assert acled_types.weighted_f([(o, g) for g, o in [("Attack", "Arrests"), ("Arrests", "Attack")]]) == 0.0
    assert acled_types.weighted_f([]) == 0.0


def test_opinion(tmp_path: Path) -> None:
    put(tmp_path / "test_en.tsv", "sentence_id\tsentence\tlabel\n1\tFine.\tSUBJ\n")
    assert subjectivity.load(tmp_path, "test")[0]["label"] == "SUBJ"
    put(tmp_path / "test.csv", "text,label_bias,biased_words\nOdd.,Biased,\"['Odd']\"\n")
    assert loaded.gold_words(loaded.load(tmp_path, "test")[0]) == {"odd"}
    put(tmp_path / "test-articles-subtask-3" / "article12.txt", "One.\n\nTwo.\n")
    put(tmp_path / "test-labels-subtask-3-spans.txt", "12\tDoubt\t0\t3\n")
    labels, articles = persuasion.load(tmp_path, "test")
    assert (labels, [p.stem for p in articles]) == ({"12": (("Doubt", 0, 3),)}, ["article12"])


def test_factuality_folder_of_one_set(tmp_path: Path) -> None:
    put(tmp_path / "UW" / "test.jsonl", '{"text": "a", "targets": []}\n')
    assert set(factuality.load(tmp_path, "test")) == set(factuality.load(tmp_path / "UW", "test")) == {"UW"}
    with pytest.raises(SystemExit, match="1 sentences"):
        put(tmp_path / "UW" / "dev.jsonl", '{"text": "a", "targets": []}\n')
        factuality.load(tmp_path, "dev")


@pytest.mark.parametrize(("name", "xml", "tag"), [("GWN.xml", LGL, "169577"), ("GeoVirus.xml", FLAT, None)])
def test_toponyms_in_either_layout(name: str, xml: str, tag: str | None, tmp_path: Path) -> None:
    ((_, text, (toponym,)),) = geoparsing.load(put(tmp_path / name, xml))
    assert text[toponym.start : toponym.end] == "Homs"
    assert (toponym.point, toponym.geonames) == ((34.7, 36.7), tag)


def test_entities_without_confidence(tmp_path: Path) -> None:
    put(tmp_path / "A" / "documents.json", '{"_id": "1", "text": "ISIS fled."}\n')
    put(tmp_path / "A" / "entities.json", '{"documentId": "1", "begin": 0, "end": 4, "type": "Organisation"}\n')
    put(tmp_path / "A" / "relations.json", "")
    ((document, found, fights),) = entities.load(tmp_path, "test")
    assert (document["_id"], len(found), fights) == ("1", 1, [])


def test_brat() -> None:
    lines = "T1\tContent 0 4;6 9\tx\nT2\tSource 10 12\ty\nT3\tAttribution 13 15\tz\nE1\tAttribution:T3 Content:T1 Source:T2\n"
    assert brat(lines) == ((((0, 4), (6, 9)), ((10, 12),), ()),)
    assert brat(lines.replace("T3\tAttribution", "T3\tDiscuss")) == ()
    assert brat(lines.replace("Source 10 12", "Source ")) == (
        (((0, 4), (6, 9)), (), ()),
    )  # one such line is in the originals

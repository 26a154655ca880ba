"""``dateline link``, ``check`` and ``judge`` as a user meets them."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dateline import link
from dateline.cli import app
from dateline.records import Judgement, plain
from dateline.store import Case

FIRST = (
    "Government warplanes bombed a market in Idlib on Monday, killing nine civilians, Omar Haddad, a resident, said."
)
SECOND = "Warplanes bombed the market of Idlib on Monday and killed 14 civilians, the civil defence said."
COLUMNS = "event_id_cnty event_date sub_event_type actor1 country admin1 location latitude longitude fatalities".split()
ROW = ["SYR1", "2016-05-02", "Air/drone strike", "Syria", "Syria", "Idlib", "Idlib", "35.93", "36.63", "9"]


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("matter")
    for name, text in (("a", FIRST), ("b", SECOND)):
        (folder / f"{name}.txt").write_text(text)
    made = run("read", folder / "a.txt", folder / "b.txt", "--published", "2016-05-03", "--case", folder / "case")
    assert made.exit_code == 0, made.output
    return folder / "case"


def events(case: Path, *options: str) -> dict[str, Any]:
    found = run("link", "--case", case, "--format", "json", *options)
    assert found.exit_code == 0, found.output
    return dict(json.loads(found.stdout))


def bombing(found: dict[str, Any]) -> dict[str, Any]:
    return max(found["events"], key=lambda e: (e["reports"], len(e["claims"])))


def test_linking_adds_the_machines_rows_once(case: Path) -> None:
    assert bombing(events(case))["reports"] == 2
    assert "0 new judgements" in run("link", "--case", case).stderr
    assert run("verify", "--case", case).exit_code == 0


def test_names_of_private_persons_stay_behind(case: Path) -> None:
    assert "Haddad" not in json.dumps(events(case))
    assert "Haddad" not in run("link", "--case", case, "--format", "html").stdout
    assert "withheld" in run("link", "--case", case).stderr


def test_names_are_kept_on_request(case: Path) -> None:
    assert "Haddad" in run("link", "--case", case, "--format", "html", "--names").stdout


def test_places_of_recent_movements_are_coarsened_everywhere(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"Report {name}: the army withdrew from Palmyra on Monday, it said.")
    found = run(
        "read", tmp_path / "a.txt", tmp_path / "b.txt", "--published", date.today(), "--case", tmp_path / "case"
    )
    assert found.exit_code == 0
    for form in ("json", "csv", "summary"):
        shown = run("link", "--case", tmp_path / "case", "--format", form)
        assert shown.exit_code == 0
        assert "Palmyra" not in shown.stdout
    assert "Palmyra" in run("link", "--case", tmp_path / "case", "--format", "json", "--exact-recent").stdout


def test_a_persons_word_splits_and_is_taken_back(case: Path) -> None:
    before = bombing(events(case))
    left, right = (next(a["claim"] for a in before["accounts"] if a["article"] == name)
                   for name in sorted({a["article"] for a in before["accounts"]}))  # fmt: skip
    assert run("judge", "--case", case, left, right, "different", "--by", "Ada").exit_code == 0
    assert not any({left, right} <= set(e["claims"]) for e in events(case)["events"])
    assert run("judge", "--case", case, left, right, "withdraw", "--by", "Ada").exit_code == 0
    assert bombing(events(case)) == before
    with Case(case) as held:
        assert held.verify().sound


def test_checking_tells_verdict_reasons_and_bad_rows(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "acled.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, ROW, [*ROW[:1], "soon", *ROW[2:]]])
    found = run("check", "--case", case, "--against", path)
    assert found.exit_code == 0, found.output
    assert "1 row could not be read" in found.stdout
    assert "line 3: no date in 'soon'" in found.stdout
    assert "SYR1, probability" in found.stdout
    assert "never says that an event did or did not happen" in found.stdout
    told = json.loads(run("check", "--case", case, "--against", path, "--format", "json").stdout)
    assert told["reference"]["bad"] == [{"line": 3, "why": "no date in 'soon'"}]
    rows = csv.DictReader(run("check", "--case", case, "--against", path, "--format", "csv").stdout.splitlines())
    assert {r["verdict"] for r in rows} <= {"match", "coarser", "no match", "outside coverage"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["link"], "give either --case DIR or inputs"),
        (["link", "--case", "nowhere"], "no case there"),
        (["link", "--case", "CASE", "-o", "events.xyz"], "names no format"),
        (["check", "--case", "CASE", "--against", "none.csv"], "none.csv: no such file"),
        (["judge", "--case", "CASE", "c:1", "c:2", "same", "--by", "Ada"], "no claim c:1"),
        (["judge", "--case", "CASE", "c:1", "c:1", "same", "--by", "Ada"], "against itself"),
        (["judge", "--case", "CASE", "A", "B", "withdraw", "--by", "Bob"], "Bob has said nothing of"),
        (["judge", "--case", "CASE", "c:1", "c:2", "perhaps", "--by", "Ada"], "perhaps"),
        (["judge", "--case", "CASE", "c:1", "c:2", "same"], "--by"),
    ],
)
def test_wrong_usage_is_told(case: Path, words: list[str], told: str) -> None:
    left, right = bombing(events(case))["claims"][:2]
    found = run(*({"CASE": str(case), "A": left, "B": right}.get(word, word) for word in words))
    assert found.exit_code == 2
    assert told in " ".join(found.output.replace("│", " ").split())


def test_inputs_can_be_linked_without_a_case(case: Path) -> None:
    found = run("link", case.parent / "a.txt", case.parent / "b.txt", case.parent / "none.txt", "--format", "json")
    assert found.exit_code == 1
    assert "cannot read" in found.stderr
    assert len(json.loads(found.stdout)["articles"]) == 2


def test_the_summary_names_the_claims_a_person_can_judge(case: Path) -> None:
    shown = run("link", "--case", case).stdout
    assert all(name in shown for name in bombing(events(case))["claims"])


def test_the_order_of_inputs_does_not_show(case: Path) -> None:
    a, b = case.parent / "a.txt", case.parent / "b.txt"
    assert run("link", a, b, "--format", "json").stdout == run("link", b, a, "--format", "json").stdout


MAPPED = 'start = ["day"]\ncountry = ["country"]\nplace = ["town"]\nlat = ["lat"]\nlon = ["lon"]\nbest = ["dead"]\n'


def test_rows_without_ids_of_their_own_are_told_apart_by_their_lines(case: Path, tmp_path: Path) -> None:
    rows = [
        "day,country,town,lat,lon,dead",
        *["2016-05-02,Syria,Idlib,35.93,36.63,9"] * 2,
        "2016-05-20,Syria,Idlib,,,1",
    ]
    (tmp_path / "own.csv").write_text("\n".join(rows))
    (tmp_path / "own.toml").write_text(MAPPED)
    found = run("check", "--case", case, "--against", tmp_path / "own.csv", "--mapping", tmp_path / "own.toml")
    assert found.exit_code == 0, found.output
    assert "own, " in found.stdout and "3 rows" in found.stdout and "1 country" in found.stdout
    assert "line 2, probability" in found.stdout and "line 3, probability" in found.stdout
    assert "2016-05-02 meets 2016-05-02" in found.stdout


def test_the_command_and_the_api_tell_one_thing(case: Path) -> None:
    with Case(case) as held:
        linked = link(held.readings(), held.judgements())
    told = events(case, "--names", "--exact-recent")
    assert [e["id"] for e in told["events"]] == [e.id for e in linked.events]
    for name in ("judgements", "ties", "findings"):
        assert told[name] == [plain(item) for item in getattr(linked, name)]


def test_a_kill_between_batches_loses_only_what_is_proposed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.store.case.BATCH", 2)
    rows = [Judgement("c:0", f"c:{n}", True, "machine", 0.9) for n in range(1, 6)]

    def cut() -> Iterator[Judgement]:
        yield from rows[:3]
        raise KeyboardInterrupt

    with Case(tmp_path / "cut") as held:
        with pytest.raises(KeyboardInterrupt):
            held.propose(cut())
        assert held.judgements() == tuple(rows[:2])
        assert held.propose(rows) == 3
        assert held.propose(rows) == 0
        assert held.verify().sound

"""The command as a user meets it: exit codes, formats by suffix, nothing half-written, quick help."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline import __version__
from dateline.cli import app

SENTENCE = (
    "Rebels fired mortars at Aleppo on Monday, killing nine people, police said. Troops did not leave the city.\n"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(SENTENCE)
    return path


def run(*words: str) -> Result:
    """The command in this process, where what a reading needs is loaded only once."""
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})


def process(*words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "dateline", *words], capture_output=True, text=True, check=False)


def test_version() -> None:
    found = CliRunner().invoke(app, ["--version"])
    assert (found.exit_code, found.output.strip()) == (0, f"dateline {__version__}")


def test_help_shows_the_verbs_and_examples() -> None:
    assert "read" in CliRunner().invoke(app, ["--help"]).output
    found = CliRunner().invoke(app, ["read", "--help"])
    assert found.exit_code == 0
    assert "dateline read report.pdf -o dossier.html" in found.output


def test_help_is_quick() -> None:
    """Counted in processor seconds, so that a busy machine does not fail it."""
    spent = []
    for _ in range(3):
        before = os.times()
        assert process("--help").returncode == 0
        after = os.times()
        spent.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(spent) < 0.4


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--published", "March"], "is no date"),
        (["-o", "claims.xyz"], "names no format"),
        (["-o", "/no/such/folder/claims.csv"], "does not exist"),
        (["--format", "word"], "word"),
        (["-o", "/proc/claims.csv"], "cannot write"),
    ],
)
def test_wrong_usage_exits_2_with_the_reason(page: Path, words: list[str], reason: str) -> None:
    found = run("read", str(page), *words)
    assert found.exit_code == 2
    assert reason in found.output


def test_a_failed_input_is_named_and_the_rest_is_done(page: Path, tmp_path: Path) -> None:
    found = run("read", str(tmp_path / "absent.txt"), str(page), "--published", "2016-05-04")
    assert found.exit_code == 1
    assert "absent.txt" in found.stderr
    assert "Rebels fired mortars" in found.stdout


def test_piped_output_is_plain(page: Path) -> None:
    found = run("read", str(page), "--published", "2016-05-04")
    assert found.exit_code == 0
    assert "\x1b" not in found.stdout
    assert not set("│┃╭╰━") & set(found.stdout)
    assert all(line == line.rstrip() for line in found.stdout.splitlines())
    assert found.stderr == ""


def test_nothing_read_leaves_the_earlier_file_alone(tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    out.write_text("earlier")
    assert run("read", str(tmp_path / "absent.txt"), "-o", str(out)).exit_code == 1
    assert [p.name for p in tmp_path.iterdir()] == ["claims.jsonl"]
    assert out.read_text() == "earlier"


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet", "geojson", "txt"])
def test_the_suffix_names_the_format(page: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"claims.{suffix}"
    assert run("read", str(page), "--published", "2016-05-04", "-o", str(out)).exit_code == 0
    assert out.stat().st_size > 0 or suffix == "jsonl"
    if suffix == "geojson":
        assert json.loads(out.read_text())["type"] == "FeatureCollection"


def test_jsonl_is_the_public_record(page: Path) -> None:
    import dateline

    found = run("read", str(page), "--published", "2016-05-04", "--format", "jsonl")
    assert [json.loads(line) for line in found.stdout.splitlines()] == dateline.read(
        str(page), published="2016-05-04"
    ).to_dicts()


def test_a_closed_pipe_is_no_error(page: Path) -> None:
    command = f"{sys.executable} -m dateline read {page} {page} {page} --published 2016-05-04 | head -1"
    found = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Error" not in found.stderr


def test_what_is_no_file_is_written_to_and_never_replaced(page: Path, tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link.csv"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, text=True) as reader:
        assert run("read", str(page), "--format", "csv", "-o", str(pipe)).exit_code == 0
        assert reader.communicate()[0].startswith("claim,")
    assert pipe.is_fifo()
    (tmp_path / "real.csv").write_text("earlier")
    link.symlink_to("real.csv")
    assert run("read", str(page), "-o", str(link)).exit_code == 0
    assert link.is_symlink() and (tmp_path / "real.csv").read_text().startswith("claim,")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a disk that is always full")
@pytest.mark.parametrize("verb", ["read", "link"])
def test_a_full_disk_is_told_in_a_line(page: Path, verb: str) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "dateline", verb, str(page)]
        found = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (found.returncode, found.stderr) == (1, "dateline: cannot write standard output: No space left on device\n")


def test_linking_does_not_begin_where_nothing_can_be_written(page: Path) -> None:
    found = run("link", str(page), "-o", "/no/such/folder/events.csv")
    assert found.exit_code == 2
    assert "does not exist" in found.output


@pytest.mark.parametrize("form", ["html", "summary", "jsonl"])
def test_nothing_read_writes_nothing(tmp_path: Path, form: str) -> None:
    found = run("read", str(tmp_path / "absent.txt"), "--format", form)
    assert (found.exit_code, found.stdout) == (1, "")
    assert "absent.txt" in found.stderr


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command that has written one article and waits for the next."""
    command = [sys.executable, "-m", "dateline", "read", "-", "-o", str(tmp_path / "claims.jsonl")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdin
        row = json.dumps({"text": SENTENCE}).encode() + b"\n"
        started.stdin.write(row * 2 + b"\n" * 200_000)  # two rows make it JSON Lines, which are read as they come
        started.stdin.flush()
        for _ in range(600):
            if any(part.stat().st_size for part in tmp_path.glob(".claims.jsonl.*.part")):
                break
            time.sleep(0.1)
        else:
            pytest.fail("nothing was written of the articles that came")
        yield started
        started.kill()


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX")
@pytest.mark.parametrize("told", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_told_to_end_it_leaves_nothing_behind(begun: subprocess.Popen[bytes], tmp_path: Path, told: str) -> None:
    if signal.getsignal(getattr(signal, told)) == signal.SIG_IGN:
        pytest.skip(f"{told} is ignored here, and so in what is started from here")
    assert len(list(tmp_path.iterdir())) == 1
    begun.send_signal(getattr(signal, told))
    assert begun.wait(30) != 0
    assert list(tmp_path.iterdir()) == []
    assert begun.stderr and b"Traceback" not in begun.stderr.read()


@pytest.mark.skipif(os.name != "posix", reason="processes are asked for by a signal")
def test_what_a_killed_run_left_is_taken_away_by_the_next(
    begun: subprocess.Popen[bytes], page: Path, tmp_path: Path
) -> None:
    alive = tmp_path / f".claims.jsonl.{os.getppid()}.part"
    alive.touch()
    begun.kill()
    begun.wait(30)
    assert len(list(tmp_path.glob(".claims.jsonl.*.part"))) == 2
    assert run("read", str(page), "-o", str(tmp_path / "claims.jsonl")).exit_code == 0
    assert list(tmp_path.glob(".claims.jsonl.*.part")) == [alive]


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX")
def test_a_stopped_run_keeps_what_was_read_and_the_same_command_goes_on(tmp_path: Path) -> None:
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        pytest.skip("SIGINT is ignored here, and so in what is started from here")
    (tmp_path / "in").mkdir()
    for n in range(60):
        text = f"Gunmen killed {n + 2} people in Kabul on 3 March 2021, police said."
        (tmp_path / "in" / f"{n:02}.txt").write_text(text)
    case, originals = tmp_path / "case", tmp_path / "case" / "originals"
    command = [sys.executable, "-m", "dateline", "read", str(tmp_path / "in"), "--case", str(case), "-f", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as started:
        for _ in range(600):
            if originals.is_dir() and sum(p.is_file() for p in originals.rglob("*")) >= 3:
                break
            time.sleep(0.05)
        started.send_signal(signal.SIGINT)
        _, told = started.communicate(timeout=60)
    assert started.returncode == 130
    assert "dateline: stopped; the case keeps what was read" in told and "Traceback" not in told
    assert " new;" in told
    assert run("verify", "--case", str(case)).exit_code == 0
    again = run("read", str(tmp_path / "in"), "--case", str(case), "-f", "jsonl")
    assert again.exit_code == 0 and " known;" in again.stderr
    assert len(again.stdout.splitlines()) >= 60
    assert run("verify", "--case", str(case)).stdout.startswith("60 originals, 60 readings")

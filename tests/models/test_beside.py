"""The parser's own process answers as this one would, and nothing is lost when it is gone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import dateline
from dateline.errors import InputError
from dateline.models import beside, parser
from dateline.models.beside import Beside
from dateline.pipeline import read_beside
from dateline.read import from_text

TEXT = "Nine people were killed in Baghdad on Sunday, police said."


def _process(one: Beside) -> "subprocess.Popen[bytes]":
    assert one._process is not None
    return one._process


def test_it_parses_as_this_process_does() -> None:
    article = from_text(TEXT + "\n\nREBELS FIRED ON TROOPS NEAR THE BORDER OVERNIGHT")
    with Beside() as one:
        assert one.parse(article).result() == parser.parse(article)


def test_it_is_gone_when_it_is_closed() -> None:
    with Beside() as one:
        process = _process(one)
    assert process.returncode is not None


def test_it_ends_with_the_process_that_started_it() -> None:
    script = (
        "import os, signal\nfrom dateline.models.beside import Beside\nfrom dateline.read import from_text\n"
        "one = Beside()\none.parse(from_text('It rained.')).result()\n"
        "print(one._process.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    child = Path(f"/proc/{int(told.stdout)}/cmdline")
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("no /proc to see processes in")
    waited = time.monotonic() + 20
    while child.exists() and child.read_bytes() and time.monotonic() < waited:
        time.sleep(0.05)
    assert not child.exists() or not child.read_bytes()  # gone, or only its exit code is left


def test_articles_are_read_here_once_it_was_killed(tmp_path: Path) -> None:
    names = [tmp_path / f"{n}.txt" for n in range(3)]
    for name in names:
        name.write_text(TEXT, encoding="utf-8")
    with Beside() as one:
        found = read_beside(one, [str(name) for name in names])
        first = next(found)
        os.kill(_process(one).pid, signal.SIGKILL)
        rest = list(found)
    claims = {tuple(c.event.trigger.text for c in r.claims if c.event) for r in (first, *rest) if r.claims}  # type: ignore[union-attr]
    assert len(rest) == 2 and len(claims) == 1


def test_without_a_second_process_all_is_done_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside.sys, "executable", "/no/such/python")
    with Beside() as one:
        assert one.parse(from_text(TEXT)).result() is None


def test_order_and_failures_stay_as_given(tmp_path: Path) -> None:
    texts = {"b.txt": TEXT, "a.txt": "Troops crossed the border on Monday.", "c.txt": "Rebels fired rockets at Homs."}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    sources = [str(tmp_path / name) for name in ("b.txt", "absent.txt", "a.txt", "c.txt")]
    found = list(dateline.read_all(sources))
    assert [isinstance(item, InputError) for item in found] == [False, True, False, False]
    alone = [dateline.read(source) for source in sources if "absent" not in source]
    assert [r.claims for r in found if not isinstance(r, InputError)] == [r.claims for r in alone]

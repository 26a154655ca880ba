"""The public face: exactly these names, and the verbs are never hidden by the rooms that share their names."""

import importlib
import subprocess
import sys

import dateline


def test_every_public_name_is_there_and_documented():
    assert sorted(dateline.__all__) == dateline.__all__
    for name in dateline.__all__:
        assert getattr(dateline, name).__doc__, name


def test_importing_a_room_does_not_hide_its_verb():
    for name in ("read", "code", "link", "check"):
        importlib.import_module(f"dateline.{name}")
        assert callable(getattr(dateline, name))


def test_importing_the_package_loads_no_stage():
    script = "import sys, dateline; print([m for m in sys.modules if m.startswith('dateline.')])"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"

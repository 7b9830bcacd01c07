# SPDX-License-Identifier: MIT
"""`warifu reload`: the number is raised only where the stack loads."""
import stat

import pytest

from support import broken_module
from support.command import DECIDES

BROKEN = '[[verify]]\nmodule = "broken"\ncontrol = "required"\n'


def number(warifu, service="demo"):
    path = warifu.runtime / "generation" / service
    return path.read_text() if path.exists() else None


def test_each_reload_raises_the_number(warifu):
    warifu.write("demo", DECIDES)
    for expected in (1, 2, 3):
        outcome = warifu("reload", "demo")
        assert (outcome.status, outcome.err) == (0, "")
        assert number(warifu) == f"{expected}\n"
    assert warifu("--json", "reload", "demo").json == {"service": "demo", "asked": 4}
    path = warifu.runtime / "generation/demo"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [each.name for each in path.parent.iterdir()] == ["demo"]


def test_a_broken_stack_changes_nothing(warifu):
    warifu.write("demo", DECIDES)
    warifu("reload", "demo")
    warifu.write("demo", "mod = 1\n" + DECIDES)
    outcome = warifu("reload", "demo")
    assert outcome.status == 2
    assert "demo.toml:1:1: " in outcome.err and "nothing was reloaded" in outcome.err
    assert number(warifu) == "1\n"


@pytest.mark.parametrize("body", ["abort();", "*(volatile int*)0 = 1;", "_exit(0);", "exit(0);"],
                         ids=["abort", "segv", "_exit", "exit"])
def test_a_module_that_ends_the_process_changes_nothing(warifu, body):
    warifu.write("demo", DECIDES)
    warifu("reload", "demo")
    broken_module.build(warifu.modules, body)
    warifu.write("demo", BROKEN)
    # A sanitizer would report the crash in its own way, and end otherwise.
    outcome = warifu("reload", "demo", environment={"ASAN_OPTIONS": "handle_segv=0:detect_leaks=0"})
    assert outcome.status == 2
    assert "a module crashed" in outcome.err and "nothing was reloaded" in outcome.err
    assert outcome.out == ""
    assert number(warifu) == "1\n"


def test_a_number_that_is_none_is_not_guessed(warifu):
    warifu.write("demo", DECIDES)
    warifu("reload", "demo")
    path = warifu.runtime / "generation/demo"
    path.write_text("many\n")
    outcome = warifu("reload", "demo")
    assert outcome.status == 2 and str(path) in outcome.err
    assert number(warifu) == "many\n"


def test_a_number_that_anybody_may_write_is_not_raised(warifu):
    warifu.write("demo", DECIDES)
    warifu("reload", "demo")
    path = warifu.runtime / "generation/demo"
    path.chmod(0o666)
    outcome = warifu("reload", "demo")
    assert outcome.status == 2 and str(path) in outcome.err
    assert number(warifu) == "1\n"

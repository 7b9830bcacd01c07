# SPDX-License-Identifier: MIT
"""The binding with libraries of other versions: what both know works, what only one knows is told."""
import os
import subprocess
import sys

import pytest

HERE = os.path.dirname(__file__)
ROOT = os.path.join(HERE, "../../..")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Runs lines of Python with a library of a kind; what it printed."""
    def run_with(kind, lines):
        folder = tmp_path_factory.mktemp(kind or "none")
        if kind:
            subprocess.run(["cc", "-shared", "-fPIC", f"-D{kind}", "-Wl,-soname,libwarifu.so.0",
                            f"-I{ROOT}/core/include", f"-I{ROOT}/sdk/module/include",
                            os.path.join(HERE, "other_library.c"), "-o", folder / "libwarifu.so.0"],
                           check=True)
        done = subprocess.run(
            [sys.executable, "-B", "-c", lines], capture_output=True, text=True, timeout=120,
            env={"LD_LIBRARY_PATH": str(folder), "PYTHONPATH": os.path.join(ROOT, "sdk/servers/python")})
        return done.returncode, done.stdout, done.stderr
    return run_with


VERIFY = """
import warifu
with warifu.Engine("any") as engine:
    for account in ("in", "out"):
        decision = engine.verify(0, account)
        print(bool(decision), decision.verdict.name)
    print(repr(decision))
"""


def test_an_older_library(run):
    status, told, complaints = run("OLD", VERIFY + """
    for work in (lambda: engine.explain("shop", uid=1), warifu.prepare_listeners):
        try:
            work()
        except warifu.WarifuError as error:
            print(error.status.name, error)
""")
    assert status == 0, complaints
    lines = told.splitlines()
    assert lines[:2] == ["False REFUSED"] * 2  # "in" was passed by one and refused by the other
    assert "owner_name=''" in lines[2] and "latency=0.0" in lines[2]
    assert "file='two.toml'" in lines[2] and "action='bad', reason_id='', reason=''" in lines[2]
    assert lines[3:] == [f"UNAVAILABLE libwarifu.so.0 9.9.9 has no {name}; install a newer one"
                         for name in ("warifu_explain", "warifu_prepare_listeners")]


def test_a_newer_library(run):
    status, told, complaints = run("NEW", VERIFY)
    assert status == 0, complaints
    lines = told.splitlines()
    assert lines[:2] == ["True PASSED", "False REFUSED"]
    assert "file='two.toml'" in lines[2] and "reason='reason'" in lines[2]
    assert "NUMBER_77" in lines[2] and "domain='web'" in lines[2]


def test_two_answers_that_contradict_each_other_are_a_refusal(run):
    status, told, complaints = run("LIAR", VERIFY)
    assert status == 0, complaints
    assert told.splitlines()[:2] == ["True PASSED", "False REFUSED"]  # both said so, only one did


@pytest.mark.parametrize("kind, remedy", [("FOREIGN", "has no warifu_version"), (None, "cannot open")])
def test_no_library_is_told_when_it_is_imported(run, kind, remedy):
    status, _, complaints = run(kind, "import warifu")
    last = complaints.splitlines()[-1]
    assert status == 1 and last.startswith("ImportError: ")
    assert remedy in last and "install the package libwarifu0" in last


def test_without_memory_for_an_error(run):
    status, told, complaints = run("NEW", """
import warifu
for work in (lambda: warifu.Engine("none"), lambda: warifu.Engine("any").reload(),
             lambda: warifu.Engine("any").reload_if_asked(), lambda: warifu.Engine("any").read_owner(0),
             lambda: warifu.prepare_listener(0), warifu.prepare_listeners):
    try:
        work()
    except warifu.WarifuError as error:
        print(error.status.name, error)
""")
    assert status == 0, complaints
    assert told.splitlines() == ["INTERNAL out of memory"] * 3 + [
        "INTERNAL the owner of a connection cannot be read",
        "UNAVAILABLE prepare_listener: the kernel keeps no SYN for this socket",
        "UNAVAILABLE prepare_listeners: not every listening socket of this process keeps SYNs"]

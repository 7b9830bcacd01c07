# SPDX-License-Identifier: MIT
"""The closing line is only worth something if the counting is right."""

import os
import subprocess
import sys

import leftovers
import main
import parts
import pytest
import tally

CATCH_GOOD = "=====\nAll tests passed (12 assertions in 3 test cases)\n"
CATCH_BAD = "=====\ntest cases: 5 | 4 passed | 1 failed\nassertions: 9 | 8 passed | 1 failed\n"
CATCH_SKIP = "a.cpp:3: warning:\n  SKIP: no cgroup2\n\n" + CATCH_GOOD
PYTEST_GOOD = "...\n3 passed in 0.10s\n"
PYTEST_BAD = "FAILED a.py::b - assert\n=== 1 failed, 2 passed, 1 error in 0.10s ===\n"
PYTEST_SKIP = "SKIPPED [2] a.py:3: no BPF here\n=== 1 passed, 2 skipped in 61.02s (0:01:01) ===\n"


def junit(tmp_path, *cases):
    path = tmp_path / "junit.xml"
    path.write_text("<testsuite>" + "".join(
        f'<testcase name="{name}" status="{status}">{inner}<system-out>{output}</system-out></testcase>'
        for name, status, inner, output in cases) + "</testsuite>")
    return tally.of_ctest(path)


@pytest.mark.parametrize(
    "status, output, passed, failed, skipped",
    [
        ("run", "", 1, 0, 0),
        ("fail", "", 0, 1, 0),
        ("run", CATCH_GOOD, 3, 0, 0),
        ("fail", CATCH_BAD, 4, 1, 0),
        ("run", CATCH_SKIP, 2, 0, 1),
        ("run", PYTEST_GOOD, 3, 0, 0),
        ("fail", PYTEST_BAD, 2, 2, 0),
        ("run", PYTEST_SKIP, 1, 0, 2),
        ("fail", CATCH_GOOD, 3, 1, 0),  # all cases passed, then a sanitizer spoke
        ("fail", "ERROR: AddressSanitizer", 0, 1, 0),
    ],
)
def test_cases_are_counted(tmp_path, status, output, passed, failed, skipped):
    found = junit(tmp_path, ("a", status, "", output))
    assert (found.passed, found.failed, len(found.skips)) == (passed, failed, skipped)
    assert len(found.failures) == (1 if failed else 0)


def test_failed_cases_behind_a_good_exit_status_fail(tmp_path):
    found = junit(tmp_path, ("a", "run", "", CATCH_BAD))
    assert found.failed == 1 and "yet cases failed" in found.failures[0]


def test_a_skip_of_ctest_keeps_its_reason(tmp_path):
    found = junit(tmp_path, ("a", "notrun", "<skipped message='SKIP_RETURN_CODE=77'/>", "SKIP: why"))
    assert str(found) == "0 passed, 0 failed, 1 skipped" and found.skips == ["a: why"]


def test_only_expected_skips_are_expected(tmp_path):
    path = tmp_path / "skips.toml"
    path.write_text('[[expected]]\nskip = "kernel.a: *"\nwhy = "x"\n')
    assert tally.unexpected(["kernel.a: no veth", "kernel.b: no veth"], path) == ["kernel.b: no veth"]


@pytest.mark.parametrize("ci, failed, skipped", [("true", 1, 0), ("", 0, 1)])
def test_an_unexpected_skip_fails_in_ci_only(monkeypatch, tmp_path, ci, failed, skipped):
    empty = tmp_path / "skips.toml"
    empty.write_text("")
    monkeypatch.setattr(main, "SKIPS", empty)
    monkeypatch.setenv("CI", ci)
    total = tally.Tally(passed=1, skips=["a: b"])
    main.accept_skips(total)
    assert (total.failed, len(total.skips)) == (failed, skipped)


def test_the_file_of_expected_skips_can_be_read():
    tally.unexpected([], main.SKIPS)


@pytest.mark.parametrize(
    "text, status, passed, failed",
    [
        ("fuzz a: passed, 9 runs\nfuzz b: failed: see x\n", 1, 1, 1),
        ("no fuzzer in build\n", 1, 0, 1),
        ("", 0, 0, 1),
    ],
)
def test_fuzzers_are_counted(tmp_path, text, status, passed, failed):
    log = tmp_path / "log"
    log.write_text(text)
    part = parts.Part("fuzz", [], counts="fuzz")
    found = main.counted(part, status, log, tmp_path / "none")
    assert (found.passed, found.failed) == (passed, failed)


def test_a_run_of_ctest_that_made_no_report_fails(tmp_path):
    part = parts.Part("tests", [], counts="ctest")
    (tmp_path / "log").write_text("")
    assert main.counted(part, 8, tmp_path / "log", tmp_path / "none").failed == 1
    assert main.counted(part, 0, tmp_path / "log", tmp_path / "none").failed == 1


def test_every_need_names_an_earlier_part():
    names = []
    for part in parts.parts(2, 1):
        assert set(part.needs) <= set(names)
        names.append(part.name)
    fast = {part.name for part in parts.parts(2, 1) if part.fast}
    assert all(set(part.needs) <= fast for part in parts.parts(2, 1) if part.fast)


# A process of its own adopts and ends, so that the processes of pytest itself are safe.
DAEMON = """
import sys, processes
processes.adopt_orphans()
status, left = processes.run(["sh", "-c", sys.argv[1]], "/dev/null", float(sys.argv[2]), {})
print(status, len(left), len(processes.descendants()))
"""


@pytest.mark.parametrize(
    "script, seconds, said",
    [
        ("exit 3", 10, "3 0 0"),
        ("setsid sleep 1000 & exit 0", 10, "0 1 0"),
        ("trap '' TERM; setsid sh -c 'trap \"\" TERM; while :; do sleep 0.1; done' & exit 0", 10, None),
        ("sleep 1000", 0.2, "None 0 0"),
    ],
)
def test_whatever_a_part_started_is_ended(script, seconds, said):
    done = subprocess.run(
        [sys.executable, "-B", "-c", DAEMON, script, str(seconds)],
        cwd=os.path.dirname(__file__), capture_output=True, text=True, check=True, timeout=60,
    )
    status, left, alive = done.stdout.split()
    assert alive == "0"
    assert said is None or done.stdout.strip() == said
    assert said is not None or int(left) >= 1 and status == "0"


def test_what_is_left_behind_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(leftovers, "_KINDS", {"file": lambda: {str(p) for p in tmp_path.iterdir()}})
    before = leftovers.snapshot()
    assert leftovers.since(before, patience=0) == []
    (tmp_path / "forgotten").touch()
    assert leftovers.since(before, patience=0.1) == [f"file: {tmp_path}/forgotten"]

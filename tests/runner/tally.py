# SPDX-License-Identifier: MIT
"""Counts tests truly: ctest's own, and inside each what Catch2 and pytest say they ran.

A program of tests is one test to ctest. Its last lines tell how many cases it ran, and those
are counted in its place, so that a case skipped inside it is seen as well.
"""

import fnmatch
import re
import tomllib
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field


@dataclass
class Tally:
    passed: int = 0
    failed: int = 0
    skips: list = field(default_factory=list)  # "test: reason"
    failures: list = field(default_factory=list)  # names

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skips += other.skips
        self.failures += other.failures

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {len(self.skips)} skipped"


_CATCH_ALL = re.compile(r"^All tests passed \(.* in (\d+) test cases?\)", re.MULTILINE)
_CATCH_SOME = re.compile(r"^test cases:\s*(\d+)(.*)$", re.MULTILINE)
_PYTEST = re.compile(r"^=*\s*((?:\d+ [a-z]+,? ?)+)in [\d.]+s\b.*$", re.MULTILINE)
_PYTEST_SKIP = re.compile(r"^SKIPPED \[(\d+)\] (.+)$", re.MULTILINE)
_SKIP = re.compile(r"^\s*SKIP: (.+)$", re.MULTILINE)
_COUNT = re.compile(r"(\d+) ([a-z]+)")


def _catch_cases(output):
    """(passed, failed) of a Catch2 program, or None if this is not the output of one."""
    if found := _CATCH_ALL.search(output):
        return int(found.group(1)), 0
    if found := _CATCH_SOME.search(output):
        failed = sum(int(n) for n, what in _COUNT.findall(found.group(2)) if what == "failed")
        return int(found.group(1)) - failed, failed
    return None


def _pytest_cases(output):
    found = _PYTEST.findall(output)
    if not found:
        return None
    counts = {what: int(number) for number, what in _COUNT.findall(found[-1])}
    failed = sum(counts.get(what, 0) for what in ("failed", "error", "errors", "xpassed"))
    # An expected failure is no pass: it is listed like a skip.
    return counts.get("passed", 0), failed, counts.get("skipped", 0) + counts.get("xfailed", 0)


def _inside(name, output):
    """The cases inside one ctest test as a Tally, or None if it does not tell."""
    if cases := _catch_cases(output):
        skips = [f"{name}: {reason}" for reason in _SKIP.findall(output)]
        return Tally(cases[0] - len(skips), cases[1], skips)
    if cases := _pytest_cases(output):
        passed, failed, skipped = cases
        skips = [f"{name}: {what}" for number, what in _PYTEST_SKIP.findall(output)
                 for _ in range(int(number))]
        skips += [f"{name}: no reason given"] * (skipped - len(skips))
        return Tally(passed, failed, skips)
    return None


def of_case(case):
    """One <testcase> of ctest's JUnit file."""
    name = case.get("name")
    output = case.findtext("system-out") or ""
    skipped = case.find("skipped")
    if skipped is not None:
        reason = _SKIP.search(output)
        return Tally(skips=[f"{name}: {reason.group(1) if reason else skipped.get('message')}"])
    bad = case.get("status") != "run"
    tally = _inside(name, output) or Tally(passed=0 if bad else 1)
    if bad and tally.failed == 0:
        tally.failed = 1  # it crashed, ran out of time, or a sanitizer spoke
    if not bad and tally.failed:
        tally.failures.append(f"{name}: exit status 0, yet cases failed")
    elif bad:
        tally.failures.append(name)
    return tally


def of_ctest(junit):
    tally = Tally()
    for case in ElementTree.parse(junit).getroot().iter("testcase"):
        tally.add(of_case(case))
    return tally


_FUZZ = re.compile(r"^fuzz (\S+): (passed|failed)", re.MULTILINE)


def of_fuzz(log):
    tally = Tally()
    for name, how in _FUZZ.findall(log):
        if how == "passed":
            tally.passed += 1
        else:
            tally.failed += 1
            tally.failures.append(f"fuzz {name}")
    return tally


def unexpected(skips, path):
    """The skips that no pattern of the file of expected ones fits."""
    patterns = [each["skip"] for each in tomllib.loads(path.read_text()).get("expected", ())]
    return [skip for skip in skips
            if not any(fnmatch.fnmatchcase(skip, pattern) for pattern in patterns)]

#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""tests/run after the packages are there: runs the parts, says what happened, counts."""

import argparse
import os
import signal
import sys
import time
from pathlib import Path

import leftovers
import parts
import processes
import tally

LOGS = Path("build/logs")
SKIPS = Path(__file__).with_name("skips.toml")
TAIL = 60  # lines of a failed part's log


def arguments(argv):
    parser = argparse.ArgumentParser(prog="tests/run", description="Run the tests.")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--full", action="store_true", help="everything (the default)")
    how.add_argument("--fast", action="store_true", help="leave out what takes minutes")
    how.add_argument("--only", nargs="+", metavar="PART", help="these parts and what they need")
    how.add_argument("--list", action="store_true", help="name the parts")
    parser.add_argument("--fuzz-seconds", type=int, default=30, help="for each fuzzer")
    return parser, parser.parse_args(argv)


def chosen(every, options):
    if options.only:
        wanted = set(options.only)
        for part in every:
            if part.name in options.only:
                wanted.update(part.needs)
        return [part for part in every if part.name in wanted]
    return [part for part in every if part.fast or not options.fast]


def counted(part, status, log, junit):
    """The tally of a part that ran. A part that says nothing of itself counts as one test."""
    result = tally.Tally()
    if part.counts == "ctest":
        result = tally.of_ctest(junit) if junit.is_file() else tally.Tally()
    elif part.counts == "fuzz":
        result = tally.of_fuzz(log.read_text(errors="replace"))
    elif status == 0:
        result.passed = 1
    if status != 0 and result.failed == 0:
        result.failed = 1
        result.failures.append(part.name)
    if result.passed + result.failed + len(result.skips) == 0:
        result.failed = 1
        result.failures.append(f"{part.name}: no test ran")
    return result


def show_tail(log):
    lines = log.read_text(errors="replace").splitlines()
    print(f"---- the last lines of {log}")
    print("\n".join(lines[-TAIL:]))
    print("----", flush=True)


def run_part(part):
    log, junit = LOGS / f"{part.name}.log", LOGS / f"{part.name}.xml"
    junit.unlink(missing_ok=True)
    print(f"{part.name:14} ", end="", flush=True)
    began = time.monotonic()
    command = [word.replace("{junit}", str(junit.resolve())) for word in part.command]
    status, left = processes.run(command, log, part.minutes * parts.MINUTE, part.environment)
    result = counted(part, status, log, junit)
    took = time.monotonic() - began
    print(f"{took:6.1f} s  {result}", flush=True)
    if status is None:
        print(f"  ended: it took longer than {part.minutes} minutes")
    if left:
        result.failed += 1
        result.failures.append(f"{part.name}: left running: {'; '.join(left)}")
    for failure in result.failures:
        print(f"  failed: {failure}")
    for skip in result.skips:
        print(f"  skipped: {skip}")
    if result.failed:
        show_tail(log)
    return result


def run_all(selected):
    total, broken = tally.Tally(), set()
    before = leftovers.snapshot()
    for part in selected:
        missing = broken.intersection(part.needs)
        if missing:
            result = tally.Tally(failed=1, failures=[f"{part.name}: not run"])
            print(f"{part.name:14}    not run: {', '.join(missing)} failed", flush=True)
        else:
            result = run_part(part)
        if result.failed:
            broken.add(part.name)
        total.add(result)
    left = leftovers.since(before)
    total.add(tally.Tally(failed=1, failures=[f"left behind: {each}" for each in left]) if left
              else tally.Tally(passed=1))
    print("leftovers      ", *(left or ["nothing was left behind"]), sep="\n  " if left else "")
    return total


def accept_skips(total):
    """In CI a skip that nobody expected is a failure, and is counted as one."""
    surprises = tally.unexpected(total.skips, SKIPS)
    for skip in surprises:
        print(f"unexpected skip: {skip}")
    if surprises and os.environ.get("CI") == "true":
        total.skips = [skip for skip in total.skips if skip not in surprises]
        total.failed += len(surprises)
        total.failures += surprises


def stopped(number, _frame):
    processes.end_all()
    sys.exit(128 + number)


def main(argv):
    parser, options = arguments(argv)
    every = parts.parts(os.cpu_count() or 1, options.fuzz_seconds)
    if options.list:
        print("\n".join(part.name for part in every))
        return 0
    unknown = set(options.only or ()) - {part.name for part in every}
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if os.geteuid() != 0:
        print("tests/run: needs root: the kernel's part is tested for real", file=sys.stderr)
        return 2
    LOGS.mkdir(parents=True, exist_ok=True)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stopped)
    processes.adopt_orphans()
    began = time.monotonic()
    total = run_all(chosen(every, options))
    accept_skips(total)
    if total.failures:
        print("failed:", *total.failures, sep="\n  ")
    print(f"took {time.monotonic() - began:.0f} s")
    print(total)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

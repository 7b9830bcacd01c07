# SPDX-License-Identifier: MIT
"""The parts of a run, in their order: what is run, what it needs, how its tests are counted."""

from typing import NamedTuple

MINUTE = 60
# Not run everywhere: they look at the tree, at the kernel, at servers of the distribution or at what
# was packed, and a sanitizer adds nothing there.
ONCE = "^(structure|kernel|servers|qemu|packages|quickstart)$"
SANITIZED = {
    "ASAN_OPTIONS": "strict_string_checks=1:detect_stack_use_after_return=1:check_initialization_order=1",
    "UBSAN_OPTIONS": "print_stacktrace=1",
    "TSAN_OPTIONS": "halt_on_error=1:second_deadlock_stack=1",
}


class Part(NamedTuple):
    name: str
    command: list
    needs: tuple = ()
    fast: bool = False  # also in a fast run
    counts: str = "one"  # "one": by its exit status; "ctest", "fuzz": by what it reports
    minutes: int = 20  # then it is ended, and has failed
    environment: dict = {}


def _build(preset, minutes=40, options=(), targets=()):
    """Configure and build, said as one shell command so that one log tells it all."""
    configure = " ".join(["cmake", "--preset", preset, *options])
    build = " ".join(["cmake", "--build", "--preset", preset, *(f"--target {t}" for t in targets)])
    return Part(f"build.{preset}", ["sh", "-ec", f"{configure}\n{build}"], minutes=minutes,
                fast=preset == "release")


def _ctest(name, preset, selection, **more):
    command = ["ctest", "--test-dir", f"build/{preset}", "--output-on-failure", "--no-tests=error",
               "--timeout", str(5 * MINUTE), "--test-output-size-passed", "200000",
               "--test-output-size-failed", "2000000", "--output-junit", "{junit}", *selection]
    return Part(name, command, needs=(f"build.{preset}",), counts="ctest", **more)


def parts(processors, fuzz_seconds):
    parallel = ("-j", str(processors))
    return [
        _build("release")._replace(fast=True),
        _ctest("structure", "release", ("-L", "^structure$", *parallel), fast=True),
        _ctest("tests", "release", ("-LE", ONCE), fast=True),
        _ctest("kernel", "release", ("-L", "^(kernel|quickstart)$"), fast=True),
        _ctest("servers", "release", ("-L", "^servers$")),
        _ctest("qemu", "release", ("-L", "^qemu$")),
        _ctest("packages", "release", ("-L", "^packages$")),
        Part("tidy", ["tests/structure/tidy", "--quick", "build/release"], needs=("build.release",), minutes=40),
        _build("asan"),
        _ctest("tests.asan", "asan", ("-LE", ONCE), environment=SANITIZED),
        _build("tsan", targets=("threaded_tests",)),
        _ctest("tests.tsan", "tsan", ("-L", "^threads$"), environment=SANITIZED),
        _build("clang", options=("-DWARIFU_BUILD_TESTS=OFF",), targets=("fuzzers",)),
        Part("fuzz", ["tests/fuzz/run", "--seconds", str(fuzz_seconds), "build/clang"],
             needs=("build.clang",), counts="fuzz", environment=SANITIZED),
    ]

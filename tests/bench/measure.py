# SPDX-License-Identifier: MIT
"""What is measured, and by which program. Medians of repetitions that alternate, CPU time."""
import os
import statistics
import subprocess

import connections
import logins
from programs import CannotMeasure, benchmarks, run_json
from stamping import CannotStamp, Stamping


def walk(build, table):
    figures = benchmarks(os.path.join(build, "tests/bench/bench_walk"),
                         "--benchmark_repetitions=7", "--benchmark_min_time=0.1")
    own = figures["walk_three_modules"][0]
    table.at_most("walk of three trivial modules", own / 1e3, 0.3, " us")
    table.at_least("pam_authenticate, three pam_permit / walk",
                   figures["pam_authenticate_three_permits"][0] / own, 20)
    table.at_least("pam_start + authenticate + end / walk",
                   figures["pam_start_authenticate_end_three_permits"][0] / own, 200)


def verify(build, table):
    _verify(build, table, "SYN without a stamp")


def _verify(build, table, what, *options):
    figures = benchmarks(os.path.join(build, "tests/bench/bench_verify"), *options)
    floor = figures["getsockopt_saved_syn"][0]
    whole, last = figures["verify_uid_allowlist"]
    if options and not (last["owner"] and last["passed"]):
        raise CannotMeasure("the connections of bench_verify were not stamped")
    table.at_most(f"{what}: verify / (getsockopt + 1 us)", whole / (floor + 1000), 1)
    written = figures["write_record"][0]
    table.told("  verify / (getsockopt + the log's write(2) + 1 us)",
               whole / (floor + written + 1000))
    table.told("  the log's write(2)", written / 1e3, " us")
    table.told("  verify - getsockopt", (whole - floor) / 1e3, " us")
    table.told("  verify / getsockopt", whole / floor)
    for name, text in (("uid_allowlist", "uid_allowlist"), ("three_permits", "three permits")):
        took = figures[f"verify_{name}_owner_read_before"][0]
        table.told(f"  owner read before, {text}", took / 1e3, " us")


def hmac_owner(build, table):
    figures = benchmarks(os.path.join(build, "tests/bench/bench_hmac_owner"),
                         "--benchmark_repetitions=5")
    table.at_most("hmac_owner on a claim, keys cached", figures["hmac_owner_claim"][0] / 1e3, 1.5,
                  " us")
    for name, text in (("hmac_owner_derived_claim", "the same, key derived from the source"),
                       ("one_mac", "of that, one MAC"),
                       ("hmac_owner_cold_claim", "first of a process, key derived")):
        table.told(f"  {text}", figures[name][0] / 1e3, " us")


def cache(build, table):
    figures = benchmarks(os.path.join(build, "tests/bench/bench_cache"),
                         "--benchmark_repetitions=5", "--benchmark_min_time=0.05")
    for name, text in (("cache_get", "shared cache: get a value of 120 bytes"),
                       ("cache_get_long", "  of 700 bytes"), ("cache_put", "  put"),
                       ("cache_claim_release", "  claim and release")):
        table.told(text, figures[name][0], " ns")


def owner_map(build, table):
    program = os.path.join(build, "tests/bench/bench_owner_map")
    runs = [run_json(program) for _ in range(5)]

    def middle(name):
        return statistics.median(each[name] for each in runs)

    table.at_most("owner_map, 100,000 accounts: load", middle("load_ms"), 150, " ms")
    table.at_most("  resident afterwards", middle("resident") / 2**20, 24, " MB")
    table.at_most("  more than before, at the peak", middle("peak") / 2**20, 96, " MB")
    table.at_most("  an answer", middle("answer_ns") / 1e3, 0.3, " us")


def allocations(build, table):
    program = os.path.join(build, "tests/unit/api/test_api_allocation")
    if not os.path.exists(program):
        raise CannotMeasure("tests/unit/api/test_api_allocation is not built")
    table.at_most("allocations of a warm verify", _allocations(program), 0)


def _allocations(program):
    """The test counts them itself, and fails with the number it found."""
    done = subprocess.run([program, "-r", "compact"], capture_output=True, text=True, timeout=60,
                          check=False)
    if done.returncode == 0:
        return 0
    found = [line.split("for:")[1].split("==")[0] for line in done.stdout.splitlines()
             if "counted == 0" in line and "for:" in line]
    if not found:
        raise CannotMeasure(f"test_api_allocation: {done.stdout.strip()[-300:]}")
    return max(int(each) for each in found)


def stamped(build, table):
    """Everything that needs the agent."""
    try:
        with Stamping(build) as stamping:
            connections.measure(build, table, stamping)
            stamping.attach(record=[stamping.proof])
            _verify(build, table, "stamped SYN", f"--port={stamping.plain}")
            logins.measure(build, table, stamping)
    except CannotStamp as reason:
        raise CannotMeasure(str(reason)) from reason

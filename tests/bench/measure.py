# SPDX-License-Identifier: MIT
"""What is measured, and by which program. Medians of repetitions that alternate, CPU time."""
import json
import os
import statistics
import subprocess

from stamping import CannotStamp, Stamping

ROUNDS = 3


class CannotMeasure(Exception):
    pass


def _run(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    except subprocess.TimeoutExpired as late:
        raise CannotMeasure(f"{os.path.basename(command[0])} took more than 300 s") from late
    if done.returncode != 0:
        raise CannotMeasure(f"{os.path.basename(command[0])}: {done.stderr.strip()[-300:]}")
    return done.stdout


def _benchmarks(program, *options):
    """Name to (median in nanoseconds, counters of the last repetition)."""
    answer = json.loads(_run(program, *options, "--benchmark_format=json",
                             "--benchmark_enable_random_interleaving=true"))
    runs = {}
    for each in answer["benchmarks"]:
        if each["run_type"] == "iteration":
            if each.get("error_occurred"):
                raise CannotMeasure(f"{each['name']}: {each['error_message']}")
            runs.setdefault(each["name"].split("/")[0], []).append(each)
    return {name: (statistics.median(_nanoseconds(each) for each in group), group[-1])
            for name, group in runs.items()}


def _nanoseconds(run):
    scale = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}[run["time_unit"]]
    # With manual timing real_time is what the program measured itself.
    manual = "/manual_time" in run["name"]
    return scale * (run["real_time"] if manual else run["cpu_time"])


def walk(build, table):
    figures = _benchmarks(os.path.join(build, "tests/bench/bench_walk"),
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
    figures = _benchmarks(os.path.join(build, "tests/bench/bench_verify"), *options)
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


def allocations(build, table):
    program = os.path.join(build, "tests/unit/api/test_api_allocation")
    if not os.path.exists(program):
        raise CannotMeasure("tests/unit/api/test_api_allocation is not built")
    table.at_most("allocations of a warm verify", _allocations(program), 0)


def _allocations(program):
    """The test counts them itself, and fails with the number it found."""
    done = subprocess.run([program, "-r", "compact"], capture_output=True, text=True, timeout=60)
    if done.returncode == 0:
        return 0
    found = [line.split("for:")[1].split("==")[0] for line in done.stdout.splitlines()
             if "counted == 0" in line and "for:" in line]
    if not found:
        raise CannotMeasure(f"test_api_allocation: {done.stdout.strip()[-300:]}")
    return max(int(each) for each in found)


def connections(build, table):
    try:
        with Stamping(build) as stamping:
            rounds = [_round(build, stamping) for _ in range(ROUNDS)]
            stamping.attach()
            _tell_connections(table, rounds)
            _verify(build, table, "stamped SYN", f"--port={stamping.stamped_port}")
    except CannotStamp as reason:
        raise CannotMeasure(str(reason)) from reason


def _connect(build, stamping):
    return json.loads(_run(os.path.join(build, "tests/bench/bench_connect"),
                           str(stamping.stamped_port), str(stamping.plain_port)))


def _round(build, stamping):
    """Without the programs, then with them: (nothing, not a destination, stamped)."""
    nothing = _connect(build, stamping)
    stamping.attach()
    attached = _connect(build, stamping)
    stamping.detach()
    if nothing["first"]["stamped"] or attached["second"]["stamped"]:
        raise CannotMeasure("connections were stamped that should not be")
    if not attached["first"]["stamped"]:
        raise CannotMeasure("connections to the configured port were not stamped")
    without = (nothing["first"]["median_ns"] + nothing["second"]["median_ns"]) / 2
    return without, attached["second"]["median_ns"], attached["first"]["median_ns"]


def _tell_connections(table, rounds):
    def ratio(above, below):
        return statistics.median(each[above] / each[below] for each in rounds)
    table.at_most("connect + accept + close: stamped / nothing attached", ratio(2, 0), 1.08)
    table.told("  stamped / attached, not a destination", ratio(2, 1))
    table.told("  attached, not a destination / nothing attached", ratio(1, 0))
    table.told("  nothing attached", statistics.median(each[0] for each in rounds) / 1e3, " us")

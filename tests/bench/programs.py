# SPDX-License-Identifier: MIT
"""Runs the programs that measure, and reads what they print."""
import json
import os
import statistics
import subprocess


class CannotMeasure(Exception):
    """With the reason, which is printed in the figure's place."""


def run(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    except FileNotFoundError as absent:
        raise CannotMeasure(f"{command[0]} is not built") from absent
    except subprocess.TimeoutExpired as late:
        raise CannotMeasure(f"{os.path.basename(command[0])} took more than 300 s") from late
    if done.returncode != 0:
        raise CannotMeasure(f"{os.path.basename(command[0])}: {done.stderr.strip()[-300:]}")
    return done.stdout


def run_json(*command):
    return json.loads(run(*command))


def benchmarks(program, *options):
    """Of a program of Google Benchmark's: name to (median in nanoseconds, counters of the last
    repetition)."""
    answer = run_json(program, *options, "--benchmark_format=json",
                      "--benchmark_enable_random_interleaving=true")
    runs = {}
    for each in answer["benchmarks"]:
        if each["run_type"] == "iteration":
            if each.get("error_occurred"):
                raise CannotMeasure(f"{each['name']}: {each['error_message']}")
            runs.setdefault(each["name"].split("/")[0], []).append(each)
    return {name: (statistics.median(_nanoseconds(each) for each in group), group[-1])
            for name, group in runs.items()}


def _nanoseconds(repetition):
    scale = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}[repetition["time_unit"]]
    # With manual timing real_time is what the program measured itself.
    manual = "/manual_time" in repetition["name"]
    return scale * (repetition["real_time"] if manual else repetition["cpu_time"])

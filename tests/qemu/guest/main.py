# SPDX-License-Identifier: MIT
"""Runs a suite's scenarios one after the other and tells of each on the second serial port.

A module has a setting, made once because agents start slowly here, and scenarios, which get it
in the order in which they are written.
"""
import contextlib
import json
import os
import time
import traceback

import boot
import clock
import plain
import signatures
import too_old

SUITES = {"too_old": (too_old,), "full": (plain, signatures, clock)}
REPORT = "/dev/ttyS1"


def _of(module):
    return {f"{module.__name__}.{name}": run for name, run in vars(module).items()
            if name.startswith("test_")}


def scenarios(suite):
    """Their names."""
    return [name for module in SUITES[suite] for name in _of(module)]


def _run(run, setting):
    begin = time.monotonic()
    try:
        run(setting)
        failure = None
    except BaseException:  # pylint: disable=broad-except
        failure = traceback.format_exc()
    return {"failure": failure, "seconds": round(time.monotonic() - begin, 1)}


def _run_module(module, tell):
    try:
        with contextlib.ExitStack() as stack:
            setting = stack.enter_context(module.setting())
            for name, run in _of(module).items():
                tell(name, **_run(run, setting))
    except BaseException:  # pylint: disable=broad-except
        tell(module.__name__, failure=traceback.format_exc())


def _run_all():
    boot.mount_all()
    boot.raise_loopback()
    with os.fdopen(os.open(REPORT, os.O_WRONLY | os.O_NOCTTY), "w") as report:
        def tell(scenario, **what):
            print(json.dumps({"scenario": scenario, **what}), file=report, flush=True)
        for module in SUITES[boot.suite()]:
            _run_module(module, tell)
        tell("end")


def run_and_power_off():
    """To be called by the first process, which must never end by itself."""
    try:
        _run_all()
    except BaseException:  # pylint: disable=broad-except
        traceback.print_exc()
    boot.power_off()

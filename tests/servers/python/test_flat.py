# SPDX-License-Identifier: MIT
"""A hundred thousand verifies, and as much memory and as many descriptors afterwards as before."""
import gc
import os
import sys

import warifu

ARENA = 1024 * 1024  # what Python takes from the system at a time
VERIFIES = 100_000
SOME = 200  # objects that Python keeps for itself now and then


def size():
    gc.collect()
    with open("/proc/self/status") as file:
        data = next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmData:"))
    return data, sys.getallocatedblocks(), len(os.listdir("/proc/self/fd"))


def flat(work, times, warm):
    for _ in range(warm):
        work()
    before = size()
    for _ in range(times):
        work()
    after = size()
    assert after[0] - before[0] <= ARENA + 132 * 1024  # and the step by which the C library's heap grows
    assert after[1] - before[1] < SOME < times
    assert after[2] == before[2]


def test_verifies(place, connection):
    with place.open() as engine:
        def work():
            assert engine.verify(connection, "shop")
        flat(work, VERIFIES, 5000)


def test_everything_else(place, connection):
    with place.open(log=lambda line: None) as engine:
        def work():
            with engine.read_owner(connection) as reading:
                engine.verify(reading, "shop", cached_only=True)
            engine.verify(connection, "x" * 1025)
            engine.explain("shop", uid=1)
            try:
                engine.explain(gid=1)
            except warifu.WarifuError:
                pass
        flat(work, 5000, 1000)


def test_engines(place, connection):
    broken = {"config_dir": os.path.join(place.path, "nowhere")}

    def work():
        with place.open(log=print) as engine:
            engine.reload()
        try:
            place.open(**broken)
        except warifu.WarifuError:
            pass
    flat(work, 300, 50)

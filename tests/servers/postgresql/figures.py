# SPDX-License-Identifier: MIT
"""python3 -m pytest -s tests/servers/postgresql/figures.py --build build/release"""
import re

from conftest import A
from lab.side_by_side import compare
from test_clients import pgbench

SECONDS = 3


def rate(network, *words):
    status, told, complaints = pgbench(network, A, f"--time={SECONDS}", *words)
    assert status == 0, complaints
    return float(re.search(r"^tps = ([\d.]+)", told, re.MULTILINE)[1])


def test_transactions_per_second(server, network):
    def measured(library, *words):
        def measure():
            server.stop()
            server.start("-c", f"shared_preload_libraries={library}")
            return rate(network, *words)
        return measure
    try:
        anew = ("--connect", "--client=2")
        compare("pgbench --connect", measured("warifu", *anew), measured("", *anew), 3)
        compare("pgbench, connected", measured("warifu"), measured(""), 0)
    finally:
        server.stop()
        server.start()

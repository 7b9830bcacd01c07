# SPDX-License-Identifier: MIT
"""python3 -m pytest -s tests/servers/redis/figures.py --build build/release"""
import csv

from conftest import A
from lab.side_by_side import compare
from test_clients import benchmark

REQUESTS = {0: 20000, 1: 100000}  # connected anew for each; once


def test_requests_per_second(server, network):
    def measured(has_module, keep):
        def measure():
            server.stop()
            server.write()
            if not has_module:
                server.without_module()
            server.resume()
            status, told, complaints = benchmark(network, A, REQUESTS[keep], "-k", str(keep))
            assert status == 0, complaints
            return float(list(csv.DictReader(told.splitlines()))[-1]["rps"])
        return measure
    try:
        compare("redis-benchmark, connect and AUTH each time", measured(True, 0), measured(False, 0), 5)
        compare("redis-benchmark, connected", measured(True, 1), measured(False, 1), 0)
    finally:
        server.stop()
        server.start()

# SPDX-License-Identifier: MIT
"""python3 -m pytest -s tests/servers/redis/figures.py --build build/release"""
import csv
import time

from conftest import A, B
from lab.side_by_side import compare
from rd.server import PASSWORD
from support import netns
from test_clients import benchmark
from test_waiting import connect

PINGS = 20000
REQUESTS = {0: 20000, 1: 100000}  # connected anew for each; once


def test_requests_per_second(server, network):
    # Else there are no ports left for so many connections a minute.
    netns.write_sysctl(network.client, "net.ipv4.tcp_tw_reuse", 1)

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


def ping(client, when):
    waits = []
    for _ in range(PINGS):
        began = time.monotonic()
        assert client.ask("PING") == "PONG"
        waits.append(1000 * (time.monotonic() - began))
    waits.sort()
    print(f"\nPING {when}: median {waits[PINGS // 2]:.3f} ms, 99.9 % {waits[PINGS * 999 // 1000]:.3f} ms, "
          f"longest {waits[-1]:.3f} ms; target: at most 1 ms")


def test_pings_while_a_directory_does_not_answer(server, network, directory):
    with connect(server, A) as other, connect(server, B) as client:
        assert other.ask("AUTH", "app", PASSWORD) == "OK"
        ping(other, "while nobody logs in")
        with directory.holding():
            client.send("AUTH", "other", PASSWORD)
            directory.wait_for_somebody()
            ping(other, "while a login waits for a directory")
        assert client.reply() == "OK"

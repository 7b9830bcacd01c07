# SPDX-License-Identifier: MIT
"""python3 -m pytest -s tests/servers/mariadb/figures.py --build build/release

An account of warifu beside one of the server's own, on one server."""
import time

from conftest import A
from lab.side_by_side import compare
from my.server import PASSWORD
from test_clients import slap

QUERIES = 3000


def test_queries_per_second(server, network):
    server.admin(f"CREATE USER bare@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('{PASSWORD}')")

    def measured(account, *words):
        def measure():
            began = time.monotonic()
            status, _, complaints = slap(network, A, account, QUERIES, *words)
            assert status == 0, complaints
            return QUERIES / (time.monotonic() - began)
        return measure
    try:
        compare("mariadb-slap --detach=1", measured("app", "--detach=1"), measured("bare", "--detach=1"), 3)
        compare("mariadb-slap, connected", measured("app"), measured("bare"), 0)
    finally:
        server.admin("DROP USER bare@'%'")

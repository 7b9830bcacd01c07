# SPDX-License-Identifier: MIT
"""Clients as people use them, unmodified: psql, pgbench and the library libpq below both."""
import pytest
from conftest import A, B
from lab.client_host import run
from pg.server import PASSWORD, PORT

PROGRAMS = "/usr/lib/postgresql/15/bin"  # whichever server it is: a client asks any
REFUSED = 'password authentication failed for user "app"'


def ask(network, uid, program, *words, address=None, tls="disable", text=None):
    return run(network, uid, f"{PROGRAMS}/{program}", *words, text=text, PGHOST=address or network.server4,
               PGPORT=str(PORT), PGUSER="app", PGPASSWORD=PASSWORD, PGDATABASE="shop", PGSSLMODE=tls)


def pgbench(network, uid, *words):
    return ask(network, uid, "pgbench", "--no-vacuum", "--file=/dev/stdin", *words, text="SELECT 1;\n")


@pytest.mark.parametrize("tls", ["disable", "require"])
@pytest.mark.parametrize("family", ["server4", "server6"])
def test_psql(server, network, tls, family):
    how = {"address": getattr(network, family), "tls": tls}
    query = ("-AtXc", "SELECT session_user, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    status, told, complaints = ask(network, A, "psql", *query, **how)
    assert (status, told) == (0, f"app|{'t' if tls == 'require' else 'f'}\n"), complaints
    status, told, complaints = ask(network, B, "psql", *query, **how)
    assert status == 2 and told == "" and REFUSED in complaints
    assert "warifu" not in complaints


def test_pgbench_connects_anew_for_each_transaction(server, network):
    words = ("--connect", "--client=2", "--transactions=50")
    status, told, complaints = pgbench(network, A, *words)
    assert status == 0 and "number of transactions actually processed: 100/100" in told, complaints
    status, told, complaints = pgbench(network, B, *words)
    assert status != 0 and REFUSED in complaints
    assert "actually processed" not in told

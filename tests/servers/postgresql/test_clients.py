# SPDX-License-Identifier: MIT
"""Clients as people use them, unmodified: psql, pgbench and the library libpq below both."""
import subprocess

import pytest
from conftest import A, B
from pg.server import PASSWORD, PATIENCE, PORT
from support import child, netns

PROGRAMS = "/usr/lib/postgresql/15/bin"  # whichever server it is: a client asks any
REFUSED = 'password authentication failed for user "app"'


def run(network, uid, program, *words, address=None, tls="disable", **options):
    """By a process of this uid on the client host."""
    where = {"PGHOST": address or network.server4, "PGPORT": str(PORT), "PGUSER": "app",
             "PGPASSWORD": PASSWORD, "PGDATABASE": "shop", "PGSSLMODE": tls, "HOME": "/nonexistent"}

    def start():
        netns.enter(network.client)
        child.become(uid, uid)
        done = subprocess.run([f"{PROGRAMS}/{program}", *words], env=where, capture_output=True,
                              text=True, timeout=PATIENCE, cwd="/", check=False, **options)
        return done.returncode, done.stdout, done.stderr
    return child.run(start)


@pytest.mark.parametrize("tls", ["disable", "require"])
@pytest.mark.parametrize("family", ["server4", "server6"])
def test_psql(server, network, tls, family):
    how = {"address": getattr(network, family), "tls": tls}
    query = ("-AtXc", "SELECT session_user, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    status, told, complaints = run(network, A, "psql", *query, **how)
    assert (status, told) == (0, f"app|{'t' if tls == 'require' else 'f'}\n"), complaints
    status, told, complaints = run(network, B, "psql", *query, **how)
    assert status == 2 and told == "" and REFUSED in complaints
    assert "warifu" not in complaints


def test_pgbench_connects_anew_for_each_transaction(server, network):
    work = ("--connect", "--no-vacuum", "--client=2", "--transactions=50", "--file=/dev/stdin")
    query = {"input": "SELECT 1;\n"}
    status, told, complaints = run(network, A, "pgbench", *work, **query)
    assert status == 0 and "number of transactions actually processed: 100/100" in told, complaints
    status, told, complaints = run(network, B, "pgbench", *work, **query)
    assert status != 0 and REFUSED in complaints
    assert "actually processed" not in told

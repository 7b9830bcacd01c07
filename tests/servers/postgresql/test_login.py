# SPDX-License-Identifier: MIT
"""Who is let in: the right owner with the right password, nobody else."""
import os
import subprocess

import pytest
from conftest import A, ACCOUNTS, B, STRANGER
from pg.server import ADMIN, PASSWORD, PORT
from support import child, netns

WRONG = "wrong"


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("family", ["server4", "server6"])
def test_password_and_owner_decide_together(server, network, account, tls, family):
    def passes(uid, password):
        return server.remote(uid, account, password, address=getattr(network, family),
                             tls=tls).passed
    assert passes(A, PASSWORD)
    assert not passes(A, WRONG)
    assert not passes(B, PASSWORD)
    assert not passes(B, WRONG)


def test_the_owner_of_a_unix_socket_is_its_process(server):
    assert server.local(A, "app").passed
    assert not server.local(A, "app", WRONG).passed
    assert not server.local(B, "app").passed


def test_root_is_nobodys_owner(server):
    assert not server.local(0, "app").passed
    assert not server.local(0, "postgres", database="postgres").passed


@pytest.mark.parametrize("replication, database", [("true", None), ("database", "shop")])
def test_replication_is_a_login_too(server, replication, database):
    how = {"replication": replication, "database": database, "query": "IDENTIFY_SYSTEM"}
    assert server.remote(A, "app", **how).rows
    assert not server.remote(A, "app", WRONG, **how).passed
    assert not server.remote(B, "app", **how).passed


def test_without_a_claim_it_is_refused_and_the_log_says_why(server):
    before = server.mark()
    session = server.remote(STRANGER, "app")
    assert not session.passed and session.error["C"] == "28P01"
    detail = [line for line in server.told(before).splitlines() if "DETAIL:  warifu: " in line]
    assert len(detail) == 1 and "owner" in detail[0], server.told(before)


def test_what_the_agent_no_longer_stamps_is_refused(server, stamping):
    assert server.remote(A, "app").passed
    stamping.agent.reload(stamping.text(uids=(B,)))
    try:
        assert not server.remote(A, "app").passed
    finally:
        stamping.agent.reload(stamping.text())
    assert server.remote(A, "app").passed


def test_a_record_serves_as_well(server, stamping):
    query = "SELECT evidence FROM warifu_sessions WHERE pid = pg_backend_pid()"
    assert server.remote(B, "other", query=query).rows == [["saved-syn"]]
    stamping.agent.reload(stamping.text(record=True))
    try:
        server.stop()
        server.start()  # records are looked for when the engine is opened
        assert server.remote(B, "other", query=query).rows == [["record"]]
        assert not server.remote(B, "app").passed
    finally:
        stamping.agent.reload(stamping.text())


def test_psql(server, network):
    def run(uid):
        netns.enter(network.client)
        os.chdir("/")
        child.become(uid, uid)
        return subprocess.run(
            ["psql", "-w", "-tAc", "SELECT current_user", f"host={network.server4} port={PORT} "
             "user=app dbname=shop"], capture_output=True, text=True, timeout=60,
            env={"PGPASSWORD": PASSWORD, "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"})
    assert child.run(lambda: run(A)).stdout == "app\n"
    refused = child.run(lambda: run(B))
    assert refused.returncode == 2
    assert 'FATAL:  password authentication failed for user "app"' in refused.stderr


def test_the_server_survives_a_killed_session_and_goes_on_verifying(server):
    held = server.held(A, "app")
    before = server.mark()
    child.run(lambda: os.kill(int(held.pid), 9))
    held.end()
    while "database system is ready to accept connections" not in server.told(before):
        assert server.process.poll() is None
    assert server.remote(A, "app").passed
    assert not server.remote(B, "app").passed
    assert server.local(ADMIN.pw_uid, "postgres",
                        query="SELECT count(*) FROM warifu_sessions").rows == [["1"]]

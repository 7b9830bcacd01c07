# SPDX-License-Identifier: MIT
"""PostgreSQL under Debian's unit, and under what an operator may have tightened it to."""
import os
import pwd
import re
import time

import pytest
from cluster import PORT, Cluster, is_installed
from conftest import SIGNED
from lab.stack import Stack
from lab.tenants import A, B
from test_shipped import drop_in

EVIDENCE = "SELECT evidence FROM warifu_sessions WHERE pid = pg_backend_pid()"
DECISIONS = "/var/log/postgresql/decisions.jsonl"
OURS = drop_in("postgresql")
TIGHT = """[Service]
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths=/var/lib/postgresql /var/log/postgresql /run/postgresql
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
LockPersonality=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
SystemCallArchitectures=native
SystemCallFilter=@system-service
"""
GUIDE = os.path.join(os.path.dirname(__file__), "../../../sdk/servers/README.md")
REPLAY = "[Service]\nReadWritePaths=-/run/warifu/replay\n"


def named_in_the_guide():
    """What it says that a tightened unit needs."""
    with open(GUIDE) as text:
        block, = re.findall(r"^<!-- tried with PostgreSQL's unit.*\n```ini\n((?:.*\n)*?)```$", text.read(),
                            re.MULTILINE)
    return block


@pytest.fixture(scope="module")
def made(build, request, machine, network, signing):
    major = request.config.getoption("--major")
    if not is_installed(major):
        pytest.skip(f"PostgreSQL {major} is not installed, or not as Debian installs it")
    stack = Stack(machine.config, "postgresql", {
        "app": f'{{ domain = "web", any = [{A}] }}',
        "local_app": f'{{ domain = "local", any = [{A}] }}',
        "postgres": f'{{ domain = "local", any = [{pwd.getpwnam("postgres").pw_uid}] }}'},
        DECISIONS)
    stack.write(entries=SIGNED)
    cluster = Cluster(machine, network, major)
    cluster.start()
    try:
        cluster.fill()
    finally:
        cluster.stop()
    return cluster


@pytest.fixture
def cluster(made):
    """Not started."""
    yield made
    print(made.told()[-5000:])
    made.stop()


def agent_text(signing):
    return signing.agent("postgresql", "postgres", [PORT])


def owners_are_told_apart(cluster, evidence):
    session = cluster.remote(A, "app", EVIDENCE)
    assert session.rows == [[evidence]], cluster.told()
    assert not cluster.remote(B, "app").passed
    assert cluster.local(A, "local_app", EVIDENCE).rows == [["unix-socket"]]
    assert not cluster.local(B, "local_app").passed


@pytest.mark.parametrize("drop_ins", [(), (OURS,), (OURS, TIGHT, named_in_the_guide())])
def test_under_the_unit(cluster, agent, signing, machine, drop_ins):
    agent.start(agent_text(signing))
    cluster.start(*drop_ins)
    owners_are_told_apart(cluster, "record")
    assert machine.run("ls", "/run/warifu/replay/postgresql").split()


def test_a_filter_without_bpf_costs_the_records_and_not_the_server(cluster, agent, signing, machine):
    agent.start(agent_text(signing))
    before = len(machine.read(DECISIONS))
    cluster.start(OURS, TIGHT, REPLAY)
    owners_are_told_apart(cluster, "saved-syn")
    assert ("the source \\\"record\\\" is not available: the server's filter of system calls ends a "
            "process that calls bpf(2); let the filter allow it (in a unit, add bpf to "
            "SystemCallFilter=)") in machine.read(DECISIONS)[before:]
    assert cluster.admin("SELECT 40 + 2") == "42"


def test_where_replays_cannot_be_remembered_claims_are_refused(cluster, agent, signing):
    agent.start(agent_text(signing))
    cluster.start(OURS, TIGHT)
    assert not cluster.remote(A, "app").passed
    assert "hmac_owner.no-replay-cache" in cluster.told()
    assert "ProtectSystem=strict needs ReadWritePaths=-/run/warifu/replay" in cluster.told()
    assert cluster.local(A, "local_app").passed


@pytest.mark.parametrize("drop_ins", [(), (OURS, TIGHT, named_in_the_guide())])
def test_an_agent_that_starts_later_is_found(cluster, agent, signing, drop_ins):
    """There is no /run/warifu/bpf when the server starts."""
    cluster.start(*drop_ins)
    assert not cluster.remote(A, "app").passed
    agent.start(agent_text(signing))
    end = time.monotonic() + 120
    while cluster.remote(A, "app", EVIDENCE).rows != [["record"]]:
        assert time.monotonic() < end, cluster.told()
    assert not cluster.remote(B, "app").passed

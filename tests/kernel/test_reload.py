# SPDX-License-Identifier: MIT
"""SIGHUP: the new configuration as a whole, or the old one.

    agent.toml --SIGHUP--> read, checked --> written beside the old --one store--> in force
                              |
                              +-- a mistake: told with file:line:column, the old one stays
"""
import os
import socket

import pytest

from conftest import OTHER, PORT, TENANT
from support import child, syn


def claims_as(lab, server, uid):
    return syn.claims(lab.syn_of(server, uid=uid, gid=uid))


def test_new_configuration_replaces_the_old_one(lab):
    lab.agent.start(lab.stamp(uids=[TENANT]))
    server = lab.server()
    assert "read again" in lab.agent.reload(lab.stamp(uids=[OTHER]))
    assert claims_as(lab, server, TENANT) == []
    assert claims_as(lab, server, OTHER) == [syn.plain_claim(OTHER, OTHER)]
    assert "read again" in lab.agent.reload("")
    assert claims_as(lab, server, OTHER) == []


@pytest.mark.parametrize("mistake, told", [
    ("[[stamp]]\nto = [\"10.0.0.0/33\"]\nports = [1]\nuids = \"all\"\n",
     ['agent.toml:2:7: "10.0.0.0/33" has a prefix length']),
    ("[[stamp]\n", ["agent.toml:1:"]),
    ("[[stamp]]\nport = [1]\n", ["unknown key \"port\"", "did you mean \"ports\"?", "\"to\"",
                                 "\"uids\""]),
    ("[wire]\nexid = 0\n", ["agent.toml:2:8: exid 0"]),
])
def test_mistake_keeps_the_old_one_and_says_why(lab, mistake, told):
    lab.agent.start(lab.stamp(uids=[TENANT]))
    before = lab.agent.status()
    said = lab.agent.reload(mistake)
    for text in told:
        assert text in said
    assert "the configuration stays as it was" in said
    assert lab.agent.status()["generation"] == before["generation"]
    assert claims_as(lab, lab.server(), TENANT) == [syn.plain_claim(TENANT, TENANT)]
    assert "read again" in lab.agent.reload(lab.stamp(uids=[OTHER]))


def test_file_that_others_may_write_is_not_believed(lab):
    lab.agent.start(lab.stamp(uids=[TENANT]))
    lab.agent.write(lab.stamp(uids=[OTHER]))
    os.chmod(lab.agent.config, 0o666)
    assert "writable" in lab.agent.read_again()
    assert claims_as(lab, lab.server(), OTHER) == []


def test_many_reloads_leave_no_rows_behind(lab):
    """The maps hold two generations; a third one fits only if the first was removed."""
    prefixes = [f"10.{i}.{j}.0/24" for i in range(40) for j in range(250)]
    text = lab.stamp(to=prefixes, ports=[1, 2, 3, 4, 5, 6])
    lab.agent.start(lab.stamp())
    for _ in range(3):
        assert "read again" in lab.agent.reload(text)
    assert "read again" in lab.agent.reload(lab.stamp())
    assert claims_as(lab, lab.server(), TENANT) == [syn.plain_claim(TENANT, TENANT)]


def test_configuration_too_large_for_the_kernel_is_refused_as_a_whole(lab):
    prefixes = [f"10.{i}.{j}.0/24" for i in range(100) for j in range(250)]
    lab.agent.start(lab.stamp())
    said = lab.agent.reload(lab.stamp(to=prefixes, ports=[1, 2, 3]))
    assert "75000 pairs of prefix and port" in said
    assert claims_as(lab, lab.server(), TENANT) == [syn.plain_claim(TENANT, TENANT)]


def test_connect_put_off_beyond_its_configuration_is_not_stamped(lab, put_off):
    """connect(2) under one configuration, the SYN two configurations later."""
    lab.agent.start(lab.stamp())
    server = lab.server(prepare=lambda s: s.setsockopt(socket.IPPROTO_TCP, socket.TCP_FASTOPEN, 5))
    here, there = socket.socketpair()

    def connect_then_wait():
        lab.enter_client_host_as(TENANT, TENANT)
        with socket.socket() as connection:
            put_off(connection)
            connection.connect((lab.network.server4, PORT))
            there.sendall(b"x")
            there.recv(1)
            connection.sendall(b"x")

    client = child.Child(connect_then_wait)
    here.recv(1)
    for _ in range(2):
        lab.agent.reload(lab.stamp())
    here.sendall(b"x")
    assert syn.claims(server.syn()) == []
    client.result()
    assert lab.agent.counters()["configuration-gone"] == 1

# SPDX-License-Identifier: MIT
"""Segments get lost; every connection that is established has its proof all the same.

    SYN x  SYN x  SYN, claim  -->
                             <-- x SYN, ACK    <-- SYN, ACK
    ACK, proof x    data, proof x    data, proof -->                   verified
"""
import socket

import pytest

from support import child, loss
from support.signed_lab import PORT, TENANT
from support.swarm import Swarm

ENOUGH = 500
TCP_DEFER_ACCEPT = 9


def test_every_established_connection_verifies_where_three_in_ten_are_lost(signed, build):
    signed.start_agent()
    server = signed.start_server(require="proof")
    owners = {TENANT: 0, TENANT + 1: 0, TENANT + 2: 0}
    with loss.on(build, signed.network, "random", "random"):
        swarms = [Swarm(signed.lab, uid, 230, signed.addresses()[uid % 2][1], PORT)
                  for uid in owners]
        try:
            lines = [server.next() for _ in range(ENOUGH)]
        finally:
            told = [each.stop() for each in swarms]
    assert [line for line in lines if not line["passed"]] == []
    for line in lines:
        owners[line["uid"]] += 1
    assert min(owners.values()) > 0, owners
    assert [refused for _, refused in told] == [0, 0, 0]
    assert signed.agent.counters()["stamped-again"] > 0, "nothing was lost"


@pytest.mark.parametrize("leaving, coming", [("syns", None), (None, "answers"), ("thirds", None)])
@pytest.mark.parametrize("server", ["waits", "speaks first"])
def test_lost_beginnings(signed, build, leaving, coming, server):
    """Of all kinds, the first is lost. Where the bare ACK is, the data establish."""
    signed.start_agent()
    signed.start_server(*(["--speak-first"] if server == "speaks first" else []), require="proof")
    expected = ("hello\n" if server == "speaks first" else "") + "pass\n"
    with loss.on(build, signed.network, leaving, coming):
        clients = [child.Child(lambda address=address: signed.talk_here(address=address))
                   for _, address in signed.addresses()]
        assert [each.result() for each in clients] == [expected] * 2
    assert [signed.server.next()["uid"] for _ in clients] == [TENANT] * 2


def test_large_first_write_and_half_close(signed):
    """Verified after all of it came, and while the other half is closed."""
    signed.start_agent()
    signed.start_server("--late", require="proof")
    for _, address in signed.addresses():
        assert signed.passes(address=address, data=bytes(300_000))["received"] == 300_000


def test_nothing_is_sent_at_all(signed):
    signed.start_agent()
    signed.start_server("--speak-first", require="proof")
    signed.passes(data=b"")


def test_data_establish_where_the_listener_defers(signed):
    signed.start_agent()
    listeners = signed.listeners(prepare=lambda listener: listener.setsockopt(
        socket.IPPROTO_TCP, TCP_DEFER_ACCEPT, 10))
    signed.start_server(require="proof", listeners=listeners)
    for _, address in signed.addresses():
        signed.passes(address=address, data=bytes(3000))


def test_large_write_that_loses(signed, build):
    """The proof goes with the first bytes again and again until they are acknowledged."""
    signed.start_agent()
    signed.start_server("--late", require="proof")
    with loss.on(build, signed.network, "thirds", "answers"):
        assert signed.passes(data=bytes(100_000))["received"] == 100_000

# SPDX-License-Identifier: MIT
"""The kernel connects by itself: it has no owner.

    client host                                    server host
    first subflow   (the task)     ==claim==>      .2:5432
    second subflow  (a kworker)    --nothing-->    .3:5432, announced by the server
"""
import socket
import time

import pytest

from conftest import PORT, TENANT
from support import child, netns, syn
from support.packets import Capture

IPPROTO_MPTCP = 262


@pytest.fixture
def path_manager(network):
    """The server announces its second address, the client follows."""
    try:
        for name in (network.client, network.server):
            netns.ip("mptcp", "limits", "set", "subflow", "2", "add_addr_accepted", "2", netns=name)
        netns.ip("mptcp", "endpoint", "add", network.other4, "dev", network.server, "signal",
                 netns=network.server)
    except RuntimeError as error:
        pytest.skip(f"MPTCP is not to be had: {error}")
    yield
    for name in (network.client, network.server):
        netns.ip("mptcp", "endpoint", "flush", netns=name)


def test_subflow_that_the_kernel_opens_is_not_stamped(lab, path_manager):
    lab.agent.start(lab.stamp(to=[lab.network.server4, lab.network.other4]))
    server = lab.server(address="0.0.0.0", save_syn=False, protocol=IPPROTO_MPTCP)

    def talk():
        lab.enter_client_host_as(TENANT, TENANT)
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM, IPPROTO_MPTCP) as connection:
            connection.connect((lab.network.server4, PORT))
            connection.sendall(b"x")
            connection.recv(1)

    with Capture(lab.network.server) as capture:
        client = child.Child(talk)
        try:
            with server.accept() as accepted:
                accepted.sendall(b"")
                end = time.monotonic() + 10
                while lab.agent.counters()["kernel-thread"] == 0:
                    assert time.monotonic() < end, "the kernel opened no second subflow"
                    time.sleep(0.02)
                accepted.sendall(b"x")
        finally:
            client.result()
        packets = capture.segments_to(PORT)
    syns = {each[16:20]: syn.claims(each) for each in packets if syn.flags(each) & 0x12 == 0x02}
    assert syns == {socket.inet_aton(lab.network.server4): [syn.plain_claim(TENANT, TENANT)],
                    socket.inet_aton(lab.network.other4): []}

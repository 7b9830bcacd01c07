# SPDX-License-Identifier: MIT
"""40 bytes of options: what fits is sent, what does not is counted, no connection breaks.

                                    signed claim 20    proof 28
    usual SYN                 20    fits               fits
    without timestamps         8    fits               fits
    + Fast Open request        4    no room            fits
    + Fast Open cookie        12    no room            (the data came with the SYN)
    MPTCP client, TCP server   4    no room            fits
    ... without timestamps          fits               fits
    MPTCP on both ends              no room            no room, and nothing to read from
    TCP-MD5                   20    no room            no room
    under SYN cookies               (not kept)         fits
"""
import contextlib
import socket

import pytest

from support import child, libc, netns
from support.signed_lab import PORT, TENANT, finish
from test_no_room import IPPROTO_MPTCP, TCP_MD5SIG, fast_open, md5_key


@contextlib.contextmanager
def without_timestamps(network):
    netns.write_sysctl(network.client, "net.ipv4.tcp_timestamps", 0)
    try:
        yield
    finally:
        netns.write_sysctl(network.client, "net.ipv4.tcp_timestamps", 1)


def counted(signed, expected):
    counters = signed.agent.counters()
    assert {name: counters[name] for name in expected} == expected


def test_syn_cookies_leave_the_proof(signed, syn_cookies):
    signed.start_agent()
    signed.start_server(require="proof")
    for _, address in signed.addresses():
        signed.passes(address=address)


def test_without_timestamps(signed):
    signed.start_agent()
    signed.start_server(require="proof")
    with without_timestamps(signed.network):
        for _, address in signed.addresses():
            signed.passes(address=address)
    counted(signed, {"stamped": 2, "no-room": 0})


def test_without_timestamps_under_syn_cookies(signed, syn_cookies):
    signed.start_agent()
    signed.start_server(require="proof")
    with without_timestamps(signed.network):
        for _, address in signed.addresses():
            signed.passes(address=address)


def test_fast_open(signed):
    """A cookie is asked for: the proof is enough. Data with the cookie: nobody can say whose."""
    signed.start_agent()
    listeners = signed.listeners(prepare=fast_open)
    signed.start_server(listeners=listeners)
    netns.ip("tcp_metrics", "flush", netns=signed.network.client)

    def send():
        signed.lab.enter_client_host_as(TENANT, TENANT)
        with socket.socket() as connection:
            connection.sendto(b"hello", socket.MSG_FASTOPEN, (signed.network.server4, PORT))
            return finish(connection, b"")

    assert child.run(send) == "pass\n"
    assert signed.server.next()["uid"] == TENANT
    assert child.run(send) == "refused\n"
    line = signed.server.next()
    assert (line["uid"], line["passed"]) == (None, False), line
    counted(signed, {"no-room": 2})


def mptcp(exchange):
    try:
        return exchange()
    except (RuntimeError, OSError) as error:
        if "Protocol not supported" not in str(error):
            raise
        pytest.skip("this kernel has no MPTCP")


@pytest.mark.parametrize("timestamps", [True, False])
def test_mptcp_client_of_a_tcp_server(signed, timestamps):
    signed.start_agent()
    signed.start_server(require="proof")
    with contextlib.nullcontext() if timestamps else without_timestamps(signed.network):
        mptcp(lambda: signed.passes(protocol=IPPROTO_MPTCP))
    counted(signed, {"stamped": 0 if timestamps else 1, "no-room": 1 if timestamps else 0})


def test_mptcp_on_both_ends_is_refused_and_not_broken(signed):
    signed.start_agent()
    listeners = mptcp(lambda: [signed.lab.server(protocol=IPPROTO_MPTCP, save_syn=False)])
    signed.start_server(listeners=listeners)
    assert signed.talk(protocol=IPPROTO_MPTCP) == "refused\n"
    line = signed.server.next()
    assert (line["uid"], line["passed"]) == (None, False), line


def test_tcp_md5_is_refused_and_not_broken(signed):
    def with_key_of(address):
        def prepare(connection):
            try:
                connection.setsockopt(socket.IPPROTO_TCP, TCP_MD5SIG, md5_key(address))
            except OSError as error:
                pytest.skip(f"this kernel has no TCP-MD5: {error}")
        return prepare

    signed.start_agent()
    listeners = [signed.lab.server(prepare=with_key_of(signed.network.client4))]
    signed.start_server(listeners=listeners)
    assert signed.talk(prepare=with_key_of(signed.network.server4)) == "refused\n"
    line = signed.server.next()
    assert (line["uid"], line["passed"]) == (None, False), line
    counted(signed, {"stamped": 0, "no-room": 1})


def test_socket_that_connects_again(signed):
    """AF_UNSPEC and connect again: the second connection has numbers and a proof of its own."""
    signed.start_agent()
    signed.start_server(require="proof")

    def twice():
        signed.lab.enter_client_host_as(TENANT, TENANT)
        said = []
        with socket.socket() as connection:
            for _ in range(2):
                connection.settimeout(20)
                connection.connect((signed.network.server4, PORT))
                connection.sendall(b"go\n")
                said.append(connection.recv(100))
                libc.disconnect(connection)
        return said

    assert child.run(twice) == [b"pass\n"] * 2
    for _ in range(2):
        assert signed.server.next()["uid"] == TENANT

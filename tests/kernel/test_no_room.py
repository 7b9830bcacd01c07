# SPDX-License-Identifier: MIT
"""A TCP header has 40 bytes for options. Where 13 are not free the connection goes on without a
claim, and that is counted.

    SYN, usual options        20 | claim 13
    + Fast Open cookie request 4 | claim 13
    + MPTCP                    4 | claim 13
    + Fast Open cookie        12 | no room
    + TCP-MD5                 20 | no room
"""
import socket
import struct

import pytest

from conftest import PORT, TENANT
from support import child, netns, syn
from support.server import saved_syn

TCP_MD5SIG = 14
IPPROTO_MPTCP = 262


def fast_open(connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_FASTOPEN, 16)


def test_fast_open(lab):
    """First a request for a cookie, beside which the claim fits; then data with the cookie."""
    lab.agent.start(lab.stamp())
    server = lab.server(prepare=fast_open)
    netns.ip("tcp_metrics", "flush", netns=lab.network.client)

    def send():
        lab.enter_client_host_as(TENANT, TENANT)
        with socket.socket() as connection:
            connection.sendto(b"hello", socket.MSG_FASTOPEN, (lab.network.server4, PORT))
            assert connection.recv(5) == b"world"

    kept = []
    for _ in range(2):
        client = child.Child(send)
        with server.accept() as connection:
            kept.append(saved_syn(connection))
            assert connection.recv(5) == b"hello"
            connection.sendall(b"world")
        client.result()
    requested, used = kept
    assert [len(data) for kind, data in syn.options(requested) if kind == 34] == [2]
    assert syn.claims(requested) == [syn.plain_claim(TENANT, TENANT)]
    assert [len(data) for kind, data in syn.options(used) if kind == 34] == [10]
    assert syn.claims(used) == []
    counters = lab.agent.counters()
    assert (counters["stamped"], counters["no-room"]) == (1, 1)


def test_mptcp_client_of_a_tcp_server(lab):
    lab.agent.start(lab.stamp())
    server = lab.server()
    try:
        packet = lab.syn_of(server, protocol=IPPROTO_MPTCP)
    except RuntimeError as error:
        if "Protocol not" not in str(error):
            raise
        pytest.skip("this kernel has no MPTCP")
    assert [kind for kind, _ in syn.options(packet)].count(30) == 1
    assert syn.claims(packet) == [syn.plain_claim(TENANT, TENANT)]


def md5_key(address):
    """struct tcp_md5sig for one IPv4 peer."""
    peer = struct.pack("=HH4s8x", socket.AF_INET, 0, socket.inet_aton(address)).ljust(128, b"\0")
    key = b"secret"
    return peer + struct.pack("=BBHi", 0, 0, len(key), 0) + key.ljust(80, b"\0")


def test_tcp_md5_leaves_no_room_and_is_not_broken(lab):
    lab.agent.start(lab.stamp())

    def with_key_of(address):
        def prepare(connection):
            try:
                connection.setsockopt(socket.IPPROTO_TCP, TCP_MD5SIG, md5_key(address))
            except OSError as error:
                pytest.skip(f"this kernel has no TCP-MD5: {error}")
        return prepare

    server = lab.server(prepare=with_key_of(lab.network.client4))

    def connect():
        lab.enter_client_host_as(TENANT, TENANT)
        with socket.socket() as connection:
            with_key_of(lab.network.server4)(connection)
            connection.settimeout(10)
            connection.connect((lab.network.server4, PORT))

    child.run(connect)
    packet = server.syn()
    assert [kind for kind, _ in syn.options(packet)].count(19) == 1
    assert syn.claims(packet) == []
    counters = lab.agent.counters()
    assert (counters["stamped"], counters["no-room"]) == (0, 1)

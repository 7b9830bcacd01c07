# SPDX-License-Identifier: MIT
"""What is in the SYN, byte by byte.

    client host  uid 20000 --connect--> [capture | stamp] ==SYN, 13 bytes==> server host
"""
import select
import socket

import pytest

from conftest import OTHER, PORT, TENANT
from support import child, syn
from support.packets import Capture


@pytest.mark.parametrize("uid, gid", [(TENANT, OTHER), (1, 0), (0xFFFFFFFE, 0xFFFFFFFE)])
def test_claim_is_the_connecting_uid_and_gid_over_ipv4(lab, uid, gid):
    lab.agent.start(lab.stamp())
    packet = lab.syn_of(lab.server(), uid=uid, gid=gid)
    assert syn.claims(packet) == [syn.plain_claim(uid, gid)]


def test_claim_over_ipv6(lab):
    lab.agent.start(lab.stamp())
    server = lab.server(lab.network.server6)
    packet = lab.syn_of(server, address=lab.network.server6)
    assert syn.claims(packet) == [syn.plain_claim(TENANT, TENANT)]


def test_mapped_destination_is_stamped_by_its_ipv4_prefix(lab):
    lab.agent.start(lab.stamp(to=[lab.network.server4]))
    packet = lab.syn_of(lab.server(), address="::ffff:" + lab.network.server4)
    assert packet[0] >> 4 == 4
    assert syn.claims(packet) == [syn.plain_claim(TENANT, TENANT)]


def test_kind_and_exid_are_those_configured(lab):
    lab.agent.start("[wire]\nkind = 253\nexid = 0xABCD\n" + lab.stamp())
    packet = lab.syn_of(lab.server())
    assert syn.claims(packet) == []
    assert syn.claims(packet, 253, 0xABCD) == [syn.plain_claim(TENANT, TENANT, 253, 0xABCD)]


def test_only_the_syn_carries_it(lab):
    lab.agent.start(lab.stamp())
    server = lab.server()
    with Capture(lab.network.server) as capture:
        lab.connect()
        server.syn()
        packets = capture.segments_to(PORT)
    stamped = [syn.flags(each) for each in packets if syn.claims(each)]
    assert stamped == [0x02] or stamped == [0xC2]  # SYN, with or without ECN's bits
    assert len(packets) >= 3


def test_retransmitted_syn_carries_it_again(lab):
    lab.agent.start(lab.stamp())
    server = lab.server()
    lab.network.lose_frames_to_server()
    try:
        with Capture(lab.network.server) as capture:
            client = lab.start_connecting()
            capture.wait_for_syns(PORT, 2)
            lab.network.find_server_again()
            packet = server.syn()
            client.result()
            packets = capture.segments_to(PORT)
    finally:
        lab.network.find_server_again()
    syns = [each for each in packets if syn.flags(each) & 0x12 == 0x02]
    assert len(syns) >= 3
    assert all(syn.claims(each) == [syn.plain_claim(TENANT, TENANT)] for each in syns + [packet])
    counters = lab.agent.counters()
    assert counters["stamped"] == 1
    assert counters["stamped-again"] == len(syns) - 1


def test_simultaneous_connections_of_two_owners_are_not_mixed_up(lab):
    lab.agent.start(lab.stamp())
    server = lab.server()
    for round_number in range(20):
        clients = [lab.start_connecting(uid, uid) for uid in (TENANT, OTHER)]
        seen = sorted(syn.claims(server.syn())[0] for _ in clients)
        assert seen == sorted(syn.plain_claim(uid, uid) for uid in (TENANT, OTHER)), round_number
        for client in clients:
            client.result()


def test_nonblocking_connect_is_stamped(lab):
    lab.agent.start(lab.stamp())
    server = lab.server()

    def connect():
        lab.enter_client_host_as(TENANT, TENANT)
        with socket.socket() as connection:
            connection.setblocking(False)
            connection.connect_ex((lab.network.server4, PORT))
            select.select([], [connection], [], 10)

    child.run(connect)
    assert syn.claims(server.syn()) == [syn.plain_claim(TENANT, TENANT)]

# SPDX-License-Identifier: MIT
"""Signed claims, byte by byte, held against Python's own hmac.

    client host  uid 20000 --connect--> [capture | stamp, sign] ==SYN, 20 bytes==> server host
"""
import socket
import time

import pytest

from conftest import OTHER, PORT, TENANT
from support import child, libc, netns, syn
from support.expected import claim, claim_fits, new_signer, sequence
from support.packets import Capture
from support.server import saved_syn
from support.signed import CLAIM, SIGNS, epoch_now
from support.signing_agent import move_clock, remove_epoch_keys, stamp_with_keys, usage


@pytest.fixture
def signer(lab):
    """The agent signs for the client host's IPv4 address."""
    made = new_signer(slot=3)
    lab.agent.start(stamp_with_keys(lab, {lab.network.client4: made}))
    return made


def signed_in(packet, signer, ahead):
    """Whether the SYN was signed just now by a clock that is so many epochs ahead."""
    return syn.claims(packet) in [[claim(packet, signer, TENANT, TENANT, late - ahead)]
                                  for late in (0, 1)]


@pytest.mark.parametrize("bind", SIGNS)
@pytest.mark.parametrize("family", [4, 6])
def test_claim_is_signed(lab, bind, family):
    made = new_signer(slot=15, bind=bind)
    source = lab.network.client4 if family == 4 else lab.network.client6
    target = lab.network.server4 if family == 4 else lab.network.server6
    lab.agent.start(stamp_with_keys(lab, {source: made}, to=[target]))
    packet = lab.syn_of(lab.server(target), gid=OTHER, address=target)
    assert claim_fits(packet, made, TENANT, OTHER)
    assert len(syn.tcp_header(packet)) == 60


def test_mapped_destination_is_signed_as_ipv4(lab, signer):
    packet = lab.syn_of(lab.server(), address="::ffff:" + lab.network.server4)
    assert packet[0] >> 4 == 4
    assert claim_fits(packet, signer, TENANT, TENANT)


def test_each_connection_is_signed_by_itself(lab, signer):
    server = lab.server()
    packets = [lab.syn_of(server, uid=uid, gid=uid) for uid in (TENANT, OTHER, TENANT)]
    for packet, uid in zip(packets, (TENANT, OTHER, TENANT)):
        assert claim_fits(packet, signer, uid, uid)
    assert len({packet[-7:] for packet in packets}) == 3
    claims, proofs, last_used = usage(lab.agent, signer)
    assert (claims, proofs) == (3, 0)
    assert abs(last_used - time.time()) < 60


def test_reconnected_socket_is_signed_anew(lab, signer):
    server = lab.server()

    def connect_twice():
        lab.enter_client_host_as(TENANT, TENANT)
        with socket.socket() as connection:
            connection.settimeout(10)
            connection.connect((lab.network.server4, PORT))
            libc.disconnect(connection)
            connection.connect((lab.network.server4, PORT))

    child.run(connect_twice)
    first, second = server.syn(), server.syn()
    assert sequence(first) != sequence(second)
    for packet in (first, second):
        assert claim_fits(packet, signer, TENANT, TENANT)


def test_retransmitted_syn_is_one_use_of_the_key(lab, signer):
    server = lab.server()
    lab.network.lose_frames_to_server()
    try:
        with Capture(lab.network.server) as capture:
            client = lab.start_connecting()
            capture.wait_for_syns(PORT, 2)
            lab.network.find_server_again()
            server.syn()
            client.result()
            packets = [each for each in capture.segments_to(PORT) if syn.flags(each) & 0x12 == 0x02]
    finally:
        lab.network.find_server_again()
    assert len(packets) >= 3
    assert all(claim_fits(each, signer, TENANT, TENANT) for each in packets)
    assert usage(lab.agent, signer)[0] == 1
    counters = lab.agent.counters()
    assert (counters["stamped"], counters["stamped-again"]) == (1, len(packets) - 1)


def _retransmission(lab, server, between):
    """The first SYN and the one that comes after `between` was run."""
    lab.network.lose_frames_to_server()
    try:
        with Capture(lab.network.server) as capture:
            client = lab.start_connecting()
            capture.wait_for_syns(PORT, 1)
            between()
            lab.network.find_server_again()
            second = server.syn()
            client.result()
            return capture.segments_to(PORT)[0], second
    finally:
        lab.network.find_server_again()


def test_retransmission_in_another_epoch_is_signed_by_its_key(lab, signer):
    first, second = _retransmission(lab, lab.server(), lambda: move_clock(lab.agent, 5))
    assert claim_fits(first, signer, TENANT, TENANT)
    assert signed_in(second, signer, 5)


def test_retransmission_after_its_key_went_repeats_what_was_signed(lab, signer):
    """A configuration is replaced while SYNs are under way: what was said under it stays true."""
    def replace():
        move_clock(lab.agent, 1)
        remove_epoch_keys(lab.agent)

    first, second = _retransmission(lab, lab.server(), replace)
    assert claim_fits(first, signer, TENANT, TENANT)
    assert syn.claims(first) == syn.claims(second)


def test_key_is_that_of_the_address_used(lab):
    network = lab.network
    other = f"{network.net4}.4"
    netns.ip("address", "add", other + "/24", "dev", network.client, netns=network.client)
    try:
        signers = {network.client4: new_signer(slot=1), other: new_signer(slot=1)}
        lab.agent.start(stamp_with_keys(lab, signers))
        server = lab.server()

        def connect_from(address):
            lab.enter_client_host_as(TENANT, TENANT)
            socket.create_connection((network.server4, PORT), 10, (address, 0)).close()

        for address, signer in signers.items():
            child.run(lambda: connect_from(address))
            assert claim_fits(server.syn(), signer, TENANT, TENANT)
    finally:
        netns.ip("address", "delete", other + "/24", "dev", network.client, netns=network.client)


def test_no_key_for_the_source_is_no_option_at_all(lab):
    lab.agent.start(stamp_with_keys(lab, {"198.18.0.254": new_signer()}))
    packet = lab.syn_of(lab.server())
    assert syn.claims(packet) == []
    assert len(syn.tcp_header(packet)) == 40
    counters = lab.agent.counters()
    assert (counters["no-source-key"], counters["stamped"]) == (1, 0)


def test_no_key_for_the_epoch_is_no_option_at_all(lab, signer):
    remove_epoch_keys(lab.agent, keep=lambda epoch: epoch > epoch_now() + 2)
    packet = lab.syn_of(lab.server())
    assert syn.claims(packet) == []
    assert len(syn.tcp_header(packet)) == 40
    counters = lab.agent.counters()
    assert (counters["no-epoch-key"], counters["stamped"]) == (1, 0)
    assert usage(lab.agent, signer) == (0, 0, 0)


def test_epoch_is_that_of_the_clock_without_an_agent(lab, signer):
    lab.agent.kill()
    server = lab.server()
    assert claim_fits(lab.syn_of(server), signer, TENANT, TENANT)
    for step, ahead in ((1, 1), (3, 4), (-1, 3)):
        move_clock(lab.agent, step)
        assert signed_in(lab.syn_of(server), signer, ahead)


def test_signed_claim_beside_mptcp_fits_without_timestamps_only(lab, signer):
    server = lab.server()
    try:
        packet = lab.syn_of(server, protocol=262)
    except RuntimeError as error:
        if "Protocol not" not in str(error):
            raise
        pytest.skip("this kernel has no MPTCP")
    assert [kind for kind, _ in syn.options(packet)].count(30) == 1
    assert syn.claims(packet) == []
    assert lab.agent.counters()["no-room"] == 1
    netns.write_sysctl(lab.network.client, "net.ipv4.tcp_timestamps", 0)
    try:
        packet = lab.syn_of(server, protocol=262)
    finally:
        netns.write_sysctl(lab.network.client, "net.ipv4.tcp_timestamps", 1)
    assert [kind for kind, _ in syn.options(packet)].count(30) == 1
    assert claim_fits(packet, signer, TENANT, TENANT)


def test_put_off_connect_is_signed(lab, signer, put_off):
    """Fast Open without cookies: the SYN carries data, and no option for Fast Open."""
    server = lab.server(prepare=lambda each: each.setsockopt(socket.IPPROTO_TCP,
                                                             socket.TCP_FASTOPEN, 16))

    def connect():
        lab.enter_client_host_as(TENANT, TENANT)
        with socket.socket() as connection:
            put_off(connection)
            connection.connect((lab.network.server4, PORT))
            connection.sendall(b"x")

    child.run(connect)
    with server.accept() as connection:
        packet = saved_syn(connection)
    assert claim_fits(packet, signer, TENANT, TENANT)


def test_nothing_but_the_syn_carries_it(lab, signer):
    server = lab.server()
    with Capture(lab.network.server) as capture:
        lab.connect()
        assert claim_fits(server.syn(), signer, TENANT, TENANT)
        packets = capture.segments_to(PORT)
    assert len(packets) >= 3
    assert [syn.claims(each)[0][4] & 0xF0 for each in packets if syn.claims(each)] == [CLAIM]

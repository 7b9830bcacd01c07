# SPDX-License-Identifier: MIT
"""What the reader leaves with an accepted socket, read by an unprivileged server through its own
descriptor.

    client host  ==SYN, claim==>  ==ACK, proof==>  [record]  server host, accept() --> record
"""
import os
import socket
import struct

import pytest

from conftest import OTHER, PORT, TENANT
from support import child, netns, record, syn
from support.bpf_map import Map
from support.conversation import Conversation, hold, receive
from support.expected import acknowledged, claim_fits, new_signer, payload, proof_fits
from support.packets import Capture
from support.server import Server
from support.signed import Connection, is_valid
from support.signing_agent import listen, stamp_with_keys

TCP_DEFER_ACCEPT, TCP_MD5SIG = 9, 14


class Site:
    """The client host signs and proves; the server host records."""

    def __init__(self, lab, ports=(PORT,)):
        network = lab.network
        self.signer = new_signer(slot=7)
        keys = {network.client4: self.signer, network.client6: self.signer}
        lab.agent.start(stamp_with_keys(lab, keys, proof=True) + listen(ports))
        self.records = record.Records(lab.agent)


@pytest.fixture
def site(lab):
    return Site(lab)


def options_of(packet):
    return syn.tcp_header(packet)[20:]


def address16(address):
    return (socket.inet_pton(socket.AF_INET6, address) if ":" in address
            else bytes(10) + b"\xff\xff" + socket.inet_aton(address))


def assert_describes(found, talk, establishing):
    """The record is of this conversation, opened by this segment."""
    assert found.client_isn == talk.client_isn
    assert found.server_isn == (acknowledged(establishing) - 1) % 2**32
    assert (found.client_port, found.server_port) == syn.ports(establishing)
    assert found.establishing_options == options_of(establishing)


def talk_once(lab, site, talk=None, address=None, **how):
    """One connection; its record as it was when it was accepted, and its segments."""
    found = []

    def serve(connection):
        found.append(site.records.of(connection))
        assert connection.recv(5) == b"hello"
        connection.shutdown(socket.SHUT_WR)

    def say_hello(connection):
        connection.sendall(b"hello")
        assert connection.recv(1) == b""

    server = lab.server(how.pop("listen_at", address))
    return found, hold(lab, server, talk or say_hello, serve, address=address, **how)


@pytest.mark.parametrize("family", [4, 6])
def test_both_segments_are_recorded(lab, site, family):
    network = lab.network
    client, target = ((network.client4, network.server4) if family == 4
                      else (network.client6, network.server6))
    (found,), talk = talk_once(lab, site, address=target)
    assert found.flags == record.COMPLETE | record.SYN | record.ESTABLISHING
    assert found.syn_options == options_of(talk.syn)
    assert_describes(found, talk, talk.later[0])
    assert (found.client, found.server) == (address16(client), address16(target))
    assert claim_fits(talk.syn, site.signer, TENANT, TENANT)
    assert proof_fits(talk.later[0], site.signer, TENANT, TENANT, found.client_isn)
    assert lab.agent.counters()["recorded"] == 1


def test_listener_of_both_families_has_mapped_addresses(lab, site):
    (found,), talk = talk_once(lab, site, address=lab.network.server4, listen_at="::")
    assert_describes(found, talk, talk.later[0])
    assert found.client == address16(lab.network.client4)
    assert found.server == address16(lab.network.server4)


def test_mac_can_be_checked_by_the_record_alone(lab, site):
    (found,), _ = talk_once(lab, site)
    connection = Connection(lab.network.client4, found.client_port, lab.network.server4,
                            found.server_port, found.client_isn, found.server_isn)
    assert is_valid(found.syn_options[20:40], connection, site.signer.key)
    assert is_valid(found.establishing_options[12:40], connection, site.signer.key)


def delay_third_segment(connection):
    connection.setsockopt(socket.IPPROTO_TCP, TCP_DEFER_ACCEPT, 1)


def test_data_that_opens_the_connection(lab, site):
    (found,), talk = talk_once(lab, site, prepare=delay_third_segment)
    assert payload(talk.later[0]) == b"hello"
    assert_describes(found, talk, talk.later[0])
    assert found.flags == record.COMPLETE | record.SYN | record.ESTABLISHING


@pytest.mark.parametrize("prepare", [None, delay_third_segment], ids=["ack-opens", "data-opens"])
@pytest.mark.parametrize("timestamps", [1, 0])
def test_syn_cookies_leave_the_proof(lab, site, syn_cookies, prepare, timestamps):
    netns.write_sysctl(lab.network.client, "net.ipv4.tcp_timestamps", timestamps)
    try:
        (found,), talk = talk_once(lab, site, prepare=prepare)
    finally:
        netns.write_sysctl(lab.network.client, "net.ipv4.tcp_timestamps", 1)
    assert found.flags == record.COMPLETE | record.ESTABLISHING
    assert found.syn_options == b""
    assert_describes(found, talk, talk.later[0])
    assert proof_fits(talk.later[0], site.signer, TENANT, TENANT, found.client_isn)


def fast_open(connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_FASTOPEN, 16)


def test_fast_open(lab, site):
    """First a request for a cookie: no room for the claim, but the proof fits. Then data in the
    SYN, which opens the connection itself: nothing can be attested, and nothing breaks."""
    network = lab.network
    server = lab.server(prepare=fast_open)
    netns.ip("tcp_metrics", "flush", netns=network.client)

    def send():
        lab.enter_client_host_as(TENANT, TENANT)
        with socket.socket() as connection:
            connection.sendto(b"hello", socket.MSG_FASTOPEN, (network.server4, PORT))
            assert connection.recv(5) == b"world"

    seen = []
    for _ in range(2):
        with Capture(network.server) as capture:
            client = child.Child(send)
            with server.accept() as connection:
                found = site.records.of(connection)
                assert receive(connection, 5) == b"hello"
                connection.sendall(b"world")
                client.result()
            seen.append((found, Conversation(capture.segments_to(PORT))))

    (requested, first), (used, second) = seen
    assert requested.flags == record.COMPLETE | record.SYN | record.ESTABLISHING
    assert syn.claims(first.syn) == []
    assert_describes(requested, first, first.later[0])
    assert proof_fits(first.later[0], site.signer, TENANT, TENANT, requested.client_isn)

    assert payload(second.syn) == b"hello"
    assert used.flags == record.COMPLETE | record.SYN
    assert used.syn_options == options_of(second.syn)
    assert used.client_isn == second.client_isn
    assert used.server_isn == (acknowledged(second.later[0]) - 1) % 2**32
    assert syn.claims(second.syn) == [] and second.with_option() == []
    counters = lab.agent.counters()
    assert (counters["no-room"], counters["proved"], counters["proof-too-late"]) == (2, 1, 1)


def test_fast_open_that_the_server_declines_is_proved(lab, site):
    """The client has a cookie and sends data; the server takes the SYN alone. What then opens the
    connection carries the proof."""
    network = lab.network
    server = lab.server(prepare=fast_open)
    netns.ip("tcp_metrics", "flush", netns=network.client)

    def send():
        lab.enter_client_host_as(TENANT, TENANT)
        with socket.socket() as connection:
            connection.sendto(b"hello", socket.MSG_FASTOPEN, (network.server4, PORT))
            assert connection.recv(5) == b"world"

    def take():
        client = child.Child(send)
        with server.accept() as connection:
            found = site.records.of(connection)
            assert receive(connection, 5) == b"hello"
            connection.sendall(b"world")
            client.result()
            return found

    take()
    netns.write_sysctl(network.server, "net.ipv4.tcp_fastopen", 0)
    try:
        with Capture(network.server) as capture:
            found = take()
            talk = Conversation(capture.segments_to(PORT))
    finally:
        netns.write_sysctl(network.server, "net.ipv4.tcp_fastopen", 3)
    assert payload(talk.syn) == b"hello" and syn.claims(talk.syn) == []
    assert found.flags == record.COMPLETE | record.SYN | record.ESTABLISHING
    assert_describes(found, talk, talk.later[0])
    assert proof_fits(talk.later[0], site.signer, TENANT, TENANT, found.client_isn)


def md5_key(address):
    """struct tcp_md5sig for one IPv4 peer."""
    peer = struct.pack("=HH4s8x", socket.AF_INET, 0, socket.inet_aton(address)).ljust(128, b"\0")
    return peer + struct.pack("=BBHi", 0, 0, 6, 0) + b"secret".ljust(80, b"\0")


def with_md5(address):
    def prepare(connection):
        try:
            connection.setsockopt(socket.IPPROTO_TCP, TCP_MD5SIG, md5_key(address))
        except OSError as error:
            pytest.skip(f"this kernel has no TCP-MD5: {error}")
    return prepare


def test_tcp_md5_leaves_no_room_and_is_recorded(lab, site):
    network = lab.network
    server = lab.server(prepare=with_md5(network.client4))
    found = []

    def serve(connection):
        found.append(site.records.of(connection))
        connection.sendall(b"x")

    talk = hold(lab, server, lambda connection: connection.recv(1), serve,
                prepare=with_md5(network.server4))
    assert_describes(found[0], talk, talk.later[0])
    assert syn.claims(talk.syn) == [] and talk.with_option() == []
    counters = lab.agent.counters()
    assert (counters["no-room"], counters["proof-no-room"]) == (1, 1)


def test_unprivileged_server_reads_its_own_records_only(lab, site):
    network = lab.network

    def serve(ready):
        server = Server(network, network.server4, PORT)
        netns.enter(network.server)
        child.become(OTHER, OTHER)
        os.write(ready, b"1")
        with server.accept() as connection:
            found = site.records.of(connection)
            with socket.socket() as unrelated:
                assert site.records.of(unrelated) is None
            assert site.records.of(server.socket) is None
            with pytest.raises(PermissionError):
                Map(site.records.pin, record.SIZE)
            with Map(site.records.pin, record.SIZE, read_only=True) as records:
                key = struct.pack("=i", connection.fileno())
                with pytest.raises(PermissionError):
                    records.put(key, bytes(record.SIZE))
                with pytest.raises(PermissionError):
                    records.delete(key)
            assert site.records.of(connection) == found
            connection.recv(1)
            return found

    ready, writer = os.pipe()
    server = child.Child(lambda: serve(writer))
    try:
        assert os.read(ready, 1) == b"1"
        lab.connect()
        found = server.result()
    finally:
        server.kill()
        os.close(ready)
        os.close(writer)
    assert found.flags == record.COMPLETE | record.SYN | record.ESTABLISHING
    assert found.client == address16(network.client4)


def test_listener_that_was_there_before_is_recorded(lab):
    server = lab.server(save_syn=False)
    signer = new_signer()
    lab.agent.start(stamp_with_keys(lab, {lab.network.client4: signer}, proof=True)
                    + listen([PORT]), network_namespace=lab.network.server)
    lab.connect()
    with server.accept() as connection:
        found = record.Records(lab.agent).of(connection)
    assert found.flags == record.COMPLETE | record.SYN | record.ESTABLISHING


def test_other_ports_are_not_recorded(lab):
    site = Site(lab, ports=[PORT + 1])
    server = lab.server()
    lab.connect()
    with server.accept() as connection:
        assert site.records.of(connection) is None
    assert lab.agent.counters()["recorded"] == 0


def test_client_without_an_option_is_recorded_as_such(lab, site):
    """Nothing is judged by the reader, and no option is not the same as no record."""
    netns_client = lab.network.client
    with netns.inside(netns_client):
        connection = socket.socket()
    server = lab.server()
    with connection:
        lab.agent.reload(listen([PORT]))
        connection.connect((lab.network.server4, PORT))
        with server.accept() as accepted:
            found = site.records.of(accepted)
    assert found.flags == record.COMPLETE | record.SYN | record.ESTABLISHING
    assert b"WF" not in found.syn_options + found.establishing_options

# SPDX-License-Identifier: MIT
"""Proofs: which segments carry one, and each held against Python's own hmac.

    client host                                   server host
      SYN, claim          ------------------->
                          <-------------------    SYN-ACK
      ACK, proof          ------------------->    opens the connection
      data, proof         ------------------->
                          <-------------------    ACK
      data                ------------------->
"""
import socket
import struct

import pytest

from conftest import PORT, TENANT
from support import child, libc, netns, syn
from support.conversation import Conversation, hold, receive
from support.expected import (acknowledged, claim_fits, new_signer, payload, proof_fits,
                              sequence)
from support.packets import Capture
from support.signed import PROOF, SIGNS
from support.signing_agent import move_clock, remove_epoch_keys, stamp_with_keys, usage

TCP_DEFER_ACCEPT, TCP_QUICKACK, TCP_REPAIR, TCP_QUEUE_SEQ, TCP_REPAIR_QUEUE = 9, 12, 19, 21, 20


def start(lab, signer=None, proof=True, source=None, **stamp):
    signer = signer or new_signer(slot=5)
    lab.agent.start(stamp_with_keys(lab, {source or lab.network.client4: signer}, proof=proof,
                                    **stamp))
    return signer


def assert_proved(conversation, signer, segments):
    """Each of these carries this connection's proof."""
    assert segments
    for each in segments:
        assert proof_fits(each, signer, TENANT, TENANT, conversation.client_isn), each.hex()


def ask(connection):
    connection.sendall(b"question")
    assert receive(connection, 6) == b"answer"
    connection.sendall(b"thanks")
    assert connection.recv(1) == b""


def answer(connection):
    assert receive(connection, 8) == b"question"
    connection.sendall(b"answer")
    assert receive(connection, 6) == b"thanks"
    connection.shutdown(socket.SHUT_WR)


@pytest.mark.parametrize("bind", SIGNS)
@pytest.mark.parametrize("family", [4, 6])
def test_every_segment_until_the_server_answers_carries_the_proof(lab, bind, family):
    network = lab.network
    source, target = ((network.client4, network.server4) if family == 4
                      else (network.client6, network.server6))
    signer = start(lab, new_signer(slot=12, bind=bind), source=source, to=[target])
    talk = hold(lab, lab.server(target), ask, answer, address=target)
    assert claim_fits(talk.syn, signer, TENANT, TENANT)
    third, question = talk.later[:2]
    assert payload(third) == b"" and payload(question) == b"question"
    assert_proved(talk, signer, [third, question])
    assert talk.with_option() == [third, question]
    assert usage(lab.agent, signer)[:2] == (1, 1)
    counters = lab.agent.counters()
    assert (counters["stamped"], counters["proved"], counters["proof-no-room"]) == (1, 1, 0)


def test_mapped_destination_is_proved_as_ipv4(lab):
    signer = start(lab)
    talk = hold(lab, lab.server(), ask, answer, address="::ffff:" + lab.network.server4)
    assert_proved(talk, signer, talk.later[:2])


def test_claims_alone_where_no_proof_is_configured(lab):
    signer = start(lab, proof=False)
    talk = hold(lab, lab.server(), ask, answer)
    assert claim_fits(talk.syn, signer, TENANT, TENANT)
    assert talk.with_option() == []
    assert lab.agent.counters()["proved"] == 0


def test_server_that_speaks_first_ends_it(lab):
    signer = start(lab)

    def listen_first(connection):
        assert receive(connection, 8) == b"greeting"
        connection.sendall(b"hello")
        assert connection.recv(1) == b""

    def greet(connection):
        connection.sendall(b"greeting")
        assert receive(connection, 5) == b"hello"
        connection.shutdown(socket.SHUT_WR)

    talk = hold(lab, lab.server(), listen_first, greet)
    assert_proved(talk, signer, talk.later[:1])
    assert talk.with_option() == talk.later[:1]


def test_close_at_once_is_proved(lab):
    """Where the third segment is lost, the FIN opens the connection."""
    signer = start(lab)
    talk = hold(lab, lab.server(), lambda connection: None,
                lambda connection: connection.recv(1))
    assert syn.flags(talk.later[1]) & 0x01
    assert_proved(talk, signer, talk.later[:2])


def test_reset_needs_no_proof(lab):
    start(lab)

    def reset(connection):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def serve(connection):
        with pytest.raises(ConnectionResetError):
            connection.recv(1)

    talk = hold(lab, lab.server(), reset, serve)
    assert [syn.claims(each) for each in talk.later if syn.flags(each) & 0x04] == [[]]


def delay_third_segment(connection):
    connection.setsockopt(socket.IPPROTO_TCP, TCP_DEFER_ACCEPT, 1)


def test_data_opens_the_connection(lab):
    """No third segment of its own: the first data opens the connection."""
    signer = start(lab)
    talk = hold(lab, lab.server(), ask, answer, prepare=delay_third_segment)
    assert payload(talk.later[0]) == b"question"
    assert_proved(talk, signer, talk.later[:1])


def segment_limit(lab):
    """Segments as they are on the wire, not as the kernel keeps many of them in one."""
    netns.ip("link", "set", lab.network.client, "gso_max_segs", "1", netns=lab.network.client)


@pytest.mark.parametrize("prepare", [None, delay_third_segment], ids=["", "data-opens"])
@pytest.mark.parametrize("one_by_one", [True, False])
def test_long_first_write(lab, prepare, one_by_one):
    """Every segment of the first flight carries the proof, and none is longer than the link
    takes: room for the option was kept when the data was cut."""
    signer = start(lab)
    data = bytes(range(256)) * 1200

    def write(connection):
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(1) == b""

    def read(connection):
        assert receive(connection, len(data)) == data
        connection.shutdown(socket.SHUT_WR)

    if one_by_one:
        segment_limit(lab)
    try:
        talk = hold(lab, lab.server(), write, read, prepare=prepare)
    finally:
        netns.ip("link", "set", lab.network.client, "gso_max_segs", "65535",
                 netns=lab.network.client)
    proved = talk.with_option()
    assert_proved(talk, signer, proved)
    assert talk.later[:len(proved)] == proved
    first_flight = [each for each in proved if payload(each)]
    assert first_flight
    if one_by_one:
        assert len(first_flight) >= 2
        assert max(len(each) for each in talk.later) == 1500
        assert all(len(each) == 1500 for each in first_flight)
    assert len(talk.with_option()) < len(talk.later)
    assert lab.agent.counters()["proof-no-room"] == 0


def test_without_timestamps(lab):
    signer = start(lab)
    netns.write_sysctl(lab.network.client, "net.ipv4.tcp_timestamps", 0)
    try:
        talk = hold(lab, lab.server(), ask, answer)
    finally:
        netns.write_sysctl(lab.network.client, "net.ipv4.tcp_timestamps", 1)
    assert claim_fits(talk.syn, signer, TENANT, TENANT)
    assert_proved(talk, signer, talk.later[:2])


def test_mptcp_client_of_a_tcp_server_has_a_proof_and_no_claim(lab):
    signer = start(lab)
    try:
        talk = hold(lab, lab.server(), ask, answer, protocol=262)
    except RuntimeError as error:
        if "Protocol not" not in str(error):
            raise
        pytest.skip("this kernel has no MPTCP")
    assert syn.claims(talk.syn) == []
    assert_proved(talk, signer, talk.later[:2])
    counters = lab.agent.counters()
    assert (counters["no-room"], counters["proved"]) == (1, 1)
    assert usage(lab.agent, signer)[:2] == (0, 1)


def test_mptcp_at_both_ends_is_not_broken(lab):
    start(lab)
    try:
        talk = hold(lab, lab.server(protocol=262, save_syn=False), ask, answer, protocol=262)
    except (RuntimeError, OSError) as error:
        if "Protocol not" not in str(error):
            raise
        pytest.skip("this kernel has no MPTCP")
    assert syn.claims(talk.syn) == [] and talk.with_option() == []
    counters = lab.agent.counters()
    assert (counters["no-room"], counters["proof-no-room"], counters["proved"]) == (1, 1, 0)


def test_no_key_for_the_epoch_is_no_proof(lab):
    signer = start(lab)
    server = lab.server()

    def lose_keys(connection):
        del connection
        remove_epoch_keys(lab.agent)
        move_clock(lab.agent, 2)

    # The proof of the connection under way is made already, and stays good.
    talk = hold(lab, server, ask, lambda connection: (lose_keys(connection), answer(connection)))
    assert_proved(talk, signer, talk.later[:1])
    talk = hold(lab, server, ask, answer)
    assert syn.claims(talk.syn) == [] and talk.with_option() == []
    counters = lab.agent.counters()
    assert (counters["no-epoch-key"], counters["proof-no-epoch-key"]) == (1, 1)


def test_reconnected_socket_proves_the_second_connection(lab):
    signer = start(lab)
    server = lab.server()

    def again(connection):
        assert connection.recv(1) == b""
        libc.disconnect(connection)
        connection.connect((lab.network.server4, PORT))
        connection.sendall(b"again")
        assert connection.recv(1) == b""

    def serve(connection):
        connection.shutdown(socket.SHUT_WR)
        with server.accept() as second:
            assert receive(second, 5) == b"again"

    talk = hold(lab, server, again, serve)
    data = [each for each in talk.later if payload(each) == b"again"][0]
    client_isn = (sequence(data) - 1) % 2**32
    assert client_isn != talk.client_isn
    assert proof_fits(data, signer, TENANT, TENANT, client_isn)


def test_socket_that_sent_no_syn_has_no_proof(lab):
    """TCP_REPAIR: the kernel is told that a connection is there, sequence numbers and all."""
    start(lab)
    network = lab.network

    def invent():
        netns.enter(network.client)
        with socket.socket() as connection:
            connection.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
            connection.bind((network.client4, 0))
            connection.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR_QUEUE, 2)
            connection.setsockopt(socket.IPPROTO_TCP, TCP_QUEUE_SEQ, 1000)
            connection.connect((network.server4, PORT))
            connection.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with Capture(network.server) as capture:
        child.run(invent)
        packets = capture.segments_to(PORT)
    assert packets, "not even a window probe was sent"
    assert not any(syn.claims(each) for each in packets)
    assert lab.agent.counters()["proved"] == 0


def test_agent_may_be_dead(lab):
    signer = start(lab)
    lab.agent.kill()
    talk = hold(lab, lab.server(), ask, answer)
    assert_proved(talk, signer, talk.later[:2])
    assert acknowledged(talk.later[0]) == acknowledged(talk.later[1])
    assert syn.claims(talk.later[0])[0][4] & 0xF0 == PROOF


def test_handshake_outlives_its_configuration(lab):
    """SYNs get lost while the agent reads another configuration, with another key: what began
    under the old one is claimed and proved by the old key."""
    signer = start(lab)
    server = lab.server()

    def replace():
        keys = {lab.network.client4: new_signer(slot=6)}
        assert "read again" in lab.agent.reload(stamp_with_keys(lab, keys, proof=True))
        move_clock(lab.agent, 1)  # so that nothing signed before will do

    lab.network.lose_frames_to_server()
    try:
        with Capture(lab.network.server) as capture:
            client = lab.start_connecting()
            capture.wait_for_syns(PORT, 1)
            replace()
            capture.wait_for_syns(PORT, 3)
            lab.network.find_server_again()
            server.accept().close()
            client.result()
            talk = Conversation(capture.segments_to(PORT))
    finally:
        lab.network.find_server_again()
    ahead = signer._replace(late=-1)
    assert claim_fits(talk.syn, signer, TENANT, TENANT)
    assert proof_fits(talk.later[0], ahead, TENANT, TENANT, talk.client_isn)

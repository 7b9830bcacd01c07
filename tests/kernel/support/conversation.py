# SPDX-License-Identifier: MIT
"""One connection whose every segment is looked at."""
import socket
import time

from conftest import PORT, TENANT
from support import child, syn
from support.expected import sequence
from support.packets import Capture
from support.server import PATIENCE


class Conversation:
    """What the client sent: the SYN, and its segments after it."""

    def __init__(self, packets):
        syns = [each for each in packets if syn.flags(each) & 0x12 == 0x02]
        self.syn = syns[0]
        self.later = [each for each in packets if not syn.flags(each) & 0x02]
        self.client_isn = sequence(self.syn)

    def with_option(self):
        return [each for each in self.later if syn.claims(each)]


def hold(lab, server, talk, serve, address=None, protocol=socket.IPPROTO_TCP, prepare=None):
    """Connects as TENANT; talk(connection) at the client while serve(connection) runs here.
    Returns once both ends are closed and the client's last segment was captured."""
    address = address or lab.network.server4

    def connect():
        lab.enter_client_host_as(TENANT, TENANT)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM, protocol) as connection:
            connection.settimeout(PATIENCE)
            if prepare:
                prepare(connection)
            connection.connect((address, PORT))
            talk(connection)

    with Capture(lab.network.server) as capture:
        client = child.Child(connect)
        try:
            with server.accept() as connection:
                connection.settimeout(PATIENCE)
                serve(connection)
                client.result()
        finally:
            client.kill()
        return Conversation(_until_closed(capture))


def _until_closed(capture):
    end = time.monotonic() + PATIENCE
    while True:
        packets = capture.segments_to(PORT)
        if any(syn.flags(each) & 0x05 for each in packets):  # FIN, RST
            return packets
        assert time.monotonic() < end, "the client did not close"
        time.sleep(0.01)


def receive(connection, length):
    data = b""
    while len(data) < length:
        part = connection.recv(length - len(data))
        assert part, "closed too early"
        data += part
    return data

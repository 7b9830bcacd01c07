# SPDX-License-Identifier: MIT
"""TCP by hand, over sockets that a container's root may have.

    attacker                         server
      SYN, any options      -->
                            <--      SYN, ACK
      ACK, any options, data -->
                            <--      "refused\\n"
"""
import random
import socket
import time

from support import segment
from support.segment import ACK, MSS, PSH, RST, SYN, Segment

PATIENCE = 20  # seconds until a test says that nothing came; nothing is measured
ETH_P_ALL, ETH_P_IP, ETH_P_IPV6 = 3, 0x0800, 0x86dd


class Wire:
    """Sends by `how`: "hdrincl" (raw IP sockets) or "packet" (AF_PACKET, to `neighbour`)."""

    def __init__(self, link, neighbour, how="hdrincl"):
        self._link = link
        self._neighbour = neighbour  # hardware address
        self._how = how
        self._listener = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM,
                                       socket.htons(ETH_P_ALL))
        self._listener.bind((link, ETH_P_ALL))
        self._sender = {}

    def send(self, what):
        packet = what.packet()
        six = ":" in what.destination
        if self._how == "packet":
            where = (self._link, ETH_P_IPV6 if six else ETH_P_IP, 0, 0, self._neighbour)
            self._sender_of("packet").sendto(packet, where)
        else:
            self._sender_of(six).sendto(packet, (what.destination, 0))

    def _sender_of(self, kind):
        if kind not in self._sender:
            if kind == "packet":
                made = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0)
            else:  # the protocol "raw" says that a header is included
                made = socket.socket(socket.AF_INET6 if kind else socket.AF_INET, socket.SOCK_RAW,
                                     socket.IPPROTO_RAW)
            self._sender[kind] = made
        return self._sender[kind]

    def wait(self, like, matches):
        """The next segment that answers `like`."""
        end = time.monotonic() + PATIENCE
        while True:
            self._listener.settimeout(max(0.01, end - time.monotonic()))
            packet, where = self._listener.recvfrom(65536)
            got = segment.read(packet) if where[2] != socket.PACKET_OUTGOING else None
            if got and got[:4] == (like.destination, like.destination_port, like.source,
                                   like.source_port) and matches(got):
                return got


def open_connection(wire, source, destination, port, claim=None, proof=None, data=b"go\n",
                    syn=None):
    """A whole handshake; what the server said then. claim(connection), proof(connection): the
    bytes of an option, for a signed.Connection."""
    from support import signed
    if syn is None:
        syn = Segment(source, random.randrange(20000, 60000), destination, port,
                      random.getrandbits(32))
        connection = signed.Connection(*syn[:4], syn.seq)
        syn = syn._replace(options=MSS + (claim(connection) if claim else b""))
    wire.send(syn)
    answer = wire.wait(syn, lambda got: got.flags & (SYN | ACK | RST) == SYN | ACK
                       and got.ack == (syn.seq + 1) & 0xffffffff)
    connection = signed.Connection(*syn[:4], syn.seq, answer.seq)
    third = syn._replace(seq=answer.ack, ack=(answer.seq + 1) & 0xffffffff, flags=ACK | PSH,
                         options=proof(connection) if proof else b"", data=data)
    return talk(wire, third)


def talk(wire, third):
    """Sends the segment that establishes, and its data again until something is said."""
    wire.send(third)
    said = wire.wait(third, lambda got: got.data or got.flags & RST)
    end = third._replace(seq=(third.seq + len(third.data)) & 0xffffffff, flags=RST,
                         ack=0, options=b"", data=b"")
    wire.send(end)
    return "reset" if said.flags & RST else said.data.decode()

# SPDX-License-Identifier: MIT
"""What really was on the wire: an AF_PACKET socket on the server host."""
import socket
import time

from support import netns, syn

ETH_P_ALL = 3
SO_RCVBUFFORCE = 33


class Capture:
    def __init__(self, host):
        with netns.inside(host):
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM,
                                         socket.htons(ETH_P_ALL))
        self._socket.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 1 << 24)
        self._socket.bind((host, ETH_P_ALL))
        self._packets = []

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self._socket.close()

    def segments_to(self, port):
        """All TCP segments to a port that have come until now."""
        self._socket.setblocking(False)
        try:
            while True:
                packet, where = self._socket.recvfrom(65536)
                if where[2] != socket.PACKET_OUTGOING and _is_tcp_to(packet, port):
                    self._packets.append(packet)
        except BlockingIOError:
            return list(self._packets)

    def wait_for_syns(self, port, number):
        end = time.monotonic() + 20
        while sum(syn.flags(each) & 0x12 == 0x02 for each in self.segments_to(port)) < number:
            assert time.monotonic() < end, "too few SYNs came"
            time.sleep(0.01)


def _is_tcp_to(packet, port):
    protocol = packet[9] if packet[0] >> 4 == 4 else packet[6]
    return packet[0] >> 4 in (4, 6) and protocol == 6 and syn.ports(packet)[1] == port

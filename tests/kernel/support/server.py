# SPDX-License-Identifier: MIT
"""A listener on the server host that keeps its clients' SYN."""
import contextlib
import socket

from support import netns

TCP_SAVE_SYN = 27
TCP_SAVED_SYN = 28
TCP_FASTOPEN = 23
PATIENCE = 10  # seconds until a test says that nothing came; nothing is measured


class Server:
    def __init__(self, network, address, port, save_syn=True, protocol=socket.IPPROTO_TCP,
                 prepare=None, backlog=128):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with netns.inside(network.server):
            self.socket = socket.socket(family, socket.SOCK_STREAM, protocol)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if save_syn:
            self.socket.setsockopt(socket.IPPROTO_TCP, TCP_SAVE_SYN, 1)
        if prepare:
            prepare(self.socket)
        self.socket.bind((address, port))
        self.socket.listen(backlog)
        self.socket.settimeout(PATIENCE)

    def accept(self):
        return self.socket.accept()[0]

    def syn(self):
        """The SYN of the next connection, from its IP header on; empty if it was not kept."""
        with contextlib.closing(self.accept()) as connection:
            return saved_syn(connection)

    def close(self):
        self.socket.close()


def saved_syn(connection):
    return connection.getsockopt(socket.IPPROTO_TCP, TCP_SAVED_SYN, 512)

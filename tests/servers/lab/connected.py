# SPDX-License-Identifier: MIT
"""A connection of somebody else's making: its owner is who called connect(2), and whoever goes on with
it is this process."""
import socket

from support import child, netns


def connected_as(uid, address, port, namespace, timeout=300):
    """A socket, connected from `namespace` by a process of this uid and gid."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        def make():
            netns.enter(namespace)
            child.become(uid, uid)
            with socket.create_connection((address, port), timeout=timeout) as made:
                socket.send_fds(theirs, [b"x"], [made.fileno()])
        maker = child.Child(make)
        _, (fd,), _, _ = socket.recv_fds(ours, 1, 1)
        maker.result()
    return socket.socket(fileno=fd)

# SPDX-License-Identifier: MIT
"""Whether a server is up, without asking it anything."""
from support import netns

TCP_LISTEN = "0A"  # as /proc/net/tcp writes it


def listens(network, port):
    """Whether somebody listens on a port there, without connecting: that would be a decision."""
    with netns.inside(network):
        for name in ("tcp", "tcp6"):
            with open(f"/proc/thread-self/net/{name}") as file:
                words = [line.split() for line in file]
            if any(each[1].endswith(f":{port:04X}") and each[3] == TCP_LISTEN for each in words[1:]):
                return True
    return False

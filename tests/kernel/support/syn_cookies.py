# SPDX-License-Identifier: MIT
"""SYN cookies in force on the server host for every connection.

A SYN whose addresses and ports are those of a connection in TIME-WAIT gets no cookie, whatever the
setting says (tcp_conn_request() of Linux): the peer is taken for real. So each time the clients'
ports come from a range that no connection before had.
"""
import contextlib
import itertools

from support import netns

FIRST, WIDTH, RANGES = 8000, 600, 40  # below the kernel's own range, which begins at 32768
_used = itertools.count()


@contextlib.contextmanager
def in_force(network):
    first = FIRST + WIDTH * (next(_used) % RANGES)
    with _setting(network.client, "net.ipv4.ip_local_port_range", f"{first} {first + WIDTH - 1}"):
        with _setting(network.server, "net.ipv4.tcp_syncookies", "2"):
            yield


@contextlib.contextmanager
def _setting(namespace, name, value):
    before = netns.read_sysctl(namespace, name)
    netns.write_sysctl(namespace, name, value)
    try:
        yield
    finally:
        netns.write_sysctl(namespace, name, before)

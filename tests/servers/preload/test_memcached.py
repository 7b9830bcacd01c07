# SPDX-License-Identifier: MIT
"""memcached: one thread accepts and hands over to others, and stops doing so where it has too many."""
import socket

import pytest
from conftest import MEMCACHED
from lab.logins import crowd, descriptors_of, wait_for_rest
from lab.tenants import A, B
from shim import clients
from shim.clients import connect, mistakes, served
from support import child, netns

FEW = 64  # connections that are let in at once


def words(site, *more):
    return ("memcached", "-U", "0", "-l", f"{site.network.server4},{site.network.server6}", "-p",
            str(MEMCACHED), *more)


@pytest.fixture
def running(site):
    with site.start(words(site), MEMCACHED) as made:
        yield made


def places(site):
    return [(site.network.server4, MEMCACHED), (site.network.server6, MEMCACHED)]


def test_the_owner_decides(running, site):
    for where in places(site):
        assert served(A, where, clients.MEMCACHED, site.network.client)
        assert not served(B, where, clients.MEMCACHED, site.network.client)


def test_on_a_unix_socket(site):
    with site.start(("memcached", "-s", site.unix, "-a", "777"), lambda: is_up(site)):
        assert served(A, site.unix, clients.MEMCACHED)
        assert not served(B, site.unix, clients.MEMCACHED)


def is_up(site):
    """Whether root, whom the stack refuses, gets as far as that."""
    try:
        connect(site.unix).close()
    except OSError:
        return False
    return True


def test_a_thousand_of_both(running, site):
    at_rest = descriptors_of(running.pid)
    over_tcp = mistakes(clients.MEMCACHED, {A})
    assert crowd(site, site.network, MEMCACHED, lambda where, *rest: over_tcp(where, *rest)
                 if where != [site.unix] else [], 500) == []
    wait_for_rest(running.pid, at_rest)


def test_those_it_refuses_cost_it_no_descriptors(site):
    """B keeps its ends of more connections than it may have clients."""
    with site.start(words(site, "-c", str(FEW)), MEMCACHED) as running:
        where = places(site)[0]
        at_rest = descriptors_of(running.pid)

        def hold():
            netns.enter(site.network.client)
            child.become(B, B)
            ends = [socket.socket() for _ in range(4 * FEW)]
            return [hears(each, where) for each in ends].count(True)
        assert child.run(hold) == 0
        wait_for_rest(running.pid, at_rest)
        assert served(A, where, clients.MEMCACHED, site.network.client)


def hears(client, where):
    """Whether anything at all comes, or nothing and no end."""
    client.settimeout(clients.PATIENCE)
    try:
        client.connect(where)
        return client.recv(1) != b""
    except ConnectionResetError:
        return False

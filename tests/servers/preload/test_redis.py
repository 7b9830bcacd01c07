# SPDX-License-Identifier: MIT
"""redis-server without our module: one loop, listeners that do not block."""
import pytest
from conftest import REDIS
from lab.logins import crowd, descriptors_of, wait_for_rest
from lab.tenants import A, B
from shim import clients
from shim.clients import mistakes, served


@pytest.fixture
def running(site):
    network = site.network
    words = ("redis-server", "--bind", network.server4, network.server6, "--port", str(REDIS),
             "--unixsocket", site.unix, "--unixsocketperm", "777", "--save", "", "--protected-mode", "no",
             "--dir", site.folder)
    with site.start(words, REDIS) as made:
        yield made


def test_the_owner_decides(running, site):
    client = site.network.client
    for address in (site.network.server4, site.network.server6):
        assert served(A, (address, REDIS), clients.REDIS, client)
        assert not served(B, (address, REDIS), clients.REDIS, client)
    assert served(A, site.unix, clients.REDIS)
    assert not served(B, site.unix, clients.REDIS)


def test_a_thousand_of_both(running, site):
    at_rest = descriptors_of(running.pid)
    assert crowd(site, site.network, REDIS, mistakes(clients.REDIS, {A}), 250) == []
    wait_for_rest(running.pid, at_rest)

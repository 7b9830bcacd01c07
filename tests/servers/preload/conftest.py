# SPDX-License-Identifier: MIT
"""Two hosts, an agent that stamps what the client host's tenants send, and on the other host servers that
know nothing of warifu, started by `warifu run`. The stack lets in A.

    client host                                    server host
    uid A, uid B --SYN, claim (agent)--> listen(), accept() of the shim in memcached, nginx, ...
"""
import os
import sys

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

# pylint: disable=wrong-import-position
from lab.fixtures import build, folder, network, stamping  # pylint: disable=unused-import
from lab.installed import Installed
from shim.site import Site

GREETER, OTHER, MEMCACHED, NGINX, REDIS = PORTS = 7000, 7001, 11211, 8080, 6379


def pytest_addoption(parser):
    parser.addoption("--build", default="build/debug", help="build folder with the shim")


@pytest.fixture(scope="session")
def needed():
    return ("sdk/servers/preload/libwarifu-preload.so", "/usr/bin/redis-server", "/usr/bin/memcached",
            "/usr/sbin/nginx", "/usr/bin/systemd-socket-activate")


@pytest.fixture(scope="session")
def ports():
    return PORTS


@pytest.fixture(scope="session")
def made(build, folder, network):
    installed = Installed(build, os.path.join(folder, "installed"))
    return Site(folder, network, installed, build)


@pytest.fixture
def site(made, stamping):
    """As it comes: the stack and what a server left are put back afterwards."""
    made.write()
    made.tidy()
    yield made
    made.tidy()


@pytest.fixture(scope="session")
def greeter(made):
    return made.installed.copy(os.path.join(os.path.dirname(__file__), "greeter.py"))

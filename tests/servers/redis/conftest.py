# SPDX-License-Identifier: MIT
"""Two hosts, an agent that stamps what the client host's tenants send, and a Redis server with the
module on the other one; all of it once.

    client host                                              server host
    uid A, uid B --SYN, claim (agent)--> 6379, listening --> redis-server: warifu-redis.so
"""
import os
import sys

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

# pylint: disable=wrong-import-position
from lab.fixtures import build, folder, network, stamping  # pylint: disable=unused-import
from lab.directory import Directory, entries
from lab.installed import Installed
from lab.stack import Stack, write
from lab.tenants import A, B
from rd import newer
from rd.server import ADMIN, OTHER_PORT, PORT, PROGRAM, TLS_PORT, Server
from support.debian_packages import CannotFetch


def pytest_addoption(parser):
    parser.addoption("--build", default="build/debug", help="build folder with the module")
    parser.addoption("--server", default="", help="one of a later release: trixie:redis, trixie:valkey")


@pytest.fixture(scope="session")
def needed():
    return PROGRAM or "redis-server", "sdk/servers/redis/warifu-redis.so"


@pytest.fixture(scope="session")
def ports():
    return (PORT, TLS_PORT, OTHER_PORT)


class Site:
    """The two stacks, and the decisions that were logged."""

    def __init__(self, folder):
        self.config = os.path.join(folder, "config")
        self._log = os.path.join(folder, "server/decisions.jsonl")
        self.login = Stack(self.config, "redis", {"admin": ADMIN, "app": A, "open": A, "other": B},
                           self._log)
        self.connect()

    def connect(self, verify='module = "permit"'):
        """The stack of redis-connect: one entry."""
        self.connects_as_ever = verify == 'module = "permit"'
        write(os.path.join(self.config, "stacks/redis-connect.toml"),
              f'[log]\nsink = "file"\nfile = "{self._log}"\n[[verify]]\n{verify}\n')

    def decisions(self, since=0):
        return self.login.decisions(since)

    def mark(self):
        return self.login.mark()


@pytest.fixture(scope="session")
def site(folder):
    return Site(folder)


@pytest.fixture(scope="session")
def installed(build, folder):
    made = Installed(build, os.path.join(folder, "installed"))
    made.copy(os.path.join(build, "sdk/servers/redis/warifu-redis.so"))
    return made


@pytest.fixture(scope="session")
def program(request, build, installed):
    release, _, server = request.config.getoption("--server").partition(":")
    if not server:
        return PROGRAM
    try:
        packages = newer.unpacked(release, server, os.path.join(build, "packages"))
    except CannotFetch as failure:
        pytest.skip(f"{server} of {release}: {failure}")
    return newer.install(packages, server, os.path.join(installed.folder, server))


@pytest.fixture(scope="session")
def folders(folder, site, installed):
    return {"config-dir": site.config, "module-dir": installed.modules, "runtime-dir": folder}


@pytest.fixture(scope="session")
def running(installed, network, folder, site, folders, program, stamping):
    made = Server(installed, network, os.path.join(folder, "server"), folders, program)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture
def server(running, site):
    """As it comes: the stacks are put back afterwards."""
    before = len(running.told())
    yield running
    print(running.told(before))  # shown where a test failed
    if not site.login.is_its_own or not site.connects_as_ever:
        site.login.write()
        site.connect()
        assert running.admin("WARIFU.RELOAD") == "OK"


@pytest.fixture
def another(installed, network, folder, folders, program, running):
    """A second server, not started; the first one's ports are taken."""
    made = Server(installed, network, os.path.join(folder, "another"), folders, program)
    yield made
    made.stop()


def ask_directory(server, site, directory, patience):
    """Another option makes another entry of the cache: nobody is known from before."""
    site.login.write(head='deadline = "20s"', entries=entries(directory.url, [ADMIN], patience))
    assert server.admin("WARIFU.RELOAD") == "OK"


@pytest.fixture
def directory(server, network, site):
    made = Directory(network.server, {A: "tenant-a", B: "tenant-b"})
    ask_directory(server, site, made, 15)
    yield made
    made.close()

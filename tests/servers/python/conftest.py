# SPDX-License-Identifier: MIT
"""Two hosts, an agent that stamps what tenants and pooler send, and servers with the hook in them, on a
machine that has the packages installed.

    client host                                     server host                   container
    uid A, uid B --SYN, claim (agent)--> example servers, pooler ... routed ... example servers
"""
import ctypes
import os
import sys

import pytest

HERE = os.path.dirname(__file__)
sys.path[:0] = [os.path.join(HERE, ".."), os.path.join(HERE, "../../../sdk/servers/python")]

# pylint: disable=wrong-import-position
from lab.fixtures import build, folder, network  # pylint: disable=unused-import
from lab.fixtures import AGENT, PROBE
from lab.stack import Stack
from lab.stamping import Stamping
from lab.tenants import A, B
from machine.box import Box
from machine.container import OUTER, Container, users_of_its_own
from machine.installed import Installed
from machine.programs import POOL, POOLER, PORT, SERVER, Decisions
from support.agent import Agent

LIBRARY = "core/api/libwarifu.so.0"


def pytest_addoption(parser):
    parser.addoption("--build", default="build/debug", help="build folder with the library")


def pytest_configure(config):
    """Where the binding looks for its library it is then there already, by its name."""
    path = os.path.abspath(os.path.join(config.getoption("--build"), LIBRARY))
    if os.path.exists(path):
        ctypes.CDLL(path)


@pytest.fixture(scope="session")
def needed():
    return (LIBRARY, "sdk/servers/demo/warifu-demo", "sdk/servers/examples/example-server-c",
            "sdk/servers/examples/example-server-cpp")


class Towards(Stamping):
    """What goes to any address of the servers' network, the containers' too."""

    def text(self, uids=(A, B, POOLER), record=False):
        to = [f"{self._network.net4}.0/24", f"{self._network.net6}:/64"]
        listen = f"[listen]\nports = {self._ports}\nrecord = true\n" if record else ""
        return (f"[[stamp]]\nto = {to}\nports = {self._ports}\nuids = {list(uids)}\n"
                f'scope = "host"\n{listen}')


@pytest.fixture(scope="session")
def stamping(build, network, folder):
    os.makedirs(os.path.join(folder, "agent"))
    agent = Agent(os.path.join(build, AGENT), os.path.join(build, PROBE),
                  os.path.join(folder, "agent"), os.path.join(folder, "bpf/warifu"))
    made = Towards(agent, network, (PORT, POOL))
    try:
        agent.start(made.text(), network_namespace=network.server)
        yield made
    finally:
        agent.clean_up()


@pytest.fixture
def recording(stamping):
    """Claims and proofs are left for servers that are started now."""
    stamping.agent.reload(stamping.text(record=True))
    yield stamping
    stamping.agent.reload(stamping.text())


@pytest.fixture(scope="session")
def installed(build, folder):
    return Installed(build, folder)


@pytest.fixture(scope="session")
def decisions(folder):
    os.makedirs(os.path.join(folder, "log"))
    return Decisions(os.path.join(folder, "log/example.jsonl"), SERVER)


@pytest.fixture
def stack(installed, decisions):
    """Of service "example": shop is A's, other is B's."""
    made = Stack(installed.config, "example", {"shop": A, "other": B}, decisions.path)
    yield made
    os.unlink(made.file())


# Imported where the library was loaded: after this file was.
@pytest.fixture
def place(build, tmp_path):
    from local import Place
    return Place(build, tmp_path)


@pytest.fixture
def engine(place):
    with place.open() as opened:
        yield opened


@pytest.fixture
def connection():
    from local import Pair
    with Pair() as made:
        yield made


@pytest.fixture(scope="session")
def container(network, stamping):
    made = Container(network, stamping.agent.records)
    try:
        made.up()
        yield made
    finally:
        made.down()


@pytest.fixture(scope="session")
def plain(installed, container, folder, decisions):
    return Box(installed, container, folder, 0, None)


@pytest.fixture(scope="session")
def with_users(installed, container, folder, decisions):
    with users_of_its_own() as users:
        yield Box(installed, container, folder, OUTER, users)

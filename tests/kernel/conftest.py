# SPDX-License-Identifier: MIT
"""Fixtures: the network (once), and for each test a laboratory with an agent of its own."""
import os
import shutil
import socket

import pytest

from support import cgroup, child, libc, netns
from support.agent import Agent
from support.network import Network
from support.requirements import missing
from support.server import Server
from support.signed_lab import attacker, programs, signed, syn_cookies  # pylint: disable=unused-import

PORT = 5432
TENANT = 20000  # uids and gids that nothing else on a machine uses
OTHER = 20001
TCP_FASTOPEN_CONNECT = 30


def pytest_addoption(parser):
    parser.addoption("--build", default="build/debug", help="build folder with warifu-agent")


@pytest.fixture(scope="session")
def build(request):
    path = os.path.abspath(request.config.getoption("--build"))
    reason = missing(path)
    if reason:
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def network(build):
    made = Network()
    try:
        made.up()
        yield made
    finally:
        made.down()


@pytest.fixture(scope="session")
def session_folder(build):
    """Root's own folder with a BPF file system in it."""
    path = f"/run/wf{os.getpid()}"
    os.makedirs(path + "/bpf", mode=0o755)
    libc.mount_bpffs(path + "/bpf")
    yield path
    libc.unmount(path + "/bpf")
    shutil.rmtree(path)


class Lab:
    """The network, the agent, and how to connect as somebody."""

    def __init__(self, network, agent, build, folder):
        self.network = network
        self.agent = agent
        self.build = build
        self.folder = folder
        self._servers = []

    def server(self, address=None, port=PORT, **options):
        made = Server(self.network, address or self.network.server4, port, **options)
        self._servers.append(made)
        return made

    def stamp(self, uids="all", to=None, ports=(PORT,), scope="host"):
        """A [[stamp]] towards the server host."""
        to = to or [self.network.server4, self.network.server6]
        uids = f'"{uids}"' if isinstance(uids, str) else list(uids)
        return (f"[[stamp]]\nto = {list(to)}\nports = {list(ports)}\nuids = {uids}\n"
                f'scope = "{scope}"\n')

    def connect(self, uid=TENANT, gid=TENANT, address=None, port=PORT, before=None, **kind):
        """One connection from the client host by a process with these ids; `before` is run in it
        as root first (enter a cgroup, ...)."""
        child.run(lambda: self.connect_here(uid, gid, address, port, before, **kind))

    def connect_here(self, uid, gid, address=None, port=PORT, before=None, **kind):
        """The same in the calling process, which is changed for good."""
        self.enter_client_host_as(uid, gid, before)
        self.open_connection(address, port, **kind)

    def enter_client_host_as(self, uid, gid, before=None):
        netns.enter(self.network.client)
        if before:
            before()
        child.become(uid, gid)

    def start_connecting(self, uid=TENANT, gid=TENANT, **how):
        """The same without waiting for it; a Child."""
        return child.Child(lambda: self.connect_here(uid, gid, **how))

    def open_connection(self, address=None, port=PORT, family=None, protocol=socket.IPPROTO_TCP):
        address = address or self.network.server4
        family = family or (socket.AF_INET6 if ":" in address else socket.AF_INET)
        with socket.socket(family, socket.SOCK_STREAM, protocol) as connection:
            connection.settimeout(10)
            connection.connect((address, port))

    def syn_of(self, server, **how):
        """Connects, and returns the SYN that the server kept."""
        self.connect(**how)
        return server.syn()

    def clean_up(self):
        for each in self._servers:
            each.close()
        self.agent.clean_up()


@pytest.fixture
def lab(network, session_folder, build, request):
    folder = os.path.join(session_folder, "config")
    os.makedirs(folder, mode=0o755)
    agent = Agent(os.path.join(build, "kernel/agent/warifu-agent"),
                  os.path.join(build, "tests/kernel/agent_probe"), folder,
                  os.path.join(session_folder, "bpf", "warifu"))
    made = Lab(network, agent, build, folder)
    try:
        yield made
    finally:
        made.clean_up()
        shutil.rmtree(folder)


@pytest.fixture
def put_off(network):
    """Fast Open without cookies: connect(2) of a socket with TCP_FASTOPEN_CONNECT sends nothing,
    its first write sends the SYN."""
    netns.write_sysctl(network.client, "net.ipv4.tcp_fastopen", 0x5)
    netns.write_sysctl(network.server, "net.ipv4.tcp_fastopen", 0x202)
    yield lambda connection: connection.setsockopt(socket.IPPROTO_TCP, TCP_FASTOPEN_CONNECT, 1)
    for name in (network.client, network.server):
        netns.write_sysctl(name, "net.ipv4.tcp_fastopen", 3)


@pytest.fixture
def groups(build):
    made = cgroup.Groups()
    made.make("")
    try:
        yield made
    finally:
        made.clean_up()

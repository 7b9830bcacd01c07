# SPDX-License-Identifier: MIT
"""Both halves of the tally: an agent that signs with the client host's keys, and a server that
verifies with its keyring.

    client host              [[stamp]] keys        keyring.toml             server host
    process --connect()--> BPF capture, stamp ==SYN, proof==> BPF reader --> verify_server
                                                  one agent does both
"""
import os
import socket
import subprocess

import pytest

from support import child, keyring, libc, netns
from support.attacker import Attacker
from support.syn_cookies import in_force
from support.verifier import Programs, Verifier

PORT = 5432
TENANT = 20000
SECRET = bytes(range(32))
OTHER_SECRET = bytes(range(32, 64))
UNUSED_SECRET = bytes(range(64, 96))
PATIENCE = 30  # seconds until a test says that nothing came; nothing is measured


class SignedLab:
    def __init__(self, lab, programs, attacker):
        self.lab = lab
        self.network = lab.network
        self.agent = lab.agent
        self.attacker = attacker
        self._programs = programs
        self._runtime = os.path.dirname(lab.folder)
        self._verifiers = []
        self.secrets = keyring.SecretFiles(os.path.join(lab.folder, "agent-keys"))
        self.server = None
        self._listeners = []

    # ---------------------------------------------------------------- the client host
    def stamp(self, secret=SECRET, sources=None, ports=(PORT,), to=None, **how):
        network = self.network
        sources = sources or [network.client4, network.client6]
        to = to or [network.server4, network.server6]
        return keyring.stamp(self.secrets, {each: secret for each in sources}, to, ports, **how)

    def listen(self, ports=(PORT,), record=True):
        return f"[listen]\nports = {list(ports)}\nrecord = {keyring.toml(record)}\n"

    def start_agent(self, *parts):
        """By default it signs claim and proof with SECRET and records them."""
        parts = parts or (self.stamp(), self.listen())
        return self.agent.start("\n".join(parts), network_namespace=self.network.server)

    # ---------------------------------------------------------------- the server host
    def verifier(self):
        folder = os.path.join(self.lab.folder, f"verifier{len(self._verifiers)}")
        made = Verifier(self.network, self._programs, folder, self._runtime)
        self._verifiers.append(made)
        return made

    def start_server(self, *options, key=None, require="claim", listeners=None, **stack):
        """One that knows SECRET as slot 3; key: options of that entry. It is `server` too."""
        self.server = self.verifier()
        key = {"secret": SECRET, "uids": ["0-59999"], "gids": ["0-59999"], **(key or {})}
        # The second keeps a keyring whose first key is retired usable.
        self.server.write_keyring(self.server.key(key.pop("secret"), **key),
                                  self.server.key(UNUSED_SECRET, slot=15, uids=["1"]))
        self.server.write_stack(require, **stack)
        self._listeners = listeners or self.listeners()
        return self.server.start(*options, listeners=self._listeners)

    def serve_with(self, verifier):
        """One that was configured otherwise becomes `server`."""
        self.server = verifier
        self._listeners = self.listeners()
        verifier.start(listeners=self._listeners)

    def listeners(self, port=PORT, **options):
        return [self.lab.server(address, port, backlog=4096, **options)
                for address in (self.network.server4, self.network.server6)]

    def listeners_again(self):
        """Those of the server that was started last: they were never closed."""
        return self._listeners

    # ---------------------------------------------------------------- connections
    def talk(self, uid=TENANT, gid=TENANT, **how):
        """Connects as somebody, and returns what the server said in the end."""
        return child.run(lambda: self.talk_here(uid, gid, **how))

    def talk_here(self, uid=TENANT, gid=TENANT, before=None, **how):
        """The same in the calling process, which is changed for good."""
        self.lab.enter_client_host_as(uid, gid, before)
        return self.exchange(**how)

    def exchange(self, address=None, port=PORT, source=None, data=b"go\n",
                 protocol=socket.IPPROTO_TCP, prepare=None):
        """A connection of the calling process: sends, ends its half, reads to the end."""
        address = address or self.network.server4
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM, protocol) as connection:
            connection.settimeout(PATIENCE)
            if prepare:
                prepare(connection)
            if source:
                connection.bind((source, 0))
            connection.connect((address, port))
            return finish(connection, data)

    def login(self, **how):
        """(the server's line, what the client was told)"""
        said = self.talk(**how)
        line = self.server.next()
        assert said.endswith("pass\n" if line["passed"] else "refused\n")
        return line

    def passes(self, uid=TENANT, gid=TENANT, source="record", **how):
        line = self.login(uid=uid, gid=gid, **how)
        assert line["passed"], line
        assert (line["uid"], line["gid"]) == (uid, gid)
        assert (line["domain"], line["source"]) == ("web", source)
        return line

    def refused(self, reason, **how):
        line = self.login(**how)
        assert (line["passed"], line["reason_id"]) == (False, reason), line
        return line

    def addresses(self):
        """(client, server), once for each family"""
        network = self.network
        return [(network.client4, network.server4), (network.client6, network.server6)]

    def clean_up(self):
        for each in self._verifiers:
            each.clean_up()


def finish(connection, data=b"go\n"):
    connection.sendall(data)
    connection.shutdown(socket.SHUT_WR)
    said = b""
    while True:
        more = connection.recv(4096)
        if not more:
            return said.decode()
        said += more


@pytest.fixture(scope="session")
def programs(build, session_folder):
    """/run may be mounted without the right to execute."""
    folder = os.path.join(session_folder, "programs")
    os.makedirs(folder)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", folder], check=True)
    yield Programs(build, folder)
    libc.unmount(folder)


@pytest.fixture(scope="session")
def attacker(network):
    made = Attacker(network)
    try:
        made.up()
        yield made
    finally:
        made.down()


@pytest.fixture
def signed(lab, programs, attacker):
    netns.write_sysctl(lab.network.server, "net.core.somaxconn", 4096)
    made = SignedLab(lab, programs, attacker)
    try:
        yield made
    finally:
        made.clean_up()


@pytest.fixture
def syn_cookies(network):
    """In force for every connection."""
    with in_force(network):
        yield

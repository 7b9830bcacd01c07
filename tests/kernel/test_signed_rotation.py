# SPDX-License-Identifier: MIT
"""A key is replaced while people log in, by the steps of warifu-rotate(7) and no others:

    servers accept both    =============================
    clients sign with      old ========== new ================
    servers refuse the old                              =======
    logins                 =============================================>  every one passes
"""
import os
import shutil
import time

import pytest

from support import keyring
from support import signed as wire
from support.keys import Command
from support.logins import Logins
from support.signed_lab import PORT, TENANT
from support.verifier import SERVER

QUIET = ["--quiet-for", "4s"]  # longer than a login takes from its SYN to its answer


class Hosts:
    """The folders of an operator: one offline, one on the server, one on the client."""

    def __init__(self, signed, build):
        self.signed = signed
        self.server = signed.verifier()
        self.warifu = Command(build, self.server)
        self.offline = os.path.join(signed.lab.folder, "offline")
        self.keys = os.path.join(self.server.folder, "keys")
        self.client = os.path.join(signed.lab.folder, "client-keys")
        self.addresses = [client for client, _ in signed.addresses()]
        for folder in (self.offline, self.client):
            os.mkdir(folder, 0o700)

    def install(self, source, to, group=0):
        shutil.copyfile(source, to)
        os.chown(to, 0, group)
        os.chmod(to, 0o640 if group else 0o600)

    def make_audience(self, name, file):
        made = os.path.join(self.offline, file)
        self.warifu.do("key", "derive", "--audience", name, "master.key", "--out", file,
                       where=self.offline)
        self.install(made, os.path.join(self.keys, file), SERVER)
        return made

    def make_client_keys(self, audience, suffix):
        """Each at its place, as ADDRESS.key and `suffix`."""
        folder = os.path.join(self.offline, "client" + suffix)
        os.mkdir(folder, 0o700)
        wanted = [word for each in self.addresses for word in ("--for", each)]
        self.warifu.do("key", "derive", *wanted, audience, "--out-dir", folder)
        for name in os.listdir(folder):
            self.install(os.path.join(folder, name), os.path.join(self.client, name + suffix))

    def client_files(self):
        return [os.path.join(self.client, each + ".key") for each in self.addresses]

    def agent_config(self):
        keys = [{"source": address, "secret_file": file}
                for address, file in zip(self.addresses, self.client_files())]
        stamp = {"to": [server for _, server in self.signed.addresses()], "ports": [PORT],
                 "uids": "all", "slot": 3, "keys": keys, "proof": True}
        return keyring.table("stamp", stamp) + self.signed.listen()

    def set_up(self):
        network = self.signed.network
        self.warifu.do("key", "generate", "master.key", where=self.offline)
        audience = self.make_audience("postgresql@tokyo", "postgresql.audience")
        self.make_client_keys(audience, "")
        entry = {"slot": 3, "secret_file": "keys/postgresql.audience", "derive": "source-address",
                 "domain": "web", "from": [network.net4 + ".0/24", network.net6 + ":/64"],
                 "uids": ["10000-59999"], "gids": ["10000-59999"]}
        self.server.write_keyring(keyring.table("key", entry))
        self.server.write_stack("claim")
        self.signed.agent.start(self.agent_config(), network_namespace=network.server)
        self.signed.serve_with(self.server)

    # ------------------------------------------------------------ the steps of the page
    def rotate(self, *words):
        """(exit status, what it said)"""
        return self.warifu.run("key", "rotate", *words)

    def reload(self):
        self.warifu.do("reload", self.server.service)
        assert self.server.next("reload")["done"] == 1

    def status(self):
        return self.warifu.ask("key", "rotate", "status", "--slot", "3", "--service",
                               self.server.service, *QUIET)

    def begin(self):
        file = os.path.join(self.keys, "postgresql.audience.2")
        self.warifu.do("key", "rotate", "begin", "--slot", "3", "--secret-file", file)
        self.reload()

    def switch_clients(self):
        for file in self.client_files():
            os.link(file, file + ".old")
            os.rename(file + ".new", file)
        assert "was read again" in self.signed.agent.read_again()

    def switch_clients_back(self):
        for file in self.client_files():
            os.rename(file + ".old", file)
        assert "was read again" in self.signed.agent.read_again()

    def finish(self):
        """The loop of step 6."""
        words = ["finish", "--slot", "3", "--service", self.server.service, *QUIET]
        end = time.monotonic() + 120
        while True:
            status, said = self.rotate(*words)
            if status == 0:
                return self.reload()
            assert status == 1 and time.monotonic() < end, said
            time.sleep(0.5)


@pytest.fixture
def hosts(signed, build):
    made = Hosts(signed, build)
    made.set_up()
    return made


@pytest.fixture
def logins(hosts):
    made = Logins(hosts.signed)
    yield made
    made.end()


def only_passes(logins):
    assert logins.stop() == {"pass\n"}
    assert [line for line in logins.lines if not line["passed"]] == []


def test_no_login_is_refused(hosts, logins):
    second = hosts.make_audience("postgresql@tokyo.2", "postgresql.audience.2")
    logins.wait_for(10)
    hosts.begin()
    logins.wait_for(10)
    assert hosts.status()["next"] == "clients"
    hosts.make_client_keys(second, ".new")
    hosts.switch_clients()
    logins.wait_for(10)
    assert hosts.rotate("finish", "--slot", "3", "--service", hosts.server.service)[0] == 1, \
        "the old key was used within ten minutes"
    hosts.finish()
    logins.wait_for(10)
    hosts.warifu.do("key", "rotate", "remove", "--slot", "3")
    hosts.reload()
    os.unlink(os.path.join(hosts.keys, "postgresql.audience"))
    logins.wait_for(10)
    only_passes(logins)


def test_each_step_can_be_undone(hosts, logins):
    second = hosts.make_audience("postgresql@tokyo.2", "postgresql.audience.2")
    hosts.begin()
    logins.wait_for(10)
    hosts.make_client_keys(second, ".new")
    hosts.switch_clients()
    logins.wait_for(10)
    hosts.finish()
    hosts.warifu.do("key", "rotate", "reopen", "--slot", "3")
    hosts.reload()
    logins.wait_for(5)
    hosts.switch_clients_back()
    logins.wait_for(10)
    only_passes(logins)


def test_a_finished_rotation_refuses_the_old_key(hosts, logins):
    """Who kept a stolen key has nothing any more."""
    network = hosts.signed.network
    address = network.net4 + ".201"
    stolen = read(os.path.join(hosts.keys, "postgresql.audience"))
    thief = wire.Signer(wire.host_key(stolen, address))

    def steal():
        with hosts.signed.attacker.answers_for(address):
            return hosts.signed.attacker.forge("hdrincl", address, network.server4, PORT,
                                               proof=lambda it: thief.proof(TENANT, TENANT, it))

    assert steal() == "pass\n"
    hosts.make_audience("postgresql@tokyo.2", "postgresql.audience.2")
    hosts.begin()
    hosts.warifu.do("key", "rotate", "finish", "--slot", "3", "--force")
    hosts.reload()
    assert steal() == "refused\n"
    hosts.warifu.do("key", "rotate", "remove", "--slot", "3")
    hosts.reload()
    assert steal() == "refused\n"
    assert logins.stop() != set()


def read(path):
    with open(path) as file:
        return bytes.fromhex(file.read())

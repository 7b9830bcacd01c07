# SPDX-License-Identifier: MIT
"""A server that copies ours is a client, and has the owner of its process."""
import os
import subprocess
import time

import pytest
from conftest import A, B
from lab.hosted import PATIENCE
from my.server import PASSWORD, PORT
from my.wire import Client, Closed, Refused
from support import child, netns


def own(path, uid):
    os.chown(path, uid, uid)
    for folder, folders, files in os.walk(path):
        for name in folders + files:
            os.chown(os.path.join(folder, name), uid, uid)


class Replica:
    """mariadbd on the client host, run by a tenant; its context is its life."""

    def __init__(self, programs, network, folder):
        self._programs, self._network, self._folder = programs, network, folder
        self._socket = os.path.join(folder, "socket")
        os.makedirs(folder)
        subprocess.run([*programs.installer, f"--datadir={folder}/data", "--skip-test-db",
                        "--auth-root-authentication-method=socket", "--skip-name-resolve"],
                       check=True, capture_output=True)

    def run(self, uid):
        own(self._folder, uid)

        def become():
            netns.enter(self._network.client)
            child.become(uid, uid)
        settings = {"datadir": f"{self._folder}/data", "socket": self._socket, "server_id": 2,
                    "innodb_buffer_pool_size": "16M", "performance_schema": "OFF",
                    **self._programs.settings}
        with open(os.path.join(self._folder, "output"), "a") as output:
            self._process = subprocess.Popen(
                [self._programs.server, "--no-defaults", "--skip-networking",
                 *(f"--{name}={value}" for name, value in settings.items())],
                stdout=output, stderr=output, preexec_fn=become, cwd=self._folder)
        return self

    def ask(self, query):
        with Client(self._socket) as client:
            client.log_in("root", "")
            return client.ask(query)

    def is_up(self):
        try:
            return self.ask("SELECT 1") == [["1"]]
        except (OSError, Closed, Refused):
            return False

    def is_connected(self):
        return self.ask("SHOW GLOBAL STATUS LIKE 'Slave_running'") == [["Slave_running", "ON"]]

    def wait_until(self, holds):
        end = time.monotonic() + PATIENCE
        while not holds():
            assert self._process.poll() is None and time.monotonic() < end, self._told()
            time.sleep(0.05)

    def _told(self):
        with open(os.path.join(self._folder, "output"), errors="replace") as output:
            return output.read()[-5000:]

    def __enter__(self):
        try:
            self.wait_until(self.is_up)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()


@pytest.fixture
def primary(server, site):
    """The server, which writes its log of changes; put back afterwards."""
    server.stop()
    server.start(log_bin="changes", server_id=1)
    server.admin(f"CREATE USER copier@'%' IDENTIFIED VIA warifu USING PASSWORD('{PASSWORD}')")
    server.admin("GRANT REPLICATION SLAVE ON *.* TO copier@'%'")
    server.admin("RESET MASTER")  # of accounts that a server without the plugin does not take
    site.write(copier=A)
    server.reload()
    yield server
    server.admin("DROP DATABASE IF EXISTS copied")
    server.admin("DROP USER copier@'%'")
    server.stop()
    server.start()


def test_a_replica_needs_its_owner(primary, site, programs, network, folder):
    replica = Replica(programs, network, os.path.join(folder, "replica"))
    before = site.mark()
    with replica.run(B):
        replica.ask(f"CHANGE MASTER TO MASTER_HOST='{network.server4}', MASTER_PORT={PORT}, "
                    f"MASTER_USER='copier', MASTER_PASSWORD='{PASSWORD}', MASTER_CONNECT_RETRY=1, "
                    "MASTER_SSL=0, MASTER_SSL_VERIFY_SERVER_CERT=0, MASTER_USE_GTID=slave_pos")
        replica.ask("START SLAVE")
        replica.wait_until(lambda: any(each["account"] == "copier" and each["verdict"] == "refused"
                                       for each in site.decisions(before)))
        assert not replica.is_connected()
    with replica.run(A):
        replica.wait_until(replica.is_connected)
        primary.admin("CREATE DATABASE copied")
        replica.wait_until(lambda: replica.ask("SHOW DATABASES LIKE 'copied'") == [["copied"]])

# SPDX-License-Identifier: MIT
"""A server that copies ours is a client, and has the owner of its process."""
import os
import subprocess

import pytest
from conftest import A, B
from lab.tenants_server import TenantsServer
from my.server import PASSWORD, PORT
from my.wire import Client, Closed, Refused


class Replica(TenantsServer):
    """`folder` has its data."""

    def __init__(self, programs, network, uid, folder):
        self._socket = os.path.join(folder, "socket")
        settings = {"datadir": f"{folder}/data", "socket": self._socket, "server_id": 2,
                    "innodb_buffer_pool_size": "16M", "performance_schema": "OFF", **programs.settings}
        super().__init__(network, uid, folder, [programs.server, "--no-defaults", "--skip-networking", *(
            f"--{name}={value}" for name, value in settings.items())])

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


@pytest.fixture
def empty(programs, folder):
    """The folder of a server that has nothing yet."""
    path = os.path.join(folder, "replica")
    os.makedirs(path)
    subprocess.run([*programs.installer, f"--datadir={path}/data", "--skip-test-db",
                    "--auth-root-authentication-method=socket", "--skip-name-resolve"],
                   check=True, capture_output=True)
    return path


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


def test_a_replica_needs_its_owner(primary, site, programs, network, empty):
    before = site.mark()
    with Replica(programs, network, B, empty) as replica:
        replica.ask(f"CHANGE MASTER TO MASTER_HOST='{network.server4}', MASTER_PORT={PORT}, "
                    f"MASTER_USER='copier', MASTER_PASSWORD='{PASSWORD}', MASTER_CONNECT_RETRY=1, "
                    "MASTER_SSL=0, MASTER_SSL_VERIFY_SERVER_CERT=0, MASTER_USE_GTID=slave_pos")
        replica.ask("START SLAVE")
        replica.wait_until(lambda: any(each["account"] == "copier" and each["verdict"] == "refused"
                                       for each in site.decisions(before)))
        assert not replica.is_connected()
    with Replica(programs, network, A, empty) as replica:  # which goes on where it was
        replica.wait_until(replica.is_connected)
        primary.admin("CREATE DATABASE copied")
        replica.wait_until(lambda: replica.ask("SHOW DATABASES LIKE 'copied'") == [["copied"]])

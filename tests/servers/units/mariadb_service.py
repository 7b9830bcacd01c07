# SPDX-License-Identifier: MIT
"""MariaDB as Debian runs it: its configuration below /etc, started by mariadb.service."""
from lab.unit.service import Service
from my.login import login
from my.wire import Client

UNIT = "mariadb.service"
PORT = 3306
SOCKET = "/run/mysqld/mysqld.sock"
DATA = "/var/lib/mysql-tested"
LOG = f"{DATA}/error.log"
DECISIONS = f"{DATA}/decisions.jsonl"
PLUGIN = "/usr/lib/mysql/plugin/warifu.so"


class MariadbService(Service):
    def __init__(self, machine, network, folder):
        super().__init__(machine, network, folder, UNIT, LOG, DECISIONS)
        machine.run("systemd-tmpfiles", "--create", "mariadb.conf")
        machine.run("mariadb-install-db", "--user=mysql", f"--datadir={DATA}", "--skip-test-db",
                    "--auth-root-authentication-method=socket")
        shipped = machine.read("/usr/share/doc/warifu-mariadb/warifu.cnf")
        machine.write("/etc/mysql/mariadb.conf.d/warifu.cnf", shipped)
        machine.write("/etc/mysql/mariadb.conf.d/tests.cnf",
                      f"[mariadbd]\ndatadir = {DATA}\nlog_error = {LOG}\nskip_name_resolve = ON\n"
                      f"bind_address = {network.server4}\ninnodb_buffer_pool_size = 16M\n")

    def admin(self, query):
        def ask():
            with Client(SOCKET) as client:
                client.log_in("root", "")
                return client.ask(query)
        return self.here(0, ask)

    def remote(self, uid, account="app"):
        """What the server says to a login by a process of this uid on the client host."""
        return self.from_client_host(uid, lambda: _log_in((self._network.server4, PORT), account))

    def local(self, uid, account="app"):
        return self.here(uid, lambda: _log_in(SOCKET, account))


def _log_in(where, account):
    with Client(where) as client:
        return login(account)(client)

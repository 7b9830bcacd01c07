# SPDX-License-Identifier: MIT
"""MariaDB as Debian runs it: its configuration below /etc, started by mariadb.service."""
import json
import os
import subprocess

from lab.unit import file
from lab.unit.confinement import Confinement
from lab.unit.notify import Notified
from my.login import login
from my.wire import Client
from support import child, netns

UNIT = "mariadb.service"
PORT = 3306
SOCKET = "/run/mysqld/mysqld.sock"
DATA = "/var/lib/mysql-tested"
LOG = f"{DATA}/error.log"
DECISIONS = f"{DATA}/decisions.jsonl"
PLUGIN = "/usr/lib/mysql/plugin/warifu.so"
PATIENCE = 120  # seconds until a test says that nothing came; nothing is measured


class MariadbService:
    def __init__(self, machine, network, folder):
        self._machine = machine
        self._network = network
        self._notify = os.path.join(folder, "notify-mariadb")
        self.process = None
        machine.run("systemd-tmpfiles", "--create", "mariadb.conf")
        machine.run("mariadb-install-db", "--user=mysql", f"--datadir={DATA}", "--skip-test-db",
                    "--auth-root-authentication-method=socket")
        shipped = machine.read("/usr/share/doc/warifu-mariadb/warifu.cnf")
        machine.write("/etc/mysql/mariadb.conf.d/warifu.cnf", shipped)
        machine.write("/etc/mysql/mariadb.conf.d/tests.cnf",
                      f"[mariadbd]\ndatadir = {DATA}\nlog_error = {LOG}\nskip_name_resolve = ON\n"
                      f"bind_address = {network.server4}\ninnodb_buffer_pool_size = 16M\n")

    # ------------------------------------------------------------------------ life
    def start(self, *drop_ins):
        """Under its unit with these; whether it said that it is ready, which it does or ends."""
        confined = Confinement(file.find(UNIT), *drop_ins, before=self._enter)
        notified = Notified(self._notify)
        try:
            self.process = subprocess.Popen(self._machine.inside(confined.command),
                                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                            stderr=subprocess.DEVNULL, preexec_fn=confined.enter,
                                            env={"PATH": "/usr/bin:/bin", **notified.environment})
            return notified.wait_or_end(self.process, PATIENCE)
        finally:
            notified.close()
            os.unlink(self._notify)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)
        self.process = None

    def told(self, path=LOG):
        return self._machine.read(path)

    def decisions(self):
        return [each for each in map(json.loads, self.told(DECISIONS).splitlines())
                if "verdict" in each]

    # ------------------------------------------------------------------------ connections
    def admin(self, query):
        def ask():
            self._machine.enter()
            with Client(SOCKET) as client:
                client.log_in("root", "")
                return client.ask(query)
        return child.run(ask)

    def remote(self, uid, account="app"):
        """What the server says to a login by a process of this uid on the client host."""
        return child.run(lambda: self._log_in(lambda: netns.enter(self._network.client), uid,
                                              (self._network.server4, PORT), account))

    def local(self, uid, account="app"):
        return child.run(lambda: self._log_in(self._machine.enter, uid, SOCKET, account))

    @staticmethod
    def _log_in(enter, uid, where, account):
        enter()
        child.become(uid, uid)
        with Client(where) as client:
            return login(account)(client)

    def _enter(self):
        netns.enter(self._network.server)
        self._machine.enter()

# SPDX-License-Identifier: MIT
"""PostgreSQL as Debian runs it: a cluster below /etc and /var, started by postgresql@.service."""
import os
import pwd
import subprocess

from lab.unit import file
from lab.unit.confinement import Confinement
from pg import wire
from support import child, netns

UNIT = "postgresql@.service"
PORT = 5432
PASSWORD = "right"
SOCKET = f"/run/postgresql/.s.PGSQL.{PORT}"
ACCOUNTS = ("app", "local_app")
HBA = """local all postgres peer
local all all scram-sha-256
host all all all scram-sha-256
"""


class Cluster:
    def __init__(self, machine, network, major):
        self._machine = machine
        self._network = network
        self._instance = f"{major}-tested"
        self._folder = f"/etc/postgresql/{major}/tested"
        self._log = f"/var/log/postgresql/postgresql-{self._instance}.log"
        self._runs = False
        machine.run("systemd-tmpfiles", "--create", "postgresql-common.conf")
        machine.run("pg_createcluster", "--locale=C.UTF-8", f"--port={PORT}", major, "tested", "--",
                    "--no-sync")
        machine.write(f"{self._folder}/pg_hba.conf", HBA)
        machine.write(f"{self._folder}/conf.d/tests.conf",
                      f"listen_addresses = '{network.server4}'\nfsync = off\nautovacuum = off\n"
                      "shared_preload_libraries = 'warifu'\n")

    def fill(self):
        for each in ACCOUNTS:
            self.admin(f"CREATE ROLE {each} LOGIN PASSWORD '{PASSWORD}'")
            self.admin(f"GRANT pg_monitor TO {each}")
        self.admin("CREATE EXTENSION warifu")

    # ------------------------------------------------------------------------ life
    def start(self, *drop_ins):
        """Under its unit with these; returns once it is started, as pg_ctlcluster does."""
        confined = Confinement(file.find(UNIT), *drop_ins, instance=self._instance,
                               before=self._enter)
        self._mark = len(self._machine.read(self._log))
        self._runs = True
        done = subprocess.run(self._machine.inside(confined.command), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=300,
                              preexec_fn=confined.enter, env={"PATH": "/usr/bin:/bin"})
        assert done.returncode == 0, done.stdout + done.stderr + self.told()

    def stop(self):
        if self._runs:
            confined = Confinement(file.find(UNIT), instance=self._instance)
            self._machine.run(*self._machine.inside(lambda: confined.command("ExecStop")))
            self._runs = False

    def told(self):
        """Since it was started."""
        return self._machine.read(self._log)[self._mark:]

    # ------------------------------------------------------------------------ connections
    def admin(self, query):
        return self._machine.run("runuser", "-u", "postgres", "--", "psql", "-XtAc", query).strip()

    def remote(self, uid, account, query=None):
        """A login by a process of this uid on the client host."""
        def there():
            netns.enter(self._network.client)
            child.become(uid, uid)
            return wire.login((self._network.server4, PORT), account, "postgres", PASSWORD, query)
        return child.run(there)

    def local(self, uid, account, query=None):
        def there():
            self._machine.enter()
            child.become(uid, uid)
            return wire.login(SOCKET, account, "postgres", PASSWORD, query)
        return child.run(there)

    def _enter(self):
        netns.enter(self._network.server)
        self._machine.enter()


def is_installed(major):
    return (file.find(UNIT) is not None and os.path.exists(f"/usr/lib/postgresql/{major}/bin/postgres")
            and any(each.pw_name == "postgres" for each in pwd.getpwall()))

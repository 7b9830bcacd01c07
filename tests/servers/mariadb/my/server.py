# SPDX-License-Identifier: MIT
"""mariadbd with the plugin, in the server host's namespace, run by an unprivileged user."""
import os
import pwd
import shutil
import subprocess
from typing import NamedTuple

from lab.hosted import Hosted
from lab.stack import write
from my.wire import Client, Closed, Refused

PORT = 3306
PASSWORD = "right"
USER = next((each for each in pwd.getpwall() if each.pw_name == "mysql"), None)


class Programs(NamedTuple):
    """A server's, and where it is."""
    server: str
    installer: list    # words that mariadb-install-db begins with
    plugins: str       # folder of its own plugins
    ours: str          # the one that was built for it, below the build folder or anywhere
    settings: dict = {}


INSTALLED = Programs(shutil.which("mariadbd"), ["mariadb-install-db", "--no-defaults"],
                     "/usr/lib/mysql/plugin", "sdk/servers/mariadb/warifu.so")


class Server(Hosted):
    def __init__(self, programs, installed, network, folder, variables):
        super().__init__(network, folder, USER, Client)
        self._programs = programs
        self._installed = installed
        self._variables = variables
        self.data = os.path.join(folder, "data")

    # ------------------------------------------------------------------------ life
    def make(self):
        """A data folder whose root is who is root on the server host."""
        subprocess.run([*self._programs.installer, "--user=mysql", f"--datadir={self.data}",
                        "--auth-root-authentication-method=socket", "--skip-test-db",
                        "--skip-name-resolve"],
                       check=True, capture_output=True)

    def write(self, **more):
        settings = {"user": "mysql", "datadir": self.data, "socket": self.unix, "log_error": self.log,
                    "port": PORT, "bind_address": f"{self.network.server4},{self.network.server6}",
                    "skip_name_resolve": "ON",
                    "pid_file": os.path.join(self.folder, "pid"), "innodb_buffer_pool_size": "16M",
                    "innodb_log_file_size": "8M", "innodb_flush_log_at_trx_commit": 0,
                    "performance_schema": "OFF", "max_connections": 60, "max_connect_errors": 1000000,
                    "plugin_dir": self._installed.folder, "plugin_load_add": "warifu",
                    "ssl_cert": f"{self.folder}/server.crt", "ssl_key": f"{self.folder}/server.key",
                    **{f"warifu_{name}": value for name, value in self._variables.items()},
                    **self._programs.settings, **more}
        write(os.path.join(self.folder, "my.cnf"), "[mariadbd]\n" + "".join(
            f"{name} = {value}\n" for name, value in settings.items() if value is not None))

    def start(self, **more):
        """Returns once it answers."""
        self.write(**more)
        self.launch()
        self.wait_until(self._answers)

    def launch(self):
        self.run([self._programs.server, f"--defaults-file={self.folder}/my.cnf"],
                 {"LD_LIBRARY_PATH": self._installed.lib, "MALLOC_ARENA_MAX": "1"})

    # ------------------------------------------------------------------------ connections
    def remote(self, uid, talk, family="server4", tls=False):
        """What talk(client) returns, run by a process of this uid on the client host."""
        return self.talk_from_client_host(uid, (getattr(self.network, family), PORT), talk, tls)

    def admin(self, query):
        """As root, who is no account of the plugin's."""
        with Client(self.unix) as client:
            client.log_in("root", "")
            return client.ask(query)

    def status(self):
        """What the plugin counted, without the prefix."""
        rows = self.admin("SHOW GLOBAL STATUS LIKE 'Warifu%'")
        return {name.split("_", 1)[1]: int(value) for name, value in rows}

    def wait_for_status(self, holds):
        self.wait_until(lambda: holds(self.status()))

    def reload(self):
        self.admin("SET GLOBAL warifu_reload = ON")

    def _answers(self):
        try:
            return self.admin("SELECT 1") == [["1"]]
        except (OSError, Closed, Refused):
            return False

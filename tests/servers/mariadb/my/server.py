# SPDX-License-Identifier: MIT
"""mariadbd with the plugin, in the server host's namespace, run by an unprivileged user."""
import os
import pwd
import shutil
import signal
import subprocess
import time
from typing import NamedTuple

from lab.stack import write
from my.wire import Client, Closed, Refused
from support import child, netns

PORT = 3306
PASSWORD = "right"
PATIENCE = 300  # seconds until a test says that nothing came; nothing is measured
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


class Server:
    def __init__(self, programs, installed, network, folder, variables):
        self._programs = programs
        self._installed = installed
        self.network = network
        self.folder = folder
        self._variables = variables
        self.unix = os.path.join(folder, "socket")
        self.log = os.path.join(folder, "log.err")
        self.data = os.path.join(folder, "data")
        self.process = None
        os.makedirs(folder, exist_ok=True)
        os.chown(folder, USER.pw_uid, USER.pw_gid)
        self._make_certificate()

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
                    **self._programs.settings, "performance_schema": "OFF", "max_connections": 60, "max_connect_errors": 1000000,
                    "plugin_dir": self._installed.folder, "plugin_load_add": "warifu",
                    "ssl_cert": f"{self.folder}/server.crt", "ssl_key": f"{self.folder}/server.key",
                    **{f"warifu_{name}": value for name, value in self._variables.items()}, **more}
        write(os.path.join(self.folder, "my.cnf"), "[mariadbd]\n" + "".join(
            f"{name} = {value}\n" for name, value in settings.items() if value is not None))

    def start(self, **more):
        """Returns once it answers."""
        self.write(**more)
        self.launch()
        end = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, self.told() + self._output()
            assert time.monotonic() < end, self.told()
            time.sleep(0.02)

    def launch(self):
        environment = {"LD_LIBRARY_PATH": self._installed.lib, "PATH": "/usr/bin:/bin", "LC_ALL": "C",
                       "MALLOC_ARENA_MAX": "1"}
        with open(os.path.join(self.folder, "output"), "a") as output:
            self.process = subprocess.Popen(
                [self._programs.server, f"--defaults-file={self.folder}/my.cnf"], stdout=output, stderr=output,
                env=environment, preexec_fn=self._become_server)

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(PATIENCE)
        self.process = None

    def told(self, since=0):
        if not os.path.exists(self.log):
            return ""
        with open(self.log, errors="replace") as log:
            return log.read()[since:]

    def _output(self):
        """What it said before it opened its log."""
        with open(os.path.join(self.folder, "output"), errors="replace") as output:
            return output.read()

    def wait_until_told(self, text, since):
        end = time.monotonic() + PATIENCE
        while text not in self.told(since):
            assert time.monotonic() < end, f"{text!r} is not in {self.told(since)}"
            time.sleep(0.05)

    # ------------------------------------------------------------------------ connections
    def remote(self, uid, talk, family="server4", tls=False):
        """What talk(client) returns, run by a process of this uid on the client host."""
        where = (getattr(self.network, family), PORT)
        return child.run(lambda: self._talk(uid, where, talk, self.network.client, tls))

    def local(self, uid, talk):
        """The same over the Unix socket."""
        return child.run(lambda: self._talk(uid, self.unix, talk, None, False))

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
        end = time.monotonic() + PATIENCE
        while not holds(self.status()):
            assert time.monotonic() < end, self.status()
            time.sleep(0.05)

    def reload(self):
        self.admin("SET GLOBAL warifu_reload = ON")

    @staticmethod
    def _talk(uid, where, talk, namespace, tls):
        if namespace:
            netns.enter(namespace)
        child.become(uid, uid)
        with Client(where, tls) as client:
            return talk(client)

    def _answers(self):
        try:
            return self.admin("SELECT 1") == [["1"]]
        except (OSError, Closed, Refused):
            return False

    def _become_server(self):
        netns.enter(self.network.server)
        os.umask(0o077)
        child.become(USER.pw_uid, USER.pw_gid)

    def _make_certificate(self):
        key, certificate = (os.path.join(self.folder, name) for name in ("server.key", "server.crt"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj",
                        "/CN=server", "-keyout", key, "-out", certificate], check=True,
                       capture_output=True)
        for path in (key, certificate):
            os.chown(path, USER.pw_uid, USER.pw_gid)

# SPDX-License-Identifier: MIT
"""redis-server with the module, in the server host's namespace, run by an unprivileged user."""
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time

from lab.stack import write
from rd.resp import Client, Closed
from support import child, netns

PORT, TLS_PORT, OTHER_PORT = 6379, 6380, 6381
PASSWORD = "right"
PATIENCE = 300  # seconds until a test says that nothing came; nothing is measured
PROGRAM = shutil.which("redis-server")
USER = next((each for each in pwd.getpwall() if each.pw_name == "redis"), None)
ADMIN = 20110  # the uid that the account admin belongs to

USERS = f"""user default off
user admin on >{PASSWORD} ~* &* +@all
user app on >{PASSWORD} ~* +@read +@write +@connection +@transaction +@scripting
user other on >{PASSWORD} ~* +@read +@write +@connection
user open on nopass ~* +@read +@connection
"""


class Server:
    def __init__(self, installed, network, folder, warifu_folders, program, users=USERS):
        self._installed = installed
        self.network = network
        self.folder = folder
        self._folders = warifu_folders
        self._program = program
        self._users = users
        self.unix = os.path.join(folder, "socket")
        self.log = os.path.join(folder, "log")
        self.process = None
        os.makedirs(folder, exist_ok=True)
        os.chown(folder, USER.pw_uid, USER.pw_gid)
        self._make_certificate()

    # ------------------------------------------------------------------------ life
    def write(self, more="", arguments=""):
        folders = " ".join(f"{name} {value}" for name, value in self._folders.items())
        write(os.path.join(self._folders["config-dir"], "redis.conf"),
              f"bind {self.network.server4} {self.network.server6}\nport {PORT}\n"
              f"tls-port {TLS_PORT}\ntls-cert-file {self.folder}/server.crt\n"
              f"tls-key-file {self.folder}/server.key\ntls-auth-clients no\n"
              f"unixsocket {self.unix}\nunixsocketperm 777\nprotected-mode no\n"
              f"dir {self.folder}\nlogfile {self.log}\nsave \"\"\nenable-debug-command no\n"
              f"loadmodule {self._installed.folder}/warifu-redis.so {folders} {arguments}\n"
              f"{self._users}{more}")

    def start(self, more="", arguments=""):
        """Returns once it answers."""
        self.write(more, arguments)
        self.resume()

    def resume(self):
        """With what was written, returns once it answers."""
        self.launch()
        self._wait_until(self._answers)

    def wait_until_it_listens(self):
        """For servers that may refuse to answer. The socket's file is there from bind() on, which is
        before listen()."""
        self._wait_until(self._listens)

    def start_only(self, more="", arguments=""):
        self.write(more, arguments)
        self.launch()

    def without_module(self):
        """Takes the loadmodule line out of what was written."""
        path = os.path.join(self._folders["config-dir"], "redis.conf")
        with open(path) as file:
            lines = [line for line in file if not line.startswith("loadmodule ")]
        write(path, "".join(lines))

    def launch(self):
        environment = {"LD_LIBRARY_PATH": self._installed.lib,
                       "PATH": "/usr/bin:/bin", "LC_ALL": "C"}
        with open(os.path.join(self.folder, "output"), "a") as output:
            self.process = subprocess.Popen(
                [self._program, os.path.join(self._folders["config-dir"], "redis.conf")],
                stdout=output, stderr=output, env=environment, preexec_fn=self._become_server)

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(PATIENCE)
        self.process = None

    def told(self, since=0):
        if not os.path.exists(self.log):
            return ""
        with open(self.log) as log:
            return log.read()[since:]

    # ------------------------------------------------------------------------ connections
    def remote(self, uid, talk, family="server4", port=PORT, tls=False):
        """What talk(client) returns, run by a process of this uid on the client host."""
        where = (getattr(self.network, family), TLS_PORT if tls else port)
        return child.run(lambda: self._talk(uid, where, talk, self.network.client, tls))

    def local(self, uid, talk):
        """The same over the Unix socket."""
        return child.run(lambda: self._talk(uid, self.unix, talk, None, False))

    def admin(self, *words):
        def talk(client):
            assert client.ask("AUTH", "admin", PASSWORD) == "OK"
            return client.ask(*words)
        return self.local(ADMIN, talk)

    def has_callback(self):
        """Redis 7.2 and newer, Valkey; else logins come through a command filter."""
        return "auth callback" in self.admin("WARIFU.STATUS")

    @staticmethod
    def _talk(uid, where, talk, namespace, tls):
        if namespace:
            netns.enter(namespace)
        child.become(uid, uid)
        with Client(where, tls) as client:
            return talk(client)

    def _wait_until(self, condition):
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None, self.told()
            assert time.monotonic() < end, self.told()
            time.sleep(0.02)

    def _listens(self):
        with socket.socket(socket.AF_UNIX) as connection:
            return connection.connect_ex(self.unix) == 0

    def _answers(self):
        if not self._listens():
            return False
        try:
            return self.admin("PING") == "PONG"
        except (RuntimeError, Closed):
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

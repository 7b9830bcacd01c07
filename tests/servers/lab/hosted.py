# SPDX-License-Identifier: MIT
"""A server in the server host's namespace, run by its distribution's user from a folder of its own, and
those who connect to it."""
import os
import signal
import socket
import subprocess
import time

from support import child, netns

PATIENCE = 300  # seconds until a test says that nothing came; nothing is measured


def connected(where, timeout):
    """A socket. `where`: (address, port), the path of a Unix socket, or one that is connected."""
    if isinstance(where, socket.socket):
        where.settimeout(timeout)
        return where
    if not isinstance(where, str):
        return socket.create_connection(where, timeout=timeout)
    made = socket.socket(socket.AF_UNIX)
    made.settimeout(timeout)
    made.connect(where)
    return made


class Hosted:
    """`client(where, tls)`: a context manager for one connection. Listens on `unix`, writes to `log`."""

    def __init__(self, network, folder, user, client):
        self.network = network
        self.folder = folder
        self.unix = os.path.join(folder, "socket")
        self.log = os.path.join(folder, "log.err")
        self.process = None
        self._user = user
        self._client = client
        os.makedirs(folder, exist_ok=True)
        os.chown(folder, user.pw_uid, user.pw_gid)
        self._make_certificate()

    # ------------------------------------------------------------------------ life
    def run(self, command, environment):
        with open(os.path.join(self.folder, "output"), "a") as output:
            self.process = subprocess.Popen(
                command, stdout=output, stderr=output, preexec_fn=self._become_server,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", **environment})

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

    def wait_until_told(self, text, since):
        self.wait_until(lambda: text in self.told(since))

    def wait_until(self, condition):
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None and time.monotonic() < end, self.told() + self._output()
            time.sleep(0.02)

    def listens(self):
        """The socket's file is there from bind() on, which is before listen()."""
        with socket.socket(socket.AF_UNIX) as connection:
            return connection.connect_ex(self.unix) == 0

    def _output(self):
        """What it said before it opened its log."""
        with open(os.path.join(self.folder, "output"), errors="replace") as output:
            return output.read()

    # ------------------------------------------------------------------------ connections
    def talk_from_client_host(self, uid, where, talk, tls):
        """What talk(client) returns, run by a process of this uid on the client host."""
        return child.run(lambda: self._talk(uid, where, talk, self.network.client, tls))

    def local(self, uid, talk):
        """The same over the Unix socket."""
        return child.run(lambda: self._talk(uid, self.unix, talk, None, False))

    def _talk(self, uid, where, talk, namespace, tls):
        if namespace:
            netns.enter(namespace)
        child.become(uid, uid)
        with self._client(where, tls) as client:
            return talk(client)

    # ------------------------------------------------------------------------ its making
    def _become_server(self):
        netns.enter(self.network.server)
        os.umask(0o077)
        child.become(self._user.pw_uid, self._user.pw_gid)

    def _make_certificate(self):
        key, certificate = (os.path.join(self.folder, name) for name in ("server.key", "server.crt"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj",
                        "/CN=server", "-keyout", key, "-out", certificate], check=True,
                       capture_output=True)
        for path in (key, certificate):
            os.chown(path, self._user.pw_uid, self._user.pw_gid)

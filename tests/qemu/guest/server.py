# SPDX-License-Identifier: MIT
"""verify_server as an unprivileged uid, beside an agent that signs and records, as installed."""
import contextlib
import itertools
import os
import socket
import time

from lab import CONFIG, HOST, PATIENCE, PORT, TENANT
from support import child, keyring, libc
from support.server import Server
from support.verifier import Verifier

SECRET = bytes(range(32))
OTHER_SECRET = bytes(range(32, 64))
RUNTIME = "/run/warifu"
CLONE_NEWTIME = 0x80
DAY = 86400
_numbers = itertools.count()
HERE = "here"  # the guest's only network namespace, by the name that iproute2 would give it


class Installed:
    """Where the initramfs has the programs."""
    folder = "/usr/bin"
    modules = "/usr/lib/warifu"

    @staticmethod
    def path(name):
        return os.path.join("/usr/bin", name)


class Host:
    """Both hosts in one."""
    server = HERE


def name_the_namespace():
    os.makedirs("/run/netns", exist_ok=True)
    if not os.path.lexists("/run/netns/" + HERE):
        os.symlink("/proc/1/ns/net", "/run/netns/" + HERE)


def signing():
    """agent.toml of a host that is client and server: claim and proof, recorded."""
    files = keyring.SecretFiles(os.path.join(CONFIG, "keys"))
    return (keyring.stamp(files, {HOST: SECRET, "::1": SECRET}, [HOST, "::1"], [PORT])
            + f"[listen]\nports = [{PORT}]\nrecord = true\n")


class LongUp(Verifier):
    """On a host that was started a day ago, as a time namespace has it."""
    started = -DAY

    def _become_server(self):
        libc.unshare(CLONE_NEWTIME)
        with open("/proc/self/timens_offsets", "w", encoding="ascii") as file:
            file.write(f"boottime {-self.started} 0\n")
        with open("/proc/self/ns/time_for_children", "rb") as namespace:
            libc.setns(namespace.fileno(), CLONE_NEWTIME)
        super()._become_server()


class JustStarted(LongUp):
    """Seconds ago, however long the guest took to come so far."""

    @property
    def started(self):
        return int(time.clock_gettime(time.CLOCK_BOOTTIME)) - 2


class Login:
    """A connection that somebody is opening."""

    def __init__(self, server, uid=TENANT):
        self._server = server
        self._client = child.Child(lambda: _talk(uid, server.host))

    def line(self):
        """What the server found; the client was told the same."""
        line = self._server.next()
        said = self._client.result()
        assert said == ("pass\n" if line["passed"] else "refused\n"), (said, line)
        return line


def _talk(uid, host):
    child.become(uid, uid)
    with socket.create_connection((host, PORT), PATIENCE) as connection:
        connection.sendall(b"go\n")
        connection.shutdown(socket.SHUT_WR)
        return connection.makefile("rb").read().decode()


def passes(server, source="record", uid=TENANT, **how):
    line = Login(server, uid, **how).line()
    assert line["passed"], line
    assert (line["uid"], line["gid"], line["domain"]) == (uid, uid, "web"), line
    assert line["source"] == source, line


def refused(server, reason, **how):
    line = Login(server, **how).line()
    assert (line["passed"], line["reason_id"]) == (False, reason), line


@contextlib.contextmanager
def verifying(require="claim", secret=SECRET, host=HOST, kind=LongUp, **stack):
    """A server with a configuration of its own, which is thrown away with the guest."""
    name_the_namespace()
    folder = os.path.join(CONFIG, f"service{next(_numbers)}")
    os.mkdir(folder)
    os.chmod(folder, 0o755)
    listener = Server(Host, host, PORT)
    made = kind(Host, Installed, folder, RUNTIME, os.path.basename(folder))
    made.host = host
    try:
        made.write_keyring(made.key(secret, uids=["0-59999"], gids=["0-59999"]))
        made.write_stack(require, **stack)
        made.start("--each", "none", listeners=[listener])
        yield made
    finally:
        made.stop()
        listener.close()

# SPDX-License-Identifier: MIT
"""The example servers, as their own unprivileged user; and clients of them on the client host."""
import json
import os
import signal
import socket
import time

from machine.installed import as_user, start
from support import child, netns

PORT, POOL = 7000, 6000
PATIENCE = 120  # seconds until a test says that nothing came; nothing is measured
SERVER = 20200  # whom the servers run as
POOLER = 20201  # whom the pooler runs as: an owner, too

COMMANDS = {"c": ("example-server-c",), "cpp": ("example-server-cpp",),
            "python": ("/usr/bin/python3", "server.py"),
            "asyncio": ("/usr/bin/python3", "asyncio_server.py"),
            "pooler": ("/usr/bin/python3", "pooler.py")}


def words_of(programs, language):
    """How a program is called on the installed machine."""
    *interpreter, name = COMMANDS[language]
    return [*interpreter, os.path.join(programs, name)]


class Program:
    """Runs until stop(). Made once it is up."""

    def __init__(self, command, is_up, log):
        self.log = log
        self.process = start(command, log)
        try:
            self._wait_until(is_up)
        except BaseException:
            self.stop()
            raise

    def _wait_until(self, condition):
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None, self.told()
            assert time.monotonic() < end, "it does not come up: " + self.told()
            time.sleep(0.02)

    def told(self):
        with open(self.log) as file:
            return file.read()

    def stop(self):
        """And what it forked: all are in one session."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait(PATIENCE)


class Decisions:
    """The log of a stack: a file that the server's user may write to."""

    def __init__(self, path, uid):
        self.path = path
        with open(path, "w"):
            os.chown(path, uid, uid)

    def all(self):
        with open(self.path) as file:
            return [json.loads(line) for line in file]

    def mark(self):
        return len(self.all())

    def since(self, mark):
        return [each for each in self.all()[mark:] if "verdict" in each]


def log_in(network, uid, where, account, password="secret"):
    """What the server answers to a process of this uid on the client host; "" where it hung up."""
    def talk():
        if network:
            netns.enter(network)
        child.become(uid, uid)
        family = socket.AF_UNIX if isinstance(where, str) else \
            socket.AF_INET6 if ":" in where[0] else socket.AF_INET
        with socket.socket(family) as connection:
            connection.settimeout(PATIENCE)
            connection.connect(where)
            connection.sendall(f"{account} {password}\n".encode("utf-8", "surrogateescape"))
            return connection.makefile("rb").read(256).decode("utf-8", "backslashreplace")
    return child.run(talk)


def server_command(installed, records, language, network, *arguments, uid=SERVER):
    return installed.command(records, *as_user(uid), *words_of(installed.programs, language), *arguments,
                             network=network)

# SPDX-License-Identifier: MIT
"""A container with a stack, in which a server is started."""
import contextlib
import os

from lab.listening import listens
from lab.stack import Stack
from lab.tenants import A, B
from machine.container import Image
from machine.installed import start
from machine.programs import PATIENCE, PORT, SERVER, Decisions, Program, log_in, words_of


class Box:
    """A container of one kind, started with one program at a time."""

    def __init__(self, installed, container, folder, owner, users):
        self._installed, self._container = installed, container
        self.users = users
        self.image = Image(installed, "with-users" if users else "plain", owner)
        self.shared = os.path.join(folder, "shared-with-users" if users else "shared")
        os.makedirs(self.shared)
        os.chown(self.shared, owner, owner)
        self.decisions = Decisions(os.path.join(self.shared, "decisions.jsonl"), owner + SERVER)
        self.sockets = os.path.join(self.shared, "sockets")
        os.makedirs(self.sockets)
        os.chown(self.sockets, owner + SERVER, owner + SERVER)
        self.stack("example")
        self.stack("demo")
        self.log = os.path.join(folder, "log/container")

    def stack(self, service, entries=""):
        """As seen from inside; its map, too."""
        made = Stack(self.image.config, service, {"shop": A, "other": B}, "/run/shared/decisions.jsonl")
        made.write(entries=entries)
        with open(made.file()) as file:
            text = file.read().replace(self.image.root, "")
        with open(made.file(), "w") as file:
            file.write(text)
        self.image.own()

    def command(self, inner, records):
        return self._container.command(self._installed, self.image, self.shared, inner, SERVER, records,
                                       self.users)

    @contextlib.contextmanager
    def serving(self, language="python", records=False, under=()):
        """`under`: a command that runs the server's."""
        inner = [*under, *words_of("/programs", language), str(PORT)]
        made = Program(self.command(inner, records),
                       lambda: listens(self._container.name, PORT), self.log)
        try:
            yield self._container.address, PORT
        finally:
            made.stop()
            print(made.told())

    @contextlib.contextmanager
    def on_a_unix_socket(self):
        path = os.path.join(self.sockets, "demo")
        inner = ["sh", "-ec", 'umask 0; exec "$@"', "demo", "/programs/warifu-demo", "--unix",
                 "/run/shared/sockets/demo"]
        made = Program(self.command(inner, False), lambda: _answers(path), self.log)
        try:
            yield path
        finally:
            made.stop()
            print(made.told())

    def fails_to_start(self):
        """What it said."""
        with open(self.log, "w"):
            pass
        process = start(self.command([*words_of("/programs", "c"), str(PORT)], False), self.log)
        assert process.wait(PATIENCE) != 0
        with open(self.log) as file:
            return file.read()


def _answers(path):
    try:
        return log_in(None, 0, path, "shop", "wrong") == "refused\n"
    except RuntimeError:
        return False

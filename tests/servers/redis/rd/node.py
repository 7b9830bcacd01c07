# SPDX-License-Identifier: MIT
"""Redis' other programs: a server that copies ours, a Sentinel, a node of a cluster. A tenant runs each on
the client host."""
import os
import subprocess
import time

from rd.resp import Client
from support import child, netns

PATIENCE = 300  # seconds until a test says that nothing came; nothing is measured


def until(holds, what):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


class Node:
    """Listens at `port` of the client host's address. Its context is its life."""

    def __init__(self, network, uid, folder, port, *command, configuration):
        self._network, self._uid, self._port = network, uid, port
        os.makedirs(folder)
        path = os.path.join(folder, "conf")
        with open(path, "w") as file:
            file.write(f"port {port}\nbind {network.client4}\nprotected-mode no\n{configuration}")
        for each in (folder, path):
            os.chown(each, uid, uid)
        with open(os.path.join(folder, "output"), "w") as output:
            self._process = subprocess.Popen([command[0], path, *command[1:]], cwd=folder, stdout=output,
                                             stderr=output, preexec_fn=self._become)

    def _become(self):
        netns.enter(self._network.client)
        child.become(self._uid, self._uid)

    def ask(self, *words):
        """What it replies to its own tenant."""
        def ask():
            netns.enter(self._network.client)
            child.become(self._uid, self._uid)
            with Client((self._network.client4, self._port)) as client:
                return client.ask(*words)
        return child.run(ask)

    def answers(self):
        try:
            return self.ask("PING") == "PONG"
        except RuntimeError:
            assert self._process.poll() is None, "it ended"
            return False

    def __enter__(self):
        try:
            until(self.answers, "it does not start")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()

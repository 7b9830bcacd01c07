# SPDX-License-Identifier: MIT
"""Redis' other programs: a server that copies ours, a Sentinel, a node of a cluster."""
import os

from lab.tenants_server import TenantsServer
from rd.resp import Client
from support import child, netns


class Node(TenantsServer):
    """Listens at `port` of the client host's address."""

    def __init__(self, network, uid, folder, port, *command, configuration):
        self._network, self._uid, self._port = network, uid, port
        os.makedirs(folder)
        path = os.path.join(folder, "conf")
        with open(path, "w") as file:
            file.write(f"port {port}\nbind {network.client4}\nprotected-mode no\n{configuration}")
        super().__init__(network, uid, folder, [command[0], path, *command[1:]])

    def ask(self, *words):
        """What it replies to its own tenant."""
        def ask():
            netns.enter(self._network.client)
            child.become(self._uid, self._uid)
            with Client((self._network.client4, self._port)) as client:
                return client.ask(*words)
        return child.run(ask)

    def is_up(self):
        try:
            return self.ask("PING") == "PONG"
        except RuntimeError:
            return False

# SPDX-License-Identifier: MIT
"""The agent of both hosts: it stamps what A and B send, and records only where it is asked to."""
from lab.tenants import A, B


class Stamping:
    def __init__(self, agent, network, ports):
        self.agent = agent
        self._network = network
        self._ports = list(ports)

    def text(self, uids=(A, B), record=False):
        """agent.toml. record=True: claims and proofs are left for the server to read."""
        to = [self._network.server4, self._network.server6]
        listen = f"[listen]\nports = {self._ports}\nrecord = true\n" if record else ""
        return (f"[[stamp]]\nto = {to}\nports = {self._ports}\nuids = {list(uids)}\n"
                f'scope = "host"\n{listen}')

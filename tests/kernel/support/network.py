# SPDX-License-Identifier: MIT
"""Two hosts and a wire:

      namespace wfPIDc                             namespace wfPIDs
    +-------------------+                        +-------------------+
    |   client host     |  wfPIDc  <-->  wfPIDs  |   server host     |
    |                   |         veth           |                   |
    |   198.18.N.1      |------------------------|   198.18.N.2      |
    |   fd57:PID::1     |                        |   fd57:PID::2     |
    |                   |                        |   198.18.N.3      |
    +-------------------+                        +-------------------+

N and the IPv6 prefix come from the process id, so that runs beside each other do not stamp each
other's connections: the programs are attached for the whole machine.
"""
import os

from support import netns


class Network:
    def __init__(self):
        pid = os.getpid()
        self.client = f"wf{pid}c"
        self.server = f"wf{pid}s"
        self.net4 = f"198.{18 + (pid >> 8) % 2}.{pid % 251 + 1}"
        self.net6 = f"fd57:{pid >> 16:x}:{pid & 0xffff:x}:"
        self.server4 = f"{self.net4}.2"
        self.other4 = f"{self.net4}.3"
        self.client4 = f"{self.net4}.1"
        self.client6 = f"{self.net6}:1"
        self.server6 = f"{self.net6}:2"

    def up(self):
        for name in (self.client, self.server):
            netns.ip("netns", "add", name)
            netns.ip("link", "set", "lo", "up", netns=name)
            netns.write_sysctl(name, "net.ipv4.tcp_fastopen", 3)
        netns.ip("link", "add", self.client, "netns", self.client, "type", "veth",
                 "peer", "name", self.server, "netns", self.server)
        self._addresses(self.client, f"{self.net4}.1/24", f"{self.net6}:1/64")
        self._addresses(self.server, f"{self.net4}.2/24", f"{self.net4}.3/24", f"{self.net6}:2/64")

    def _addresses(self, host, *addresses):
        for address in addresses:
            extra = ["nodad"] if ":" in address else []
            netns.ip("address", "add", address, "dev", host, *extra, netns=host)
        netns.ip("link", "set", host, "up", netns=host)

    def down(self):
        for name in (self.client, self.server):
            if os.path.exists(f"/run/netns/{name}"):
                netns.ip("netns", "delete", name)

    def lose_frames_to_server(self):
        """The client sends to a hardware address that nobody has."""
        netns.ip("neighbour", "replace", self.server4, "lladdr", "02:00:00:00:00:99",
                 "dev", self.client, "nud", "permanent", netns=self.client)

    def find_server_again(self):
        netns.ip("neighbour", "flush", "dev", self.client, "nud", "permanent", netns=self.client)

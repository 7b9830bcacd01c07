# SPDX-License-Identifier: MIT
"""Root of a container on the wire: a user namespace with a network namespace of its own, and so
CAP_NET_RAW, beside the client host.

      unprivileged uid,                                       namespace wfPIDs
      user + network namespace                              +-----------------+
    +--------------------------+   wfPIDa  <-->  wfPIDa     |   server host   |
    |  raw sockets only; its   |-----------------------------|                 |
    |  kernel owns no address  |   route for each address    |                 |
    +--------------------------+   that it `answers for`     +-----------------+

Its kernel owns none of the addresses that it speaks for, and so never resets what was forged.
"""
import contextlib
import os
import time

from support import child, libc, netns, raw

ATTACKER = 20666  # the uid outside


class Attacker:
    def __init__(self, network):
        self.network = network
        self.link = f"wf{os.getpid()}a"
        self._holder = None
        self._address = {}  # hardware addresses of both ends

    def up(self):
        ready, told = os.pipe()
        self._holder = child.Child(lambda: _hold(told))
        os.close(told)
        with os.fdopen(ready, "rb") as pipe:
            assert pipe.read() == b"up", "no user and network namespace of one's own"
        pid, server = str(self._holder.pid), self.network.server
        netns.ip("link", "add", self.link, "netns", server, "type", "veth",
                 "peer", "name", self.link, "netns", pid)
        netns.ip("link", "set", self.link, "up", netns=server)
        for name in ("all", "default", self.link):
            netns.write_sysctl(server, f"net.ipv4.conf.{name}.rp_filter", 0)
        self._address["server"] = self._hardware_address(netns.ip("link", "show", self.link,
                                                                  netns=server))
        self._address["own"] = self.run(self._set_up)

    def _set_up(self):
        """As root of the container."""
        netns.ip("link", "set", self.link, "up")
        netns.ip("address", "add", "fe80::666/64", "dev", self.link, "nodad")  # or nothing is sent
        for address in (self.network.server4, self.network.server6):
            netns.ip("route", "add", address, "dev", self.link)
            netns.ip("neighbour", "add", address, "lladdr", self._address["server"],
                     "dev", self.link, "nud", "permanent")
        return self._hardware_address(netns.ip("link", "show", self.link))

    @staticmethod
    def _hardware_address(text):
        return text.split("link/ether ")[1].split()[0]

    @contextlib.contextmanager
    def answers_for(self, *addresses):
        """What the server sends to these addresses goes to the attacker: a neighbour that was
        believed, an address given up and taken over."""
        server = self.network.server
        for each in addresses:
            netns.ip("neighbour", "replace", each, "lladdr", self._address["own"],
                     "dev", self.link, "nud", "permanent", netns=server)
            netns.ip("route", "replace", each, "dev", self.link, netns=server)
        try:
            yield
        finally:
            for each in addresses:
                netns.ip("route", "delete", each, "dev", self.link, netns=server)
                netns.ip("neighbour", "delete", each, "dev", self.link, netns=server)

    def run(self, fn):
        """In the container, as its root."""
        return child.run(lambda: (self._enter(), fn())[1])

    def forge(self, how, *arguments, **more):
        """raw.open_connection() from the container."""
        return self.run(lambda: self.forge_here(*arguments, how=how, **more))

    def forge_here(self, *arguments, how="hdrincl", **more):
        """The same, in run()."""
        return raw.open_connection(self.wire(how), *arguments, **more)

    def talk_here(self, third, how="hdrincl"):
        """One segment that is to establish a connection by itself, in run()."""
        return raw.talk(self.wire(how), third)

    def wire(self, how="hdrincl"):
        """To be called in run()."""
        neighbour = bytes.fromhex(self._address["server"].replace(":", ""))
        return raw.Wire(self.link, neighbour, how)

    def _enter(self):
        for kind, flag in (("user", libc.CLONE_NEWUSER), ("net", libc.CLONE_NEWNET)):
            fd = os.open(f"/proc/{self._holder.pid}/ns/{kind}", os.O_RDONLY)
            libc.setns(fd, flag)
            os.close(fd)
        os.setresgid(0, 0, 0)  # root there, ATTACKER outside
        os.setresuid(0, 0, 0)

    def down(self):
        if self._holder:
            self._holder.kill()  # namespace and link go with it


def _hold(told):
    child.become(ATTACKER, ATTACKER)
    child.own_user_namespace(ATTACKER)
    libc.unshare(libc.CLONE_NEWNET)
    os.write(told, b"up")
    os.close(told)
    while True:
        time.sleep(3600)

# SPDX-License-Identifier: MIT
"""Redis as Debian runs it: its configuration below /etc, started by redis-server.service."""
import json
import os
import subprocess

from lab.unit import file
from lab.unit.confinement import Confinement
from lab.unit.notify import Notified
from rd.resp import Client, Closed
from support import child, netns

UNIT = "redis-server.service"
PORT = 6379
PASSWORD = "right"
SOCKET = "/run/redis/tests.sock"
CONFIGURATION = "/etc/redis/redis.conf"
LOG = "/var/log/redis/redis-server.log"
DECISIONS = "/var/log/redis/decisions.jsonl"
MODULE = "/usr/lib/redis/modules/warifu-redis.so"
PATIENCE = 120  # seconds until a test says that nothing came; nothing is measured
ADDED = f"""
protected-mode no
unixsocket {SOCKET}
unixsocketperm 777
loadmodule {MODULE}
user default off
user app on >{PASSWORD} ~* +@read +@write +@connection
"""


class RedisService:
    def __init__(self, machine, network, folder):
        self._machine = machine
        self._network = network
        self._notify = os.path.join(folder, "notify-redis")
        self.process = None
        self._marks = {}
        shipped = machine.read(CONFIGURATION)
        machine.write(CONFIGURATION, f"{shipped}{ADDED}bind {network.server4}\n")

    # ------------------------------------------------------------------------ life
    def start(self, *drop_ins):
        """Under its unit with these; whether it said that it is ready, which it does or ends."""
        confined = Confinement(file.find(UNIT), *drop_ins, before=self._enter)
        self._marks = {each: len(self._machine.read(each)) for each in (LOG, DECISIONS)}
        notified = Notified(self._notify)
        try:
            self.process = subprocess.Popen(self._machine.inside(confined.command),
                                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                            preexec_fn=confined.enter,
                                            env={"PATH": "/usr/bin:/bin", **notified.environment})
            return notified.wait_or_end(self.process, PATIENCE)
        finally:
            notified.close()
            os.unlink(self._notify)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)
        self.process = None

    def told(self, path=LOG):
        """Since it was started."""
        return self._machine.read(path)[self._marks.get(path, 0):]

    def decisions(self):
        return [each for each in map(json.loads, self.told(DECISIONS).splitlines())
                if "verdict" in each]

    # ------------------------------------------------------------------------ connections
    def remote(self, uid, account="app"):
        """What the server says to a login by a process of this uid on the client host."""
        return child.run(lambda: self._log_in(lambda: netns.enter(self._network.client), uid,
                                              (self._network.server4, PORT), account))

    def local(self, uid, account="app"):
        return child.run(lambda: self._log_in(self._machine.enter, uid, SOCKET, account))

    @staticmethod
    def _log_in(enter, uid, where, account):
        enter()
        child.become(uid, uid)
        try:
            with Client(where) as client:
                return str(client.ask("AUTH", account, PASSWORD))
        except Closed:
            return "closed"

    def _enter(self):
        netns.enter(self._network.server)
        self._machine.enter()

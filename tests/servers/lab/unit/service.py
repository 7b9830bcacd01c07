# SPDX-License-Identifier: MIT
"""A server as Debian runs it, started by its own unit, which says when it is ready (Type=notify)."""
import json
import os
import subprocess

from lab.unit import file
from lab.unit.confinement import Confinement
from lab.unit.notify import Notified
from support import child, netns

PATIENCE = 120  # seconds until a test says that nothing came; nothing is measured


class Service:
    """`log`: the server's; `decisions_log`: where its stack says that decisions go."""

    def __init__(self, machine, network, folder, unit, log, decisions_log):
        self._machine = machine
        self._network = network
        self._unit = unit
        self._notify = os.path.join(folder, "notify-" + unit)
        self._log, self._decisions_log = log, decisions_log
        self._marks = {}
        self.process = None

    # ------------------------------------------------------------------------ life
    def start(self, *drop_ins):
        """Under its unit with these; whether it said that it is ready, which it does or ends."""
        confined = Confinement(file.find(self._unit), *drop_ins, before=self._enter)
        self._marks = {each: len(self._machine.read(each)) for each in (self._log, self._decisions_log)}
        notified = Notified(self._notify)
        try:
            self.process = subprocess.Popen(self._machine.inside(confined.command),
                                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                            stderr=subprocess.DEVNULL, preexec_fn=confined.enter,
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

    def told(self, path=None):
        """Since it was started."""
        path = path or self._log
        return self._machine.read(path)[self._marks.get(path, 0):]

    def decisions(self):
        return [each for each in map(json.loads, self.told(self._decisions_log).splitlines())
                if "verdict" in each]

    # ------------------------------------------------------------------------ connections
    def from_client_host(self, uid, connect):
        """What connect() returns, called by a process of this uid there."""
        return child.run(lambda: self._as(uid, lambda: netns.enter(self._network.client), connect))

    def here(self, uid, connect):
        """The same on the server's machine."""
        return child.run(lambda: self._as(uid, self._machine.enter, connect))

    @staticmethod
    def _as(uid, enter, connect):
        enter()
        child.become(uid, uid)
        return connect()

    def _enter(self):
        netns.enter(self._network.server)
        self._machine.enter()

# SPDX-License-Identifier: MIT
"""warifu-agent as the package installs it, under its own unit, on a machine of the tests' own."""
import os
import subprocess

from lab.unit.confinement import Confinement
from lab.unit.notify import Notified
from support import netns

PATIENCE = 120  # seconds until a test says that nothing came; nothing is measured
UNIT = "/usr/lib/systemd/system/warifu-agent.service"


class InstalledAgent:
    def __init__(self, machine, network, folder):
        self._machine = machine
        self._network = network
        self._folder = folder
        self._process = None
        self._is_mounted = False
        self.log = os.path.join(folder, "agent.log")

    def start(self, text):
        """Returns once it says that it is ready, with the mount of records that its unit requires."""
        self._machine.write("/etc/warifu/agent.toml", text)
        self._machine.mount_records()
        self._is_mounted = True
        socket = os.path.join(self._folder, "notify-agent")
        notified = Notified(socket)
        confined = Confinement(UNIT, before=self._enter)
        words = self._machine.inside(confined.command)
        with open(self.log, "w") as log:
            self._process = subprocess.Popen(words, stderr=log, preexec_fn=confined.enter,
                                             env=notified.environment)
        try:
            assert notified.wait(PATIENCE), self.told()
        finally:
            notified.close()
            os.unlink(socket)

    def stop(self):
        """And nothing is stamped any more."""
        if self._process:
            self._process.terminate()
            self._process.wait(PATIENCE)
            self._process = None
            self._machine.run("warifu", "agent", "detach")
        if self._is_mounted:
            self._machine.unmount_records()
            self._is_mounted = False

    def told(self):
        with open(self.log) as log:
            return log.read()

    def _enter(self):
        netns.enter(self._network.server)
        self._machine.enter()



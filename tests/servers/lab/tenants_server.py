# SPDX-License-Identifier: MIT
"""A server that a tenant runs on the client host: to the one that is tested it is a client."""
import os
import subprocess
import time

from support import child, netns

PATIENCE = 300  # seconds until a test says that nothing came; nothing is measured


def until(holds, what):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def _own(path, uid):
    os.chown(path, uid, uid)
    for folder, folders, files in os.walk(path):
        for name in folders + files:
            os.chown(os.path.join(folder, name), uid, uid)


class TenantsServer:
    """Its context is its life: it is up in it. `folder` becomes the tenant's, with all in it."""

    def __init__(self, network, uid, folder, command):
        self._output = os.path.join(folder, "output")
        _own(folder, uid)

        def become():
            netns.enter(network.client)
            child.become(uid, uid)
        with open(self._output, "a") as output:
            self._process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output,
                                             preexec_fn=become)

    def is_up(self):
        raise NotImplementedError

    def wait_until(self, holds):
        def holds_or_ended():
            assert self._process.poll() is None, "it ended: " + self._told()
            return holds()
        until(holds_or_ended, "waited in vain")

    def _told(self):
        with open(self._output, errors="replace") as output:
            return output.read()[-5000:]

    def __enter__(self):
        try:
            self.wait_until(self.is_up)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()

# SPDX-License-Identifier: MIT
"""A server under `warifu run`, in the server host's namespace, as a user without rights. It is the first
process of a process namespace, which ends with this process at the latest: whatever the server forks,
nothing stays."""
import os
import signal
import subprocess
import time

from lab.listening import listens

PATIENCE = 120  # seconds until a test says that nothing came; nothing is measured
SERVER = 20200  # whom the servers run as
ENVIRONMENT = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8",
               "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"}


def alone(network, uid, *words):
    """A command that runs `words` in a process namespace, and ends with us. What a signal at a parent's
    end was asked for is forgotten with a change of user, so it is asked for after that."""
    until_parent_ends = ["setpriv", "--pdeathsig", "KILL"]
    rights = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups"] if uid else []
    return [*until_parent_ends, "nsenter", f"--net=/run/netns/{network}", "unshare", "--pid", "--fork",
            *rights, *until_parent_ends, *words]


class Running:
    """`is_up`: a condition, or the port that it listens on. `environment`: beside the usual."""

    def __init__(self, site, words, is_up, uid=SERVER, environment=None):
        self.log = os.path.join(site.folder, "output")
        self._is_up = is_up if callable(is_up) else lambda: listens(site.network.server, is_up)
        variables = {**ENVIRONMENT, "LD_LIBRARY_PATH": site.installed.lib, **(environment or {})}
        with open(self.log, "w") as output:
            self._outer = subprocess.Popen(alone(site.network.server, uid, *words), env=variables,
                                           stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                           cwd=site.folder, start_new_session=True)

    def __enter__(self):
        try:
            self.wait_for(self._is_up)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def pid(self):
        """Of the server: a child of the one that made the namespace."""
        with open(f"/proc/{self._outer.pid}/task/{self._outer.pid}/children") as file:
            return int(file.read().split()[0])

    def children(self):
        with open(f"/proc/{self.pid}/task/{self.pid}/children") as file:
            return {int(each) for each in file.read().split()}

    def signal(self, number):
        os.kill(self.pid, number)

    def wait_for(self, condition):
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self._outer.poll() is None, self.told()
            assert time.monotonic() < end, "waited in vain: " + self.told()
            time.sleep(0.02)

    def told(self):
        with open(self.log, errors="replace") as file:
            return file.read()

    def stop(self):
        """And all that it forked: a namespace's first process is gone only when all others are."""
        if self.is_alive():
            try:
                self.signal(signal.SIGKILL)
            except (IndexError, FileNotFoundError, ProcessLookupError):  # none yet, or no more
                self._outer.kill()
        self._outer.wait(PATIENCE)
        print(self.told())

    def is_alive(self):
        return self._outer.poll() is None

    def wait(self):
        """Until it ends by itself: its exit status."""
        return self._outer.wait(PATIENCE)

# SPDX-License-Identifier: MIT
"""A mount namespace with a /run of its own, for servers that look at /run/warifu."""
import subprocess
import time
from pathlib import Path

from support.command import Command, run


class Sandbox:
    """Everything in it, its files too, is gone when its one process ends.

        this machine's /run        the sandbox's /run (tmpfs)
                                   warifu/generation/demo     stacks, modules, demo.sock
                                          ^                        ^
                                   warifu reload            warifu-demo <- clients of two uids
    """

    def __init__(self, build):
        self.build = build
        self._processes = []
        holder = self._start(["unshare", "--mount", "--propagation", "private", "sh", "-c",
                              "mount -t tmpfs -o mode=755 tmpfs /run && echo up && exec sleep 900"],
                             stdout=subprocess.PIPE)
        assert holder.stdout.readline() == b"up\n"
        self._inside = ["nsenter", "--mount", "--target", str(holder.pid)]
        outside = Path("/proc", str(holder.pid), "root", "run/it")
        outside.mkdir()
        self.command = Command(build, outside)

    def _start(self, words, **how):
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, **how)
        self._processes.append(process)
        return process

    def warifu(self, *words):
        return run([*self._inside, self.command.program, "--config-dir", "/run/it",
                    "--module-dir", "/run/it/modules", *words])

    def bare(self, *words):
        """Without saying where anything is: it looks at the default folders."""
        return run([*self._inside, self.command.program, *words])

    def show_as_etc(self, folder):
        run([*self._inside, "mount", "--bind", f"/run/it/{folder}", "/etc"])

    def serve(self):
        """The demo server on a unix socket that everybody may connect to."""
        self._start([*self._inside, "sh", "-c", 'umask 0; exec "$@"', "demo",
                     self.build / "sdk/servers/demo/warifu-demo", "--config-dir", "/run/it",
                     "--module-dir", "/run/it/modules", "--unix", "/run/it/demo.sock"])
        until = time.monotonic() + 60
        # Connecting, not looking for the file: it is there before the server listens.
        while self.log_in(0, "nobody", "wrong").status != 0:
            assert self._processes[-1].poll() is None, "the demo server ended"
            assert time.monotonic() < until, "the demo server did not come up"
            time.sleep(0.1)

    def log_in(self, uid, account, password):
        talk = ("import socket, sys; s = socket.socket(socket.AF_UNIX); s.settimeout(60); "
                "s.connect('/run/it/demo.sock'); s.sendall(sys.argv[1].encode()); "
                "print(s.makefile().readline(), end='')")
        client = ["setpriv", "--reuid", str(uid), "--regid", str(uid), "--clear-groups",
                  "/usr/bin/python3", "-c", talk, f"{account} {password}\n"]
        done = subprocess.run([*self._inside, *client], capture_output=True, text=True,
                              timeout=120, check=False)
        return Answer(done.returncode, done.stdout)

    def close(self):
        for process in reversed(self._processes):
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


class Answer:
    def __init__(self, status, words):
        self.status = status
        self.words = words

    @property
    def let_in(self):
        return self.words.startswith("hello ")

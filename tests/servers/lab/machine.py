# SPDX-License-Identifier: MIT
"""A machine with warifu's packages installed, as a mount namespace of its own: a server of the
distribution's is started there from where it is, with its own configuration. Nothing that is written
there is written to the machine below.

    /usr            what the build installs, over the machine's; not to be written to
    /etc, /var      the machine's, written to in memory
    /run            empty; so is /sys/fs/bpf
    FOLDER          of the tests, as outside; FOLDER/config is /etc/warifu
"""
import os
import subprocess

from lab.unit import kernel
from support import child, libc

MAINTAINER = os.path.abspath(os.path.join(os.path.dirname(__file__),
                                          "../../../packaging/maintainer"))
RECORDS = "/run/warifu/bpf"


class Machine:
    """The packages of `installed` were configured there, in this order."""

    def __init__(self, build, folder, installed=("warifu", "warifu-agent")):
        self._folder = folder
        self._root = os.path.join(folder, "machine")
        self.config = os.path.join(folder, "config")
        os.makedirs(self._root)
        os.makedirs(self.config, exist_ok=True)
        self._stage = os.path.join(self._root, "stage")
        subprocess.run(["cmake", "--install", build], check=True, capture_output=True,
                       env={**os.environ, "DESTDIR": self._stage})
        self._namespace = self._make()
        for package in installed:
            self.configure(package)

    def close(self):
        """What was mounted goes with the last process in it."""
        os.close(self._namespace)

    # ------------------------------------------------------------------------ being there
    def enter(self):
        """To be called in a child, as root."""
        libc.setns(self._namespace, libc.CLONE_NEWNS)
        os.chdir("/")

    def inside(self, fn):
        """What fn() returns there."""
        def there():
            self.enter()
            return fn()
        return child.run(there)

    def run(self, *words, **how):
        """A command that must succeed, as root; what it printed."""
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              stdin=subprocess.DEVNULL, timeout=300, preexec_fn=self.enter, **how)
        assert done.returncode == 0, f"{words}: {done.stdout}"
        return done.stdout

    def read(self, path):
        """The text of a file; "" where there is none."""
        return self.inside(lambda: _read(path))

    def write(self, path, text):
        return self.inside(lambda: _write(path, text))

    # ------------------------------------------------------------------------ what happens there
    def configure(self, package):
        """The package's script runs, as a package manager runs it."""
        script = os.path.join(MAINTAINER, package, "postinst")
        if os.path.exists(script):
            with open(script) as file:
                self.run("sh", "-c", file.read(), "postinst", "configure")

    def mount_records(self, path=None):
        """What run-warifu-bpf.mount does; `path`: one that stands for it."""
        def there():
            os.makedirs(RECORDS, mode=0o755, exist_ok=True)
            if path:
                kernel.bind(path, RECORDS)
            else:
                kernel.mount("bpf", RECORDS, "bpf",
                             kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC, "mode=0755")
        self.inside(there)

    def unmount_records(self):
        self.inside(lambda: kernel.unmount(RECORDS))

    # ------------------------------------------------------------------------ its making
    def _make(self):
        made, tell = os.pipe()
        seen, stop = os.pipe()
        holder = child.Child(lambda: self._mount_and_wait(tell, stop, seen))
        os.close(tell)
        os.close(seen)
        os.read(made, 1)
        namespace = os.open(f"/proc/{holder.pid}/ns/mnt", os.O_RDONLY | os.O_CLOEXEC)
        for each in (made, stop):
            os.close(each)
        holder.result()
        return namespace

    def _mount_and_wait(self, tell, stop, seen):
        os.close(stop)
        kernel.unshare(kernel.CLONE_NEWNS)
        kernel.mount(None, "/", flags=kernel.MS_REC | kernel.MS_SLAVE)
        self._overlay("/usr", writable=False)
        self._overlay("/etc")
        self._overlay("/var")
        kernel.mount("bpf", "/sys/fs/bpf", "bpf", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=700")
        folder = os.open(self._folder, os.O_PATH | os.O_CLOEXEC)
        kernel.mount("tmpfs", "/run", "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=755")
        os.makedirs(self._folder)
        kernel.bind(f"/proc/self/fd/{folder}", self._folder)
        os.makedirs("/etc/warifu", exist_ok=True)
        kernel.bind(self.config, "/etc/warifu")
        # What is mounted here later shall appear in the services, as on a machine with systemd.
        kernel.mount(None, "/", flags=kernel.MS_REC | kernel.MS_SHARED)
        os.close(tell)
        os.read(seen, 1)

    def _overlay(self, path, writable=True):
        if not writable:
            options = f"lowerdir={self._stage}{path}:{path}"
        else:
            upper, work = (os.path.join(self._root, path[1:] + "." + kind)
                           for kind in ("upper", "work"))
            os.makedirs(upper)
            os.makedirs(work)
            options = f"lowerdir={path},upperdir={upper},workdir={work}"
        kernel.mount("overlay", path, "overlay", options=options)


def _read(path):
    if not os.path.exists(path):
        return ""
    with open(path, errors="replace") as file:
        return file.read()


def _write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)

# SPDX-License-Identifier: MIT
"""A munged of the bench's own: Debian's, unpacked and not installed, with a key, a socket and (as
root) a uid that nothing else has; ended with the bench."""
import glob
import os
import resource
import shutil
import subprocess
import tempfile
import time

from support.debian_packages import CannotFetch, Release

UID = 20950  # and gid
KEY_LENGTH = 32
PATIENCE = 20  # seconds until it must answer


class CannotStart(Exception):
    pass


class Munged:
    def __init__(self, cache):
        try:
            daemon, library = Release("bookworm", cache).unpack("munge", "libmunge2")
        except CannotFetch as reason:
            raise CannotStart(str(reason)) from reason
        self._uid = UID if os.geteuid() == 0 else os.geteuid()
        self._process = None
        # Where another uid can reach it, which a build folder need not be.
        self._folder = tempfile.mkdtemp(prefix="warifu-munge-", dir="/tmp")
        try:
            self._fill(daemon, library)
        except BaseException:
            shutil.rmtree(self._folder)
            raise

    @property
    def library(self):
        return self._path("libmunge.so.2")

    @property
    def socket(self):
        return self._path("run", "socket")

    @property
    def _environment(self):
        return {"LD_LIBRARY_PATH": self._folder}

    @property
    def pid(self):
        return self._process.pid

    def command_ns(self):
        """CPU time of unmunge(1), the command, beside which the daemon's is little."""
        made = subprocess.run([self._path("munge"), "--no-input", f"--socket={self.socket}"],
                              env=self._environment, capture_output=True, check=True).stdout
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([self._path("unmunge"), f"--socket={self.socket}"], input=made,
                       env=self._environment, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return 1e9 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    def __enter__(self):
        options = {"socket": self.socket, "key-file": self._path("run", "key"),
                   "pid-file": self._path("run", "pid"), "log-file": self._path("run", "log"),
                   "seed-file": self._path("run", "seed")}
        other = {} if os.geteuid() != 0 else {"user": UID, "group": UID, "extra_groups": []}
        self._process = subprocess.Popen(  # pylint: disable=consider-using-with
            [self._path("munged"), "--foreground",
             *(f"--{name}={value}" for name, value in options.items())],
            env=self._environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, **other)
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stderr.close()
        shutil.rmtree(self._folder)

    def _path(self, *names):
        return os.path.join(self._folder, *names)

    def _fill(self, daemon, library):
        os.chmod(self._folder, 0o755)
        for name in ("sbin/munged", "bin/munge", "bin/unmunge"):
            shutil.copy(os.path.join(daemon, "usr", name), self._path(os.path.basename(name)))
        found, = glob.glob(os.path.join(library, "usr/lib/*/libmunge.so.2"))
        shutil.copy(found, self.library)
        os.mkdir(self._path("run"), 0o755)
        with open(self._path("run", "key"), "wb") as file:
            os.fchmod(file.fileno(), 0o400)
            file.write(os.urandom(KEY_LENGTH))
        if os.geteuid() == 0:
            for each in (self._path("run"), self._path("run", "key")):
                os.chown(each, UID, UID)

    def _wait(self):
        end = time.monotonic() + PATIENCE
        while not os.path.exists(self.socket):
            if self._process.poll() is not None:
                raise CannotStart("munged ended: " + self._process.stderr.read().strip()[-300:])
            if time.monotonic() > end:
                raise CannotStart("munged does not answer")
            time.sleep(0.05)

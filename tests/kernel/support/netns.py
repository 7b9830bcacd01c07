# SPDX-License-Identifier: MIT
"""Network namespaces: made by name, entered by the calling thread."""
import contextlib
import os
import subprocess

from support import libc


def ip(*arguments, netns=None):
    command = ["ip"] + (["-n", netns] if netns else []) + list(arguments)
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def enter(name):
    fd = os.open(f"/run/netns/{name}", os.O_RDONLY | os.O_CLOEXEC)
    try:
        libc.setns(fd, libc.CLONE_NEWNET)
    finally:
        os.close(fd)


@contextlib.contextmanager
def inside(name):
    """Sockets made here belong to the namespace for good."""
    own = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    try:
        enter(name)
        yield
    finally:
        libc.setns(own, libc.CLONE_NEWNET)
        os.close(own)


def read_sysctl(netns, name):
    with inside(netns):
        with open("/proc/sys/" + name.replace(".", "/")) as file:
            return file.read().strip()


def write_sysctl(netns, name, value):
    with inside(netns):
        with open("/proc/sys/" + name.replace(".", "/"), "w") as file:
            file.write(str(value))

# SPDX-License-Identifier: MIT
"""System calls that Python 3.11 does not have."""
import ctypes
import os

_libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS = 0x00020000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
CAP_SYS_ADMIN = 21
SYS_SETRESUID = {"x86_64": 117, "aarch64": 147}.get(os.uname().machine)


def _check(result):
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


def setns(fd, kind):
    _check(_libc.setns(fd, kind))


def unshare(flags):
    _check(_libc.unshare(flags))


def mount_bpffs(path):
    _check(_libc.mount(b"bpf", os.fsencode(path), b"bpf", 0, b"mode=0755"))


def unmount(path):
    _check(_libc.umount2(os.fsencode(path), 0))


def drop_from_bounding_set(*capabilities):
    """What is executed later does not get them."""
    pr_capbset_drop = 24
    for each in capabilities:
        _check(_libc.prctl(pr_capbset_drop, each, 0, 0, 0))


def make_dumpable():
    pr_set_dumpable = 4
    _check(_libc.prctl(pr_set_dumpable, 1, 0, 0, 0))


def set_thread_uid(uid):
    """Changes the calling thread's euid alone (the C library would change all threads)."""
    _check(_libc.syscall(SYS_SETRESUID, -1, uid, -1))


def disconnect(sock):
    """connect(2) to AF_UNSPEC: the socket forgets its peer and can be connected again."""
    _check(_libc.connect(sock.fileno(), b"\0" * 16, 16))

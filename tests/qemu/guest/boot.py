# SPDX-License-Identifier: MIT
"""The first process of a guest: mounts, loopback, and the end."""
import ctypes
import fcntl
import os
import socket
import struct

SIOCSIFFLAGS = 0x8914
IFF_UP = 1
POWER_OFF = 0x4321FEDC
_libc = ctypes.CDLL(None, use_errno=True)


def mount(kind, path, options=""):
    os.makedirs(path, exist_ok=True)
    if _libc.mount(kind.encode(), path.encode(), kind.encode(), 0, options.encode()) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"mount {path}: {os.strerror(error)}")


def mount_all():
    """Nothing on /tmp: a build below it has its library there."""
    mount("proc", "/proc")
    mount("devtmpfs", "/dev")
    mount("sysfs", "/sys")
    mount("tmpfs", "/run", "mode=0755")
    mount("cgroup2", "/sys/fs/cgroup")
    mount("bpf", "/sys/fs/bpf", "mode=0700")


def raise_loopback():
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))


def suite():
    """What the machine was started for."""
    with open("/proc/cmdline", encoding="ascii") as file:
        words = dict(word.split("=", 1) for word in file.read().split() if "=" in word)
    return words["warifu.suite"]


def power_off():
    os.sync()
    _libc.reboot(POWER_OFF)

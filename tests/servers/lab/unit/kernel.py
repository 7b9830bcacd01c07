# SPDX-License-Identifier: MIT
"""Mounts, capabilities and other calls that Python 3.11 does not have."""
import ctypes
import os
import struct

_libc = ctypes.CDLL(None, use_errno=True)

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_SLAVE, MS_SHARED = 0x1000, 0x4000, 0x80000, 0x100000
MNT_DETACH = 2
CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWUSER = 0x20000, 0x4000000, 0x10000000
_SYS_MOUNT_SETATTR = 442  # the same everywhere (asm-generic/unistd.h)
_AT_FDCWD = -100
ATTR_RDONLY, ATTR_NOEXEC = 1, 8
_PR_SET_KEEPCAPS, _PR_CAPBSET_READ, _PR_CAPBSET_DROP = 8, 23, 24
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _AMBIENT_RAISE = 38, 47, 2
_CAPABILITY_VERSION = 0x20080522

CAPABILITIES = """chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap
linux_immutable net_bind_service net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module
sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time
sys_tty_config mknod lease audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm
block_suspend audit_read perfmon bpf checkpoint_restore""".split()


def capability(name):
    """CAP_CHOWN -> 0, as capabilities(7) counts them."""
    return CAPABILITIES.index(name.removeprefix("CAP_").lower())


def _check(result, what):
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")


def mount(source, target, kind=None, flags=0, options=None):
    words = [None if each is None else os.fsencode(each) for each in (source, target, kind)]
    _check(_libc.mount(*words, ctypes.c_ulong(flags), options and options.encode()),
           f"mount {source} on {target}")


def bind(source, target):
    mount(source, target, flags=MS_BIND | MS_REC)


def unmount(target):
    _check(_libc.umount2(os.fsencode(target), MNT_DETACH), f"unmount {target}")


def change_mount(path, add=0, remove=0):
    """Attributes of the one mount that is at `path`."""
    attributes = struct.pack("=QQQQ", add, remove, 0, 0)
    _check(_libc.syscall(_SYS_MOUNT_SETATTR, _AT_FDCWD, os.fsencode(path), 0, attributes,
                         len(attributes)), f"attributes of the mount at {path}")


def mount_points():
    """In this namespace; the one on top of others is last."""
    with open("/proc/self/mountinfo") as table:
        return [line.split()[4].encode().decode("unicode_escape") for line in table]


def unshare(flags):
    _check(_libc.unshare(flags), "unshare")


def _prctl(*words):
    _check(_libc.prctl(*(ctypes.c_ulong(each) for each in (*words, 0, 0, 0, 0)[:5])), f"prctl {words}")


def keep_capabilities():
    """Over the next change of uids."""
    _prctl(_PR_SET_KEEPCAPS, 1)


def no_new_privileges():
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def drop_from_bounding_set(number):
    if _libc.prctl(_PR_CAPBSET_READ, number, 0, 0, 0) == 1:
        _prctl(_PR_CAPBSET_DROP, number)


def hold_only(numbers):
    """Permitted, effective, inheritable and ambient: these."""
    bits = sum(1 << each for each in numbers)
    head = struct.pack("=Ii", _CAPABILITY_VERSION, 0)
    low, high = bits & 0xffffffff, bits >> 32
    _check(_libc.capset(head, struct.pack("=6I", low, low, low, high, high, high)), "capset")
    for each in numbers:
        _prctl(_PR_CAP_AMBIENT, _AMBIENT_RAISE, each)

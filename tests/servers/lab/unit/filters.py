# SPDX-License-Identifier: MIT
"""Seccomp filters for the options that forbid system calls or arguments of theirs. Each is loaded by
itself, as systemd does: what any of them refuses is refused."""
import errno
import mmap
import os
import platform
import socket
import stat

import seccomp
from lab.unit import calls

ALSO = {"x86_64": (seccomp.Arch.X86, seccomp.Arch.X32)}.get(platform.machine(), ())
SHM_EXEC = 0o100000
NAMESPACES = 0x7e020080  # CLONE_NEW*: all kinds, also that of clocks
PERSONALITY_OF_LINUX = 0
EQ = seccomp.MASKED_EQ


def _new(default=seccomp.ALLOW):
    made = seccomp.SyscallFilter(default)
    made.set_attr(seccomp.Attr.CTL_NNP, 0)  # whether it is set is the unit's business
    made.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.ALLOW)
    for each in ALSO:
        made.add_arch(each)
    return made


def _rule(made, action, name, *arguments):
    """For a call that exists on this machine; others are none that anybody could make."""
    if seccomp.resolve_syscall(seccomp.Arch(), name) >= 0:
        made.add_rule(action, name, *arguments)


def _refusing(names, error=errno.EPERM):
    made = _new()
    for each in sorted(names):
        _rule(made, seccomp.ERRNO(error), each)
    return made


def address_families(words):
    """What is not named does not exist; "none" names nothing, a ~ inverts the list."""
    inverted = words[:1] and words[0].startswith("~")
    named = {getattr(socket, each.lstrip("~")) for each in words if each != "none"}
    made, highest = _new(), max(named, default=0)
    for each in range(highest + 1):
        if (each in named) == bool(inverted):
            _rule(made, seccomp.ERRNO(errno.EAFNOSUPPORT), "socket", seccomp.Arg(0, seccomp.EQ, each))
    if not inverted:
        _rule(made, seccomp.ERRNO(errno.EAFNOSUPPORT), "socket",
              seccomp.Arg(0, seccomp.GT, highest))
    return made


def write_or_execute():
    made, refuse = _new(), seccomp.ERRNO(errno.EPERM)
    both = mmap.PROT_EXEC | mmap.PROT_WRITE
    _rule(made, refuse, "mmap", seccomp.Arg(2, EQ, both, both))
    for each in ("mprotect", "pkey_mprotect"):
        _rule(made, refuse, each, seccomp.Arg(2, EQ, mmap.PROT_EXEC, mmap.PROT_EXEC))
    _rule(made, refuse, "shmat", seccomp.Arg(2, EQ, SHM_EXEC, SHM_EXEC))
    return made


def realtime():
    """Every policy but the ordinary ones."""
    made, refuse = _new(), seccomp.ERRNO(errno.EPERM)
    ordinary = (os.SCHED_OTHER, os.SCHED_BATCH, os.SCHED_IDLE)
    for each in range(max(ordinary)):
        if each not in ordinary:
            _rule(made, refuse, "sched_setscheduler", seccomp.Arg(1, seccomp.EQ, each))
    _rule(made, refuse, "sched_setscheduler", seccomp.Arg(1, seccomp.GT, max(ordinary)))
    return made


def suid_sgid():
    """openat2(2) hides its flags from filters, so it does not exist."""
    made, refuse = _new(), seccomp.ERRNO(errno.EPERM)
    for bit in (stat.S_ISUID, stat.S_ISGID):
        for name, place in (("chmod", 1), ("fchmod", 1), ("fchmodat", 2), ("mkdir", 1),
                            ("mkdirat", 2), ("mknod", 1), ("mknodat", 2), ("creat", 1)):
            _rule(made, refuse, name, seccomp.Arg(place, EQ, bit, bit))
        for name, place in (("open", 1), ("openat", 2)):
            _rule(made, refuse, name, seccomp.Arg(place, EQ, os.O_CREAT, os.O_CREAT),
                  seccomp.Arg(place + 1, EQ, bit, bit))
    _rule(made, seccomp.ERRNO(errno.ENOSYS), "openat2")
    return made


def namespaces():
    """All kinds. clone3(2) hides its flags, so it does not exist; setns(2) with 0 names none."""
    made, refuse = _new(), seccomp.ERRNO(errno.EPERM)
    for bit in range(32):
        if NAMESPACES >> bit & 1:
            for name, place in (("unshare", 0), ("clone", 0), ("setns", 1)):
                _rule(made, refuse, name, seccomp.Arg(place, EQ, 1 << bit, 1 << bit))
    _rule(made, refuse, "setns", seccomp.Arg(1, seccomp.EQ, 0))
    _rule(made, seccomp.ERRNO(errno.ENOSYS), "clone3")
    return made


def personality():
    made = _new()
    _rule(made, seccomp.ERRNO(errno.EPERM), "personality",
          seccomp.Arg(0, seccomp.NE, PERSONALITY_OF_LINUX))
    return made


def native_only():
    made = seccomp.SyscallFilter(seccomp.ALLOW)
    made.set_attr(seccomp.Attr.CTL_NNP, 0)
    return made


def listed(chosen, error):
    """SystemCallFilter=. error: an errno, or None where the process is ended instead."""
    refuse = seccomp.KILL_PROCESS if error is None else seccomp.ERRNO(error)
    made = _new(refuse if chosen.allows else seccomp.ALLOW)
    for each in sorted(chosen.names):
        _rule(made, seccomp.ALLOW if chosen.allows else refuse, each)
    return made


def wanted(values):
    """The filters of a unit, in systemd's order: that of SystemCallFilter= is the last."""
    made = []
    if "RestrictAddressFamilies" in values:
        made.append(address_families(values["RestrictAddressFamilies"]))
    for option, make in (
            ("MemoryDenyWriteExecute", write_or_execute), ("RestrictRealtime", realtime),
            ("RestrictSUIDSGID", suid_sgid), ("RestrictNamespaces", namespaces),
            ("ProtectHostname", lambda: _refusing({"sethostname", "setdomainname"})),
            ("ProtectKernelTunables", lambda: _refusing({"_sysctl"})),
            ("ProtectKernelModules", lambda: _refusing(calls.groups()["@module"])),
            ("ProtectKernelLogs", lambda: _refusing({"syslog"})),
            ("ProtectClock", lambda: _refusing(calls.groups()["@clock"])),
            ("PrivateDevices", lambda: _refusing(calls.groups()["@raw-io"]))):
        if values.get(option):
            made.append(make())
    if values.get("SystemCallArchitectures"):
        if values["SystemCallArchitectures"] != ["native"]:
            raise ValueError("SystemCallArchitectures: only native is imitated")
        made.append(native_only())
    if values.get("LockPersonality"):
        made.append(personality())
    if values.get("SystemCallFilter"):
        number = values.get("SystemCallErrorNumber")
        error = None if number in (None, "kill") else getattr(errno, number)
        made.append(listed(values["SystemCallFilter"], error))
    return made

# SPDX-License-Identifier: MIT
"""The apparatus itself: what a unit forbids is forbidden, and nothing else. Each restriction is tried
alone, beside the same without it."""
import pytest
from lab.unit.confinement import Confinement
from probe import BPF, SYS, run


@pytest.fixture
def unit(tmp_path):
    """unit(text) -> a Confinement by that alone."""
    def make(text, **more):
        path = tmp_path / "tried.service"
        path.write_text("[Service]\n" + text)
        return Confinement(str(path), **more)
    return make


ROOTS_HOME = "/root"
FILTERED = [
    # option, what is tried, what comes of it with the option, and without
    ("RestrictAddressFamilies=AF_UNIX AF_INET", "say(attempt(lambda: socket.socket(16, 3)))",
     "EAFNOSUPPORT", "done"),
    ("RestrictAddressFamilies=AF_UNIX AF_INET", "say(attempt(lambda: socket.socket(2, 1)))", "done",
     "done"),
    ("RestrictAddressFamilies=AF_UNIX AF_INET", "say(attempt(lambda: socket.socket(17, 3)))",
     "EAFNOSUPPORT", "done"),
    ("RestrictAddressFamilies=~AF_NETLINK", "say(attempt(lambda: socket.socket(16, 3)))",
     "EAFNOSUPPORT", "done"),
    ("RestrictAddressFamilies=none", "say(attempt(lambda: socket.socket(1, 1)))", "EAFNOSUPPORT",
     "done"),
    ("MemoryDenyWriteExecute=yes", "say(attempt(lambda: mmap.mmap(-1, 4096, prot=7)))", "EPERM",
     "done"),
    ("MemoryDenyWriteExecute=yes", "libc.mmap.restype = ctypes.c_void_p\n"
     "page = libc.mmap(None, 4096, 3, 34, -1, 0)\n"
     "say(call('mprotect', ctypes.c_void_p(page), 4096, 5))", "EPERM", "done"),
    ("RestrictRealtime=yes", "say(attempt(lambda: os.sched_setscheduler(0, os.SCHED_RR, "
     "os.sched_param(1))))", "EPERM", "done"),
    ("RestrictRealtime=yes", "say(attempt(lambda: os.sched_setscheduler(0, os.SCHED_BATCH, "
     "os.sched_param(0))))", "done", "done"),
    ("RestrictSUIDSGID=yes", "open('/tmp/t', 'w')\nsay(attempt(lambda: os.chmod('/tmp/t', 0o4755)))",
     "EPERM", "done"),
    ("RestrictSUIDSGID=yes", f"how = (ctypes.c_uint64 * 3)(0o10000000, 0, 4)\n"
     f"say(call('syscall', {SYS['openat2']}, -100, b'/', how, 24))", "ENOSYS", "done"),
    ("RestrictNamespaces=yes", "say(call('unshare', 0x20000))", "EPERM", "done"),
    ("RestrictNamespaces=yes", "say(call('unshare', 0x10000000))", "EPERM", "done"),
    ("LockPersonality=yes", "say(call('personality', 0x20000))", "EPERM", "done"),
    ("ProtectHostname=yes", "say(call('sethostname', b'other', 5))", "EPERM", None),
    ("ProtectClock=yes", "say(call('adjtimex', ctypes.create_string_buffer(512)))", "EPERM", "done"),
    ("ProtectKernelLogs=yes", "say(call('klogctl', 10, None, 0))", "EPERM", "done"),
    ("ProtectKernelModules=yes", f"say(call('syscall', {SYS['delete_module']}, b'none', 0))", "EPERM",
     None),
    ("SystemCallFilter=@system-service", BPF, "killed", "EFAULT"),
    ("SystemCallFilter=@system-service\nSystemCallErrorNumber=EPERM", BPF, "EPERM", "EFAULT"),
    ("SystemCallFilter=@system-service\nSystemCallFilter=~@privileged\nSystemCallFilter=bpf", BPF,
     "EFAULT", "EFAULT"),
    ("SystemCallFilter=@system-service bpf\nSystemCallFilter=~@privileged", BPF, "killed", "EFAULT"),
    ("SystemCallFilter=~bpf", BPF, "killed", "EFAULT"),
    ("SystemCallFilter=~@privileged\nSystemCallFilter=bpf", BPF, "EFAULT", "EFAULT"),
    ("SystemCallFilter=@system-service\nSystemCallFilter=", BPF, "EFAULT", "EFAULT"),
    ("NoNewPrivileges=yes", "say(call('prctl', 39, 0, 0, 0, 0) and libc.prctl(39, 0, 0, 0, 0))", 1, 0),
]


@pytest.mark.parametrize("option, code, confined, free", FILTERED)
def test_a_filter_refuses_what_it_says(unit, option, code, confined, free):
    private = "PrivateTmp=yes\n"
    assert run(unit(private + option), code) == confined
    if free is not None:
        assert run(unit(private), code) == free


PLACES = [
    # options, path, what writing to it gives
    ("ProtectSystem=yes", "/usr/t", "EROFS"),
    ("ProtectSystem=yes", "/etc/t", "done"),
    ("ProtectSystem=full", "/etc/t", "EROFS"),
    ("ProtectSystem=full", "/var/t", "done"),
    ("ProtectSystem=strict", "/var/t", "EROFS"),
    ("ProtectSystem=strict", "/run/t", "EROFS"),
    ("ProtectSystem=strict", "/dev/null", "done"),
    ("ProtectSystem=strict\nReadWritePaths=/var/lib", "/var/lib/t", "done"),
    ("ProtectSystem=strict\nReadWritePaths=/var/lib", "/var/t", "EROFS"),
    ("ProtectSystem=strict\nReadWritePaths=-/nowhere", "/var/t", "EROFS"),
    ("ProtectSystem=strict\nReadWritePaths=/var\nReadOnlyPaths=/var/lib", "/var/lib/t", "EROFS"),
    ("ProtectSystem=strict\nPrivateTmp=yes", "/tmp/t", "done"),
    ("ProtectSystem=strict\nRuntimeDirectory=tried", "/run/tried/t", "done"),
    ("InaccessiblePaths=/var/lib", "/var/lib/t", "EROFS"),
    ("ProtectHome=yes", ROOTS_HOME + "/t", "EROFS"),
    ("ProtectHome=read-only", ROOTS_HOME + "/t", "EROFS"),
    ("ProtectKernelTunables=yes", "/proc/sys/kernel/core_pattern", "EROFS"),
    ("ProtectKernelTunables=no", "/proc/sys/kernel/core_pattern", "done"),
    ("ProtectControlGroups=yes", "/sys/fs/cgroup/t", "EROFS"),
    ("PrivateDevices=yes", "/dev/t", "EROFS"),
    ("PrivateDevices=yes", "/dev/shm/t", "done"),
]


@pytest.mark.parametrize("text, path, outcome", PLACES)
def test_a_path_is_what_the_unit_says(unit, machine, text, path, outcome):
    confined = unit(text, before=machine.enter)
    removed = "" if path.startswith(("/dev/null", "/proc", "/sys")) else f"os.unlink('{path}')\n"
    code = f"out = write('{path}')\nif out == 'done':\n    {removed or 'pass'}\nsay(out)"
    assert run(confined, code) == outcome


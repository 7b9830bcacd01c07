# SPDX-License-Identifier: MIT
"""The mount namespace of a unit. What is mounted outside later appears in it, as systemd has it."""
import errno
import os
import stat

from lab.unit import kernel, paths

DEVICES = {"null": (1, 3), "zero": (1, 5), "full": (1, 7), "random": (1, 8), "urandom": (1, 9),
           "tty": (5, 0)}
LINKS = {"fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2"}
_OPTIONS = ("PrivateTmp", "PrivateDevices", "ProtectKernelTunables", "ProtectKernelModules",
            "ProtectKernelLogs", "ProtectControlGroups", "ProtectSystem", "ProtectHome",
            "ProtectProc", "ReadWritePaths", "ReadOnlyPaths", "InaccessiblePaths", "NoExecPaths",
            "ExecPaths")


def are_wanted(values):
    return any(values.get(each) for each in _OPTIONS)


def make(values):
    """To be called in a child, as root."""
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount(None, "/", flags=kernel.MS_REC | kernel.MS_SLAVE)
    if values.get("ProtectProc", "default") != "default":
        kernel.mount("proc", "/proc", "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC,
                     "hidepid=" + values["ProtectProc"])
    if values.get("PrivateDevices"):
        _private_devices()
    _apply(paths.rules(values))
    if values.get("PrivateTmp"):
        for each in ("/tmp", "/var/tmp"):
            kernel.mount("tmpfs", each, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=1777")


def _private_devices():
    """/dev with what every program needs, and no hardware."""
    shared = {name: os.open("/dev/" + name, os.O_PATH | os.O_CLOEXEC)
              for name in ("pts", "shm") if os.path.exists("/dev/" + name)}
    kernel.mount("tmpfs", "/dev", "tmpfs", kernel.MS_NOSUID, "mode=755")
    for name, number in DEVICES.items():
        os.mknod("/dev/" + name, stat.S_IFCHR | 0o666, os.makedev(*number))
        os.chmod("/dev/" + name, 0o666)
    for name, target in LINKS.items():
        os.symlink(target, "/dev/" + name)
    for name, fd in shared.items():
        os.mkdir("/dev/" + name)
        kernel.bind(f"/proc/self/fd/{fd}", "/dev/" + name)
        os.close(fd)
    kernel.change_mount("/dev", kernel.ATTR_RDONLY | kernel.ATTR_NOEXEC)


def _apply(rules):
    """Every path that is named becomes a mount of its own; then each mount gets what holds there."""
    hidden = sorted(path for path, kind in rules.access.items() if kind == paths.HIDDEN)
    named = (set(rules.access) | set(rules.execution)) - set(hidden)
    for path in sorted(named):  # a folder comes before what is below
        if path not in kernel.mount_points():
            kernel.bind(path, path)
    for path in set(kernel.mount_points()):
        _judge(path, rules)
    _hide(hidden)


def _judge(path, rules):
    add = remove = 0
    if paths.deciding(path, rules.access) == paths.READ_ONLY:
        add |= kernel.ATTR_RDONLY
    may_execute = paths.deciding(path, rules.execution)
    if may_execute is False:
        add |= kernel.ATTR_NOEXEC
    elif may_execute:
        remove |= kernel.ATTR_NOEXEC
    if not (add or remove):
        return
    try:
        kernel.change_mount(path, add, remove)
    except OSError as error:  # one that lies under another mount cannot be reached, by nobody
        if error.errno not in (errno.EINVAL, errno.ENOENT, errno.ENOTDIR):
            raise


def _hide(hidden):
    """Nobody but root can do anything with a folder or file of mode 0."""
    if not hidden:
        return
    kernel.mount("tmpfs", "/tmp", "tmpfs", options="mode=700")
    os.mkdir("/tmp/folder", 0)
    os.close(os.open("/tmp/file", os.O_CREAT, 0))
    for path in hidden:
        kernel.bind("/tmp/folder" if os.path.isdir(path) else "/tmp/file", path)
        kernel.change_mount(path, kernel.ATTR_RDONLY | kernel.ATTR_NOEXEC)
    kernel.unmount("/tmp")

# SPDX-License-Identifier: MIT
"""What the options say of paths: the nearest one above a path decides."""
import os
from typing import NamedTuple

READ_ONLY, WRITABLE, HIDDEN = "read-only", "writable", "hidden"
# Interfaces of the kernel, which ProtectSystem=strict leaves as they are.
KERNEL = ("/proc", "/sys", "/dev")
HOMES = ("/home", "/root", "/run/user")
TUNABLES = {
    READ_ONLY: ("/proc/acpi", "/proc/apm", "/proc/asound", "/proc/bus", "/proc/fs", "/proc/irq",
                "/proc/latency_stats", "/proc/mtrr", "/proc/scsi", "/proc/sys",
                "/proc/sysrq-trigger", "/proc/timer_stats", "/sys", "/sys/fs/bpf",
                "/sys/kernel/debug", "/sys/kernel/tracing"),
    HIDDEN: ("/proc/kallsyms", "/proc/kcore"),
    WRITABLE: ("/sys/fs/cgroup", "/sys/fs/selinux"),
}
SYSTEM = {True: ("/usr", "/boot", "/efi"), "full": ("/usr", "/boot", "/efi", "/etc"),
          "strict": ("/",)}


class Rules(NamedTuple):
    """path -> what holds there and below."""
    access: dict
    execution: dict  # path -> bool


def _existing(words):
    """As one finds them when links are followed. "-": may be missing; "+" is the root's."""
    for each in words:
        path = each.lstrip("-+")
        if os.path.exists(path):
            yield os.path.realpath(path)
        elif not each.startswith("-"):
            raise FileNotFoundError(f"{path} is named by the unit, and is not there")


def _system(values):
    chosen = values.get("ProtectSystem", False)
    if chosen is False:
        return {}
    made = dict.fromkeys(_existing("-" + each for each in SYSTEM[chosen]), READ_ONLY)
    if chosen == "strict":
        made.update(dict.fromkeys(_existing("-" + each for each in KERNEL + HOMES), WRITABLE))
    return made


def _home(values):
    chosen = values.get("ProtectHome", False)
    if chosen is False:
        return {}
    kinds = {True: HIDDEN, "read-only": READ_ONLY}
    if chosen not in kinds:
        raise ValueError(f"ProtectHome: {chosen} is not imitated")
    return dict.fromkeys(_existing("-" + each for each in HOMES), kinds[chosen])


def _kernel(values):
    made = {}
    if values.get("ProtectKernelTunables"):
        for kind, names in TUNABLES.items():
            made.update(dict.fromkeys(_existing("-" + each for each in names), kind))
    if values.get("ProtectKernelModules"):
        made.update(dict.fromkeys(_existing(("-/usr/lib/modules",)), HIDDEN))
    if values.get("ProtectKernelLogs"):
        made.update(dict.fromkeys(_existing(("-/proc/kmsg", "-/dev/kmsg")), HIDDEN))
    if values.get("ProtectControlGroups"):
        made.update(dict.fromkeys(_existing(("-/sys/fs/cgroup",)), READ_ONLY))
    return made


def rules(values):
    """Of a unit, once its own folders are made. What it names itself counts more than what the
    Protect options bring."""
    access = {**_system(values), **_home(values), **_kernel(values)}
    for option, kind in (("ReadOnlyPaths", READ_ONLY), ("ReadWritePaths", WRITABLE),
                         ("InaccessiblePaths", HIDDEN)):
        access.update(dict.fromkeys(_existing(values.get(option, ())), kind))
    access.update(dict.fromkeys(runtime_folders(values), WRITABLE))
    execution = dict.fromkeys(_existing(values.get("NoExecPaths", ())), False)
    execution.update(dict.fromkeys(_existing(values.get("ExecPaths", ())), True))
    return Rules(access, execution)


def runtime_folders(values):
    return [os.path.join("/run", each) for each in values.get("RuntimeDirectory", ())]


def deciding(path, named):
    """What holds for a path: what is said of it or of the nearest folder above; None: nothing."""
    while path not in named:
        if path == "/":
            return None
        path = os.path.dirname(path)
    return named[path]

# SPDX-License-Identifier: MIT
"""What a machine must have for the kernel path to be tried on it."""
import os

from support import cgroup

AGENT, PROBE = "kernel/agent/warifu-agent", "tests/kernel/agent_probe"


def missing(build, paths=()):
    """Why nothing can be tried here; None where all is there. Paths are taken from `build`."""
    if os.geteuid() != 0:
        return "root is needed"
    if not os.path.exists("/sys/kernel/btf/vmlinux"):
        return "this kernel has no BTF"
    if cgroup.hierarchy() is None:
        return "no cgroup2 hierarchy is mounted"
    for path in (AGENT, PROBE, *paths):
        if not os.path.exists(os.path.join(build, path)):
            return f"{os.path.join(build, path)} is not there"
    return None

# SPDX-License-Identifier: MIT
"""What tests could leave on the machine: looked at before and after, the difference is a fault."""

import os
import subprocess
import time
from pathlib import Path


def _lines(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def _bpf_programs():
    # "12: cgroup_sock_addr  name capture4  tag ...  gpl"
    return {line.split("  tag ")[0] for line in _lines("bpftool", "prog", "list")
            if line[:1].isdigit()}


def _namespaces():
    return {line.split()[0] for line in _lines("ip", "netns", "list") if line.strip()}


def _links():
    return {line.split(":")[1].strip().split("@")[0] for line in _lines("ip", "-o", "link")}


def _mounts():
    # iproute2 mounts /run/netns at its first use and keeps it.
    return {line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()
            } - {"/run/netns"}


def _cgroups():
    roots = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()
             if line.split()[2] == "cgroup2"]
    return {entry.path for root in roots[:1] for entry in os.scandir(root) if entry.is_dir()}


def _files():
    return {str(path) for folder, pattern in (("/tmp", "*warifu*"), ("/tmp", "wf*"),
                                              ("/run", "warifu*"), ("/dev/shm", "*warifu*"),
                                              ("/etc", "warifu*"))
            for path in Path(folder).glob(pattern)}


def _tree():
    return set(_lines("git", "-c", "safe.directory=*", "status", "--porcelain"))


_KINDS = {
    "BPF program": _bpf_programs,
    "network namespace": _namespaces,
    "network link": _links,
    "mount": _mounts,
    "cgroup": _cgroups,
    "file": _files,
    "change in the source tree": _tree,
}


def snapshot():
    return {kind: look() for kind, look in _KINDS.items()}


def since(before, patience=10.0):
    """What is there now and was not before. The kernel frees some things a little later."""
    deadline = time.monotonic() + patience
    while True:
        now = snapshot()
        left = [f"{kind}: {what}" for kind in _KINDS for what in sorted(now[kind] - before[kind])]
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.5)

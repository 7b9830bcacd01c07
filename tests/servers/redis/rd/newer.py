# SPDX-License-Identifier: MIT
"""Servers of a later release of Debian. The module needs nothing of the server's to be built."""
import os
import shutil

from lab.later_release import Libraries
from support.debian_packages import Release

LIBRARIES = ("libatomic1", "libc6", "libcap2", "libgcc-s1", "libjemalloc2", "liblzf1", "libssl3t64",
             "libstdc++6", "libsystemd0", "libzstd1", "zlib1g")
# The one program is several, by the name it is called by.
PROGRAMS = {"redis": ("redis-tools", "redis-check-rdb"), "valkey": ("valkey-tools", "valkey-check-rdb")}


def unpacked(release, server, folder):
    """Folders of its packages; CannotFetch where they cannot be had."""
    return Release(release, folder).unpack(PROGRAMS[server][0], *LIBRARIES)


def install(packages, server, folder):
    """A program in `folder` that is that release's server."""
    os.makedirs(folder)
    libraries = Libraries(packages[1:], os.path.join(folder, "lib"))
    binary = os.path.join(folder, "server")
    shutil.copyfile(os.path.join(packages[0], "usr/bin", PROGRAMS[server][1]), binary)
    os.chmod(binary, 0o755)
    program = os.path.join(folder, f"{server}-server")
    libraries.wrap(binary, program, f"{server}-server")
    return program

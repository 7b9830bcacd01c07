# SPDX-License-Identifier: MIT
"""Servers of a later release of Debian, run from its packages, which are unpacked and not installed:
by that release's own loader, C library and all. The module needs nothing of the server's to be built."""
import os
import shutil

from lab.stack import write
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
    libraries = os.path.join(folder, "lib")
    os.makedirs(libraries)
    for package in packages[1:]:
        for place in ("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu"):
            if os.path.isdir(os.path.join(package, place)):
                _copy_libraries(os.path.join(package, place), libraries)
    binary = os.path.join(folder, "server")
    shutil.copyfile(os.path.join(packages[0], "usr/bin", PROGRAMS[server][1]), binary)
    os.chmod(binary, 0o755)
    program = os.path.join(folder, f"{server}-server")
    write(program, f'#!/bin/sh\nexec {libraries}/ld-linux-x86-64.so.2 --argv0 {server}-server '
          f'--library-path "$LD_LIBRARY_PATH:{libraries}" {binary} "$@"\n')
    os.chmod(program, 0o755)
    return program


def _copy_libraries(place, folder):
    for name in os.listdir(place):
        if ".so" in name and os.path.isfile(os.path.join(place, name)):
            shutil.copyfile(os.path.join(place, name), os.path.join(folder, name))
            os.chmod(os.path.join(folder, name), 0o755)

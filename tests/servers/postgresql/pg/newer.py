# SPDX-License-Identifier: MIT
"""A server of a later release of Debian, and the extension built for it: a server takes only what was
built with its own headers."""
import os
import shutil
import subprocess

from lab.later_release import Libraries
from pg.installation import SOURCES, Files
from support.debian_packages import Release

HEADERS = ("libc6-dev", "linux-libc-dev")  # whether there is strlcpy(3), to begin with
LIBRARIES = ("libaudit1", "libc6", "libcap-ng0", "libcap2", "libcom-err2", "libelf1t64", "libgcc-s1",
             "libgssapi-krb5-2", "libicu76", "libk5crypto3", "libkeyutils1", "libkrb5-3", "libkrb5support0",
             "libldap2", "liblz4-1", "liblzma5", "libpam0g", "libpcre2-8-0", "libpq5", "libsasl2-2",
             "libselinux1", "libssl3t64", "libstdc++6", "libsystemd0", "libxml2", "libxslt1.1", "libzstd1",
             "zlib1g")


class Unpacked(Files):
    """In place of what is installed."""

    def __init__(self, release, major, build, folder):
        """CannotFetch where the packages cannot be had."""
        packages = Release(release, os.path.join(build, "packages")).unpack(
            f"postgresql-{major}", f"postgresql-server-dev-{major}", *HEADERS, *LIBRARIES)
        super().__init__(packages[0], major, os.path.join(folder, "warifu.so"))
        os.makedirs(folder)
        self._compile([os.path.join(packages[1], f"usr/include/postgresql/{major}/server"),
                       *(os.path.join(each, place) for each in packages[2:4]
                         for place in ("usr/include/x86_64-linux-gnu", "usr/include"))], build)
        self._libraries = Libraries(packages[4:], os.path.join(folder, "lib"))

    def put_program(self, name, folder):
        binary = os.path.join(folder, name + ".elf")
        shutil.copy(os.path.join(self.library, "bin", name), binary)
        self._libraries.wrap(binary, os.path.join(folder, name))

    def _compile(self, headers, build):
        root = os.path.join(SOURCES, "../../..")
        sources = [os.path.join(SOURCES, name) for name in os.listdir(SOURCES) if name.endswith(".c")]
        done = subprocess.run(
            ["cc", "-std=gnu11", "-O1", "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror",
             "-D_GNU_SOURCE", *(f"-isystem{each}" for each in headers), f"-I{SOURCES}", f"-I{root}/core/include",
             f"-I{root}/sdk/module/include", *sources, "-o", self.extension,
             os.path.join(build, "core/api/libwarifu.so.0"),
             f"-Wl,--version-script={SOURCES}/exports.map"],
            capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

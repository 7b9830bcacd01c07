# SPDX-License-Identifier: MIT
"""MariaDB of a later release of Debian, and the plugin built for it: a server takes only what was built
with headers of its own series."""
import glob
import os
import shutil
import subprocess

from lab.later_release import Libraries
from my.server import Programs
from support.debian_packages import Release

PROGRAMS = {"mariadb-server-core": ("sbin/mariadbd", "bin/resolveip"),
            "mariadb-client-core": ("bin/my_print_defaults",)}
PLUGINS, HEADERS, SERVICES = "mariadb-server", "libmariadbd-dev", "libmariadb-dev"
SOURCES = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../../..", "sdk/servers/mariadb"))
LIBRARIES = ("libaio1t64", "libc6", "libcap2", "libcrypt1", "libelf1t64", "libgcc-s1", "libnuma1",
             "libpcre2-8-0", "libssl3t64", "libstdc++6", "libsystemd0", "liburing2", "libzstd1", "zlib1g")


def install(release, build, folder):
    """Its programs in `folder`; CannotFetch where the packages cannot be had."""
    names = (*PROGRAMS, PLUGINS, HEADERS, SERVICES, *LIBRARIES)
    packages = dict(zip(names, Release(release, os.path.join(build, "packages")).unpack(*names)))
    libraries = Libraries([packages[each] for each in LIBRARIES], os.path.join(folder, "lib"))
    base = os.path.join(folder, "usr")
    for package, programs in PROGRAMS.items():
        for each in programs:
            _put(os.path.join(packages[package], "usr", each), os.path.join(base, each), libraries)
    core = os.path.join(packages["mariadb-server-core"], "usr")
    shutil.copy(os.path.join(core, "bin/mariadb-install-db"), os.path.join(base, "bin"))
    os.symlink(os.path.join(core, "share"), os.path.join(base, "share"))
    return Programs(os.path.join(base, "sbin/mariadbd"),
                    [os.path.join(base, "bin/mariadb-install-db"), "--no-defaults", f"--basedir={base}"],
                    os.path.join(packages[PLUGINS], "usr/lib/mysql/plugin"),
                    _compile(packages[HEADERS], packages[SERVICES], build, os.path.join(folder, "warifu.so")),
                    {"basedir": base})


def _compile(headers, services, build, plugin):
    root = os.path.join(SOURCES, "../../..")
    library = os.path.join(build, "core/api/libwarifu.so.0")
    done = subprocess.run(
        ["c++", "-std=c++17", "-O0", "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror",
         "-DMYSQL_DYNAMIC_PLUGIN", f"-isystem{headers}/usr/include/mariadb/server",
         f"-I{root}", f"-I{root}/core/include", f"-I{root}/sdk/module/include",
         *glob.glob(os.path.join(SOURCES, "*.cpp")), "-o", plugin, library,
         f"{services}/usr/lib/x86_64-linux-gnu/libmysqlservices.a", "-lcrypto",
         f"-Wl,--version-script={SOURCES}/exports.map", "-Wl,-z,nodelete"],
        capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return plugin


def _put(binary, program, libraries):
    os.makedirs(os.path.dirname(program), exist_ok=True)
    shutil.copy(binary, program + ".elf")
    libraries.wrap(program + ".elf", program)

# SPDX-License-Identifier: MIT
"""What an installed machine looks like to a program, without a file of this one's being touched: a mount
namespace of its own, in which

    /usr/lib/TRIPLET                   links to what is there, libwarifu.so.0, warifu/modules
    /usr/lib/python3/dist-packages     links, and the package warifu
    /etc                               what the C library reads, and warifu/
    /run                               empty but for warifu/ and the tests' own folder
"""
import os
import shutil
import subprocess
import sysconfig

SOURCES = os.path.join(os.path.dirname(__file__), "../../../../sdk/servers")
LIBRARIES = "/usr/lib/" + sysconfig.get_config_var("MULTIARCH")
PACKAGES = "/usr/lib/python3/dist-packages"
ETC = ("ld.so.cache", "passwd", "group", "nsswitch.conf", "hosts")

# $1: this folder, $2: the tests' folder, $3: the folder with the records, $4: libraries, $5: packages.
# What is covered stays in sight below /run/was, and must be there before: mount is a program, too.
MOUNTS = """
mount --bind "$4" "$1/run/was/libraries"
mount --bind "$5" "$1/run/was/packages"
mount --bind "$3" "$1/run/warifu/bpf"
mount --rbind "$2" "$1/run/${2##*/}"
mount --rbind "$1/run" /run
mount --bind "$1/libraries" "$4"
mount --bind "$1/packages" "$5"
mount --bind "$1/etc" /etc
"""


class Installed:
    """`top`: the tests' folder, on a file system of its own below /run. Configuration is written to
    `config`, which is /etc/warifu there."""

    def __init__(self, build, top):
        self.top = top
        self.folder = os.path.join(top, "installed")
        self.config = os.path.join(self.folder, "etc/warifu")
        self.programs = os.path.join(self.folder, "programs")
        for name in ("libraries/warifu/modules", "packages", "etc/warifu", "programs", "run/warifu/bpf",
                     "run/was/libraries", "run/was/packages", "run/" + os.path.basename(top)):
            os.makedirs(os.path.join(self.folder, name))
        _link(LIBRARIES, "/run/was/libraries", os.path.join(self.folder, "libraries"))
        _link(PACKAGES, "/run/was/packages", os.path.join(self.folder, "packages"))
        for name in ETC:
            if os.path.exists("/etc/" + name):
                shutil.copy("/etc/" + name, os.path.join(self.folder, "etc"))
        self._install(build)

    def _install(self, build):
        modules = os.path.join(build, "modules-out")
        for name in os.listdir(modules):
            _copy(os.path.join(modules, name), os.path.join(self.folder, "libraries/warifu/modules"))
        _copy(os.path.join(build, "core/api/libwarifu.so.0"), os.path.join(self.folder, "libraries"))
        shutil.copytree(os.path.join(SOURCES, "python/warifu"),
                        os.path.join(self.folder, "packages/warifu"),
                        ignore=shutil.ignore_patterns("__pycache__"))
        examples = os.path.join(build, "sdk/servers/examples")
        for path in (os.path.join(build, "sdk/servers/demo/warifu-demo"),
                     os.path.join(os.path.dirname(__file__), "no_bpf.py"),
                     os.path.join(examples, "example-server-c"),
                     os.path.join(examples, "example-server-cpp"),
                     *(os.path.join(SOURCES, "examples", name)
                       for name in os.listdir(os.path.join(SOURCES, "examples"))
                       if name.endswith(".py"))):
            _copy(path, self.programs)

    def command(self, records, *inner, network=None):
        """Runs `inner` on the installed machine: one process all the way."""
        return [*in_network(network), "unshare", "--mount", "--propagation", "private", "sh", "-ec",
                MOUNTS + 'shift 5\nexec "$@"', "installed", self.folder, self.top, records, LIBRARIES,
                PACKAGES, *inner]


def in_network(name):
    return ["nsenter", f"--net=/run/netns/{name}"] if name else []


def as_user(uid):
    return ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", "--no-new-privs"]


def start(command, log, **how):
    with open(log, "a") as file:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
                                start_new_session=True,
                                env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8",
                                     "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"}, **how)


def _link(folder, seen_as, here):
    for each in os.listdir(folder):
        target = os.path.join(here, each)
        if not os.path.lexists(target) and each != "warifu":
            os.symlink(os.path.join(seen_as, each), target)


def _copy(path, folder):
    target = os.path.join(folder, os.path.basename(path))
    if os.path.islink(target):
        os.unlink(target)
    shutil.copyfile(path, target)
    os.chmod(target, 0o755)

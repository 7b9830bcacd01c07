# SPDX-License-Identifier: MIT
"""The distribution's server and the extension in a folder of their own: a server finds its files
beside its program, wherever that stands. Nothing of the machine's is written to.

    FOLDER/usr/lib/postgresql/N/bin    copies of the two programs that look for their place
    FOLDER/usr/lib/postgresql/N/lib    links, and warifu.so
    FOLDER/usr/share/postgresql/N      links, and warifu's extension
    FOLDER/lib, FOLDER/modules         libwarifu, verifier modules
"""
import os
import shutil

SOURCES = os.path.join(os.path.dirname(__file__), "../../../..", "sdk/servers/postgresql")


class Installation:
    def __init__(self, build, folder, major):
        self.folder = folder
        self.library = f"/usr/lib/postgresql/{major}"
        self._share = f"/usr/share/postgresql/{major}"
        self.bin = os.path.join(folder, self.library[1:], "bin")
        self.modules = os.path.join(folder, "modules")
        self.environment = {"LD_LIBRARY_PATH": os.path.join(folder, "lib"), "LC_ALL": "C.UTF-8",
                            "PATH": "/usr/bin:/bin"}
        os.makedirs(self.bin)
        for name in ("postgres", "initdb"):
            shutil.copy(os.path.join(self.library, "bin", name), self.bin)
        self._link(self.library + "/lib")
        self._link(self._share, but="extension")
        self._link(self._share + "/extension")
        self._add_warifu(build)

    def program(self, name):
        return os.path.join(self.bin, name)

    def _link(self, folder, but=None):
        here = os.path.join(self.folder, folder[1:])
        os.makedirs(here, exist_ok=True)
        for each in os.listdir(folder):
            if each != but:
                os.symlink(os.path.join(folder, each), os.path.join(here, each))

    def _add_warifu(self, build):
        os.makedirs(self.modules)
        modules = os.path.join(build, "modules-out")
        for name in os.listdir(modules):
            _copy(os.path.join(modules, name), self.modules)
        os.makedirs(os.path.join(self.folder, "lib"))
        _copy(os.path.join(build, "core/api/libwarifu.so.0"), os.path.join(self.folder, "lib"))
        _copy(os.path.join(build, "sdk/servers/postgresql/warifu.so"),
              os.path.join(self.folder, self.library[1:], "lib"))
        for name in ("warifu.control", "warifu--1.0.sql"):
            _copy(os.path.join(SOURCES, name),
                  os.path.join(self.folder, self._share[1:], "extension"))


def _copy(path, folder):
    """One that an installed server of the same name must not shadow."""
    target = os.path.join(folder, os.path.basename(path))
    if os.path.islink(target):
        os.unlink(target)
    shutil.copyfile(path, target)
    os.chmod(target, 0o755)

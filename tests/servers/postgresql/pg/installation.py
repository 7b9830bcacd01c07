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

from lab.installed import Installed

SOURCES = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../../..", "sdk/servers/postgresql"))


class Files:
    """Where a server's files are, below `root`, and the extension that was built for it."""

    def __init__(self, root, major, extension):
        self.library = os.path.join(root, f"usr/lib/postgresql/{major}")
        self.share = os.path.join(root, f"usr/share/postgresql/{major}")
        self.extension = extension

    def put_program(self, name, folder):
        shutil.copy(os.path.join(self.library, "bin", name), folder)


class Installation:
    def __init__(self, build, folder, files, major):
        self.bin = os.path.join(folder, f"usr/lib/postgresql/{major}/bin")
        library = os.path.join(folder, f"usr/lib/postgresql/{major}/lib")
        share = os.path.join(folder, f"usr/share/postgresql/{major}")
        installed = Installed(build, folder)
        self.modules = installed.modules
        self.environment = {"LD_LIBRARY_PATH": installed.lib, "LC_ALL": "C.UTF-8",
                            "PATH": "/usr/bin:/bin"}
        os.makedirs(self.bin)
        for name in ("postgres", "initdb"):
            files.put_program(name, self.bin)
        _link(files.library + "/lib", library, but="warifu.so")
        _link(files.share, share, but="extension")
        _link(files.share + "/extension", share + "/extension", but="warifu.control")
        installed.copy(files.extension, library)
        for name in ("warifu.control", "warifu--1.0.sql"):
            installed.copy(os.path.join(SOURCES, name), share + "/extension")

    def program(self, name):
        return os.path.join(self.bin, name)


def _link(folder, here, but):
    """`but`: what is added in its place, or is a folder of its own."""
    os.makedirs(here, exist_ok=True)
    for each in os.listdir(folder):
        if each != but:
            os.symlink(os.path.join(folder, each), os.path.join(here, each))

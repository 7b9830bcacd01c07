# SPDX-License-Identifier: MIT
"""Programs of a later release of Debian, run from its packages, which are unpacked and not installed:
by that release's own loader, C library and all."""
import os
import shutil

from lab.stack import write

PLACES = ("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu")


class Libraries:
    """The shared objects of some packages, in a folder of their own."""

    def __init__(self, packages, folder):
        self.folder = folder
        os.makedirs(folder)
        for package in packages:
            for place in PLACES:
                if os.path.isdir(os.path.join(package, place)):
                    self._take(os.path.join(package, place))

    def wrap(self, binary, program, argv0=None):
        """`program` will be `binary`, under its own name or another one. Folders in LD_LIBRARY_PATH come
        first."""
        write(program, f'#!/bin/sh\nexec {self.folder}/ld-linux-x86-64.so.2 --argv0 {argv0 or program} '
              f'--library-path "$LD_LIBRARY_PATH:{self.folder}" {binary} "$@"\n')
        os.chmod(program, 0o755)

    def _take(self, place):
        for name in os.listdir(place):
            if ".so" in name and os.path.isfile(os.path.join(place, name)):
                shutil.copyfile(os.path.join(place, name), os.path.join(self.folder, name))
                os.chmod(os.path.join(self.folder, name), 0o755)

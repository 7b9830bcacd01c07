# SPDX-License-Identifier: MIT
"""What was built, where a server's unprivileged user can read it: a checkout may lie in root's home."""
import os
import shutil


class Installed:
    """FOLDER/lib: libwarifu; FOLDER/modules: verifier modules; beside them what else is copied."""

    def __init__(self, build, folder):
        self.folder = folder
        self.lib = os.path.join(folder, "lib")
        self.modules = os.path.join(folder, "modules")
        for each in (self.lib, self.modules):
            os.makedirs(each)
        self.copy(os.path.join(build, "core/api/libwarifu.so.0"), self.lib)
        built = os.path.join(build, "modules-out")
        for name in os.listdir(built):
            self.copy(os.path.join(built, name), self.modules)

    def copy(self, path, folder=None):
        """Follows links, and returns where it is now."""
        target = os.path.join(folder or self.folder, os.path.basename(path))
        shutil.copyfile(path, target)
        os.chmod(target, 0o755)
        return target

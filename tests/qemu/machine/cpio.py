# SPDX-License-Identifier: MIT
"""The archive that Linux unpacks into its first root folder.

Format "newc": Documentation/driver-api/early-userspace/buffer-format.rst of Linux. Everything in
it belongs to root.
"""
import os
import stat

MAGIC = b"070701"
LAST = "TRAILER!!!"


class Archive:
    """Folders appear by themselves above what is put into them."""

    def __init__(self, path):
        self._file = open(path, "wb")  # pylint: disable=consider-using-with
        self._names = set()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._entry(LAST, 0, b"")
        self._file.close()

    def folder(self, name):
        name = name.strip("/")
        if not name or name in self._names:
            return
        self.folder(os.path.dirname(name))
        self._entry(name, stat.S_IFDIR | 0o755, b"")

    def text(self, name, text, mode=0o644):
        self._put(name, stat.S_IFREG | mode, text.encode())

    def copy(self, name, path):
        """What a link leads to is copied; the time of change is kept, for Python's sake."""
        status = os.stat(path)
        with open(path, "rb") as file:
            mode = stat.S_IFREG | (0o755 if status.st_mode & 0o111 else 0o644)
            self._put(name, mode, file.read(), int(status.st_mtime))

    def _put(self, name, mode, data, changed=0):
        name = name.strip("/")
        if name not in self._names:
            self.folder(os.path.dirname(name))
            self._entry(name, mode, data, changed)

    def _entry(self, name, mode, data, changed=0):
        self._names.add(name)
        path = name.encode() + b"\0"
        fields = (len(self._names), mode, 0, 0, 1, changed, len(data), 0, 0, 0, 0, len(path), 0)
        head = MAGIC + b"".join(b"%08X" % each for each in fields)
        for part in (head + path, data):
            self._file.write(part + bytes(-len(part) % 4))

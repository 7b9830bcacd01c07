# SPDX-License-Identifier: MIT
"""The socket on which a server of Type=notify says that it is ready (sd_notify(3))."""
import os
import socket
import time


class Notified:
    """`path`: where the server finds it; other processes there may write to it."""

    def __init__(self, path):
        self.environment = {"NOTIFY_SOCKET": path}
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        self._socket.bind(path)
        os.chmod(path, 0o666)

    def wait(self, patience):
        """Until READY=1; False where the time is over."""
        self._socket.settimeout(patience)
        try:
            while b"READY=1" not in self._socket.recv(4096).split(b"\n"):
                pass
        except TimeoutError:
            return False
        return True

    def wait_or_end(self, process, patience):
        """The same, or False once the process has ended."""
        end = time.monotonic() + patience
        while process.poll() is None and time.monotonic() < end:
            if self.wait(0.1):
                return True
        return False

    def close(self):
        self._socket.close()

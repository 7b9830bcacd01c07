# SPDX-License-Identifier: MIT
"""Logins one after the other, each looked at on both ends."""
import os
import time

from support import child
from support.signed_lab import PORT, TENANT


class Logins:
    """One after the other, as one owner, until stopped."""

    def __init__(self, signed, uid=TENANT):
        self._server = signed.server
        self.lines = []
        here, self._stop = os.pipe()
        self._client = child.Child(lambda: self._log_in(signed, uid, here))
        os.close(here)

    def _log_in(self, signed, uid, stopped):
        os.close(self._stop)
        os.set_blocking(stopped, False)
        signed.lab.enter_client_host_as(uid, uid)
        told = []
        while True:
            try:
                if os.read(stopped, 1) == b"":
                    return told
            except BlockingIOError:
                pass
            address = signed.addresses()[len(told) % 2][1]
            told.append(signed.exchange(address=address, port=PORT))
            time.sleep(0.005)  # other tests want the processor too

    def wait_for(self, number):
        """Returns once so many more have been verified."""
        for _ in range(number):
            self.lines.append(self._server.next())

    def stop(self):
        """What was told to the clients, once each."""
        os.close(self._stop)
        told = self._client.result()
        self.wait_for(len(told) - len(self.lines))
        return set(told)

    def end(self):
        """Whatever became of the test."""
        self._client.kill()

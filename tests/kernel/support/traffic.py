# SPDX-License-Identifier: MIT
"""One connection after the other, each looked at."""
import os
import threading

from support import child, syn
from support.server import saved_syn


class Traffic:
    """Connects as one owner until stopped; counts the SYNs that said so and keeps the others."""

    def __init__(self, lab, uid):
        self._server = lab.server()
        self._expected = [syn.plain_claim(uid, uid)]
        self.good = 0
        self.bad = []
        here, self._stop = os.pipe()
        self._client = child.Child(lambda: self._connect(lab, uid, here))
        os.close(here)
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()

    def _connect(self, lab, uid, stopped):
        os.close(self._stop)
        os.set_blocking(stopped, False)
        lab.enter_client_host_as(uid, uid)
        made = 0
        while True:
            try:
                if os.read(stopped, 1) == b"":
                    break
            except BlockingIOError:
                pass
            lab.open_connection()
            made += 1
        return made

    def _accept(self):
        while True:
            try:
                with self._server.accept() as connection:
                    packet = saved_syn(connection)
            except OSError:
                return
            if syn.claims(packet) == self._expected:
                self.good += 1
            else:
                self.bad.append(packet.hex())

    def wait_for(self, number):
        """Returns once so many more connections came."""
        target = self.good + len(self.bad) + number
        while self.good + len(self.bad) < target:
            assert self._thread.is_alive(), "the server got no connection"
            threading.Event().wait(0.005)

    def stop(self):
        """All that were made have been looked at when this returns."""
        os.close(self._stop)
        made = self._client.result()
        while self.good + len(self.bad) < made and self._thread.is_alive():
            threading.Event().wait(0.005)
        self._server.socket.shutdown(2)
        self._thread.join()
        return made

# SPDX-License-Identifier: MIT
"""An STNS server in this process, on a port of the kernel's choice, that can be told to misbehave.

    server.misbehave(faults.Status(500))           every answer, until behave()
    server.misbehave(faults.Hold(), uid=10042)     answers about this user only

It counts what it was asked. What it answers otherwise is the STNS v1 contract.
"""
import base64
import contextlib
import os
import socket
import ssl
import threading
import time

from support.directory import NOBODY, Directory, Response
from support.request import head_of, read_request

BACKLOG = 1024
RESOURCES = ("users", "groups")


class Server:
    def __init__(self, tls=None, unix=None, token=None, basic=None):
        """`tls`: an ssl.SSLContext. `unix`: a path, and then no /v1 stands before the resources."""
        self.directory = Directory()
        self.tls = tls
        self.token, self.basic = token, basic
        self.ending = threading.Event()  # faults that take long end with it
        self._unix = unix
        self._prefix = "" if unix else "/v1"
        self._lock = threading.Lock()
        self._requests = []
        self._accepted = 0
        self._faults = []
        self._open = set()
        self._threads = []
        self._holder = None if unix else _bound()
        self._listener = None
        self.come_back()

    # ------------------------------------------------------------------- where it is

    @property
    def port(self):
        return self._holder.getsockname()[1]

    @property
    def url(self):
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/v1"

    def come_back(self):
        if self._unix:
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(self._unix)
            os.chmod(self._unix, 0o666)
        else:
            self._listener = _bound(self.port)
        self._listener.listen(BACKLOG)
        self._run(self._accept, self._listener)

    def go_away(self):
        """Nobody listens any more, and what was connected is not; the port stays this server's."""
        listener, self._listener = self._listener, None
        if listener is None:
            return
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        if self._unix:
            os.unlink(self._unix)
        with self._lock:
            connected = list(self._open)
        for connection in connected:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self):
        self.ending.set()
        self.go_away()
        if self._holder:
            self._holder.close()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive(), "a connection of the STNS server does not end"

    # ------------------------------------------------------------------- what it was asked

    @property
    def requests(self):
        with self._lock:
            return list(self._requests)

    @property
    def connections(self):
        with self._lock:
            return self._accepted

    def count(self, path=None, **parameters):
        """How many requests there were, for this path below /v1, with these parameters."""
        return sum((path is None or seen.path == self._prefix + path)
                   and all(seen.parameters.get(name) == str(value)
                           for name, value in parameters.items()) for seen in self.requests)

    def forget(self):
        with self._lock:
            self._requests.clear()
            self._accepted = 0

    # ------------------------------------------------------------------- how it answers

    def misbehave(self, fault, uid=None, path=None):
        """The fault replaces the answers to questions about this user id, or below this path."""
        with self._lock:
            self._faults.insert(0, (fault, uid, path))

    def behave(self):
        with self._lock:
            self._faults.clear()

    def usual(self, request):
        """The answer that an STNS server gives."""
        if request.path == "/v1/status":
            return Response(200, b"OK", kind="text/plain")
        if not self._admits(request):
            return Response(401, NOBODY)
        resource = request.path.removeprefix(self._prefix + "/")
        if request.method != "GET" or resource not in RESOURCES:
            return Response(404, NOBODY)
        return self.directory.answer(resource, request.parameters)

    def _admits(self, request):
        sent = request.headers.get("authorization", "")
        if self.token and sent != f"token {self.token}":
            return False
        wanted = base64.b64encode(":".join(self.basic).encode()).decode() if self.basic else ""
        return not self.basic or sent == f"Basic {wanted}"

    # ------------------------------------------------------------------- connections

    def _run(self, target, *arguments):
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()

    def _accept(self, listener):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with self._lock:
                self._accepted += 1
                number = self._accepted
                self._open.add(connection)
            self._run(self._serve, connection, number)

    def _serve(self, plain, number):
        connection = plain
        try:
            fault = self._fault_for(None)
            if fault and fault.at_accept(connection):
                return
            if self.tls:
                connection = self.tls.wrap_socket(plain, server_side=True)
                with self._lock:
                    self._open.add(connection)
            with connection.makefile("rb") as stream:
                while self._answer_next(connection, stream, number):
                    pass
        except (OSError, ssl.SSLError):
            pass  # who asked has gone, or does not trust this server
        finally:
            with self._lock:
                self._open -= {plain, connection}
            connection.close()

    def _answer_next(self, connection, stream, number):
        request = read_request(stream, number)
        if request is None:
            return False
        request.at = time.monotonic()
        with self._lock:
            self._requests.append(request)
        response = self.usual(request)
        if (fault := self._fault_for(request)):
            return fault.answer(self, connection, response)
        connection.sendall(head_of(response) + response.body)
        return True

    def _fault_for(self, request):
        with self._lock:
            faults = list(self._faults)
        for fault, uid, path in faults:
            of_user = uid is None or (request and request.parameters.get("id") == str(uid))
            if of_user and (path is None or (request and request.path == self._prefix + path)):
                return fault
        return None


def _bound(port=0):
    """Two sockets of one user may have the port; only one that listens is connected to."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    return made

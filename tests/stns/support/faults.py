# SPDX-License-Identifier: MIT
"""Ways in which a server, or what stands before it, answers wrongly."""
import contextlib
import socket
import struct
import threading

from support.directory import Response
from support.request import head, head_of

CHUNK = 65536
JSON = {"Content-Type": "application/json"}


def reset(connection):
    """Closes with a reset: whoever reads gets an error and not an end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


class Fault:
    def at_accept(self, connection):  # pylint: disable=unused-argument
        """Before anything is read: true ends the connection."""
        return False

    def answer(self, server, connection, usual):
        """Instead of the usual answer; true keeps the connection."""
        raise NotImplementedError


class Answer(Fault):
    """A whole answer that is another one."""

    def __init__(self, status=200, body=b"{}", kind="application/json", **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.response = Response(status, body, headers, kind)

    def answer(self, server, connection, usual):
        connection.sendall(head_of(self.response) + self.response.body)
        return True


class Changed(Fault):
    """The usual body, with another status or content type, or changed by a function."""

    def __init__(self, change=lambda body: body, status=200, kind="application/json"):
        self._change, self._status, self._kind = change, status, kind

    def answer(self, server, connection, usual):
        response = Response(self._status, self._change(usual.body), {}, self._kind)
        connection.sendall(head_of(response) + response.body)
        return True


class Raw(Fault):
    """These bytes, and then the end."""

    def __init__(self, data):
        self._data = data

    def answer(self, server, connection, usual):
        connection.sendall(self._data)
        return False


class Truncated(Fault):
    """A body that is whole JSON, and shorter than was said."""

    def answer(self, server, connection, usual):
        connection.sendall(head_of(usual, len(usual.body) + 1000) + usual.body)
        return False


class TruncatedChunks(Fault):
    """Chunked, and without the chunk that ends it."""

    def answer(self, server, connection, usual):
        connection.sendall(head(200, {**JSON, "Transfer-Encoding": "chunked"}))
        connection.sendall(f"{len(usual.body):x}\r\n".encode() + usual.body + b"\r\n")
        return False


class Endless(Fault):
    """Goes on until the other side has had enough: of a header, of the body, of interim answers."""

    def __init__(self, beginning, repeated):
        self._beginning, self._repeated = beginning, repeated * max(1, CHUNK // len(repeated))

    def answer(self, server, connection, usual):
        connection.sendall(self._beginning)
        while not server.ending.is_set():
            connection.sendall(self._repeated)
        return False


def endless_body():
    return Endless(head(200, JSON) + b"[", b" ")


def endless_headers():
    return Endless(b"HTTP/1.1 200 OK\r\n", b"X-More: and more\r\n")


def endless_header():
    return Endless(b"HTTP/1.1 200 OK\r\nX-Long: ", b"a")


def endless_interim_answers():
    return Endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n")


class Slow(Fault):
    """The right answer, a byte now and then, for ever: its body begins with blanks."""

    def __init__(self, in_headers=False):
        self._in_headers = in_headers

    def answer(self, server, connection, usual):
        connection.sendall(b"HTTP/1.1 200 OK\r\n" if self._in_headers else head(200, JSON))
        byte = b"X-A: b\r\n" if self._in_headers else b" "
        while not server.ending.wait(0.05):
            connection.sendall(byte)
        return False


class Hold(Fault):
    """Answers as usual, once it is released."""

    def __init__(self):
        self.arrived = threading.Event()
        self.released = threading.Event()

    def answer(self, server, connection, usual):
        self.arrived.set()
        while not self.released.wait(0.05) and not server.ending.is_set():
            pass
        connection.sendall(head_of(usual) + usual.body)
        return True


class Silent(Fault):
    """Accepts and never says a word."""

    def answer(self, server, connection, usual):
        server.ending.wait()
        return False


class Reset(Fault):
    """At "accept", after the question, in the "headers" or in the "body"."""

    def __init__(self, where):
        self._where = where

    def at_accept(self, connection):
        if self._where == "accept":
            reset(connection)
        return self._where == "accept"

    def answer(self, server, connection, usual):
        with contextlib.suppress(OSError):
            if self._where == "headers":
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Ty")
            if self._where == "body":
                connection.sendall(head_of(usual, len(usual.body) + 1000) + usual.body)
        reset(connection)
        return False

# SPDX-License-Identifier: MIT
"""The server's protocol, RESP 2 and 3 (redis.io, "Redis serialization protocol"), byte by byte: so
that what a refusal looks like is seen as it is."""
import ssl

from lab.hosted import connected


class ServerError(str):
    """An error reply, as a value."""


class Closed(Exception):
    """The server closed the connection."""


def encode(*words):
    words = [each if isinstance(each, bytes) else str(each).encode() for each in words]
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(each), each) for each in words)


class Client:
    """`where`: (address, port), the path of a Unix socket, or a socket that is connected."""

    def __init__(self, where, tls=False, timeout=300):
        self.socket = connected(where, timeout)
        if tls:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            self.socket = context.wrap_socket(self.socket)
        self._got = b""
        self.raw = b""  # every byte that came

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, *words):
        self.socket.sendall(encode(*words))

    def ask(self, *words):
        """The reply; Closed where the server closed instead."""
        try:
            self.send(*words)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError) as failure:
            raise Closed from failure
        return self.reply()

    def reply(self):
        line = self._line()
        kind, rest = line[:1], line[1:]
        if kind == b"+":
            return rest.decode()
        if kind == b"-":
            return ServerError(rest.decode())
        if kind == b":":
            return int(rest)
        if kind == b"_" or rest == b"-1":
            return None
        if kind in (b"$", b"=", b"!"):
            return self._take(int(rest) + 2)[:-2].decode()
        if kind == b"*" or kind == b"~":
            return [self.reply() for _ in range(int(rest))]
        if kind == b"%":
            return {self.reply(): self.reply() for _ in range(int(rest))}
        return rest.decode()

    def _line(self):
        while b"\r\n" not in self._got:
            self.receive()
        line, self._got = self._got.split(b"\r\n", 1)
        return line

    def _take(self, length):
        while len(self._got) < length:
            self.receive()
        data, self._got = self._got[:length], self._got[length:]
        return data

    def receive(self):
        """What comes next, into raw."""
        try:
            part = self.socket.recv(65536)
        except (ConnectionResetError, ssl.SSLError) as failure:
            raise Closed from failure
        if not part:
            raise Closed
        self.raw += part
        self._got += part

# SPDX-License-Identifier: MIT
"""A client of PostgreSQL's protocol 3.0 that keeps all that the server said ("Message Formats" in
its manual). libpq hides what an attacker may look at."""
import socket
import ssl
import struct
from typing import NamedTuple

from pg import passwords

PATIENCE = 300  # seconds until a test says that nothing came; nothing is measured
OK, CLEARTEXT, MD5, SASL, SASL_CONTINUE, SASL_FINAL = 0, 3, 5, 10, 11, 12
SSL_REQUEST = struct.pack("!II", 8, 80877103)


class Session(NamedTuple):
    """One connection from end to end."""
    messages: list  # (type, body), in order
    rows: list      # of the query, as text; None for null

    @property
    def passed(self):
        return ("R", struct.pack("!I", OK)) in self.messages

    @property
    def error(self):
        """Fields of the first ErrorResponse; {} where there is none."""
        body = next((body for kind, body in self.messages if kind == "E"), b"")
        return {each[:1].decode(): each[1:].decode() for each in body.split(b"\0") if each}

    @property
    def shape(self):
        """What an attacker can compare: types, codes, and the error to the last byte. What is random
        in each login (salts, nonces) is left out."""
        return [(kind, body[:4] if kind == "R" else body) for kind, body in self.messages]


class Connection:
    def __init__(self, where, user, database, password, tls=False, replication=None):
        self.messages = []
        self._socket = _connect(where)
        if tls:
            self._socket = _secure(self._socket)
        self._buffer = b""
        self._user, self._password = user, password
        self._say_startup(database, replication)
        self.open = self._authenticate()

    def query(self, text):
        """The rows; errors are among the messages."""
        self._send(b"Q", text.encode() + b"\0")
        return [_row(body) for kind, body in self._until("Z") if kind == "D"]

    def close(self):
        self._socket.close()

    def _say_startup(self, database, replication):
        words = {"user": self._user}
        if database:
            words["database"] = database
        if replication:
            words["replication"] = replication
        text = b"".join(f"{key}\0{value}\0".encode() for key, value in words.items()) + b"\0"
        self._socket.sendall(struct.pack("!II", len(text) + 8, 196608) + text)

    def _send(self, kind, body):
        self._socket.sendall(kind + struct.pack("!I", len(body) + 4) + body)

    def _read(self, length):
        while len(self._buffer) < length:
            try:
                more = self._socket.recv(65536)
            except ConnectionResetError:
                more = b""
            if not more:
                return None
            self._buffer += more
        data, self._buffer = self._buffer[:length], self._buffer[length:]
        return data

    def _next(self):
        """The next message, None at the end."""
        head = self._read(5)
        if head is None:
            assert not self._buffer, "the server ended within a message"
            return None
        message = head[:1].decode(), self._read(struct.unpack("!I", head[1:])[0] - 4)
        self.messages.append(message)
        return message

    def _until(self, last):
        while (message := self._next()) is not None:
            yield message
            if message[0] == last:
                return

    def _authenticate(self):
        scram = None
        for kind, body in self._until("Z"):
            if kind == "Z":
                return True
            if kind != "R":
                continue
            code = struct.unpack("!I", body[:4])[0]
            if code == CLEARTEXT:
                self._send(b"p", self._password.encode() + b"\0")
            elif code == MD5:
                self._send(b"p", passwords.md5(self._user, self._password, body[4:8]) + b"\0")
            elif code == SASL:
                scram = passwords.Scram(self._password)
                first = scram.first()
                self._send(b"p", b"SCRAM-SHA-256\0" + struct.pack("!I", len(first)) + first)
            elif code == SASL_CONTINUE:
                self._send(b"p", scram.final(body[4:]))
            elif code == SASL_FINAL:
                assert scram.is_from_server(body[4:]), "the server does not know the password"
        return False


def login(where, user, database, password, query=None, **how):
    """Connects, asks once, and leaves."""
    connection = Connection(where, user, database, password, **how)
    rows = connection.query(query) if query and connection.open else []
    connection.close()
    return Session(connection.messages, rows)


def _connect(where):
    """where: a path, or (address, port)"""
    if isinstance(where, str):
        made = socket.socket(socket.AF_UNIX)
    else:
        made = socket.socket(socket.AF_INET6 if ":" in where[0] else socket.AF_INET)
    made.settimeout(PATIENCE)
    made.connect(where)
    return made


def _secure(plain):
    plain.sendall(SSL_REQUEST)
    assert plain.recv(1) == b"S"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(plain, suppress_ragged_eofs=True)


def _row(body):
    values, at = [], 2
    for _ in range(struct.unpack("!H", body[:2])[0]):
        length = struct.unpack("!i", body[at:at + 4])[0]
        at += 4
        values.append(None if length < 0 else body[at:at + length].decode())
        at += max(length, 0)
    return values

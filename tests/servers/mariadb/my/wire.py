# SPDX-License-Identifier: MIT
"""The server's protocol (mariadb.com, "Client/Server Protocol"), byte by byte: so that what a refusal
looks like is seen as it is. Logs in by mysql_native_password, or without a proof where none is asked."""
import contextlib
import hashlib
import ssl
import struct

from lab.hosted import connected

PROTOCOL_41, SSL, SECURE, PLUGIN_AUTH = 1 << 9, 1 << 11, 1 << 15, 1 << 19
CAPABILITIES = 1 | PROTOCOL_41 | SECURE | PLUGIN_AUTH
NATIVE = b"mysql_native_password"
OK, ERROR, SWITCH = 0x00, 0xff, 0xfe


class Refused(Exception):
    """An error packet: its number; `packet` is all of it."""

    def __init__(self, packet):
        self.packet = packet
        self.number = struct.unpack_from("<H", packet, 1)[0]
        super().__init__(f"{self.number}: {packet[3:].decode(errors='replace')}")


class Closed(Exception):
    """The server closed the connection."""


def proof(password, scramble):
    if not password:
        return b""
    once = hashlib.sha1(password.encode()).digest()
    mask = hashlib.sha1(scramble + hashlib.sha1(once).digest()).digest()
    return bytes(a ^ b for a, b in zip(once, mask))


class Client:
    """`where`: (address, port), the path of a Unix socket, or a socket that is connected."""

    def __init__(self, where, tls=False, timeout=300):
        self.socket = connected(where, timeout)
        self._tls = tls
        self._sequence = 0
        self.raw = b""  # every packet that came

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._sequence = 0
        with contextlib.suppress(OSError):
            self.send(b"\x01")
        self.socket.close()

    # ------------------------------------------------------------------------ logging in
    def log_in(self, account, password):
        """Raises Refused, or returns."""
        greeting = self.receive()
        if greeting[0] == ERROR:
            raise Refused(greeting)
        end = greeting.index(b"\0", 1)
        scramble = greeting[end + 5:end + 13] + greeting[end + 32:end + 44]
        self.raw = b""
        if self._tls:
            self._wrap()
        answer = proof(password, scramble)
        self.send(self._settings() + account.encode() + b"\0" + bytes([len(answer)]) + answer + NATIVE
                  + b"\0")
        self._finish(password)

    def change_user(self, account, password, answer=b""):
        """COM_CHANGE_USER: another account on the same connection."""
        self._sequence = 0
        self.send(b"\x11" + account.encode() + b"\0" + bytes([len(answer)]) + answer + b"\0"
                  + struct.pack("<H", 45) + NATIVE + b"\0")
        self._finish(password)

    def _settings(self):
        flags = CAPABILITIES | (SSL if self._tls else 0)
        return struct.pack("<IIB23x", flags, 1 << 24, 45)

    def _wrap(self):
        self.send(self._settings())
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.socket = context.wrap_socket(self.socket)

    def _finish(self, password):
        while (packet := self.receive())[0] != OK:
            if packet[0] == ERROR:
                raise Refused(packet)
            assert packet[0] == SWITCH, packet
            name, data = packet[1:].split(b"\0", 1)
            assert name == NATIVE, f"the server wants {name}"
            self.send(proof(password, data[:20]))

    # ------------------------------------------------------------------------ questions
    def ask(self, query):
        """The rows, of text or None; [] where the statement has none."""
        self._sequence = 0
        self.send(b"\x03" + query.encode())
        first = self.receive()
        if first[0] == ERROR:
            raise Refused(first)
        if first[0] == OK:
            return []
        for _ in range(first[0] + 1):  # columns, and the end of them
            self.receive()
        rows = []
        while (packet := self.receive())[0] != SWITCH or len(packet) > 8:
            rows.append(_texts(packet))
        return rows

    def send(self, payload):
        self.socket.sendall(struct.pack("<I", len(payload))[:3] + bytes([self._sequence]) + payload)
        self._sequence = (self._sequence + 1) % 256

    def receive(self):
        head = self._take(4)
        self._sequence = (head[3] + 1) % 256
        payload = self._take(int.from_bytes(head[:3], "little"))
        self.raw += head + payload
        return payload

    def _take(self, length):
        data = b""
        while len(data) < length:
            try:
                part = self.socket.recv(length - len(data))
            except (ConnectionResetError, ssl.SSLError) as failure:
                raise Closed from failure
            if not part:
                raise Closed
            data += part
        return data


def _texts(packet):
    texts, at = [], 0
    while at < len(packet):
        length, at = packet[at], at + 1
        if length == 0xfb:
            texts.append(None)
            continue
        if length == 0xfc:
            length, at = struct.unpack_from("<H", packet, at)[0], at + 2
        elif length == 0xfd:
            length, at = int.from_bytes(packet[at:at + 3], "little"), at + 3
        texts.append(packet[at:at + length].decode(errors="replace"))
        at += length
    return texts

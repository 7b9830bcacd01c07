# SPDX-License-Identifier: MIT
"""The signed option again, from kernel/wire/FORMAT.md and RFC 5869 alone, so that a mistake in the
product is not also one of its tests.

    master --> audience key --> host key K --> claim key, proof key of an epoch --> MAC
"""
import hashlib
import hmac
import ipaddress
import struct
import time
from typing import NamedTuple

EPOCH = 64  # seconds
CLAIM, PROOF = 0x50, 0x60
MAC_LENGTH = {CLAIM: 7, PROOF: 15}
KIND, EXID = 254, 0x5746
SIGNS = {"connection": (True, True), "nat": (False, True), "dnat": (True, False),
         "isn": (False, False)}  # source, destination


def expand(key, info):
    """HKDF-Expand with SHA-256, 32 bytes: the first block of the chain."""
    return hmac.digest(key, info + b"\x01", "sha256")


def address16(text):
    address = ipaddress.ip_address(text)
    return address.packed if address.version == 6 else bytes(10) + b"\xff\xff" + address.packed


def audience_key(master, audience):
    return expand(master, b"warifu/1 audience" + hashlib.sha256(audience.encode()).digest())


def host_key(audience, address):
    return expand(audience, b"warifu/1 host" + address16(address))


def epoch_key(host, form, epoch):
    purpose = b"warifu/1 claim" if form == CLAIM else b"warifu/1 proof"
    return expand(host, purpose + struct.pack("!Q", epoch))


def fingerprint(key):
    return expand(key, b"warifu/1 fingerprint")[:8].hex()


def epoch_now():
    return int(time.time()) // EPOCH


class Connection(NamedTuple):
    """What a MAC is about; addresses as text."""
    source: str
    source_port: int
    destination: str
    destination_port: int
    client_isn: int
    server_isn: int = 0


def message(form, slot, uid, gid, connection, bind="connection"):
    source, destination = SIGNS[bind]
    ends = ((connection.source_port if source else 0),
            (connection.destination_port if destination else 0))
    return (struct.pack("!BIIII", form | slot, uid, gid, connection.client_isn,
                        connection.server_isn if form == PROOF else 0)
            + struct.pack("!HH", *ends)
            + (address16(connection.source) if source else bytes(16))
            + (address16(connection.destination) if destination else bytes(16)))


class Signer(NamedTuple):
    """Who holds a host key: makes claims and proofs as the kernel would."""
    key: bytes
    slot: int = 3
    bind: str = "connection"
    late: int = 0  # epochs that its clock is behind

    def mac(self, form, uid, gid, connection):
        text = message(form, self.slot, uid, gid, connection, self.bind)
        key = epoch_key(self.key, form, epoch_now() - self.late)
        return hmac.digest(key, text, "sha256")[:MAC_LENGTH[form]]

    def option(self, form, uid, gid, connection):
        return option(form, self.slot, uid, gid, self.mac(form, uid, gid, connection))

    def claim(self, uid, gid, connection):
        return self.option(CLAIM, uid, gid, connection)

    def proof(self, uid, gid, connection):
        return self.option(PROOF, uid, gid, connection)


def option(form, slot, uid, gid, mac):
    return struct.pack("!BBHBII", KIND, 13 + len(mac), EXID, form | slot, uid, gid) + mac


class Parsed(NamedTuple):
    form: int
    slot: int
    uid: int
    gid: int
    mac: bytes


def parse(data):
    """A whole warifu option with a MAC."""
    kind, length, exid, ctl, uid, gid = struct.unpack("!BBHBII", data[:13])
    assert (kind, exid, length) == (KIND, EXID, len(data))
    form = ctl & 0xf0
    assert len(data) == 13 + MAC_LENGTH[form]
    return Parsed(form, ctl & 15, uid, gid, data[13:])


def is_valid(data, connection, key, bind="connection"):
    """The MAC of an option that was just sent."""
    got = parse(data)
    text = message(got.form, got.slot, got.uid, got.gid, connection, bind)
    return any(hmac.digest(epoch_key(key, got.form, epoch), text, "sha256").startswith(got.mac)
               for epoch in range(epoch_now() - 1, epoch_now() + 2))


def flipped(data, bit):
    """The option with one bit of its MAC changed."""
    changed = bytearray(data)
    changed[13 + bit // 8] ^= 0x80 >> bit % 8
    return bytes(changed)

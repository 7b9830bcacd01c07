# SPDX-License-Identifier: MIT
"""Signed claims, by hand from kernel/wire/FORMAT.md: another implementation than the module's."""
import hashlib
import hmac
import socket
import struct

from support import syn

EPOCH = 64
# What support/syn.py writes into its headers.
SOURCE, DESTINATION = "192.0.2.10", "192.0.2.20"
PORTS = (40000, 5432)
INITIAL_SEQUENCE = 0x01020304
BINDS = {"connection": (True, True), "nat": (False, True), "dnat": (True, False),
         "isn": (False, False)}


def expand(key, label):
    """HKDF-Expand of RFC 5869 with one block of output."""
    return hmac.digest(key, label + b"\x01", hashlib.sha256)


def address16(text):
    if ":" in text:
        return socket.inet_pton(socket.AF_INET6, text)
    return bytes(10) + b"\xff\xff" + socket.inet_aton(text)


def host_key(audience_key, address):
    return expand(audience_key, b"warifu/1 host" + address16(address))


def claim(key, uid, gid, at, slot=3, bind="connection"):
    """The option that a client's kernel writes at this time."""
    ctl = 0x50 | slot
    signs_source, signs_destination = BINDS[bind]
    message = struct.pack("!BIIIIHH", ctl, uid, gid, INITIAL_SEQUENCE, 0,
                          PORTS[0] if signs_source else 0, PORTS[1] if signs_destination else 0)
    message += address16(SOURCE) if signs_source else bytes(16)
    message += address16(DESTINATION) if signs_destination else bytes(16)
    epoch_key = expand(key, b"warifu/1 claim" + struct.pack("!Q", at // EPOCH))
    return syn.claim(uid, gid, ctl, hmac.digest(epoch_key, message, hashlib.sha256)[:7])


def packet(option):
    return syn.ipv4(syn.tcp(syn.USUAL + option)).hex()

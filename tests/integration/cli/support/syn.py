# SPDX-License-Identifier: MIT
"""SYNs as TCP_SAVED_SYN returns them: IP and TCP headers, built byte by byte."""
import re
import socket
import struct

KIND = 254
EXID = 0x5746
PLAIN = 0x40
# MSS 1460, SACK permitted, timestamps, window scale 7: what Linux sends.
USUAL = bytes.fromhex("020405b4" "0402" "080a1122334400000000" "01" "030307")
TCP, HOP_BY_HOP, SYN_FLAG, ACK_FLAG = 6, 0, 0x02, 0x10
TIMESTAMPS = bytes.fromhex("0101" "080a1122334455667788")


def claim(uid, gid, ctl=PLAIN, mac=b""):
    return struct.pack("!BBHBII", KIND, 13 + len(mac), EXID, ctl, uid, gid) + mac


def proof(uid, gid, ctl=0x60, mac=bytes(15)):
    return claim(uid, gid, ctl, mac)


def tcp(options, flags=SYN_FLAG, sequence=0x01020304, acknowledged=0, port=40000):
    options += bytes(-len(options) % 4)
    words = (20 + len(options)) // 4
    return struct.pack("!HHIIBBHHH", port, 5432, sequence, acknowledged, words << 4, flags, 64240,
                       0, 0) + options


def later(options, **numbers):
    """The segment of the client's that follows its SYN, from the server's number 0xA1B2C3D4."""
    return tcp(options, ACK_FLAG, **{"sequence": 0x01020305, "acknowledged": 0xA1B2C3D5, **numbers})


def ipv4(payload, protocol=TCP):
    return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 1, 0x4000, 64, protocol, 0,
                       socket.inet_aton("192.0.2.10"), socket.inet_aton("192.0.2.20")) + payload


def ipv6(payload, following=TCP):
    return struct.pack("!IHBB16s16s", 6 << 28, len(payload), following, 64,
                       socket.inet_pton(socket.AF_INET6, "2001:db8::10"),
                       socket.inet_pton(socket.AF_INET6, "2001:db8::20")) + payload


def ipv6_with_extensions(payload, headers):
    """`headers` hop-by-hop headers of eight bytes before the TCP header."""
    chain = payload
    for i in range(headers):
        chain = struct.pack("!BB6x", TCP if i == 0 else HOP_BY_HOP, 0) + chain
    return ipv6(chain, HOP_BY_HOP if headers else TCP)


def owners_in(data):
    """Every (uid, gid) that stands in the bytes as a whole claim, plain or signed, anywhere."""
    shape = re.compile(rb"(?=[\xfd\xfe](?:\x0dWF\x40|\x14WF[\x50-\x5f])(.{8}))", re.DOTALL)
    return {struct.unpack("!II", found.group(1)) for found in shape.finditer(data)}

# SPDX-License-Identifier: MIT
"""TCP options as they stand in a packet, and the warifu option among them."""
import struct


def tcp_header(packet):
    """The TCP header, options included, of a packet that begins with its IP header."""
    if packet[0] >> 4 == 4:
        tcp = packet[(packet[0] & 15) * 4:]
    else:
        assert packet[6] == 6, "an IPv6 packet with extension headers"
        tcp = packet[40:]
    return tcp[:(tcp[12] >> 4) * 4]


def flags(packet):
    return tcp_header(packet)[13]


def ports(packet):
    return struct.unpack("!HH", tcp_header(packet)[:4])


def options(packet):
    """[(kind, whole option)], up to the end-of-list."""
    rest = tcp_header(packet)[20:]
    found = []
    while rest and rest[0] != 0:
        if rest[0] == 1:
            rest = rest[1:]
            continue
        length = rest[1]
        assert 2 <= length <= len(rest), "a malformed option"
        found.append((rest[0], rest[:length]))
        rest = rest[length:]
    return found


def claims(packet, kind=254, exid=0x5746):
    """Every warifu option of the packet, as bytes."""
    return [data for each, data in options(packet)
            if each == kind and data[2:4] == struct.pack("!H", exid)]


def plain_claim(uid, gid, kind=254, exid=0x5746):
    """The option that says so: 13 bytes, version 1, form plain, slot 0."""
    return struct.pack("!BBHBII", kind, 13, exid, 0x40, uid, gid)

# SPDX-License-Identifier: MIT
"""A TCP segment with its IP header, made and read byte by byte."""
import ipaddress
import struct
from typing import NamedTuple

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
TCP = 6
MSS = bytes([2, 4, 5, 0xb4])


class Segment(NamedTuple):
    source: str
    source_port: int
    destination: str
    destination_port: int
    seq: int
    ack: int = 0
    flags: int = SYN
    options: bytes = b""
    data: bytes = b""
    window: int = 64240

    def packet(self):
        source, destination = (ipaddress.ip_address(each).packed
                               for each in (self.source, self.destination))
        tcp = self._tcp()
        pseudo = source + destination + struct.pack("!II", len(tcp), TCP)
        tcp = tcp[:16] + struct.pack("!H", checksum(pseudo + tcp)) + tcp[18:]
        if len(source) == 16:
            return struct.pack("!IHBB", 0x60000000, len(tcp), TCP, 64) + source + destination + tcp
        header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(tcp), 0, 0x4000, 64, TCP, 0)
        header += source + destination
        return header[:10] + struct.pack("!H", checksum(header)) + header[12:] + tcp

    def _tcp(self):
        options = self.options + bytes(-len(self.options) % 4)
        assert len(options) <= 40
        return struct.pack("!HHIIBBHHH", self.source_port, self.destination_port, self.seq,
                           self.ack, (20 + len(options)) << 2, self.flags, self.window, 0,
                           0) + options + self.data


def read(packet):
    """None where it is no TCP segment."""
    version = packet[0] >> 4
    if version == 4 and packet[9] == TCP:
        end, start = struct.unpack("!H", packet[2:4])[0], (packet[0] & 15) * 4
        ends = packet[12:16], packet[16:20]
    elif version == 6 and packet[6] == TCP:
        end, start = 40 + struct.unpack("!H", packet[4:6])[0], 40
        ends = packet[8:24], packet[24:40]
    else:
        return None
    tcp = packet[start:end]
    ports_and_numbers = struct.unpack("!HHIIBBH", tcp[:16])
    source_port, destination_port, seq, ack, offset, flags, window = ports_and_numbers
    source, destination = (str(ipaddress.ip_address(each)) for each in ends)
    header = (offset >> 4) * 4
    return Segment(source, source_port, destination, destination_port, seq, ack, flags & 0x3f,
                   tcp[20:header], tcp[header:], window)


def checksum(data):
    data += bytes(len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff

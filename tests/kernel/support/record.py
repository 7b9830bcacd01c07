# SPDX-License-Identifier: MIT
"""What the BPF reader left with an accepted socket (kernel/wire/record.h)."""
import os
import struct
from typing import NamedTuple

from support.bpf_map import Map

SIZE = 132
COMPLETE, SYN, ESTABLISHING = 1, 2, 4


class Record(NamedTuple):
    flags: int
    client_isn: int
    server_isn: int
    client_port: int
    server_port: int
    client: bytes
    server: bytes
    syn_options: bytes
    establishing_options: bytes


def parse(value):
    flags, client_isn, server_isn, client_port, server_port = struct.unpack("=IIIHH", value[:16])
    syn_length, establishing_length = value[48], value[49]
    assert value[50:52] == b"\0\0"
    syn_options, establishing_options = value[52:92], value[92:132]
    assert not any(syn_options[syn_length:]) and not any(establishing_options[establishing_length:])
    return Record(flags, client_isn, server_isn, client_port, server_port, value[16:32],
                  value[32:48], syn_options[:syn_length],
                  establishing_options[:establishing_length])


class Records:
    """The map, through the pin that servers use. Needs no privilege."""

    def __init__(self, agent):
        self.pin = os.path.join(agent.records, "records-1")

    def of(self, connection):
        """None where nothing was recorded for this socket."""
        with Map(self.pin, SIZE, read_only=True) as records:
            try:
                return parse(records.get(struct.pack("=i", connection.fileno())))
            except FileNotFoundError:
                return None

# SPDX-License-Identifier: MIT
"""The record of an accepted socket, by bpf(2) alone, as a server's process may read it.

Layout: struct warifu_record in kernel/wire/record.h.
"""
import ctypes
import os
import struct
from typing import NamedTuple

from lab import RECORDS

PIN = RECORDS + "/records-1"
SYS_BPF, LOOKUP, GET, READ_ONLY = 321, 1, 7, 1 << 3
SIZE = 132
COMPLETE, SYN, ESTABLISHING = 1, 2, 4
_libc = ctypes.CDLL(None, use_errno=True)


class Record(NamedTuple):
    flags: int
    client_isn: int
    server_isn: int
    client_port: int
    server_port: int
    syn_options: bytes
    establishing_options: bytes


def open_map(flags=READ_ONLY):
    """Its descriptor."""
    path = ctypes.create_string_buffer(PIN.encode())
    return _bpf(GET, struct.pack("=QII", ctypes.addressof(path), 0, flags))


def read(records, accepted):
    key = ctypes.create_string_buffer(struct.pack("=i", accepted.fileno()))
    value = ctypes.create_string_buffer(SIZE)
    _bpf(LOOKUP, struct.pack("=IIQQQ", records, 0, ctypes.addressof(key),
                             ctypes.addressof(value), 0))
    numbers = struct.unpack("=IIIHH", value.raw[:16])
    syn_length, establishing_length = value.raw[48:50]
    return Record(*numbers, value.raw[52:][:syn_length], value.raw[92:][:establishing_length])


def _bpf(command, attributes):
    buffer = ctypes.create_string_buffer(attributes, 64)
    done = _libc.syscall(SYS_BPF, command, buffer, len(buffer))
    if done < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return done

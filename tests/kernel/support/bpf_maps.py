# SPDX-License-Identifier: MIT
"""Pinned BPF maps: all that is in them, as bytes, and what bpf(2) lets a process do."""
import ctypes
import json
import os
import struct
import subprocess

SYS_BPF = {"x86_64": 321, "aarch64": 280}.get(os.uname().machine)
BPF_MAP_LOOKUP_ELEM, BPF_MAP_UPDATE_ELEM, BPF_MAP_GET_NEXT_KEY, BPF_OBJ_GET = 1, 2, 4, 7
BPF_F_RDONLY = 1 << 3

_libc = ctypes.CDLL(None, use_errno=True)


def dump(pin):
    """[(key, value)]; values per CPU joined."""
    done = subprocess.run(["bpftool", "-j", "map", "dump", "pinned", pin], check=True,
                          capture_output=True)
    return [(_bytes(row["key"]), _value(row)) for row in json.loads(done.stdout or "[]")]


def map_id(pin):
    done = subprocess.run(["bpftool", "-j", "map", "show", "pinned", pin], check=True,
                          capture_output=True)
    return json.loads(done.stdout)["id"]


def update(pin, key, value):
    words = [f"0x{each:02x}" for each in key], [f"0x{each:02x}" for each in value]
    subprocess.run(["bpftool", "map", "update", "pinned", pin, "key", *words[0], "value",
                    *words[1]], check=True)


def pins_below(folder):
    """Every pinned map; links are left out."""
    return [os.path.join(where, name) for where, _, names in os.walk(folder) for name in names
            if not name.startswith("link-")]


def call(command, attributes):
    """bpf(2) as the calling process; raises OSError."""
    buffer = ctypes.create_string_buffer(attributes.ljust(128, b"\0"), 128)
    result = _libc.syscall(SYS_BPF, command, buffer, 128)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def open_pin(pin, flags=BPF_F_RDONLY):
    path = ctypes.create_string_buffer(os.fsencode(pin))
    return call(BPF_OBJ_GET, struct.pack("=QII", ctypes.addressof(path), 0, flags))


def element(command, fd, key, value):
    """A look-up, an update or the next key; the bytes of `value` afterwards."""
    key = ctypes.create_string_buffer(key, len(key))
    value = ctypes.create_string_buffer(value, len(value))
    call(command, struct.pack("=I4xQQQ", fd, ctypes.addressof(key), ctypes.addressof(value), 0))
    return value.raw


def _bytes(words):
    return bytes(int(each, 16) for each in words)


def _value(row):
    if "value" in row:
        return _bytes(row["value"]) if isinstance(row["value"], list) else b""
    return b"".join(_bytes(each["value"]) for each in row.get("values", []))

# SPDX-License-Identifier: MIT
"""Maps of BPF by their pins: bpf(2) itself, as Python has no binding."""
import ctypes
import os
import struct

_NUMBER = {"x86_64": 321, "aarch64": 280}.get(os.uname().machine)
_LOOKUP, _UPDATE, _DELETE, _NEXT_KEY, _PIN, _GET = 1, 2, 3, 4, 6, 7
_RDONLY = 1 << 3

_libc = ctypes.CDLL(None, use_errno=True)


def _bpf(command, attributes):
    result = _libc.syscall(_NUMBER, command, attributes, len(attributes))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def _address(buffer):
    return ctypes.addressof(buffer)


class Map:
    """One that is pinned; keys and values are bytes. read_only needs no privilege where the pin
    may be read."""

    def __init__(self, pin, value_size, read_only=False):
        path = ctypes.create_string_buffer(os.fsencode(pin))
        self._size = value_size
        self.fd = _bpf(_GET, struct.pack("=QII", _address(path), 0, _RDONLY if read_only else 0))

    def close(self):
        os.close(self.fd)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.close()

    def _element(self, command, key, value=None):
        key = ctypes.create_string_buffer(key, len(key))
        to = _address(value) if value else 0
        _bpf(command, struct.pack("=IIQQQ", self.fd, 0, _address(key), to, 0))

    def get(self, key):
        value = ctypes.create_string_buffer(self._size)
        self._element(_LOOKUP, key, value)
        return value.raw

    def put(self, key, value):
        self._element(_UPDATE, key, ctypes.create_string_buffer(value, len(value)))

    def delete(self, key):
        self._element(_DELETE, key)

    def keys(self, key_size):
        found = []
        following = ctypes.create_string_buffer(key_size)
        key = None
        while True:
            previous = ctypes.create_string_buffer(key, key_size) if key else None
            try:
                _bpf(_NEXT_KEY, struct.pack("=IIQQQ", self.fd, 0, _address(previous) if key else 0,
                                            _address(following), 0))
            except FileNotFoundError:
                return found
            key = following.raw
            found.append(key)

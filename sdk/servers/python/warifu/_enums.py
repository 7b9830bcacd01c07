# SPDX-License-Identifier: MIT
"""The enums of warifu/types.h and warifu/warifu.h. Numbers never change their meaning; one that this
binding does not know yet becomes a member of its own, named NUMBER_n."""
import enum
from typing import Any


class _Numbers(enum.IntEnum):
    @classmethod
    def _missing_(cls, value: object) -> Any:
        if not isinstance(value, int):
            return None
        member = int.__new__(cls, value)
        member._name_ = f"NUMBER_{value}".replace("-", "MINUS_")
        member._value_ = value
        return member


class Verdict(_Numbers):
    """What the server must do. Only PASSED lets a client in."""
    REFUSED = 0
    PASSED = 1
    WOULD_BLOCK = 2  # only where `cached_only` was asked for: nothing was decided or logged


class Code(_Numbers):
    """What a module, and in the end a stack, answers."""
    PASS = 0
    FAIL = 1
    UNKNOWN = 2      # there is no owner, or the module does not know it
    UNAVAILABLE = 3  # whom it asks could not be asked
    IGNORE = 4
    ERROR = 5
    WOULD_BLOCK = 6


class Source(_Numbers):
    """Where an owner was read from."""
    NONE = 0
    RECORD = 1
    SAVED_SYN = 2
    UNIX_SOCKET = 3
    SAME_HOST = 4


class Outcome(_Numbers):
    """What came of looking for an owner."""
    NOT_ASKED = 0
    OWNER = 1
    NO_OPTION = 2  # the SYN is known and carried no owner
    NOT_SAVED = 3  # the SYN was not kept: see prepare_listener()
    MALFORMED = 4
    NO_OWNER = 5   # a local source found nobody it may name
    ERROR = 6      # the descriptor could not be read at all


class Status(_Numbers):
    """The kind of a WarifuError."""
    OK = 0
    ARGUMENT = -1       # the caller's mistake
    CONFIGURATION = -2  # a file is missing, untrusted or wrong; the text says where
    UNAVAILABLE = -3    # the system, or this version of the library, did not give what was asked
    INTERNAL = -4       # out of memory, or a fault of the library


class EngineFlag(enum.IntFlag):
    """How an engine is opened."""
    ALLOW_USER_OWNED = 1 << 0   # for development: also trust what the running user owns
    NONBLOCKING_ONLY = 1 << 1   # refuse to load a stack with a module that may block


CACHED_ONLY = 1 << 0  # WARIFU_CACHED_ONLY, the one flag of a request that a server gives

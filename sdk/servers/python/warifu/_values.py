# SPDX-License-Identifier: MIT
"""From Python to C, where C would quietly understand something else: a string up to its first NUL, a
number without its upper bits."""
import math
import os
from typing import Any, Optional, Union

from warifu._errors import Unusable

LARGEST_DESCRIPTOR = 2**31 - 1
LONGEST = 10**15  # microseconds; no deadline of a stack's is near


def string(value: Union[str, bytes], what: str) -> bytes:
    """Bytes as they are; str as UTF-8, with surrogates for the bytes they stand for (PEP 383)."""
    if isinstance(value, str):
        try:
            value = str.encode(value, "utf-8", "surrogateescape")
        except UnicodeEncodeError:
            raise Unusable(f"{what} has a surrogate that stands for no byte") from None
    if not isinstance(value, bytes):
        raise Unusable(f"{what} is {type(value).__name__}, and must be str or bytes")
    if b"\0" in value:
        raise Unusable(f"{what} has a NUL in it")
    return value


def path(value: Any, what: str) -> Optional[bytes]:
    return None if value is None else string(os.fspath(value), what)


def descriptor(connection: Any) -> int:
    """Of a number, of whatever has fileno(), of asyncio's writers and transports."""
    if hasattr(connection, "get_extra_info"):
        connection = connection.get_extra_info("socket")
    number = connection if isinstance(connection, int) else _fileno(connection)
    if isinstance(number, bool) or not isinstance(number, int):
        raise Unusable(f"the connection is {type(number).__name__}, and must be a socket or its number")
    if not 0 <= number <= LARGEST_DESCRIPTOR:
        raise Unusable("the connection is closed, or its number is none of a descriptor")
    return number


def _fileno(connection: Any) -> Any:
    if not callable(getattr(connection, "fileno", None)):
        raise Unusable(f"the connection is {type(connection).__name__}, and must be a socket or its number")
    return connection.fileno()


def number(value: int, what: str, largest: int = 2**32 - 1) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= largest:
        raise Unusable(f"{what} is no int from 0 to {largest}")
    return value


def microseconds(deadline: Optional[float]) -> int:
    """None: the stack's own, which C calls 0; therefore no time at all is the shortest there is."""
    if deadline is None:
        return 0
    if isinstance(deadline, bool) or not isinstance(deadline, (int, float)):
        raise Unusable(f"the deadline is {type(deadline).__name__}, and must be seconds")
    if not 0 <= deadline < LONGEST // 10**6:
        raise Unusable("the deadline is negative, or no number of seconds")
    return max(1, math.ceil(deadline * 10**6))

# SPDX-License-Identifier: MIT
"""Listening sockets, whose connections' SYNs the kernel is to keep."""
from typing import Any

from warifu import _values
from warifu._enums import Status
from warifu._errors import Unusable, WarifuError
from warifu._library import LIBRARY, later


def prepare_listener(listener: Any) -> None:
    """Asks the kernel to keep the SYN of connections to this listening socket (a socket, or its
    number); before listen(2), so that none is missed. A socket that is not TCP needs nothing. Raises
    WarifuError: ARGUMENT where it is no socket, UNAVAILABLE where the kernel refused. Any thread."""
    try:
        status = LIBRARY.warifu_prepare_listener(_values.descriptor(listener))
    except Unusable as mistake:
        raise WarifuError(Status.ARGUMENT, f"prepare_listener: {mistake}") from None
    if status == Status.ARGUMENT:
        raise WarifuError(status, "prepare_listener: this descriptor is no socket")
    if status != Status.OK:
        raise WarifuError(status, "prepare_listener: the kernel keeps no SYN for this socket")


def prepare_listeners() -> int:
    """The same for every listening socket of this process, TCP or not: for a program that a framework
    does not show its own. How many there are. Looks through /proc/self/fd. Raises WarifuError:
    UNAVAILABLE where it could not look, or the kernel refused for one. Any thread."""
    found: int = later("warifu_prepare_listeners")()
    if found < 0:
        raise WarifuError(found, "prepare_listeners: not every listening socket of this process keeps SYNs")
    return found

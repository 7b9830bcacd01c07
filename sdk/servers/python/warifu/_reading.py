# SPDX-License-Identifier: MIT
"""What was read of one connection's owner."""
import ctypes
from typing import Any, Optional

from warifu import _structs
from warifu._enums import Outcome, Status
from warifu._errors import Unusable, WarifuError
from warifu._handle import OwnerHandle
from warifu._library import LIBRARY, text
from warifu._owner import endpoint_of, owner_of


class Reading:
    """By Engine.read_owner(). May be given to verify() several times, from several threads, after
    reloads, and after the connection was closed. Also where there is no owner: `reason` says why.

    owner: Owner or None (its domain is ""; a stack's modules name it). outcome: Outcome. reason_id,
    reason: why there is no owner. client, server: Endpoint or None. socket_cookie: SO_COOKIE, to be
    compared before a verdict is applied that was made on another thread; 0: not known.
    """
    __slots__ = ("_handle", "owner", "outcome", "reason_id", "reason", "client", "server",
                 "socket_cookie")

    def __init__(self, handle: OwnerHandle) -> None:
        info = _structs.OwnerInfo(size=ctypes.sizeof(_structs.OwnerInfo))
        if LIBRARY.warifu_owner_describe(handle.pointer, ctypes.byref(info)) != 0:
            raise WarifuError(Status.INTERNAL, "what was read of a connection cannot be described")
        self._handle: Optional[OwnerHandle] = handle
        self.owner = owner_of(info.owner)
        self.outcome = Outcome(info.outcome)
        self.reason_id, self.reason = text(info.reason_id), text(info.reason)
        self.client, self.server = endpoint_of(info.client), endpoint_of(info.server)
        self.socket_cookie = info.socket_cookie

    def close(self) -> None:
        """Again, too. verify() refuses a closed one."""
        self._handle = None

    def __enter__(self) -> "Reading":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<warifu.Reading {self.owner or self.reason_id}>"


def handle_of(reading: Reading) -> OwnerHandle:
    handle = reading._handle
    if handle is None:
        raise Unusable("the owner that was read is closed")
    return handle


def read_owner(engine: int, number: int) -> Reading:
    owner = ctypes.c_void_p()
    status = LIBRARY.warifu_read_owner(engine, number, ctypes.byref(owner))
    if status != 0 or not owner.value:
        raise WarifuError(status or Status.INTERNAL, "the owner of a connection cannot be read")
    return Reading(OwnerHandle(owner.value))

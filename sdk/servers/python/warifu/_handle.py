# SPDX-License-Identifier: MIT
"""Who frees what the library gave: the last reference. A call holds one while it runs, so closing frees
nothing that another thread is using, and there is no lock that a forked child could find locked."""
from typing import Any, NoReturn

from warifu._library import LIBRARY
from warifu._log import LogBridge


class _Pointer:
    __slots__ = ("pointer",)

    def __init__(self, pointer: int) -> None:
        self.pointer = pointer

    def __reduce__(self) -> NoReturn:
        """The number means nothing in another process, and two owners would free it twice."""
        raise TypeError("engines and owners of warifu cannot be copied or pickled: open an engine in "
                        "each process, or fork")


class EngineHandle(_Pointer):
    """The library's engine, and the function it logs to, which it calls until it is closed."""
    __slots__ = ("log",)

    def __init__(self, pointer: int, log: LogBridge) -> None:
        super().__init__(pointer)
        self.log = log

    def __del__(self, close: Any = LIBRARY.warifu_close) -> None:
        close(self.pointer)


class OwnerHandle(_Pointer):
    __slots__ = ()

    def __del__(self, free: Any = LIBRARY.warifu_owner_free) -> None:
        free(self.pointer)


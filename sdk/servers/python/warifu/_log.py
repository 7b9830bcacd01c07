# SPDX-License-Identifier: MIT
"""Decisions as lines of JSON for a function of the server's."""
import ctypes
import sys
import threading
from typing import Any, Callable, Optional

from warifu._enums import Status
from warifu._errors import WarifuError
from warifu._structs import LogCallback

Log = Callable[[str], Any]


class LogBridge:
    """What the library calls. Belongs to an engine's handle and lives as long."""
    __slots__ = ("callback", "_thread")

    def __init__(self, log: Optional[Log]) -> None:
        self._thread = threading.local()
        self.callback = LogCallback(0) if log is None else LogCallback(self._guarded(log))

    def _guarded(self, log: Log) -> Callable[[Any, int, int], None]:
        thread = self._thread

        def tell(_data: Any, address: int, length: int) -> None:
            thread.inside = True
            try:
                log(ctypes.string_at(address, length).decode("utf-8", "backslashreplace"))
            except BaseException:  # C has no place for one
                _report()
            finally:
                thread.inside = False
        return tell

    def refuse_reentry(self) -> None:
        """Would wait for itself: the library tells while it holds what it tells with."""
        if getattr(self._thread, "inside", False):
            raise WarifuError(Status.ARGUMENT, "the log callback must not use the engine that called it")


def _report() -> None:
    """As Python reports what nobody can catch; also where that hook is broken."""
    try:
        unraisable: Any = _Unraisable(*sys.exc_info())
        sys.unraisablehook(unraisable)
    except BaseException:
        pass


class _Unraisable:
    """What sys.unraisablehook takes; Python has no maker of these for programs."""
    err_msg = "Exception ignored in a log callback of warifu"
    object = None

    def __init__(self, kind: Any, value: Any, trace: Any) -> None:
        self.exc_type, self.exc_value, self.exc_traceback = kind, value, trace

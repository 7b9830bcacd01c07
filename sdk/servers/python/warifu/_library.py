# SPDX-License-Identifier: MIT
"""libwarifu.so.0, found as the system's loader finds libraries. Loaded when warifu is imported, so that
a server without it does not start."""
import ctypes
from typing import Any, Optional

from warifu._enums import Status
from warifu._errors import WarifuError
from warifu._structs import FUNCTIONS, LATER

NAME = "libwarifu.so.0"


def _load() -> Any:
    try:
        library = ctypes.CDLL(NAME)  # lets other threads run during a call
    except OSError as error:
        raise ImportError(f"{error}; install the package libwarifu0", name=NAME) from None
    for name, (returns, takes) in FUNCTIONS.items():
        function = getattr(library, name, None)
        if function is None and name not in LATER:
            raise ImportError(f"{NAME} has no {name}: it is no libwarifu, or older than this binding; "
                              "install the package libwarifu0 of the same version", name=NAME)
        if function is not None:
            function.restype, function.argtypes = returns, takes
    return library


LIBRARY = _load()


def later(name: str) -> Any:
    """A function that an older library has not got."""
    function = getattr(LIBRARY, name, None)
    if function is None:
        version = text(LIBRARY.warifu_version())
        raise WarifuError(Status.UNAVAILABLE, f"{NAME} {version} has no {name}; install a newer one")
    return function


def text(given: Optional[bytes]) -> str:
    """NULL, from a library that does not know a member yet, is ""."""
    return "" if given is None else given.decode("utf-8", "backslashreplace")


def take(error: ctypes.c_void_p) -> WarifuError:
    """The error that a function left; frees it."""
    try:
        return WarifuError(LIBRARY.warifu_error_status(error), text(LIBRARY.warifu_error_text(error)))
    finally:
        LIBRARY.warifu_error_free(error)

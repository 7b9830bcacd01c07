# SPDX-License-Identifier: MIT
"""The structs of warifu/types.h and warifu/warifu.h as this binding knows them. Each begins with its
size: an older library leaves members it does not know at zero, a newer one fills no more than there
is. Tests compare every offset with the headers'."""
import ctypes
from ctypes import (POINTER, c_char_p, c_int, c_int64, c_size_t, c_uint8, c_uint16, c_uint32, c_uint64,
                    c_void_p)

# The text comes as an address and a length: ctypes would stop at a NUL and copy on its own.
LogCallback = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_size_t)


class OpenOptions(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("service", c_char_p), ("config_dir", c_char_p),
                ("module_dir", c_char_p), ("runtime_dir", c_char_p), ("flags", c_uint32),
                ("log", LogCallback), ("log_data", c_void_p)]


class Owner(ctypes.Structure):
    _fields_ = [("size", c_uint32), ("has_uid", c_uint8), ("has_gid", c_uint8), ("source", c_uint16),
                ("uid", c_uint32), ("gid", c_uint32), ("domain", c_char_p)]


class Endpoint(ctypes.Structure):
    _fields_ = [("address", c_uint8 * 16), ("port", c_uint16), ("reserved", c_uint16)]


class OwnerInfo(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("owner", Owner), ("outcome", c_int), ("reason_id", c_char_p),
                ("reason", c_char_p), ("client", Endpoint), ("server", Endpoint),
                ("socket_cookie", c_uint64)]


class Request(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("fd", c_int), ("flags", c_uint32), ("owner", c_void_p),
                ("account", c_char_p), ("resource", c_char_p), ("deadline", c_int64)]


class Step(ctypes.Structure):
    """The one struct without a size of its own: `step_size` of the decision tells it."""
    _fields_ = [("file", c_char_p), ("line", c_uint32), ("code", c_int), ("entry", c_char_p),
                ("module", c_char_p), ("action", c_char_p), ("reason_id", c_char_p),
                ("reason", c_char_p)]


class DecisionInfo(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("verdict", c_int), ("would", c_int), ("code", c_int),
                ("observe", c_int), ("owner", Owner), ("reason_id", c_char_p), ("reason", c_char_p),
                ("file", c_char_p), ("line", c_uint32), ("module", c_char_p), ("steps", c_void_p),
                ("step_count", c_size_t), ("step_size", c_size_t), ("latency", c_int64),
                ("owner_name", c_char_p)]


class PresumedLogin(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("flags", c_uint32), ("source", c_uint16), ("has_uid", c_uint8),
                ("has_gid", c_uint8), ("uid", c_uint32), ("gid", c_uint32), ("domain", c_char_p),
                ("account", c_char_p), ("resource", c_char_p), ("deadline", c_int64)]


# function -> what it returns, what it takes
FUNCTIONS = {
    "warifu_version": (c_char_p, []),
    "warifu_error_text": (c_char_p, [c_void_p]),
    "warifu_error_status": (c_int, [c_void_p]),
    "warifu_error_free": (None, [c_void_p]),
    "warifu_open": (c_void_p, [POINTER(OpenOptions), POINTER(c_void_p)]),
    "warifu_reload": (c_int, [c_void_p, POINTER(c_void_p)]),
    "warifu_reload_if_asked": (c_int, [c_void_p, POINTER(c_void_p)]),
    "warifu_close": (None, [c_void_p]),
    "warifu_prepare_listener": (c_int, [c_int]),
    "warifu_prepare_listeners": (c_int, []),
    "warifu_read_owner": (c_int, [c_void_p, c_int, POINTER(c_void_p)]),
    "warifu_owner_free": (None, [c_void_p]),
    "warifu_owner_describe": (c_int, [c_void_p, POINTER(OwnerInfo)]),
    "warifu_verify": (c_int, [c_void_p, POINTER(Request), c_void_p]),
    "warifu_decision_new": (c_void_p, []),
    "warifu_decision_free": (None, [c_void_p]),
    "warifu_decision_describe": (c_int, [c_void_p, POINTER(DecisionInfo)]),
    "warifu_explain": (c_int, [c_void_p, POINTER(PresumedLogin), c_void_p]),
}
LATER = {"warifu_explain", "warifu_prepare_listeners"}  # not in every libwarifu.so.0

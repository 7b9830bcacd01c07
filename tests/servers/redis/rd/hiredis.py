# SPDX-License-Identifier: MIT
"""hiredis, the library that clients in C are written with (hiredis.h of 0.14)."""
import ctypes

from support import child, netns

REPLY_ERROR = 6


class _Reply(ctypes.Structure):
    """struct redisReply, up to what is read here."""
    _fields_ = [("type", ctypes.c_int), ("integer", ctypes.c_longlong), ("length", ctypes.c_size_t),
                ("text", ctypes.c_char_p)]


class _Context(ctypes.Structure):
    """struct redisContext, likewise."""
    _fields_ = [("error", ctypes.c_int), ("text", ctypes.c_char * 128)]


def _library():
    found = ctypes.CDLL("libhiredis.so.0.14")
    found.redisConnect.restype = ctypes.POINTER(_Context)
    found.redisCommand.restype = ctypes.POINTER(_Reply)
    found.redisCommand.argtypes = (ctypes.POINTER(_Context), ctypes.c_char_p)  # and more
    return found


class Client:
    def __init__(self, address, port):
        self._library = _library()
        self._context = self._library.redisConnect(address.encode(), port)
        assert self._context and not self._context.contents.error, self._context.contents.text

    def ask(self, *words):
        """Whether it is an error, and the text."""
        form = b" ".join([b"%s"] * len(words))
        reply = self._library.redisCommand(self._context, form, *(each.encode() for each in words))
        assert reply, self._context.contents.text
        answer = reply.contents.type == REPLY_ERROR, (reply.contents.text or b"").decode()
        self._library.freeReplyObject(reply)
        return answer

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._library.redisFree(self._context)


def talk(network, uid, where, say):
    """What say(client) returns, in a process of this uid on the client host."""
    def there():
        netns.enter(network.client)
        child.become(uid, uid)
        with Client(*where) as client:
            return say(client)
    return child.run(there)

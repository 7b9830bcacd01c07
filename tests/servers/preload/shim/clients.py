# SPDX-License-Identifier: MIT
"""A client is served or it gets nothing at all: whatever else happens is a failure."""
import random
import socket

from support import child, netns

PATIENCE = 60  # seconds until a test says that nothing came; nothing is measured


class Speech:
    """What a server is sent, and what its answer begins with."""

    def __init__(self, request, answer):
        self.request = request
        self.answer = answer


GREETING = Speech(b"", b"hello\n")  # the server speaks first
MEMCACHED = Speech(b"version\r\n", b"VERSION ")
REDIS = Speech(b"PING\r\n", b"+PONG\r\n")
HTTP = Speech(b"GET / HTTP/1.0\r\n\r\n", b"HTTP/1.1 200 ")


def connect(where):
    """`where`: (address, port), or the path of a Unix socket."""
    if isinstance(where, str):
        made = socket.socket(socket.AF_UNIX)
        made.settimeout(PATIENCE)
        made.connect(where)
        return made
    return socket.create_connection(where, timeout=PATIENCE)


def is_served(where, speech):
    """Of this process's own owner."""
    got = b""
    try:
        with connect(where) as made:
            if speech.request:  # nothing at all is EPIPE, too, where the other end has closed
                made.sendall(speech.request)
            while len(got) < len(speech.answer) and (part := made.recv(4096)):
                got += part
    except (ConnectionResetError, BrokenPipeError):
        pass
    if got and not got.startswith(speech.answer):
        raise AssertionError(f"neither served nor refused: {got}")
    return bool(got)


def served(uid, where, speech, namespace=None):
    """Of a process of this uid, on the client host where `namespace` says so."""
    def ask():
        if namespace:
            netns.enter(namespace)
        child.become(uid, uid)
        return is_served(where, speech)
    return child.run(ask)


def mistakes(speech, let_in):
    """For lab.logins.crowd(): `number` connections, each of which is served if the uid is in `let_in`."""
    def many(places, uid, seed, number):
        choose = random.Random(seed)
        asked = [choose.choice(places) for _ in range(number)]
        return [(uid, where) for where in asked if is_served(where, speech) != (uid in let_in)]
    return many

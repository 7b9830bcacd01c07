# SPDX-License-Identifier: MIT
"""The client's side of the ways to prove a password."""
import base64
import hashlib
import hmac
import os


def md5(user, password, salt):
    inner = hashlib.md5((password + user).encode()).hexdigest().encode()
    return b"md5" + hashlib.md5(inner + salt).hexdigest().encode()


class Scram:
    """SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677); the server takes the user's name
    from the startup message."""

    def __init__(self, password):
        self._password = password.encode()
        self._bare = b"n=,r=" + base64.b64encode(os.urandom(18))

    def first(self):
        return b"n,," + self._bare

    def final(self, challenge):
        words = dict(each.split(b"=", 1) for each in challenge.split(b","))
        salted = hashlib.pbkdf2_hmac("sha256", self._password, base64.b64decode(words[b"s"]),
                                     int(words[b"i"]))
        client_key = _hmac(salted, b"Client Key")
        bare = b"c=biws,r=" + words[b"r"]
        message = b",".join((self._bare, challenge, bare))
        signature = _hmac(hashlib.sha256(client_key).digest(), message)
        self._expected = _hmac(_hmac(salted, b"Server Key"), message)
        proof = bytes(a ^ b for a, b in zip(client_key, signature))
        return bare + b",p=" + base64.b64encode(proof)

    def is_from_server(self, final):
        return final == b"v=" + base64.b64encode(self._expected)


def _hmac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()

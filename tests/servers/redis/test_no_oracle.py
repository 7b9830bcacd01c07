# SPDX-License-Identifier: MIT
"""What a refusal looks like tells nothing: byte by byte that of a wrong password."""
import pytest
from conftest import A, B
from rd.server import PASSWORD

WAYS = {"AUTH": lambda password: ("AUTH", "app", password),
        "HELLO 2": lambda password: ("HELLO", "2", "AUTH", "app", password, "SETNAME", "x"),
        "HELLO 3": lambda password: ("HELLO", "3", "AUTH", "app", password),
        "no such account": lambda password: ("AUTH", "nobody", password)}


@pytest.mark.parametrize("way", WAYS)
def test_every_refusal_is_the_same(server, way):
    def bytes_of(uid, password):
        def talk(client):
            client.ask(*WAYS[way](password))
            client.ask("PING")
            return client.raw
        return server.remote(uid, talk)
    seen = {bytes_of(A, "wrong"), bytes_of(B, "wrong"), bytes_of(B, PASSWORD)}
    assert len(seen) == 1 and seen.pop().startswith(b"-WRONGPASS ")


def test_refused_logins_are_in_the_acl_log(server):
    server.admin("ACL", "LOG", "RESET")
    server.remote(B, lambda client: client.ask("AUTH", "app", PASSWORD))
    (entry,) = server.admin("ACL", "LOG")
    told = dict(zip(entry[::2], entry[1::2]))
    assert (told["reason"], told["username"], told["count"]) == ("auth", "app", 1)
    assert PASSWORD not in str(entry)


@pytest.mark.parametrize("words", [("AUTH", "app", "wrong"), ("HELLO", "3", "AUTH", "app", "wrong")])
def test_wrong_passwords_are_in_the_acl_log_as_the_server_writes_it(server, words):
    server.admin("ACL", "LOG", "RESET")
    server.remote(A, lambda client: client.ask(*words))
    (entry,) = server.admin("ACL", "LOG")
    told = dict(zip(entry[::2], entry[1::2]))
    assert (told["reason"], told["object"], told["username"]) == ("auth", words[0], "app")


def test_no_password_is_in_the_slow_log(server):
    server.admin("CONFIG", "SET", "slowlog-log-slower-than", "0")
    try:
        for uid in (A, B):
            server.remote(uid, lambda client: client.ask("AUTH", "app", "secret-of-app"))
            server.remote(uid, lambda client: client.ask("HELLO", "3", "AUTH", "app", "secret-of-app"))
        assert "secret-of-app" not in str(server.admin("SLOWLOG", "GET", "128"))
    finally:
        server.admin("CONFIG", "SET", "slowlog-log-slower-than", "10000")

# SPDX-License-Identifier: MIT
"""The stack that is asked when a client connects."""
import pytest
from conftest import A, B
from lab.tenants import STRANGER
from rd.resp import Closed, encode
from rd.server import OTHER_PORT, PASSWORD

ONLY_A = f'module = "uid_allowlist"\noptions = {{ uids = [{A}, "20110"] }}'


@pytest.fixture
def only_a(server, site):
    site.connect(ONLY_A)
    assert server.admin("WARIFU.RELOAD") == "OK"
    return server


def ping(client):
    try:
        return client.ask("PING")
    except Closed:
        return "closed"


@pytest.mark.parametrize("how", [{}, {"family": "server6"}, {"tls": True}])
def test_who_may_not_connect_is_closed(only_a, site, how):
    assert only_a.remote(A, ping, **how).startswith("NOAUTH")
    before = site.mark()
    assert only_a.remote(B, ping, **how) == "closed"
    (refused,) = site.decisions(before)
    assert refused["service"] == "redis-connect" and refused["account"] == "default"
    assert refused["owner"]["uid"] == B
    assert only_a.remote(STRANGER, ping, **how) == "closed"


def test_a_unix_socket_has_an_owner_too(only_a):
    assert only_a.local(A, ping).startswith("NOAUTH")
    assert only_a.local(B, ping) == "closed"


def flood(client):
    try:
        client.socket.sendall((encode("AUTH", "other", PASSWORD) + encode("SET", "x", "1")) * 50)
    except OSError:
        pass
    return ping(client)


@pytest.mark.parametrize("how", [{}, {"tls": True}])
@pytest.mark.parametrize("threads", [1, 2, 4])
def test_not_even_what_was_sent_already_is_run(server, site, threads, how):
    """Commands that are in the socket before the server looks at the connection; by an account that
    may run them. Redis 8.0 died of clients that were closed on their way to a thread of its own."""
    server.stop()
    server.start(f"io-threads {threads}\n")
    server.admin("ACL", "SETUSER", "default", "on", "nopass", "~*", "+@all")
    site.connect(ONLY_A)
    assert server.admin("WARIFU.RELOAD") == "OK"
    try:
        server.admin("FLUSHALL")
        assert server.remote(A, lambda client: client.ask("DBSIZE"), **how) == 0
        for _ in range(30):
            assert server.remote(B, flood, **how) == "closed"
        assert server.local(B, flood) == "closed"
        assert server.admin("DBSIZE") == 0
        server.wait_until(lambda: server.admin("INFO", "clients").count("connected_clients:1\r\n") == 1)
    finally:
        server.stop()
        site.connect()
        server.start()


def test_a_listener_that_is_made_later_has_owners(server):
    server.admin("CONFIG", "SET", "port", OTHER_PORT)
    try:
        def log_in(client):
            return client.ask("AUTH", "app", PASSWORD)
        assert server.remote(A, log_in, port=OTHER_PORT) == "OK"
        assert server.remote(B, log_in, port=OTHER_PORT).startswith("WRONGPASS")
    finally:
        server.admin("CONFIG", "SET", "port", 6379)


def test_a_closed_client_is_forgotten(server):
    clients = server.admin("WARIFU.STATUS")
    for _ in range(20):
        server.remote(A, ping)
    assert server.admin("WARIFU.STATUS")[5] <= clients[5] + 1

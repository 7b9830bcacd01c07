# SPDX-License-Identifier: MIT
"""The view and the function of CREATE EXTENSION warifu."""
import time

from conftest import A, B
from pg.server import ADMIN

SESSIONS = ("SELECT account, database, uid, gid, domain, evidence, decision "
            "FROM warifu_sessions WHERE pid = ")


def ask(server, query):
    return server.local(ADMIN.pw_uid, "postgres", query=query)


def test_a_session_is_seen_with_its_owner_until_it_ends(server):
    held = server.held(A, "app")
    assert ask(server, SESSIONS + held.pid).rows == [
        ["app", "shop", str(A), str(A), None, "saved-syn", "passed"]]
    held.end()
    end = time.monotonic() + 60
    while ask(server, SESSIONS + held.pid).rows:
        assert time.monotonic() < end


def test_over_the_unix_socket(server):
    assert ask(server, SESSIONS + "pg_backend_pid()").rows == [
        ["postgres", "shop", str(ADMIN.pw_uid), str(ADMIN.pw_gid), None, "unix-socket", "passed"]]


def test_who_is_exempt_is_seen_too(server):
    server.configure(apply_to="role=app")
    assert server.remote(B, "other", query=SESSIONS + "pg_backend_pid()").rows == [
        ["other", "shop", None, None, None, None, "exempt"]]


def test_everybody_else_may_neither_look_nor_reload(server):
    for query in ("SELECT * FROM warifu_sessions", "SELECT * FROM warifu_sessions()",
                  "SELECT warifu_reload()"):
        assert server.remote(A, "app", query=query).error["C"] == "42501"


def test_who_may_monitor_may_look_and_not_reload(server):
    assert server.remote(B, "other", query="SELECT count(*) FROM warifu_sessions").rows
    assert server.remote(B, "other", query="SELECT warifu_reload()").error["C"] == "42501"


def test_reload_is_in_force_at_the_next_login(server, stack):
    assert not server.remote(B, "app").passed
    stack.write(app=B)
    assert ask(server, "SELECT warifu_reload()").error == {}
    assert server.remote(B, "app").passed
    assert not server.remote(A, "app").passed


def test_a_stack_that_does_not_load_is_told_of_and_not_taken(server, stack):
    stack.spoil()
    error = ask(server, "SELECT warifu_reload()").error
    assert error["C"] == "F0000" and "no_such_module" in error["D"]
    assert "postgresql.toml:2" in error["D"]
    assert server.remote(A, "app").passed
    assert not server.remote(B, "app").passed

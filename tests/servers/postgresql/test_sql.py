# SPDX-License-Identifier: MIT
"""The view and the functions of CREATE EXTENSION warifu."""
import os
import time

from conftest import A, B
from pg import wire
from pg.server import ADMIN, PASSWORD
from support import child

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
                  "SELECT warifu_reload()", "SELECT warifu_explain('app', 1)"):
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


def explained(server, arguments):
    told = ask(server, "SELECT verdict, observe, reason_id, reason, decided_by, module "
                       f"FROM warifu_explain({arguments})")
    assert told.error == {}
    return told.rows[0]


def test_a_login_that_did_not_happen_is_explained(server, stack):
    assert explained(server, f"'app', {A}")[:3] == ["pass", "f", "owner_map.mapped"]
    verdict, observe, reason_id, reason, decided_by, module = explained(server, f"'app', {B}")
    assert (verdict, observe, module) == ("refused", "f", "owner_map")
    assert reason_id == "owner_map.not-the-owner" and stack.map() in reason
    assert decided_by.startswith(os.path.join(stack.path, "stacks/postgresql.toml:"))
    assert explained(server, "'app', NULL")[0] == "refused"
    assert explained(server, f"'nobody', {A}, gid => {A}, database => 'shop'")[0] == "refused"


def test_it_is_explained_by_the_stack_that_the_next_login_is_judged_by(server, stack):
    stack.write(app=B)

    def ask_twice():
        child.become(ADMIN.pw_uid, ADMIN.pw_gid)
        session = wire.Connection(server.unix, "postgres", "shop", PASSWORD)
        query = f"SELECT verdict FROM warifu_explain('app', {B})"
        before = session.query(query)
        wire.login(server.unix, "postgres", "shop", PASSWORD, query="SELECT warifu_reload()")
        return before, session.query(query)
    assert child.run(ask_twice) == ([["refused"]], [["pass"]])


def test_it_leaves_no_trace(server, stack):
    told = server.mark()
    with open(stack.log) as log:
        before = len(log.readlines())
    assert explained(server, f"'app', {B}")[0] == "refused"
    with open(stack.log) as log:
        assert len(log.readlines()) == before + 1  # the login of who asked
    assert "not-the-owner" not in server.told(told)


def test_who_is_exempt_is_explained_as_that(server):
    server.configure(apply_to="database=shop")
    assert explained(server, f"'app', {B}, database => 'other'") == [
        "exempt", "f", None, None, None, None]
    assert explained(server, f"'app', {B}, database => 'shop'")[0] == "refused"


def test_a_login_that_cannot_be_is_told(server):
    for arguments, code in (("'app', -1", "22003"), ("'app', 4294967295", "22003"),
                            ("'app', 1, gid => 4294967296", "22003"), ("'app', NULL, 5", "22023"),
                            (f"repeat('x', 1025), {A}", "22023")):
        assert ask(server, f"SELECT warifu_explain({arguments})").error["C"] == code, arguments

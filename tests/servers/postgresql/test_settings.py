# SPDX-License-Identifier: MIT
"""warifu.apply_to and warifu.local_superuser_bypass: each lets in whom it names, nobody else."""
from conftest import A, B
from pg.server import ADMIN, PASSWORD


def test_roles(server):
    server.configure(apply_to="role=app, role=postgres")
    assert not server.remote(B, "app").passed
    assert server.remote(B, "app_md5").passed
    assert not server.remote(B, "app_md5", "wrong").passed


def test_databases(server):
    server.configure(apply_to="database=shop")
    assert not server.remote(B, "app", database="shop").passed
    assert server.remote(B, "app", database="postgres").passed


def test_physical_replication_reads_every_database(server):
    server.configure(apply_to="database=shop")
    assert not server.remote(B, "app", database=None, replication="true").passed
    assert server.remote(B, "app", database="postgres", replication="database").passed
    server.configure(apply_to="role=other")
    assert server.remote(B, "app", database=None, replication="true").passed


def test_ways_to_write_a_list(server):
    for listed in ('role="app"', " database = shop , role=x", "role=app,role=b"):
        server.configure(apply_to=listed)
        assert not server.remote(B, "app").passed, listed


def test_names_that_only_look_alike(server):
    for listed in ("role=ap", "role=app1", 'role="app "', "role=shop", "database=app", "role=APP"):
        server.configure(apply_to=listed)
        assert server.remote(B, "app").passed, listed


def test_none_lets_everybody_in_at_once(server):
    server.configure(apply_to="none")
    assert server.remote(B, "app").passed
    assert not server.remote(B, "app", "wrong").passed
    server.configure(apply_to="all")
    assert not server.remote(B, "app").passed


def test_a_list_that_is_none_changes_nothing(server):
    for listed in ("", "app", "role=", "role=app,", "role=a role=b", "role", 'role="app', "user=app",
                   "all, role=app", "role=" + 64 * "a"):
        before = server.mark()
        server.configure(apply_to=listed)
        assert not server.remote(B, "app").passed, listed
        assert 'invalid value for parameter "warifu.apply_to"' in server.told(before)


def test_a_session_cannot_exempt_itself(server):
    for text in ("SET warifu.apply_to = 'none'", "ALTER ROLE app SET warifu.apply_to = 'none'",
                 "ALTER DATABASE shop SET warifu.local_superuser_bypass = on"):
        assert server.local(ADMIN.pw_uid, "postgres", query=text).error["C"] == "55P02"
    assert server.remote(A, "app", query="SHOW warifu.apply_to").error["C"] == "42501"


def test_the_bypass_is_off_as_it_comes(server):
    assert not server.local(B, "postgres").passed


def test_the_bypass_is_for_superusers_over_the_unix_socket(server):
    server.configure(local_superuser_bypass="on")
    query = "SELECT decision, uid FROM warifu_sessions WHERE pid = pg_backend_pid()"
    before = server.mark()
    assert server.local(B, "postgres", query=query).rows == [["superuser bypass", None]]
    assert 'superuser "postgres" is let in' in server.told(before)
    assert not server.local(B, "postgres", "wrong").passed
    assert not server.remote(B, "postgres", PASSWORD).passed
    assert not server.local(B, "app").passed

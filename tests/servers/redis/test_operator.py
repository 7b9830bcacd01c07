# SPDX-License-Identifier: MIT
"""What an operator does and sees."""
import os
import subprocess

import pytest
from conftest import A, B
from rd.server import ADMIN, PASSWORD


def pairs(answer):
    return dict(zip(answer[::2], answer[1::2]))


def log_in(client):
    return client.ask("AUTH", "app", PASSWORD)


def test_status_counts(server):
    before = pairs(server.admin("WARIFU.STATUS"))
    server.remote(A, log_in)
    server.remote(B, log_in)
    after = pairs(server.admin("WARIFU.STATUS"))
    assert after["logins_refused"] == before["logins_refused"] + 1
    assert after["logins_passed"] == before["logins_passed"] + 2  # and the one who asks
    assert after["listeners"] >= 4
    told = server.admin("INFO", "warifu")
    assert f"warifu_logins_refused:{after['logins_refused']}\r\n" in told


def test_explain_says_what_would_be(server, site):
    before = site.mark()
    told = pairs(server.admin("WARIFU.EXPLAIN", "app", A))
    assert (told["verdict"], told["reason_id"]) == ("pass", "owner_map.mapped")
    told = pairs(server.admin("WARIFU.EXPLAIN", "app", B))
    assert (told["verdict"], told["reason_id"]) == ("refused", "owner_map.not-the-owner")
    assert told["decided_by"].startswith(site.login.file() + ":")
    assert {each["account"] for each in site.decisions(before)} <= {"admin", "default"}
    assert server.admin("WARIFU.EXPLAIN", "app").startswith("ERR syntax")
    assert "no uid" in server.admin("WARIFU.EXPLAIN", "app", 2**32 - 1)


def test_reload_takes_a_new_map(server, site):
    assert server.remote(B, log_in).startswith("WRONGPASS")
    site.login.write(app=B)
    assert server.admin("WARIFU.RELOAD") == "OK"
    assert server.remote(B, log_in) == "OK"
    assert server.remote(A, log_in).startswith("WRONGPASS")


def test_what_does_not_load_changes_nothing(server, site):
    site.login.spoil()
    answer = server.admin("WARIFU.RELOAD")
    assert answer.startswith("ERR ") and site.login.file() in answer and "no_such_module" in answer
    assert server.remote(A, log_in) == "OK"
    assert server.remote(B, log_in).startswith("WRONGPASS")


def test_warifu_reload_reaches_the_server(server, site, build, folder):
    site.login.write(app=B)
    done = subprocess.run([os.path.join(build, "core/cli/warifu"), "--config-dir", site.config,
                           "--module-dir", os.path.join(build, "modules-out"), "--runtime-dir",
                           folder, "reload", "redis"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    while server.remote(B, log_in) != "OK":
        pass  # within a second or so


@pytest.mark.parametrize("arguments, told", [
    ("exempt 10.0.0.0/8", "every tenant of that host"),
    ("servce redis", "unknown argument"),
    ("service no-such", "no-such.toml")])
def test_a_server_with_a_mistake_does_not_start(another, arguments, told):
    another.start_only("port 0\ntls-port 0\n", arguments)
    assert another.process.wait(300) != 0
    assert told in another.told(), another.told()


@pytest.mark.parametrize("name", ["AUTH", "HELLO"])
def test_a_renamed_login_is_refused_or_seen(server, another, name):
    """A filter would not know it; a callback is asked whatever the command is called."""
    renamed = f"port 0\ntls-port 0\nrename-command {name} GREET\n"
    if server.has_callback():
        words = ("GREET", *(("3", "AUTH") if name == "HELLO" else ()), "app", PASSWORD)
        another.start_only(renamed)
        another.wait_until_it_listens()
        assert another.local(B, lambda client: client.ask(*words)).startswith("WRONGPASS")
        assert not str(another.local(A, lambda client: client.ask(*words))).startswith("WRONGPASS")
    else:
        another.start_only(renamed)
        assert another.process.wait(300) != 0
        assert "AUTH or HELLO is renamed" in another.told(), another.told()


def test_without_client_nobody_would_have_an_owner(another):
    another.start_only("port 0\ntls-port 0\nrename-command CLIENT KLIENT\n")
    assert another.process.wait(300) != 0
    assert "CLIENT is renamed" in another.told(), another.told()


def test_an_exemption_that_is_none_is_told_at_a_load_by_command(another):
    """A load that fails leaves nothing behind that the server would call."""
    path = os.path.join(another.folder, "../installed/warifu-redis.so")
    another.write("port 0\ntls-port 0\nenable-module-command yes\n")
    another.without_module()
    another.launch()
    another.wait_until_it_listens()

    def talk(client):
        assert client.ask("AUTH", "admin", PASSWORD) == "OK"
        return [client.ask("MODULE", "LOAD", path, "exempt", "10.0.0.0/8"), client.ask("PING")]
    answer, pong = another.local(ADMIN, talk)
    assert answer.startswith("ERR Error loading") and pong == "PONG"
    assert another.local(B, lambda client: client.ask("AUTH", "app", PASSWORD)) == "OK"  # no module
    assert "every tenant of that host" in another.told()


def test_the_module_stays(server):
    server.admin("MODULE", "UNLOAD", "warifu")
    assert server.remote(B, log_in).startswith("WRONGPASS")


def test_an_answer_that_takes_time_has_no_place_in_multi(server):
    def talk(client):
        assert client.ask("AUTH", "admin", PASSWORD) == "OK"
        assert client.ask("MULTI") == "OK"
        assert client.ask("WARIFU.RELOAD") == "QUEUED"
        assert client.ask("WARIFU.EXPLAIN", "app", A) == "QUEUED"
        return client.ask("EXEC")
    assert all(each.startswith("ERR not within MULTI") for each in server.local(ADMIN, talk))

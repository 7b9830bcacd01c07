# SPDX-License-Identifier: MIT
"""The operator's part: stacks that change, that do not load, that only observe; counters and the log."""
import contextlib
import os
import signal

import pytest
from conftest import A, B
from lab import directory
from lab.stack import write
from my.login import WRONG, login
from my.wire import Refused

IN = "app@%"


def test_a_new_stack_is_taken(server, site):
    site.write(app=B)
    server.reload()
    assert server.remote(B, login()) == IN
    assert server.remote(A, login()) == WRONG


def test_reload_as_the_command_asks_for_it(server, site, folder):
    site.write(app=B)
    before = server.status()["reloads"]
    generation = os.path.join(folder, "generation")
    os.makedirs(generation, exist_ok=True)
    write(os.path.join(generation, "mariadb"), f"{before + 1000}\n")
    server.wait_for_status(lambda status: status["reloads"] > before)
    assert server.remote(B, login()) == IN


def test_a_stack_that_does_not_load_changes_nothing(server, site):
    before = len(server.told())
    site.spoil()
    with pytest.raises(Refused):
        server.reload()
    assert "no_such_module" in server.told(before)
    assert server.remote(A, login()) == IN
    assert server.remote(B, login()) == WRONG


def test_a_server_without_a_stack_refuses_until_there_is_one(server, site):
    site.spoil()
    server.stop()
    before = len(server.told())
    server.start()
    assert server.remote(A, login()) == WRONG
    assert server.status()["stack_loaded"] == 0 and server.status()["refused"] == 1
    assert "no_such_module" in server.told(before)
    assert "does not load" in server.told(before)
    site.write()
    server.wait_for_status(lambda status: status["stack_loaded"] == 1)
    assert server.remote(A, login()) == IN
    assert server.remote(B, login()) == WRONG


def test_observing_it_refuses_nobody_and_tells_who_would_be(server, site):
    site.observe()
    server.reload()
    before = site.mark()
    assert server.remote(B, login()) == IN
    assert server.remote(B, login(password="wrong")) == WRONG
    (decision,) = site.decisions(before)
    assert (decision["verdict"], decision["would"]) == ("pass", "refused")


def test_the_log_tells_why(server):
    before = len(server.told())
    assert server.remote(B, login()) == WRONG
    assert "login as 'app' refused: owner_map." in server.told(before)
    assert "map-mariadb.toml" in server.told(before) or "mariadb.toml:" in server.told(before)


def test_what_clients_call_themselves_is_escaped(server):
    before = len(server.told())
    name = "x\n2026-01-01 [ERROR] \x1b[2J"
    server.admin("CREATE USER 'x\\n2026-01-01 [ERROR] \x1b[2J'@'%' IDENTIFIED VIA warifu "
                 "USING PASSWORD('right')")
    try:
        assert server.remote(B, login(name)) == WRONG
        assert "login as 'x?2026-01-01 [ERROR] ?[2J' refused" in server.told(before)
    finally:
        server.admin("DROP USER 'x\\n2026-01-01 [ERROR] \x1b[2J'@'%'")


def test_counters(server):
    before = server.status()
    server.remote(A, login())
    server.remote(B, login())
    server.remote(B, login(password="wrong"))
    after = server.status()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "passed": 1, "refused": 2}
    assert after["listeners"] == 3


def test_an_agent_that_is_away(server, stamping, network, site):
    stamping.agent.clean_up()
    try:
        before = site.mark()
        assert server.remote(A, login()) == WRONG
        assert site.decisions(before)[-1]["reason_id"] == "owner.no-option"
    finally:
        stamping.agent.start(stamping.text(), network_namespace=network.server)
    assert server.remote(A, login()) == IN


def test_a_directory_that_is_away(server, site, network):
    def ask_at(url):
        site.write(entries=directory.entries(url))
        server.reload()
    ask_at("http://127.0.0.1:1")
    before = len(server.told())
    assert server.remote(A, login()) == WRONG
    assert "login as 'app' refused: stns.unavailable" in server.told(before)
    with contextlib.closing(directory.Directory(network.server, {A: "tenant-a"})) as there:
        ask_at(there.url)
        assert server.remote(A, login()) == IN
        assert server.remote(B, login()) == WRONG


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_started_again_it_decides_as_before(server, how):
    server.stop(how)
    server.start()
    assert server.remote(A, login()) == IN
    assert server.remote(B, login()) == WRONG


def test_uninstalled_its_accounts_are_refused(server):
    """And installed again they are let in, listeners and all."""
    server.admin("UNINSTALL SONAME 'warifu'")
    try:
        refused = server.remote(A, login())
        assert isinstance(refused, int), "an account of a plugin that is gone"
    finally:
        server.admin("INSTALL SONAME 'warifu'")
    server.wait_for_status(lambda status: status["stack_loaded"] == 1)
    assert server.remote(A, login()) == IN
    assert server.remote(B, login()) == WRONG
    server.admin("DELETE FROM mysql.plugin")  # as before: by the configuration

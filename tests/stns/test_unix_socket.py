# SPDX-License-Identifier: MIT
"""cache-stnsd: the same questions over a unix socket, without /v1."""
import pytest

from conftest import TENANT
from support import faults


@pytest.fixture
def cached(lab, tmp_path):
    made = lab.server(unix=str(tmp_path / "stnsd.sock"))
    made.directory.add_users([TENANT])
    return made


def options(tmp_path):
    return {"cached.enable": True, "cached.unix_socket": str(tmp_path / "stnsd.sock")}


def test_the_socket_is_asked_and_the_server_is_not(lab, server, cached, tmp_path):
    driver = lab.looks_up(server, **options(tmp_path))
    assert driver.ask(TENANT).passed
    assert driver.ask(TENANT + 1).code == "unknown"
    assert [(seen.path, seen.parameters) for seen in cached.requests] == [
        ("/users", {"id": str(TENANT)}), ("/users", {"id": str(TENANT + 1)})]
    assert server.connections == 0


def test_what_is_not_there_is_not_gone_around(lab, server, cached, tmp_path):
    driver = lab.looks_up(server, **options(tmp_path))
    for uid, fault in enumerate((faults.Answer(500), faults.Reset("accept"), faults.Truncated(),
                                 faults.Answer(200, b"hello")), TENANT):
        cached.misbehave(fault)
        assert driver.ask(uid).code == "unavailable"
        cached.behave()
    cached.go_away()
    assert driver.ask(TENANT).code == "unavailable"
    cached.come_back()
    assert driver.ask(TENANT).passed
    assert server.connections == 0


def test_a_proxy_has_no_part_in_it(lab, server, cached, tmp_path):
    driver = lab.looks_up(server, http_proxy="http://127.0.0.1:9", **options(tmp_path))
    assert driver.ask(TENANT).passed
    assert cached.count() == 1


def test_many_processes_ask_it_once(lab, server, cached, tmp_path):
    driver = lab.looks_up(server, **options(tmp_path))
    assert driver.run([TENANT], processes=200, at_once=50).codes == {"pass": 200}
    assert cached.count() == 1

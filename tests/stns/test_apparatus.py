# SPDX-License-Identifier: MIT
"""What the other tests rely on: the driver's owners are who they should be, and processes count."""
import http.client

import pytest

from support import faults
from support.lab import entry

ALLOWED, OTHER = 10042, 10043


def test_an_owner_is_whom_the_driver_speaks_for(lab):
    driver = lab.driver(entry("uid_allowlist", uids=[ALLOWED]))
    for ask in (driver.ask, driver.ask_here):
        assert [ask(uid).passed for uid in (ALLOWED, OTHER, 0)] == [True, False, False]


def test_processes_and_threads_are_as_many_as_were_asked_for(lab):
    driver = lab.driver(entry("uid_allowlist", uids=[ALLOWED]))
    answers = driver.run([ALLOWED, OTHER], processes=10, at_once=4, threads=3, times=2)
    assert (answers.started, answers.killed) == (10, 0)
    assert answers.codes == {"pass": 30, "fail": 30}
    assert driver.run([ALLOWED], processes=3, times=1000, kill=5).killed == 5


def _get(server, target, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", target, headers=headers)
    answer = connection.getresponse()
    read = answer.status, answer.read(), dict(answer.getheaders())
    connection.close()
    return read


def test_the_server_keeps_the_contract(server):
    server.directory.add_group(20, "web", ["u10042"])
    server.directory.bounds = True
    status, body, headers = _get(server, "/v1/users?id=10042")
    assert (status, headers["user-highest-id"]) == (200, "10042")
    assert body.startswith(b'[{"id": 10042, "name": "u10042", "password": "",')
    assert _get(server, "/v1/groups?name=web")[1] == b'[{"id": 20, "name": "web", "users": ["u10042"]}]'
    assert _get(server, "/v1/users?name=x")[:2] == (404, b"{}")
    assert [_get(server, f"/v1/users?{query}")[0] for query in ("id=x", "uid=1")] == [400, 400]
    assert _get(server, "/v1/status")[:2] == (200, b"OK")
    server.token = "t"
    assert _get(server, "/v1/users")[0] == 401
    assert _get(server, "/v1/users", Authorization="token t")[0] == 200
    assert (server.count("/users"), server.count("/users", id=10042)) == (6, 1)


def test_the_server_goes_away_and_comes_back_where_it_was(server):
    server.go_away()
    with pytest.raises(ConnectionRefusedError):
        _get(server, "/v1/users")
    server.come_back()
    assert _get(server, "/v1/users")[0] == 200
    server.misbehave(faults.Answer(500))
    assert _get(server, "/v1/users")[0] == 500
    server.misbehave(faults.Reset("headers"))
    with pytest.raises((ConnectionResetError, http.client.HTTPException)):
        _get(server, "/v1/users")

# SPDX-License-Identifier: MIT
"""Connections that break, stand still or never end."""
import pytest

from conftest import TENANT
from support import faults
from support.request import head

FAULTS = {
    "reset-at-accept": lambda: faults.Reset("accept"),
    "reset-when-asked": lambda: faults.Reset("question"),
    "reset-in-headers": lambda: faults.Reset("headers"),
    "reset-in-body": lambda: faults.Reset("body"),
    "closed-when-asked": lambda: faults.Raw(b""),
    "truncated": faults.Truncated,
    "truncated-chunks": faults.TruncatedChunks,
    "no-http": lambda: faults.Raw(b"220 mail.example ESMTP\r\n"),
    "http-0.9": lambda: faults.Raw(b'[{"id":10042,"name":"tenant"}]'),
    "bad-chunks": lambda: faults.Raw(head(200, {"Transfer-Encoding": "chunked"}) + b"zz\r\n[]\r\n"),
    "two-lengths": lambda: faults.Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n"
                                      b'Content-Length: 30\r\n\r\n[{"id":10042,"name":"tenant"}]'),
    "negative-length": lambda: faults.Raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n[]"),
    "endless-body": faults.endless_body,
    "endless-headers": faults.endless_headers,
    "endless-header": faults.endless_header,
    "endless-interim": faults.endless_interim_answers,
    "slow-body": faults.Slow,
    "slow-headers": lambda: faults.Slow(in_headers=True),
    "silent": faults.Silent,
    "switching": lambda: faults.Raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_it_is_unavailable_and_not_kept(lab, server, name):
    driver = lab.looks_up(server, request_timeout="1s")
    server.misbehave(FAULTS[name]())
    answer = driver.ask_here(TENANT)
    assert (answer.passed, answer.code, answer.name) == (False, "unavailable", "")
    assert answer.reason_id.startswith("stns.")
    server.behave()
    assert driver.ask_here(TENANT).passed
    assert driver.status()["descriptors"] < 60


@pytest.mark.parametrize("name", ["slow-body", "slow-headers", "silent", "endless-body"])
def test_the_walk_ends_with_its_deadline(lab, server, name):
    # The request alone would have an hour.
    driver = lab.looks_up(server, deadline="1s", request_timeout="1h", request_retry=3)
    server.misbehave(FAULTS[name]())
    assert driver.ask(TENANT).code == "unavailable"
    assert driver.ask(TENANT, deadline=1000).code == "unavailable"

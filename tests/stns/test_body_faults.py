# SPDX-License-Identifier: MIT
"""Answers with status 200 that are no answer to what was asked."""
import json

import pytest

from conftest import TENANT
from support import faults
from support.directory import encode, user

RIGHT = user(TENANT, "tenant")
ROOT = user(0, "root")


def without(name):
    return {key: value for key, value in RIGHT.items() if key != name}


WRONG = {
    "empty": b"",
    "no-json": b"<html>hello</html>",
    "half": encode([RIGHT])[:-10],
    "two": encode([RIGHT]) + encode([RIGHT]),
    "trailing": encode([RIGHT]) + b"x",
    "nul-inside": encode([RIGHT])[:-1] + b"\0]",
    "comment": b"[/* */" + encode(RIGHT) + b"]",
    "utf-16": json.dumps([RIGHT]).encode("utf-16"),
    "not-utf-8": encode([RIGHT]).replace(b"tenant", b"ten\xff\xfeant"),
    "null": b"null",
    "number": b"10042",
    "object": encode(RIGHT),
    "nested": encode([[RIGHT]]),
    "of-strings": encode(["tenant"]),
    "of-nulls": b"[null]",
    "another-id": encode([{**RIGHT, "id": TENANT + 1}]),
    "root": encode([ROOT]),
    "another-first": encode([ROOT, RIGHT]),
    "another-last": encode([RIGHT, ROOT]),
    "two-names": encode([RIGHT, {**RIGHT, "name": "other"}]),
    "id-text": encode([{**RIGHT, "id": str(TENANT)}]),
    "id-float": encode([{**RIGHT, "id": TENANT + 0.5}]),
    "id-null": encode([{**RIGHT, "id": None}]),
    "id-true": encode([{**RIGHT, "id": True}]),
    "id-wraps": encode([{**RIGHT, "id": TENANT + 2**32}]),
    "id-wraps-twice": encode([{**RIGHT, "id": TENANT + 2**64}]),
    "id-negative": encode([{**RIGHT, "id": TENANT - 2**32}]),
    "id-missing": encode([without("id")]),
    "name-missing": encode([without("name")]),
    "name-number": encode([{**RIGHT, "name": 7}]),
    "name-null": encode([{**RIGHT, "name": None}]),
    "name-list": encode([{**RIGHT, "name": ["tenant"]}]),
    "deep": b"[" * 200000 + b"]" * 200000,
    "deep-inside": encode([RIGHT])[:-2] + b', "x": ' + b"[" * 200000 + b"]" * 200000 + b"}]",
    "deep-objects": b'{"a":' * 100000 + b"1" + b"}" * 100000,
    "huge-number": encode([RIGHT]).replace(b"10042", b"1" + b"0" * 5000, 1),
    "exponent": encode([RIGHT]).replace(b"10042", b"1e999", 1),
}


@pytest.fixture
def driver(lab, server):
    return lab.looks_up(server)


def test_nothing_wrong_passes_or_is_kept(driver, server):
    for name, body in WRONG.items():
        server.misbehave(faults.Answer(200, body))
        answer = driver.ask_here(TENANT)
        assert (name, answer.passed, answer.code) == (name, False, "unavailable")
        assert answer.reason_id == "stns.bad-answer", (name, answer)
        server.behave()
    assert driver.ask_here(TENANT).passed, "a wrong answer was kept"


def test_an_empty_list_is_nobody(driver, server):
    server.misbehave(faults.Answer(200, b"[]"))
    answer = driver.ask_here(TENANT)
    assert not answer.passed and answer.code in ("unknown", "unavailable")


def test_a_content_type_alone_makes_no_answer(driver, server):
    # A login page in front of the server, a file server, an error page with status 200.
    for kind in ("text/html", "text/plain", "image/png", "", "application/json\0", "multipart/mixed"):
        server.misbehave(faults.Answer(200, b"<html>Please log in</html>", kind=kind))
        assert (kind, driver.ask_here(TENANT).code) == (kind, "unavailable")
        server.behave()


def test_a_page_that_is_not_found_is_nobody_let_in(driver, server):
    # A wrong api_endpoint, or a proxy that knows no such host.
    server.misbehave(faults.Answer(404, b"<html>404</html>", kind="text/html"))
    answer = driver.ask_here(TENANT)
    assert not answer.passed and answer.code in ("unknown", "unavailable")


def test_what_is_unusual_and_right_passes(driver, server):
    right = {
        "more-members": encode([{**RIGHT, "since": "2026", "tags": [1, {"a": None}]}]),
        "blanks": b"\r\n\t " + json.dumps([RIGHT], indent=4).encode() + b"\n\n",
        "escapes": encode([RIGHT]).replace(b"tenant", b"\\u0074enant"),
        "keys": encode([{**RIGHT, "keys": ["ssh-ed25519 AAAA"] * 1000}]),
    }
    for number, (name, body) in enumerate(right.items()):
        body = body.replace(b"10042", str(20000 + number).encode())
        server.misbehave(faults.Answer(200, body))
        answer = driver.ask_here(20000 + number)
        assert (name, answer.passed, answer.name) == (name, True, "tenant")
        server.behave()


def test_a_name_from_outside_does_not_write_lines_of_the_log(lab, driver, server):
    forged = 'x"}\n{"verdict":"passed'
    server.misbehave(faults.Answer(200, encode([{**RIGHT, "name": forged}])))
    driver.ask_here(TENANT)
    assert all(json.loads(line)["service"] == "demo" for line in lab.log.read_text().splitlines())

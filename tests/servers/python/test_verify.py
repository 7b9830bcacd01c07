# SPDX-License-Identifier: MIT
"""verify(): what it tells, and that nothing it is given makes it say anything but a refusal."""
import dataclasses
import logging
import os
import socket

import pytest
import warifu
from conftest import B
from local import PERMIT
from support import child
from warifu import Decision, Outcome, Source, Verdict


@pytest.fixture
def permissive(place):
    """Lets in everybody, so that what is refused was refused by the binding or for its request."""
    place.write(entries=PERMIT)
    with place.open() as opened:
        yield opened


def test_a_decision_tells_everything(place, engine, connection):
    decision = engine.verify(connection, "shop", "database")
    assert decision and decision.passed and decision.verdict is Verdict.PASSED
    assert decision.owner == warifu.Owner(os.geteuid(), os.getegid(), Source.UNIX_SOCKET, "")
    assert decision.file == os.path.join(place.path, "stacks/local.toml") and decision.line > 0
    assert decision.module == "uid_allowlist" and decision.reason_id == "stack.pass"
    assert [step.action for step in decision.steps] == ["ok"] and decision.steps[0].file == decision.file
    assert 0 <= decision.latency < 60 and not decision.observe


def test_somebody_else(engine, folder):
    path = os.path.join(folder, "somebody")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        os.chmod(path, 0o777)
        listener.listen()
        client = child.Child(lambda: connect_as(B, path))
        with listener.accept()[0] as connection:
            decision = engine.verify(connection, "shop")
        client.result()
    os.unlink(path)
    assert not decision and decision.owner.uid == B
    assert decision.reason_id == "uid_allowlist.not-listed"


def connect_as(uid, path):
    child.become(uid, uid)
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(120)
        client.connect(path)
        return client.recv(1)


def test_a_decision_is_true_only_where_it_passed():
    assert not Decision()
    for verdict in (Verdict.REFUSED, Verdict.WOULD_BLOCK, Verdict(7), Verdict(-1), 1, True):
        assert not Decision(verdict=verdict)
    assert Decision(verdict=Verdict.PASSED)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Decision().verdict = Verdict.PASSED  # type: ignore[misc]


ACCOUNTS = ["shop\0", "shop\0other", b"\0", "\ud800", "x" * 1025, b"x" * 5000, None, 7, ["shop"],
            bytearray(b"shop"), memoryview(b"shop"), object()]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_an_account_that_c_would_take_for_another(permissive, connection, account):
    for given in ({"account": account}, {"account": "shop", "resource": account}):
        decision = permissive.verify(connection, **given)
        assert not decision and decision.reason_id == "request.invalid" and decision.reason


def test_an_account_is_given_on_byte_by_byte(place, connection):
    lines = []
    with place.open(log=lines.append) as engine:
        assert engine.verify(connection, b"caf\xe9")
        assert engine.verify(connection, "caf\udce9")  # what os.fsdecode() makes of that byte
        assert engine.verify(connection, "café")
        assert engine.verify(connection, "x" * 1024)
    told = [line.split('"account":"')[1].split('"')[0] for line in lines]
    assert told[0] == told[1] != told[2]


class Strange:
    def __init__(self, number):
        self.number = number

    def fileno(self):
        if isinstance(self.number, BaseException):
            raise self.number
        return self.number


def test_a_connection_that_is_none(permissive, connection):
    real = connection.fileno()
    closed = socket.socket()
    closed.close()
    for what in (None, "3", 1.5, True, -1, real + 2**32, real + 2**31, closed, Strange(None),
                 Strange(str(real)), Strange(real + 2**32), Strange(OSError("no")), Strange(MemoryError()),
                 object(), Strange(-(2**32) + real)):
        decision = permissive.verify(what, "shop")
        assert not decision and decision.reason_id in ("request.invalid", "internal"), what
    assert permissive.verify(Strange(real), "shop")  # as it should be
    assert permissive.verify(real, "shop")


def test_a_descriptor_that_is_no_socket_has_no_owner(engine):
    reader, writer = os.pipe()
    try:
        assert engine.read_owner(reader).outcome is Outcome.ERROR
        assert engine.verify(reader, "shop").owner is None and not engine.verify(reader, "shop")
        os.close(reader)
        assert not engine.verify(reader, "shop")
    finally:
        os.close(writer)


@pytest.mark.parametrize("deadline", [-1, -1e-9, float("nan"), float("inf"), 10**30, 2**63, "1", True, [1]])
def test_a_deadline_that_is_none(permissive, connection, deadline):
    decision = permissive.verify(connection, "shop", deadline=deadline)
    assert not decision and decision.reason_id == "request.invalid"


def test_no_time_at_all_is_not_all_the_time_there_is(place, connection):
    """0 means the stack's own deadline, in C."""
    place.write(entries='[[verify]]\nmodule = "debug"\ncontrol = "required"\n'
                'options = { result = "pass", sleep = "5ms" }\n')
    with place.open() as engine:
        assert engine.verify(connection, "shop")
        assert engine.verify(connection, "shop", deadline=60)
        decision = engine.verify(connection, "shop", deadline=0)
    assert not decision and decision.reason_id == "stack.deadline"


def test_would_block_lets_nobody_in(place, connection):
    place.write(entries='[[verify]]\nmodule = "debug"\ncontrol = "required"\n'
                'options = { sleep = "1ms" }\n')
    lines = []
    with place.open(log=lines.append) as engine:
        decision = engine.verify(connection, "shop", cached_only=True)
        assert decision.verdict is Verdict.WOULD_BLOCK and not decision and lines == []
        assert engine.verify(connection, "shop")


def test_a_reading(engine, connection):
    with engine.read_owner(connection) as reading:
        assert reading.owner == warifu.Owner(os.geteuid(), os.getegid(), Source.UNIX_SOCKET, "")
        assert reading.outcome is Outcome.OWNER and reading.reason_id == "" == reading.reason
        assert reading.client is None and reading.server is None and reading.socket_cookie != 0
        assert engine.verify(reading, "shop") and engine.verify(reading, "shop")
        connection.close()
        assert engine.verify(reading, "shop")
    decision = engine.verify(reading, "shop")
    assert not decision and decision.reason_id == "request.invalid" and "closed" in decision.reason
    with pytest.raises(warifu.WarifuError):
        engine.read_owner(connection)


def test_what_the_binding_refuses_is_logged(permissive, connection, caplog):
    with caplog.at_level(logging.WARNING, logger="warifu"):
        permissive.verify(connection, "evil\x1b[2J\0")
    assert [each.name for each in caplog.records] == ["warifu"]
    assert "NUL" in caplog.text and "evil" not in caplog.text

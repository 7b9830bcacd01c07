# SPDX-License-Identifier: MIT
"""A stack that asks a directory, and a directory that does not answer: nobody waits but who logs in."""
import contextlib

import pytest
from conftest import A, B, ask_directory
from lab.connected import connected_as
from rd.resp import Client
from rd.server import ADMIN, PASSWORD, PORT

WRONGPASS = "WRONGPASS invalid username-password pair or user is disabled."
ASKED_AT_ONCE, WAITING_OF_ONE = 8, 256  # logins


def connect(server, uid):
    return Client(connected_as(uid, server.network.server4, PORT, server.network.client))


def status(server, name):
    answer = server.admin("WARIFU.STATUS")
    return dict(zip(answer[::2], answer[1::2]))[name]


def waited(server):
    return status(server, "logins_waited")


@pytest.mark.parametrize("words", [("AUTH", "app", PASSWORD), ("HELLO", "3", "AUTH", "app", PASSWORD)])
def test_what_a_thread_found_out_logs_in(server, directory, words):
    before = waited(server)
    with connect(server, A) as client:
        answer = client.ask(*words)
        assert answer == "OK" or answer["proto"] == 3
        assert client.ask("GET", "nothing") is None
    assert waited(server) == before + 1
    with connect(server, A) as client:
        client.ask(*words)
        assert client.ask("GET", "nothing") is None
    assert waited(server) == before + 1  # from memory


def test_others_are_served_meanwhile(server, directory):
    with connect(server, A) as other, connect(server, B) as client:
        assert other.ask("AUTH", "app", PASSWORD) == "OK"
        with directory.holding():
            client.send("AUTH", "other", PASSWORD)
            client.send("PING")  # is not run before the login
            directory.wait_for_somebody()
            for _ in range(200):
                assert other.ask("PING") == "PONG"
            assert client.raw == b""
        assert client.reply() == "OK"
        assert client.reply() == "PONG"


def test_a_wrong_owner_is_refused_after_waiting_as_ever(server, directory):
    with connect(server, B) as client:
        assert client.ask("AUTH", "app", PASSWORD) == WRONGPASS
        assert client.raw == b"-" + WRONGPASS.encode() + b"\r\n"
        assert client.ask("GET", "k").startswith("NOAUTH")


def test_within_multi_nobody_waits(server, site, directory):
    with connect(server, A) as client:
        assert client.ask("AUTH", "app", PASSWORD) == "OK"
        ask_directory(server, site, directory, 14)
        before = len(server.told())
        with directory.holding():
            assert client.ask("MULTI") == "OK"
            assert client.ask("AUTH", "app", PASSWORD) == "QUEUED"
            assert client.ask("ECHO", "end") == "QUEUED"
            client.send("EXEC")
            while not client.raw.endswith(b"end\r\n"):  # WRONGPASS before it: see test_login.py
                client.receive()
            assert b"+OK\r\n" not in client.raw.split(b"QUEUED")[-1]
        assert "a login within MULTI or a script cannot wait" in server.told(before)
    with connect(server, A) as client:
        assert client.ask("AUTH", "app", PASSWORD) == "OK"


def test_who_left_while_waiting_harms_nobody(server, directory):
    with directory.holding():
        for _ in range(30):
            with connect(server, B) as client:
                client.send("AUTH", "other", PASSWORD)
        directory.wait_for_somebody()
        assert server.local(ADMIN, lambda client: client.ask("AUTH", "admin", PASSWORD)) == "OK"
    with connect(server, B) as client:
        assert client.ask("AUTH", "other", PASSWORD) == "OK"


def test_one_owner_waits_for_itself_alone(server, directory):
    """Who sends more logins than may wait is refused these; another's stand before its own."""
    told, before = len(server.told()), status(server, "queue_full")
    sent = ASKED_AT_ONCE + WAITING_OF_ONE + 3

    def refused():
        """At least three; more where they came before the threads had taken theirs."""
        return status(server, "queue_full") - before
    with contextlib.ExitStack() as connections:
        with directory.holding():
            many = [connections.enter_context(connect(server, B))
                    for _ in range(sent)]
            for each in many:
                each.send("AUTH", "other", PASSWORD)
            server.wait_until(lambda: refused() + status(server, "logins_waiting") == sent - ASKED_AT_ONCE)
            other = connections.enter_context(connect(server, A))
            other.send("AUTH", "app", PASSWORD)
            server.wait_until(
                lambda: refused() + status(server, "logins_waiting") == sent - ASKED_AT_ONCE + 1)
        assert other.reply() == "OK"
        answers = [each.reply() for each in many]
    assert 3 <= refused() <= 3 + ASKED_AT_ONCE
    assert answers.count(WRONGPASS) == refused()
    assert 1 <= server.told(told).count("too many logins wait") <= refused()
    assert answers.count("OK") == sent - refused()


def test_a_directory_that_is_away_refuses_and_says_why(server, site, directory):
    directory.close()
    before = site.mark()
    with connect(server, B) as client:
        assert client.ask("AUTH", "other", PASSWORD) == WRONGPASS
    refused = [each for each in site.decisions(before) if each["verdict"] == "refused"]
    assert refused[-1]["decided_by"]["module"] == "stns"
    assert refused[-1]["code"] == "unavailable"
    assert "Connection refused" in refused[-1]["reason"] or "connect" in refused[-1]["reason"]

# SPDX-License-Identifier: MIT
"""Servers that read and write by threads of their own: owners are asked for as ever."""
import pytest
from conftest import A, B
from lab.logins import crowd
from rd.server import PASSWORD, PORT
from test_many import log_in

LOGINS = 500  # of each of four processes


@pytest.fixture
def threaded(server):
    server.stop()
    server.start("io-threads 4\n")
    assert server.admin("CONFIG", "GET", "io-threads")[-1] == "4"
    yield server
    server.stop()
    server.start()


def test_logins(threaded, network):
    assert crowd(threaded, network, PORT, log_in, LOGINS) == []


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_many_commands_at_once(threaded, tls):
    """A pipeline: what is before the login is refused, what is after it runs. A refusal comes first here:
    with replies before it in the buffer, Redis 7.2 to 8 forget that of a wrong password, too."""
    def talk(before):
        def send(client):
            for words in [("GET", "k")] * before + [("AUTH", "app", PASSWORD)] + [("GET", "k")] * 20:
                client.send(*words)
            return [client.reply() for _ in range(before + 21)]
        return send
    answers = threaded.remote(A, talk(20), tls=tls)
    assert answers[20:] == ["OK"] + [None] * 20
    assert all(each.startswith("NOAUTH") for each in answers[:20])
    answers = threaded.remote(B, talk(0), tls=tls)
    assert answers[0].startswith("WRONGPASS")
    assert all(each.startswith("NOAUTH") for each in answers[1:])

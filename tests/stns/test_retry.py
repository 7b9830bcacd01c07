# SPDX-License-Identifier: MIT
"""Asked again is only where nothing was answered."""
import pytest

from conftest import TENANT
from support import faults


@pytest.mark.parametrize("retries", [0, 1, 3])
def test_a_broken_connection_is_tried_again_so_often(lab, server, retries):
    driver = lab.looks_up(server, request_retry=retries)
    server.misbehave(faults.Reset("accept"))
    assert driver.ask(TENANT).code == "unavailable"
    assert server.connections == 1 + retries


@pytest.mark.parametrize("fault", [faults.Answer(500), faults.Answer(401), faults.Answer(400),
                                   faults.Answer(404), faults.Answer(200, b"no json"),
                                   faults.Answer(302, location="/v1/users?id=10042")])
def test_an_answer_is_an_answer(lab, server, fault):
    driver = lab.looks_up(server, request_retry=3)
    server.misbehave(fault)
    assert not driver.ask(TENANT).passed
    assert server.count() == 1


def test_the_second_attempt_may_be_lucky(lab, server):
    driver = lab.looks_up(server, request_retry=1)

    class Once(faults.Reset):
        def at_accept(self, connection):
            server.behave()
            return super().at_accept(connection)

    server.misbehave(Once("accept"))
    assert driver.ask(TENANT).passed
    assert (server.connections, server.count()) == (2, 1)


def test_a_connection_that_the_server_ended_meanwhile_is_no_failure(lab, server):
    # A server ends idle connections; a process that lives on finds out when it asks again.
    driver = lab.looks_up(server, cache_ttl="0s", stale_if_error="0s", request_retry=0)
    assert driver.ask_here(TENANT).passed and driver.ask_here(TENANT).passed
    server.go_away()
    server.come_back()
    assert driver.ask_here(TENANT).passed

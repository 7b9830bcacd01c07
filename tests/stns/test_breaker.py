# SPDX-License-Identifier: MIT
"""A server that keeps failing is left alone for a while, by all processes together."""
from conftest import TENANT
from support import faults
from support.patience import until

OTHERS = list(range(20000, 20100))
FEW = 30  # of 400 logins; how many exactly is the module's affair


def test_a_failing_server_sees_few_of_the_logins(lab, server):
    driver = lab.looks_up(server, request_locktime="1h")
    server.misbehave(faults.Answer(500))
    assert driver.run(OTHERS, processes=100, at_once=10, times=4).codes == {"unavailable": 400}
    seen = server.count()
    assert 1 <= seen <= FEW
    assert driver.run(OTHERS, processes=100, at_once=10, times=4).codes == {"unavailable": 400}
    assert server.count() == seen


def test_a_server_that_resets_connections_sees_few_of_them(lab, server):
    driver = lab.looks_up(server, request_locktime="1h", request_retry=3)
    server.misbehave(faults.Reset("accept"))
    assert driver.run(OTHERS, processes=100, at_once=10).codes == {"unavailable": 100}
    assert 1 <= server.connections <= 4 * FEW


def test_it_comes_back_by_itself(lab, server):
    server.directory.add_users(OTHERS)
    driver = lab.looks_up(server, request_locktime="1s")
    server.misbehave(faults.Answer(500))
    assert driver.run(OTHERS, processes=20, times=5).codes == {"unavailable": 100}
    server.behave()
    answers = until(lambda: driver.ask(TENANT), lambda answer: answer.passed)
    assert {answer.code for answer in answers[:-1]} <= {"unavailable"}
    assert driver.run(OTHERS, processes=20, times=5).codes == {"pass": 100}


def test_a_server_away_and_back_is_used_again(lab, server):
    driver = lab.looks_up(server, request_locktime="1s")
    server.go_away()
    assert driver.run([TENANT], processes=20).codes == {"unavailable": 20}
    server.come_back()
    until(lambda: driver.ask(TENANT), lambda answer: answer.passed)
    assert server.count() == 1


def test_who_is_known_gets_in_while_it_is_left_alone(lab, server):
    driver = lab.looks_up(server, request_locktime="1h")
    assert driver.ask_here(TENANT).passed
    server.misbehave(faults.Answer(500))
    assert driver.run(OTHERS, processes=20, times=5).codes == {"unavailable": 100}
    assert driver.ask(TENANT).passed
    assert driver.ask_here(TENANT, cached_only=True).passed


def test_who_is_unknown_is_no_failure(lab, server):
    driver = lab.looks_up(server, request_locktime="1h")
    assert driver.run(OTHERS, processes=20, times=5).codes == {"unknown": 100}
    assert driver.ask(TENANT).passed

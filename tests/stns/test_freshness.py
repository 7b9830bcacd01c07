# SPDX-License-Identifier: MIT
"""Answers grow old: they are asked anew before that, and kept where the server is away."""
import time

from conftest import TENANT
from support import faults
from support.patience import until

STRANGER = 10099
ROUNDS = 5  # a machine that stands still for a moment may miss a moment


def test_it_is_asked_anew_before_it_is_old(lab, server):
    driver = lab.looks_up(server, cache_ttl="2s", stale_if_error="0s")
    answers = until(lambda: driver.ask_here(TENANT),
                    lambda _: server.count() > ROUNDS or _one_came_early(server.requests))
    assert all(answer.passed for answer in answers)
    assert _one_came_early(server.requests)


def _one_came_early(requests):
    times = [request.at for request in requests]
    return any(later - earlier < 2 for earlier, later in zip(times, times[1:]))


def test_only_one_waits_while_it_is_asked_anew(lab, server):
    driver = lab.looks_up(server, cache_ttl="3s", stale_if_error="0s")
    assert any(_others_go_on(driver, server) for _ in range(ROUNDS))


def _others_go_on(driver, server):
    """While one process waits for the new answer, another is let in with the old one."""
    server.behave()
    assert driver.ask_here(TENANT).passed
    hold = faults.Hold()
    server.misbehave(hold)
    while (job := driver.start([TENANT], processes=1)).ends_before(hold.arrived):
        assert job.wait().only.passed
    others = driver.run([TENANT], processes=5, deadline=10_000_000).codes
    hold.released.set()
    assert job.wait().only.passed
    return others == {"pass": 5}


def test_an_old_answer_is_better_than_none(lab, server):
    driver = lab.looks_up(server, cache_ttl="1s", stale_if_error="1h")
    assert driver.ask(TENANT).passed
    server.misbehave(faults.Answer(500))
    end = time.monotonic() + 2.5  # it is old then, however slow everything is
    while time.monotonic() < end:
        answer = driver.ask(TENANT)
        assert (answer.passed, answer.name) == (True, f"u{TENANT}")
    server.go_away()
    assert driver.ask(TENANT).passed
    assert server.count() > 1


def test_an_old_answer_does_not_last(lab, server):
    driver = lab.looks_up(server, cache_ttl="1s", stale_if_error="1s")
    assert driver.ask(TENANT).passed
    server.go_away()
    last = until(lambda: driver.ask(TENANT), lambda answer: not answer.passed)[-1]
    assert last.code == "unavailable"
    assert driver.run([TENANT], processes=20).codes == {"unavailable": 20}
    server.come_back()
    assert driver.ask(TENANT).passed


def test_who_is_gone_is_gone(lab, server):
    driver = lab.looks_up(server, cache_ttl="1s", stale_if_error="1h")
    assert driver.ask(TENANT).passed
    server.directory.users.clear()
    last = until(lambda: driver.ask(TENANT), lambda answer: not answer.passed)[-1]
    assert last.code == "unknown"
    server.go_away()
    assert driver.run([TENANT], processes=20).codes.keys() <= {"unknown", "unavailable"}


def test_that_somebody_was_unknown_is_no_answer_when_it_is_old(lab, server):
    driver = lab.looks_up(server, negative_cache_ttl="1s", stale_if_error="1h")
    assert driver.ask(STRANGER).code == "unknown"
    server.go_away()
    last = until(lambda: driver.ask(STRANGER), lambda answer: answer.code != "unknown")[-1]
    assert last.code == "unavailable"


def test_a_failure_is_not_kept(lab, server):
    driver = lab.looks_up(server, cache_ttl="1h", negative_cache_ttl="1h")
    for fault in (faults.Answer(500), faults.Answer(401), faults.Reset("body"), faults.Truncated()):
        server.misbehave(fault)
        assert driver.ask(TENANT).code == "unavailable"
        server.behave()
    assert driver.ask(TENANT).passed

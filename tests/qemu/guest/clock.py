# SPDX-License-Identifier: MIT
"""The guest's clock stepped by an hour: what is signed after a step verifies, with the agent and
without it; what was signed before it does not."""
import contextlib
import os
import signal
import time
from typing import NamedTuple

from lab import agent
from server import Login, passes, signing, verifying
from support.agent import Agent
from support.verifier import Verifier

HOUR = 3600


class Setting(NamedTuple):
    agent: Agent
    server: Verifier  # requires proofs


@contextlib.contextmanager
def setting():
    with agent(signing()) as one, verifying("proof") as server:
        yield Setting(one, server)


def step(seconds):
    """As date -s does it."""
    time.clock_settime(time.CLOCK_REALTIME, time.time() + seconds)


@contextlib.contextmanager
def stepped(seconds):
    step(seconds)
    try:
        yield
    finally:
        step(-seconds)


def _logs_in_across(seconds, server, source="record"):
    passes(server, source)
    with stepped(seconds):
        passes(server, source)
    passes(server, source)


def test_agent_follows_a_step_forward_and_back(given):
    _logs_in_across(HOUR, given.server)


def test_agent_follows_a_step_back_and_forward(given):
    _logs_in_across(-HOUR, given.server)


def test_agent_counts_and_logs_each_jump(given):
    def jumps():
        return given.agent.counters()["clock-jumped"]
    given.agent.wait_for(lambda: jumps() == 4)  # those of the scenarios before
    step(HOUR)
    given.agent.wait_for(lambda: jumps() == 5)
    step(-HOUR)
    given.agent.wait_for(lambda: jumps() == 6)
    assert given.agent.told().count("clock") >= 6, given.agent.told()


def _signed_before_a_step(given, seconds, reason):
    """The server is stopped while somebody connects, and goes on an hour later."""
    server = given.server._process.pid  # pylint: disable=protected-access
    before = given.agent.counters()["proved"]
    os.kill(server, signal.SIGSTOP)
    login = Login(given.server)
    given.agent.wait_for(lambda: given.agent.counters()["proved"] > before)
    with stepped(seconds):
        os.kill(server, signal.SIGCONT)
        line = login.line()
    assert (line["passed"], line["reason_id"]) == (False, reason), line
    assert "(56 epochs)" in line["reason"] or "(57 epochs)" in line["reason"], line


def test_proof_of_an_hour_ago_is_refused(given):
    _signed_before_a_step(given, HOUR, "hmac_owner.too-old")


def test_proof_of_an_hour_ahead_is_refused(given):
    _signed_before_a_step(given, -HOUR, "hmac_owner.too-new")


def test_claims_pass_after_steps_for_which_the_replay_cache_has_room(_):
    with verifying("claim", host="::1", sources=["saved-syn"]) as server:
        for seconds in (HOUR, -HOUR):
            _logs_in_across(seconds, server, "saved-syn")


def test_killed_agent_leaves_keys_for_a_step_forward(given):
    given.agent.kill()
    _logs_in_across(HOUR, given.server)


def test_killed_agent_leaves_keys_for_a_step_back(given):
    _logs_in_across(-HOUR, given.server)


def test_agent_that_starts_again_counts_a_step_that_it_did_not_see(given):
    before = given.agent.counters()["clock-jumped"]
    with stepped(HOUR):
        given.agent.start()
        assert given.agent.counters()["clock-jumped"] == before + 1
        passes(given.server)

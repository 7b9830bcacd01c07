# SPDX-License-Identifier: MIT
"""Under load nothing that happens to agent, server or keys refuses a login.

    logins, one after the other    =====================================>  every one passes
    agent                          kill  start  kill  start
    server                                             stop  start
"""
import pytest

from support.logins import Logins
from support.signed_lab import OTHER_SECRET, SECRET


def test_agent_killed_and_started_again(signed):
    signed.start_agent()
    signed.start_server(require="proof")
    logins = Logins(signed)
    for _ in range(2):
        logins.wait_for(30)
        signed.agent.kill()
        logins.wait_for(30)
        signed.start_agent()
    logins.wait_for(30)
    assert logins.stop() == {"pass\n"}
    assert {line["reason_id"] for line in logins.lines} == {"stack.pass"}


def test_agent_that_is_gone_keeps_signing(signed):
    signed.start_agent()
    signed.agent.kill()
    signed.start_server(require="proof")
    for _, address in signed.addresses():
        signed.passes(address=address)


@pytest.mark.parametrize("each", ["thread", "fork", "none"])
def test_servers_of_each_kind(signed, each):
    signed.start_agent()
    signed.start_server("--each", each)
    logins = Logins(signed)
    logins.wait_for(40)
    assert logins.stop() == {"pass\n"}


def test_old_and_new_key_at_once(signed):
    """The middle of a rotation: the server accepts both, whichever signs."""
    signed.start_agent()
    server = signed.start_server()
    server.stop()
    server.write_keyring(server.key(SECRET, state="accept", uids=["0-59999"]),
                         server.key(OTHER_SECRET, uids=["0-59999"]))
    server.start(listeners=signed.listeners_again())
    logins = Logins(signed)
    logins.wait_for(20)
    signed.agent.reload("\n".join([signed.stamp(OTHER_SECRET), signed.listen()]))
    logins.wait_for(20)
    assert logins.stop() == {"pass\n"}

# SPDX-License-Identifier: MIT
"""What a server is left with where the reader is not: claims, from the SYN that was saved.

    [listen] record = true      claim and proof
    [listen]                    claim     (the agent asks for the SYN)
    no agent on the server      claim     (the server asks for the SYN)
"""
import time

from support.signed_lab import PATIENCE


def test_without_the_reader(signed):
    signed.start_agent(signed.stamp(), signed.listen(record=False))
    listeners = signed.listeners(save_syn=False)
    signed.start_server(listeners=listeners)
    for _, address in signed.addresses():
        signed.passes(address=address, source="saved-syn")


def test_without_any_agent_on_the_server_host(signed):
    """A proof cannot be had there."""
    signed.start_agent(signed.stamp())
    signed.start_server()
    signed.passes(source="saved-syn")
    signed.server.stop()
    signed.server.write_stack("proof")
    signed.server.start(listeners=signed.listeners_again())
    signed.refused("hmac_owner.no-proof")


def test_under_syn_cookies_nothing_is_left(signed, syn_cookies):
    signed.start_agent(signed.stamp(), signed.listen(record=False))
    signed.start_server()
    signed.refused("owner.not-saved")


def test_reader_that_comes_later(signed):
    """The server runs already, and finds the records once there are some."""
    signed.start_agent(signed.stamp(), signed.listen(record=False))
    signed.start_server()
    signed.passes(source="saved-syn")
    signed.agent.reload("\n".join([signed.stamp(), signed.listen()]))
    end = time.monotonic() + PATIENCE
    while (line := signed.login())["source"] != "record":  # looked for once a second
        assert line["passed"] and time.monotonic() < end, line
        time.sleep(0.05)

# SPDX-License-Identifier: MIT
"""A server that is stopped, killed and started again; the agent away."""
import signal

import pytest
from conftest import A, B
from rd.server import PASSWORD


def log_in(client):
    return client.ask("AUTH", "app", PASSWORD)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_started_again_it_decides_as_before(server, how):
    server.stop(how)
    server.start()
    assert server.remote(A, log_in) == "OK"
    assert server.remote(B, log_in).startswith("WRONGPASS")


def test_with_the_agent_away_it_refuses(server, stamping, network, site):
    stamping.agent.clean_up()
    try:
        before = site.mark()
        assert server.remote(A, log_in).startswith("WRONGPASS")
        refused = [each for each in site.decisions(before) if each["verdict"] == "refused"]
        assert refused[-1]["reason_id"] == "owner.no-option"
    finally:
        stamping.agent.start(stamping.text(), network_namespace=network.server)
    assert server.remote(A, log_in) == "OK"

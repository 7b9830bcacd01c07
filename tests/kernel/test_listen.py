# SPDX-License-Identifier: MIT
"""The server host's side: [listen] makes listeners keep their clients' SYN.

    client host ==SYN==> listener on the server host that never asked for TCP_SAVE_SYN;
                         the agent runs in the server host's network namespace
"""
from conftest import PORT


def config(*ports):
    return f"[listen]\nports = {list(ports)}\n"


def test_listener_that_comes_later(lab):
    lab.agent.start(config(PORT), network_namespace=lab.network.server)
    assert lab.syn_of(lab.server(save_syn=False)) != b""
    assert lab.agent.counters()["listen-saved"] == 1


def test_listener_that_was_there_before(lab):
    servers = [lab.server(address, save_syn=False)
               for address in (lab.network.server4, lab.network.server6)]
    lab.agent.start(config(PORT), network_namespace=lab.network.server)
    for server, address in zip(servers, (lab.network.server4, lab.network.server6)):
        assert lab.syn_of(server, address=address) != b""
    assert lab.agent.counters()["listen-saved"] == 2


def test_other_ports_are_left_alone(lab):
    before = lab.server(port=PORT + 1, save_syn=False)
    lab.agent.start(config(PORT), network_namespace=lab.network.server)
    after = lab.server(port=PORT + 2, save_syn=False)
    assert lab.syn_of(before, port=PORT + 1) == b""
    assert lab.syn_of(after, port=PORT + 2) == b""


def test_port_that_is_added_while_the_agent_runs(lab):
    server = lab.server(save_syn=False)
    lab.agent.start("", network_namespace=lab.network.server)
    assert lab.syn_of(server) == b""
    lab.agent.reload(config(PORT))
    assert lab.syn_of(server) != b""


def test_stamped_syn_is_read_by_a_server_that_asked_for_nothing(lab):
    from support import syn
    from conftest import TENANT
    lab.agent.start(lab.stamp() + config(PORT), network_namespace=lab.network.server)
    packet = lab.syn_of(lab.server(save_syn=False))
    assert syn.claims(packet) == [syn.plain_claim(TENANT, TENANT)]

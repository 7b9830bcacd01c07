# SPDX-License-Identifier: MIT
"""A pooler between clients and a server.

    client host                       server host
    A, B --SYN, claim: A, B--> pooler (its own uid) --SYN, claim: the pooler's--> server
                               stack "pooler":                                    stack "example":
                               shop is A's                                        shop is the pooler's
"""
import os

import pytest
from conftest import A, B, POOL, PORT
from lab.listening import listens
from lab.stack import Stack
from machine.programs import POOLER, SERVER, Decisions, Program, log_in, server_command


@pytest.fixture
def pooled(installed, network, stamping, stack, decisions, folder):
    """(the pooler's decisions, the server's)"""
    stack.write(shop=POOLER, other=POOLER)
    asked = Decisions(os.path.join(folder, "log/pooler.jsonl"), POOLER)
    own = Stack(installed.config, "pooler", {"shop": A, "other": B}, asked.path)
    records, running = stamping.agent.records, []
    try:
        running.append(Program(
            server_command(installed, records, "python", network.server, str(PORT), uid=SERVER),
            lambda: listens(network.server, PORT), os.path.join(folder, "log/upstream")))
        running.append(Program(
            server_command(installed, records, "pooler", network.server, str(POOL), network.other4,
                           str(PORT), uid=POOLER),
            lambda: listens(network.server, POOL), os.path.join(folder, "log/pooler")))
        yield asked, decisions
    finally:
        for each in running:
            each.stop()
            print(each.told())
        os.unlink(own.file())


def test_the_pooler_asks_for_its_clients_and_the_server_for_the_pooler(pooled, network):
    asked, decisions = pooled
    here, there = asked.mark(), decisions.mark()
    where = (network.server4, POOL)
    assert log_in(network.client, A, where, "shop") == "hello shop\n"
    assert [each["owner"]["uid"] for each in asked.since(here)] == [A]
    assert [each["owner"]["uid"] for each in decisions.since(there)] == [POOLER]

    here, there = asked.mark(), decisions.mark()
    assert log_in(network.client, B, where, "shop") == "refused\n"
    assert [each["reason_id"] for each in asked.since(here)] == ["owner_map.not-the-owner"]
    assert decisions.since(there) == []  # the server never heard of it
    # The password is the server's to check, and a wrong one is answered in the same words.
    assert log_in(network.client, A, where, "shop", "wrong") == "refused\n"


def test_nobody_goes_past_the_pooler(pooled, network):
    for uid in (A, B):
        assert log_in(network.client, uid, (network.server4, PORT), "shop") == "refused\n"


@pytest.mark.parametrize("account", ["other\x0bshop", "other\x1cshop", "other\xa0shop", "other\0shop",
                                     "shop\0", "\x0cshop"])
def test_both_understand_the_same_account(pooled, network, account):
    """B has a right to "other", and writes an account that could be read as two."""
    asked, decisions = pooled
    here, there = asked.mark(), decisions.mark()
    answer = log_in(network.client, B, (network.server4, POOL), account)
    assert "hello shop" not in answer
    assert all(each["account"] != "shop" or each["verdict"] == "refused" for each in asked.since(here))
    assert all(each["account"] != "shop" for each in decisions.since(there))

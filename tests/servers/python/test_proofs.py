# SPDX-License-Identifier: MIT
"""Signed owners and servers in containers: a proof is in the record alone.

    client host                              server host                  container
    process ==SYN, claim; proof==> BPF reader: record  - - routed - -> server, stack: require = "proof"
                                   /run/warifu/bpf ......mounted?.....> reads it
"""
import os

import pytest
from conftest import A, B, PORT
from machine.programs import SERVER, log_in
from support import keyring

SECRET = bytes(range(32))
ENTRY = """[[verify]]
module = "hmac_owner"
control = "requisite"
options = {{ keyring = "/etc/warifu/keyring.toml", require = "{require}", replay_dir = "/run/shared/replay" }}
"""


@pytest.fixture
def signing(stamping, network, folder):
    """The agent signs for the client host's address, and records what it reads."""
    secrets = keyring.SecretFiles(os.path.join(folder, "agent-keys"))
    stamping.agent.reload(keyring.stamp(secrets, {network.client4: SECRET}, [network.net4 + ".0/24"], [PORT],
                                        uids=[A, B]) + f"[listen]\nports = [{PORT}]\nrecord = true\n")
    yield
    stamping.agent.reload(stamping.text())


def require(box, what):
    """Of signed owners. A keyring that the server's user reads by its group."""
    files = keyring.SecretFiles(os.path.join(box.image.config, "keys"), SERVER)
    text = keyring.key(files, SECRET, uids=["10000-59999"], gids=["10000-59999"])
    with open(os.path.join(box.image.config, "keyring.toml"), "w") as file:
        file.write(text.replace(box.image.root, ""))
    box.stack("example", entries=ENTRY.format(require=what))
    for name in os.listdir(os.path.join(box.image.config, "keys")):
        os.chown(os.path.join(box.image.config, "keys", name), box.image.owner, box.image.owner + SERVER)


@pytest.fixture
def signed(request):
    """required(box, "proof"): its stack, until the test is over; a replay cache of the server's own."""
    changed = []

    def required(name, what):
        box = request.getfixturevalue(name)
        changed.append(box)
        require(box, what)
        replay = os.path.join(box.shared, "replay")
        os.makedirs(replay, mode=0o700, exist_ok=True)
        os.chown(replay, box.image.owner + SERVER, box.image.owner + SERVER)
        return box
    yield required
    for each in changed:
        each.stack("example")


def test_a_proof_is_read_where_the_records_are_mounted(signed, network, signing):
    box = signed("plain", "proof")
    mark = box.decisions.mark()
    with box.serving(records=True) as where:
        assert log_in(network.client, A, where, "shop") == "hello shop\n", box.decisions.since(mark)
        assert log_in(network.client, B, where, "shop") == "refused\n"
    said = box.decisions.since(mark)
    assert [each["evidence"] for each in said] == ["both"] * 2  # claim and proof
    assert [each["owner"]["domain"] for each in said] == ["web"] * 2
    assert said[1]["reason_id"] == "owner_map.not-the-owner"


@pytest.mark.parametrize("name, records", [("plain", False), ("with_users", False), ("with_users", True)])
def test_without_records_nobody_has_a_proof(signed, network, signing, name, records):
    box = signed(name, "proof")
    mark = box.decisions.mark()
    with box.serving(records=records) as where:
        assert log_in(network.client, A, where, "shop") == "refused\n"
    assert [each["reason_id"] for each in box.decisions.since(mark)] == ["hmac_owner.no-proof"]


@pytest.mark.parametrize("name", ["plain", "with_users"])
def test_signed_claims_need_no_records(signed, network, signing, name):
    box = signed(name, "claim")
    mark = box.decisions.mark()
    with box.serving() as where:
        assert log_in(network.client, A, where, "shop") == "hello shop\n", box.decisions.since(mark)
        assert log_in(network.client, B, where, "shop") == "refused\n"
    said = box.decisions.since(mark)
    assert [each["evidence"] for each in said] == ["claim"] * 2
    assert [each["owner"]["domain"] for each in said] == ["web"] * 2
    assert said[1]["reason_id"] == "owner_map.not-the-owner"
